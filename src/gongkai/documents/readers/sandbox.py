"""Work on other people's files in a child process: bounded in time and memory, killed with everything it started.

A server process without threads is started once and imports the readers; each call forks from it (about 10 ms):
threads of a web server do no harm, and many files do not pay the imports again. The server ends with its parent.

Known gap: the child may use the network and read what the user may read, and its answer is unpickled here; a reader
library taken over by a file could act as the user. The bounds protect against hanging, memory and crashes.
"""

import logging
import os
import pickle
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NoReturn, ParamSpec, TypeVar, cast

from gongkai.documents.readers.errors import ReaderCrashed, SystemBusy, TooMuchMemory, TooSlow
from gongkai.documents.readers.limits import DEFAULT, MEGABYTE
from gongkai.statute.errors import GongkaiError

P = ParamSpec("P")
T = TypeVar("T")

JOB = struct.Struct("!dQ")  # seconds, bytes of memory
END = struct.Struct("!iiQd")  # exit code or minus signal, killed at the deadline, peak bytes of memory, CPU seconds
LENGTH = struct.Struct("!Q")
GRACE = 10.0
"""Seconds the server has beyond the limit before it is taken for dead itself."""
NEARLY = 0.5
"""A child that dies of a signal above this share of its memory limit died of memory."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a call returned, how long it took (by the wall clock, and on the CPU) and its peak memory in bytes."""

    value: T
    seconds: float
    peak: int
    cpu: float


def in_sandbox(
    function: Callable[..., T],
    *args: object,
    seconds: float = DEFAULT.seconds,
    memory: int = DEFAULT.memory,
    subject: str = "文件",
) -> T:
    """Call a module-level function in a bounded child process and return its value.

    Coded refusals raised by the function come through as they are. Its own: RDR-1013 too slow, RDR-1014 too much
    memory, RDR-1015 anything else that ended the child, RDR-1019 no child could be started; `subject` names in them
    what was worked on. Arguments and value travel by pickle.
    """
    return measured(function, *args, seconds=seconds, memory=memory, subject=subject).value


