"""What the modules about denials share: the claim that something did not happen, and where such claims begin."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.checking.sentences.vocabulary import Reading

SIGN = re.compile("未|没有|无|不存在|不收")
_REACH = 80
NO_GOOD = r"无(?!论|法|需|正当|障|违|偿|误|不|缝)"
"""无 as a denial, not as a part of another word."""


class Denial(NamedTuple):
    """Words that something did not happen: where, of what, the cells that are 0 then (() for none)."""

    start: int
    end: int
    subject: str
    reading: Reading = ()
    certain: bool = True


def at_signs(pattern: "re.Pattern[str]", text: str, signs: Sequence[int], *words: str) -> Iterator["re.Match[str]"]:
    """The matches that begin at a sign with one of the words within reach, none inside another."""
    seen_to = 0
    for sign in signs:
        if sign < seen_to or all(text.find(word, sign, sign + _REACH) < 0 for word in words):
            continue
        match = pattern.match(text, sign)
        if match is not None:
            seen_to = match.end()
            yield match
