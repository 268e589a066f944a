"""One reading of text for the index, the query and the marks: what is equal to a reader is equal here.

Folded text is a plain string in which a phrase occurs exactly where it is a substring: Chinese characters stand as
they are, a word of letters and digits stands whole between two ``_``, and a blank parts two Chinese characters
between which the text has punctuation. White space beside a Chinese character says nothing (lines are broken
anywhere) and is dropped; two words are parted by their ``_`` alone.
"""

import re
import sys
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from operator import add

# Han, kana, hangul and bopomofo are cut into pairs and fours; every other script is read as whole words.
CHINESE = (
    "\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003fffd"
)


def _marks() -> str:
    """Marks that belong to the letter before them, as ranges: without them words of Tibetan would fall apart."""
    points = [point for point in range(0x300, 0x1E950) if unicodedata.category(chr(point)).startswith("M")]
    starts = [point for before, point in pairwise([0, *points]) if point != before + 1]
    ends = [point for point, after in pairwise([*points, 0]) if after != point + 1]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


_UNSEEN = re.compile(
    "[\u00ad\u034f\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]+"
)
LONGEST_WORD = 64  # what goes on longer is no word of a language and is cut; PostgreSQL takes 2046 bytes
_LETTER = f"[^\\W_{CHINESE}]"
_RUN = re.compile(
    f"[{CHINESE}]+|{_LETTER}{{1,{LONGEST_WORD}}}(?:[{_marks()}]{{1,8}}{_LETTER}{{0,{LONGEST_WORD}}}){{0,16}}"
)
_PIECE = re.compile("_[^_]+_|[^_ ]+")
_FIRM = re.compile("[\u4e00-\u9fff\u3001\u3002\uff01-\uff5e\n -~]")  # never joined to what stands before them
_WIDE = [(chr(0xFEE0 + ord(narrow)), narrow) for narrow in ",:;()!?"] + [("\u3000", " ")]
_SIMPLE = re.compile("[\u4e00-\u9fff\u3001\u3002\u3008-\u3011\u3014\u3015\uff01-\uff5e“”‘’\n -~]*")  # one for one
_BLOCK = 64


def even(text: str) -> str:
    """Widths, cases and characters nobody sees made even (NFKC, case folding)."""
    for wide, narrow in _WIDE:  # nearly all that NFKC changes in a Chinese text; without them it has a short way
        text = text.replace(wide, narrow)
    composed = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return unicodedata.normalize("NFKC", composed.casefold())


def fold(text: str) -> str:
    """The folded text: what `_runs` makes, without the places."""
    text = even(text)
    parts: list[str] = []
    end = 0
    chinese_before = False
    for run in _RUN.finditer(text):
        piece = run[0]
        chinese = _is_chinese(piece[0])
        if not chinese:
            parts += ("_", piece, "_")
        else:
            if chinese_before and not text[end : run.start()].isspace():
                parts.append(" ")
            parts.append(piece)
            end = run.end()
        chinese_before = chinese
    return "".join(parts)


def _runs(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Even text folded, and for each run where it begins in the folded and in the even text."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    length = end = 0
    chinese_before = False
    for run in _RUN.finditer(text):
        start = run.start()
        piece = run.group()
        chinese = _is_chinese(piece[0])
        if not chinese:
            piece = f"_{piece}_"
        elif chinese_before and not text[end:start].isspace():
            parts.append(" ")
            length += 1
        places.append((length, start - (not chinese)))
        parts.append(piece)
        length += len(piece)
        end = run.end()
        chinese_before = chinese
    return "".join(parts), places


_CHINESE = re.compile(f"[{CHINESE}]")


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff" or _CHINESE.match(character) is not None


def pieces(folded: str) -> list[str]:
    """The runs of Chinese and the words of folded text; a word keeps its ``_``."""
    return _PIECE.findall(folded)


def grams(folded: str) -> set[str]:
    """Distinct words, and of each run of Chinese its pairs and its fours."""
    found: set[str] = set()
    for piece in pieces(folded):
        if piece[0] == "_":
            found.add(piece[1:-1])
        else:
            twos = list(map(add, piece, piece[1:]))
            found.update(twos, map(add, twos, twos[2:]))
    return found


def characters(folded: str) -> set[str]:
    """Distinct Chinese characters."""
    return set("".join(folded.split("_")[::2])) - {" "}  # what stands outside the words


@dataclass(frozen=True, slots=True)
class Mapped:
    """Text with its folded form and the way back."""

    text: str
    folded: str
    places: list[tuple[int, int]]
    blocks: list[tuple[int, int]]  # where a block begins in the even text and in the text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of folded text stands in the text."""
        return self._place(start), self._place(end - 1, after=True)

    def _place(self, folded: int, *, after: bool = False) -> int:
        run_folded, run_even = self.places[bisect_right(self.places, (folded, sys.maxsize)) - 1]
        wanted = run_even + folded - run_folded
        if self.folded[folded] == "_":
            wanted += -1 if after else 1
        at, place = self.blocks[bisect_right(self.blocks, (wanted, len(self.text))) - 1]
        firm = _SIMPLE.match(self.text, place)
        if firm and wanted - at < firm.end() - place:
            return place + wanted - at + after
        while place < len(self.text):
            following = place + 1
            while following < len(self.text) and _joins(self.text[following]):
                following += 1
            at += len(even(self.text[place:following]))
            if at > wanted:
                return following if after else place
            place = following
        return place


def _joins(character: str) -> bool:
    return unicodedata.combining(character) != 0 or _UNSEEN.match(character) is not None


def mapped(text: str) -> Mapped:
    """The text, folded, with the way back from folded to shown places."""
    blocks: list[tuple[int, int]] = []
    parts: list[str] = []
    start = length = 0
    if _SIMPLE.fullmatch(text):
        start, blocks, parts = len(text), [(0, 0)], [even(text)]
    while start < len(text):
        firm = _FIRM.search(text, min(start + _BLOCK, len(text)))
        end = firm.start() if firm else len(text)
        blocks.append((length, start))
        parts.append(even(text[start:end]))
        length += len(parts[-1])
        start = end
    folded, places = _runs("".join(parts))
    return Mapped(text, folded, places, blocks)
