"""The words around a figure. Reports repeat each other's clauses, so what they say is worked out once and kept."""

import re
from functools import lru_cache
from typing import NamedTuple

from gongkai.checking.sentences.numbers import AMOUNT_UNITS, RATIO_UNITS, is_exact
from gongkai.checking.sentences.vocabulary import TOPIC_OF, Reading, literals
from gongkai.statute.claims import ClaimKind

remembered = lru_cache(maxsize=4096)
"""For what follows from the words of a clause, which come again in other reports."""
remembered_for_a_while = lru_cache(maxsize=512)
"""For what follows from a whole paragraph: a report that was changed is looked at again, most of it as it was."""

_TOPIC = literals(TOPIC_OF)
_CLAUSE = re.compile(r"(?s:.*[，,；。：（）！？!?\n])?")
_GROWTH = re.compile(
    r"(?:增长|增加|增幅|上升|提高|提升|下降|减少|降低|回落|降幅|涨幅|升幅|增|减|多|少|翻)了?(?:约|近|达|为|超过?|了)*$"
)
_ADDED = re.compile("新增了?$")
_THAN = re.compile("[比较]")
_GROWTH_ENDS = frozenset("长加幅升高降少低落增减多翻约近达为超过了")
_LEVEL = re.compile(r"(?:增加|增长|上升|下降|减少|降低|提高|提升)(?:到|至)$")
_SHARE = re.compile(r"(?:占比?|比重|比例)[^，,；。、：（）]{0,16}$")
_COMPARED = re.compile(
    r"(?:较|比|与|相比|对比)于?[^，,；。：（）\d]{0,6}(20\d\d年|[去上前]一?年)(?:度|同期|全年|新收|收到|受理|办理|总数|的|共|申请|政府信息公开)*（?$"
)
# Words that may say whose figure follows, or of when: without them the scope is the one before.
_SCOPE_HINT = re.compile(r"[年月季全我本县区市镇乡局委厅办府位门机街公医学属级]|中心|以来")


class Words:
    """What stands before a figure (since the figure before it), its unit, and what follows up to the next mark.

    `clause` is the end of `before` from the last mark on. `topic` is the topic of the last word that has one, ""
    where none has; what follows the figure at once outranks what stands before it. `compared` is the year
    of a figure that only says what it was before (较2022年的80件增加16件), "" for others.
    """

    __slots__ = (
        "after",
        "before",
        "clause",
        "compared",
        "is_exact",
        "is_part",
        "kind",
        "may_set_scope",
        "topic",
        "unit",
    )

    def __init__(self, before: str, unit: str, after: str) -> None:
        self.before = before
        self.unit = unit
        self.after = after
        self.clause = before[clause_start(before, len(before)) :]
        self.kind = _kind_of(unit, self.clause)
        self.is_exact = is_exact(self.clause)
        self.is_part = "其中" in before
        compared = _COMPARED.search(before)
        self.compared = compared[1] if compared else ""
        self.may_set_scope = _SCOPE_HINT.search(before) is not None
        self.topic = _topic_of(before, after)


class Found(NamedTuple):
    """What words say that a figure counts: a subject's code, its readings, whether they leave no other reading.

    `may_fit`: a figure that agrees with the cells of a reading is asked nothing more. Without that agreement it is
    none of this subject's where `certain` is None.
    """

    subject: str
    readings: tuple[Reading, ...]
    certain: bool | None
    may_fit: bool = False


words_around = remembered(Words)
"""The one value for these words, so that what is remembered of it is found by identity."""


def clause_start(text: str, end: int, lowest: int = 0) -> int:
    """Where the clause that runs up to `end` begins."""
    match = _CLAUSE.match(text, lowest, end)
    return match.end() if match else lowest


def _kind_of(unit: str, clause: str) -> ClaimKind:
    ratio = unit in RATIO_UNITS
    grown = clause[-1:] in _GROWTH_ENDS and _GROWTH.search(clause, max(0, len(clause) - 8)) is not None
    grown = grown and not (_ADDED.search(clause) and not _THAN.search(clause))
    if not ratio:
        if grown and not _LEVEL.search(clause):
            return ClaimKind.GROWTH
        return ClaimKind.AMOUNT if unit in AMOUNT_UNITS else ClaimKind.COUNT
    if "占" in clause or "比" in clause:
        if _SHARE.search(clause):
            return ClaimKind.SHARE
        grown = grown or "同比" in clause or "环比" in clause
    return ClaimKind.GROWTH if grown or unit != "%" else ClaimKind.SHARE


def _topic_of(before: str, after: str) -> str:
    following = _TOPIC.search(after, 0, 14)
    if following is not None and TOPIC_OF[following[0]]:
        return TOPIC_OF[following[0]]
    words = _TOPIC.findall(before)
    return TOPIC_OF[words[-1]] if words else ""
