"""Each printed table has the prescribed headings, merged as prescribed (DOMAIN §3.9), and every cell once."""

import random

import pytest

from gongkai.documents.writers.grid import PrintedTable, layout, printed_tables, printed_value, value_text
from gongkai.statute.report import Report
from gongkai.statute.tables import FORMATS
from tests.strategies import consistent_report


def _report(format_code: str, hybrid: bool = False) -> Report:
    return consistent_report(random.Random(1), format_code=format_code, hybrid=hybrid)


def _spans(table: PrintedTable) -> dict[str, tuple[int, int]]:
    return {cell.text: (cell.rowspan, cell.colspan) for cell in table.cells if cell.heading}


@pytest.mark.parametrize(("format_code", "hybrid"), [("2021", False), ("2019", False), ("2021", True)])
def test_the_merged_cells_cover_each_table_exactly(format_code: str, hybrid: bool) -> None:
    for table in printed_tables(_report(format_code, hybrid)):
        covered = [
            (cell.row + down, cell.column + along)
            for cell in table.cells
            for down in range(cell.rowspan)
            for along in range(cell.colspan)
        ]

        everywhere = [(row, column) for row in range(len(table.rows)) for column in range(table.columns)]
        assert sorted(covered) == everywhere


@pytest.mark.parametrize(("format_code", "hybrid"), [("2021", False), ("2019", False), ("2021", True)])
def test_every_cell_of_the_report_is_printed_once_and_in_order(format_code: str, hybrid: bool) -> None:
    report = _report(format_code, hybrid)

    printed = [cell.code for table in printed_tables(report) for cell in table.cells if cell.code]

    assert printed == list(report.kinds)


def test_table_three_is_merged_as_prescribed() -> None:
    spans = _spans(printed_tables(_report("2021"))[1])

    assert spans["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"] == (3, 3)
    assert spans["申请人情况"] == (1, 7)
    assert spans["自然人"] == (2, 1)
    assert spans["法人或其他组织"] == (1, 5)
    assert spans["总计"] == (2, 1)
    assert spans["一、本年新收政府信息公开申请数量"] == (1, 3)
    assert spans["三、本年度办理结果"] == (22, 1)
    assert spans["（一）予以公开"] == (1, 2)
    assert spans["（三）不予公开"] == (8, 1)
    assert spans["（六）其他处理"] == (3, 1)
    assert spans["（七）总计"] == (1, 2)
    assert spans["四、结转下年度继续办理"] == (1, 3)


@pytest.mark.parametrize(("format_code", "hybrid"), [("2019", False), ("2021", True)])
def test_the_single_row_of_other_dispositions_shortens_the_results(format_code: str, hybrid: bool) -> None:
    spans = _spans(printed_tables(_report(format_code, hybrid))[1])

    assert spans["三、本年度办理结果"] == (20, 1)
    assert spans["（六）其他处理"] == (1, 2)


def test_table_four_is_merged_as_prescribed() -> None:
    table = printed_tables(_report("2021"))[2]

    assert [[(c.text, c.rowspan, c.colspan) for c in row] for row in table.rows[:2]] == [
        [("行政复议", 1, 5), ("行政诉讼", 1, 10)],
        [
            *((text, 2, 1) for text in ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")),
            ("未经复议直接起诉", 1, 5),
            ("复议后起诉", 1, 5),
        ],
    ]


@pytest.mark.parametrize("format_code", ["2021", "2019"])
def test_a_small_table_of_article_twenty_can_stand_alone(format_code: str) -> None:
    for table in FORMATS[format_code].tables[:-2]:
        printed = layout(table)

        assert printed.rows[0][0].text == table.title
        assert printed.rows[0][0].colspan == len(table.columns) + 1


def test_values_are_plain_digits_and_blanks_stay_blank() -> None:
    from decimal import Decimal

    assert [printed_value(v) for v in (0, 1234567890, -3, Decimal("0.000001"), Decimal("1E+3"))] == [
        "0",
        "1234567890",
        "-3",
        "0.000001",
        "1000",
    ]
    report = consistent_report(random.Random(2), blanks=0.5, marks=0.5)
    assert {value_text(report, code) for code in report.marks} == {"/"}
    blank = [c for c, v in report.cells.items() if v is None and c not in report.marks]
    assert {value_text(report, code) for code in blank} <= {""}
