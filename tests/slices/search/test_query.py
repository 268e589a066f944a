"""What people type: a few signs, and everything else is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.search.api import put, search
from gongkai.kit.search.query import LONGEST, MOST_TERMS, parse
from tests.slices.search.builders import a_document, keys

ODD = (
    '"', "“", "《", "-", "--", "- -", "*", "a*", "^a", "title:a", "NEAR(a b)", "a AND", "OR", "NOT NOT", "(a", "a)",
    "{tokens}: a", "'; DROP TABLE search_entry; --", "'' | !a", "a <-> b", "a:*", "\\", "%", "%s", "%%", "_", "§",
    "¤", "›", "\0", "\ud800", "a\0b",
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "terms", "without"),
    [
        ("医疗 救助", ("医疗", "救助"), ()),
        ("“医疗 救助” 通知", ("医疗救助", "通知"), ()),
        ('"gb t"', ("_gb__t_",), ()),
        ("《信息公开条例》", ("信息公开条例",), ()),
        ("医疗、教育", ("医疗", "教育"), ()),
        ("国办发〔2021〕5号", ("国办发_2021__5_号",), ()),
        ("通知 -公示 -“医疗 救助” －废止", ("通知",), ("公示", "医疗救助", "废止")),
        ("2021-05 公-开", ("_2021__05_", "公", "开"), ()),
        ("医疗 医疗", ("医疗",), ()),
        ("“医疗", ("医疗",), ()),
    ],
)
def test_signs_are_read(typed: str, terms: tuple[str, ...], without: tuple[str, ...]) -> None:
    query = parse(typed)

    assert (query.terms, query.without) == (terms, without)


@pytest.mark.parametrize("typed", ["长" * (LONGEST + 1), " ".join(f"w{n}" for n in range(MOST_TERMS + 1))])
def test_what_is_not_read_is_said(typed: str) -> None:
    assert parse(typed).cut
    assert not parse(typed[: len(typed) // 2]).cut


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ODD)
def test_nothing_is_an_error(typed: str) -> None:
    put([a_document(1, "甲", "乙")])

    assert search(typed).total_is_exact
    assert keys(search("甲")) == [1]


@pytest.mark.django_db
@given(st.text(max_size=40))
def test_no_text_is_an_error(typed: str) -> None:
    assert search(typed).hits == []


@pytest.mark.django_db
def test_signs_alone_find_nothing_and_nothing_typed_finds_all() -> None:
    put([a_document(1, "甲"), a_document(2, "乙")])

    assert keys(search("，。？")) == []
    assert keys(search("  ")) == [2, 1]
    assert keys(search("-甲")) == [2]
