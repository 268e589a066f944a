"""`gongkai serve` starts, says where, refuses what is not in order, and stops when told."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def start(home: Path, **variables: str) -> subprocess.Popen[str]:
    ours = ("GONGKAI_", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment |= {"GONGKAI_HOME": str(home), "DJANGO_SETTINGS_MODULE": "gongkai.site.settings", **variables}
    command = [sys.executable, "-m", "gongkai", "serve"]
    return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_it_says_the_address_answers_and_stops_when_told(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        bind = f"127.0.0.1:{probe.getsockname()[1]}"
    server = start(tmp_path, GONGKAI_BIND=bind)
    assert server.stdout
    said = server.stdout.readline()
    with urllib.request.urlopen(f"http://{bind}/alive", timeout=30) as answer:
        body = answer.read()

    server.send_signal(signal.SIGTERM)
    stopping = time.monotonic()
    code = server.wait(timeout=20)

    assert f"http://{bind}" in said
    assert body == b"ok\n"
    assert code == 0
    assert time.monotonic() - stopping < 12
    assert (tmp_path / "gongkai.sqlite3").is_file()
    assert oct((tmp_path / "keys" / "secret_key").stat().st_mode)[-3:] == "600"


def test_an_address_in_use_is_refused(tmp_path: Path, taken: int) -> None:
    _, said = start(tmp_path, GONGKAI_BIND=f"127.0.0.1:{taken}").communicate(timeout=60)

    assert "CLI-3006" in said
    assert "Traceback" not in said


def test_a_malformed_setting_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    server = start(tmp_path, GONGKAI_UPLOAD_FILES="many", GONGKAI_UPLOAD_FILE="3")
    _, said = server.communicate(timeout=60)

    assert server.returncode == 2
    assert "CLI-3001" in said
    assert "CLI-3002" in said
    assert "Traceback" not in said
    assert not (tmp_path / "gongkai.sqlite3").exists()
