"""Which figures are the parts of which, within a sentence and over the next one."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate, count

from gongkai.checking.sentences.lists import Listed, lists_in
from gongkai.checking.sentences.mentions import Draft, Prose
from gongkai.checking.sentences.requests import SURE_UNITS
from gongkai.checking.sentences.vocabulary import CARRIED_IN, CARRIED_OUT, HANDLED, OUTCOMES

_LEAVES = re.compile(r"另外|此外|同时，|另有|另，|还有|还(?:通过|在|发布)|并(?:收到|办理)")
_NESTED = re.compile(r"(?:含|包括|包含|不含)[^，,；。]{0,12}$")
_REST = re.compile(r"^(?:其[他它余]|剩余|余下|其中其他)")
_ANOTHER_ACT = re.compile(
    r"收到|受理|办理(?!结果|流程|信息|情况)|办结|回复|答复|召开|举办|组织(?!机构|架构|领导|人事|体系)|开展|培训|接受|点击|浏览|阅读|访问|粉丝|关注人数|问政"
)
_PUBLISHES = re.compile(r"公开|发布|推送|公布|编发|制作|编印|印发")
_CHANNELWISE = re.compile(r"网站|微信|微博|公众号|媒体|公报|平台|渠道|抖音|视频号|栏|APP|报纸|电视|门户")
_KIND = re.compile("类|信息|文件|动态|公告|公示|^、?其[他它]")
_ASPECT = re.compile("涉及|解读|转发|原创|图解|视频")
_OVERLAPS = re.compile("重复(?:计|统计|公开|发布)|交叉|相同信息|同一(?:条)?信息")
_REMEDY = re.compile("复议|诉讼")
_ALL_OUTCOMES = frozenset(subject.code for subject in OUTCOMES)
_DEALT_WITH = frozenset((HANDLED.code, CARRIED_OUT.code))  # no kinds of what came in
_ITEM_UNITS = frozenset(("件", "条", "份", "篇", "项", "则", "次", "个", "期", "部", "宗", "起", "例"))


def link_parts(prose: Prose, drafts: Sequence[Draft], numbers: "count[int]") -> None:
    """Set `whole`, `group` and `exhaustive` of every part found in the paragraph, `whole` of shares and growths."""
    if len(prose.counted) > 1:
        figures = [drafts[at] for at in prose.counted]
        for listed in lists_in(prose):
            _link(prose, drafts, listed, numbers)
        _implicit(prose, figures, numbers)
        _by_channel(figures, numbers)
    for ratio, whole in prose.ratios:
        drafts[ratio].whole = drafts[whole]


def _label(prose: Prose, draft: Draft) -> str:
    return draft.words.clause.lstrip("、，, ").removeprefix("以及").removeprefix("其中")


def _link(prose: Prose, drafts: Sequence[Draft], listed: Listed, numbers: "count[int]") -> None:
    before = [drafts[at] for at in listed.before]
    members = [draft for draft in [drafts[at] for at in listed.inside] if draft.whole is None]
    of_remedies = any(_REMEDY.search(d.words.before) for d in before)
    for i, draft in enumerate(members):
        left = i and _LEAVES.search(prose.text[members[i - 1].end : draft.start])
        if left or (not of_remedies and _REMEDY.search(draft.words.clause)):
            members = members[:i]
            break
    nested = [i for i, d in enumerate(members) if i and _NESTED.search(d.words.clause)]
    for i in nested:
        _set([members[i]], members[i - 1], next(numbers), exhaustive=False)
    members = [d for i, d in enumerate(members) if i not in nested]
    for unit in dict.fromkeys(d.unit for d in members):
        wholes = [d for d in before if d.unit == unit or (unit in SURE_UNITS and _is_of_requests(d))]
        parts = [d for d in members if d.unit == unit]
        if wholes:
            _link_unit(prose, members, parts, wholes, listed, numbers)
    if not any(d.whole for d in members) and len(members) > 1 and before:
        whole = next((d for d in before if d.unit in _ITEM_UNITS), None)  # 170条，其中政策3件、动态167篇
        if whole is not None and all(d.unit in _ITEM_UNITS for d in members) and _sum(members) == whole.value:
            _set(members, whole, next(numbers), exhaustive=True)


def _link_unit(
    prose: Prose,
    members: list[Draft],
    parts: list[Draft],
    wholes: list[Draft],
    listed: Listed,
    numbers: "count[int]",
) -> None:
    runs = _runs(prose, parts)
    targets = [(w, w.value) for w in wholes]
    tied = _tie_runs(runs, parts, targets, numbers)
    if tied or len(parts) == 0:
        return
    mixed = [d for d in members if d.unit in _ITEM_UNITS]
    whole = wholes[0]
    if len(mixed) > len(parts) and _sum(mixed) == whole.value:
        _set(mixed, whole, next(numbers), exhaustive=True)
        return
    if not listed.near or whole.subject == CARRIED_IN.code:
        held = _holds(parts, wholes)
        if held is None:
            return
        whole = held
    if whole.subject.startswith("requests."):
        parts = [d for d in parts if d.subject not in _DEALT_WITH or d.subject == whole.subject]
        if len(parts) > 1 and _sum(parts) == whole.value:
            _set(parts, whole, next(numbers), exhaustive=True)
            return
    parts = _same_act(parts, whole)
    if not parts:
        return
    first = runs[0] if len(runs) > 1 and len(runs[0]) > 1 else parts
    if abs(_sum(parts) - whole.value) * 10 > whole.value or _sum(first) * 2 > whole.value:
        parts = [d for d in parts if d in first] or parts
    exhaustive = (
        listed.near
        and not listed.partial
        and len(parts) > 1
        and len(wholes) == 1
        and len(runs) == 1
        and len(mixed or parts) == len(parts)
        and whole.exact
        and all(d.exact for d in parts)
        and bool(_REST.match(_label(prose, parts[-1])))
        and not any(_REST.match(_label(prose, d)) for d in parts[:-1])
        and not any(_CHANNELWISE.search(d.words.clause) for d in parts)
        and (_sum(parts) < whole.value or all(map(_is_exclusive, parts)))
        and not _OVERLAPS.search(prose.text)
        and not _ends_with_a_row(parts)
    )
    if listed.partial and len(parts) > 1:
        return
    _set(parts, whole, next(numbers), exhaustive=exhaustive)


def _holds(parts: Sequence[Draft], wholes: Sequence[Draft]) -> Draft | None:
    """Which of several figures the parts are of: the nearest that can hold them, or the greatest where none can.

    None where two of them are the whole together: 收到9件，上年结转1件，其中网上5件、信函5件.
    """
    total = _sum(parts)
    greatest = max(wholes, key=_value)
    # 收到22件，答复22件 tell of the same requests, other figures may be told of one by one.
    add_up = wholes[0].subject == CARRIED_IN.code or not wholes[0].subject.startswith("requests.")
    two = len(wholes) > 1 and _sum(wholes[:2]) in accumulate(map(_value, parts))
    if add_up and (two or greatest.value < total <= _sum(wholes)):
        return None
    return next((d for d in wholes if d.value >= total), greatest)


def _value(draft: Draft) -> Decimal:
    return draft.value


def _is_of_requests(draft: Draft) -> bool:
    """Whether it counts requests, whose units say the same: 收到8份，其中予以公开2件."""
    return draft.unit in SURE_UNITS and draft.subject.startswith("requests.")


def _is_exclusive(draft: Draft) -> bool:
    """Whether nothing can be of this kind and of another: 财政类, 部分公开; but 涉及民生 and 涉及企业 overlap."""
    if draft.subject.startswith(("outcome.", "requests.")):
        return True
    return bool(_KIND.search(draft.words.clause)) and not _ASPECT.search(draft.words.clause)


def _ends_with_a_row(parts: Sequence[Draft]) -> bool:
    """Whether 其他 is but a row or a column of table three: 其中商业企业4件，其他12件 leaves out the 自然人."""
    told = {code for draft in parts for code in draft.subject.split("+")}
    if any(code.startswith("outcome.") for code in told):
        return not told >= _ALL_OUTCOMES
    return any(code.startswith("requests.applicant.") for code in told) and "requests.applicant.person" not in told


def _runs(prose: Prose, parts: list[Draft]) -> list[list[Draft]]:
    """The parts cut at semicolons."""
    runs: list[list[Draft]] = [[]]
    for i, draft in enumerate(parts):
        if i and "；" in prose.text[parts[i - 1].end : draft.start]:
            runs.append([])
        runs[-1].append(draft)
    return runs


def _tie_runs(
    runs: list[list[Draft]], parts: list[Draft], targets: list[tuple[Draft, Decimal]], numbers: "count[int]"
) -> bool:
    """Link the parts that add up to a figure before them, whichever way the list may be cut."""
    for whole, value in targets:
        if not whole.exact:
            continue
        if len(parts) > 1 and _sum(parts) == value:
            _set(parts, whole, next(numbers), exhaustive=True)
            return True
        tied = [run for run in runs if len(run) > 1 and _sum(run) == value]
        if tied:
            for run in tied:
                _set(run, whole, next(numbers), exhaustive=True)
            if runs[0] not in tied and len(runs[0]) > 1:  # 其中网上9件、信函5件；办结10件、结转2件
                _set(runs[0], whole, next(numbers), exhaustive=False)
            return True
        total = Decimal(0)
        for i, draft in enumerate(parts):
            total += draft.value
            if i and total == value and value:
                _set(parts[: i + 1], whole, next(numbers), exhaustive=True)
                return True
    return False


def _same_act(parts: list[Draft], whole: Draft) -> list[Draft]:
    """The parts up to the first that tells of another act (发布 100 条，其中…，收到留言 5 条)."""
    if not _PUBLISHES.search(whole.words.clause + whole.words.after):
        return parts
    for i, draft in enumerate(parts):
        if _ANOTHER_ACT.search(draft.words.clause):
            return parts[:i]
    return parts


def _implicit(prose: Prose, figures: Sequence[Draft], numbers: "count[int]") -> None:
    """收到348件，现场解决162件，跟进解决186件: linked where the figures after the first add up to it."""
    taken = {id(d.whole) for d in figures if d.whole is not None} if prose.sums else set()
    for first, last in prose.sums:
        whole, parts = figures[first], figures[first + 1 : last + 1]
        if id(whole) not in taken and all(d.whole is None for d in (whole, *parts)):
            _set(parts, whole, next(numbers), exhaustive=True)


def _by_channel(figures: Sequence[Draft], numbers: "count[int]") -> None:
    """公开信息170条。网站20条。微信150条。: channels of later sentences, linked where they add up."""
    for i, whole in enumerate(figures):
        if whole.subject != "items.published" or not whole.value or whole.whole is not None:
            continue
        if any(d.whole is whole for d in figures):
            continue
        parts = [d for d in figures[i + 1 :] if d.subject.startswith("channel.") and d.unit == whole.unit]
        parts = [d for d in parts if d.whole is None and d.depth == 0]
        if len(parts) > 1 and _sum(parts) == whole.value:
            _set(parts, whole, next(numbers), exhaustive=True)


def _set(parts: Sequence[Draft], whole: Draft, group: int, *, exhaustive: bool) -> None:
    for draft in parts:
        draft.whole, draft.group, draft.exhaustive = whole, group, exhaustive


def _sum(drafts: Sequence[Draft]) -> Decimal:
    return sum((d.value for d in drafts), Decimal(0))
