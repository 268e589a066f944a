"""The register of 规章 and 行政规范性文件: what happened to each, what is in force on a day, table two's counts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet

from gongkai.disclosures.models import DocumentEvent as Row
from gongkai.disclosures.models import Item
from gongkai.disclosures.models.items import PUBLISHED
from gongkai.kit.access import Clerk
from gongkai.statute.disclosures import DocumentEvent, RegisterCounts, validity_on
from gongkai.statute.disclosures import register_counts as counted
from gongkai.statute.vocab import DocumentVerb, ItemKind, Validity

KINDS = (ItemKind.GOVERNMENT_RULE, ItemKind.NORMATIVE_DOCUMENT)
_ONE_DAY_ONLY = frozenset({DocumentVerb.MAKE, DocumentVerb.TAKE_EFFECT})
Known = TypeVar("Known", bound=Item)


def events_of(items: Iterable[int]) -> dict[int, list[DocumentEvent]]:
    """What is on record for documents. A document is made and takes effect on one day: the last entered counts."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in Row.objects.filter(item__in=list(items)).order_by("id"):
        found[row.item_id].append(row)
    return {item: _valid(rows) for item, rows in found.items()}


def _valid(rows: list[Row]) -> list[DocumentEvent]:
    last = {row.kind: row for row in rows}
    single = {verb.value for verb in _ONE_DAY_ONLY}
    kept = [row for row in rows if row.kind not in single or last[row.kind].pk == row.pk]
    effect = last.get(DocumentVerb.TAKE_EFFECT.value)
    moved = {row.on for row in rows if row.kind == DocumentVerb.TAKE_EFFECT.value} - {effect.on if effect else None}
    if effect and moved:  # a term that began with a day of effect which a correction moved went with that day
        ended = DocumentVerb.SET_TERM.value
        kept = [row for row in kept if not (row.kind == ended and row.on in moved and row.pk < effect.pk)]
    return [DocumentEvent(DocumentVerb(row.kind), row.on, row.valid_until) for row in kept]


def validity_of(items: Sequence[Known], day: date) -> Iterator[tuple[Known, Validity | None]]:
    """Each document with its state on a day."""
    events = events_of(item.pk for item in items)
    return ((item, validity_on(events.get(item.pk, []), day)) for item in items)


def documents_of(agency_id: int, kind: ItemKind) -> QuerySet[Item]:
    """The documents of a kind that stand in an agency's register: those that were ever public."""
    made = Q(state=PUBLISHED) | Q(document_events__isnull=False)
    return Item.objects.filter(made, agency=agency_id, kind=kind.value).distinct()


def register_counts(agency_id: int, year: int) -> dict[ItemKind, RegisterCounts]:
    """Table two's first part for a year: made, repealed and in force at its end, by kind of document."""
    counts = {}
    for kind in KINDS:
        events = events_of(documents_of(agency_id, kind).values_list("pk", flat=True))
        counts[kind] = counted(list(events.values()), year)
    return counts


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register, as it stands on a day."""

    item: Item
    validity: Validity | None


def register_on(agency_id: int, day: date, *, kind: ItemKind | None = None, binding: bool = False) -> list[Entry]:
    """The register on a day, the latest document first; `binding`: only what is in force then."""
    kinds = [kind] if kind else list(KINDS)
    found = Item.objects.filter(agency=agency_id, kind__in=[k.value for k in kinds])
    items = list(found.filter(document_events__isnull=False).distinct().order_by("-formed_on", "-id"))
    made_by_then = [item for item in items if item.formed_on and item.formed_on <= day]
    entries = [Entry(item, state) for item, state in validity_of(made_by_then, day)]
    return [entry for entry in entries if not binding or (entry.validity and entry.validity.binds)]


def history_of(item: Item) -> list[Row]:
    """Everything entered for one document."""
    return list(Row.objects.filter(item=item).select_related("successor").order_by("on", "id"))


def successor(number: str, of: Item, by: Clerk) -> Item | None:
    """The document that a clerk names by 索引号 or 发文字号."""
    named = Q(index_number=number) | Q(document_number=number)
    kinds = [kind.value for kind in KINDS]
    return Item.objects.filter(named, agency=by.agency_id, kind__in=kinds).exclude(pk=of.pk).order_by("id").first()


def stale(today: date) -> QuerySet[Item]:
    """Documents whose kept validity may change by the passing of days."""
    kinds = [kind.value for kind in KINDS]
    ended = [Validity.REPEALED.value, Validity.INVALID.value]
    return Item.objects.filter(kind__in=kinds, state=PUBLISHED).exclude(validity__in=ended).order_by("id")
