"""Journeys: the real server in its own process and home, and headless Chromium with a fresh profile."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def site_url(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[str]:
    """The address of a running `gongkai serve`, as ./run starts it, with a home that goes with the tests."""
    home, bind = tmp_path_factory.mktemp("home"), f"127.0.0.1:{free_port()}"
    settings = {"DJANGO_SETTINGS_MODULE": "gongkai.site.settings"}  # those of an office, not those of the tests
    environment = {**os.environ, **settings, "GONGKAI_HOME": str(home), "GONGKAI_BIND": bind}
    command = [sys.executable, "-m", "gongkai", "serve"]
    with (home / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log)
    try:
        _wait_until_alive(f"http://{bind}/alive", server, home / "server.log")
        yield f"http://{bind}"
    finally:
        server.terminate()
        assert server.wait(timeout=20) == 0, (home / "server.log").read_text()


def _wait_until_alive(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Where it is missing this fails; it is never skipped."""
    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert program, "no Chromium: ./test --browser installs it, or says what to install"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, site_url: str) -> Iterator[Page]:
    """A page of its own context. Errors in the browser's console and breaches of the CSP fail the journey."""
    context = chromium.new_context(base_url=site_url, locale="zh-CN", accept_downloads=True)
    context.set_default_timeout(30_000)
    opened, faults = context.new_page(), list[str]()

    def keep(message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            faults.append(message.text)

    opened.on("console", keep)
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []
