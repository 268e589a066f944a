"""What the worker does for reports: examine waiting files, compare years, delete what is past its time."""

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from gongkai.documents.readers.sandbox import in_sandbox, warm
from gongkai.kit import clock, worker
from gongkai.reports import errors, examination, selectors, services
from gongkai.reports.limits import upload_limits
from gongkai.reports.models import Checkup, CheckupFile, CheckupReport
from gongkai.reports.pairing import Candidate, previous_of
from gongkai.statute.errors import GongkaiError

log = logging.getLogger(__name__)
SWEEP = 30.0  # seconds between sweeps
Made = TypeVar("Made")


def register() -> None:
    """Tell the worker what this slice does in the background."""
    worker.register(worker.Job("reports.examine", work_once, at_start=_begin))
    worker.register(worker.Job("reports.sweep", _sweep, every=SWEEP))


def _begin() -> None:
    warm()
    services.release_abandoned(now=clock.now())


def _sweep() -> bool:
    return services.sweep(now=clock.now()) > 0


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
