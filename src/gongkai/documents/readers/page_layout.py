"""Marks of a page → its layout: grids with their texts, and the lines outside them, from top to bottom."""

from bisect import bisect_right
from collections.abc import Sequence

from gongkai.documents.readers.page_model import Cell, Glyph, Item, Marks, PageGrid, PageLayout
from gongkai.documents.readers.ruling import Lattice, lattices
from gongkai.documents.readers.text_lines import cell_text, printed_lines


def layout_of(marks: Marks) -> PageLayout:
    """The layout of a page: every character goes to the cell it stands in, or to a line outside the tables."""
    found = lattices(marks.horizontals, marks.verticals)
    inside: list[dict[tuple[int, int, int, int], list[Glyph]]] = [{} for _ in found]
    places = [_Places(lattice) for lattice in found]
    outside: list[Glyph] = []
    for glyph in marks.glyphs:
        x, y = glyph.centre, glyph.middle
        for texts, place in zip(inside, places, strict=True):
            span = place.at(x, y)
            if span is not None:
                texts.setdefault(span, []).append(glyph)
                break
        else:
            outside.append(glyph)
    items: list[Item] = [*marks.grids]
    for lattice, texts in zip(found, inside, strict=True):
        items.append(_grid(lattice, texts, marks.number))
    items.extend(printed_lines(outside, marks.number))
    items.sort(key=lambda item: (item.box.top, item.box.x0))
    return PageLayout(marks.number, marks.width, marks.height, items)


class _Places:
    """Finds the cell of a lattice in which a point is."""

    def __init__(self, lattice: Lattice) -> None:
        self.lattice = lattice
        self.spans: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for span in lattice.spans:
            row, column, rowspan, colspan = span
            for r in range(row, row + rowspan):
                for c in range(column, column + colspan):
                    self.spans[r, c] = span

    def at(self, x: float, y: float) -> tuple[int, int, int, int] | None:
        box = self.lattice.box
        if not box.holds(x, y):
            return None
        row = bisect_right(self.lattice.ys, y) - 1
        column = bisect_right(self.lattice.xs, x) - 1
        return self.spans.get((row, column))


def _grid(lattice: Lattice, texts: dict[tuple[int, int, int, int], list[Glyph]], page: int) -> PageGrid:
    cells = []
    for span in lattice.spans:
        glyphs = texts.get(span, [])
        text, full = cell_text(glyphs, lattice.cell_box(span))
        cells.append(Cell(*span, text=text, confidence=_lowest(glyphs), page=page, full=full))
    return PageGrid(list(lattice.xs), len(lattice.ys) - 1, cells, lattice.box, page)


def _lowest(glyphs: Sequence[Glyph]) -> float:
    return min((glyph.confidence for glyph in glyphs), default=1.0)
