"""Background work: each slice registers what it does, one worker does it.

The worker runs as threads of the web process (`GONGKAI_EMBEDDED_WORKER`, `GONGKAI_UPLOAD_JOBS`), or as many
processes as wanted as `gongkai worker`. All state is in the database: when one dies, its work is claimed again.
"""

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import close_old_connections

from gongkai.kit.waiting import patient

log = logging.getLogger(__name__)
IDLE = 1.0  # seconds between looks when nobody rings
PATIENCE = 900.0  # seconds it waits for another's transaction: nobody sits in front of it


@dataclass(frozen=True, slots=True)
class Job:
    """One kind of work. `once` does one piece and says whether there was one.

    `every` is the least number of seconds between two looks of one process; 0 is whenever the worker is free.
    `at_start` is done once by each worker, before anything else.
    """

    name: str
    once: Callable[[], bool]
    every: float = 0.0
    at_start: Callable[[], None] | None = None


_jobs: dict[str, Job] = {}
_looked: dict[str, float] = {}
_looking = threading.Lock()
_bell = threading.Event()
_started: dict[int, list[threading.Thread]] = {}
_starting = threading.Lock()


def register(job: Job) -> None:
    """To be called when the slice is ready. A name is registered once."""
    _jobs[job.name] = job


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
    """Work until the process ends. A fault is logged and the next piece taken: one never stops the others."""
    for job in list(_jobs.values()):
        if job.at_start:
            _guarded(job, job.at_start)
    while not stop():
        busy = False
        for job in list(_jobs.values()):
            if _is_due(job):
                busy = bool(_guarded(job, job.once)) or busy
        if not busy:
            _bell.wait(IDLE)
            _bell.clear()


def _guarded(job: Job, work: Callable[[], bool | None]) -> bool | None:
    """What the work says; None after a fault, which is logged and waited out."""
    try:
        with patient(PATIENCE):
            return work()
    except Exception:
        log.exception("the worker met a fault in %s and goes on", job.name)
        time.sleep(IDLE)
        return None
    finally:
        close_old_connections()


def _is_due(job: Job) -> bool:
    """Whether it is time to look; several threads of one process share the count."""
    if not job.every:
        return True
    with _looking:
        now = time.monotonic()
        if now - _looked.get(job.name, -job.every) < job.every:
            return False
        _looked[job.name] = now
        return True
