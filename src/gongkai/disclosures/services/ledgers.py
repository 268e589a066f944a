"""A clerk's acts on ledgers: upload, map, begin, cancel, abandon. The worker's part is `ledger_work`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from django.conf import settings

from gongkai.audit.services import act, record
from gongkai.disclosures.ledgers import errors
from gongkai.disclosures.ledgers.board import Board
from gongkai.disclosures.ledgers.reading import check_mapping
from gongkai.disclosures.ledgers.workbook import LIMITS, SheetHead, heads
from gongkai.disclosures.models import LedgerImport, LedgerRow
from gongkai.disclosures.selectors import ledgers as selectors
from gongkai.disclosures.selectors.ledgers import (
    ABANDONED,
    CHECKED,
    CHECKING,
    IMPORTING,
    REFUSED,
    UPLOADED,
)
from gongkai.documents.readers.sandbox import in_sandbox
from gongkai.kit import clock, store
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.statute.vocab import PublicationChannel
from gongkai.statute.vocab.roles import Perm

_NAMES = dict(LedgerImport.STATES)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a clerk chose: sheet, heading row, the field of each column, and what serves where one is blank."""

    sheet: str
    heading_row: int
    fields: Mapping[int, str]
    default_column: int | None = None
    default_channels: Sequence[str] = ()
    column_of: Mapping[str, int] = field(default_factory=dict)
    channel_of: Mapping[str, str] = field(default_factory=dict)


def look_into(data: bytes, name: str) -> list[SheetHead]:
    """The sheets of a file that somebody uploads, read in the sandbox. Refuses what is no table."""
    if not data:
        raise errors.NoLedger()
    return in_sandbox(heads, data, name, seconds=LIMITS.seconds, memory=LIMITS.memory, subject=f"“{name}”")


@act("ledger.upload", "上传台账")
def upload(data: bytes, name: str, sheets: Sequence[SheetHead], *, by: Clerk) -> LedgerImport:
    """Keep the file; nothing is imported yet. Raises DSC-3006 for a file that was imported before."""
    _check_duty(by)
    digest = store.put(data)
    if before := selectors.imported_before(by.agency_id, digest):
        day = before.finished_at.astimezone(clock.SHANGHAI).date() if before.finished_at else ""
        raise errors.LedgerTwice(day=day, count=before.rows)
    ledger = LedgerImport.objects.create(
        agency_id=by.agency_id,
        person_id=by.person_id,
        post_id=by.post_id,
        name=name[:200],
        size=len(data),
        digest=digest,
        sheets=[{"name": s.name, "rows": s.rows, "head": [list(row) for row in s.head]} for s in sheets],
        created_at=clock.now(),
    )
    record(ledger, by=by, changes={"file": (None, digest)})
    return ledger


@act("ledger.map", "对应台账的列")
def choose(key: UUID, mapping: Chosen, *, by: Clerk) -> LedgerImport:
    """Say which column is what, and have every row checked. Raises DSC-3004, 3005, 3007, 3008, 3009."""
    _check_duty(by)
    ledger = _at_step(key, by, "检查", UPLOADED, REFUSED, CHECKED)
    headings = headings_of(ledger, mapping.sheet, mapping.heading_row)
    check_mapping(mapping.fields, dict(enumerate(headings)), mapping.default_column is not None)
    own = {pk for pk, _ in selectors.columns_of(ledger.agency_id)}
    channels = {f"id:{pk}" for pk, _, _ in selectors.channels_of(ledger.agency_id)}
    channels |= {f"kind:{kind.code}" for kind in PublicationChannel}
    ledger.sheet, ledger.heading_row = mapping.sheet, mapping.heading_row
    ledger.mapping = {
        "fields": {str(place): code for place, code in mapping.fields.items()},
        "headings": headings,
        "remembered": {text: mapping.fields.get(place, "") for place, text in enumerate(headings) if text},
        "default_column": mapping.default_column if mapping.default_column in own else None,
        "default_channels": [key for key in mapping.default_channels if key in channels],
        "column_of": {name: pk for name, pk in mapping.column_of.items() if pk in own},
        "channel_of": {name: key for name, key in mapping.channel_of.items() if key in channels},
    }
    _queue(ledger, CHECKING)
    record(ledger, by=by, changes={"mapping": (None, json.dumps(ledger.mapping["fields"], sort_keys=True))})
    return ledger


@act("ledger.begin", "开始导入台账")
def begin(key: UUID, *, by: Clerk) -> LedgerImport:
    """Have a checked ledger imported; the worker does it. Raises DSC-3009, DSC-3010."""
    _check_duty(by)
    ledger = selectors.for_update(key, by)
    if ledger.state == REFUSED:
        raise errors.RowsRefused(count=ledger.refused)
    _check_step(ledger, "导入", CHECKED)
    ledger.person_id, ledger.post_id = by.person_id, by.post_id
    _queue(ledger, IMPORTING)
    record(ledger, by=by, changes={"state": (CHECKED, IMPORTING)})
    return ledger


@act("ledger.abandon", "放弃台账")
def abandon(key: UUID, *, by: Clerk) -> LedgerImport:
    """Give up a ledger that was not imported; the file's digest stays on record."""
    _check_duty(by)
    ledger = _at_step(key, by, "放弃", UPLOADED, REFUSED, CHECKED)
    old, ledger.state, ledger.finished_at = ledger.state, ABANDONED, clock.now()
    ledger.save()
    LedgerRow.objects.filter(ledger=ledger).delete()
    record(ledger, by=by, changes={"state": (old, ABANDONED)})
    return ledger


def cancel(key: UUID, *, by: Clerk) -> LedgerImport:
    """Ask the worker to stop. It notes so itself; while it writes, the database cannot be asked (see Board)."""
    _check_duty(by)
    ledger = selectors.get(key, by)
    _check_step(ledger, "取消", CHECKING, IMPORTING)
    board_of(ledger).ask_to_stop()
    return ledger


def headings_of(ledger: LedgerImport, sheet: str, row: int) -> list[str]:
    """The headings in a row of a sheet, as they were seen when it was uploaded. Raises DSC-3004, DSC-3005."""
    found = next((known for known in ledger.sheets if known["name"] == sheet), None)
    if found is None:
        raise errors.SheetUnknown(sheet=sheet, known="、".join(known["name"] for known in ledger.sheets))
    if not 1 <= row <= len(found["head"]) or not any(found["head"][row - 1]):
        raise errors.HeadingBlank(sheet=sheet, row=row)
    return list(found["head"][row - 1])


def board_of(ledger: LedgerImport) -> Board:
    """Where the progress of a ledger is noted."""
    return Board(Path(settings.GONGKAI_HOME) / "tmp" / "ledgers", str(ledger.key))


def _check_duty(by: Clerk) -> None:
    if not by.can(Perm.DISCLOSURE_IMPORT):
        raise NotYourDuty(post=by.post)


def _at_step(key: UUID, by: Clerk, verb: str, *states: str) -> LedgerImport:
    ledger = selectors.for_update(key, by)
    _check_step(ledger, verb, *states)
    return ledger


def _check_step(ledger: LedgerImport, verb: str, *states: str) -> None:
    if ledger.state not in states:
        raise errors.LedgerStep(state=_NAMES[ledger.state], verb=verb)


def _queue(ledger: LedgerImport, state: str) -> None:
    ledger.state, ledger.done, ledger.problem = state, 0, ""
    ledger.claimed_by, ledger.claimed_until = "", None
    ledger.save()
    board_of(ledger).clear()
