"""What the worker does with a ledger: claims it, keeps the verdict, takes it in, or gives it back."""

import os
import socket
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from gongkai.audit.services import act, record
from gongkai.disclosures.ledgers import errors
from gongkai.disclosures.ledgers.judge import Line
from gongkai.disclosures.ledgers.making import Made
from gongkai.disclosures.ledgers.reading import Judged, Noted
from gongkai.disclosures.models import LedgerImport, LedgerRow
from gongkai.disclosures.selectors import ledgers as selectors
from gongkai.disclosures.selectors.ledgers import CHECKED, IMPORTED, IMPORTING, REFUSED, RUNNING, UPLOADED
from gongkai.disclosures.services.ledger_rows import Prepared, write
from gongkai.disclosures.services.ledgers import board_of
from gongkai.kit import bulk, clock
from gongkai.kit.access import Clerk
from gongkai.statute.law.instruments import OGI

CLAIM = timedelta(minutes=30)


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
        preview=[_shown(line) for line in judged.preview],
        claimed_by="",
        claimed_until=None,
        problem=problem[:400],
    )
    board_of(ledger).clear()


def is_refused(judged: Judged) -> bool:
    """Whether a row cannot be taken in, the numbers that other items have included."""
    return bool(judged.noted) or bool(selectors.taken(list(judged.numbers)))


@act("ledger.import", "导入台账")
def take_in(pk: int, claimed: str, made: Made, prepared: Prepared, *, by: Clerk) -> LedgerImport:
    """Every line becomes a published item of the past, or none does (one transaction, one entry over all rows)."""
    ledger = _locked(pk)
    if (ledger.state, ledger.claimed_by) != (IMPORTING, claimed):
        raise errors.ImportInterrupted()
    evidence = write(ledger, made, prepared, board_of(ledger), by)
    ledger.state, ledger.done, ledger.rows = IMPORTED, len(made.rows), len(made.rows)
    ledger.claimed_by, ledger.claimed_until, ledger.problem = "", None, ""
    ledger.finished_at = clock.now()
    ledger.save()
    record(
        ledger,
        by=by,
        on=clock.today(),
        cite=OGI(26),
        changes={"state": (IMPORTING, IMPORTED), "items": (None, len(made.rows))},
        rows=evidence,
    )
    return ledger


def _locked(pk: int) -> LedgerImport:
    """The ledger, with all that its agency is importing locked: they follow one another, and the later one sees."""
    ledger = LedgerImport.objects.select_related("agency").get(pk=pk)
    running = LedgerImport.objects.select_for_update().filter(agency=ledger.agency_id, state=IMPORTING)
    states = {row.pk: row for row in running.order_by("id")}
    if pk not in states:
        raise errors.ImportInterrupted()
    ledger.state, ledger.claimed_by = states[pk].state, states[pk].claimed_by
    return ledger


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
