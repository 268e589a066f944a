"""Documents that name only what matters, and a reading of texts that shares nothing with the index."""

import unicodedata
from datetime import date
from typing import Any

from gongkai.kit.search.api import Document, Hits


def a_document(key: int, title: str = "", body: str = "", **facts: Any) -> Document:
    usual: dict[str, Any] = {"date": date(2024, 5, 6), "agency": 1, "column": 1, "year": 2024, "kind": "通知"}
    return Document(key, title, body, **{**usual, "validity": "有效", **facts})


def keys(hits: Hits) -> list[int]:
    return [hit.key for hit in hits.hits]


def units(text: str) -> list[str]:
    """What a reader sees, one by one: characters, words, and “|” where Chinese is parted by punctuation."""
    found: list[str] = []
    word, gap = "", ""
    for character in unicodedata.normalize("NFKC", text).casefold() + "\n":
        if character.isalnum() and not _chinese(character):
            word += character
            continue
        if word:
            found.append(word)
            word, gap = "", ""
        if _chinese(character):
            if gap.strip() and found and _chinese(found[-1]):
                found.append("|")
            found.append(character)
            gap = ""
        else:
            gap += character
    return found


def _chinese(character: str) -> bool:
    return len(character) == 1 and "\u3400" <= character <= "\u9fff"


def holds(text: str, phrase: str) -> bool:
    """Whether the units of the phrase stand in the text one after the other."""
    all_units, wanted = units(text), units(phrase)
    return any(all_units[at : at + len(wanted)] == wanted for at in range(len(all_units) - len(wanted) + 1))
