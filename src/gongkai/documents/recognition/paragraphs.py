"""Lines of running text to paragraphs: what a printer or an extractor broke at the margin is joined again."""

import re
from collections.abc import Iterable, Sequence

from gongkai.documents.recognition.parts import Text

_BROKEN_KINDS = frozenset(("txt", "md", "image", "doc"))
"""Kinds of file whose lines end at the margin; in the others a block is a paragraph."""
_ENDS = frozenset("。！？!?：:；;…")
_OPENS = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]{1,2}[、.．]|\d{1,2}[、.．](?!\d)|[●■◆•·*-]\s)"
)
_NOTE = re.compile(r"^[（(]?重复率[:：]\s*\d+%[)）]?$")
_LATIN = re.compile(r"[A-Za-z]$")
_LATIN_FIRST = re.compile(r"^[A-Za-z]")


def joined(texts: Sequence[Text], kind: str) -> tuple[str, ...]:
    """The paragraphs of one section."""
    kept = [text for text in texts if "重复率" not in text.text or not _NOTE.match(text.text)]
    if kind not in _BROKEN_KINDS or not kept:
        return tuple(text.text for text in kept)
    margin = _margin(kept)
    paragraphs: list[str] = []
    last: Text | None = None
    for text in kept:
        if last is not None and _continues(last, text, margin):
            blank = " " if _LATIN.match(last.text[-1:]) and _LATIN_FIRST.match(text.text) else ""
            paragraphs[-1] += blank + text.text
        else:
            paragraphs.append(text.text)
        last = text
    return tuple(paragraphs)


def _margin(texts: Iterable[Text]) -> int:
    """The usual length of a full line."""
    lengths = sorted(len(text.text) for text in texts)
    return lengths[(len(lengths) * 3) // 4]


def _continues(last: Text, text: Text, margin: int) -> bool:
    """Whether a line goes on in the next: it stops in mid-sentence, at the margin or with a comma."""
    end = last.text[-1:]
    if last.heading or text.heading or end in _ENDS:
        return False
    over_page = text.page is not None and last.page is not None and text.page != last.page
    if text.apart and not over_page:
        return False
    if end in "，、,":
        return True
    if _OPENS.match(text.text) and len(last.text) < 0.9 * margin:
        return False
    return len(last.text) >= 0.7 * margin and len(last.text) >= 12
