"""Folded text: phrases are substrings, every text with a phrase holds its tokens, and the way back leads aright."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.search.documents import decided_by_tokens, needed, singles
from gongkai.kit.search.folding import fold, grams, mapped
from tests.slices.search.builders import holds

TEXTS = st.text("公开信息ab1２Ａ，。 \n〔（é\u200b", max_size=30)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("关于 印发\n通知", "关于印发通知"),
        ("通知，公告", "通知 公告"),
        ("国办发〔２０２１〕 5 号", "国办发_2021__5_号"),
        ("ＧＢ／Ｔ 9704—2012", "_gb__t__9704__2012_"),
        ("信\u200b息", "信息"),
        ("……", ""),
    ],
)
def test_what_is_equal_to_a_reader_is_equal(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(TEXTS, st.text("公开信ab1， ", min_size=1, max_size=6))
def test_a_phrase_is_a_substring_exactly_where_its_units_stand(text: str, phrase: str) -> None:
    wanted = fold(phrase)

    assert (wanted in fold(text)) == holds(text.replace("\u200b", ""), phrase)


@given(TEXTS, TEXTS)
def test_a_text_with_the_phrase_holds_its_tokens(text: str, phrase: str) -> None:
    folded, wanted = fold(text), fold(phrase)
    if not wanted:
        return

    held = {*needed(wanted)} <= {*grams(folded), *singles(folded)}

    assert held or wanted not in folded
    assert not held or wanted in folded or not decided_by_tokens(wanted)


@given(st.text("公开信", min_size=1, max_size=12), st.text("公开信", max_size=3), st.text("公开信", max_size=3))
def test_the_tokens_of_a_run_leave_no_character_out(phrase: str, before: str, after: str) -> None:
    needs = needed(phrase)

    assert {*needs} <= {*grams(before + phrase + after), *singles(phrase)}
    assert {*"".join(needs)} - {"¤"} == {*phrase}
    assert len(needs) == 1 or not decided_by_tokens(phrase)


@given(st.text(max_size=300))
def test_the_way_back_folds_to_the_same(text: str) -> None:
    assert mapped(text).folded == fold(text)


@given(TEXTS)
def test_a_place_leads_back_to_its_character(text: str) -> None:
    found = mapped(text)

    for at, character in enumerate(found.folded):
        if character not in "_ ":
            start, end = found.span(at, at + 1)
            assert character in fold(text[start:end])


def test_a_word_without_end_is_cut() -> None:
    longest = max(len(token.encode()) for token in grams(fold("é" * 10_000)))

    assert longest < 2046  # what PostgreSQL takes
