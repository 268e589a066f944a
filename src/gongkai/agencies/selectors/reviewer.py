"""Where one asks for reconsideration of what an agency did, with the provision that says so."""

from dataclasses import dataclass

from gongkai.agencies.errors import NotActive
from gongkai.agencies.models import ACTIVE, Agency
from gongkai.agencies.nodes import Directory
from gongkai.statute.errors import GongkaiError
from gongkai.statute.law.instruments import RECONSIDERATION
from gongkai.statute.remedies import reconsideration_authority


@dataclass(frozen=True, slots=True)
class ReviewedBy:
    """One authority, and why."""

    agency: Agency
    reason: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The authorities, the usual one first; none, and a refusal that says what is missing."""

    authorities: tuple[ReviewedBy, ...] = ()
    refusal: GongkaiError | None = None
    instead_of: str = ""
    """The name of the agency that has ended, where its successor answers for it."""

    @property
    def words(self) -> str:
        """As a letter names them."""
        return "或者".join(authority.agency.name for authority in self.authorities)


def reviewer_of(agency: Agency) -> Reviewed:
    """The one that is set for the agency, else by the table of the law."""
    directory = Directory()
    node = directory.node(agency)
    own = node.agency
    ended = agency.name if own.pk != agency.pk else ""
    if own.reviewer is not None:
        chosen = directory.node(own.reviewer).agency
        return Reviewed((ReviewedBy(chosen, own.reviewer_basis or str(RECONSIDERATION())),), instead_of=ended)
    if own.state != ACTIVE:
        return Reviewed(refusal=_without_successor(own))
    try:
        found = reconsideration_authority(node)
    except GongkaiError as refusal:
        return Reviewed(refusal=refusal, instead_of=ended)
    return Reviewed(
        tuple(ReviewedBy(directory_agency(a.agency), str(a.cite)) for a in found.authorities), instead_of=ended
    )


def directory_agency(node: object) -> Agency:
    """The row behind a node of our own directory."""
    found = getattr(node, "agency", None)
    if not isinstance(found, Agency):
        raise TypeError(node)
    return found


def _without_successor(agency: Agency) -> GongkaiError:
    return NotActive(agency=agency.name, day=agency.ended_on, state=agency.get_state_display())
