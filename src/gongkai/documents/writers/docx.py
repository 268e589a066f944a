"""DOCX by GB/T 9704 (DOMAIN §5.5): A4, 版心 156 × 225 mm, 22 lines of 28 characters, numbered pages.

The parts that are the same for every report stand as files in docx_parts/; the body is written here as
WordprocessingML of the transitional schema. Fonts are only named. The same report always gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise
from xml.sax.saxutils import escape

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
from gongkai.statute.report import Report

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TWIPS = 20
_TYPE_AREA = 8844  # twips of 156 mm
_CELL_MARGIN = 30  # twips at each side of a cell
_SHORTEST_ROW = 340  # twips
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the archive's earliest date: the file does not depend on when it is written
_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package_rels.xml",
    "docProps/app.xml": "app.xml",
    "word/_rels/document.xml.rels": "document_rels.xml",
    "word/styles.xml": "styles.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/footer_odd.xml": "footer_odd.xml",
    "word/footer_even.xml": "footer_even.xml",
}
# A4; 天头 37 mm, 订口 28 mm, so 35 mm below and 26 mm at the right; the page number 7 mm under the type area.
_SECTION = (
    "<w:sectPr>"
    '<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"'
    ' w:header="851" w:footer="1417" w:gutter="0"/>'
    "</w:sectPr>"
)


def write(report: Report) -> bytes:
    """The report as a DOCX file."""
    parts = {**_fixed_parts(), "docProps/core.xml": _properties(report), "word/document.xml": _document(report)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, text.encode())
    return buffer.getvalue()


@cache
def _fixed_parts() -> Mapping[str, str]:
    folder = files(__package__) / "docx_parts"
    return {name: (folder / source).read_text("utf-8") for name, source in _PARTS.items()}


def _properties(report: Report) -> str:
    return (
        f"{_DECLARATION}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title_of(report))}</dc:title>"
        "<dc:subject>政府信息公开工作年度报告</dc:subject>"
        f"<dc:creator>{escape(agency_of(report))}</dc:creator>"
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _document(report: Report) -> str:
    body = "".join(_blocks(report))
    return f'{_DECLARATION}<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}{_SECTION}</w:body></w:document>'


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
        yield _paragraph("Title", "<w:r><w:br/></w:r>".join(_run(line) for line in block.lines))
    elif isinstance(block, Dateline):
        yield _paragraph("Dateline", _run(block.text))
    elif isinstance(block, Heading):
        yield _paragraph("Heading1", _run(block.text), space)
    elif isinstance(block, Subheading):
        yield _paragraph("Heading2", _run(block.text), space)
    elif isinstance(block, Body):
        lead = _run(block.text[: block.lead], '<w:rStyle w:val="RunIn"/>') if block.lead else ""
        yield _paragraph("ReportBody", lead + _run(block.text[block.lead :]), space)


def _paragraph(style: str, runs: str, direct: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{direct}</w:pPr>{runs}</w:p>'


def _run(text: str, properties: str = "") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


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
    return f"<w:tc>{properties}{_paragraph('TableText', runs, _placing(block.table, cell, number))}</w:tc>"


def _words(block: Grid, cell: PrintedCell, look: str) -> str:
    """A value, or wording; the label of a group breaks after its number, （三） and 不予公开."""
    if cell.code:
        return _run(block.texts.get(cell.code, ""), look)
    if cell.rowspan > 1 and "）" in cell.text[:4]:
        head, tail = cell.text.split("）", 1)
        return _run(head + "）", look) + "<w:r><w:br/></w:r>" + _run(tail, look)
    return _run(cell.text, look)


def _placing(table: PrintedTable, cell: PrintedCell, number: int) -> str:
    """Row labels of table three stand left; each small table and table four stay on one page."""
    last = number == len(table.rows) - 1 or number + 1 in table.bodies
    together = "<w:keepNext/>" if table.code != "t3" and not last else ""
    left = table.code == "t3" and cell.scope == "row"
    return together + ('<w:jc w:val="left"/>' if left else "")
