"""DOCX by GB/T 9704 (DOMAIN §5.5): A4, 版心 156 × 225 mm, 22 lines of 28 characters, numbered pages.

The body is written here as WordprocessingML of the transitional schema; wordprocessing.py makes the file of it.
"""

from collections.abc import Iterator
from itertools import pairwise

from gongkai.documents.writers.grid import PrintedCell, PrintedTable
from gongkai.documents.writers.measure import Fit, fit
from gongkai.documents.writers.story import (
    Block,
    Body,
    Dateline,
    Grid,
    Heading,
    Subheading,
    Title,
    agency_of,
    story,
    title_of,
)
from gongkai.documents.writers.wordprocessing import About, package, paragraph, run
from gongkai.statute.report import Report

_TWIPS = 20
_TYPE_AREA = 8844  # twips of 156 mm
_CELL_MARGIN = 30  # twips at each side of a cell
_SHORTEST_ROW = 340  # twips


def write(report: Report) -> bytes:
    """The report as a DOCX file."""
    about = About(title_of(report), "政府信息公开工作年度报告", agency_of(report))
    return package(about, "".join(_blocks(report)))


def _blocks(report: Report) -> Iterator[str]:
    """The body; a heading or paragraph beside a table keeps a little distance from it."""
    blocks = [None, *story(report), None]
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if isinstance(block, Grid):
            yield _table(block)
        elif block is not None:
            yield from _text(block, _distance(isinstance(before, Grid), isinstance(after, Grid)))


def _distance(after_table: bool, before_table: bool) -> str:
    if not (after_table or before_table):
        return ""
    before, after = 240 * after_table, 100 * before_table
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="579" w:lineRule="exact"/>'


def _text(block: Block, space: str) -> Iterator[str]:
    if isinstance(block, Title):
        yield paragraph("Title", "<w:r><w:br/></w:r>".join(run(line) for line in block.lines))
    elif isinstance(block, Dateline):
        yield paragraph("Dateline", run(block.text))
    elif isinstance(block, Heading):
        yield paragraph("Heading1", run(block.text), space)
    elif isinstance(block, Subheading):
        yield paragraph("Heading2", run(block.text), space)
    elif isinstance(block, Body):
        lead = run(block.text[: block.lead], '<w:rStyle w:val="RunIn"/>') if block.lead else ""
        yield paragraph("ReportBody", lead + run(block.text[block.lead :]), space)


def _table(block: Grid) -> str:
    table = block.table
    size = fit(table, block.texts, _TYPE_AREA / _TWIPS, 2 * _CELL_MARGIN / _TWIPS)
    widths = _whole_twips(size)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    margin = f'w:w="{_CELL_MARGIN}" w:type="dxa"'
    properties = (
        '<w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar><w:left {margin}/><w:right {margin}/></w:tblCellMar>"
        f'<w:tblLook w:val="0000"/></w:tblPr>'
    )
    covering = _covering(table)
    rows = "".join(_row(block, number, cells, widths, size) for number, cells in enumerate(covering))
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _whole_twips(size: Fit) -> list[int]:
    """The widths in whole twips, adding up to the type area exactly."""
    edges = [round(sum(size.widths[:i]) * _TWIPS) for i in range(len(size.widths) + 1)]
    return [right - left for left, right in pairwise(edges)]


def _row(block: Grid, number: int, covering: list[PrintedCell], widths: list[int], size: Fit) -> str:
    repeat = "<w:tblHeader/>" if number < block.table.header_rows else ""
    properties = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{_SHORTEST_ROW}" w:hRule="atLeast"/>{repeat}</w:trPr>'
    cells = "".join(_cell(block, cell, number, widths, size) for cell in covering)
    return f"<w:tr>{properties}{cells}</w:tr>"


def _covering(table: PrintedTable) -> list[list[PrintedCell]]:
    """The cells of each row with those merged into it from above, left to right."""
    rows: list[list[PrintedCell]] = [[] for _ in table.rows]
    for cell in table.cells:
        for number in range(cell.row, cell.row + cell.rowspan):
            rows[number].append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]


def _cell(block: Grid, cell: PrintedCell, number: int, widths: list[int], size: Fit) -> str:
    width = sum(widths[cell.column : cell.column + cell.colspan])
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    first = cell.row == number
    merge = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>'
    points = size.size if cell.code else size.wording
    look = f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>' if points != 10.5 else ""
    runs = _words(block, cell, look) if first else ""
    return f"<w:tc>{properties}{paragraph('TableText', runs, _placing(block.table, cell, number))}</w:tc>"


def _words(block: Grid, cell: PrintedCell, look: str) -> str:
    """A value, or wording; the label of a group breaks after its number, （三） and 不予公开."""
    if cell.code:
        return run(block.texts.get(cell.code, ""), look)
    if cell.rowspan > 1 and "）" in cell.text[:4]:
        head, tail = cell.text.split("）", 1)
        return run(head + "）", look) + "<w:r><w:br/></w:r>" + run(tail, look)
    return run(cell.text, look)


def _placing(table: PrintedTable, cell: PrintedCell, number: int) -> str:
    """Row labels of table three stand left; each small table and table four stay on one page."""
    last = number == len(table.rows) - 1 or number + 1 in table.bodies
    together = "<w:keepNext/>" if table.code != "t3" and not last else ""
    left = table.code == "t3" and cell.scope == "row"
    return together + ('<w:jc w:val="left"/>' if left else "")
