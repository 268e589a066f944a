"""The tree: set up, rename, move, merge, abolish. Each keeps what was before and says on what footing."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.accounts.selectors import posts_in
from gongkai.agencies import errors
from gongkai.agencies.models import ABOLISHED, ACTIVE, MERGED, Agency, AgencyEvent, AgencyName
from gongkai.agencies.selectors.reviewer import reviewer_of
from gongkai.agencies.services._shared import (
    after_history,
    checked_code,
    checked_region,
    checked_slug,
    happened,
    keep_names,
    lock_tree,
    locked,
    mark,
    must_be_active,
    must_be_government,
    not_in_future,
)
from gongkai.audit.services import act, record
from gongkai.kit.access import Clerk
from gongkai.statute.law.instruments import LOCAL_ORGANISATION, RECONSIDERATION
from gongkai.statute.written import written

_NAMED = 10
"""How many subordinates a preview names."""


@dataclass(frozen=True, slots=True)
class NewAgency:
    """What is registered of an agency when it is set up."""

    name: str
    kind: str
    superior: Agency | None = None
    short_name: str = ""
    uscc: str = ""
    region: str = ""
    slug: str = ""
    government: Agency | None = None
    seat_government: Agency | None = None
    has_rulemaking_power: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What an act would do, in sentences, and what remains to be done by hand."""

    does: tuple[str, ...]
    remains: tuple[str, ...] = ()


@act("agency.establish", "设立机关")
def establish(new: NewAgency, *, on: date, basis: str, by: Clerk) -> Agency:
    """Enter an agency under its superior. Raises AGY-1001 to 1003, 1011 to 1013, 1016, 1024, 1027, 1058."""
    not_in_future(on)
    if not new.name.strip():
        raise errors.NameMissing()
    must_be_government(new.government, "所属人民政府")
    must_be_government(new.seat_government, "所在地人民政府")
    lock_tree()
    key = uuid.uuid4()
    agency = Agency(
        key=key,
        name=new.name.strip(),
        kind=new.kind,
        short_name=new.short_name.strip(),
        uscc=checked_code(new.uscc),
        region=checked_region(new.region),
        slug=checked_slug(new.slug, key),
        government=new.government,
        seat_government=new.seat_government,
        has_rulemaking_power=new.has_rulemaking_power,
        established_on=on,
    )
    mark(agency, by)
    agency.version = 1
    made = _placed(agency, new.superior)
    AgencyName.objects.create(agency=made, name=made.name, since=on)
    happened(made, "established", on, basis, other=new.superior)
    under = new.superior.name if new.superior else ""
    record(made, by=by, on=on, changes={"名称": ("", made.name), "上级机关": ("", under)}, note=basis)
    return made


def _placed(agency: Agency, superior: Agency | None) -> Agency:
    if superior is None:
        made: Agency = Agency.objects.add_root(instance=agency)
        return made
    above = Agency.objects.get(pk=superior.pk)  # treebeard works from the row's own count
    if above.state != ACTIVE:
        raise errors.SuperiorEnded(superior=above.name)
    placed: Agency = Agency.objects.add_child(above, instance=agency)
    return placed


@act("agency.rename", "机关更名")
def rename(agency: Agency, *, name: str, short_name: str, on: date, basis: str, by: Clerk) -> Agency:
    """From a day on it has another name; the former stays with the days before.

    Raises AGY-1015 to 1017, 1020, 1027.
    """
    row = locked(agency.pk)
    must_be_active(row)
    after_history(row, on)
    former, new = row.name, name.strip()
    if not new:
        raise errors.NameMissing()
    if new == former:
        raise errors.SameName(name=former)
    keep_names(row)
    AgencyName.objects.create(agency=row, name=new, since=on)
    happened(row, "renamed", on, basis, detail=f"由“{former}”更名为“{new}”")
    row.name, row.short_name = new, short_name.strip()
    mark(row, by)
    row.save(update_fields=["name", "short_name", "version", "changed_by", "changed_at"])
    record(row, by=by, on=on, changes={"名称": (former, new)}, note=basis)
    return row


