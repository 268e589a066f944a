"""Reading checkups: by random address only, and never one that was deleted."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gongkai.reports import errors
from gongkai.reports.limits import upload_limits
from gongkai.reports.models import DONE, REFUSED, RUNNING, WAITING, Checkup, CheckupFile, CheckupReport

SORTS = {
    "file": ("file__number", "number"),
    "agency": ("agency", "year"),
    "year": ("year", "agency"),
    "cells": ("cells_read", "file__number"),
    "errors": ("errors", "warnings", "hints"),
    "warnings": ("warnings", "hints"),
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a checkup is. `finished` also means that last year's reports were compared."""

    total: int
    done: int
    refused: int
    running: tuple[str, ...]
    ahead: int
    finished: bool

    @property
    def comparing(self) -> bool:
        """Whether every file is examined and the years are being compared."""
        return not self.finished and self.done + self.refused == self.total

    @property
    def percent(self) -> int:
        """Whole percent; 100 only when everything is finished."""
        if self.finished:
            return 100
        return min(99, 100 * (self.done + self.refused) // max(self.total, 1))


def get_checkup(public_id: str, now: datetime) -> Checkup:
    """The checkup of this address; 410 when it was deleted or its time is over, 404 when unknown."""
    checkup = Checkup.objects.filter(public_id=public_id).first()
    if checkup is None:
        raise errors.CheckupUnknown()
    if checkup.deleted_at is not None or checkup.expires_at <= now:
        raise errors.CheckupExpired(keep=upload_limits().keep_words)
    return checkup


def get_report(checkup: Checkup, file_number: int, number: int) -> CheckupReport:
    """One report of a checkup."""
    report = (
        CheckupReport.objects.select_related("file", "previous__file")
        .filter(file__checkup=checkup, file__number=file_number, number=number)
        .first()
    )
    if report is None:
        raise errors.ReportUnknown()
    return report


def progress(checkup: Checkup) -> Progress:
    """How far this checkup is, and how many files of others come first."""
    files = list(checkup.files.values_list("id", "state", "name"))
    states = [state for _, state, _ in files]
    open_files = [pk for pk, state, _ in files if state in (WAITING, RUNNING)]
    ahead = 0
    if open_files:
        ahead = CheckupFile.objects.filter(state__in=(WAITING, RUNNING), id__lt=min(open_files)).count()
    return Progress(
        total=len(files),
        done=states.count(DONE),
        refused=states.count(REFUSED),
        running=tuple(name for _, state, name in files if state == RUNNING),
        ahead=ahead,
        finished=checkup.settled_at is not None,
    )


def reports_of(checkup: Checkup, sort: str = "file", *, descending: bool = False) -> list[CheckupReport]:
    """The reports of a checkup in the order asked for, without their documents."""
    order: list[Any] = [F(name).desc(nulls_last=True) if descending else name for name in SORTS[sort]]
    rows = CheckupReport.objects.filter(file__checkup=checkup).select_related("file", "previous__file")
    return list(rows.defer("document", "previous__document").order_by(*order, "id"))


def documents_of(checkup: Checkup) -> Iterable[CheckupReport]:
    """The reports of a checkup with their documents, one at a time."""
    rows = CheckupReport.objects.filter(file__checkup=checkup).select_related("file")
    return rows.order_by("file__number", "number").iterator(chunk_size=10)


def unread_files(checkup: Checkup) -> QuerySet[CheckupFile]:
    """Files that gave no report: waiting, being examined, or refused."""
    return checkup.files.exclude(state=DONE).order_by("number")


def only_report(checkup: Checkup) -> CheckupReport | None:
    """The report of a finished checkup that has just one and nothing refused: no overview is needed for it."""
    if checkup.settled_at is None or checkup.files.exclude(state=DONE).exists():
        return None
    reports = list(CheckupReport.objects.filter(file__checkup=checkup).select_related("file").defer("document")[:2])
    return reports[0] if len(reports) == 1 else None


def waiting_files() -> int:
    """How many files wait or are being examined, of all checkups."""
    return CheckupFile.objects.filter(state__in=(WAITING, RUNNING), checkup__deleted_at=None).count()


def next_file(now: datetime) -> CheckupFile | None:
    """The oldest file that nobody examines: waiting, or abandoned by a process that ended."""
    free = Q(state=WAITING) | Q(state=RUNNING, claimed_until__lt=now)
    rows = CheckupFile.objects.filter(free, checkup__deleted_at=None, checkup__expires_at__gt=now)
    return rows.select_related("checkup").order_by("id").first()


def unsettled() -> QuerySet[Checkup]:
    """Checkups whose files are all examined but whose years were not compared yet."""
    open_files = CheckupFile.objects.filter(checkup=OuterRef("pk"), state__in=(WAITING, RUNNING))
    return Checkup.objects.filter(~Exists(open_files), settled_at=None, deleted_at=None).order_by("id")


def document(report: CheckupReport) -> dict[str, Any]:
    """What was read and found, parsed."""
    parsed: dict[str, Any] = json.loads(report.document)
    return parsed
