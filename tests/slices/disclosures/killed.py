"""Processes of a home of their own, for tests that kill one while it writes."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def scripts_in(home: Path, root: Path) -> "Callable[..., subprocess.Popen[str]]":
    """What starts a script, with its arguments, on an SQLite database in `home`."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "GONGKAI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "gongkai.site.settings",
        "PYTHONPATH": os.pathsep.join([str(root), *filter(None, [os.environ.get("PYTHONPATH", "")])]),
    }

    def started(script: str, *arguments: str) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", script, *arguments]
        return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)

    return started


def killed_there(process: "subprocess.Popen[str]") -> None:
    """Kill it as soon as it says that it is there."""
    assert process.stdout is not None
    assert process.stdout.readline() == "there\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
