"""Days in sentences are written as on the pages, 2026年3月1日: in refusals, and in what code puts together."""

import ast
import re
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gongkai.statute.errors import GongkaiError
from gongkai.statute.written import written
from scripts.reference_parts.found import refusals

SOURCE = Path(__file__).parents[2] / "src" / "gongkai"
CHINESE = re.compile("[一-鿿]")
NAMED_LIKE_A_DAY = re.compile(r"(.*_)?(on|day|today|until|when|due|deadline)")
LISTS = {
    "audit/verify.py",  # names a seal by its key in the file it verifies
    "statute/deadlines/model.py",  # the list of counted days, one under the other
}


def _fields(kind: type[GongkaiError]) -> set[str]:
    """The fields whose value may be a day: none of a format of its own."""
    parts = string.Formatter().parse(kind.text + kind.hint)
    return {name for _, name, form, _ in parts if name and not form}


@pytest.mark.parametrize("kind", refusals(), ids=lambda kind: kind.__name__)
def test_a_refusal_writes_out_every_day_it_is_given(kind: type[GongkaiError]) -> None:
    names = _fields(kind)
    numbers = {name: 3 for _, name, form, _ in string.Formatter().parse(kind.text + kind.hint) if name and form}
    refusal = kind.__new__(kind)
    GongkaiError.__init__(refusal, **dict.fromkeys(names, date(2026, 3, 1)), **numbers)

    assert "2026-" not in str(refusal)
    assert not names or "2026年3月1日" in str(refusal)


def test_an_instant_is_told_in_shanghai() -> None:
    assert written(datetime(2026, 2, 28, 17, 5, tzinfo=UTC)) == "2026年3月1日 01:05"


def _sentences() -> Iterator[tuple[str, ast.JoinedStr]]:
    """Every f-string of the source that holds Chinese."""
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name in LISTS or "/migrations/" in name:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and any(_is_chinese(part) for part in node.values):
                yield f"{name}:{node.lineno}", node


def _is_chinese(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant) and bool(CHINESE.search(str(part.value)))


def test_no_sentence_in_the_source_takes_a_day_as_it_is() -> None:
    bare = [place for place, node in _sentences() for value in node.values if _is_bare(value)]

    assert bare == []


def _is_bare(value: ast.expr) -> bool:
    """A value that looks like a day and is written by nobody, or is written as data."""
    if not isinstance(value, ast.FormattedValue):
        return False
    form = ast.dump(value.format_spec) if value.format_spec else ""
    if "isoformat" in ast.dump(value.value) or "%Y-" in form:
        return True
    name = getattr(value.value, "attr", None) or getattr(value.value, "id", "")
    if name == "day" and isinstance(value.value, ast.Attribute):
        return False  # the number in a date
    return bool(NAMED_LIKE_A_DAY.fullmatch(name))
