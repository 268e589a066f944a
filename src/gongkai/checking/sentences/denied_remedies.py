"""Sentences that say there was no reconsideration, no lawsuit, or none that was lost."""

import re
from collections.abc import Iterator, Sequence

from gongkai.checking.sentences.denied import NO_GOOD, Denial, at_signs
from gongkai.checking.sentences.mentions import Prose
from gongkai.checking.sentences.vocabulary import Reading

_REMEDY_NAME = r"(?:行政复议|行政诉讼|复议、诉讼|复议和诉讼|复议或诉讼|复议及诉讼)"
_REMEDY = re.compile(
    rf"(?P<no>未(?:曾|有)?(?:发生|产生|出现|引起|引发|收到|接到|涉及|被|因|有|存在|提起|受理)"
    rf"|没有|不存在|{NO_GOOD})(?P<middle>(?:(?!未|没有|无)[^；。：\d]){{0,45}}?)(?P<object>{_REMEDY_NAME})(?P<tail>[^，,；。：\d]{{0,22}})"
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
_UPHOLD = re.compile("维持")
_UPHELD = re.compile(
    r"(?:均|全部|都|全)(?:已)?(?:获得?|被|予以|得到|为|判决|裁定)?(?:复议机关|法院)?(?:结果)?(?:予以)?维持"
)
_NOT_UPHELD = ("corrected", "other", "pending")
_FRESH = re.compile("新增|新的|新发生|新收")
_LOSS = re.compile("败诉|纠错|纠正|胜诉")
_LOST = re.compile(
    rf"(?:未|没有|{NO_GOOD})[^，,；。：\d]{{0,24}}?(?:败诉|纠错|被纠正)(?!的)|(?P<won>(?:均|全部|都)(?:获|告|为)?胜诉)"
)


def _groups(words: str) -> Reading:
    groups: list[str] = []
    if "复议" in words:
        groups.append("t4.reconsideration")
    if "诉讼" in words or "应诉" in words or "起诉" in words:
        groups += ["t4.litigation_direct", "t4.litigation_after_reconsideration"]
    return tuple(groups)


def remedies_denied(prose: Prose, section: int, signs: Sequence[int]) -> Iterator[Denial]:
    """That there were any, that one was decided against the agency."""
    text = prose.text
    if "维持" in text:
        yield from _upheld(prose)
    yield from _lost(prose, section)
    seen_to = 0
    lines = _REMEDY_LINE.finditer(text) if "：" in text else ()
    for match in (*at_signs(_REMEDY, text, signs, "复议", "诉讼"), *lines):
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


def _lost(prose: Prose, section: int) -> Iterator[Denial]:
    """无败诉, 无纠错, 均胜诉: of the reconsiderations, of the lawsuits that the sentence speaks of."""
    text = prose.text
    for match in _LOST.finditer(text) if _LOSS.search(text) else ():
        start, _ = prose.sentence_span(prose.sentence_of(match.start()))
        said = text[start : match.end()]
        if section != 4 and "信息公开" not in said and "依申请" not in text:
            continue
        won = match["won"]
        groups = _groups(match[0]) or _groups(said if won or "败诉" not in match[0] else "诉讼")
        reading = tuple(f"{group}.corrected" for group in groups)
        if reading:
            yield Denial(*match.span(), "remedies.lost", reading, certain=False)
