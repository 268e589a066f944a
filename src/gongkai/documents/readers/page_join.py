"""A table that goes on over a page break becomes one: same columns, nothing printed between."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from gongkai.documents.readers.page_model import Box, Cell, PageGrid
from gongkai.statute.tables import FORMATS

NEAR = 5.0  # points by which an edge may differ between pages
MOST_HEADER_ROWS = 6
ENUMERATED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[（(]?\d{1,2}[、.．)）](?!\d)")
NUMERIC = re.compile(r"[-－−]?[\d,，.．]+\s*(?:件|条|份|宗|项|元|万元)?|/|—+|-+")


def joined(first: PageGrid, second: PageGrid) -> PageGrid | None:
    """The two grids as one, or None where the second is a table of its own.

    The columns must agree: the same outer edges, and no edge of one between edges of the other. A repeated header
    is left out; a row or a label cut by the break is put together.
    """
    edges = _common_edges(first.xs, [x + first.xs[0] - second.xs[0] for x in second.xs])
    if edges is None:
        return None
    above = _recolumned(first, edges)
    below = _recolumned(second, edges)
    below = _without_repeated_header(above, below)
    if not below.cells:
        return above
    if _is_cut_row(above, below):
        below = _with_row_completed(above, below)
    united = {id(cell) for cell in _united_labels(above, below)}
    cells = [*above.cells]
    cells.extend(replace(cell, row=cell.row + above.rows) for cell in below.cells if id(cell) not in united)
    box = Box(first.box.x0, first.box.top, first.box.x1, first.box.bottom)
    return PageGrid(edges, above.rows + below.rows, cells, box, first.page)


def _common_edges(one: list[float], other: list[float]) -> list[float] | None:
    fewer, more = sorted((one, other), key=len)
    if abs(one[-1] - other[-1]) > 1.6 * NEAR:
        return None
    if all(min(abs(x - y) for y in more) <= NEAR for x in fewer[1:-1]):
        return list(more)
    return None


def _recolumned(grid: PageGrid, edges: list[float]) -> PageGrid:
    """The grid with its columns counted along common edges."""
    shift = edges[0] - grid.xs[0]
    index = [min(range(len(edges)), key=lambda i: abs(edges[i] - x - shift)) for x in grid.xs]
    index[0], index[-1] = 0, len(edges) - 1
    cells = [
        replace(
            cell,
            column=index[cell.column],
            colspan=max(1, index[cell.column + cell.colspan] - index[cell.column]),
        )
        for cell in grid.cells
    ]
    return PageGrid(edges, grid.rows, cells, grid.box, grid.page)


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _signature(grid: PageGrid, row: int) -> list[tuple[int, int, int, str]]:
    return [(c.column, c.rowspan, c.colspan, _squeezed(c.text)) for c in grid.cells if c.row == row]


def _without_repeated_header(above: PageGrid, below: PageGrid) -> PageGrid:
    """Leaves out the first rows of `below` where they repeat the first rows of `above` word for word."""
    same = 0
    for row in range(min(MOST_HEADER_ROWS, above.rows, below.rows)):
        signature = _signature(below, row)
        if signature != _signature(above, row) or any(NUMERIC.fullmatch(part[3]) for part in signature):
            break
        same = row + 1
    while same and any(cell.row < same < cell.row + cell.rowspan for cell in below.cells):
        same -= 1
    if not same or not any(cell.text for cell in below.cells if cell.row < same):
        return below
    cells = [replace(cell, row=cell.row - same) for cell in below.cells if cell.row >= same]
    return PageGrid(below.xs, below.rows - same, cells, below.box, below.page)


def _touching(above: PageGrid, below: PageGrid) -> Iterable[tuple[Cell, Cell]]:
    """Cells with the same columns on both sides of the break."""
    bottom = {(c.column, c.colspan): c for c in above.cells if c.row + c.rowspan == above.rows}
    for cell in below.cells:
        if cell.row == 0 and (upper := bottom.get((cell.column, cell.colspan))) is not None:
            yield upper, cell


def _is_cut_row(above: PageGrid, below: PageGrid) -> bool:
    """Whether the first row of `below` is the rest of the last row of `above`.

    Cell by cell one side must be empty, or the lower text must be the rest of a label. Merged cells are left to
    `_united_labels`.
    """
    pairs = [(a, b) for a, b in _touching(above, below) if a.rowspan == 1 and b.rowspan == 1]
    width = sum(b.colspan for b in below.cells if b.row == 0 and b.rowspan == 1)
    if not pairs or sum(b.colspan for _, b in pairs) < width:
        return False
    if not any(a.text for a, _ in pairs):
        return False
    return all(not a.text or not b.text or _is_rest(a, b) for a, b in pairs)


def _is_rest(upper: Cell, lower: Cell) -> bool:
    """Whether the lower text is the rest of the upper label."""
    above, below = _squeezed(upper.text), _squeezed(lower.text)
    if NUMERIC.fullmatch(above) or NUMERIC.fullmatch(below) or ENUMERATED.match(below):
        return False
    if _bare(above + below) in _known_labels():
        return True
    if _bare(below) in _known_labels():
        return False
    return upper.full or above.count("（") > above.count("）")


@cache
def _known_labels() -> frozenset[str]:
    """The prescribed labels without numbering, to tell a whole label from the rest of one."""
    labels: set[str] = set()
    for report_format in FORMATS.values():
        for table in report_format.tables:
            labels.update(_bare(line.label) for line in (*table.rows, *table.columns, *table.headings))
    return frozenset(labels)


def _bare(label: str) -> str:
    return re.sub(r"[^\w]", "", ENUMERATED.sub("", _squeezed(label), count=1))


def _with_row_completed(above: PageGrid, below: PageGrid) -> PageGrid:
    """Moves the texts of the first row of `below` into the last row of `above`; gives the rest of `below`."""
    moved = set()
    for upper, lower in list(_touching(above, below)):
        if upper.rowspan == 1 and lower.rowspan == 1:
            if lower.text and not upper.text:
                upper.page = lower.page
            upper.text += lower.text
            upper.confidence = min(upper.confidence, lower.confidence)
            moved.add(id(lower))
    cells = []
    for cell in below.cells:
        if id(cell) in moved:
            continue
        if cell.row == 0:  # a cell merged over rows keeps its place above the rows that are left
            if cell.rowspan == 1:
                continue
            cell = replace(cell, rowspan=cell.rowspan - 1)
        else:
            cell = replace(cell, row=cell.row - 1)
        cells.append(cell)
    return PageGrid(below.xs, below.rows - 1, cells, below.box, below.page)


def _united_labels(above: PageGrid, below: PageGrid) -> Iterable[Cell]:
    """Gives the cells of `below` that are the rest of a merged label of `above`, after adding them to it."""
    for upper, lower in list(_touching(above, below)):
        if upper.rowspan == 1 and lower.rowspan == 1:
            continue
        above_text, below_text = _squeezed(upper.text), _squeezed(lower.text)
        whole = bool(above_text) and above_text == below_text
        if not (whole or not below_text or not above_text or _goes_on(above_text, below_text)):
            continue
        if not whole:
            upper.text += lower.text
        upper.rowspan += lower.rowspan
        yield lower


def _goes_on(above: str, below: str) -> bool:
    if NUMERIC.fullmatch(above) or NUMERIC.fullmatch(below) or ENUMERATED.match(below):
        return False
    return _bare(above + below) in _known_labels() or _bare(below) not in _known_labels()
