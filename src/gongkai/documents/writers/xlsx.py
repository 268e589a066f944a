"""XLSX: the text in one sheet and each statutory table in one of its own, numbers as numbers, ready to print."""

import io
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gongkai.documents.writers.grid import PrintedCell, PrintedTable, printed_tables
from gongkai.documents.writers.measure import text_width
from gongkai.documents.writers.story import Dateline, Grid, Heading, Subheading, Title, agency_of, cell_texts, story
from gongkai.statute.report import Report, Value
from gongkai.statute.tables import FORMATS

_TEXT_SHEET = "正文"
_LONGEST_NAME = 31  # of a sheet
_FONT = "宋体"
_LONGEST_TEXT = 32_000  # characters; a cell of the format holds 32 767
_EXACT_DIGITS = 15  # what a number of the format holds exactly
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001  the format has no time zone; fixed, so that equal reports give equal files
_LABEL_WIDTHS = {"t2": (24,), "t3": (6, 12, 40), "t4": ()}
_VALUE_WIDTHS = {"t2": 20, "t3": 10, "t4": 9}


def write(report: Report) -> bytes:
    """The report as an XLSX file."""
    buffer = io.BytesIO()
    # Text that looks like a formula, a link or a number stays text.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(buffer, options)
    title = next(block for block in story(report) if isinstance(block, Title)).text
    book.set_properties(
        {
            "title": title,
            "subject": "政府信息公开工作年度报告",
            "author": agency_of(report),
            "created": _CREATED,
        }
    )
    _text_sheet(book, report)
    headings = FORMATS[report.format].sections[1:4]
    for heading, table in zip(headings, printed_tables(report), strict=True):
        _table_sheet(book, heading, report, table)
    book.close()
    return buffer.getvalue()


def _text_sheet(book: Workbook, report: Report) -> None:
    """One paragraph a row, in one column."""
    sheet = book.add_worksheet(_TEXT_SHEET)
    looks = _text_looks(book)
    sheet.set_column(0, 0, 92)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    row = 0
    for text, look in _lines(report):
        for start in range(0, len(text), _LONGEST_TEXT):
            sheet.write_string(row, 0, text[start : start + _LONGEST_TEXT], looks[look])
            row += 1


def _text_looks(book: Workbook) -> dict[str, Format]:
    base = {"font_name": _FONT, "font_size": 12, "text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format(base | {"font_size": 18, "bold": True, "align": "center"}),
        "heading": book.add_format(base | {"font_size": 14, "bold": True}),
        "subheading": book.add_format(base | {"bold": True}),
        "body": book.add_format(base),
        "dateline": book.add_format(base | {"align": "center"}),
    }


def _lines(report: Report) -> Iterator[tuple[str, str]]:
    """Every line of text with its look; the tables have sheets of their own."""
    for block in story(report):
        if isinstance(block, Title):
            yield block.text, "title"
        elif isinstance(block, Heading):
            yield block.text, "heading"
        elif isinstance(block, Subheading):
            yield block.text, "subheading"
        elif isinstance(block, Dateline):
            yield block.text, "dateline"
        elif not isinstance(block, Grid):
            yield block.text, "body"


def _table_sheet(book: Workbook, heading: str, report: Report, table: PrintedTable) -> None:
    """The table under its section's heading, which is the sheet's name and is printed above it."""
    sheet = book.add_worksheet(heading[:_LONGEST_NAME])
    sheet.set_header('&C&"宋体,Bold"&A')
    base = {"font_name": _FONT, "font_size": 10.5, "border": 1, "align": "center", "valign": "vcenter"}
    wording = book.add_format(base | {"text_wrap": True})
    left = book.add_format(base | {"text_wrap": True, "align": "left"})
    texts = cell_texts(report)
    _set_up(sheet, table, texts)
    for cell in table.cells:
        if cell.code:
            _value(book, sheet, cell, report.cells.get(cell.code), texts[cell.code], base)
        else:
            _put(sheet, cell, cell.text, left if table.code == "t3" and cell.scope == "row" else wording)


def _set_up(sheet: Worksheet, table: PrintedTable, texts: dict[str, str]) -> None:
    """Column widths by what stands in them, A4, one page wide, headings repeated and kept in sight."""
    labels = _LABEL_WIDTHS[table.code]
    for column, width in enumerate(labels):
        sheet.set_column(column, column, width)
    for column in range(len(labels), table.columns):
        longest = max(
            (text_width(texts[cell.code], 2) for cell in table.cells if cell.code and cell.column == column),
            default=0,
        )
        sheet.set_column(column, column, max(_VALUE_WIDTHS[table.code], longest + 2))
    sheet.set_paper(9)
    if table.code != "t2":
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    if table.header_rows:
        sheet.repeat_rows(0, table.header_rows - 1)
        sheet.freeze_panes(table.header_rows, table.label_columns)


def _value(
    book: Workbook, sheet: Worksheet, cell: PrintedCell, value: Value, text: str, base: dict[str, object]
) -> None:
    """A number as a number where the format holds all its digits, else its digits as text."""
    if value is None or len(Decimal(value).as_tuple().digits) > _EXACT_DIGITS:
        _put(sheet, cell, text, book.add_format(base))
        return
    places = len(text.partition(".")[2])
    look = book.add_format(base | {"num_format": "0." + "0" * places if places else "0"})
    _put(sheet, cell, float(value) if places else int(value), look)


def _put(sheet: Worksheet, cell: PrintedCell, content: str | float, look: Format) -> None:
    last_row, last_column = cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1
    if (last_row, last_column) != (cell.row, cell.column):
        sheet.merge_range(cell.row, cell.column, last_row, last_column, "", look)
    if isinstance(content, str):
        if content:
            sheet.write_string(cell.row, cell.column, content, look)
        else:
            sheet.write_blank(cell.row, cell.column, None, look)
    else:
        sheet.write_number(cell.row, cell.column, content, look)