@act("agency.move", "调整隶属关系")
def move(agency: Agency, *, superior: Agency | None, on: date, basis: str, by: Clerk) -> Agency:
    """Place it, with all below it, under another superior. Raises AGY-1015 to 1019, 1058."""
    row, before = _moved(agency, superior, on, basis, by)
    after = superior.name if superior else "（无上级机关）"
    record(row, by=by, on=on, changes={"上级机关": (before, after)}, note=basis)
    return row


def _moved(agency: Agency, superior: Agency | None, on: date, basis: str, by: Clerk) -> tuple[Agency, str]:
    lock_tree()
    row = Agency.objects.get(pk=agency.pk)
    must_be_active(row)
    after_history(row, on)
    before = Agency.objects.get_parent(row)
    if (before.pk if before else None) == (superior.pk if superior else None):
        raise errors.AlreadyThere(agency=row.name, target=f"“{before.name}”" if before else "空缺")
    _hang(row, superior)
    moved = Agency.objects.get(pk=agency.pk)
    mark(moved, by)
    moved.save(update_fields=["version", "changed_by", "changed_at"])
    former = before.name if before else "（无上级机关）"
    happened(moved, "moved", on, basis, other=superior, detail=f"原上级机关：{former}")
    return moved, former


def _hang(row: Agency, superior: Agency | None) -> None:
    if superior is None:
        Agency.objects.move(row, Agency.objects.get_last_root_node(), "last-sibling")
        return
    target = Agency.objects.get(pk=superior.pk)
    if target.state != ACTIVE:
        raise errors.SuperiorEnded(superior=target.name)
    if target.path.startswith(row.path):
        raise errors.BelowItself(agency=row.name, target=target.name)
    Agency.objects.move(row, target, "last-child")


@act("agency.merge", "机关并入")
def merge(agency: Agency, *, into: Agency, on: date, basis: str, by: Clerk) -> Agency:
    """It becomes part of another, which takes over those below it; its figures stay with its own key.

    Raises AGY-1015 to 1017, 1022.
    """
    row, moved = _ended(agency, MERGED, into, on, basis, by)
    record(row, by=by, on=on, changes=_end_changes(row), note=basis, rows=moved, cite=LOCAL_ORGANISATION())
    return row


@act("agency.abolish", "撤销机关")
def abolish(agency: Agency, *, successor: Agency | None, on: date, basis: str, by: Clerk) -> Agency:
    """It ends; a successor, where there is one, takes over those below it. Raises AGY-1015 to 1017, 1021, 1022."""
    row, moved = _ended(agency, ABOLISHED, successor, on, basis, by)
    record(row, by=by, on=on, changes=_end_changes(row), note=basis, rows=moved, cite=LOCAL_ORGANISATION())
    return row


def _end_changes(row: Agency) -> dict[str, tuple[object, object]]:
    return {
        "状态": ("在设", row.get_state_display()),
        "并入或撤销日期": (None, row.ended_on),
        "承继机关": ("", row.successor.name if row.successor else ""),
    }


def _ended(
    agency: Agency, state: str, successor: Agency | None, on: date, basis: str, by: Clerk
) -> tuple[Agency, list[str]]:
    """The agency ended, and a line for each of those that were moved to its successor."""
    lock_tree()
    row = Agency.objects.get(pk=agency.pk)
    must_be_active(row)
    after_history(row, on)
    heir = Agency.objects.get(pk=successor.pk) if successor else None
    if heir is not None:
        must_be_active(heir)
        if heir.path.startswith(row.path):
            raise errors.SuccessorInside(agency=row.name, successor=heir.name)
        after_history_of_heir(heir, on)
    below = list(Agency.objects.get_children(row).filter(state=ACTIVE))
    for child in below:
        if heir is None:
            raise errors.SubordinatesRemain(agency=row.name, count=len(below), example=child.name)
        _moved(child, heir, max(on, _last_day(child)), basis, by)
    row = Agency.objects.get(pk=agency.pk)
    row.state, row.ended_on, row.successor = state, on, heir
    mark(row, by)
    row.save(update_fields=["state", "ended_on", "successor", "version", "changed_by", "changed_at"])
    happened(row, state, on, basis, other=heir)
    return row, [f"{child.key} {child.name}" for child in below]


