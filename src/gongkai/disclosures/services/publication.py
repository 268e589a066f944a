"""What follows from becoming public, changing and being withdrawn: columns, channels, register, search.

No act of its own: the acts of `publishing` and the ledger import call it inside their transaction. Everything takes
many items, so that a bulk import costs a few statements a batch.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db.models import Count, F, Max

from gongkai.disclosures.models import Channel, Column, Delivery, DocumentEvent, Item, Revision
from gongkai.disclosures.models.items import PUBLISHED
from gongkai.disclosures.selectors.due import moved
from gongkai.disclosures.selectors.register import validity_of
from gongkai.kit.search.api import Document, put, remove
from gongkai.statute.disclosures import events_at_birth, validity_on
from gongkai.statute.disclosures.validity import DocumentEvent as Happened
from gongkai.statute.vocab import REGISTERED_DOCUMENTS, DocumentVerb
from gongkai.statute.wording import page_text

SITE = "site"
"""The adapter of an agency's own place on this platform; what is published is there at once."""
REGISTERED = frozenset(kind.value for kind in REGISTERED_DOCUMENTS)
BATCH = 1000


def became_public(items: Sequence[Item], *, at: datetime, today: date) -> None:
    """Items whose rows now say published: register, columns, channels, search."""
    register(items)
    stamp_validity(items, today)
    for column, added in _by_column(items).items():
        newest = max(item.published_on for item in added if item.published_on)
        found = Column.objects.filter(pk=column)
        found.update(items=F("items") + len(added))
        found.filter(latest_on=None).update(latest_on=newest)
        found.filter(latest_on__lt=newest).update(latest_on=newest)
    deliver(items, "publish", at=at)
    index(items)


def changed(items: Sequence[Item], *, at: datetime, today: date, columns: Iterable[int] = ()) -> None:
    """Public texts that were replaced; `columns` are those that an item left or entered."""
    register_changes(items)
    stamp_validity(items, today)
    recount(columns)
    deliver(items, "update", at=at)
    index(items)


def withdrawn(items: Sequence[Item], *, at: datetime) -> None:
    """Items that are no longer public: their columns, their channels, the index."""
    recount({item.column_id for item in items})
    deliver(items, "withdraw", at=at)
    remove(item.pk for item in items)


def recount(columns: Iterable[int]) -> None:
    """Bring the figures of columns up to date from what is published in them."""
    wanted = set(columns)
    public = Item.objects.filter(column__in=wanted, state=PUBLISHED).order_by()
    found = {
        row["column"]: row for row in public.values("column").annotate(n=Count("pk"), last=Max("published_on"))
    }
    for column in sorted(wanted):
        row = found.get(column, {"n": 0, "last": None})
        Column.objects.filter(pk=column).update(items=row["n"], latest_on=row["last"])


def deliver(items: Sequence[Item], action: str, *, at: datetime) -> None:
    """Ask every chosen channel for this; the agency's own site has done it at once, with the item itself."""
    sites = {agency: site_of(agency) for agency in {item.agency_id for item in items}}
    known = _deliveries(items)
    new: list[Delivery] = []
    for item in items:
        chosen = {sites[item.agency_id].pk, *(item.channels if action == "publish" else ())}
        for channel in sorted(chosen - {delivery.channel_id for delivery in known[item.pk]}):
            if action == "publish":
                new.append(Delivery(item=item, channel_id=channel, version=0))
        for delivery in known[item.pk]:
            _ask(delivery, item, action, sites, at)
            delivery.save()
    for delivery in new:
        _ask(delivery, delivery.item, action, sites, at)
    Delivery.objects.bulk_create(new, batch_size=BATCH)


def site_of(agency_id: int) -> Channel:
    """The agency's own place on this platform, made when it first publishes."""
    found = Channel.objects.filter(agency=agency_id, adapter=SITE).order_by("id").first()
    if found is None:
        Channel.objects.bulk_create([new_site(agency_id)], ignore_conflicts=True)
        found = Channel.objects.get(agency=agency_id, name="本平台")
    return found


def new_site(agency_id: int) -> Channel:
    """The same as a row not yet written."""
    return Channel(agency_id=agency_id, name="本平台", kind="website", adapter=SITE, is_default=True)


def _deliveries(items: Sequence[Item]) -> dict[int, list[Delivery]]:
    found: dict[int, list[Delivery]] = defaultdict(list)
    for delivery in (
        Delivery.objects.select_for_update().filter(item__in=[item.pk for item in items]).order_by("id")
    ):
        found[delivery.item_id].append(delivery)
    return found


