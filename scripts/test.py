"""./test: set up what is missing, then run what was asked for. One failure makes the whole a failure."""

import argparse
import contextlib
import ctypes.util
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import debian
import environment
import fontconfig
import postgres
from environment import PYTHON, ROOT, VENV, say

HELP = """./test 不带参数：所有不需要其他服务的测试（SQLite，随机测试取小样本），两个进程。
几项可以一起给；不认识的参数交给 pytest，例如 ./test tests/statute -k deadline。"""
JOURNEYS = "tests/journeys"
LINTS: dict[str, Sequence[str]] = {
    "ruff check": ("ruff", "check", "--quiet", "."),
    "ruff format": ("ruff", "format", "--quiet", "--check", "."),
    "mypy": ("mypy", "--no-error-summary"),
    "import-linter": ("lint-imports", "--no-logo"),
    "bandit": ("bandit", "--quiet", "--configfile", "pyproject.toml", "--recursive", "src"),
    "generated reference": ("python", "scripts/reference.py", "--check"),
}


def main() -> int:
    """0 when everything asked for holds."""
    parser = argparse.ArgumentParser(prog="./test", description=HELP, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--full", action="store_true", help="随机测试取全部数量")
    parser.add_argument("--db", choices=["sqlite", "postgres"], help="同样的测试用哪种数据库")
    parser.add_argument("--lint", action="store_true", help="格式、类型、层次、安全和自动生成的文档")
    parser.add_argument("--browser", action="store_true", help="在无界面的 Chromium 里走一遍页面")
    asked, rest = parser.parse_known_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the database is stopped and its data deleted

    environment.prepare("dev")
    environment.prepare_assets()
    os.chdir(ROOT)
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}"
    os.environ.setdefault("FONTCONFIG_FILE", str(fontconfig.write()))
    if asked.full:
        os.environ["GONGKAI_FULL"] = "1"

    failed: list[str] = []
    if asked.lint:
        failed += _lint()
    with _database(asked.db):
        if asked.browser:
            _chromium()
            named = any(Path(word.partition("::")[0]).exists() for word in rest)
            failed += _pytest("browser", rest if named else [JOURNEYS, *rest], GONGKAI_BROWSER="1")
        if asked.full or asked.db or not (asked.lint or asked.browser):
            workers = [] if rest else ["-n", "2", "--dist", "worksteal"]
            failed += _pytest(f"tests ({asked.db or 'sqlite'})", [*workers, *rest])
    if failed:
        say(f"没有通过：{'、'.join(failed)}")
    return 1 if failed else 0


def _lint() -> list[str]:
    failed = []
    for name, command in LINTS.items():
        if subprocess.run([VENV / "bin" / command[0], *command[1:]], check=False).returncode:
            failed.append(name)
        else:
            say(f"✓ {name}")
    return failed


def _pytest(name: str, arguments: Sequence[str], **variables: str) -> list[str]:
    started = time.monotonic()
    done = subprocess.run([PYTHON, "-m", "pytest", *arguments], env={**os.environ, **variables}, check=False)
    say(f"{'✗' if done.returncode else '✓'} {name}：{time.monotonic() - started:.0f} 秒")
    return [name] if done.returncode else []


@contextlib.contextmanager
def _database(kind: str | None):  # noqa: ANN202  a generator of nothing
    if kind != "postgres":
        yield
        return
    with postgres.server() as url:
        os.environ["DATABASE_URL"] = url
        yield


def _chromium() -> None:
    """Debian's Chromium; playwright only drives it, by a program of its own that links to libatomic."""
    found = any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))
    if not (found and ctypes.util.find_library("atomic")):
        debian.need("浏览器测试", "chromium", "libatomic1")


if __name__ == "__main__":
    raise SystemExit(main())
