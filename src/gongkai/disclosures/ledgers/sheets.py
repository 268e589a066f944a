"""The exact report of refused rows as a sheet, to be worked through beside the ledger."""

import io
from collections.abc import Iterable

from xlsxwriter.workbook import Workbook

HEADINGS = ("表中第几行", "列", "内容", "编号", "原因和办法")
WIDTHS = (10, 16, 40, 12, 90)


def refusals(rows: Iterable[tuple[int, str, str, str, str]]) -> bytes:
    """An XLSX; texts stay texts, whatever they look like."""
    buffer = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(buffer, options) as book:
        sheet = book.add_worksheet("需要改正的行")
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, HEADINGS, bold)
        for at, (number, *texts) in enumerate(rows, 1):
            sheet.write_number(at, 0, number)
            for column, text in enumerate(texts, 1):
                sheet.write_string(at, column, text)
    return buffer.getvalue()
