"""Reading activities, reading points, what is to be looked at again, and the counts of section one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404

from gongkai.disclosures.models import Activity, ActivityPicture, Delivery, Item, ReadingPoint, WithheldReview
from gongkai.disclosures.models.items import FILED
from gongkai.kit.access import Clerk
from gongkai.statute.vocab import Openness, PublicationChannel
from gongkai.statute.vocab.roles import Perm


def visible(by: Clerk) -> QuerySet[Activity]:
    """The own agency's activities; with SUBORDINATES_READ those of all below it too."""
    if by.can(Perm.SUBORDINATES_READ):
        return Activity.objects.filter(agency__path__startswith=by.agency_path)
    return Activity.objects.filter(agency=by.agency_id)


def listed(by: Clerk, year: int | None = None, kind: str = "") -> QuerySet[Activity]:
    """The list, newest first."""
    found = (
        visible(by).select_related("agency").annotate(shown=Count("pictures", filter=Q(pictures__removed_on=None)))
    )
    if year:
        found = found.filter(begins_on__year=year)
    return (found.filter(kind=kind) if kind else found).order_by("-begins_on", "-id")


def get(key: UUID, by: Clerk) -> Activity:
    """One activity. Http404."""
    found = visible(by).select_related("agency", "changed_by").filter(key=key).first()
    if found is None:
        raise Http404
    return found


def for_update(key: UUID, by: Clerk) -> Activity:
    """One activity of the own agency, its row locked until the act ends. Http404."""
    found = Activity.objects.select_for_update(of=("self",)).filter(key=key, agency=by.agency_id).first()
    if found is None:
        raise Http404
    return found


def pictures(activity: Activity) -> list[ActivityPicture]:
    """The pictures that are shown."""
    return list(activity.pictures.filter(removed_on=None).order_by("id"))


def picture(key: UUID, by: Clerk) -> ActivityPicture:
    """One picture of a visible activity. Http404."""
    found = ActivityPicture.objects.filter(key=key, activity__in=visible(by), removed_on=None).first()
    if found is None:
        raise Http404
    return found


def points(by: Clerk) -> QuerySet[ReadingPoint]:
    """The own agency's reading points, those in use first."""
    return ReadingPoint.objects.filter(agency=by.agency_id).select_related("changed_by").order_by("closed_on", "id")


def point(key: UUID, by: Clerk, *, lock: bool = False) -> ReadingPoint:
    """One reading point of the own agency. Http404."""
    rows = ReadingPoint.objects.select_for_update(of=("self",)) if lock else ReadingPoint.objects
    found = rows.filter(key=key, agency=by.agency_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class KindCount:
    """Activities of one kind in a year: how many, and how many people where numbers are known."""

    kind: str
    label: str
    count: int
    people: int
    uncounted: int


def activity_counts(agency_id: int, year: int) -> list[KindCount]:
    """What section one says of open days and trainings; cancelled ones do not count. Kinds without any have 0."""
    rows = (
        Activity.objects.filter(agency=agency_id, begins_on__year=year, cancelled_on=None)
        .order_by()
        .values("kind")
        .annotate(count=Count("pk"), heads=Sum("people"), uncounted=Count("pk", filter=Q(people=None)))
    )
    known = {row["kind"]: row for row in rows}
    nothing = {"count": 0, "heads": 0, "uncounted": 0}
    return [
        KindCount(code, label, row["count"], row["heads"] or 0, row["uncounted"])
        for code, label in Activity.KINDS
        for row in [known.get(code, nothing)]
    ]


@dataclass(frozen=True, slots=True)
class ChannelTotal:
    """Publications through channels of one kind in a year, as section one states them, channel by channel."""

    kind: PublicationChannel
    count: int
    channels: Sequence[tuple[str, int]]


def channel_totals(agency_id: int, year: int) -> list[ChannelTotal]:
    """How many items went out through each kind of channel in a year; twice through one kind counts once."""
    rows = list(
        _sent(agency_id, year)
        .order_by()
        .values("channel__kind", "channel__name", "channel__adapter")
        .annotate(count=Count("pk"))
        .order_by("channel__name")
    )
    by_kind = dict(
        _sent(agency_id, year)
        .order_by()
        .values_list("channel__kind")
        .annotate(count=Count("item", distinct=True))
    )  # fmt: skip
    return [
        ChannelTotal(
            kind,
            by_kind.get(kind.code, 0),
            [(row["channel__name"], row["count"]) for row in rows if row["channel__kind"] == kind.code],
        )
        for kind in PublicationChannel
    ]


def channel_evidence(agency_id: int, year: int, kind: str) -> QuerySet[Delivery]:
    """The publications that a total counts, newest first."""
    found = _sent(agency_id, year).filter(channel__kind=kind).select_related("item", "channel")
    return found.order_by("-released_on", "-id")


def _sent(agency_id: int, year: int) -> QuerySet[Delivery]:
    """What went out in a year and was not taken back as a mistake: withdrawn items were published all the same."""
    return Delivery.objects.filter(
        channel__agency=agency_id,
        released_on__gte=date(year, 1, 1),
        released_on__lte=date(year, 12, 31),
        released_at__isnull=False,
    )


def withheld(by: Clerk) -> QuerySet[Item]:
    """What the own agency withholds, the longest due first."""
    found = Item.objects.filter(agency=by.agency_id, state=FILED, publicity=Openness.WITHHELD.value)
    return found.select_related("column").order_by("next_review_on", "id")


def withheld_due(by: Clerk, today: date) -> QuerySet[Item]:
    """What of it is to be reviewed by now."""
    return withheld(by).filter(Q(next_review_on=None) | Q(next_review_on__lte=today))


def reviews_of(item: Item) -> QuerySet[WithheldReview]:
    """What was concluded so far, the last first."""
    return WithheldReview.objects.filter(item=item).select_related("person").order_by("-on", "-id")


def withheld_item(key: UUID, by: Clerk) -> Item:
    """One item of the own agency that is or was withheld. Http404."""
    found = Item.objects.filter(key=key, agency=by.agency_id, publicity=Openness.WITHHELD.value)
    item = found.select_related("column").first()
    if item is None:
        raise Http404
    return item
