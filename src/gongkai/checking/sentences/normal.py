"""Text as the patterns want it, and the way back to the characters of the paragraph."""

import re
import unicodedata
from bisect import bisect_left

_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
# The forms of the block U+2E80 that published files contain and that NFKC leaves as they are.
_SUPPLEMENT = dict(
    zip(
        map(ord, "⺠⻅⻓⻔⻋⻚⻢⻛⻜⺟⻁⻄⻘⻬⻮⻰⻳⻙⻨⻩"),
        "民见长门车页马风飞母虎西青齐齿龙龟韦麦黄",
        strict=True,
    )
)
_WIDTHS = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), 0xFF05, 0xFF0E)}
_PUNCTUATION = dict(zip(map(ord, "():;﹪"), "（）：；%", strict=True))
_SAME_LENGTH = {**_RADICALS, **_SUPPLEMENT, **_WIDTHS, **_PUNCTUATION}
_FOREIGN = re.compile(r"[\u2e80-\u2fd5\uff10-\uff19\uff05\uff0e():;﹪]")
# Blanks that layout put between characters; one between two digits stays, because it may part two numbers.
_LOOSE_BLANK = re.compile(r"(?<!\d)\s+|\s+(?!\d)")
_BLANK = re.compile(r"\s")


class Text:
    """A paragraph without layout blanks and with one form for each character.

    `text` is what patterns look at; `place(i)` is the index in the paragraph of its character i, i itself where the
    text is `unchanged`.
    """

    __slots__ = ("_gaps", "_shifts", "text", "unchanged")

    def __init__(self, paragraph: str) -> None:
        if _FOREIGN.search(paragraph):
            paragraph = paragraph.translate(_SAME_LENGTH)
        self._gaps: list[int] = []
        self._shifts: list[int] = []
        if _BLANK.search(paragraph):
            removed = 0
            for gap in _LOOSE_BLANK.finditer(paragraph):
                self._gaps.append(gap.start() - removed)
                removed += gap.end() - gap.start()
                self._shifts.append(removed)
            paragraph = _LOOSE_BLANK.sub("", paragraph)
        self.text = paragraph
        self.unchanged = not self._gaps

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The characters of the paragraph from the first to past the last."""
        return self.place(start), self.place(end - 1) + 1

    def place(self, index: int) -> int:
        """Where character `index` of `text` stands in the paragraph."""
        at = bisect_left(self._gaps, index + 1)
        return index + (self._shifts[at - 1] if at else 0)
