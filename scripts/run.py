"""./run: set up what is missing, fill an empty home with the demonstration, then become the platform's server."""

import os
import subprocess
import sys
from pathlib import Path

import environment

MARK = "demonstration"
"""The file in the home that says: what is in here is the demonstration."""


def main() -> None:
    """The process is replaced, so that signals reach the server itself."""
    environment.prepare("base")
    environment.prepare_assets()
    os.chdir(environment.ROOT)
    command = environment.VENV / "bin" / "gongkai"
    demonstrate(command)
    os.execv(command, [str(command), "serve", *sys.argv[1:]])  # noqa: S606  our own command


def demonstrate(command: Path) -> None:
    """In a home where nothing is yet, unless the environment says what it wants."""
    if "GONGKAI_DEMONSTRATION" in os.environ or "DATABASE_URL" in os.environ:
        return
    home = Path(os.environ.get("GONGKAI_HOME", "var"))
    is_empty = not (home / "gongkai.sqlite3").exists()
    if not is_empty and not (home / MARK).exists():
        return
    os.environ["GONGKAI_DEMONSTRATION"] = "true"
    if is_empty:
        environment.say("第一次启动，正在装入演示数据……")
        home.mkdir(parents=True, exist_ok=True)
        (home / MARK).touch()
        subprocess.run([str(command), "demonstrate"], check=True)


if __name__ == "__main__":
    main()
