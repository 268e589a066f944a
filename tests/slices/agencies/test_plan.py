"""The dry run of an import: pure, exact, and the identity on what was exported."""

import json
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.agencies.exchange import files
from gongkai.agencies.exchange.fields import FIELD, FIELDS, Kind
from gongkai.agencies.exchange.model import Line, Plan, Row, Sheet, blank
from gongkai.agencies.exchange.plan import plan
from gongkai.statute.identifiers.credit_code import check_character

TODAY = date(2026, 11, 23)
PRINTABLE = st.characters(codec="utf-8", categories=("L", "N", "P", "S"), exclude_characters="_")


def a_line(number: int, **more: object) -> Line:
    """An agency as plain values."""
    line: Line = {field.code: blank(field.code) for field in FIELDS}
    start = {"key": str(UUID(int=number)), "name": f"第{number}局", "kind": "department", "slug": f"a{number}"}
    return line | start | more  # type: ignore[return-value]


def a_code(number: int) -> str:
    """A valid credit code."""
    first = f"11370812{number:09d}"
    return first + check_character(first)


@st.composite
def trees(draw: st.DrawFn) -> list[Line]:
    """A tree in its order, with references anywhere, names that may be equal, agencies that have ended."""
    count = draw(st.integers(1, 8))
    lines: list[Line] = []
    name = st.one_of(st.sampled_from(["财政局", "教育局"]), st.text(PRINTABLE, min_size=1, max_size=12))
    for number in range(1, count + 1):
        superior = draw(st.sampled_from(["", *(str(line["key"]) for line in lines)]))
        coded = draw(st.booleans())
        lines.append(
            a_line(
                number,
                name=draw(name),
                superior=superior,
                uscc=a_code(number) if coded else "",
                has_rulemaking_power=draw(st.booleans()),
                established_on=draw(st.none() | st.dates(date(1949, 10, 1), TODAY)),
                hours=draw(st.text(PRINTABLE, max_size=20)),
                guide_access=draw(st.text(st.one_of(PRINTABLE, st.just("\n")), max_size=30)).strip(),
            )
        )
    for line in lines:
        if draw(st.booleans()):
            line["reviewer"] = draw(st.sampled_from([str(one["key"]) for one in lines]))
            line["reviewer_basis"] = "前政发〔2020〕1号"
    return lines


def by_key(lines: list[Line]) -> dict[str, Line]:
    return {str(line["key"]): line for line in lines}


def compared(lines: list[Line], sheet: Sheet) -> Plan:
    return plan(by_key(lines), sheet, on=TODAY, last_days={})


@given(trees())
@pytest.mark.parametrize("write", [files.to_xlsx, files.to_json])
def test_what_was_exported_changes_nothing(write: object, lines: list[Line]) -> None:
    sheet = files.read(write(lines), "名录")  # type: ignore[operator]

    found = compared(lines, sheet)

    assert (found.refusals, found.empty, found.same, found.absent) == ((), True, len(lines), ())


@given(trees())
@pytest.mark.parametrize("write", [files.to_xlsx, files.to_json])
def test_what_was_exported_arrives_whole_in_an_empty_directory(write: object, lines: list[Line]) -> None:
    sheet = files.read(write(lines), "名录")  # type: ignore[operator]

    found = compared([], sheet)

    assert found.refusals == ()
    assert {key: {"key": key, **line} for key, line in found.lines.items()} == by_key(lines)


def test_every_difference_is_named_field_by_field() -> None:
    old = [a_line(1), a_line(2, superior=str(UUID(int=1)), hours="上午")]
    new = [old[0], old[1] | {"hours": "全天", "superior": "", "name": "新局"}]

    found = compared(old, files.read(files.to_json(new), "名录"))

    assert found.added == found.changed == ()
    (moved,) = found.moved
    assert {(change.label, change.old, change.new) for change in moved.changes} == {
        ("名称", "第2局", "新局"),
        ("上级机关", "第1局", ""),
        ("办公时间", "上午", "全天"),
    }


def test_who_is_not_in_the_file_is_listed_and_left_alone() -> None:
    lines = [a_line(1), a_line(2)]

    found = compared(lines, files.read(files.to_json(lines[:1]), "名录"))

    assert found.absent == ((str(UUID(int=2)), "第2局"),)
    assert found.empty


