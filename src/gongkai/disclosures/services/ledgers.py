"""Acts on ledgers: upload, map, cancel, import. Rows are judged first; one refused row and nothing is taken in."""

import json
import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q, Sum

from gongkai.audit.chain import canonical, hashed
from gongkai.audit.services import act, record
from gongkai.disclosures.ledgers import errors
from gongkai.disclosures.ledgers.board import Board
from gongkai.disclosures.ledgers.judge import Line
from gongkai.disclosures.ledgers.reading import Judged, Noted, check_mapping
from gongkai.disclosures.ledgers.workbook import LIMITS, SheetHead, heads
from gongkai.disclosures.models import (
    Channel,
    Delivery,
    DocumentEvent,
    Item,
    LedgerImport,
    LedgerRow,
    Revision,
)
from gongkai.disclosures.models.items import PUBLISHED
from gongkai.disclosures.selectors import ledgers as selectors
from gongkai.disclosures.selectors.items import publish_due
from gongkai.disclosures.selectors.ledgers import (
    ABANDONED,
    CHECKED,
    CHECKING,
    IMPORTED,
    IMPORTING,
    REFUSED,
    RUNNING,
    UPLOADED,
)
from gongkai.disclosures.services import publication
from gongkai.disclosures.services.ledger_numbers import allot
from gongkai.documents.readers.sandbox import in_sandbox
from gongkai.kit import bulk, clock, store
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.kit.richtext import clean, from_text
from gongkai.kit.search.api import Document, put
from gongkai.statute.disclosures import validity_on
from gongkai.statute.disclosures.validity import DocumentEvent as Happened
from gongkai.statute.law.instruments import OGI
from gongkai.statute.vocab import DocumentVerb, PublicationChannel, Validity
from gongkai.statute.vocab.roles import Perm

SOURCE = "台账导入"
WRITING = "正在写入"
CLAIM = timedelta(minutes=30)
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


@act("ledger.import", "导入台账")
def take_in(pk: int, claimed: str, lines: Sequence[Line], *, by: Clerk) -> LedgerImport:
    """Every line becomes a published item of the past, or none does (one transaction, one entry over all rows)."""
    ledger = LedgerImport.objects.select_for_update(of=("self",)).select_related("agency").get(pk=pk)
    if (ledger.state, ledger.claimed_by) != (IMPORTING, claimed):
        raise errors.ImportInterrupted()
    board = board_of(ledger)
    board.tell(WRITING, 0, len(lines))
    made = _Made(ledger, lines, by)
    made.write(board)
    ledger.state, ledger.done, ledger.rows = IMPORTED, len(lines), len(lines)
    ledger.claimed_by, ledger.claimed_until, ledger.problem = "", None, ""
    ledger.finished_at = clock.now()
    ledger.save()
    record(
        ledger,
        by=by,
        on=clock.today(),
        cite=OGI(26),
        changes={"state": (IMPORTING, IMPORTED), "items": (None, len(lines))},
        rows=made.evidence,
    )
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


# What the worker does with the row; none of it is anybody's act.


