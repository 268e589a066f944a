"""Reading columns: the tree with its lights, the veto items here and below, the duty of article 26."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import Http404

from gongkai.disclosures.models import Column, Item
from gongkai.disclosures.models.items import PUBLISHED, UNDER_WAY
from gongkai.disclosures.selectors.due import final
from gongkai.kit.access import Clerk
from gongkai.statute.calendar import CalendarMissing, shipped_calendar
from gongkai.statute.disclosures import (
    ColumnStanding,
    Freshness,
    Light,
    PublicationDuty,
    VetoItem,
    freshness,
    publication_duty,
    veto_summary,
)
from gongkai.statute.disclosures.freshness import WATCHED_FIRST_LEVEL
from gongkai.statute.vocab import LIMIT_OF_COLUMN, ColumnKind, Openness
from gongkai.statute.vocab.roles import Perm

WATCHED = ("institution", "statutory", "report")
"""Parts whose columns hold items; the guide and the entrance for requests are made from the directory."""
DEEPEST = 3
PAGE = 50
_NOTHING = Freshness(Light.NO_LIMIT, None, None)


@dataclass(slots=True)
class Node:
    """An open column in the tree, its figures with those of the columns below it."""

    column: Column
    depth: int
    children: list["Node"] = field(default_factory=list)
    items: int = 0
    latest_on: date | None = None
    state: Freshness = _NOTHING

    @property
    def watched(self) -> bool:
        """Whether its content is looked at by the inspection."""
        return self.column.section in WATCHED

    @property
    def blank(self) -> bool:
        """Nothing is published in it."""
        return self.watched and not self.items

    @property
    def standing(self) -> ColumnStanding:
        """The column as the inspection sees it."""
        kind, first = ColumnKind(self.column.kind), self.column.parent_id is None
        return ColumnStanding(kind, first, self.state.light, self.blank, bool(self.column.empty_reason))


def visible(by: Clerk) -> QuerySet[Column]:
    """The columns a clerk may see: the own agency's; with SUBORDINATES_READ those of all below it too."""
    if by.can(Perm.SUBORDINATES_READ):
        return Column.objects.filter(agency__path__startswith=by.agency_path)
    return Column.objects.filter(agency=by.agency_id)


def get(key: UUID, by: Clerk) -> Column:
    """One column with what its page shows. Http404."""
    found = visible(by).select_related("agency", "owner", "parent", "changed_by").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def for_update(key: UUID, by: Clerk) -> Column:
    """One column of the own agency, its row locked until the act ends. Http404."""
    found = Column.objects.select_for_update(of=("self",)).filter(key=key, agency=by.agency_id).first()
    if found is None:
        raise Http404
    return found


def tree(agency_id: int, today: date) -> list[Node]:
    """The open columns, part by part, each followed by those below it."""
    rows = list(
        Column.objects.filter(agency=agency_id, closed_on=None).select_related("owner").order_by("order", "id")
    )
    below: dict[int | None, list[Column]] = defaultdict(list)
    known = {column.pk for column in rows}
    for column in rows:
        below[column.parent_id if column.parent_id in known else None].append(column)
    parts = [code for code, _ in Column.SECTIONS]
    top = sorted(below[None], key=lambda column: parts.index(column.section))
    return [node for column in top for node in _nodes(column, 1, below, today)]


def _nodes(column: Column, depth: int, below: Mapping[int | None, list[Column]], today: date) -> list[Node]:
    node = Node(column, depth, items=column.items, latest_on=column.latest_on)
    listed = [node]
    for child in below[column.pk]:
        found = _nodes(child, depth + 1, below, today)
        node.children.append(found[0])
        listed += found
        node.items += found[0].items
        node.latest_on = max(filter(None, (node.latest_on, found[0].latest_on)), default=None)
    if node.watched and not node.blank:
        node.state = freshness(column.max_idle_days or ColumnKind(column.kind), node.latest_on, today)
    return listed


def closed(agency_id: int) -> QuerySet[Column]:
    """The columns that were closed."""
    return Column.objects.filter(agency=agency_id).exclude(closed_on=None).order_by("-closed_on", "id")


def veto(nodes: Iterable[Node]) -> tuple[VetoItem, ...]:
    """单项否决 4 for one agency."""
    return veto_summary(node.standing for node in nodes if node.watched)


@dataclass(frozen=True, slots=True)
class Below:
    """How an agency stands, in a line of its superior's dashboard."""

    agency_id: int
    first: int
    stale: int
    blank: int

    @property
    def fails(self) -> bool:
        """Whether one of the limits of the inspection is reached."""
        return self.first >= 5 or self.stale >= 10 or self.blank >= 5


def veto_below(path: str, today: date) -> list[Below]:
    """The agencies of a part of the tree with something to say of them, the worst first: six queries, however many.

    A column with open columns below it is judged by the newest of them; a blank one counts as blank alone.
    """
    open_ = Column.objects.filter(agency__path__startswith=path, closed_on=None, section__in=WATCHED).order_by()
    limits = _limits(today)
    leaves = open_.exclude(pk__in=_parents(path))
    first_level = Q(parent=None, kind__in=[kind.value for kind in WATCHED_FIRST_LEVEL])
    first: Counter[int] = Counter()
    stale: Counter[int] = Counter()
    blank: Counter[int] = Counter()
    old = Q(pk__in=())
    for chosen, cut in limits:
        old |= chosen & Q(latest_on__lt=cut)
    for agency, ours, all_ in (
        leaves.filter(old, items__gt=0)
        .values_list("agency")
        .annotate(first=Count("pk", filter=first_level), all=Count("pk"))
    ):
        first[agency] += ours
        stale[agency] += all_
    blank.update(dict(leaves.filter(items=0, empty_reason="").values_list("agency").annotate(n=Count("pk"))))
    for agency, is_first, state in _groups(open_, path, limits, first_level):
        if state == "blank":
            blank[agency] += 1
        else:
            stale[agency] += 1
            first[agency] += is_first
    found = [Below(agency, first[agency], stale[agency], blank[agency]) for agency in {*stale, *blank}]
    return sorted(found, key=lambda line: (not line.fails, -line.first, -line.stale, -line.blank, line.agency_id))


