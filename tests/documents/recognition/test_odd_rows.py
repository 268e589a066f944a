"""Rows that a page has beside the prescribed ones, and rows whose merged cells a tool wrote out."""

import random
from decimal import Decimal

import pytest

from gongkai.checking.pipeline import check
from gongkai.documents.readers import open_source
from gongkai.documents.recognition import recognise
from gongkai.statute.report import SURE, Report
from gongkai.statute.rules.model import Level
from tests.documents.recognition.flatten import STYLES, Box, Page, Rows, printed, truth_of
from tests.strategies import consistent_report

FIGURES = ("3", "0", "0", "0", "1", "0", "4")


def _page(format_code: str = "2021") -> Page:
    return printed(consistent_report(random.Random(7), format_code=format_code, scale=20))


def _read(page: Page, style: str = "piped_rows") -> Report:
    write, suffix = STYLES[style]
    (report,) = recognise(open_source(write(page, random.Random(1)), f"report.{suffix}"))
    return report


def _requests(page: Page) -> Rows:
    return next(rows for rows in page.tables() if any(b.code.startswith("t3.") for row in rows for b in row))


def _at(rows: Rows, code: str) -> int:
    return next(i for i, row in enumerate(rows) if any(box.code.startswith(code) for box in row))


def _sums_that_fail(report: Report) -> list[str]:
    return [f.message for f in check(report) if f.level is Level.ERROR and "相差" in f.message]


def test_a_subtotal_under_a_group_is_no_row_of_the_table() -> None:
    page = _page()
    rows = _requests(page)
    rows.insert(_at(rows, "t3.result.unable"), [Box("小计"), *(Box(f) for f in FIGURES)])

    report = _read(page)

    assert {c: report.cells.get(c) for c in truth_of(page)} == truth_of(page)
    assert not _sums_that_fail(report)


def test_with_a_row_nobody_knows_the_outcomes_are_not_summed_for_certain() -> None:
    """Figures of the table's width without a place: the total may count them, so nothing is said with certainty."""
    page = _page()
    rows = _requests(page)
    rows.insert(_at(rows, "t3.result.total"), [Box("部门转办与告知情形"), *(Box(f) for f in FIGURES)])
    for box, figure in zip((b for b in rows[_at(rows, "t3.result.total")] if b.code), FIGURES, strict=True):
        box.text = str(int(box.text) + int(figure))

    report = _read(page)

    assert not _sums_that_fail(report)


def test_the_row_is_known_where_its_group_stands_behind_it() -> None:
    """Written out after a page break in a merged cell, a group's name may stand behind the row's own."""
    page = _page()
    for row in _requests(page):
        own = next((b for b in row if b.code.startswith("t3.result.other.")), None)
        if own is not None:
            labels = [b for b in row if not b.code]
            row[:] = [labels[-1], Box("（六）其他处理"), *(b for b in row if b.code)]

    report = _read(page)

    assert {c: report.cells.get(c) for c in truth_of(page)} == truth_of(page)


@pytest.mark.parametrize("figures", [("13", "47.5", "47.5"), ("0", "0", "0")])
def test_a_merged_cell_written_out_once_a_column_is_one_figure(figures: tuple[str, ...]) -> None:
    page = _page("2019")
    for rows in page.tables():
        for row in rows:
            if any(b.code.startswith("t2.procurement.") for b in row):
                row[:] = [Box("政府集中采购"), *(Box(f) for f in figures)]

    report = _read(page)

    cells = ("t2.procurement.projects", "t2.procurement.amount")
    assert [str(report.cells[cell]) for cell in cells] == [figures[0], figures[2]]
    assert all(report.confidence(cell) >= SURE for cell in cells)


def test_a_blank_before_a_merged_cell_written_out_is_not_sure() -> None:
    """The blank may be the first figure, or the two figures may be equal: nobody can tell."""
    page = _page("2019")
    for rows in page.tables():
        for row in rows:
            if any(b.code.startswith("t2.procurement.") for b in row):
                row[:] = [Box("政府集中采购"), Box(""), Box("19.6"), Box("19.6")]

    report = _read(page)

    cells = ("t2.procurement.projects", "t2.procurement.amount")
    assert [report.cells[cell] for cell in cells] == [None, Decimal("19.6")]
    assert not any(report.confidence(cell) >= SURE for cell in cells)


def test_bars_of_a_span_behind_a_figure_do_not_part_it_from_its_row() -> None:
    lines = ["第二十条第（八）项 | ||||", "信息内容 |", "上一年项目数量 |", "本年增/减 | ||"]
    lines += ["行政事业性收费 |", "4 |", "-1 | ||", "第二十条第（九）项 | ||||"]
    lines += ["信息内容 |", "采购项目数量 |", "采购总金额（万元） | ||", "政府集中采购 |", "13 |", "47.5 | ||"]
    text = "\n".join(["青石岭县水务局2020年政府信息公开工作年度报告", "二、主动公开政府信息情况", *lines])

    (report,) = recognise(open_source(text.encode(), "report.txt"))

    read = {code: str(value) for code, value in report.cells.items()}
    assert read == {
        "t2.fee.previous_items": "4",
        "t2.fee.change": "-1",
        "t2.procurement.projects": "13",
        "t2.procurement.amount": "47.5",
    }


def _lines_of(page: Page) -> list[str]:
    write, _ = STYLES["spaced_rows"]
    return write(page, random.Random(1)).decode().split("\n")


def _read_lines(lines: list[str]) -> Report:
    (report,) = recognise(open_source("\n".join(lines).encode(), "report.txt"))
    return report