def worker_name() -> str:
    """This process and when it began, so that a claim can be told from that of a process that ended."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{_begun(os.getpid())}"


def claim(by: str) -> LedgerImport | None:
    """Take the next ledger to check or import. Two workers never get the same one: the update is conditional."""
    waiting = Q(state__in=RUNNING, claimed_by="")
    while found := LedgerImport.objects.filter(waiting).order_by("id").first():
        taken = LedgerImport.objects.filter(waiting, pk=found.pk, state=found.state).update(
            claimed_by=by, claimed_until=clock.now() + CLAIM
        )
        if taken:
            found.claimed_by = by
            return found
    return None


def release_abandoned() -> int:
    """Ledgers whose worker ended: nothing was taken in, the row says so, and it can be begun again."""
    host = worker_name().split(":")[0]
    gone = [
        ledger.pk
        for ledger in LedgerImport.objects.filter(state__in=RUNNING).exclude(claimed_by="")
        if _has_ended(ledger, host)
    ]
    for ledger in LedgerImport.objects.filter(pk__in=gone):
        give_back(ledger, errors.ImportInterrupted().message)
    return len(gone)


@transaction.atomic
def give_back(ledger: LedgerImport, problem: str) -> None:
    """The ledger stands where it stood before it was checked or imported, with what went wrong."""
    state = CHECKED if ledger.state == IMPORTING else UPLOADED
    LedgerImport.objects.filter(pk=ledger.pk, state__in=RUNNING, claimed_by=ledger.claimed_by).update(
        state=state, claimed_by="", claimed_until=None, problem=problem[:400]
    )
    board_of(ledger).clear()


@transaction.atomic
def verdict(ledger: LedgerImport, judged: Judged, problem: str = "") -> None:
    """Keep what was found; the exact report replaces the one before."""
    LedgerRow.objects.filter(ledger=ledger).delete()
    noted = [*judged.noted, *_numbers_taken(judged)]
    rows = [(n.row, n.heading[:100], n.value, n.code, n.says) for n in noted]
    bulk.insert(LedgerRow, ("number", "column", "value", "code", "says"), rows, ledger_id=ledger.pk)
    refused = judged.refused_rows if judged.unnoted else len({n.row for n in noted})
    LedgerImport.objects.filter(pk=ledger.pk, claimed_by=ledger.claimed_by).update(
        state=REFUSED if noted else CHECKED,
        rows=judged.rows,
        done=judged.rows,
        refused=refused,
        unknown={"columns": judged.unknown_columns, "channels": judged.unknown_channels, "unnoted": judged.unnoted},
        preview=[_shown(line) for line in judged.lines[:10]],
        claimed_by="",
        claimed_until=None,
        problem=problem[:400],
    )
    board_of(ledger).clear()


def is_refused(judged: Judged) -> bool:
    """Whether a row cannot be taken in, the numbers that other items have included."""
    return bool(judged.noted) or bool(selectors.taken(list(judged.numbers)))


def _numbers_taken(judged: Judged) -> list[Noted]:
    there = selectors.taken(list(judged.numbers))
    error = errors.NumberTaken()
    return [
        Noted(row, judged.number_heading, number, error.code, error.message)
        for number, row in judged.numbers.items()
        if number in there
    ]


def _shown(line: Line) -> dict[str, object]:
    return {
        "row": line.row, "title": line.title, "column": line.column, "published_on": line.published_on.isoformat(),
        "formed_on": line.formed_on.isoformat(), "index_number": line.index_number,
        "document_number": line.document_number, "channels": [key for key, _ in line.channels],
    }  # fmt: skip


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


def _has_ended(ledger: LedgerImport, host: str) -> bool:
    name, pid, begun = ledger.claimed_by.split(":")
    if name == host:
        return _begun(int(pid)) != begun
    return ledger.claimed_until is None or ledger.claimed_until < clock.now()


def _begun(pid: int) -> str:
    """When a process of this machine began, in ticks since the machine did; blank where it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        return ""


_ITEM = (
    "id", "key", "title", "column_id", "summary", "kind", "document_number", "formed_on", "source", "keywords",
    "valid_from", "valid_until", "channels", "index_number", "latest_id", "public_id", "published_on",
    "published_at", "publish_due", "validity",
)  # fmt: skip
_REVISION = (
    "id", "item_id", "title", "column_id", "summary", "kind", "document_number", "formed_on", "source", "keywords",
    "valid_from", "valid_until", "channels", "body", "digest",
)  # fmt: skip
_DELIVERY = ("item_id", "channel_id", "address", "released_on", "released_at")
_EVENT = ("item_id", "kind", "on", "valid_until")