def _parents(path: str) -> QuerySet[Any, Any]:
    below = Column.objects.filter(agency__path__startswith=path, closed_on=None).exclude(parent=None)
    return below.order_by().values("parent")


def _groups(
    open_: QuerySet[Column], path: str, limits: list[tuple[Q, date]], first_level: Q
) -> Iterable[tuple[int, bool, str]]:
    """Of the columns with columns below them: the agency, whether first-level, and stale or blank."""
    down = open_.filter(pk__in=_parents(path)).annotate(
        one=Max("children__latest_on", filter=Q(children__closed_on=None)),
        two=Max(
            "children__children__latest_on",
            filter=Q(children__closed_on=None, children__children__closed_on=None),
        ),
        held=Max("children__items", filter=Q(children__closed_on=None)),
        deep=Max("children__children__items", filter=Q(children__children__closed_on=None)),
    )
    empty = Q(items=0) & (Q(held=0) | Q(held=None)) & (Q(deep=0) | Q(deep=None))
    for agency in down.filter(empty, empty_reason="").values_list("agency", flat=True):
        yield agency, False, "blank"
    old = Q(pk__in=())
    for chosen, cut in limits:
        part = chosen
        for name in ("latest_on", "one", "two"):
            part &= Q(**{name: None}) | Q(**{f"{name}__lt": cut})
        old |= part
    watched = {kind.value for kind in WATCHED_FIRST_LEVEL}
    for agency, parent, kind in down.filter(old).exclude(empty).values_list("agency", "parent", "kind"):
        yield agency, parent is None and kind in watched, "stale"


def _limits(today: date) -> list[tuple[Q, date]]:
    """Which columns are too old before which day: by kind, and by the limits that agencies set themselves."""
    own = Column.objects.exclude(max_idle_days=None).order_by().values_list("max_idle_days", flat=True).distinct()
    by_kind = [
        (Q(max_idle_days=None, kind=kind.value), today - timedelta(limit.max_idle_days))
        for kind, limit in LIMIT_OF_COLUMN.items()
        if limit is not None
    ]
    return by_kind + [(Q(max_idle_days=days), today - timedelta(days)) for days in own if days]


def agency_names(ids: Iterable[int]) -> dict[int, tuple[str, UUID]]:
    """Names and public keys of agencies that have columns."""
    rows = (
        Column.objects.filter(agency__in=list(ids)).order_by().values_list("agency", "agency__name", "agency__key")
    )
    return {agency: (name, key) for agency, name, key in rows.distinct()}


def agency_by_key(key: UUID, by: Clerk) -> int:
    """An agency whose columns the clerk may see. Http404."""
    found = visible(by).filter(agency__key=key).values_list("agency", flat=True).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Duty:
    """An item under the duty of article 26, and how it stands; `duty` is None where no calendar reaches."""

    item: Item
    duty: PublicationDuty | None


def duty_open(by: Clerk) -> QuerySet[Item]:
    """Items of the own agency that were formed, are to be published, and are not: the soonest due first."""
    waiting = Item.objects.filter(agency=by.agency_id, state__in=UNDER_WAY, publicity=Openness.PROACTIVE.value)
    waiting = waiting.exclude(formed_on=None).select_related("column", "drafter")
    return waiting.order_by(F("publish_due").asc(nulls_last=True), "id")


def duty_late(by: Clerk, year: int) -> QuerySet[Item]:
    """Items published in a year after the last day of article 26, as far as that is final, the latest first."""
    public = Item.objects.filter(agency=by.agency_id, state=PUBLISHED, published_on__year=year)
    return (
        public.filter(final(), published_on__gt=F("publish_due"))
        .select_related("column")
        .order_by("-published_on", "-id")
    )


def with_duty(items: Iterable[Item], today: date) -> list[Duty]:
    """Each with its working days."""
    calendar = shipped_calendar()
    found = []
    for item in items:
        if item.formed_on is None:
            continue
        out = (
            item.published_on if item.state == PUBLISHED else None
        )  # one that was withdrawn is to be published anew
        try:
            duty = publication_duty(item.formed_on, out, today, calendar)
        except CalendarMissing:
            duty = None
        found.append(Duty(item, duty))
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a year's items came out in time, and how many after a last day that is final."""

    year: int
    published: int
    in_time: int
    late: int

    @property
    def unknown(self) -> int:
        """Of these it cannot be told: no day of formation, or no notice yet for the days that would be counted."""
        return self.published - self.in_time - self.late

    @property
    def percent(self) -> str:
        """The share in time of those that can be told, in percent."""
        told = self.in_time + self.late
        return f"{100 * self.in_time / told:.1f}%" if told else "—"


def duty_share(agency_id: int) -> list[Share]:
    """Year by year, the latest first: one query."""
    rows = (
        Item.objects.filter(agency=agency_id, state=PUBLISHED)
        .order_by()
        .annotate(year=ExtractYear("published_on"))
        .values("year")
        .annotate(
            published=Count("pk"),
            in_time=Count("pk", filter=Q(published_on__lte=F("publish_due"))),
            late=Count("pk", filter=Q(final(), published_on__gt=F("publish_due"))),
        )
        .order_by("-year")
    )
    return [Share(row["year"], row["published"], row["in_time"], row["late"]) for row in rows]
