"""What must not be in the tree: registry hosts, this machine's paths, things that packages bring."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REGISTRIES = (
    "pypi." + "org",
    "python" + "hosted",
    "npm" + "js",
    "registry." + "npm",
    "index" + "-url",
    "find" + "-links",
)
LARGEST = 600_000  # bytes; fonts and style sheets are installed, not kept


def tracked() -> list[Path]:
    """Every file that git knows, or every file of the folder where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_file_names_a_registry() -> None:
    allowed = {"tests/contracts/test_tree.py"}  # it names what it looks for
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in tracked()
        if str(path.relative_to(ROOT)) not in allowed
        for word in REGISTRIES
        if word in _text(path)
    ]

    assert found == []


def test_no_file_names_a_folder_of_this_machine() -> None:
    here = "|".join(re.escape(str(folder)) for folder in (ROOT, ROOT.parent / "shared") if len(folder.parts) > 2)
    machine = re.compile(rf"(?<![\w.])(?:/(?:root|home)/\w+|(?:{here or '(?!)'})\b)")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        for match in [machine.search(_text(path))]
        if match
    ]

    assert found == []


def test_no_large_file_is_kept() -> None:
    assert [str(path.relative_to(ROOT)) for path in tracked() if path.stat().st_size > LARGEST] == []


def test_lock_files_of_tools_that_record_hosts_are_not_kept() -> None:
    assert {path.name for path in tracked()} & {"uv.lock", "pylock.toml", "poetry.lock"} == set()


def test_the_npm_lock_records_no_address() -> None:
    assert "://" not in (ROOT / "package-lock.json").read_text("utf-8")


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=lambda path: path.name)
def test_every_pinned_package_has_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-z])", lock.read_text("utf-8"))

    assert [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
