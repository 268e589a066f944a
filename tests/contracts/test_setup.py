"""What the set-up does by itself: a step is done once, a WOFF font is unpacked whole."""

import importlib.util
import struct
import sys
import zlib
from pathlib import Path
from types import ModuleType

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A script as its neighbours import it."""
    monkeypatch.syspath_prepend(SCRIPTS)
    specification = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    monkeypatch.setitem(sys.modules, name, module)
    specification.loader.exec_module(module)
    return module


def test_a_step_is_done_once_and_again_when_its_stamp_changes_or_it_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = load("environment", monkeypatch)
    monkeypatch.setattr(environment, "VENV", tmp_path)

    def due(stamp: str) -> bool:
        with environment.once("step", stamp) as is_due:
            return bool(is_due)

    assert [due("a"), due("a"), due("b"), due("b")] == [True, False, True, False]
    with pytest.raises(SystemExit), environment.once("step", "c"):
        raise SystemExit(1)
    assert due("c")


def test_a_woff_font_is_unpacked_table_by_table(monkeypatch: pytest.MonkeyPatch) -> None:
    load("environment", monkeypatch)
    assets = load("assets", monkeypatch)
    tables = {b"cmap": b"characters " * 20, b"glyf": b"odd"}
    packed = {tag: min(zlib.compress(data), data, key=len) for tag, data in tables.items()}
    woff, start = b"", 44 + 20 * len(tables)
    for tag, data in tables.items():
        woff += struct.pack(">4sIIII", tag, start, len(packed[tag]), len(data), 7)
        start += len(packed[tag])
    head = struct.pack(">4s4sIH", b"wOFF", b"\0\1\0\0", start, len(tables)).ljust(44, b"\0")

    font = assets.plain_font(head + woff + b"".join(packed.values()))

    count = struct.unpack_from(">4sH", font)[1]
    read = {}
    for n in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * n)
        assert offset % 4 == 0
        read[tag] = font[offset : offset + length]
    assert read == tables
