"""Layouts of pages → the blocks of a Source: tables joined over page breaks, lines joined into paragraphs."""

import re
from collections.abc import Sequence

from gongkai.documents.layout import Block, Grid, GridCell, Paragraph
from gongkai.documents.readers.page_join import joined
from gongkai.documents.readers.page_model import Item, PageGrid, PageLayout, TextLine
from gongkai.documents.readers.page_paragraphs import Frame, frame_of, paragraphs

_TELLING = 12  # lines of a page from which its own margins can be told
CONTINUED = re.compile(r"[（(]?(?:续表|续上表|续|接上表|上接)\d*[)）]?[：:]?")


def blocks_of(pages: Sequence[PageLayout]) -> tuple[Block, ...]:
    """Everything on the pages in reading order."""
    frames = _frames(pages)
    numbers = _line_numbers(pages)
    blocks: list[Block] = []
    tables = 0
    for item in _flow(pages):
        if isinstance(item, PageGrid):
            tables += 1
            blocks.append(_grid(item, tables))
        else:
            for paragraph in paragraphs(item, frames):
                first = paragraph.lines[0]
                blocks.append(Paragraph(paragraph.text, first.page, numbers[id(first)]))
    return tuple(blocks)


def _flow(pages: Sequence[PageLayout]) -> list[PageGrid | list[TextLine]]:
    """Grids, joined where they go on, and the runs of lines between them."""
    flow: list[PageGrid | list[TextLine]] = []
    last_page = 0
    for page in pages:
        items = _without_continuation_mark(page.items, bool(flow) and isinstance(flow[-1], PageGrid))
        for place, item in enumerate(items):
            if isinstance(item, TextLine):
                if flow and isinstance(flow[-1], list):
                    flow[-1].append(item)
                else:
                    flow.append([item])
                continue
            before = flow[-1] if flow else None
            if place == 0 and isinstance(before, PageGrid) and last_page == page.number - 1:
                whole = joined(before, item)
                if whole is not None:
                    flow[-1] = whole
                    last_page = page.number
                    continue
            flow.append(item)
            last_page = page.number
    return flow


def _without_continuation_mark(items: Sequence[Item], after_table: bool) -> list[Item]:
    """Leaves out 续表 at the top of a page between the parts of a table."""
    first = items[0] if after_table and len(items) > 1 and isinstance(items[1], PageGrid) else None
    marked = isinstance(first, TextLine) and CONTINUED.fullmatch("".join(first.text.split()))
    return list(items[1:] if marked else items)


def _frames(pages: Sequence[PageLayout]) -> dict[int, Frame]:
    """The margins of the running text page by page, steadied by those of the whole file."""
    lines = {page.number: [i for i in page.items if isinstance(i, TextLine)] for page in pages}
    whole = frame_of([line for group in lines.values() for line in group])
    frames: dict[int, Frame] = {}
    for number, group in lines.items():
        frame = frame_of(group, whole)
        if frame is None:
            continue
        if whole is not None and len(group) < _TELLING and frame.right < whole.right:
            # So few lines that none need reach the margin: short ones would be taken for full ones and be joined.
            frame.right = whole.right
        if whole is not None and group and abs(frame.right - whole.right) < 0.5 * group[0].size:
            # A page of single lines, all set in, has no line at the margin itself.
            frame.left = min(frame.left, whole.left)
        frames[number] = frame
    return frames


def _line_numbers(pages: Sequence[PageLayout]) -> dict[int, int]:
    """The place of each line among the lines of its page, from one."""
    numbers: dict[int, int] = {}
    for page in pages:
        lines = (item for item in page.items if isinstance(item, TextLine))
        numbers.update((id(line), place) for place, line in enumerate(lines, 1))
    return numbers


def _grid(grid: PageGrid, number: int) -> Grid:
    cells = tuple(
        GridCell(c.text, c.row, c.column, c.rowspan, c.colspan, round(c.confidence, 3), c.page)
        for c in sorted(grid.cells, key=lambda c: (c.row, c.column))
    )
    return Grid(cells, grid.rows, grid.columns, number, grid.page, exact=False)
