"""Rows of cells with spans, as files state them, to Grids; shared by the HTML, Markdown, DOCX and XLSX readers."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from gongkai.documents.forms import Placement
from gongkai.documents.layout import Block, Grid, Paragraph
from gongkai.documents.readers.errors import TooManyParts
from gongkai.documents.readers.limits import Limits

NARRATIVE = 90
"""A cell alone in its row with more characters than this is a paragraph set inside a table, not a cell of it."""
FIGURE = re.compile(r"\s*-?\d[\d,.]*\s*")
WIDEST = 1000
"""No span reaches further (the HTML standard's own bound)."""


Cell: TypeAlias = tuple[str, int, int]
"""A cell before it has its place: its text (lines divided by line feeds), rowspan and colspan as the file has them.

Plain tuples, because this is the innermost loop of reading a page."""
Row: TypeAlias = list[Cell]
Span: TypeAlias = tuple[int, int]
"""A cell's rowspan and colspan as the file has them."""
MOST_KEPT = 4000
"""The placement of larger tables is not kept, and counted against the limits while it is worked out."""


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
    if len(rows) > 1 and max((len(cell[0]) for row in rows for cell in row), default=0) <= NARRATIVE:
        yield from _flushed(rows, budget, exact)
        return
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
    """The text of a row that holds nothing but one long text in its first cell; None for a row of a table."""
    filled = [text for text, _, _ in row if text]
    return filled[0] if len(filled) == 1 and len(filled[0]) > NARRATIVE and row[0][0] else None


def paragraphs_of(text: str, budget: Budget) -> Iterator[Paragraph]:
    """One Paragraph for each line that is not blank."""
    for line in text.split("\n"):
        if line.strip():
            budget.take_paragraph()
            yield Paragraph(line.strip())


def _flushed(rows: Sequence[Row], budget: Budget, exact: bool) -> Iterator[Block]:
    if not any(text for row in rows for text, _, _ in row):
        return
    if all(len(row) <= 1 for row in rows) and all(_is_heading(row) for row in rows):
        for row in rows:
            for text, _, _ in row:
                yield from paragraphs_of(text, budget)
        return
    yield grid_of(rows, budget, exact=exact)


def _is_heading(row: Row) -> bool:
    """A row alone with words in it; one with a bare figure belongs to a table of one column."""
    return not row or not row[0][0].strip().replace(".", "").isdigit()


def grid_of(rows: Sequence[Row], budget: Budget, *, exact: bool = True) -> Grid:
    """Place the cells of rows read from a file."""
    spans = tuple([tuple([(rowspan, colspan) for _, rowspan, colspan in row]) for row in rows])
    texts = tuple([text for row in rows for text, _, _ in row])
    if len(texts) > MOST_KEPT:
        placement = place(spans, budget.take_cells)
    else:
        placement = kept_placement(spans)
        budget.take_cells(placement.cost)
    return Grid.placed(texts, placement, budget.next_table(), exact=exact)


@lru_cache(maxsize=256)
def kept_placement(spans: tuple[tuple[Span, ...], ...]) -> Placement:
    """Where cells with these spans stand; kept, because tables of one form share it."""
    return place(spans, lambda _: None)


def place(rows: Sequence[Sequence[Span]], take: Callable[[int], None]) -> Placement:
    """Where cells with these spans stand, row by row; what they cost is taken as it is counted.

    Spans are clipped to the rows and to the columns in which some cell begins. Cells that would overlap move to the
    next free column, as browsers do.
    """
    places: list[tuple[int, int, int, int]] = []
    open_until: dict[int, int] = {}  # column -> the first row in which it is free again
    height = len(rows)
    last_start = furthest = cost = 0
    for index, row in enumerate(rows):
        take(len(row) + 1)
        cost += len(row) + 1
        column = 0
        for rowspan, colspan in row:
            while open_until.get(column, 0) > index:
                column += 1
            last_start = max(last_start, column)
            rowspan = height - index if rowspan <= 0 else min(rowspan, height - index)
            colspan = min(max(colspan, 1), WIDEST)
            if rowspan > 1:
                take(colspan)
                cost += colspan
                open_until.update(dict.fromkeys(range(column, column + colspan), index + rowspan))
            places.append((index, column, rowspan, colspan))
            column += colspan
        furthest = max(furthest, column)
    width = last_start + 1
    if furthest > width:
        places = [(r, c, down, min(across, width - c)) for r, c, down, across in places]
    return Placement(height, width, tuple(places), cost)


def lays_out(texts: Sequence[str], nested: Sequence[bool]) -> bool:
    """Whether a table only places things on the page: it holds tables or long texts, and few figures of its own.

    `texts` are its own cells' texts, `nested` tells which of them hold another table.
    """
    own = [text for text, holds_table in zip(texts, nested, strict=True) if not holds_table]
    figures = sum(1 for text in own if FIGURE.fullmatch(text))
    if any(nested):
        return figures < 4 or figures * 4 < len(own)
    return not figures and any(len(text.strip()) > NARRATIVE for text in own)
