"""Who leads the work on a day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.http import Http404

from gongkai.agencies.models import Agency, GroupMember, LeadingGroup

ORDER = {part: place for place, (part, _) in enumerate(GroupMember.PARTS)}


@dataclass(frozen=True, slots=True)
class GroupOn:
    """The leading group of a day, with those who belonged to it on that day."""

    group: LeadingGroup
    day: date
    members: tuple[GroupMember, ...]

    @property
    def parts(self) -> list[tuple[str, list[GroupMember]]]:
        """The members by their part, the head first."""
        return [
            (label, found)
            for part, label in GroupMember.PARTS
            if (found := [member for member in self.members if member.part == part])
        ]


def leading_group_on(agency: Agency, day: date) -> GroupOn | None:
    """Who was responsible on a day; None when no group was in being."""
    group = (
        LeadingGroup.objects.filter(Q(until=None) | Q(until__gte=day), agency=agency, since__lte=day)
        .order_by("-since")
        .first()
    )
    return members_on(group, day) if group else None


def members_on(group: LeadingGroup, day: date) -> GroupOn:
    """The group with those whose term covers the day."""
    members = [
        member
        for member in group.members.all()
        if member.since <= day and (member.until is None or day <= member.until)
    ]
    return GroupOn(
        group, day, tuple(sorted(members, key=lambda member: (ORDER[member.part], member.order, member.pk)))
    )


def group_now(agency_id: int) -> LeadingGroup | None:
    """The group that has not been replaced."""
    return LeadingGroup.objects.filter(agency=agency_id, until=None).first()


def groups_of(agency: Agency) -> list[LeadingGroup]:
    """All groups, the latest first, with their members."""
    return list(LeadingGroup.objects.filter(agency=agency).order_by("-since", "-pk").prefetch_related("members"))


def group_by_id(pk: int) -> LeadingGroup:
    """A group for its notice; 404 when there is none."""
    found = LeadingGroup.objects.select_related("agency").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def own_group(pk: int, agency_id: int) -> LeadingGroup:
    """A group of the clerk's own agency; 404 otherwise."""
    found = LeadingGroup.objects.select_related("agency").filter(pk=pk, agency=agency_id).first()
    if found is None:
        raise Http404
    return found


def own_member(pk: int, agency_id: int) -> GroupMember:
    """A membership in a group of the clerk's own agency; 404 otherwise."""
    found = GroupMember.objects.select_related("group").filter(pk=pk, group__agency=agency_id).first()
    if found is None:
        raise Http404
    return found


def was_reorganised(group: LeadingGroup) -> bool:
    """Whether there was a group before it."""
    return LeadingGroup.objects.filter(agency=group.agency, since__lt=group.since).exists()
