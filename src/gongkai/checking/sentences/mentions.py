"""Every number with a unit in a paragraph, with the words around it."""

import re
from bisect import bisect_right
from decimal import Decimal
from typing import Optional

from gongkai.checking.sentences.numbers import AMOUNT_UNITS, MENTION, RATIO_UNITS, is_exact, value_of
from gongkai.statute.claims import ClaimKind

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_BRACKETS = re.compile(r"[（）]")
_MARKS = frozenset("，,；。：（）、")
_AFTER = re.compile(r"[^，,；。：（）、！？!?\n\d]{0,28}(?:20\d\d年[^，,；。：（）、！？!?\n\d]{0,14})?")
_GROWTH = re.compile(
    r"(?:增长|增加|增幅|上升|提高|提升|下降|减少|降低|回落|降幅|涨幅|升幅|增|减|多|少|翻)了?(?:约|近|达|为|超过?|了)*$"
)
_GROWTH_ENDS = frozenset("长加幅升高降少低落增减多翻约近达为超过了")
_LEVEL = re.compile(r"(?:增加|增长|上升|下降|减少|降低|提高|提升)(?:到|至)$")
_SHARE = re.compile(r"(?:占比?|比重|比例)[^，,；。、：（）]{0,16}$")
# 一 before a unit is mostly an article (一项重要工作): a number where the clause ends or a request is next.
_ARTICLE = frozenset(("一", "两", "几"))
_BARRED = frozenset("第〔.%0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_COUNTED_NEXT = re.compile(r"[，,；。、）]|$|(?:政府)?信息|申请|依申请|行政")
_CLAUSE = re.compile(r"(?s:.*[，,；。：（）！？!?\n])?")


class Draft:
    """A figure on its way to a claim. Places are characters of the blank-free text.

    `before` is the text since the figure before it, `clause` its end from the last mark on, `after` what follows
    the unit up to the next mark or number. Later steps fill what stands at class level.
    """

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

    def __init__(
        self,
        start: int,
        end: int,
        text: str,
        kind: ClaimKind,
        value: Decimal,
        unit: str,
        sentence: int,
        sentence_start: int,
        exact: bool = True,
        before: str = "",
        clause: str = "",
        after: str = "",
        depth: int = 0,
    ) -> None:
        self.start = start
        self.end = end
        self.text = text
        self.kind = kind
        self.value = value
        self.unit = unit
        self.sentence = sentence
        self.sentence_start = sentence_start
        self.exact = exact
        self.before = before
        self.clause = clause
        self.after = after
        self.depth = depth


class Prose:
    """A paragraph taken apart: its sentences, its brackets (opening, closing, depth), its figures in order."""

    __slots__ = ("brackets", "drafts", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0]
        self.starts += [end for end in (m.end() for m in _SENTENCE_END.finditer(text)) if end < len(text)]
        self.brackets: list[tuple[int, int, int]] = []
        self.drafts: list[Draft] = []

    def sentence_of(self, index: int) -> int:
        """Which sentence a character stands in, from 0."""
        return bisect_right(self.starts, index) - 1

    def sentence_span(self, sentence: int) -> tuple[int, int]:
        """First and past-the-last character of a sentence, its closing stop included."""
        end = self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.text)
        return self.starts[sentence], end


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


def clause_start(text: str, end: int, lowest: int) -> int:
    """Where the clause that runs up to `end` begins."""
    match = _CLAUSE.match(text, lowest, end)
    return match.end() if match else lowest


def _kind_of(unit: str, clause: str) -> ClaimKind:
    ratio = unit in RATIO_UNITS
    grown = clause[-1:] in _GROWTH_ENDS and _GROWTH.search(clause, max(0, len(clause) - 8)) is not None
    if not ratio:
        if grown and not _LEVEL.search(clause):
            return ClaimKind.GROWTH
        return ClaimKind.AMOUNT if unit in AMOUNT_UNITS else ClaimKind.COUNT
    if "占" in clause or "比" in clause:
        if _SHARE.search(clause):
            return ClaimKind.SHARE
        grown = grown or "同比" in clause or "环比" in clause
    return ClaimKind.GROWTH if grown or unit != "%" else ClaimKind.SHARE


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


def read_prose(text: str) -> Prose | None:
    """The paragraph's sentences and its figures; None where it has no figure."""
    prose: Prose | None = None
    brackets: list[tuple[int, int, int]] = []
    last_end = sentence = next_start = sentence_start = 0
    for match in MENTION.finditer(text):
        number, about, scale, more, unit, rest = match.groups()
        if not _is_figure(match, text, number):
            continue
        value = value_of(number, scale)
        if value is None:
            continue
        if prose is None:
            prose = Prose(text)
            starts = [*prose.starts, len(text) + 1]
            next_start = starts[1]
            if "（" in text:
                brackets = prose.brackets = _brackets(text)
        start, end = match.span()
        while start >= next_start:
            sentence += 1
            sentence_start, next_start = starts[sentence], starts[sentence + 1]
        cut = _CLAUSE.match(text, max(sentence_start, last_end), start)
        clause = text[cut.end() if cut else last_end : start]
        after = None if text[end : end + 1] in _MARKS else _AFTER.match(text, end)
        prose.drafts.append(
            Draft(
                start,
                end,
                match[0],
                _kind_of(unit, clause),
                value,
                unit,
                sentence,
                sentence_start,
                not (about or more or rest) and is_exact(clause),
                text[last_end:start],
                clause,
                after[0] if after else "",
                sum([opening < start < closing for opening, closing, _ in brackets]) if brackets else 0,
            )
        )
        last_end = end
    return prose
