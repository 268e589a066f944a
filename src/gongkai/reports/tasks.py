"""The worker: examines waiting files one by one, compares years, deletes what is past its time.

It runs as threads of the web process (`GONGKAI_EMBEDDED_WORKER`, `GONGKAI_UPLOAD_JOBS`), or as many processes as
wanted as `gongkai worker`. All state is in the database: when a worker dies, its file is claimed again.
"""

import logging
import os
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.conf import settings
from django.db import close_old_connections

from gongkai.documents.readers.sandbox import in_sandbox, warm
from gongkai.kit import clock
from gongkai.reports import errors, examination, selectors, services
from gongkai.reports.limits import upload_limits
from gongkai.reports.models import Checkup, CheckupFile, CheckupReport
from gongkai.reports.pairing import Candidate, previous_of
from gongkai.statute.errors import GongkaiError

log = logging.getLogger(__name__)
IDLE = 1.0  # seconds between looks when nobody rings
SWEEP = 30.0  # seconds between sweeps
Made = TypeVar("Made")
_bell = threading.Event()
_started: dict[int, list[threading.Thread]] = {}
_starting = threading.Lock()


def wake() -> None:
    """There is something to do. Rings the worker of this process; others look every second."""
    start_embedded_worker()
    _bell.set()


def start_embedded_worker() -> None:
    """The worker threads of this process, where the settings ask for them. To be called after the last fork."""
    if not settings.GONGKAI_EMBEDDED_WORKER:
        return
    with _starting:
        running = [thread for thread in _started.get(os.getpid(), ()) if thread.is_alive()]
        for _ in range(settings.GONGKAI_UPLOAD_JOBS - len(running)):
            thread = threading.Thread(target=work_forever, name="gongkai-worker", daemon=True)
            running.append(thread)
            thread.start()
        _started[os.getpid()] = running


def work_forever(stop: Callable[[], bool] = lambda: False) -> None:
    """Work until the process ends. A fault is logged and the next file taken: one file never stops the others."""
    swept = 0.0
    warm()
    services.release_abandoned(now=clock.now())
    while not stop():
        busy = False
        try:
            if time.monotonic() - swept > SWEEP:
                swept = time.monotonic()
                services.sweep(now=clock.now())
            busy = work_once()
        except Exception:
            log.exception("the worker met a fault and goes on")
            time.sleep(IDLE)
        finally:
            close_old_connections()
        if not busy:
            _bell.wait(IDLE)
            _bell.clear()


def work_once() -> bool:
    """Examine one file, or compare the years of one checkup. False when there was nothing to do."""
    file = services.claim(services.worker_name(), now=clock.now())
    if file is not None:
        examine(file)
        return True
    checkup = selectors.unsettled().first()
    if checkup is None:
        return False
    compare_years(checkup)
    return True


def examine(file: CheckupFile) -> None:
    """Read, check and repair a claimed file under the limits; keep the results or the refusal."""
    limits = upload_limits()
    path = services.stored_path(file.checkup, file)
    begun = time.monotonic()
    try:
        documents = _sandboxed(
            f"文件“{file.name}”", examination.examine, str(path), file.name, limits.pages, limits.file_bytes
        )
    except GongkaiError as refusal:
        services.refuse(file, refusal)
    except Exception:  # noqa: BLE001  logged by _incident; the visitor is told, and the next file is taken
        services.refuse(file, errors.ChecksFailed(name=file.name, incident=_incident()))
    else:
        services.record(file, documents, milliseconds=round(1000 * (time.monotonic() - begun)))


def compare_years(checkup: Checkup) -> None:
    """Check again each report whose report of the year before is in the same checkup, with both at hand."""
    reports: dict[int, CheckupReport] = {report.pk: report for report in selectors.reports_of(checkup)}
    candidates = (
        Candidate(report.pk, report.agency, report.year, report.file.is_previous) for report in reports.values()
    )
    for key, previous in previous_of(candidates).items():
        try:
            document = _sandboxed(
                "两年核对", examination.examine_pair, reports[key].document, reports[previous].document
            )
        except GongkaiError as refusal:
            log.warning("years not compared: %s", refusal.code)
        except Exception:  # noqa: BLE001  logged by _incident; the reports stay as checked by themselves
            _incident()
        else:
            services.compared(reports[key], reports[previous], document)
    services.settle(checkup, now=clock.now())


def render(report: CheckupReport, kind: str, choices: Sequence[int] | None = None) -> bytes:
    """A download, written under the same limits as reading; `choices` as `examination.render` takes them."""
    try:
        return _sandboxed("生成文件时，", examination.render, report.document, kind, choices)
    except GongkaiError:
        raise
    except Exception as fault:
        raise errors.DownloadFailed(kind=kind.upper(), incident=_incident()) from fault


def _sandboxed(subject: str, function: Callable[..., Made], *arguments: object) -> Made:
    limits = upload_limits()
    return in_sandbox(function, *arguments, seconds=limits.seconds, memory=limits.memory_bytes, subject=subject)


def _incident() -> str:
    """Log the fault being handled under a number that the visitor sees; the file's content is not in it."""
    number = secrets.token_hex(4)
    log.exception("incident %s", number)
    return number