def test_which_of_several_zeros_was_left_blank_is_not_known_for_certain() -> None:
    page = _page()
    lines = _lines_of(page)
    rows = ((i, line.split()) for i, line in enumerate(lines))
    at, words = next((i, w) for i, w in rows if w[-7:].count("0") >= 3 and w[-1] not in "0" and len(w) == 8)
    lines[at] = " ".join(words[: words.index("0", 1)] + words[words.index("0", 1) + 1 :])

    report = _read_lines(lines)

    lost = [c for c, value in truth_of(page).items() if c.startswith("t3.") and report.cells.get(c) != value]
    assert lost
    assert all(report.confidence(cell) < SURE for cell in lost)


def test_figures_that_slid_into_another_row_are_not_held_against_its_sum() -> None:
    """Where one row is short of figures and the next has one of them, neither sum is an error for certain."""
    lines = _lines_of(_page())
    at = next(i for i, line in enumerate(lines) if "重复申请" in line)
    lines[at : at + 1] = ["2.重复申请 5 0 2 0 0 0 31", "11 24"]

    report = _read_lines(lines)

    row = "t3.result.not_processed.repeat"
    assert all(report.confidence(c) < SURE for c in report.cells if c.startswith(row))
    assert not [message for message in _sums_that_fail(report) if "重复申请" in message]


def test_totals_cut_off_by_the_edge_of_the_page_are_not_sure() -> None:
    """Each printed total is the first digit of the sum: the page ends there, and the report is not in error."""
    page = _page()
    cut = set()
    for row in _requests(page):
        total = next((b for b in row if b.code.endswith(".total") and len(b.text) > 1), None)
        if total is not None:
            total.text = total.text[0]
            cut.add(total.code)
    assert len(cut) > 3

    report = _read(page, "spaced_rows")

    assert all(report.confidence(cell) < SURE for cell in cut)
    assert not _sums_that_fail(report)


@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("after", [0, 1])
def test_blanks_around_the_row_of_table_four_do_not_shift_it(before: int, after: int) -> None:
    """A pipe alone on a line ends a blank cell or a row; the sums of the groups tell where the row begins."""
    own = ["", "2", "", "", "2", "1", "", "", "", "1", "", "", "3", "", "3"]
    cells = [""] * before + own + [""] * after
    lines = [
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议",
        "|",
        "行政诉讼",
        "|",
        "结果维持",
        "|",
        "总计",
        "|",
    ]
    lines += [piece for cell in cells for piece in (cell, "|")]
    text = "\n".join(
        ["青石岭县水务局2023年政府信息公开工作年度报告", *lines, "五、存在的主要问题及改进情况", "无。"]
    )

    (report,) = recognise(open_source(text.encode(), "report.txt"))

    read = ["" if v is None else str(v) for c, v in report.cells.items() if c.startswith("t4.")]
    assert read == own


def test_labels_in_traditional_characters_name_the_same_rows() -> None:
    page = _page()
    lines = "\n".join(_lines_of(page))
    simple = "业务动单发员复开总执护据数无机权确类纳组织结统续维罚补规计议诉请费过进项额题条废对关应"
    traditional = "業務動單發員復開總執護據數無機權確類納組織結統續維罰補規計議訴請費過進項額題條廢對關應"

    report = _read_lines(lines.translate(str.maketrans(simple, traditional)).split("\n"))

    assert {c: report.cells.get(c) for c in truth_of(page)} == truth_of(page)
    assert sorted(report.sections) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("style", ["html", "piped_rows", "cell_pipe_a_line", "cell_a_line", "full_markdown"])
@pytest.mark.parametrize(
    "remark", ["（指2020年办件量）", "(含行政确认、行政奖励、行政裁决和其他类，以及公共服务事项)", "（件）"]
)
def test_a_remark_behind_a_label_is_no_part_of_it(style: str, remark: str) -> None:
    page = _page("2019")
    for rows in page.tables():
        for row in rows:
            if any(b.code.startswith(("t2.", "t3.result.total", "t3.carried_out")) for b in row):
                next(b for b in reversed(row) if not b.code).text += remark

    report = _read(page, style)

    assert {c: report.cells.get(c) for c in truth_of(page)} == truth_of(page)


@pytest.mark.parametrize("style", ["html", "piped_rows", "tabbed_rows", "full_markdown"])
def test_words_in_a_column_behind_the_figures_are_no_figure(style: str) -> None:
    page = _page()
    for row in _requests(page):
        row.append(Box("含往年" if any(b.code for b in row) else "备注"))

    report = _read(page, style)

    assert {c: report.cells.get(c) for c in truth_of(page)} == truth_of(page)


@pytest.mark.parametrize("style", ["html", "piped_rows", "one_table"])
def test_a_caption_in_the_table_is_no_sentence(style: str) -> None:
    page = _page()
    captions = (
        "表二 主动公开政府信息情况",
        "表三 收到和处理政府信息公开申请情况统计表（单位：件）",
        "表四 行政复议、行政诉讼情况",
    )
    for rows, caption in zip(page.tables(), captions, strict=True):
        rows.insert(0, [Box(caption, 10)])

    report = _read(page, style)

    assert {n: report.sections[n] for n in (2, 3, 4)} == {2: (), 3: (), 4: ()}


def test_a_header_line_with_bars_of_a_span_does_not_make_the_total_doubtful() -> None:
    """ "自然人 | 法人或其他组织 | 总计 | |||" looks like a row named 总计 that is blank."""
    page = _page()
    for row in _requests(page):
        if row[-1].text == "总计" and not row[-1].code:
            row += [Box("")] * 7

    report = _read(page)

    assert all(report.confidence(c) >= SURE for c in report.cells if c.startswith("t3.result.total."))
