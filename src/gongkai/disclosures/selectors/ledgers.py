"""Reading ledgers: one to act on, the list, and all that its rows are judged against."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.http import Http404

from gongkai.disclosures.ledgers.fields import plain
from gongkai.disclosures.ledgers.judge import Known
from gongkai.disclosures.models import Channel, Column, Item, LedgerImport, LedgerRow
from gongkai.kit.access import Clerk

UPLOADED, CHECKING, REFUSED, CHECKED = "uploaded", "checking", "refused", "checked"
IMPORTING, IMPORTED, ABANDONED = "importing", "imported", "abandoned"
RUNNING = frozenset({CHECKING, IMPORTING})
PAGE = 50


def listed(by: Clerk) -> QuerySet[LedgerImport]:
    """The agency's ledgers, newest first."""
    return LedgerImport.objects.filter(agency=by.agency_id).select_related("person").order_by("-id")


def get(key: UUID, by: Clerk) -> LedgerImport:
    """One ledger of the agency. Http404."""
    found = listed(by).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def for_update(key: UUID, by: Clerk) -> LedgerImport:
    """The same with its row locked until the act ends."""
    found = LedgerImport.objects.select_for_update().filter(key=key, agency=by.agency_id).first()
    if found is None:
        raise Http404
    return found


def imported_before(agency_id: int, digest: str) -> LedgerImport | None:
    """The import of the same bytes by the same agency, if there was one."""
    return LedgerImport.objects.filter(agency=agency_id, digest=digest, state=IMPORTED).order_by("-id").first()


def remembered(agency_id: int) -> dict[str, str]:
    """What the agency chose for each heading when it last mapped a ledger."""
    last = LedgerImport.objects.filter(agency=agency_id).exclude(mapping={}).order_by("-id").first()
    return dict(last.mapping.get("remembered", {})) if last else {}


def refusals(ledger: LedgerImport) -> QuerySet[LedgerRow]:
    """The refused places in the order of the sheet."""
    return LedgerRow.objects.filter(ledger=ledger).order_by("number", "id")


def columns_of(agency_id: int) -> list[tuple[int, str]]:
    """The open columns with their paths, in the order of the tree."""
    rows = {
        row["id"]: row
        for row in Column.objects.filter(agency=agency_id, closed_on=None)
        .order_by("section", "order", "id")
        .values("id", "name", "parent_id")
    }
    return sorted(((pk, path(pk, rows)) for pk in rows), key=lambda pair: pair[1])


def path(pk: int, rows: Mapping[int, Mapping[str, Any]]) -> str:
    """A column's names from the top, parted by strokes."""
    names: list[str] = []
    at: int | None = pk
    while at is not None and at in rows and len(names) < len(rows):
        names.append(rows[at]["name"])
        at = rows[at]["parent_id"]
    return "/".join(reversed(names))


def channels_of(agency_id: int) -> list[tuple[int, str, str]]:
    """The open channels: key, name, kind."""
    found = Channel.objects.filter(agency=agency_id, closed_on=None).order_by("id")
    return list(found.values_list("id", "name", "kind"))


def known(ledger: LedgerImport, today: date) -> Known:
    """What the rows of a ledger are judged against, as it stands now."""
    names: dict[str, list[int]] = defaultdict(list)
    for pk, whole in columns_of(ledger.agency_id):
        parts = [plain(part) for part in whole.split("/")]
        for start in range(len(parts)):
            names["/".join(parts[start:])].append(pk)
    channels: dict[str, str] = {}
    for channel, name, kind in channels_of(ledger.agency_id):
        channels.setdefault(f"kind:{kind}", f"id:{channel}")
        channels[plain(name)] = f"id:{channel}"
    published: dict[tuple[str, int], set[date]] = defaultdict(set)
    rows = Item.objects.filter(agency=ledger.agency_id).values_list("title", "column_id", "published_on")
    for title, column, day in rows.iterator(chunk_size=5_000):
        if day is not None:
            published[title, column].add(day)
    chosen = ledger.mapping
    return Known(
        today=today,
        columns={name: tuple(keys) for name, keys in names.items()},
        channels=channels,
        default_column=chosen.get("default_column"),
        default_channels=tuple(chosen.get("default_channels", ())),
        column_of=chosen.get("column_of", {}),
        channel_of=chosen.get("channel_of", {}),
        published={key: frozenset(days) for key, days in published.items()},
    )


def published_since(agency_id: int, instant: datetime) -> set[tuple[str, int, date]]:
    """Title, column and day of what has been published, or changed, since then."""
    found = Item.objects.filter(agency=agency_id, changed_at__gte=instant).exclude(published_on=None).order_by()
    return {
        (title, column, day)
        for title, column, day in found.values_list("title", "column_id", "published_on")
        if day
    }


def taken(numbers: Sequence[str]) -> set[str]:
    """Those of the numbers that an item of the platform has; a hundred thousand are asked for at once."""
    wanted = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
    given = list(numbers) if connection.vendor == "postgresql" else json.dumps(numbers)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT index_number FROM disclosures_item WHERE index_number {wanted}", [given])  # noqa: S608
        return {number for (number,) in cursor.fetchall()}
