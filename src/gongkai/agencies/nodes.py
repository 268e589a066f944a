"""An agency of the directory as the law's table of reconsideration authorities wants to see it (DOMAIN 5.3)."""

from gongkai.agencies.models import ACTIVE, Agency
from gongkai.statute.vocab import AgencyKind
from gongkai.statute.vocab.agencies import PEOPLES_GOVERNMENTS

_GOVERNMENTS = frozenset(kind.value for kind in PEOPLES_GOVERNMENTS)
_LIKE_GOVERNMENTS = _GOVERNMENTS | {AgencyKind.DISPATCHED_GOVERNMENT.value}  # 行政公署 acts for a city's government
_OF_THE_CENTRE = frozenset({AgencyKind.VERTICAL.value, AgencyKind.CENTRAL_DEPARTMENT.value})
_SET_UP_BY_GOVERNMENT = frozenset(
    {AgencyKind.SUBDISTRICT.value, AgencyKind.DISPATCHED_GOVERNMENT.value, AgencyKind.DEVELOPMENT_ZONE.value}
)
_JUSTICE = ("司法局", "司法厅")


class Directory:
    """Nodes made when asked for, one for each agency, so that two of the same agency are the same object."""

    def __init__(self) -> None:
        self._nodes: dict[int, Node] = {}

    def node(self, agency: Agency) -> "Node":
        """The node; of an agency that has ended, that of its successor as far as one is known."""
        seen = set()
        while agency.state != ACTIVE and agency.successor is not None and agency.pk not in seen:
            seen.add(agency.pk)
            agency = agency.successor
        return self._nodes.setdefault(agency.pk, Node(agency, self))

    def optional(self, agency: Agency | None) -> "Node | None":
        """The node, where there is an agency."""
        return None if agency is None else self.node(agency)


class Node:
    """One agency; what the register does not say is worked out from its place in the tree."""

    def __init__(self, agency: Agency, directory: Directory) -> None:
        self.agency = agency
        self._directory = directory
        self._line: list[Agency] | None = None

    @property
    def name(self) -> str:
        """The full name."""
        return str(self.agency.name)

    @property
    def kind(self) -> AgencyKind:
        """What it is."""
        return AgencyKind(self.agency.kind)

    @property
    def superior(self) -> "Node | None":
        """The government above a government, the office above a vertical one, justice above justice."""
        if self.agency.kind in _LIKE_GOVERNMENTS:
            return self._directory.optional(self._above(_LIKE_GOVERNMENTS))
        if self.agency.kind == AgencyKind.VERTICAL.value:
            parent = self._parent
            return self._directory.node(parent) if parent is not None and parent.kind in _OF_THE_CENTRE else None
        if self.is_justice:
            return self._justice_above()
        return self._directory.optional(self._parent)

    @property
    def government(self) -> "Node | None":
        """The one registered, else the nearest above in the tree; a vertical agency belongs to none."""
        if self.agency.kind in _GOVERNMENTS:
            return self
        if self.agency.government is not None:
            return self._directory.node(self.agency.government)
        if self.agency.kind in _OF_THE_CENTRE:
            return None
        return self._directory.optional(self._above(_LIKE_GOVERNMENTS))

    @property
    def founder(self) -> "Node | None":
        """Who set it up: a dispatched organ's government, else the agency above in the tree."""
        if self.agency.kind in _SET_UP_BY_GOVERNMENT:
            if self.agency.government is not None:
                return self._directory.node(self.agency.government)
            return self._directory.optional(self._above(_GOVERNMENTS))
        return self._directory.optional(self._parent)

    @property
    def seat_government(self) -> "Node | None":
        """The government of the place where it sits, as registered."""
        return self._directory.optional(self.agency.seat_government)

    @property
    def is_justice(self) -> bool:
        """Known by its name: the judicial administration department of a government."""
        return self.agency.kind == AgencyKind.DEPARTMENT.value and self.name.endswith(_JUSTICE)

    @property
    def _parent(self) -> Agency | None:
        return self._ancestors()[-1] if self._ancestors() else None

    def _above(self, kinds: frozenset[str]) -> Agency | None:
        return next((agency for agency in reversed(self._ancestors()) if agency.kind in kinds), None)

    def _justice_above(self) -> "Node | None":
        own = self.government
        above = own.superior if own else None
        if above is None:
            return None
        found = Agency.objects.get_children(above.agency).filter(state=ACTIVE, kind=AgencyKind.DEPARTMENT.value)
        named = [agency for agency in found.order_by("path") if agency.name.endswith(_JUSTICE)]
        return self._directory.optional(named[0] if named else None)

    def _ancestors(self) -> list[Agency]:
        if self._line is None:
            self._line = list(Agency.objects.get_ancestors(self.agency)) if self.agency.depth > 1 else []
        return self._line
