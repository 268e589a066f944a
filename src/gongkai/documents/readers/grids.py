"""Rows of cells with spans, as files state them, to Grids; shared by the HTML, Markdown, DOCX and XLSX readers."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gongkai.documents.layout import Block, Grid, GridCell, Paragraph
from gongkai.documents.readers.errors import TooManyParts
from gongkai.documents.readers.limits import Limits

NARRATIVE = 90
"""A cell alone in its row with more characters than this is a paragraph set inside a table, not a cell of it."""
WIDEST = 1000
"""No span reaches further (the HTML standard's own bound)."""


class Cell(NamedTuple):
    """A cell before it has its place: its text (lines divided by line feeds) and spans as the file states them."""

    text: str
    rowspan: int = 1
    colspan: int = 1


Row = list[Cell]


class Budget:
    """Counts what a file gave so far and refuses beyond the limits (RDR-1008)."""

    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.cells = limits.table_cells
        self.paragraphs = limits.paragraphs
        self.tables = 0

    def take_cells(self, count: int) -> None:
        """Count cells; refuse when the file has too many."""
        self.cells -= count
        if self.cells < 0:
            raise TooManyParts(name=self.name, what="表格单元格", limit=self.limits.table_cells)

    def take_paragraph(self) -> None:
        """Count one paragraph; refuse when the file has too many."""
        self.paragraphs -= 1
        if self.paragraphs < 0:
            raise TooManyParts(name=self.name, what="段落", limit=self.limits.paragraphs)

    def next_table(self) -> int:
        """The number of the next table, from one."""
        self.tables += 1
        return self.tables


def blocks_of_rows(rows: Sequence[Row], budget: Budget, *, exact: bool = True) -> Iterator[Block]:
    """A table as blocks: its rows of figures as Grids, a long text alone in its row as Paragraphs between them.

    A page laid out as one big table, or a workbook with the whole report in its cells, comes apart this way.
    """
    pending: list[Row] = []
    for row in rows:
        text = _alone(row)
        if text is None:
            pending.append(row)
            continue
        yield from _flushed(pending, budget, exact)
        pending = []
        yield from paragraphs_of(text, budget)
    yield from _flushed(pending, budget, exact)


def _alone(row: Row) -> str | None:
    """The text of a row that holds nothing but one long text; None for a row of a table."""
    if len(row) == 1 and len(row[0].text) > NARRATIVE:
        return row[0].text
    if len(row) <= 8:
        filled = [cell.text for cell in row if cell.text]
        if len(filled) == 1 and len(filled[0]) > NARRATIVE and row[0].text:
            return filled[0]
    return None


def paragraphs_of(text: str, budget: Budget) -> Iterator[Paragraph]:
    """One Paragraph for each line that is not blank."""
    for line in text.split("\n"):
        if line.strip():
            budget.take_paragraph()
            yield Paragraph(line.strip())


def _flushed(rows: list[Row], budget: Budget, exact: bool) -> Iterator[Block]:
    if not rows:
        return
    if sum(len(row) for row in rows) == 1 or all(len(row) <= 1 and _is_heading(row) for row in rows):
        for row in rows:
            for cell in row:
                yield from paragraphs_of(cell.text, budget)
        return
    if any(cell.text for row in rows for cell in row):
        yield grid_of(rows, budget, exact=exact)


def _is_heading(row: Row) -> bool:
    """A row alone with words in it; one with a bare figure belongs to a table of one column."""
    return not row or not row[0].text.strip().replace(".", "").isdigit()


def grid_of(rows: Iterable[Row], budget: Budget, *, exact: bool = True) -> Grid:
    """Place the cells; spans are clipped to the rows and to the columns in which some cell begins.

    Cells that would overlap move to the next free column, as browsers do.
    """
    placed: list[GridCell] = []
    open_until: dict[int, int] = {}  # column -> first row it is free again
    rows = list(rows)
    height = len(rows)
    last_start = 0
    for index, row in enumerate(rows):
        budget.take_cells(len(row) or 1)
        column = 0
        for text, rowspan, colspan in row:
            while open_until and open_until.get(column, 0) > index:
                column += 1
            if rowspan != 1:
                rowspan = height - index if rowspan <= 0 else min(rowspan, height - index)
            colspan = min(colspan, WIDEST) if colspan > 0 else 1
            placed.append(GridCell(text, index, column, rowspan, colspan))
            if column > last_start:
                last_start = column
            if rowspan > 1:
                budget.take_cells(colspan)
                for covered in range(column, column + colspan):
                    open_until[covered] = index + rowspan
            column += colspan
    width = last_start + 1
    cells = [c if c.column + c.colspan <= width else _clipped(c, width) for c in placed]
    return Grid(tuple(cells), height, width, budget.next_table(), exact=exact)


def _clipped(cell: GridCell, width: int) -> GridCell:
    return GridCell(cell.text, cell.row, cell.column, cell.rowspan, max(1, width - cell.column))
