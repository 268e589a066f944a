"""Where one asks for reconsideration of what an agency did (行政复议法第二十四条至第二十八条; DOMAIN 5.3)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from gongkai.statute.law.cite import Cite, Standing
from gongkai.statute.law.instruments import OGI, RECONSIDERATION
from gongkai.statute.remedies.errors import NoReconsideration, ReviewerUnknown
from gongkai.statute.vocab import AgencyKind


class AgencyNode(Protocol):
    """What the directory says of an agency, as far as its reviewer depends on it. None: not on record.

    `government` is the people's government it belongs to (本级人民政府); for a government, itself or None.
    `superior` is the next agency above in its own line: the government above a government, the department above a
    department. `founder` is who set it up or manages it: a government or a department. `seat_government` is the
    government of the place where a branch by administrative division sits. `is_justice` marks the judicial
    administration department that acts as the government's reconsideration body.
    """

    @property
    def name(self) -> str:
        """The full name."""

    @property
    def kind(self) -> AgencyKind:
        """What it is."""

    @property
    def superior(self) -> "AgencyNode | None":
        """The next above in its own line."""

    @property
    def government(self) -> "AgencyNode | None":
        """本级人民政府."""

    @property
    def founder(self) -> "AgencyNode | None":
        """Who set it up or manages it."""

    @property
    def seat_government(self) -> "AgencyNode | None":
        """The government of the place where it sits."""

    @property
    def is_justice(self) -> bool:
        """Whether it is the 司法行政部门 that does the government's reconsideration work."""


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority to which one may turn, and the provision that names it."""

    agency: AgencyNode
    cite: Cite


@dataclass(frozen=True, slots=True)
class Reviewers:
    """The first is the usual one; where there are more, the applicant chooses (任选)."""

    authorities: tuple[Authority, ...]

    @property
    def usual(self) -> Authority:
        """The one a letter names first."""
        return self.authorities[0]

    @property
    def words(self) -> str:
        """As a letter names them: 某区人民政府, or 某区人民政府或者某市司法局."""
        return "或者".join(authority.agency.name for authority in self.authorities)


def reconsideration_authority(agency: AgencyNode) -> Reviewers:
    """The authorities by the table of the law. Raises RMD-1001, RMD-1002."""
    return _RULES[agency.kind](agency)


def _one(agency: AgencyNode | None, of: AgencyNode, missing: str, cite: Cite) -> Reviewers:
    if agency is None:
        raise ReviewerUnknown(agency=of.name, missing=missing, cite=cite)
    return Reviewers((Authority(agency, cite),))


def _department(agency: AgencyNode) -> Reviewers:
    """本级人民政府; of the justice department, that or the justice department above, as the applicant likes."""
    if not agency.is_justice:
        return _one(agency.government, agency, "本级人民政府", RECONSIDERATION(24, 1, 1))
    own = _one(agency.government, agency, "本级人民政府", RECONSIDERATION(28))
    above = _one(agency.superior, agency, "上一级司法行政部门", RECONSIDERATION(28))
    return Reviewers((*own.authorities, *above.authorities))


def _lower_government(agency: AgencyNode) -> Reviewers:
    return _one(agency.superior, agency, "上一级人民政府", RECONSIDERATION(24, 1, 2))


def _province(agency: AgencyNode) -> Reviewers:
    """The province itself; against its decision, a court or the State Council (第二十六条)."""
    return Reviewers((Authority(agency, RECONSIDERATION(24, 2)),))


def _dispatched_government(agency: AgencyNode) -> Reviewers:
    return _one(agency.founder, agency, "设立它的人民政府", RECONSIDERATION(24, 1, 3))


def _branch(agency: AgencyNode) -> Reviewers:
    """A branch in its own name: the government of the department that set it up, or the State Council department.

    Where a city's department set it up by administrative division, the government of its place as well.
    """
    founder = agency.founder
    if founder is not None and founder.kind is AgencyKind.CENTRAL_DEPARTMENT:
        return Reviewers((Authority(founder, RECONSIDERATION(25, None, 2)),))
    if founder is not None and founder.kind is AgencyKind.VERTICAL:
        return Reviewers((Authority(founder, RECONSIDERATION(27)),))
    cite = RECONSIDERATION(24, 4)
    government = agency.government or (founder.government if founder else None)
    own = _one(government, agency, "本级人民政府", cite)
    seat = agency.seat_government
    if seat is None or government is None or seat is government or not _is_of_a_city(government):
        return own
    return Reviewers((*own.authorities, Authority(seat, cite)))


def _is_of_a_city(government: AgencyNode) -> bool:
    """直辖市、设区的市: the departments whose branches may be reviewed by the government of the place.

    A province counts where it is a municipality, whose name ends with 市人民政府.
    """
    if government.kind is AgencyKind.PROVINCE:
        return government.name.removesuffix("人民政府").endswith("市")
    return government.kind is AgencyKind.CITY


def _authorized(agency: AgencyNode) -> Reviewers:
    """The government that manages it, or whose department does; the State Council department likewise."""
    founder = agency.founder
    if founder is not None and founder.kind is AgencyKind.CENTRAL_DEPARTMENT:
        return Reviewers((Authority(founder, RECONSIDERATION(25, None, 3)),))
    government = agency.government or (founder.government if founder else None)
    return _one(government, agency, "本级人民政府", RECONSIDERATION(24, 1, 4))


def _zone(agency: AgencyNode) -> Reviewers:
    """A zone's administration: the government that set it up (derived; the law names dispatched organs)."""
    cite = Cite(RECONSIDERATION, 24, 1, 3, standing=Standing.DERIVED)
    return _one(agency.founder or agency.government, agency, "设立它的人民政府", cite)


def _central_department(agency: AgencyNode) -> Reviewers:
    return Reviewers((Authority(agency, RECONSIDERATION(25, None, 1)),))


def _vertical(agency: AgencyNode) -> Reviewers:
    return _one(agency.superior, agency, "上一级主管部门", RECONSIDERATION(27))


def _public_body(agency: AgencyNode) -> Reviewers:
    raise NoReconsideration(agency=agency.name, kind=agency.kind.label, cite=OGI(55))


_RULES: Mapping[AgencyKind, Callable[[AgencyNode], Reviewers]] = MappingProxyType(
    {
        AgencyKind.PROVINCE: _province,
        AgencyKind.CITY: _lower_government,
        AgencyKind.COUNTY: _lower_government,
        AgencyKind.TOWNSHIP: _lower_government,
        AgencyKind.SUBDISTRICT: _dispatched_government,
        AgencyKind.DISPATCHED_GOVERNMENT: _dispatched_government,
        AgencyKind.CENTRAL_DEPARTMENT: _central_department,
        AgencyKind.DEPARTMENT: _department,
        AgencyKind.DISPATCHED: _branch,
        AgencyKind.INTERNAL: _branch,
        AgencyKind.DEVELOPMENT_ZONE: _zone,
        AgencyKind.VERTICAL: _vertical,
        AgencyKind.AUTHORIZED: _authorized,
        AgencyKind.PUBLIC_BODY: _public_body,
    }
)
