"""Every document with the phrase and no other, against a reading of the texts one by one."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.search.api import put, remove, search
from tests.slices.search.builders import a_document, holds, keys

ALPHABET = "公开信ab1， \n"
SENTENCES = (
    "政府信息公开工作",
    "信息公开，政府",
    "公开信息",
    "2021年5月",
    "国办发〔2021〕5号",
    "GB/T 9704",
    "年度报告",
    "5 号文",
    "开公",
)

pytestmark = pytest.mark.django_db


@given(
    st.lists(st.tuples(st.text(ALPHABET, max_size=8), st.text(ALPHABET, max_size=25)), min_size=1, max_size=6),
    st.lists(st.text(ALPHABET, min_size=1, max_size=5), min_size=1, max_size=3),
    st.lists(st.text(ALPHABET, min_size=1, max_size=4), max_size=1),
)
def test_small_texts(texts: list[tuple[str, str]], wanted: list[str], unwanted: list[str]) -> None:
    remove(range(1, 10))
    put([a_document(key, title, body) for key, (title, body) in enumerate(texts, 1)])
    phrases = [phrase for phrase in wanted if holds(phrase, phrase) and phrase.strip("， \n")]
    excluded = [phrase for phrase in unwanted if phrase.strip("， \n")]

    found = search(" ".join([*(f"“{phrase}”" for phrase in phrases), *(f"-“{phrase}”" for phrase in excluded)]))

    if phrases or excluded:
        expected = {
            key
            for key, text in enumerate(texts, 1)
            if all(any(holds(part, phrase) for part in text) for phrase in phrases)
            and not any(holds(part, phrase) for part in text for phrase in excluded)
        }
        assert set(keys(found)) == expected
        assert found.total == len(expected)


def test_sentences_of_many_documents() -> None:
    rng = random.Random(5)
    texts = {
        key: (rng.choice(SENTENCES), "".join(rng.choices([*SENTENCES, "，", " ", "\n"], k=12)))
        for key in range(1, 301)
    }
    put(a_document(key, *text) for key, text in texts.items())
    phrases = {
        sentence[start:end]
        for sentence in SENTENCES
        for start in range(len(sentence))
        for end in range(start + 1, len(sentence) + 1)
        if sentence[start:end].strip("，〔〕/ ")
    }

    for phrase in sorted(phrases):
        found = {key for page in range(1, 17) for key in keys(search(f"“{phrase}”", page=page))}

        assert found == {key for key, text in texts.items() if any(holds(part, phrase) for part in text)}, phrase


def test_a_phrase_does_not_reach_from_the_title_into_the_text() -> None:
    put([a_document(1, "政府信息", "公开工作")])

    assert keys(search("信息公开")) == []
    assert keys(search("信息 公开")) == [1]
