"""The leading group: who was in it on a day, all groups there were, the acts, the notice."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Schema
from pydantic import Field

from gongkai.agencies.letters import notice as written
from gongkai.agencies.models import GroupMember, LeadingGroup
from gongkai.agencies.selectors import groups as selectors
from gongkai.agencies.selectors.directory import agency_by_key
from gongkai.agencies.services import groups as services
from gongkai.documents import letters
from gongkai.kit import clock
from gongkai.kit.access import Clerk, ClerkRequest
from gongkai.kit.api import ASKED, Day, Number, Take, act, attachment, bounded, chars, download, many, read, row
from gongkai.statute.vocab.roles import Perm

EDIT = Perm.LEADING_GROUP_EDIT
MemberLine = row(GroupMember, "MemberLine", "id", "part", "person", "position", "since", "until")
GroupRow = row(LeadingGroup, "GroupRow", "id", "name", "office", "duties", "document_number", "since", "until")


class GroupWhole(Schema):
    """A group with all who ever belonged to it."""

    group: GroupRow  # type: ignore[valid-type]  # made from the model
    members: list[MemberLine]  # type: ignore[valid-type]


class GroupOnDay(Schema):
    """Who was responsible on a day; no group where none was in being."""

    day: date
    group: GroupRow | None  # type: ignore[valid-type]  # made from the model
    members: list[MemberLine]  # type: ignore[valid-type]


class OnDay(Schema):
    """Which day is looked at; today unless stated."""

    on: Day | None = None


def on_day(request: ClerkRequest, key: UUID, asked: OnDay = ASKED) -> Any:  # noqa: ANN401
    """一个机关某日（on，不写为今天）的政务公开工作领导小组和成员。"""
    day = asked.on or clock.today()
    found = selectors.leading_group_on(agency_by_key(key), day)
    return {"day": day, "group": found.group if found else None, "members": found.members if found else ()}


def listed(request: ClerkRequest, key: UUID) -> Any:  # noqa: ANN401
    """一个机关历次成立和调整的领导小组，最近的在前。"""
    return [_whole(group) for group in selectors.groups_of(agency_by_key(key))]


def notice_docx(request: ClerkRequest, pk: Number) -> HttpResponse:
    """领导小组的通知（DOCX）。"""
    letter = written(selectors.group_by_id(pk))
    return attachment(letters.docx(letter), letters.MEDIA_TYPES["docx"], f"{letter.one_title}.docx")


def notice_pdf(request: ClerkRequest, pk: Number) -> HttpResponse:
    """领导小组的通知（PDF）。"""
    letter = written(selectors.group_by_id(pk))
    return attachment(letters.pdf(letter), letters.MEDIA_TYPES["pdf"], f"{letter.one_title}.pdf")


def _whole(group: LeadingGroup) -> dict[str, object]:
    return {"group": group, "members": list(group.members.all())}


def _group(pk: int, by: Clerk) -> LeadingGroup:
    return selectors.own_group(pk, by.agency_id)


def _member(pk: int, by: Clerk) -> GroupMember:
    return selectors.own_member(pk, by.agency_id)


_FACTS = bounded(services.GroupFacts, LeadingGroup, name=chars(100, 1), duties=chars(4000))
_MEMBER = bounded(services.Membership, GroupMember, person=chars(64, 1), position=chars(100, 1))


def _members(given: Sequence[Any], by: Clerk) -> list[services.Membership]:
    return services.in_order([_MEMBER.become(one, by) for one in given])  # type: ignore[misc]  # as bounded made it


_GROUP = Take(Number, _group)
_MEMBERS = Take(Annotated[list[_MEMBER.type], Field(max_length=80)], _members)  # type: ignore[name-defined]
_AT, _NOTICE = "leading-groups/{group}", "leading-groups/{pk}/notice"
OPERATIONS = (
    read("group.on_day", "agencies/{key}/leading-group", on_day, answer=GroupOnDay),
    read("group.list", "agencies/{key}/leading-groups", listed, answer=many(GroupWhole)),
    download("group.notice_docx", f"{_NOTICE}.docx", notice_docx, media=letters.MEDIA_TYPES["docx"]),
    download("group.notice_pdf", f"{_NOTICE}.pdf", notice_pdf, media=letters.MEDIA_TYPES["pdf"]),
    act(
        "group.establish", "leading-groups", services.establish, EDIT, answer=GroupWhole, shown=_whole,
        takes={"facts": _FACTS, "members": _MEMBERS},
    ),
    act(
        "group.amend", _AT, services.amend, EDIT, answer=GroupRow, method="PUT",
        takes={"group": _GROUP, "facts": _FACTS},
    ),
    act(
        "group.appoint", f"{_AT}/members", services.appoint, EDIT, answer=MemberLine,
        takes={"group": _GROUP, "member": _MEMBER},
    ),
    act(
        "group.release", "leading-group-members/{member}/end", services.release, EDIT, answer=MemberLine,
        takes={"member": Take(Number, _member)},
    ),
)  # fmt: skip
