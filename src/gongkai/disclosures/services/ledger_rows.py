"""The rows of a ledger written, in the import's transaction and in as little of it as can be."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from gongkai.disclosures.ledgers import errors
from gongkai.disclosures.ledgers.board import IMPORT, Board
from gongkai.disclosures.ledgers.making import (
    DELIVERY,
    EVENT,
    ITEM,
    REVISION,
    SOURCE,
    ItemRow,
    Made,
    Setting,
)
from gongkai.disclosures.models import Channel, Column, Delivery, DocumentEvent, Item, LedgerImport, Revision
from gongkai.disclosures.models.items import PUBLISHED
from gongkai.disclosures.selectors import ledgers as selectors
from gongkai.disclosures.services import publication
from gongkai.disclosures.services.ledger_numbers import allot
from gongkai.kit import bulk, clock
from gongkai.kit.access import Clerk
from gongkai.kit.search.api import engine, in_bulk
from gongkai.statute.vocab import PublicationChannel

_NAMES = {"website": "政府网站", "other": "其他渠道"}
_OVERLAP = timedelta(hours=1)
"""Longer than from the judging of a row to its writing: what came in since is looked at once more."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What the rows are made with, and the channels that begin to exist with the first row that names them."""

    setting: Setting
    new_channels: dict[str, Channel]


def prepare(ledger: LedgerImport) -> Prepared:
    """Take the keys of all rows, before any of them is made. Writes nothing."""
    known = list(Channel.objects.filter(agency=ledger.agency_id).order_by("id"))
    by_name = {channel.name: channel for channel in known}
    site = next((channel for channel in known if channel.adapter == publication.SITE), None) or by_name.get(
        "本平台"
    )
    wanted = {f"id:{channel.pk}": channel.pk for channel in known}
    keys = iter(bulk.take_ids(Channel, len(PublicationChannel) + 1))
    new: dict[str, Channel] = {}
    for kind in PublicationChannel:
        name = _NAMES.get(kind.code, kind.label)
        if name not in by_name:
            new[f"kind:{kind.code}"] = by_name[name] = Channel(
                pk=next(keys), agency_id=ledger.agency_id, name=name, kind=kind.code
            )
        wanted[f"kind:{kind.code}"] = by_name[name].pk
    if site is None:
        site = new[publication.SITE] = publication.new_site(ledger.agency_id)
        site.pk = next(keys)
    setting = Setting(
        agency=ledger.agency_id,
        site=site.pk,
        channels=wanted,
        items=bulk.take_ids(Item, ledger.rows),
        revisions=bulk.take_ids(Revision, ledger.rows),
        today=clock.today(),
        engine=engine(),
    )
    return Prepared(setting, new)


def write(ledger: LedgerImport, made: Made, prepared: Prepared, board: Board, by: Clerk) -> list[str]:
    """Write everything, noting how far it is; the lines by which each row can be proved.

    What others wait for comes last: the counters of the numbers, the figures of the columns.
    Raises DSC-3015, AGY-1007, AGY-1008.
    """
    steps = count()

    def tell() -> None:
        board.tell(IMPORT.writing, next(steps) * len(made.rows) // (2 * made.batches), len(made.rows))

    who, now = by.person_id, clock.now()
    _make_channels(ledger, made, prepared)
    with in_bulk() as index:
        for part in made.belongings():
            tell()
            index(part.documents)
            bulk.insert(Revision, REVISION, part.revisions, number=1, author_id=who, made_at=now)
            bulk.insert(Delivery, DELIVERY, part.deliveries, state=Delivery.SENT, version=1, sent_version=1)
            bulk.insert(DocumentEvent, EVENT, part.events, basis=SOURCE)
    _check_columns(ledger, made)
    numbers = allot(ledger.agency, made.rows)
    there = selectors.published_since(ledger.agency_id, now - _OVERLAP)
    evidence: dict[int, str] = {}
    for items in made.items():
        tell()
        if doubles := sum(item.place in there for item in items):
            raise errors.ChangedSinceCheck(count=doubles)
        bulk.insert(
            Item, ITEM, [(*item.values, numbers[item.row]) for item in items], agency_id=ledger.agency_id,
            state=PUBLISHED, drafter_id=who, created_at=now, changed_by_id=who, changed_at=now, version=1,
        )  # fmt: skip
        evidence |= {item.row: _evidence(item, numbers[item.row]) for item in items}
    publication.recount(made.columns)
    return [evidence[row.row] for row in made.rows]


def _evidence(item: ItemRow, number: str) -> str:
    return f"{item.row}\t{item.key}\t{number}\t{item.digest}\t{item.published_on}"


def _make_channels(ledger: LedgerImport, made: Made, prepared: Prepared) -> None:
    """A kind the agency has no channel of becomes one, served by hand; so does its own place. Raises DSC-3015."""
    new = [channel for key, channel in prepared.new_channels.items() if key in {*made.channels, publication.SITE}]
    names = [channel.name for channel in new]
    if there := Channel.objects.filter(agency=ledger.agency_id, name__in=names).count():
        raise errors.ChangedSinceCheck(count=there)
    Channel.objects.bulk_create(new)


def _check_columns(ledger: LedgerImport, made: Made) -> None:
    """A column that was closed meanwhile takes in nothing. Raises DSC-3015."""
    wanted = Column.objects.select_for_update().filter(pk__in=made.columns, agency=ledger.agency_id, closed_on=None)
    if closed := len(made.columns) - len(list(wanted.order_by("id").values_list("pk"))):
        raise errors.ChangedSinceCheck(count=closed)
