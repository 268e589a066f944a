"""Whether a figure of the text agrees with the cells it is of, by any reading of either."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import TypeAlias, cast

from gongkai.statute.claims import Claim
from gongkai.statute.report import Report, Value
from gongkai.statute.tables.parts import APPLICANTS, REMEDY_OUTCOMES

Number: TypeAlias = int | Decimal
_APPLICANT_PARTS = tuple(line.code for line in APPLICANTS if not line.sums)
_REMEDY_PARTS = tuple(line.code for line in REMEDY_OUTCOMES if not line.sums)


class Told(StrEnum):
    """What comparing came to."""

    ALIKE = "alike"
    OTHERWISE = "otherwise"
    UNKNOWN = "unknown"  # a cell it needs is blank or was not found


@lru_cache(maxsize=512)
def _parts(code: str) -> tuple[str, ...]:
    """The cells a total adds up along its row."""
    if not code.endswith(".total") or code[:2] not in ("t3", "t4"):
        return ()
    opening = code.removesuffix("total")
    return tuple(opening + part for part in (_APPLICANT_PARTS if code[:2] == "t3" else _REMEDY_PARTS))


@lru_cache(maxsize=512)
def _look_up(code: str) -> Callable[[Mapping[str, Value]], tuple[Value, ...]] | None:
    """What looks the parts of a total up at once; None for a cell that adds nothing up."""
    parts = _parts(code)
    return itemgetter(*parts) if parts else None


def _added(cells: Mapping[str, Value], code: str) -> tuple[Number | None, Number]:
    """What the row's parts add up to, None where one is unknown; and the least it can be."""
    look = _look_up(code)
    if look is None:
        return None, 0
    try:
        parts = look(cells)
    except KeyError:
        parts = tuple([cells.get(part) for part in _parts(code)])
    if None in parts:
        return None, sum([value for value in parts if value is not None])
    total = sum(cast("tuple[Number, ...]", parts))
    return total, total


def known_sum(report: Report, codes: tuple[str, ...]) -> Decimal | None:
    """The sum of cells as printed, a blank total taken from its row; None where that cannot be said.

    The blanks of a row that has values are taken for nothing here: it serves messages and shares, never an error.
    """
    total: Number = 0
    for code in codes:
        value = report.cells.get(code)
        if value is None:
            known = [part for part in map(report.cells.get, _parts(code)) if part is not None]
            if not known:
                return None
            value = sum(known)
        total += value
    return Decimal(total)


def _reading(cells: Mapping[str, Value], codes: tuple[str, ...], value: Number) -> Told:
    """One reading: as printed, or with every total replaced by the sum of its row."""
    printed = [*map(cells.get, codes)]
    known = [v for v in printed if v is not None]
    complete = len(known) == len(printed)
    if complete and sum(known) == value:
        return Told.ALIKE
    added = [_added(cells, code) for code in codes]
    sums = [p if a is None else a for (a, _), p in zip(added, printed, strict=True)]
    said = [v for v in sums if v is not None]
    if len(said) == len(sums) and sum(said) == value:
        return Told.ALIKE
    if complete or len(said) == len(sums):
        return Told.OTHERWISE
    least = sum(low if p is None else p for p, (_, low) in zip(printed, added, strict=True))
    return Told.OTHERWISE if least > value else Told.UNKNOWN


def told_by(report: Report, claim: Claim) -> Told:
    """Whether some reading of the sentence agrees with some reading of the cells."""
    unknown = False
    readings = (claim.cells, *claim.readings)
    whole = int(claim.value)
    value = whole if whole == claim.value else claim.value  # whole numbers compare faster
    for codes in readings:
        printed = [*map(report.cells.get, codes)]
        if None not in printed and sum(cast("list[Number]", printed)) == value:
            return Told.ALIKE
    for cells in (report.cells, *[{**report.cells, **other} for other in report.alternatives]):
        for codes in readings:
            told = _reading(cells, codes, value)
            if told is Told.ALIKE:
                return told
            unknown = unknown or told is Told.UNKNOWN
    return Told.UNKNOWN if unknown else Told.OTHERWISE
