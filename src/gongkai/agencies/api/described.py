"""An agency as the API shows it: by public keys, never by places in the tree."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from ninja import Schema

from gongkai.agencies.models import Agency, AgencyEvent, AgencyName
from gongkai.agencies.selectors import directory
from gongkai.agencies.selectors.guide import guide_of
from gongkai.agencies.selectors.reviewer import Reviewed
from gongkai.kit.api import row

AgencyRow = row(
    Agency, "AgencyRow",
    "id", "key", "name", "short_name", "kind", "uscc", "region", "slug", "state", "established_on", "ended_on",
    "has_rulemaking_power", "changed_by", "changed_at", version=int,
)  # fmt: skip
NameLine = row(AgencyName, "NameLine", "name", "since")


class Described(Schema):
    """An agency and its place: its superior, the names of those above from the highest, how many below."""

    agency: AgencyRow  # type: ignore[valid-type]  # made from the model
    superior: UUID | None
    above: list[str]
    below: int


class AgencyRef(Schema):
    """Another agency."""

    key: UUID
    name: str


class EventLine(Schema):
    """Something that happened to the agency."""

    kind: str
    on: date
    other: AgencyRef | None
    basis: str
    detail: str


class ReviewerLine(Schema):
    """Who reviews what the agency did, and on what footing."""

    agency: AgencyRef
    reason: str


class ElementLine(Schema):
    """One thing the guide says (条例第十二条)."""

    code: str
    label: str
    value: str
    required: bool
    missing: bool


class AgencyWhole(Schema):
    """One agency with all that is on record of it."""

    agency: Described
    government: AgencyRef | None
    seat_government: AgencyRef | None
    successor: AgencyRef | None
    reviewer: AgencyRef | None
    reviewer_basis: str
    reviewers: list[ReviewerLine]
    reviewer_refusal: str
    names: list[NameLine]  # type: ignore[valid-type]  # made from the model
    events: list[EventLine]
    predecessors: list[AgencyRef]
    guide: list[ElementLine]
    guide_updated_on: date | None


def described(agencies: Iterable[Agency]) -> list[dict[str, Any]]:
    """Agencies with their places, in one query for all of them."""
    found = list(agencies)
    above = directory.superiors(found)
    return [
        {
            "agency": agency,
            "superior": above[agency.pk][-1].key if above[agency.pk] else None,
            "above": [one.name for one in above[agency.pk]],
            "below": agency.numchild,
        }
        for agency in found
    ]


def whole(agency: Agency) -> dict[str, Any]:
    """One agency in full."""
    guide = guide_of(agency)
    return {
        "agency": described([agency])[0],
        **{name: getattr(agency, name) for name in ("government", "seat_government", "successor", "reviewer")},
        "reviewer_basis": agency.reviewer_basis,
        "reviewers": [{"agency": one.agency, "reason": one.reason} for one in guide.reviewer.authorities],
        "reviewer_refusal": _refusal(guide.reviewer),
        "names": list(agency.names.all()),
        "events": list(AgencyEvent.objects.filter(agency=agency).select_related("other").order_by("on", "pk")),
        "predecessors": list(Agency.objects.filter(successor=agency).order_by("ended_on", "pk")),
        "guide": guide.elements,
        "guide_updated_on": guide.updated_on,
    }


def _refusal(found: Reviewed) -> str:
    return str(found.refusal) if found.refusal else ""
