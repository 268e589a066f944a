"""What was read for one cell, before it becomes part of the Report."""

from typing import NamedTuple

from gongkai.documents.layout import GridCell
from gongkai.documents.recognition.rows import Row
from gongkai.statute.report import Source, Value


class Reading(NamedTuple):
    """A cell's value, its raw text, how sure, and the place.

    `firm` says the structure left no choice: sums that do not hold are the report's error, not the reader's.
    """

    value: Value
    raw: str
    confidence: float
    firm: bool
    mark: str = ""
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None

    def source(self) -> Source:
        """The place and sureness, as the Report keeps them."""
        return Source(self.raw, self.confidence, self.page, self.table, self.row, self.column, self.line)


def reading(
    value: Value, raw: str, confidence: float, firm: bool, cell: GridCell, row: Row, mark: str = ""
) -> Reading:
    """A reading at the place of a cell."""
    grid = row.grid
    if grid is None:
        return Reading(value, raw, confidence, firm, mark, row.page, None, None, None, row.line)
    page = cell.page if cell.page is not None else grid.page
    return Reading(value, raw, confidence, firm, mark, page, grid.number, cell.row + 1, cell.column + 1, None)


BASE = {3: 1.0, 2: 0.97, 1: 0.95}
"""Sureness of a full row by how its structure is known: exact grid, cells, figures in a line."""


class Found:
    """What a table gave: readings by cell code, labels as printed, other readings that fit as well."""

    def __init__(self) -> None:
        self.readings: dict[str, Reading] = {}
        self.labels: dict[str, str] = {}
        self.alternatives: list[dict[str, Value]] = []