def measured(
    function: Callable[..., T],
    *args: object,
    seconds: float = DEFAULT.seconds,
    memory: int = DEFAULT.memory,
    subject: str = "文件",
) -> Outcome[T]:
    """The same with time and peak memory; refusals carry `seconds`, `peak` and `cpu` among their fields."""
    request = pickle.dumps((function, args), pickle.HIGHEST_PROTOCOL)
    started = time.monotonic()
    reply, code, late, peak, cpu = _SERVER.call(request, seconds, memory, subject)
    spent = time.monotonic() - started
    costs: dict[str, object] = {"seconds": spent, "peak": peak, "cpu": cpu}
    if late or code == -signal.SIGXCPU:
        raise TooSlow(subject=subject, limit=round(seconds, 1), **costs)
    if reply is None:
        _refuse_death(code, peak > NEARLY * memory, memory, subject, costs)
    kind, value = pickle.loads(reply)  # noqa: S301 - written by our own child; see the module's known gap
    if kind == "value":
        return Outcome(cast(T, value), spent, peak, cpu)
    if kind == "memory":
        raise TooMuchMemory(subject=subject, limit=memory // MEGABYTE, **costs)
    if kind == "refused":
        value.fields.update(costs)
        raise value
    log.error("sandboxed call failed: %s", value)
    raise ReaderCrashed(subject=subject, detail="程序内部出错", **costs)


def _refuse_death(code: int, swollen: bool, memory: int, subject: str, costs: dict[str, object]) -> NoReturn:
    """The refusal for a child that ended without an answer."""
    if swollen or code == -signal.SIGKILL:
        raise TooMuchMemory(subject=subject, limit=memory // MEGABYTE, **costs)
    log.error("sandboxed child ended with %s", code)
    raise ReaderCrashed(subject=subject, detail="读取程序异常退出", **costs)


def warm() -> None:
    """Start the server now, so that the first file does not wait for it."""
    _SERVER.ensure()


def close() -> None:
    """End the server and whatever still runs in it; the next call starts another."""
    _SERVER.close()


class _Server:
    """The parent's end of the server process; one for each process that uses the sandbox."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def forget(self) -> None:
        """After a fork the new process leaves its parent's server alone and starts its own."""
        if self._socket is not None:
            self._socket.close()
        self._lock = threading.Lock()
        self._socket = self._process = None

    def ensure(self) -> socket.socket:
        """The socket of a living server."""
        with self._lock:
            if self._socket is not None and self._process is not None and self._process.poll() is None:
                return self._socket
            if self._socket is not None:
                self._socket.close()
            self._socket = self._start()
            return self._socket

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        paths = os.pathsep.join(path for path in sys.path if path)
        environment = {**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        try:
            with theirs:
                self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                    [sys.executable, "-m", "gongkai.documents.readers.sandbox_server", str(theirs.fileno())],
                    pass_fds=(theirs.fileno(),),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=environment,
                    start_new_session=True,
                )
        except OSError as error:
            ours.close()
            raise SystemBusy(subject="文件") from error
        return ours

    def close(self) -> None:
        """Closing the socket ends the server."""
        with self._lock:
            process, self._process = self._process, None
            if self._socket is not None:
                self._socket.close()
                self._socket = None
        if process is not None:
            try:
                process.wait(timeout=GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def call(
        self, request: bytes, seconds: float, memory: int, subject: str
    ) -> tuple[bytes | None, int, bool, int, float]:
        """The child's answer (None where it died first), exit code, whether late, peak memory, CPU seconds."""
        data, their_data = socket.socketpair()
        end, their_end = socket.socketpair()
        with data, end:
            with their_data, their_end:
                self._submit([their_data.fileno(), their_end.fileno()], seconds, memory, subject)
            deadline = time.monotonic() + seconds + GRACE
            reply = _exchange(data, request, deadline)
            # The answer is there; the child is only leaving, and the server tells its end at once.
            trailer = _receive(end, END.size, deadline)
        if trailer is None:  # the server itself hangs, or was killed from outside
            self.close()
            late = time.monotonic() >= deadline
            refusal = TooSlow if late else ReaderCrashed
            costs = {"seconds": seconds if late else 0.0, "peak": 0, "cpu": 0.0}
            raise refusal(subject=subject, limit=round(seconds, 1), detail="读取程序异常退出", **costs)
        code, late, peak, cpu = END.unpack(trailer)
        return reply, code, bool(late), peak, cpu

    def _submit(self, fds: list[int], seconds: float, memory: int, subject: str) -> None:
        for attempt in (1, 2):
            try:
                socket.send_fds(self.ensure(), [JOB.pack(seconds, memory)], fds)
            except OSError as error:  # the server was killed from outside: start another, once
                if attempt == 2:
                    raise SystemBusy(subject=subject) from error
                self.close()
            else:
                return


def _exchange(data: socket.socket, request: bytes, deadline: float) -> bytes | None:
    """Send the request and take the answer; None when the child ends before it is whole."""
    try:
        data.settimeout(max(0.1, deadline - time.monotonic()))
        data.sendall(LENGTH.pack(len(request)))
        data.sendall(request)
    except OSError:
        return None
    header = _receive(data, LENGTH.size, deadline)
    return None if header is None else _receive(data, LENGTH.unpack(header)[0], deadline)


def _receive(channel: socket.socket, size: int, deadline: float) -> bytes | None:
    """Exactly `size` bytes; None at the end of the stream, at the deadline or on a broken connection."""
    chunks: list[bytes] = []
    while size:
        wait = deadline - time.monotonic()
        if wait <= 0 or not select.select([channel], [], [], wait)[0]:
            return None
        try:
            chunk = channel.recv(min(size, 1 << 20))
        except OSError:
            return None
        if not chunk:
            return None
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)


def answer(function: Callable[..., object], args: tuple[object, ...]) -> bytes:
    """Run a call in the child and pack what came of it."""
    try:
        return pickle.dumps(("value", function(*args)), pickle.HIGHEST_PROTOCOL)
    except GongkaiError as refusal:
        return pickle.dumps(("refused", refusal), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(("memory", None))
    except Exception:  # noqa: BLE001 - the child's last stop: the traceback goes to the parent's log
        import traceback

        return pickle.dumps(("error", traceback.format_exc(limit=-12)))


_SERVER = _Server()
os.register_at_fork(after_in_child=_SERVER.forget)