class _Made:
    """The rows that a ledger becomes, with their keys, ready to be written."""

    def __init__(self, ledger: LedgerImport, lines: Sequence[Line], by: Clerk) -> None:
        self.agency_id, self.by, self.now, self.today = ledger.agency_id, by, clock.now(), clock.today()
        self.numbers = allot(ledger.agency, lines)
        self.channels = _channels(ledger.agency_id, {key for line in lines for key, _ in line.channels})
        self.site = publication.site_of(ledger.agency_id).pk
        self.due: dict[date, date | None] = {}
        self.items: list[bulk.Row] = []
        self.revisions: list[bulk.Row] = []
        self.deliveries: list[bulk.Row] = []
        self.events: list[bulk.Row] = []
        self.documents: list[Document] = []
        self.evidence: list[str] = []
        item_ids = bulk.take_ids(Item, len(lines))
        revision_ids = bulk.take_ids(Revision, len(lines))
        for line, item_id, revision_id in zip(lines, item_ids, revision_ids, strict=True):
            self._add(line, item_id, revision_id)

    def write(self, board: Board) -> None:
        """Write everything, noting how far it is."""
        who, when = self.by.person_id, self.now
        total = len(self.items)
        bulk.insert(
            Item, _ITEM, self.items, agency_id=self.agency_id, state=PUBLISHED, drafter_id=who, created_at=when,
            changed_by_id=who, changed_at=when, version=1,
        )  # fmt: skip
        board.tell(WRITING, total * 3 // 10, total)
        bulk.insert(Revision, _REVISION, self.revisions, number=1, author_id=who, made_at=when)
        board.tell(WRITING, total * 4 // 10, total)
        bulk.insert(Delivery, _DELIVERY, self.deliveries, state=Delivery.SENT, version=1, sent_version=1)
        bulk.insert(DocumentEvent, _EVENT, self.events, basis=SOURCE)
        publication.recount({document.column for document in self.documents})
        for start in range(0, total, bulk.BATCH):
            board.tell(WRITING, total // 2 + start // 2, total)
            put(self.documents[start : start + bulk.BATCH])

    def _add(self, line: Line, item_id: int, revision_id: int) -> None:
        chosen = {self.channels[key]: address for key, address in line.channels}
        listed = sorted(pk for pk in chosen if pk != self.site)
        key, number, body, source = uuid4(), self.numbers[line.row], body_of(line), line.office or SOURCE
        digest = digest_of(line, source, listed, body)
        at = datetime.combine(line.published_on, time(), clock.SHANGHAI)
        described = (
            line.title, line.column, line.summary, line.kind, line.document_number, line.formed_on, source,
            line.keywords, line.valid_from, line.valid_until, listed,
        )  # fmt: skip
        validity = self._validity(line, item_id)
        dates = (line.published_on, at, self._due(line.formed_on))
        self.items.append((item_id, key, *described, number, revision_id, revision_id, *dates, validity))
        self.revisions.append((revision_id, item_id, *described, body, digest))
        for channel, address in chosen.items():  # the platform's own place counts only where the ledger names it
            at_home = f"/i/{key}/" if channel == self.site else ""
            self.deliveries.append((item_id, channel, address or at_home, line.published_on, at))
        words = " ".join(filter(None, (line.summary, line.document_number, line.keywords)))
        self.documents.append(
            Document(item_id, line.title, f"{words}\n{line.body}", line.published_on, self.agency_id, line.column,
                     line.published_on.year, line.kind, validity)
        )  # fmt: skip
        self.evidence.append(f"{line.row}\t{key}\t{number}\t{digest}\t{line.published_on}")

    def _due(self, formed: date) -> date | None:
        if formed not in self.due:
            self.due[formed] = publish_due(formed)
        return self.due[formed]

    def _validity(self, line: Line, item_id: int) -> str:
        """The state of a document today; it enters the register with what the ledger says of its end."""
        if line.kind not in publication.REGISTERED:
            return ""
        document = Item(formed_on=line.formed_on, valid_from=line.valid_from, valid_until=line.valid_until)
        happened = list(publication.made(document))
        if line.ended_on is not None:
            verb = DocumentVerb.DECLARE_INVALID if line.validity == Validity.INVALID.code else DocumentVerb.REPEAL
            happened.append(Happened(verb, line.ended_on))
        self.events += [(item_id, event.verb.value, event.on, event.until) for event in happened]
        found = validity_on(happened, self.today)
        return found.value if found else ""


def digest_of(line: Line, source: str, channels: Sequence[int], body: str) -> str:
    """The digest of the text, as `facts.text_digest` makes it; written out, since it is made for every row."""
    signed = {
        "title": line.title, "column_id": line.column, "summary": line.summary, "kind": line.kind, "article": "",
        "document_number": line.document_number, "formed_on": line.formed_on, "publicity": "proactive",
        "ground": "", "publicity_reason": "", "source": source, "keywords": line.keywords,
        "valid_from": line.valid_from, "valid_until": line.valid_until, "channels": channels,
        "body": body, "notice": "", "files": [],
    }  # fmt: skip
    return hashed(canonical(signed).encode())


def body_of(line: Line) -> str:
    """The text as it is shown: its paragraphs, and the link to where it stands in full."""
    link = f'<p>原文链接：<a href="{line.link}">{line.link}</a></p>' if line.link else ""
    return clean(from_text(line.body or line.summary) + link.replace("&", "&amp;"))


def _channels(agency_id: int, wanted: set[str]) -> dict[str, int]:
    """Each key as a channel of the agency; a kind it has no channel of yet becomes one, served by hand."""
    found = {}
    for key in sorted(wanted):
        scheme, _, value = key.partition(":")
        if scheme == "id":
            found[key] = int(value)
            continue
        kind = PublicationChannel(value)
        name = {"website": "政府网站", "other": "其他渠道"}.get(value, kind.label)
        known = Channel.objects.filter(agency=agency_id, name=name).first()
        made = known or Channel.objects.create(agency_id=agency_id, name=name, kind=value)
        found[key] = made.pk
    return found


def totals(agency_id: int) -> dict[str, Any]:
    """How many items ledgers have brought in, and when last."""
    done = LedgerImport.objects.filter(agency=agency_id, state=IMPORTED)
    return done.aggregate(items=Sum("rows"), last=Max("finished_at"))
