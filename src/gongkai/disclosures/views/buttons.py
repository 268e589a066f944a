"""What may be done with an item now: the declared moves of its state that the clerk's post permits."""

from dataclasses import dataclass

from django.urls import reverse

from gongkai.disclosures.models import Item
from gongkai.kit.access import Clerk
from gongkai.statute.disclosures import ItemState, ItemVerb, allowed
from gongkai.statute.vocab import Openness
from gongkai.statute.vocab.roles import Perm

DRAFT, SIGN, PUBLISH = Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_SIGN, Perm.DISCLOSURE_PUBLISH
V = ItemVerb


@dataclass(frozen=True, slots=True)
class Ask:
    """An act that is asked for on a page of its own: who may, what will follow, what has to be filled in."""

    verb: ItemVerb
    label: str
    may: frozenset[Perm]
    says: str
    form: str = ""
    grave: bool = False


def _ask(verb: ItemVerb, label: str, says: str, *may: Perm, form: str = "", grave: bool = False) -> Ask:
    return Ask(verb, label, frozenset(may), says, form, grave)


# fmt: off
DRAFTER_ASKS = {ask.verb.code: ask for ask in (
    _ask(V.SUBMIT, "提交审查", "信息将按流程逐步审查；审查期间修改内容的，从第一步重新审查。", DRAFT),
    _ask(V.TAKE_BACK, "取回", "信息回到起草中，本轮已有的审查意见作废。", DRAFT),
    _ask(V.CANCEL, "取消草稿", "草稿不再保留在工作台；没有编过索引号的草稿才能取消。", DRAFT, grave=True),
    _ask(V.REDRAFT, "重新起草", "信息回到起草中，沿用原索引号；再次发布前，公众看到的仍是撤回说明。", DRAFT),
)}
OFFICER_ASKS = {ask.verb.code: ask for ask in (
    _ask(V.PUBLISH, "发布", "信息立即出现在公开平台，编定索引号，并送往所选渠道。", PUBLISH, form="day"),
    _ask(V.SCHEDULE, "定时发布", "到时自动发布；之前可以取消定时。", PUBLISH, form="hour"),
    _ask(V.UNSCHEDULE, "取消定时", "信息回到已签批，签署仍然有效。", PUBLISH),
    _ask(V.FILE, "登记为不主动公开", "信息不发布，登记在案；不予公开的定期评估（条例第十八条）。",
         PUBLISH, form="day"),
    _ask(V.CORRECT, "发布更正", "更正后的内容替换公众看到的内容，并附更正说明。", PUBLISH, form="day"),
    _ask(V.SCHEDULE_WITHDRAWAL, "定时撤回",
         "到所选日期的零时，系统以本机关名义自动撤回：公众不再看到内容，原地址显示撤回说明。"
         "在此之前可以更改、取消，也可以直接撤回。", PUBLISH, form="planned"),
    _ask(V.UNSCHEDULE_WITHDRAWAL, "取消定时撤回", "不再自动撤回，信息继续公开。", PUBLISH),
    _ask(V.WITHDRAW, "撤回", "公众不再看到内容，原地址显示撤回说明；索引号保留，不再用于其他信息。", PUBLISH,
         form="notice", grave=True),
)}
SEND_BACK = _ask(V.SEND_BACK, "退回", "信息退回起草人修改，本轮已有的审查意见作废；理由会显示给起草人。",
                 SIGN, PUBLISH, form="reason", grave=True)
DROP = _ask(V.DROP, "不再发布", "信息不再继续办理；正在更正的，放弃更正，公众看到的内容不变。", DRAFT, PUBLISH,
            form="reason", grave=True)
# fmt: on


@dataclass(frozen=True, slots=True)
class Button:
    """One thing that can be done."""

    label: str
    address: str
    style: str


def buttons(item: Item, by: Clerk) -> list[Button]:
    """In the order of the table of moves, what leads forward first."""
    if item.agency_id != by.agency_id:
        return []
    possible = _possible(item)
    if V.CANCEL in possible and _fits(item, V.CANCEL):  # a draft of one's own is cancelled, without a reason
        possible.remove(V.DROP)
    found = [button for verb in possible for button in _button(item, verb, by)]
    return sorted(found, key=lambda button: ("primary", "outline-primary", "outline-danger").index(button.style))


def _possible(item: Item) -> list[ItemVerb]:
    if not item.correction:
        return list(allowed(ItemState(item.state)))
    left_out = {V.SCHEDULE, V.FILE, V.CANCEL, V.PUBLISH, V.APPROVE}
    own = [verb for verb in allowed(item.working_state) if verb not in left_out]
    ready = [V.CORRECT] if item.working_state is ItemState.APPROVED else []
    return [*ready, *own, V.WITHDRAW, V.SCHEDULE_WITHDRAWAL, V.UNSCHEDULE_WITHDRAWAL]


def _button(item: Item, verb: ItemVerb, by: Clerk) -> list[Button]:
    key = {"key": item.key}

    def to(name: str, **more: object) -> str:
        return reverse(f"disclosures:{name}", kwargs=key | more)

    if verb is V.CORRECT and not item.correction:
        return [Button("更正", to("item_edit"), "outline-primary")] if by.can(DRAFT) else []
    if verb is V.EDIT:
        return [Button("修改", to("item_edit"), "outline-primary")] if by.can(DRAFT) else []
    if verb is V.SIGN:
        mine = by.can(SIGN) and by.role == item.awaited_role
        return [Button("审查", to("item_review"), "primary")] if mine else []
    if verb is V.SEND_BACK:
        after = item.working_state is not ItemState.IN_REVIEW
        mine = by.can(PUBLISH) if after else by.can(SIGN) and by.role == item.awaited_role
        return [Button("退回", to("item_send_back"), "outline-danger")] if mine else []
    if verb is V.DROP:
        return [Button(DROP.label, to("item_drop"), "outline-danger")] if by.can(*DROP.may) else []
    if not _fits(item, verb):
        return []
    code = V.SUBMIT.code if verb is V.RESUBMIT else verb.code
    for name, asks in (("item_draft_act", DRAFTER_ASKS), ("item_publish_act", OFFICER_ASKS)):
        if (ask := asks.get(code)) and by.can(*ask.may):
            return [Button(ask.label, to(name, verb=code), _style(ask))]
    return []


def _fits(item: Item, verb: ItemVerb) -> bool:
    """Published is what is open, filed what is not; only what was set or has no number is called off."""
    is_open = bool(item.publicity == Openness.PROACTIVE.value)
    if verb in (V.PUBLISH, V.SCHEDULE):
        return is_open
    if verb is V.FILE:
        return not is_open
    if verb is V.UNSCHEDULE_WITHDRAWAL:
        return hasattr(item, "planned_withdrawal")
    return verb is not V.CANCEL or not item.index_number


def _style(ask: Ask) -> str:
    forward = {V.SUBMIT, V.PUBLISH, V.FILE, V.CORRECT, V.REDRAFT}
    return "outline-danger" if ask.grave else "primary" if ask.verb in forward else "outline-primary"