def after_history_of_heir(heir: Agency, on: date) -> None:
    """A successor is there on the day. Raises AGY-1017."""
    if heir.established_on and on < heir.established_on:
        raise errors.DateBeforeHistory(day=on, agency=heir.name, what="设立日期", earlier=heir.established_on)


def _last_day(agency: Agency) -> date:
    """The day of the last event of one that is carried along, so that its history stays in order."""
    last: AgencyEvent | None = agency.events.order_by("-on", "-pk").first()
    known = [day for day in (agency.established_on, last.on if last else None) if day]
    return max(known, default=date.min)


def preview_move(agency: Agency, *, superior: Agency | None, on: date, basis: str, by: Clerk) -> Preview:
    """What moving would do: done, looked at, and undone. Raises what the act raises."""
    before = reviewer_of(agency)
    carried = Agency.objects.get_descendant_count(agency)
    under = f"“{superior.name}”" if superior else "名录的最上一级"

    def look() -> Preview:
        moved, former = _moved(agency, superior, on, basis, by)
        does = [
            f"自{written(on)}起，“{moved.name}”的上级机关由“{former}”改为{under}。".replace(
                "“（无上级机关）”", "空缺"
            )
        ]
        if carried:
            does.append(f"它下面的 {carried} 个机关随同划转，彼此的上下级关系不变。")
        after = reviewer_of(moved)
        if before.words != after.words:
            does.append(f"行政复议机关由{_named(before.words)}变为{_named(after.words)}。")
        else:
            does.append(f"行政复议机关不变：{_named(after.words)}。")
        does.append("以前各年度的信息、报告和数字仍记在它名下；上级机关按新的隶属关系汇总。")
        return Preview(tuple(does))

    return _undone(look)


def preview_end(
    agency: Agency, *, state: str, successor: Agency | None, on: date, basis: str, by: Clerk
) -> Preview:
    """What merging or abolishing would do: done, looked at, and undone. Raises what the act raises."""
    below = list(Agency.objects.get_children(agency).filter(state=ACTIVE).order_by("path"))
    posts = posts_in(agency.pk).count()
    pointing = Agency.objects.filter(reviewer=agency, state=ACTIVE).count()
    governed = Agency.objects.filter(government=agency, state=ACTIVE).count()

    def look() -> Preview:
        row, _ = _ended(agency, state, successor, on, basis, by)
        does = [f"自{written(on)}起，“{row.name}”的状态为“{row.get_state_display()}”，不能再以它的名义办理业务。"]
        if successor:
            does.append(f"“{successor.name}”继续行使它的职权；对它过去行为的复议，由承继机关的复议机关受理。")
        if below:
            names = "、".join(child.name for child in below[:_NAMED]) + ("等" if len(below) > _NAMED else "")
            does.append(f"它的 {len(below)} 个在设的下级机关划入“{row.successor}”：{names}。")
        does.append("它以前的信息、报告、数字和名称都留在原处，公开页面注明承继机关。")
        remains = []
        if posts:
            remains.append(f"它还有 {posts} 个岗位，请安全管理员撤销。")
        if governed:
            remains.append(f"有 {governed} 个机关登记它为所属人民政府，之后按承继机关认定；请逐个核对。")
        if pointing:
            remains.append(
                f"有 {pointing} 个机关另定它为复议机关，之后按承继机关认定；请逐个核对（{RECONSIDERATION()}）。"
            )
        return Preview(tuple(does), tuple(remains))

    return _undone(look)


def _named(words: str) -> str:
    return f"“{words}”" if words else "（按名录还确定不了）"


def _undone(look: Callable[[], Preview]) -> Preview:
    with transaction.atomic():
        seen = look()
        transaction.set_rollback(True)
    return seen
