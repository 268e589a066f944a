"""What the comparison works on: an agency as plain values, a row of a file, and the plan that comes of them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from gongkai.agencies.exchange.fields import FIELD, Field, Kind
from gongkai.statute.errors import GongkaiError

Value: TypeAlias = str | bool | date | None
Line: TypeAlias = dict[str, Value]
"""An agency by field code: references are keys, absent dates None, everything else text. New ones have "row:12"."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in the file: the number a reader sees, and its cells as text."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read: the columns that are there, and the rows."""

    columns: tuple[Field, ...]
    rows: tuple[Row, ...]
    refusals: tuple["Refusal", ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A place in the file that cannot be taken over, and why."""

    row: int
    column: str
    reason: GongkaiError


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one agency, as shown: the old and the new value in words."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Touched:
    """One agency that would be added, changed, or moved."""

    row: int
    key: str
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Exactly what an import would do. Nothing is done while there is a refusal."""

    added: tuple[Touched, ...] = ()
    changed: tuple[Touched, ...] = ()
    moved: tuple[Touched, ...] = ()
    absent: tuple[tuple[str, str], ...] = ()
    refusals: tuple[Refusal, ...] = ()
    same: int = 0
    lines: Mapping[str, Line] = field(default_factory=dict)
    """The final values of everything added, changed or moved."""

    @property
    def empty(self) -> bool:
        """Whether nothing would change."""
        return not (self.added or self.changed or self.moved)

    @property
    def fingerprint(self) -> str:
        """By which the confirmation names what was seen."""
        seen = hashlib.sha256()
        for part in (self.added, self.changed, self.moved):
            for touched in part:
                seen.update(repr((touched.row, touched.key, touched.changes)).encode())
            seen.update(b"\x00")
        return seen.hexdigest()


def blank(code: str) -> Value:
    """The value of a field that says nothing."""
    kind = FIELD[code].kind
    if kind is Kind.DATE:
        return None
    if kind is Kind.FLAG:
        return False
    return "active" if code == "state" else ""


def in_words(code: str, value: Value, names: Mapping[str, str]) -> str:
    """A value as the preview and the workbook show it."""
    declared = FIELD[code]
    if declared.kind is Kind.FLAG:
        return "是" if value else "否"
    if value is None or value == "":
        return ""
    if declared.kind is Kind.CHOICE:
        return dict(declared.choices)[str(value)]
    if declared.kind is Kind.REFERENCE:
        return names.get(str(value), str(value))
    return str(value)
