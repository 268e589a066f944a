"""Folded text: phrases are substrings, tokens in sequence are phrases, and the way back leads aright."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.search.folding import fold, inner, mapped, pairs, sequence
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
def test_tokens_in_sequence_are_the_phrase(text: str, phrase: str) -> None:
    wanted = fold(phrase)
    if len(wanted) < 2:
        return
    tokens, run = sequence(fold(text)), inner(wanted)

    stands = any(tokens[at : at + len(run)] == run for at in range(len(tokens)))

    assert stands == (wanted in fold(text))
    assert not stands or pairs(wanted) <= pairs(fold(text))


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
    longest = max(len(token.encode()) for token in sequence(fold("é" * 10_000)))

    assert longest < 2046  # what PostgreSQL takes
