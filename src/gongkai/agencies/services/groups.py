"""The leading group: set up or reorganised, people appointed and released. What was before stays with its dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.agencies import errors
from gongkai.agencies.models import GroupMember, LeadingGroup
from gongkai.agencies.selectors.groups import ORDER
from gongkai.agencies.services._shared import differences, locked, must_be_active, not_in_future, set_values
from gongkai.audit.services import act, record
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.law.instruments import OGI
from gongkai.statute.written import written

_PARTS = dict(GroupMember.PARTS)


@dataclass(frozen=True, slots=True)
class Membership:
    """One who belongs to the group: the part, the name, the office held."""

    part: str
    person: str
    position: str


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """What the notice says of the group itself."""

    name: str
    office: str = ""
    duties: str = ""
    document_number: str = ""


@act("group.establish", "成立或调整领导小组")
def establish(facts: GroupFacts, members: Sequence[Membership], *, on: date, by: Clerk) -> LeadingGroup:
    """A new group; the one there is ends the day before, with all who belong to it.

    Raises AGY-1015, 1016, 1031, 1035, 1036.
    """
    agency = locked(by.agency_id)
    must_be_active(agency)
    not_in_future(on)
    _must_be_a_group(members)
    former = LeadingGroup.objects.select_for_update().filter(agency=agency, until=None).first()
    ended = ""
    if former is not None:
        ended = f"{former.name}（{written(former.since)}起）"
        _end(former, on)
    group = LeadingGroup.objects.create(agency=agency, since=on, **_group_values(facts))
    GroupMember.objects.bulk_create(
        GroupMember(
            group=group,
            part=member.part,
            person=member.person.strip(),
            position=member.position.strip(),
            since=on,
            order=place,
        )
        for place, member in enumerate(members)
    )
    record(
        group,
        by=by,
        on=on,
        cite=OGI(3),
        changes={"领导小组": (ended, group.name)},
        rows=[f"{member.part} {member.person.strip()} {member.position.strip()}" for member in members],
        note=facts.document_number,
    )
    return group


def _must_be_a_group(members: Sequence[Membership]) -> None:
    if not any(member.part == "head" for member in members):
        raise errors.NoHead()
    seen: set[tuple[str, str, str]] = set()
    for member in members:
        mark = (member.part, member.person.strip(), member.position.strip())
        if mark in seen:
            raise errors.MemberTwice(person=member.person.strip(), part=_PARTS[member.part])
        seen.add(mark)


def _end(group: LeadingGroup, on: date) -> None:
    """The group and its memberships end the day before."""
    last = on - timedelta(days=1)
    running = [member for member in group.members.all() if member.until is None]
    days = [group.since, *(member.since for member in running)]
    days += [member.until for member in group.members.all() if member.until is not None]
    if last < max(days):
        raise errors.GroupTooEarly(day=on, earlier=max(days))
    group.until = last
    group.save(update_fields=["until"])
    GroupMember.objects.filter(group=group, until=None).update(until=last)


@act("group.amend", "修改领导小组资料")
def amend(group: LeadingGroup, facts: GroupFacts, *, by: Clerk) -> LeadingGroup:
    """Correct the name, the office, the duties, the number of the document. Raises AGY-1032."""
    row = _running_group(group.pk)
    values: dict[str, object] = dict(_group_values(facts))
    changes = differences(row, values)
    set_values(row, values)
    row.save(update_fields=list(values))
    record(row, by=by, changes=changes)
    return row


@act("group.appoint", "增补领导小组成员")
def appoint(group: LeadingGroup, member: Membership, *, on: date, by: Clerk) -> GroupMember:
    """One more belongs to the group from a day on. Raises AGY-1016, 1032, 1034, 1036."""
    row = _running_group(group.pk)
    person = member.person.strip()
    _must_lie_within(row.since, on, person)
    for other in row.members.filter(person=person, part=member.part, position=member.position.strip()):
        if other.until is None or other.until >= on:
            raise errors.MemberTwice(person=person, part=_PARTS[member.part])
    made = GroupMember.objects.create(
        group=row,
        part=member.part,
        person=person,
        position=member.position.strip(),
        since=on,
        order=max((other.order for other in row.members.all()), default=-1) + 1,
    )
    record(made, by=by, on=on, changes={made.get_part_display(): ("", f"{person}（{made.position}）")})
    return made


@act("group.release", "结束领导小组成员任职")
def release(member: GroupMember, *, on: date, by: Clerk) -> GroupMember:
    """The membership ends with a day, which still belongs to it. Raises AGY-1032 to 1035."""
    group = _running_group(member.group_id)
    row = GroupMember.objects.select_for_update().get(pk=member.pk)
    if row.until is not None:
        raise errors.MemberEnded(person=row.person, day=row.until)
    _must_lie_within(row.since, on, row.person)
    others = group.members.filter(part="head", until=None).exclude(pk=row.pk)
    if row.part == "head" and not others.exists():
        raise errors.NoHead()
    row.until = on
    row.save(update_fields=["until"])
    record(row, by=by, on=on, changes={row.get_part_display(): (f"{row.person}（{row.position}）", "")})
    return row


def _running_group(pk: int) -> LeadingGroup:
    row = LeadingGroup.objects.select_for_update().get(pk=pk)
    if row.until is not None:
        raise errors.GroupEnded(group=row.name, day=row.until)
    return row


def _must_lie_within(since: date, on: date, person: str) -> None:
    if not since <= on <= clock.today():
        raise errors.MemberOutside(person=person, day=on, since=since)


def _group_values(facts: GroupFacts) -> dict[str, str]:
    return {
        "name": facts.name.strip(),
        "office": facts.office.strip(),
        "duties": facts.duties.strip(),
        "document_number": facts.document_number.strip(),
    }


def in_order(members: Sequence[Membership]) -> list[Membership]:
    """By part, the head first; within a part as they were written."""
    return sorted(members, key=lambda member: ORDER[member.part])
