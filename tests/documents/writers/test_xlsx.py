"""XLSX: numbers are numbers, headings are merged as prescribed, text is never a formula."""

import io
import random
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.documents.writers import write
from gongkai.documents.writers.grid import printed_tables
from gongkai.statute.report import Report
from tests.strategies import consistent_report


def _sheets(report: Report) -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(write(report, "xlsx"))).worksheets


@pytest.mark.parametrize("format_code", ["2021", "2019"])
def test_each_table_has_a_sheet_merged_as_printed(format_code: str) -> None:
    report = consistent_report(random.Random(1), format_code=format_code)

    for printed, sheet in zip(printed_tables(report), _sheets(report)[1:], strict=True):
        merged = {
            (r.min_row - 1, r.min_col - 1, r.size["rows"], r.size["columns"]) for r in sheet.merged_cells.ranges
        }
        expected = {(c.row, c.column, c.rowspan, c.colspan) for c in printed.cells if c.rowspan * c.colspan > 1}
        assert merged == expected
        for cell in printed.cells:
            value = sheet.cell(cell.row + 1, cell.column + 1).value
            if cell.code:
                assert isinstance(value, (int, float))
                assert Decimal(str(value)) == report.cells[cell.code]
            else:
                assert value == cell.text


def test_blanks_stay_blank_and_marks_are_text() -> None:
    report = consistent_report(random.Random(2))
    cells = {**report.cells, "t3.new.person": None, "t3.new.business": None}

    sheet = _sheets(replace(report, cells=cells, marks={"t3.new.business": "/"}))[2]

    assert (sheet["D4"].value, sheet["E4"].value) == (None, "/")


def test_digits_that_a_number_cannot_hold_are_kept_as_text() -> None:
    report = consistent_report(random.Random(3))
    amount = Decimal("123456789012.123456")

    sheet = _sheets(replace(report, cells={**report.cells, "t2.fee": amount}))[1]

    assert "123456789012.123456" in [cell.value for row in sheet.rows for cell in row]


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "http://a.example", "123", "<b>"])
def test_text_stays_text(text: str) -> None:
    report = consistent_report(random.Random(4))

    sheet = _sheets(replace(report, sections={1: (text,)}))[0]

    kept = next(row[0] for row in sheet.rows if row[0].value == text)
    assert kept.data_type == "s"
    assert kept.hyperlink is None


def test_a_paragraph_longer_than_a_cell_goes_on_in_the_next() -> None:
    report = consistent_report(random.Random(5))

    sheet = _sheets(replace(report, sections={1: ("长" * 70_000,)}))[0]

    assert sum(str(row[0].value).count("长") for row in sheet.rows) == 70_000


def test_the_same_report_gives_the_same_bytes() -> None:
    report = consistent_report(random.Random(6))

    assert write(report, "xlsx") == write(report, "xlsx")
