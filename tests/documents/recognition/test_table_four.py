"""Table four in the shapes it is printed in: one row, groups, outcomes down the side, a figure a line, glued."""

import pytest

from gongkai.documents.readers import open_source
from gongkai.documents.recognition import recognise
from gongkai.statute.report import Report
from gongkai.statute.tables import FORMAT_2021

HEADING = "四、政府信息公开行政复议、行政诉讼情况"
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
FIGURES = (3, 1, 0, 2, 6, 12, 0, 1, 0, 13, 0, 4, 0, 1, 5)
TABLE = FORMAT_2021.tables[-1]
EXPECTED = dict(zip(TABLE.cells, FIGURES, strict=True))


def read(text: str, suffix: str = "txt") -> Report:
    title, overview = "望海县水务局2023年政府信息公开工作年度报告", "一、总体情况\n\n全年平稳。"
    whole = f"{title}\n\n{overview}\n\n{text}\n\n六、其他需要报告的事项\n\n无。\n"
    (report,) = recognise(open_source(whole.encode(), f"report.{suffix}"))
    return report


SHAPES = {
    "a row of figures under broken headings": (
        f"{HEADING}\n行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n"
        "结果 结果 其他 尚未 总\n维持 纠正 结果 审结 计\n" + " ".join(map(str, FIGURES))
    ),
    "figures without any header": HEADING + "\n" + "\t".join(map(str, FIGURES)),
    "a figure a line": HEADING
    + "\n行政复议\n行政诉讼\n"
    + "\n".join(OUTCOMES * 3)
    + "\n"
    + "\n".join(map(str, FIGURES)),
    "two tables": (
        f"{HEADING}\n| 行政复议 | | | | |\n|---|---|---|---|---|\n| {' | '.join(OUTCOMES)} |\n"
        "| 3 | 1 | 0 | 2 | 6 |\n\n"
        f"| 行政诉讼 |{' |' * 9}\n|{'---|' * 10}\n| {' | '.join(OUTCOMES * 2)} |\n"
        f"| {' | '.join(map(str, FIGURES[5:]))} |"
    ),
    "a group a line": f"{HEADING}\n行政复议 3 1 0 2 6\n未经复议直接起诉 12 0 1 0 13\n复议后起诉 0 4 0 1 5",
    "an outcome a line": (
        f"{HEADING}\n| 结果 | 行政复议 | 未经复议直接起诉 | 复议后起诉 |\n|---|---|---|---|\n"
        + "\n".join(
            f"| {o} | {FIGURES[n]} | {FIGURES[n + 5]} | {FIGURES[n + 10]} |" for n, o in enumerate(OUTCOMES)
        )
    ),
    "label and figure on each line": HEADING
    + "\n"
    + "\n".join(f"{o} {v}" for o, v in zip(OUTCOMES * 3, FIGURES, strict=True)),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_fifteen_cells(shape: str) -> None:
    report = read(SHAPES[shape], "md" if "|---" in SHAPES[shape] else "txt")

    assert {code: report.cells.get(code) for code in EXPECTED} == EXPECTED
    assert all(report.confidence(code) >= 0.9 for code in EXPECTED)


def test_glued_figures_come_apart_by_the_sums_of_the_groups() -> None:
    report = read(
        f"{HEADING}行政复议行政诉讼结果维持结果纠正其他结果尚未审结总计未经复议直接起诉复议后起诉31026120101304015"
    )

    assert all(report.confidence(code) < 0.9 for code in EXPECTED if report.cells.get(code, 0) != EXPECTED[code])


def test_totals_printed_as_zero_are_read_as_printed() -> None:
    figures = [3, 1, 0, 2, 0, *FIGURES[5:]]

    report = read(HEADING + "\n" + "\t".join(map(str, figures)))

    assert report.cells["t4.reconsideration.total"] == 0
    assert report.confidence("t4.reconsideration.total") >= 0.9


def test_a_page_number_among_the_figures_is_left_out() -> None:
    report = read(f"{HEADING}\n行政复议\n" + "\n".join(map(str, [*FIGURES[:7], 88, *FIGURES[7:]])))

    assert {code: report.cells.get(code) for code in EXPECTED} == EXPECTED


def test_text_after_the_table_that_has_lost_its_heading_is_section_five() -> None:
    after = ("（一）主要问题", "一是公开内容不够全面。", "（二）改进情况", "加强培训。")
    report = read("\n".join((HEADING, " ".join(map(str, FIGURES)), *after)))

    assert report.sections[5] == after
    assert report.sections[4] == ()


@pytest.mark.parametrize("first", ["", "3"])
def test_a_blank_first_cell_before_a_pipe_is_a_cell(first: str) -> None:
    """Lines that end in a pipe and begin with none: a pipe in front then stands behind a blank cell."""
    figures = ["", "1", "0", "2", "3", *map(str, FIGURES[5:])] if not first else [first, *map(str, FIGURES[1:])]
    lines = [HEADING, " | ".join([*OUTCOMES * 3, ""]), " | ".join([*figures, ""]).rstrip()]

    report = read("\n".join(lines))

    assert [report.cells.get(code) for code in EXPECTED] == [int(f) if f else None for f in figures]
