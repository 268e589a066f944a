"""The virtual environment in .venv/, made from the locks. Standard library only: this runs on a bare Python.

Each lock is installed once; its digest is kept beside it, so that the second time takes no time.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"


def say(line: str) -> None:
    """A line for the person who waits."""
    print(line, file=sys.stderr, flush=True)


def fail(line: str) -> NoReturn:
    """Say what is wrong and what to do, and end."""
    say(line)
    raise SystemExit(1)


def call(*command: str | Path, **options: object) -> None:
    """Run a program; where it fails, say which, and end with its code."""
    done = subprocess.run([str(part) for part in command], check=False, **options)  # type: ignore[call-overload]
    if done.returncode:
        say(f"没有成功：{' '.join(map(str, command))}")
        raise SystemExit(done.returncode)


def digest(*paths: Path) -> str:
    """One digest of several files."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()


@contextmanager
def once(name: str, stamp: str) -> Iterator[bool]:
    """True when this step has not been done with this stamp; afterwards it has, unless it failed."""
    record = VENV / f".gongkai-{name}"
    due = not record.is_file() or record.read_text("ascii") != stamp
    yield due
    if due:
        record.write_text(stamp, "ascii")


def forget(name: str) -> None:
    """Make a step due again."""
    (VENV / f".gongkai-{name}").unlink(missing_ok=True)


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands started together set up one after the other."""
    with (ROOT / ".setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepare(*locks: str) -> None:
    """Make .venv/ hold what these locks name, and the project itself as the command .venv/bin/gongkai."""
    with _alone():
        _make()
        for name in ("build", *locks):
            install_lock(name)
        with once("project", digest(ROOT / "pyproject.toml") + os.fsencode(ROOT).hex()) as due:
            if due:
                _install("--no-deps", "--no-build-isolation", "--editable", ROOT)


def install_lock(name: str) -> None:
    """Install exactly what ``requirements/<name>.lock`` names, unless it is already there."""
    lock = REQUIREMENTS / f"{name}.lock"
    with once(name, digest(lock)) as due:
        if due:
            say(f"正在安装 requirements/{name}.lock（只在第一次和有更新时）……")
            _install("--require-hashes", "--no-deps", "-r", lock)


def prepare_assets() -> None:
    """Style sheets and fonts, after `prepare`."""
    import assets

    with _alone():
        assets.install()


def _make() -> None:
    works = PYTHON.is_file() and not subprocess.run([PYTHON, "-c", ""], check=False, capture_output=True).returncode
    if works:
        return
    say("正在建立 .venv/ ……")
    if VENV.exists():  # an interpreter that has gone, or half a set-up
        shutil.rmtree(VENV)
    venv.create(VENV, with_pip=True, symlinks=True)


def _install(*arguments: str | Path) -> None:
    """By uv where it is on the path (seconds), else, or where uv knows no registry, by pip (a minute)."""
    if uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--quiet", "--python", PYTHON, *arguments]
        if not subprocess.run(command, check=False, capture_output=True).returncode:
            return
    call(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments, env=_quietly())


def _quietly() -> dict[str, str]:
    return {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