REFUSED = {
    "AGY-1001": ({"uscc": "123"}, "统一社会信用代码"),
    "AGY-1002": ({"uscc": a_code(1)[:17] + ("0" if a_code(1)[17] != "0" else "1")}, "统一社会信用代码"),
    "AGY-1003": ({"region": "99"}, "行政区划代码"),
    "AGY-1012": ({"slug": "a7"}, "网址短名"),
    "AGY-1013": ({"slug": "大写"}, "网址短名"),
    "AGY-1016": ({"established_on": "2027-01-01"}, "设立日期"),
    "AGY-1024": ({"government": "第7局"}, "所属人民政府"),
    "AGY-1026": ({"reviewer": "第7局"}, "另定复议机关的依据"),
    "AGY-1044": ({"name": " "}, "名称"),
    "AGY-1045": ({"fax": "1" * 65}, "传真"),
    "AGY-1046": ({"kind": "不知道"}, "类别"),
    "AGY-1047": ({"superior": "没有的局"}, "上级机关"),
    "AGY-1048": ({"superior": "同名局"}, "上级机关"),
    "AGY-1050": ({"superior": "新机关"}, "上级机关"),
    "AGY-1057": ({"state": "已撤销"}, "并入或撤销日期"),
    "AGY-1058": ({"superior": "旧局"}, "上级机关"),
}
DIRECTORY = [
    a_line(7, uscc=a_code(7)),
    a_line(8, name="同名局"),
    a_line(9, name="同名局"),
    a_line(10, name="旧局", state="abolished", ended_on=date(2020, 1, 1)),
]


@pytest.mark.parametrize("code", sorted(REFUSED))
def test_a_wrong_cell_is_refused_by_row_column_and_code(code: str) -> None:
    wrong, column = REFUSED[code]
    cells = {"name": "新机关", "kind": "政府部门", **wrong}
    sheet = Sheet(tuple(FIELD[name] for name in cells), (Row(5, cells),))

    found = compared(DIRECTORY, sheet)

    assert [(one.row, one.column, one.reason.code) for one in found.refusals] == [(5, column, code)]


def test_an_end_is_an_act_and_no_line_of_a_file() -> None:
    ended = DIRECTORY[0] | {"state": "abolished", "ended_on": TODAY}

    found = compared(DIRECTORY, files.read(files.to_json([ended]), "名录"))

    assert {one.reason.code for one in found.refusals} == {"AGY-1051"}


def test_the_same_agency_twice_is_refused() -> None:
    found = compared(DIRECTORY, files.read(files.to_json([DIRECTORY[0], DIRECTORY[0]]), "名录"))

    assert [(one.row, one.reason.code) for one in found.refusals] == [(2, "AGY-1049")]


def test_two_rows_with_one_new_code_are_both_named() -> None:
    rows = [a_line(number, uscc=a_code(30)) for number in (21, 22)]
    rows[1]["key"] = rows[0]["key"] = ""

    found = compared([], files.read(files.to_json(rows), "名录"))

    assert [(one.row, one.reason.code) for one in found.refusals] == [(1, "AGY-1011"), (2, "AGY-1011")]


def test_history_is_not_rewritten_by_a_file() -> None:
    renamed = DIRECTORY[0] | {"name": "新名"}
    last = {str(DIRECTORY[0]["key"]): date(2026, 11, 24)}

    found = plan(by_key(DIRECTORY), files.read(files.to_json([renamed]), "名录"), on=TODAY, last_days=last)

    assert [one.reason.code for one in found.refusals] == ["AGY-1017"]


NOT_OURS = [b"", b"{", b'{"schema": "other/1"}', b"PK\x03\x04 broken"]


@pytest.mark.parametrize("data", [*NOT_OURS, b'{"schema":"gongkai.agencies/1","agencies":[1]}'])
def test_what_is_no_directory_is_refused(data: bytes) -> None:
    with pytest.raises(Exception, match="AGY-1041"):
        files.read(data, "名录")


def test_unknown_and_missing_columns_are_refused() -> None:
    data = json.dumps({"schema": "gongkai.agencies/1", "agencies": [{"name": "甲局", "colour": "red"}]})

    found = compared([], files.read(data.encode(), "名录"))

    assert {(one.column, one.reason.code) for one in found.refusals} >= {
        ("colour", "AGY-1042"),
        ("类别", "AGY-1043"),
    }


def test_the_template_is_read_as_an_empty_directory() -> None:
    sheet = files.read(files.template(), "模板.xlsx")

    assert sheet.columns == FIELDS
    assert (sheet.rows, sheet.refusals) == ((), ())


def test_every_kind_of_value_stands_in_the_list() -> None:
    assert {field.kind for field in FIELDS} == set(Kind)
