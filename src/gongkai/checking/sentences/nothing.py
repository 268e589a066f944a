"""Sentences that say there was none: 未收到申请, 无行政复议, 未发出收费通知, 均获维持."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from gongkai.checking.sentences.context import Context
from gongkai.checking.sentences.mentions import Draft, Prose
from gongkai.checking.sentences.scope import Body, scope_of
from gongkai.checking.sentences.vocabulary import Reading, cells_of
from gongkai.checking.sentences.words import clause_start, remembered_for_a_while, words_around
from gongkai.statute.claims import ClaimKind

_SIGN = re.compile("未|没有|无|不存在|不收")
_REACH = 80
_GOT = r"(?:收到|接到|接收到?|受理|收取到?|收悉|收|产生|出现|发生|有|办理)"
_NO = (
    rf"(?:未(?:曾|有|再)?(?:正式)?{_GOT}(?:过|和处理|或受理|和受理|任何)*"
    rf"|没有(?:再)?{_GOT}?(?:过|任何)*|无(?!论|法|需|正当|障|违|偿|误|不|缝)(?:{_GOT}|人)?)"
)
_REQUEST = re.compile(
    rf"(?P<no>{_NO})(?P<middle>[^，,；。：\d]{{0,50}}?)"
    r"(?P<object>依申请公开|信息公开申请|公开申请|申请公开|申请)(?P<tail>[^，,；。：]{0,18})"
)
_REQUEST_LINE = re.compile(
    r"(?:依申请公开|信息公开申请)(?:(?!复议|诉讼|收费|不予|结转|答复)[^，,；。：]){0,14}：(?:数量|情况)?(?:为)?(?P<no>无|没有|零)(?=[，,；。\s]|$)"
)
# After a bare 无 the request itself must follow: 无正当理由大量反复申请 speaks of something else.
_BARE_START = re.compile(r"政府|信息|公民|任何|相关|此类|群众|人|$")
_OTHER_REQUEST = re.compile(
    r"复议|诉讼|投诉|举报|收费|费用|超期|逾期|延期|不予|更正|重复|恶意|结转|撤|涉密|纠|败诉|第三方|理由|反复|当面|现场"
    r"|信函|邮|传真|网上|网络|在线|口头|电话|转|补正|有效|救助|许可|上年|去年|遗漏|泄|违|不当|条件|法提供|需"
)
_ONE_FORM = re.compile(
    r"书面(?!或|、|和|及)|自然人(?!、|或|和|及)|企业(?!、|或|和|及)|法人(?!、|或|和|及)|涉及|关于(?!政府|信息|依申请|公开)|针对"
    r"|方面|领域|类型?的|有关(?!政府|信息|公开)"
)
_OTHER_TAIL = re.compile(
    r"^(?:\d|人|者|表|书|执行|强制|救助|提起|行政|复议|政府采购)|^的(?!情况|情形|案件|事项|要求|现象|信息|政府)"
    r"|清单|渠道|指南|制度|流程|栏目|平台|复议|诉讼|投诉|举报|收费|费用|超期|逾期|延期|不当|违规|更正|结转|纠|败|答复|办理不|未|遗漏|引发|导致|被"
)
_REMEDY_NAME = r"(?:行政复议|行政诉讼|复议、诉讼|复议和诉讼|复议或诉讼|复议及诉讼)"
_REMEDY = re.compile(
    rf"(?P<no>未(?:曾|有)?(?:发生|产生|出现|引起|引发|收到|接到|涉及|被|因|有|存在|提起|受理)"
    rf"|没有|不存在|无(?!论|法|需|正当|障|违|偿|误|不|缝))(?P<middle>(?:(?!未|没有|无)[^；。：\d]){{0,45}}?)(?P<object>{_REMEDY_NAME})(?P<tail>[^，,；。：\d]{{0,22}})"
)
_REMEDY_GOES_ON = re.compile(
    r"(?:、|[，,](?:也|亦|均)?(?:未|没有|无))[^，,；。：\d]{0,8}(?:行政诉讼|行政复议|诉讼|复议)(?P<after>[^，,；。：]{0,10})"
)
_REMEDY_LINE = re.compile(
    r"(?P<object>行政复议[^，,；。：]{0,12}行政诉讼|行政复议|行政诉讼)[^，,；。：]{0,10}：(?P<no>无|没有)(?=[，,；。\s]|$)"
)
_OTHER_REMEDY = re.compile(
    r"败诉|纠错|纠正|撤销|违法|确认|不利|超期|责令|改判|改变|变更|机关|机构|时限|期限|渠道|先|前|经复议|履行|败|错|委托|赔偿|应诉"
)
_NOTICE = re.compile(
    r"(?P<no>未|没有|无)(?:曾|向申请人|向任何[^，,；。]{0,6})?(?:发出|下发|发送|制发|开具|送达|产生|出具|发)?(?:过|任何)*"
    r"[^，,；。：\d]{0,14}(?:收费|缴费)通知"
)
_COLLECTED = re.compile(
    r"(?:未|没有|无|不)(?:曾|向[^，,；。]{0,10})?(?:收取|产生|发生|涉及|实际收取|有)?(?:过|任何|相关)*[^，,；。：\d]{0,14}(?:信息处理费|处理费用?)"
)
_UPHOLD = re.compile("维持")
_UPHELD = re.compile(
    r"(?:均|全部|都|全)(?:已)?(?:获得?|被|予以|得到|为|判决|裁定)?(?:复议机关|法院)?(?:结果)?(?:予以)?维持"
)
_NOT_UPHELD = ("corrected", "other", "pending")
_NOT_ALL = re.compile(r"通过|经由|渠道|其中|如有|如未|若|凡|^因")
_FRESH = re.compile("新增|新的|新发生|新收")
_NOUGHT = Decimal(0)
_NO_WORDS = words_around("", "", "")


class Denial(NamedTuple):
    """Words that something did not happen: where, of what, the cells that are 0 then (() for none)."""

    start: int
    end: int
    subject: str
    reading: Reading = ()
    certain: bool = True


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
    signs = [match.start() for match in _SIGN.finditer(text)]
    if "申请" in text:
        found += _requests(prose, section, signs)
    if "复议" in text or "诉讼" in text:
        found += _remedies(prose, section, signs)
        if "维持" in text:
            found += _upheld(prose)
    if signs and "费" in text:
        for match in _at_signs(_NOTICE, text, signs, "费通知"):
            found.append(Denial(*match.span(), "fees.notices", ("t3.result.other.fee_overdue.total",)))
        for match in _at_signs(_COLLECTED, text, signs, "处理费"):
            found.append(Denial(*match.span(), "fees.collected"))
    return tuple(found)


def _at_signs(pattern: "re.Pattern[str]", text: str, signs: list[int], *words: str) -> Iterator["re.Match[str]"]:
    """The matches that begin at a sign with one of the words within reach, none inside another."""
    seen_to = 0
    for sign in signs:
        if sign < seen_to or all(text.find(word, sign, sign + _REACH) < 0 for word in words):
            continue
        match = pattern.match(text, sign)
        if match is not None:
            seen_to = match.end()
            yield match


def _requests(prose: Prose, section: int, signs: list[int]) -> Iterator[Denial]:
    text = prose.text
    about_requests = section == 3 or "依申请" in text or "信息公开申请" in text
    for match in _at_signs(_REQUEST, text, signs, "申请"):
        if not _denies_requests(match, about_requests):
            continue
        start = match.start()
        clause = text[clause_start(text, start, prose.starts[prose.sentence_of(start)]) : start]
        if _NOT_ALL.search(clause):
            continue
        one_form = _ONE_FORM.search(match["middle"])
        yield Denial(start, match.end(), "requests.new", () if one_form else ("t3.new.total",))
    for match in _REQUEST_LINE.finditer(text) if "：" in text else ():
        yield Denial(*match.span(), "requests.new", ("t3.new.total",))


def _denies_requests(match: "re.Match[str]", about_requests: bool) -> bool:
    """Whether what is denied is that requests for information came in."""
    middle, said, tail = match["middle"], match["middle"] + match["object"], match["tail"]
    if "公开" not in said and "公开" not in tail and "信息" not in said and not about_requests:
        return False
    if match["no"] == "无" and not _BARE_START.match(middle):
        return False
    return not (_OTHER_REQUEST.search(middle) or _OTHER_TAIL.search(tail) or ("公开" in tail and "不" in tail))


def _groups(words: str) -> Reading:
    groups: list[str] = []
    if "复议" in words:
        groups.append("t4.reconsideration")
    if "诉讼" in words or "应诉" in words or "起诉" in words:
        groups += ["t4.litigation_direct", "t4.litigation_after_reconsideration"]
    return tuple(groups)


def _remedies(prose: Prose, section: int, signs: list[int]) -> Iterator[Denial]:
    text = prose.text
    seen_to = 0
    lines = _REMEDY_LINE.finditer(text) if "：" in text else ()
    for match in (*_at_signs(_REMEDY, text, signs, "复议", "诉讼"), *lines):
        words = match.groupdict()
        middle, tail = words.get("middle") or "", words.get("tail") or ""
        if match.start() < seen_to or _OTHER_REMEDY.search(middle) or _OTHER_REMEDY.search(tail):
            continue
        start, end = prose.sentence_span(prose.sentence_of(match.start()))
        if section != 4 and "信息公开" not in text[start:end] and "依申请" not in text and "公开" not in middle:
            continue
        seen_to = _end_of_denial(match, text)
        reading = tuple(f"{group}.total" for group in _groups(text[match.start() : seen_to]))
        yield Denial(match.start(), seen_to, "remedies", reading, certain=not _FRESH.search(match[0]))


def _end_of_denial(match: "re.Match[str]", text: str) -> int:
    """Where 未发生行政复议，也未发生行政诉讼 ends; of 无行政复议、行政诉讼3件 only the first is denied."""
    stop = match.end()
    rest = _REMEDY_GOES_ON.match(text, stop)
    if rest is not None and not _OTHER_REMEDY.search(rest["after"]) and not re.search(r"\d", rest["after"]):
        return rest.end()
    return match.end("object") if text[stop : stop + 1].isdigit() else stop


def _upheld(prose: Prose) -> Iterator[Denial]:
    text = prose.text
    for end in (m.end() for m in _UPHOLD.finditer(text)):
        match = _UPHELD.search(text, max(0, end - 24), end)
        if match is None:
            continue
        start, _ = prose.sentence_span(prose.sentence_of(match.start()))
        groups = _groups(text[start : match.start()])
        if not groups:
            continue
        reading = tuple(f"{g}.{o}" for g in groups for o in _NOT_UPHELD)
        yield Denial(*match.span(), "remedies.all_upheld", reading)
