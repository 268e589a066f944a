"""Acts on checkups: receive, claim, record, compare, delete. Each is one transaction; files follow the rows."""

import json
import logging
import os
import secrets
import shutil
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection, transaction
from django.db.models import F, Q

from gongkai.reports import errors, selectors
from gongkai.reports.examination import Document
from gongkai.reports.limits import INCOMING, incoming_folder, upload_limits, uploads_folder
from gongkai.reports.models import DONE, REFUSED, RUNNING, WAITING, Checkup, CheckupFile, CheckupReport
from gongkai.reports.uploads import StoredUpload, shown_name
from gongkai.statute.errors import GongkaiError

log = logging.getLogger(__name__)
TOMBSTONE = timedelta(days=7)  # how long a deleted address answers 410 rather than 404
ATTEMPTS = 3
QUEUE = 2000  # files; more than an hour's work for one worker


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file on its way in: where it lies, what to call it, and whether the visitor says it is last year's."""

    path: Path
    name: str
    size: int
    is_previous: bool = False


def incoming(upload: StoredUpload, *, is_previous: bool) -> Incoming:
    """What the upload handler received, as a value."""
    return Incoming(upload.path, upload.name or "", upload.size or 0, is_previous)


def incoming_bytes(data: bytes, name: str, *, is_previous: bool = False) -> Incoming:
    """Bytes made here (the examples), laid where uploads lie."""
    path = incoming_folder() / secrets.token_hex(16)
    path.touch(mode=0o600)
    path.write_bytes(data)
    return Incoming(path, name, len(data), is_previous)


@transaction.atomic
def receive(files: Sequence[Incoming], refused: Sequence[GongkaiError], *, now: datetime) -> Checkup:
    """A new checkup of these files, which wait for a worker. Refusals met while receiving are kept beside them."""
    limits = upload_limits()
    if len(files) > limits.files:
        raise errors.TooManyFiles(limit=limits.files, count=len(files))
    usable = [file for file in files if file.size]
    refused = [*refused, *(errors.EmptyFile(name=shown_name(file.name)) for file in files if not file.size)]
    if not usable:
        raise refused[0] if refused else errors.NoFile()
    if (waiting := selectors.waiting_files()) + len(usable) > QUEUE:
        raise errors.QueueFull(waiting=waiting)
    checkup = Checkup.objects.create(public_id=secrets.token_hex(16), created_at=now, expires_at=now + limits.keep)
    folder = _folder(checkup)
    folder.mkdir(mode=0o700)
    for number, file in enumerate(usable, 1):
        row = CheckupFile.objects.create(
            checkup=checkup,
            number=number,
            name=shown_name(file.name),
            size=file.size,
            is_previous=file.is_previous,
        )
        file.path.replace(stored_path(checkup, row))
    for number, refusal in enumerate(refused, len(usable) + 1):
        CheckupFile.objects.create(
            checkup=checkup,
            number=number,
            name=shown_name(str(refusal.fields.get("name", "其余文件"))),
            size=0,
            state=REFUSED,
            refusal_code=refusal.code,
            refusal=refusal.message,
        )
    return checkup


def _folder(checkup: Checkup) -> Path:
    return uploads_folder() / checkup.public_id


def stored_path(checkup: Checkup, file: CheckupFile) -> Path:
    """Where the file lies; its own name is never part of a path."""
    return _folder(checkup) / f"{file.number:03}"


