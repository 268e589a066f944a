"""A bounded child process: values and refusals come back, whatever hangs, swells or dies does not."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from gongkai.documents.readers import open_source
from gongkai.documents.readers.errors import (
    EmptyFile,
    ReaderCrashed,
    TooMuchMemory,
    TooSlow,
)
from gongkai.documents.readers.sandbox import close, in_sandbox, measured, warm

MEGABYTE = 1024 * 1024


def test_values_come_back() -> None:
    assert in_sandbox(open_source, "规章\t0".encode(), "年报.txt") == open_source("规章\t0".encode(), "年报.txt")


def test_refusals_come_back_with_code_and_fields() -> None:
    with pytest.raises(EmptyFile) as caught:
        in_sandbox(open_source, b"", "空.txt")

    assert caught.value.code == "RDR-1001"
    assert caught.value.fields["name"] == "空.txt"
    assert "空.txt" in str(caught.value)


def test_what_hangs_is_stopped() -> None:
    started = time.monotonic()

    with pytest.raises(TooSlow, match=r"RDR-1013.*“慢\.pdf”.*0\.5 秒"):
        in_sandbox(time.sleep, 60, seconds=0.5, subject="“慢.pdf”")

    assert time.monotonic() - started < 5


def test_what_swells_is_stopped() -> None:
    with pytest.raises(TooMuchMemory, match=r"RDR-1014.*256 MB"):
        in_sandbox(bytes, 512 * MEGABYTE, memory=256 * MEGABYTE)


def test_what_dies_is_told() -> None:
    with pytest.raises(ReaderCrashed, match="RDR-1015"):
        in_sandbox(os.abort)
    with pytest.raises(ReaderCrashed, match="RDR-1015"):
        in_sandbox(int, "x")
    with pytest.raises(ReaderCrashed, match="RDR-1015"):
        in_sandbox(os._exit, 3)


def _start_a_sleeper() -> int:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid


def test_what_the_call_started_is_killed_with_it() -> None:
    pid = in_sandbox(_start_a_sleeper)

    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _is_running(pid):
        time.sleep(0.05)
    assert not _is_running(pid)


def _is_running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 - a kernel file
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_threads_may_call_at_once_and_the_peak_is_told() -> None:
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda n: measured(pow, n, 2), range(40)))

    assert [outcome.value for outcome in outcomes] == [n * n for n in range(40)]
    assert all(MEGABYTE < outcome.peak < 1024 * MEGABYTE for outcome in outcomes)


def test_large_files_go_through() -> None:
    assert in_sandbox(len, b"0" * 30 * MEGABYTE) == 30 * MEGABYTE


def test_a_closed_server_starts_again() -> None:
    close()
    warm()

    assert in_sandbox(pow, 2, 10) == 1024


def test_a_server_killed_from_outside_is_told_and_replaced() -> None:
    parent = in_sandbox(os.getppid)

    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(in_sandbox, time.sleep, 30)
        time.sleep(0.5)
        os.kill(parent, signal.SIGKILL)
        with pytest.raises(ReaderCrashed, match="RDR-1015"):
            running.result(timeout=10)

    assert in_sandbox(pow, 2, 10) == 1024


def test_a_forked_process_has_its_own_server() -> None:
    in_sandbox(pow, 2, 2)
    pid = os.fork()
    if pid == 0:
        try:
            code = 0 if in_sandbox(pow, 3, 2) == 9 else 1
            close()
        finally:
            os._exit(code)

    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert in_sandbox(pow, 2, 3) == 8
