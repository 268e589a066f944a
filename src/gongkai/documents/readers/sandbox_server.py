"""The process the sandbox forks its children from: no threads, readers imported. Started by `sandbox` only."""

import contextlib
import ctypes
import os
import pickle
import resource
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass
from importlib import import_module

from gongkai.documents.readers.sandbox import END, JOB, LENGTH, answer

# Imported while no message waits, the cheap and usual first. OCR is not here: its runtime starts threads.
PRELOADED = [
    "gongkai.documents.readers.html",
    "gongkai.documents.readers.text",
    "gongkai.documents.readers.markdown",
    "gongkai.documents.readers.docx",
    "gongkai.documents.readers.xlsx",
    "gongkai.documents.reading",
    "gongkai.documents.recognition",
    "gongkai.documents.interchange",
    "gongkai.checking.pipeline",
    "gongkai.checking.repair",
    "gongkai.documents.readers.doc",
    "gongkai.documents.readers.pdf",
    "gongkai.documents.writers.docx",
    "gongkai.documents.writers.html",
    "gongkai.documents.writers.xlsx",
    "gongkai.documents.writers.pdf",
]
LIBC = ctypes.CDLL(None)
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG: a child does not outlive a server killed from outside
FILE_BYTES = 512 * 1024 * 1024
OPEN_FILES = 512
SHARE = 7 / 8
"""The heap's share of the memory limit; the rest is for the code of libraries, which RLIMIT_DATA does not count."""


@dataclass
class Job:
    """A running child: its deadline, where to tell its end, whether it was killed for being late."""

    deadline: float
    end: socket.socket
    late: bool = False


def main(descriptor: int) -> None:
    """Serve until the parent closes its end."""
    control = socket.socket(fileno=descriptor)
    woken, waker = socket.socketpair()
    woken.setblocking(False)
    waker.setblocking(False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
    jobs: dict[int, Job] = {}
    waiting = list(PRELOADED)
    while True:
        ready = select.select([control, woken], [], [], _patience(jobs, bool(waiting)))[0]
        if control in ready and not _accept(control, jobs, (control, woken, waker)):
            break
        if woken in ready:
            with contextlib.suppress(BlockingIOError):
                woken.recv(4096)
        _reap(jobs)
        _expire(jobs)
        if not ready and waiting:
            _preload(waiting.pop(0))
    for pid in jobs:
        _kill(pid)


def _patience(jobs: dict[int, Job], preloading: bool) -> float | None:
    if preloading:  # between jobs as well: a server that is busy from its start would never get to it
        return 0.0
    if not jobs:
        return None
    return max(0.0, min(job.deadline for job in jobs.values()) - time.monotonic())


def _preload(module: str) -> None:
    """Import a module ahead; one whose own dependencies are not installed is left to the child to refuse."""
    with contextlib.suppress(ImportError):
        import_module(module)


def _accept(control: socket.socket, jobs: dict[int, Job], ours: tuple[socket.socket, ...]) -> bool:
    """Take a job and fork its child; False at the end of the stream."""
    message, descriptors, _, _ = socket.recv_fds(control, JOB.size, 2)
    if not message:
        return False
    seconds, memory = JOB.unpack(message)
    data, end = (socket.socket(fileno=descriptor) for descriptor in descriptors)
    try:
        pid = os.fork()
    except OSError:
        end.close()
        data.close()
        return True
    if pid == 0:
        for channel in (*ours, end, *(job.end for job in jobs.values())):
            channel.close()
        _child(data, seconds, memory)
    data.close()
    jobs[pid] = Job(time.monotonic() + seconds, end)
    return True


def _child(data: socket.socket, seconds: float, memory: int) -> None:
    """Run one call under limits; never returns."""
    status = 1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        LIBC.prctl(PARENT_DEATH_SIGNAL, signal.SIGKILL)
        # Whatever the call starts stays in this session's group, so that one kill reaches it (see doc.py).
        os.environ["GONGKAI_SANDBOXED"] = "1"
        heap = int(memory * SHARE)
        resource.setrlimit(resource.RLIMIT_DATA, (heap, heap))
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 2, int(seconds) + 4))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(OPEN_FILES, hard), hard))
        with data.makefile("rwb") as stream:
            size = LENGTH.unpack(stream.read(LENGTH.size))[0]
            function, args = pickle.loads(stream.read(size))  # noqa: S301 - from our own parent
            reply = answer(function, args)
            stream.write(LENGTH.pack(len(reply)))
            stream.write(reply)
        status = 0
    finally:
        os._exit(status)


def _reap(jobs: dict[int, Job]) -> None:
    """Tell the end of every child that ended, and kill what it left behind."""
    while jobs:
        try:
            pid, status, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        job = jobs.pop(pid, None)
        if job is None:
            continue
        _kill(pid)
        code = os.waitstatus_to_exitcode(status)
        with job.end, contextlib.suppress(OSError):
            job.end.sendall(END.pack(code, job.late, usage.ru_maxrss * 1024, usage.ru_utime + usage.ru_stime))


def _expire(jobs: dict[int, Job]) -> None:
    now = time.monotonic()
    for pid, job in jobs.items():
        if job.deadline <= now:
            job.late = True
            job.deadline = now + 60
            _kill(pid)


def _kill(pid: int) -> None:
    """Kill a child and everything in its process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]))
