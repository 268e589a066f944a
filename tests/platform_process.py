"""A platform of one's own for these tests: a home, a database, a server that can be killed and started again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Platform:
    """`gongkai serve` with the demonstration in a home of its own."""

    def __init__(self, root: Path, home: Path, database: str = "") -> None:
        self.root, self.home = root, home
        self.bind = f"127.0.0.1:{free_port()}"
        self.url = f"http://{self.bind}"
        self.environment = {
            **os.environ,
            "GONGKAI_HOME": str(home),
            "GONGKAI_BIND": self.bind,
            "GONGKAI_DEMONSTRATION": "true",
        } | ({"DATABASE_URL": database} if database else {})
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.server: subprocess.Popen[bytes] | None = None

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`gongkai …` on this platform's home and database."""
        return subprocess.run(
            [sys.executable, "-m", "gongkai", *arguments],
            cwd=self.root, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    def start(self) -> None:
        """Start the server as a group of its own and wait until it answers."""
        with (self.home / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "gongkai", "serve"],
                cwd=self.root, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        for _ in range(600):
            if self.server.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.url}/alive", timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.05)
        raise AssertionError((self.home / "server.log").read_text()[-4000:])

    def kill(self) -> None:
        """kill -9 for the server and everything it started: nobody gets to say goodbye."""
        assert self.server
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait(timeout=20)