def worker_name() -> str:
    """This process, so that its claims can be told from those of a process that ended."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}"


def claim(by: str, *, now: datetime) -> CheckupFile | None:
    """Take the next file to examine, or None. Two workers never get the same one: the update is conditional."""
    until = now + timedelta(seconds=upload_limits().seconds * 2 + 60)
    while file := selectors.next_file(now):
        if file.attempts >= ATTEMPTS:
            refuse(file, errors.ChecksInterrupted(name=file.name, attempts=file.attempts))
            continue
        free = CheckupFile.objects.filter(pk=file.pk, state=file.state, attempts=file.attempts)
        if free.update(state=RUNNING, claimed_by=by, claimed_until=until, attempts=F("attempts") + 1):
            file.refresh_from_db()
            return file
    return None


def release_abandoned(*, now: datetime) -> int:
    """Free the claims of processes of this machine that no longer run, so that a restart loses no time."""
    host = worker_name().rsplit(":", 1)[0]
    held = CheckupFile.objects.filter(state=RUNNING, claimed_by__startswith=f"{host}:")
    gone = [pk for pk, by in held.values_list("pk", "claimed_by") if not _runs(int(by.rsplit(":", 1)[1]))]
    return CheckupFile.objects.filter(pk__in=gone, state=RUNNING).update(
        state=WAITING, claimed_by="", claimed_until=None
    )


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@transaction.atomic
def record(file: CheckupFile, documents: Sequence[Document], *, milliseconds: int) -> bool:
    """Keep what was read and found. False when the file was deleted or taken by another worker meanwhile."""
    held = CheckupFile.objects.filter(pk=file.pk, state=RUNNING, claimed_by=file.claimed_by)
    if not held.update(state=DONE, claimed_by="", claimed_until=None, milliseconds=milliseconds):
        return False
    for number, document in enumerate(documents, 1):
        CheckupReport.objects.create(file=file, number=number, **_columns(document))
    return True


def refuse(file: CheckupFile, refusal: GongkaiError) -> None:
    """Keep why the file was not examined."""
    CheckupFile.objects.filter(pk=file.pk, state__in=(RUNNING, WAITING)).update(
        state=REFUSED, claimed_by="", claimed_until=None, refusal_code=refusal.code, refusal=refusal.message
    )


@transaction.atomic
def compared(report: CheckupReport, previous: CheckupReport, document: Document) -> None:
    """Replace a result by the one that was made with last year's report beside it."""
    CheckupReport.objects.filter(pk=report.pk).update(previous=previous, **_columns(document))


def settle(checkup: Checkup, *, now: datetime) -> None:
    """Everything of this checkup is done."""
    Checkup.objects.filter(pk=checkup.pk, settled_at=None).update(settled_at=now)


def _columns(document: Document) -> dict[str, object]:
    report = document["report"]
    return {
        "agency": str((report.get("agency") or {}).get("name") or "").replace("\0", "")[:200],
        "year": report.get("year"),
        "document": json.dumps(document, separators=(",", ":"), default=str),
        **document["counts"],
    }


def delete(checkup: Checkup, *, now: datetime) -> None:
    """Remove the files and every result at once; only the address stays, to say so."""
    with transaction.atomic():
        CheckupFile.objects.filter(checkup=checkup).delete()
        Checkup.objects.filter(pk=checkup.pk, deleted_at=None).update(deleted_at=now)
    with suppress(FileNotFoundError):  # another worker sweeps at the same time
        shutil.rmtree(_folder(checkup))
    _empty_journal()


def _empty_journal() -> None:
    """Clear SQLite's write-ahead log, which still holds the deleted rows; their pages are zeroed (secure_delete).

    PostgreSQL keeps dead rows until autovacuum reuses their place, usually minutes: known, and not shortened.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def sweep(*, now: datetime) -> int:
    """Delete what is past its time, forget old addresses, clear what broken uploads left. Returns how many."""
    due = list(Checkup.objects.filter(expires_at__lte=now, deleted_at=None))
    for checkup in due:
        delete(checkup, now=now)
    Checkup.objects.filter(deleted_at__lt=now - TOMBSTONE).delete()
    _clear_leftovers(now)
    if due:
        log.info("deleted %d checkups past their time", len(due))
    return len(due)


def _clear_leftovers(now: datetime) -> None:
    """Folders without a row, and incoming files older than an upload can take."""
    oldest = (now - upload_limits().keep).timestamp()
    root = uploads_folder()
    known = set(Checkup.objects.filter(Q(deleted_at=None)).values_list("public_id", flat=True))
    for folder in root.iterdir():
        with suppress(FileNotFoundError):  # as above
            if folder.name != INCOMING and folder.name not in known and folder.stat().st_mtime < oldest:
                shutil.rmtree(folder)
    for path in incoming_folder().iterdir():
        with suppress(FileNotFoundError):  # received and taken meanwhile
            if path.stat().st_mtime < oldest:
                path.unlink()
