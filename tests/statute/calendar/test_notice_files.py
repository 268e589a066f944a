"""One data file a notice, shipped or loaded alike."""

import json
from contextlib import suppress
from importlib import resources
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.calendar import Notice, NoticeKind, notice_from_dict, notice_from_text, shipped_notices
from gongkai.statute.calendar.errors import NoticeDay, NoticeField, NoticeUnreadable
from gongkai.statute.identifiers import document_number
from gongkai.statute.law.cite import Standing


def a_file(**changed: object) -> dict[str, Any]:
    data: dict[str, Any] = {
        "schema": "gongkai.notice/1",
        "kind": "annual",
        "year": 2027,
        "title": "国务院办公厅关于2027年部分节假日安排的通知",
        "number": "国办发明电〔2026〕1号",
        "number_standing": "unverified",
        "issued_on": "2026-11-05",
        "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03", "make_up": ["2027-01-09"]}],
    }
    return {**data, **changed}


def test_every_year_from_2007_to_2026_has_its_notice() -> None:
    annual = [n.year for n in shipped_notices() if n.kind is NoticeKind.ANNUAL]

    assert annual == list(range(2007, 2027))


def test_the_changes_of_2015_2019_and_2020_are_notices_of_their_own() -> None:
    assert [n.year for n in shipped_notices() if n.kind is NoticeKind.AMENDMENT] == [2015, 2019, 2020]


@pytest.mark.parametrize("notice", shipped_notices(), ids=str)
def test_every_shipped_notice_has_a_number_and_a_date(notice: Notice) -> None:
    assert str(document_number(notice.number)) == notice.number
    assert notice.issued_on is not None
    assert notice.issued_on.year == document_number(notice.number).year


def test_the_number_of_2025_on_which_sources_disagree_is_marked() -> None:
    notice = next(n for n in shipped_notices() if n.year == 2025)

    assert notice.number_standing is Standing.UNVERIFIED
    assert "文号未核实" in str(notice)


def test_shipped_files_have_the_shape_of_loaded_ones() -> None:
    folder = resources.files("gongkai.statute.calendar") / "notices"

    for file in folder.iterdir():
        data = json.loads(file.read_text("utf-8"))
        assert set(data) <= {*a_file(), "note"}


def test_a_notice_file_is_read_from_bytes_with_a_byte_order_mark() -> None:
    notice = notice_from_text("\ufeff".encode() + json.dumps(a_file()).encode())

    assert notice.year == 2027


def test_a_bare_notice_needs_only_the_year_a_title_and_the_days() -> None:
    notice = notice_from_dict(
        {
            "schema": "gongkai.notice/1",
            "year": 2027,
            "title": "通知",
            "holidays": [{"name": "元旦", "from": "2027-01-01"}],
        }
    )

    assert notice.number_standing is Standing.UNVERIFIED
    assert [len(h.days) for h in notice.holidays] == [1]


@pytest.mark.parametrize("text", [b"\xff\xfe{", b"{", b"[]", b"", "[" * 100_000, "9" * 5_000])
def test_what_is_no_notice_file_is_refused(text: bytes | str) -> None:
    with pytest.raises(NoticeUnreadable, match="CAL-1002"):
        notice_from_text(text, "通知.json")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"schema": "other"}, "schema"),
        ({"year": "2027"}, "year"),
        ({"year": True}, "year"),
        ({"kind": "x"}, "kind"),
        ({"number_standing": "x"}, "number_standing"),
        ({"issued_on": "2026-13-01"}, "issued_on"),
        ({"number": 7}, "number"),
        ({"title": "", "number": ""}, "title"),
        ({"holidays": []}, "holidays"),
        ({"holidays": ["元旦"]}, "holidays"),
        ({"holidays": [{"name": "", "from": "2027-01-01"}]}, "name"),
        ({"holidays": [{"name": "元旦"}]}, "from"),
        ({"holidays": [{"name": "元旦", "from": "2027-01-01", "make_up": "2027-01-09"}]}, "make_up"),
    ],
)
def test_a_field_that_is_wrong_is_named(changed: dict[str, object], field: str) -> None:
    with pytest.raises(NoticeField, match=rf"CAL-1003.*{field}"):
        notice_from_dict(a_file(**changed))


@pytest.mark.parametrize(
    "line",
    [
        {"name": "元旦", "from": "2028-01-01"},
        {"name": "元旦", "from": "2027-01-03", "to": "2027-01-01"},
        {"name": "元旦", "from": "2027-01-01", "to": "2027-12-31"},
        {"name": "元旦", "from": "2027-01-01", "make_up": ["2027-01-04"]},
        {"name": "元旦", "from": "2027-01-01", "to": "2027-01-03", "make_up": ["2027-01-02"]},
    ],
)
def test_a_day_that_cannot_be_is_named(line: dict[str, object]) -> None:
    with pytest.raises(NoticeDay, match=r"CAL-1004.*元旦"):
        notice_from_dict(a_file(holidays=[line]))


def test_a_day_listed_twice_is_refused() -> None:
    twice = [{"name": "元旦", "from": "2027-01-01"}, {"name": "春节", "from": "2027-01-01"}]

    with pytest.raises(NoticeDay, match="重复"):
        notice_from_dict(a_file(holidays=twice))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(a_file())), _JSON))
def test_any_damaged_file_is_read_or_refused_with_a_code(changed: dict[str, Any]) -> None:
    with suppress(NoticeField, NoticeDay):
        notice_from_dict(a_file(**changed))
