"""Every number with a unit in a paragraph, with the words around it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple, Optional

from gongkai.checking.sentences.normal import Text
from gongkai.checking.sentences.numbers import MENTION, value_of
from gongkai.checking.sentences.words import Words, remembered_for_a_while, words_around
from gongkai.statute.claims import ClaimKind

_COUNTED = (ClaimKind.COUNT, ClaimKind.AMOUNT)
_RATIOS = (ClaimKind.SHARE, ClaimKind.GROWTH)
SIGNS = re.compile("未|没有|无|维持|为零|为0|予以公开|同意公开|自然人|胜诉")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_BRACKETS = re.compile(r"[（）]")
_MARKS = frozenset("，,；。：（）、")
_AFTER = re.compile(r"[^，,；。：（）、！？!?\n\d]{0,28}(?:20\d\d年[^，,；。：（）、！？!?\n\d]{0,14})?")
# 一 before a unit is mostly an article (一项重要工作): a number where the clause ends or a request is next.
_ARTICLE = frozenset(("一", "两", "几"))
_BARRED = frozenset("第〔.%0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_COUNTED_NEXT = re.compile(r"[，,；。、）]|$|(?:政府)?信息|申请|依申请|行政")


class Figure(NamedTuple):
    """A number with its unit. Places are characters of the blank-free text; `words` are what stands around it."""

    start: int
    end: int
    text: str
    kind: ClaimKind
    value: Decimal
    unit: str
    words: Words
    sentence: int
    sentence_start: int
    exact: bool = True
    depth: int = 0


class Draft(Figure):
    """A figure on its way to a claim: later steps fill what stands here at class level."""

    subject = ""
    year: int | None = None
    cells: tuple[str, ...] = ()
    readings: tuple[tuple[str, ...], ...] = ()
    certain = False
    whole: Optional["Draft"] = None
    group: int | None = None
    exhaustive = False
    place = -1
    """Which figure of the report it is."""


class Prose:
    """A paragraph taken apart: its text, its brackets (opening, closing, depth), its figures in order.

    `counted` are the places of the figures that are counts or amounts. `sums` says where one of them is what the
    next ones of its sentence and unit add up to: its place among the counted and that of the last of them. `ratios`
    are the shares and growths with the figure each belongs to. `denies`: a word says that something did not happen.
    """

    def __init__(self, paragraph: str) -> None:
        self.source = Text(paragraph)
        self.text = self.source.text
        self.brackets: Sequence[tuple[int, int, int]] = ()
        self.figures = figures = tuple(_figures(self))
        self.counted = [at for at, figure in enumerate(figures) if figure.kind in _COUNTED]
        self.sums = _sums([figures[at] for at in self.counted]) if len(self.counted) > 2 else ()
        self.ratios = _ratios(figures) if len(figures) > len(self.counted) else ()
        self.denies = SIGNS.search(self.text) is not None

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where the sentences begin."""
        text = self.text
        return [0, *[end for end in (m.end() for m in _SENTENCE_END.finditer(text)) if end < len(text)]]

    def sentence_of(self, index: int) -> int:
        """Which sentence a character stands in, from 0."""
        return bisect_right(self.starts, index) - 1

    def sentence_span(self, sentence: int) -> tuple[int, int]:
        """First and past-the-last character of a sentence, its closing stop included."""
        end = self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.text)
        return self.starts[sentence], end


read_prose = remembered_for_a_while(Prose)


def _sums(figures: Sequence[Figure]) -> Sequence[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for first, whole in enumerate(figures[:-2]):
        rest, last = whole.value, first
        for part in figures[first + 1 :]:
            alike = part.sentence == whole.sentence and part.unit == whole.unit
            if rest <= 0 or not alike or part.depth or not part.value:
                break
            rest -= part.value
            last += 1
        if not rest and whole.value and not whole.depth and last > first + 1:
            found.append((first, last))
    return found


def _ratios(figures: Sequence[Figure]) -> Sequence[tuple[int, int]]:
    """Each belongs to the last figure of its sentence that neither stands in brackets of its own nor says what it
    was before."""
    found: list[tuple[int, int]] = []
    last = -1
    for at, figure in enumerate(figures):
        if figure.kind in _COUNTED:
            if last < 0 or not (figure.depth or figure.words.compared) or not _stands_aside(figures, at, last):
                last = at
        elif figure.kind in _RATIOS and last >= 0 and figures[last].sentence == figure.sentence:
            found.append((at, last))
    return found


def _stands_aside(figures: Sequence[Figure], at: int, last: int) -> bool:
    """Whether the ratio after it is another figure's: 22件，比上年（31件）下降29%; 8件（含转2件），增长3%."""
    figure = figures[at]
    if figure.sentence != figures[last].sentence:
        return False
    if figure.words.compared:
        return True
    following = figures[at + 1] if at + 1 < len(figures) else None
    return following is not None and following.kind in _RATIOS and following.depth < figure.depth


def _brackets(text: str) -> list[tuple[int, int, int]]:
    """(opening, closing, depth) of every closed pair of brackets."""
    found: list[tuple[int, int, int]] = []
    opened: list[int] = []
    for match in _BRACKETS.finditer(text):
        if match[0] == "（":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            found.append((start, match.start(), len(opened) + 1))
    return found


def _is_figure(match: "re.Match[str]", text: str, number: str) -> bool:
    """No ordinal, no tail of a longer number, no article."""
    start = match.start()
    if start:
        previous = text[start - 1]
        if previous in _BARRED:
            return False
        if previous in ",， " and number[0].isdigit() and text[start - 2 : start - 1].isdigit():
            return False
    return number not in _ARTICLE or _COUNTED_NEXT.match(text, match.end()) is not None


def _figures(prose: Prose) -> Iterator[Figure]:
    text = prose.text
    starts: list[int] = []
    last_end = sentence = next_start = sentence_start = 0
    for match in MENTION.finditer(text):
        number, about, scale, more, unit, rest = match.groups()
        if not _is_figure(match, text, number):
            continue
        value = value_of(number, scale)
        if value is None:
            continue
        if not starts:
            starts = [*prose.starts, len(text) + 1]
            next_start = starts[1]
            if "（" in text:
                prose.brackets = _brackets(text)
        start, end = match.span()
        while start >= next_start:
            sentence += 1
            sentence_start, next_start = starts[sentence], starts[sentence + 1]
        after = None if text[end : end + 1] in _MARKS else _AFTER.match(text, end)
        words = words_around(text[last_end:start], unit, after[0] if after else "")
        brackets = prose.brackets
        yield Figure(
            start,
            end,
            match[0],
            words.kind,
            value,
            unit,
            words,
            sentence,
            sentence_start,
            words.is_exact and not (about or more or rest),
            sum([opening < start < closing for opening, closing, _ in brackets]) if brackets else 0,
        )
        last_end = end
