"""Rows of table three whose labels or whose figures have come apart."""

from collections.abc import Sequence

from gongkai.documents.readers import open_source
from gongkai.documents.recognition import recognise
from gongkai.statute.report import Report
from gongkai.statute.tables.annual_2021 import REQUESTS_TABLE

ROWS = {row.code: row.label for row in REQUESTS_TABLE.rows}
LEAVES = [code for code in ROWS if code.startswith("result.") and code != "result.total"]
Figures = tuple[int, ...]


def figures() -> dict[str, Figures]:
    """Each row's seven figures; every sum holds."""
    rows: dict[str, Figures] = {}
    for number, code in enumerate(LEAVES):
        rows[code] = (number, number % 2, 0, 0, 0, number % 3, number + number % 2 + number % 3)
    total = tuple(map(sum, zip(*rows.values(), strict=True)))
    zeros = (0,) * 7
    return {"new": total, "carried_in": zeros, **rows, "result.total": total, "carried_out": zeros}


def read(lines: Sequence[str], suffix: str = "txt") -> Report:
    text = "\n".join(
        ("望海县水务局2023年政府信息公开工作年度报告", "", "三、收到和处理政府信息公开申请情况", "", *lines)
    )
    (report,) = recognise(open_source(text.encode(), f"report.{suffix}"))
    return report


def line(code: str, row: Figures) -> str:
    return f"{ROWS[code]} {' '.join(map(str, row))}"


def expect(report: Report, rows: dict[str, Figures]) -> None:
    for code, row in rows.items():
        cells = [f"t3.{code}.{column.code}" for column in REQUESTS_TABLE.columns]
        assert [report.cells.get(cell) for cell in cells] == list(row), code
        assert min(report.confidence(cell) for cell in cells) >= 0.9, code


def test_labels_in_a_lump_before_their_rows_belong_to_them_in_order() -> None:
    rows = figures()
    lump = LEAVES[3:6]
    lines = []
    for code, row in rows.items():
        if code == lump[0]:
            lines += [ROWS[c] for c in lump] + [" ".join(map(str, rows[c])) for c in lump]
        elif code not in lump:
            lines.append(line(code, row))

    expect(read(lines), rows)


def test_figures_that_run_down_the_columns_are_turned() -> None:
    rows = figures()
    lump = LEAVES[8:11]
    lines = []
    for code, row in rows.items():
        if code == lump[0]:
            lines += [ROWS[c] for c in lump]
            lines += [str(rows[c][column]) for column in range(7) for c in lump]
        elif code not in lump:
            lines.append(line(code, row))

    expect(read(lines), rows)


def test_a_row_without_label_is_told_by_its_place_where_nothing_is_missing() -> None:
    rows = figures()
    lines = [
        f"| {' | '.join(map(str, row))} |"
        if code == LEAVES[7]
        else f"| {ROWS[code]} | {' | '.join(map(str, row))} |"
        for code, row in rows.items()
    ]

    expect(read(lines, "md"), rows)


def test_rows_without_labels_are_not_guessed_where_one_is_missing() -> None:
    rows = figures()
    lines = [
        f"| {' | '.join(map(str, row))} |"
        if code in LEAVES[5:8]
        else f"| {ROWS[code]} | {' | '.join(map(str, row))} |"
        for code, row in rows.items()
        if code != LEAVES[6]
    ]
    report = read(lines, "md")

    for code in LEAVES[5:8]:
        for column, value in zip(REQUESTS_TABLE.columns, rows[code], strict=True):
            cell = f"t3.{code}.{column.code}"
            assert report.cells.get(cell, value) == value or report.confidence(cell) < 0.9


def test_a_figure_come_loose_is_put_back_but_doubted() -> None:
    rows = figures()
    lines = []
    for code, row in rows.items():
        shown = [str(v) for v in row]
        if code == LEAVES[20]:
            shown[-1], loose = "", shown[-1]
        lines.append(f"| {ROWS[code]} | {' | '.join(shown)} |")
    lines += ["", loose]
    report = read(lines, "md")

    cell = f"t3.{LEAVES[20]}.total"
    assert report.cells.get(cell) in (None, rows[LEAVES[20]][-1])
    assert report.cells.get(cell) is None or report.confidence(cell) < 0.9


def test_a_row_printed_twice_with_different_figures_is_sure_only_where_the_sums_say_which() -> None:
    rows = figures()
    lines = [f"| {ROWS[code]} | {' | '.join(map(str, row))} |" for code, row in rows.items()]
    lines.insert(5, f"| {ROWS[LEAVES[2]]} | 9 | 9 | 9 | 9 | 9 | 9 | 54 |")
    report = read(lines, "md")

    for column, value in zip(REQUESTS_TABLE.columns, rows[LEAVES[2]], strict=True):
        cell = f"t3.{LEAVES[2]}.{column.code}"
        assert report.cells.get(cell) == value or report.confidence(cell) < 0.9


def test_the_words_printed_are_kept_where_they_differ_from_the_prescribed_ones() -> None:
    rows = figures()
    code = "result.other.supplement_overdue"
    lines = [
        f"| {'1.逾期不补正' if c == code else ROWS[c]} | {' | '.join(map(str, row))} |" for c, row in rows.items()
    ]
    report = read(lines, "md")

    assert report.labels == {f"t3.{code}": "1.逾期不补正"}
    expect(report, rows)
