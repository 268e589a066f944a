"""The directory: the tree, one agency, every act on it, and what the acts with consequences would do."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.core.validators import validate_email
from ninja import Schema
from pydantic import AfterValidator, Field

from gongkai.agencies.api.described import AgencyWhole, Described, described, whole
from gongkai.agencies.models import ABOLISHED, MERGED, Agency
from gongkai.agencies.selectors import directory
from gongkai.agencies.services import facts, tree
from gongkai.kit.access import Clerk, ClerkRequest
from gongkai.kit.api import ASKED, Take, act, bounded, chars, checked_by, read
from gongkai.kit.paging import Paging, page, page_of
from gongkai.statute.vocab.roles import Perm

MANAGE, GUIDE = Perm.AGENCY_MANAGE, Perm.GUIDE_EDIT


class AgencyFilters(Paging):
    """What the list is narrowed to: a part of a name or a code, or those under an agency; the roots otherwise."""

    text: chars(100) = ""  # type: ignore[valid-type]  # a bounded text
    under: UUID | None = None
    deep: bool = False
    ended: bool = False


class PreviewSeen(Schema):
    """What an act would do, in sentences, and what remains to be done by hand."""

    does: list[str]
    remains: list[str]


def listed(request: ClerkRequest, asked: AgencyFilters = ASKED) -> Any:  # noqa: ANN401
    """机关名录：按名称、简称、代码检索（text），或者列出一个机关（under）的下级，deep 为真时包括各级下级。"""
    found = _found(asked)
    seen = page(found, asked, "path")
    return seen | {"lines": described(seen["lines"])}  # type: ignore[arg-type]  # rows of the directory


def _found(asked: AgencyFilters) -> Any:  # noqa: ANN401  treebeard carries no types
    at = directory.agency_by_key(asked.under) if asked.under else None
    if asked.text.strip():
        found = directory.search(asked.text, asked.ended)
        return found.filter(path__startswith=at.path) if at else found
    if not asked.deep:
        return directory.level(at, asked.ended)
    every = directory.everywhere(asked.ended)
    return every.filter(path__startswith=at.path).exclude(pk=at.pk) if at else every


def one(request: ClerkRequest, agency: UUID) -> Any:  # noqa: ANN401
    """一个机关：登记的资料、隶属关系、曾用名、沿革、行政复议机关和依据、公开指南各项。"""
    return whole(directory.agency_by_key(agency))


def _agency(key: UUID, by: Clerk) -> Agency:
    return directory.agency_by_key(key)


def _agency_or_none(key: UUID | None, by: Clerk) -> Agency | None:
    return directory.agency_by_key(key) if key else None


def _end(state: str) -> Any:  # noqa: ANN401  a function made at run time
    def look(agency: Agency, *, successor: Agency | None, on: date, basis: str, by: Clerk) -> tree.Preview:
        """Look at what ending it would mean. Raises AGY-1015 to 1017, 1021, 1022."""
        return tree.preview_end(agency, state=state, successor=successor, on=on, basis=basis, by=by)

    return look


AGENCY, REFERENCE = Take(UUID, _agency), Take(UUID | None, _agency_or_none)
_BASIS = {"agency": AGENCY, "basis": Take(chars(200, 1))}
_REFERENCES = {"government": REFERENCE, "seat_government": REFERENCE, "uscc": chars(40), "region": chars(20)}
_NAME, _SHORT = Take(chars(200, 1)), Take(chars(64))
_NEW = bounded(tree.NewAgency, Agency, name=chars(200, 1), superior=REFERENCE, **_REFERENCES)
_FACTS = bounded(facts.Facts, Agency, **_REFERENCES)
_LONG = chars(4000)
_GUIDE = bounded(
    facts.GuideData,
    Agency,
    postcode=Annotated[str, Field(pattern="^([0-9]{6})?$")],
    mail=Annotated[chars(254), AfterValidator(checked_by(validate_email))],
    website=Annotated[chars(200), Field(pattern="^(https?://[^\\s]+)?$")],
    guide_classification=_LONG,
    guide_arrangement=_LONG,
    guide_access=_LONG,
)
_AT = "agencies/{agency}"
_SHOWN: dict[str, Any] = {"answer": Described, "shown": lambda made: described([made])[0]}
_SUPERIOR = {**_BASIS, "superior": REFERENCE}
_SUCCESSOR = {**_BASIS, "successor": REFERENCE}
OPERATIONS = (
    read("agency.list", "agencies", listed, answer=page_of(Described)),
    read("agency.read", _AT, one, answer=AgencyWhole),
    act("agency.establish", "agencies", tree.establish, MANAGE, takes={"new": _NEW} | _BASIS, **_SHOWN),
    act("agency.edit", _AT, facts.edit, MANAGE, method="PUT", takes={"agency": AGENCY, "facts": _FACTS}, **_SHOWN),
    act(
        "agency.rename", f"{_AT}/rename", tree.rename, MANAGE,
        takes=_BASIS | {"name": _NAME, "short_name": _SHORT}, **_SHOWN,
    ),
    act("agency.move", f"{_AT}/move", tree.move, MANAGE, takes=_SUPERIOR, **_SHOWN),
    act("agency.merge", f"{_AT}/merge", tree.merge, MANAGE, takes=_BASIS | {"into": AGENCY}, **_SHOWN),
    act("agency.abolish", f"{_AT}/abolish", tree.abolish, MANAGE, takes=_SUCCESSOR, **_SHOWN),
    act(
        "agency.preview_move", f"{_AT}/move/preview", tree.preview_move, MANAGE, takes=_SUPERIOR,
        answer=PreviewSeen, label="预览：调整隶属关系会带来的变化",
    ),
    act(
        "agency.preview_merge", f"{_AT}/merge/preview", _end(MERGED), MANAGE, takes=_SUCCESSOR,
        answer=PreviewSeen, label="预览：并入其他机关会带来的变化",
    ),
    act(
        "agency.preview_abolish", f"{_AT}/abolish/preview", _end(ABOLISHED), MANAGE, takes=_SUCCESSOR,
        answer=PreviewSeen, label="预览：撤销机关会带来的变化",
    ),
    act(
        "agency.reviewer", f"{_AT}/reviewer", facts.set_reviewer, MANAGE,
        takes={"agency": AGENCY, "reviewer": REFERENCE, "basis": Take(chars(200))}, **_SHOWN,
    ),
    act("agency.guide", "guide", facts.edit_guide, GUIDE, method="PUT", takes={"data": _GUIDE}, **_SHOWN),
)  # fmt: skip
