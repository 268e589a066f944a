"""Every number with a unit in a paragraph, with the words around it."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.checking.sentences.numbers import AMOUNT_UNITS, MENTION, RATIO_UNITS, is_exact, value_of
from gongkai.statute.claims import ClaimKind

_SENTENCE_END = re.compile(r"[。！？!?\n]")
_BRACKETS = re.compile(r"[（）]")
_AFTER = re.compile(r"[^，,；。：（）、！？!?\n\d]{0,28}(?:20\d\d年[^，,；。：（）、！？!?\n\d]{0,14})?")
_GROWTH = re.compile(
    r"(?:增长|增加|增幅|上升|提高|提升|下降|减少|降低|回落|降幅|涨幅|升幅|增|减|多|少|翻)了?(?:约|近|达|为|超过?|了)*$"
)
_GROWTH_ENDS = frozenset("长加幅升高降少低落增减多翻约近达为超过了")
_LEVEL = re.compile(r"(?:增加|增长|上升|下降|减少|降低|提高|提升)(?:到|至)$")
_SHARE = re.compile(r"(?:占比?|比重|比例)[^，,；。、：（）]{0,16}$")
# 一 before a unit is mostly an article (一项重要工作); it is a number where the clause ends or a request follows.
_ARTICLE = frozenset(("一", "两", "几"))
_BARRED = frozenset("第〔.%0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_COUNTED_NEXT = re.compile(r"[，,；。、）]|$|(?:政府)?信息|申请|依申请|行政")
_CLAUSE = re.compile(r"(?s:.*[，,；。：（）！？!?\n])?")


@dataclass(slots=True, eq=False)
class Draft:
    """A figure on its way to a claim. Places are characters of the blank-free text."""

    start: int
    end: int
    text: str
    kind: ClaimKind
    value: Decimal
    unit: str
    exact: bool = True
    sentence: int = 0
    sentence_start: int = 0
    before: str = ""
    clause: str = ""
    after: str = ""
    depth: int = 0
    topic: str = ""
    year: int | None = None
    subject: str = ""
    cells: tuple[str, ...] = ()
    readings: tuple[tuple[str, ...], ...] = ()
    certain: bool = False
    whole: "Draft | None" = None
    group: int | None = None
    exhaustive: bool = False


@dataclass(slots=True)
class Prose:
    """A paragraph taken apart: its sentences, its brackets, its figures in order."""

    text: str
    starts: list[int] = field(default_factory=list)
    brackets: list[tuple[int, int, int]] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)

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
    grown = clause[-1:] in _GROWTH_ENDS and _GROWTH.search(clause, max(0, len(clause) - 8))
    if unit in RATIO_UNITS:
        if _SHARE.search(clause):
            return ClaimKind.SHARE
        if unit != "%" or grown or "同比" in clause or "环比" in clause:
            return ClaimKind.GROWTH
        return ClaimKind.SHARE
    if grown and not _LEVEL.search(clause):
        return ClaimKind.GROWTH
    return ClaimKind.AMOUNT if unit in AMOUNT_UNITS else ClaimKind.COUNT


def read_prose(text: str) -> Prose:
    """The paragraph's sentences and its figures."""
    prose = Prose(text, starts=[0, *(m.end() for m in _SENTENCE_END.finditer(text) if m.end() < len(text))])
    last_end = 0
    brackets = "（" in text
    for match in MENTION.finditer(text):
        start, end = match.span()
        previous = text[start - 1] if start else ""
        number = match["number"]
        if previous in _BARRED or (
            previous in ",， " and start > 1 and text[start - 2].isdigit() and number[0].isdigit()
        ):
            continue
        if number in _ARTICLE and not _COUNTED_NEXT.match(text, end):
            continue
        value = value_of(match)
        if value is None:
            continue
        if brackets and not prose.brackets:
            prose.brackets = _brackets(text)
        sentence = prose.sentence_of(start)
        sentence_start = prose.starts[sentence]
        lowest = max(sentence_start, last_end)
        clause = text[clause_start(text, start, lowest) : start]
        after = _AFTER.match(text, end)
        draft = Draft(
            start=start,
            end=end,
            text=match[0],
            kind=_kind_of(match["unit"], clause),
            value=value,
            unit=match["unit"],
            exact=is_exact(match, clause),
            sentence=sentence,
            sentence_start=sentence_start,
            before=text[last_end:start],
            clause=clause,
            after=after[0] if after else "",
            depth=sum(1 for opening, closing, _ in prose.brackets if opening < start < closing) if brackets else 0,
        )
        prose.drafts.append(draft)
        last_end = end
    return prose
