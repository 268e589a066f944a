"""Marks: nothing but <mark> is markup, the text is as it was, and what was searched is marked."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.search.folding import fold
from gongkai.kit.search.highlight import LENGTH, excerpt, whole
from tests.slices.search.builders import holds

TEXTS = st.text("公开信ab1Ａ，<>&\"' \n\u200bé", max_size=60)
MARK = re.compile("</?mark>")


@given(TEXTS, st.text("公开信ab1，", min_size=1, max_size=4))
def test_the_text_is_as_it_was_and_the_phrase_is_marked(text: str, phrase: str) -> None:
    term = fold(phrase)
    shown = str(whole(text, [term] if term else []))

    assert unescape(MARK.sub("", shown)) == text
    assert not re.search("[<>]", MARK.sub("", shown))
    marked = [unescape(part) for part in re.findall("<mark>(.*?)</mark>", shown, re.DOTALL)]
    assert bool(marked) == bool(term and holds(text.replace("\u200b", ""), phrase))
    assert all(term in fold(part) for part in marked)


@given(st.text(max_size=400), st.text(min_size=1, max_size=3))
def test_no_text_breaks_an_excerpt(text: str, phrase: str) -> None:
    shown = unescape(MARK.sub("", str(excerpt(text, [term] if (term := fold(phrase)) else []))))

    assert shown.removeprefix("…").removesuffix("…") in text or shown in text
    assert len(shown) <= LENGTH + 2


@pytest.mark.parametrize(
    ("text", "terms", "shown"),
    [
        ("<b>税收</b>", ["税收"], "&lt;b&gt;<mark>税收</mark>&lt;/b&gt;"),
        ("国办发〔２０２１〕 5 号", ["国办发_2021__5_号"], "<mark>国办发〔２０２１〕 5 号</mark>"),
        ("信息公开公开", ["信息", "息公", "公开"], "<mark>信息公开公开</mark>"),
    ],
)
def test_marks(text: str, terms: list[str], shown: str) -> None:
    assert whole(text, terms) == shown


def test_an_excerpt_begins_before_the_first_place() -> None:
    text = "前" * 500 + "税收" + "后" * 500

    shown = str(excerpt(text, ["税收"]))

    assert shown.startswith("…前")
    assert shown.endswith("后…")
    assert shown.count("<mark>税收</mark>") == 1


def test_where_only_the_title_matches_the_text_begins_at_its_beginning() -> None:
    assert excerpt("正文" * 200, ["税收"]) == "正文" * (LENGTH // 2) + "…"


def test_an_endless_text_of_another_script_takes_no_time() -> None:
    text = "سلام " * 20_000 + "税收"

    assert "<mark>税收</mark>" in excerpt(text, ["税收"])
