"""A private PostgreSQL for one test run: its own folder, a socket and no port, a user that is not root."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import debian
from environment import fail

USER = "postgres"


@contextmanager
def server() -> Iterator[str]:
    """Start it, give its address, stop it and delete its data."""
    programs = _programs()
    with tempfile.TemporaryDirectory(prefix="gongkai-pg-") as folder:
        home = Path(folder)
        home.chmod(0o700)
        if os.geteuid() == 0:
            shutil.chown(home, USER)
        data = home / "data"
        _run(programs / "initdb", "--pgdata", data, "--username", USER, "--auth", "trust",
             "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories='{home}' -c fsync=off -c max_connections=100"
        _run(programs / "pg_ctl", "start", "--pgdata", data, "--wait", "--log", home / "log", "--options", options)
        try:
            yield f"postgres://{USER}@{quote(str(home), safe='')}/postgres"
        finally:
            _run(programs / "pg_ctl", "stop", "--pgdata", data, "--mode", "immediate")
            if os.geteuid() == 0:
                shutil.chown(home, "root")


def _programs() -> Path:
    found = _installed()
    if found is None:
        debian.need("PostgreSQL 测试", "postgresql")
        found = _installed()
    return found or fail("装了 postgresql，但没有找到 initdb 和 pg_ctl。")


def _installed() -> Path | None:
    def version(path: Path) -> int:
        return int(path.parts[-2]) if path.parts[-2].isdigit() else 0

    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    named = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    return next(
        (path for path in (*known, *named) if (path / "initdb").is_file() and (path / "pg_ctl").is_file()), None
    )


def _run(*command: str | Path) -> None:
    done = subprocess.run(
        [str(part) for part in command],
        check=False, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        cwd="/", **_identity(),
    )  # fmt: skip
    if done.returncode:
        fail(f"PostgreSQL 没有启动：{done.stdout}")


def _identity() -> dict[str, object]:
    """PostgreSQL refuses root; Debian's package has made a user for it."""
    if os.geteuid():
        return {}
    person = pwd.getpwnam(USER)
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
