"""Sentences that say there was no request, none carried over, none of another outcome or applicant."""

import re
from collections.abc import Iterator, Sequence

from gongkai.checking.sentences.denied import NO_GOOD, Denial, at_signs
from gongkai.checking.sentences.mentions import Prose
from gongkai.checking.sentences.vocabulary import ORGANISATIONS
from gongkai.checking.sentences.words import clause_start

_GOT = r"(?:收到|接到|接收到?|受理|收取到?|收悉|收|产生|出现|发生|有|办理)"
_NO = (
    rf"(?:未(?:曾|有|再)?(?:正式)?{_GOT}(?:过|和处理|或受理|和受理|任何)*"
    rf"|没有(?:再)?{_GOT}?(?:过|任何)*|{NO_GOOD}(?:{_GOT}|人)?)"
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
    r"^(?:\d|人|者|表|书|执行|强制|救助|提起|行政|复议|政府采购)|^的(?!情况|情形|案件|事项|要求|现象|信息|政府|申请)"
    r"|清单|渠道|指南|制度|流程|栏目|平台|复议|诉讼|投诉|举报|收费|费用|超期|逾期|延期|不当|违规|更正|结转|纠|败|答复|办理不|未|遗漏|引发|导致|被"
)
_NOT_ALL = re.compile(r"通过|经由|渠道|其中|如有|如未|若|凡|^因")
_NUMBER_IS_NOUGHT = re.compile(
    r"(?:政府信息)?(?:依申请公开|公开申请|申请公开)(?:政府信息)?的?(?:申请|受理|总?数量?|件数|事项|件|量)*(?:均|都)?为"
    r"(?:零|0(?![\d.件条份宗项例起次个]))"
)
_CARRIED = re.compile(
    rf"(?:未|没有|{NO_GOOD})(?:申请)?(?:(?P<back>(?:上一?年|去年)度?(?:的)?(?:未办结)?(?:结转|遗留))"
    r"|(?:需|有)?结转(?:至|到|入|给)?(?:下一?年|次年|20\d\d年)|(?:下一?年)度?结转|(?P<bare>结转)(?=[，,；。]|$))"
    r"度?(?:继续)?(?:办理)?(?:的?(?:申请|事项|情况|情形))*"
)
_OF_SOME = re.compile(r"度?(?:继续)?(?:办理)?的(?!申请|件|事项|情况|情形|政府信息|信息)")
_ALL_ALIKE = re.compile(
    r"(?:均|全部|都)(?:(?P<disclosed>(?:已|依法|依规|及时|按时|按期|主动|按[^，,；。：\d]{1,8}|在[^，,；。：\d]{1,10}内)*(?:予以|同意)公开)"
    r"(?![的及和或、与类]|部分)|(?:为|是|由)自然人)"
)
_CONDITION = re.compile(
    "符合|可以公开|应当?公开|能够公开|能公开|属于|凡|对于|除|其中|涉及|通过|网上|网络|在线|信函|当面|现场"
)
_OF_LAST_YEAR = re.compile(r"(?:上一?年|去年)度?$")
_ALL_DISCLOSED = (
    "requests.all_disclosed",
    tuple(f"t3.result.{group}." for group in ("withheld", "unable", "not_processed", "other")),
)
_ALL_PERSONS = ("requests.all_persons", tuple(f"t3.new.{column}" for column in ORGANISATIONS))


def requests_denied(prose: Prose, section: int, signs: Sequence[int]) -> Iterator[Denial]:
    """That requests came in, were carried over, were answered otherwise than by disclosure."""
    text = prose.text
    about_requests = section == 3 or "依申请" in text or "信息公开申请" in text
    for match in at_signs(_REQUEST, text, signs, "申请"):
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
    for match in _NUMBER_IS_NOUGHT.finditer(text) if "为零" in text or "为0" in text else ():
        yield Denial(*match.span(), "requests.new", ("t3.new.total",))
    if "转" in text:
        yield from _carried(text, signs)
    yield from _all_alike(prose)


def _carried(text: str, signs: Sequence[int]) -> Iterator[Denial]:
    """无结转下年度, 无上年结转."""
    for match in at_signs(_CARRIED, text, signs, "转"):
        if _OF_SOME.match(text, match.end()):
            continue
        back = match["back"] or (match["bare"] and _OF_LAST_YEAR.search(text, 0, match.start()))
        row = "carried_in" if back else "carried_out"
        yield Denial(*match.span(), f"requests.{row}", (f"t3.{row}.total",), certain=not match["bare"])


def _all_alike(prose: Prose) -> Iterator[Denial]:
    """收到申请12件，均予以公开; 均为自然人申请: the other rows, the other columns are 0; told loosely at times."""
    for match in _ALL_ALIKE.finditer(prose.text):
        start, _ = prose.sentence_span(prose.sentence_of(match.start()))
        before = prose.text[start : match.start()]
        if "申请" not in before or _CONDITION.search(before):
            continue
        subject, reading = _ALL_DISCLOSED if match["disclosed"] else _ALL_PERSONS
        yield Denial(*match.span(), subject, reading, certain=False)


def _denies_requests(match: "re.Match[str]", about_requests: bool) -> bool:
    """Whether what is denied is that requests for information came in."""
    middle, said, tail = match["middle"], match["middle"] + match["object"], match["tail"]
    if "公开" not in said and "公开" not in tail and "信息" not in said and not about_requests:
        return False
    if match["no"] == "无" and not _BARE_START.match(middle):
        return False
    return not (_OTHER_REQUEST.search(middle) or _OTHER_TAIL.search(tail) or ("公开" in tail and "不" in tail))
