"""Reading channels and deliveries: an agency's own, and for a supervisor those of all below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.http import Http404

from gongkai.disclosures.adapters import BY_HAND
from gongkai.disclosures.adapters.base import Account, File, Job
from gongkai.disclosures.models import Channel, Delivery, Item, PublicNotice
from gongkai.disclosures.selectors.items import files_at
from gongkai.kit import store
from gongkai.kit.access import Clerk
from gongkai.kit.richtext import clean
from gongkai.statute.vocab.roles import Perm
from gongkai.statute.written import written

PAGE = 50
OPEN_STATES = (Delivery.WAITING, Delivery.SENDING, Delivery.FAILED, Delivery.STOPPED)
BY_HAND_WAITING = "by_hand"
"""Not a state of a row: what waits for a person to publish it and register where."""


def channels(agency_id: int) -> QuerySet[Channel]:
    """All channels of an agency, those in use first."""
    return Channel.objects.filter(agency=agency_id).select_related("changed_by").order_by("closed_on", "id")


def channel(pk: int, by: Clerk) -> Channel:
    """One channel of the own agency. Http404."""
    found = Channel.objects.filter(pk=pk, agency=by.agency_id).select_related("agency", "changed_by").first()
    if found is None:
        raise Http404
    return found


def channel_for_update(pk: int, by: Clerk) -> Channel:
    """One channel of the own agency, its row locked until the act ends. Http404."""
    wanted = Channel.objects.select_for_update(of=("self",)).select_related("agency", "changed_by")
    found = wanted.filter(pk=pk, agency=by.agency_id).first()
    if found is None:
        raise Http404
    return found


def waiting_on(channels: Iterable[Channel]) -> dict[int, dict[str, int]]:
    """How many deliveries of each channel are in which open state; one query."""
    found: dict[int, dict[str, int]] = {}
    rows = Delivery.objects.filter(channel__in=list(channels), state__in=OPEN_STATES).order_by()
    for row in rows.values("channel", "state").annotate(count=Count("pk")):
        found.setdefault(row["channel"], {})[row["state"]] = row["count"]
    return found


def visible(by: Clerk) -> QuerySet[Delivery]:
    """The deliveries a clerk may see."""
    if by.can(Perm.SUBORDINATES_READ):
        return Delivery.objects.filter(channel__agency__path__startswith=by.agency_path)
    return Delivery.objects.filter(channel__agency=by.agency_id)


def delivery(pk: int, by: Clerk) -> Delivery:
    """One delivery with what its page shows. Http404."""
    found = visible(by).select_related("item", "channel__agency").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def delivery_for_update(pk: int, by: Clerk) -> Delivery:
    """One delivery of the own agency, its row locked until the act ends. Http404."""
    wanted = Delivery.objects.select_for_update(of=("self",)).select_related("item", "channel")
    found = wanted.filter(pk=pk, channel__agency=by.agency_id).first()
    if found is None:
        raise Http404
    return found


def deliveries_of(item: Item) -> list[Delivery]:
    """Where an item goes, for its page: the context `deliveries` of `disclosures/channels/_deliveries.html`."""
    return list(Delivery.objects.filter(item=item).select_related("channel").order_by("channel"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list of deliveries is narrowed to; empty is everything."""

    state: str = ""
    channel: int | None = None
    text: str = ""


def listed(by: Clerk, asked: Asked) -> QuerySet[Delivery]:
    """The list of deliveries, the latest first."""
    found = visible(by).select_related("item", "channel__agency").order_by("-id")
    if asked.state == BY_HAND_WAITING:
        found = found.filter(state=Delivery.WAITING, channel__adapter=BY_HAND)
    elif asked.state == Delivery.WAITING:
        found = found.filter(state=Delivery.WAITING).exclude(channel__adapter=BY_HAND)
    elif asked.state:
        found = found.filter(state=asked.state)
    if asked.channel:
        found = found.filter(channel=asked.channel)
    for word in asked.text.split():
        found = found.filter(Q(item__title__icontains=word) | Q(item__index_number__icontains=word))
    return found


def counts(by: Clerk) -> dict[str, int]:
    """How many wait, are being sent, failed, or need a person; what is done with is not counted. One query."""
    rows = visible(by).filter(state__in=OPEN_STATES).order_by()
    found = dict.fromkeys((BY_HAND_WAITING, *OPEN_STATES), 0)
    by_hand = Q(state=Delivery.WAITING, channel__adapter=BY_HAND)
    for row in rows.values("state").annotate(every=Count("pk"), by_hand=Count("pk", filter=by_hand)):
        found[row["state"]] += row["every"] - row["by_hand"]
        found[BY_HAND_WAITING] += row["by_hand"]
    return found


def account_of(channel: Channel) -> Account:
    """A channel as an adapter takes it."""
    agency = channel.agency
    return Account(channel.pk, channel.name, agency.name, agency.slug, channel.settings, channel.remote)


def job_of(delivery: Delivery, *, interrupted: bool, now: datetime) -> Job:
    """What is to be done, with the public text as it is at this moment."""
    item = Item.objects.select_related("public").get(pk=delivery.item_id)
    text = item.public
    files = files_at(item.pk, text.number) if text else []
    told = PublicNotice.objects.filter(item=item).order_by("on", "id")
    return Job(
        account=account_of(delivery.channel),
        action=delivery.action,
        version=delivery.version,
        key=item.key,
        address=f"{settings.GONGKAI.site_address.rstrip('/')}/i/{item.key}/",
        title=item.title,
        summary=item.summary,
        body=clean(text.body) if text else "",
        index_number=item.index_number or "",
        document_number=item.document_number,
        published_on=item.published_on,
        notices=tuple(f"{notice.get_kind_display()}（{written(notice.on)}）：{notice.text}" for notice in told),
        files=tuple(
            File(
                file.key,
                file.name,
                file.media_type,
                file.alternative,
                file.is_inline,
                partial(store.read, file.digest),
            )
            for file in files
        ),
        released=delivery.released_at is not None and delivery.withdrawn_at is None,
        remote_id=delivery.remote_id,
        progress=delivery.progress,
        interrupted=interrupted,
        now=now,
    )