def _ask(delivery: Delivery, item: Item, action: str, sites: dict[int, Channel], at: datetime) -> None:
    delivery.action, delivery.version = action, delivery.version + 1
    delivery.state, delivery.attempts, delivery.next_try_at, delivery.problem = Delivery.WAITING, 0, None, ""
    if delivery.channel_id != sites[item.agency_id].pk:
        return
    delivery.state, delivery.sent_version = Delivery.SENT, delivery.version
    delivery.address = f"/i/{item.key}/"
    delivery.released_on = delivery.released_on or item.published_on
    delivery.released_at = delivery.released_at or at
    delivery.withdrawn_at = at if action == "withdraw" else None


def _by_column(items: Iterable[Item]) -> dict[int, list[Item]]:
    found: dict[int, list[Item]] = defaultdict(list)
    for item in items:
        found[item.column_id].append(item)
    return found


def register(items: Iterable[Item]) -> None:
    """Enter documents in the register: made, in force from, and their term."""
    rows = [
        DocumentEvent(item=item, kind=event.verb.value, on=event.on, valid_until=event.until)
        for item in items
        if item.kind in REGISTERED
        for event in made(item)
    ]
    entered = set(
        DocumentEvent.objects.filter(item__in={row.item_id for row in rows}, kind=DocumentVerb.MAKE.value)
        .values_list("item", flat=True)
    )  # fmt: skip
    DocumentEvent.objects.bulk_create([row for row in rows if row.item_id not in entered], batch_size=BATCH)


def made(item: Item) -> Iterator[Happened]:
    """What a document says of its own validity."""
    if item.formed_on is not None:
        yield from events_at_birth(item.formed_on, item.valid_from, item.valid_until)


def register_changes(items: Iterable[Item]) -> None:
    """Enter what a corrected text says differently; of one kind on one day the last entered counts."""
    for item in items:
        if item.kind in REGISTERED:
            known = {(row.kind, row.on, row.valid_until) for row in DocumentEvent.objects.filter(item=item)}
            DocumentEvent.objects.bulk_create(
                DocumentEvent(item=item, kind=event.verb.value, on=event.on, valid_until=event.until)
                for event in (*made(item), *_struck_out(item, known))
                if (event.verb.value, event.on, event.until) not in known
            )


def _struck_out(item: Item, known: Iterable[tuple[str, date, date | None]]) -> Iterator[Happened]:
    """A text that no longer states a term takes back the one it stated."""
    effect = item.valid_from or item.formed_on
    if effect is None or item.valid_until is not None:
        return
    terms = {until for kind, on, until in known if kind == DocumentVerb.SET_TERM.value and on == effect and until}
    if Revision.objects.filter(item=item, valid_until__in=terms).exists():  # not one that was entered by itself
        yield Happened(DocumentVerb.SET_TERM, effect)


def stamp_validity(items: Sequence[Item], today: date) -> None:
    """Keep the validity of today as an index over the register."""
    documents = [item for item in items if item.kind in REGISTERED]
    others = [item for item in items if item.validity and item.kind not in REGISTERED]  # corrected to be none
    for item, found in validity_of(documents, today):
        item.validity = found.value if found else ""
    for item in others:
        item.validity = ""
    if documents or others:
        Item.objects.bulk_update([*documents, *others], ["validity"], batch_size=BATCH)


def rebuild_due(today: date) -> int:
    """Bring the kept last days of article 26 to what the calendar says now; how many items changed.

    They were not final while a notice was missing, and the index never follows by itself.
    """
    changed = 0
    for formed_on, kept, right in list(moved(today)):
        changed += Item.objects.filter(formed_on=formed_on, publish_due=kept).update(publish_due=right)
    return changed


def validity_at_birth(item: Item, today: date) -> str:
    """The validity of a document that was only made; for rows that are about to be inserted."""
    found = validity_on(list(made(item)), today) if item.kind in REGISTERED else None
    return found.value if found else ""


def index(items: Iterable[Item]) -> None:
    """Make the public texts findable."""
    put(document(item) for item in items)


def document(item: Item) -> Document:
    """A public item as the index takes it."""
    text = item.public
    if text is None or item.published_on is None:
        raise ValueError(item.pk)
    words = " ".join(filter(None, (item.summary, item.document_number, item.keywords)))
    return Document(
        key=item.pk,
        title=item.title,
        body=f"{words}\n{page_text(text.body).text}",
        date=item.published_on,
        agency=item.agency_id,
        column=item.column_id,
        year=item.published_on.year,
        kind=item.kind,
        validity=item.validity,
    )


def documents() -> Iterator[Document]:
    """Everything that is public, for building the index anew."""
    public = Item.objects.filter(state=PUBLISHED).select_related("public").order_by("id")
    return (document(item) for item in public.iterator(chunk_size=BATCH))
