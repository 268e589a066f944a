"""Sentences that say there was none: 未收到申请, 无行政复议, 未制发规范性文件, 未发出收费通知, 均获维持."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.checking.sentences.context import Context
from gongkai.checking.sentences.denied import NO_GOOD, SIGN, Denial, at_signs
from gongkai.checking.sentences.denied_remedies import remedies_denied
from gongkai.checking.sentences.denied_requests import requests_denied
from gongkai.checking.sentences.mentions import Draft, Prose
from gongkai.checking.sentences.scope import Body, scope_of
from gongkai.checking.sentences.vocabulary import cells_of
from gongkai.checking.sentences.words import remembered_for_a_while, words_around
from gongkai.statute.claims import ClaimKind

_NOTICE = re.compile(
    r"(?P<no>未|没有|无)(?:曾|向申请人|向任何[^，,；。]{0,6})?(?:发出|下发|发送|制发|开具|送达|产生|出具|发)?(?:过|任何)*"
    r"[^，,；。：\d]{0,14}(?:收费|缴费)通知"
)
_COLLECTED = re.compile(
    r"(?:未|没有|无|不)(?:曾|向[^，,；。]{0,10})?(?:收取|产生|发生|涉及|实际收取|有)?(?:过|任何|相关)*[^，,；。：\d]{0,14}(?:信息处理费|处理费用?)"
)
_DOCUMENTS = re.compile(
    rf"(?:未|没有|{NO_GOOD})(?:曾|再|新)*(?P<act>制发|制定|出台|印发|废止)?(?:过|任何)*(?P<noun>(?:行政)?规范性文件)"
    r"(?P<after>制发|制定|出台|印发|废止)?(?=[，,；。、]|$|和|或|及|的?情况)"
)
_NOUGHT = Decimal(0)
_NO_WORDS = words_around("", "", "")


def find_nothing(prose: Prose, section: int, context: Context) -> Iterator[Draft]:
    """The claims of a paragraph that something did not happen."""
    for start, end, subject, reading, certain in _denials(prose, section):
        sentence = prose.sentence_of(start)
        sentence_start = prose.starts[sentence]
        text = prose.text
        draft = Draft(start, end, text[start:end], ClaimKind.NONE, _NOUGHT, "", _NO_WORDS, sentence, sentence_start)
        draft.subject = subject
        if reading:
            scope = scope_of(text[sentence_start:start], context.owner, context.year)
            draft.year = scope.year
            if section != 5 and scope.is_this_year and scope.body is not Body.NARROWER:
                draft.cells = cells_of(reading, context.tables)
                draft.certain = certain and scope.body is not Body.DOUBTFUL
        yield draft


@remembered_for_a_while
def _denials(prose: Prose, section: int) -> tuple[Denial, ...]:
    text = prose.text
    found: list[Denial] = []
    signs = [match.start() for match in SIGN.finditer(text)]
    if "申请" in text:
        found += requests_denied(prose, section, signs)
    if "复议" in text or "诉讼" in text:
        found += remedies_denied(prose, section, signs)
    if signs and "规范性文件" in text:
        found += _documents(text, signs)
    if signs and "费" in text:
        for match in at_signs(_NOTICE, text, signs, "费通知"):
            found.append(Denial(*match.span(), "fees.notices", ("t3.result.other.fee_overdue.total",)))
        for match in at_signs(_COLLECTED, text, signs, "处理费"):
            found.append(Denial(*match.span(), "fees.collected"))
    return tuple(found)


def _documents(text: str, signs: Sequence[int]) -> Iterator[Denial]:
    """未制发规范性文件: certain of 行政规范性文件, which the table counts by that name."""
    for match in at_signs(_DOCUMENTS, text, signs, "规范性文件"):
        act = match["act"] or match["after"]
        if act:
            row = "repealed" if act == "废止" else "made"
            certain = match["noun"] == "行政规范性文件"
            yield Denial(*match.span(), f"documents.normative.{row}", (f"t2.normative.{row}",), certain)
