"""Whether a figure of the text agrees with the cells it is of, by any reading of either."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import TypeAlias, cast

from gongkai.statute.claims import Claim
from gongkai.statute.report import Report, Value
from gongkai.statute.tables.parts import APPLICANTS, REMEDY_OUTCOMES

Number: TypeAlias = int | Decimal
_APPLICANT_PARTS = tuple(line.code for line in APPLICANTS if not line.sums)
_BLANK = {None}
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


_Look: TypeAlias = Callable[[Mapping[str, Value]], tuple[Value, ...]]


@lru_cache(maxsize=512)
def _look_up(codes: tuple[str, ...]) -> _Look | None:
    """What looks the parts of totals up at once; None where one of the cells adds nothing up."""
    parts = [_parts(code) for code in codes]
    return itemgetter(*chain.from_iterable(parts)) if all(parts) else None


def _parts_of(cells: Mapping[str, Value], codes: tuple[str, ...]) -> tuple[Value, ...] | None:
    """The parts of the totals' rows, in order; None where one of the cells adds nothing up."""
    look = _look_up(codes)
    if look is None:
        return None
    try:
        return look(cells)
    except KeyError:
        return tuple([cells.get(part) for code in codes for part in _parts(code)])


def _added(cells: Mapping[str, Value], code: str) -> tuple[Number | None, Number]:
    """What the row's parts add up to, None where one is unknown; and the least it can be."""
    parts = _parts_of(cells, (code,))
    if parts is None:
        return None, 0
    least: Number = sum(cast("Iterator[int]", filter(None, parts)))
    return (None if None in parts else least), least


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
    if {*map(cells.get, codes)} == _BLANK:
        parts = _parts_of(cells, codes)
        if parts is not None:  # sheets without totals: the rows are looked at together
            total: Number = sum(cast("Iterator[int]", filter(None, parts)))
            if None in parts:
                return Told.OTHERWISE if total > value else Told.UNKNOWN
            return Told.ALIKE if total == value else Told.OTHERWISE
    printed_sum: Number = 0
    row_sum: Number = 0
    least: Number = 0
    all_printed = all_known = True
    for code in codes:
        printed = cells.get(code)
        added, low = _added(cells, code)
        if printed is None:
            all_printed = False
            least += low
        else:
            printed_sum += printed
            least += printed
        known = printed if added is None else added
        if known is None:
            all_known = False
        else:
            row_sum += known
    if (all_printed and printed_sum == value) or (all_known and row_sum == value):
        return Told.ALIKE
    return Told.OTHERWISE if all_printed or all_known or least > value else Told.UNKNOWN


def told_by(report: Report, claim: Claim) -> Told:
    """Whether some reading of the sentence agrees with some reading of the cells."""
    whole = int(claim.value)
    value = whole if whole == claim.value else claim.value  # whole numbers compare faster
    readings = (claim.cells, *claim.readings)
    if any(_printed_sum(report.cells, codes) == value for codes in readings):
        return Told.ALIKE
    unknown = False
    for cells in (report.cells, *[{**report.cells, **other} for other in report.alternatives]):
        for codes in readings:
            told = _reading(cells, codes, value)
            if told is Told.ALIKE:
                return told
            unknown = unknown or told is Told.UNKNOWN
    return Told.UNKNOWN if unknown else Told.OTHERWISE


def _printed_sum(cells: Mapping[str, Value], codes: tuple[str, ...]) -> Number | None:
    if len(codes) == 1:
        return cells.get(codes[0])
    printed = [*map(cells.get, codes)]
    return None if None in printed else sum(cast("list[Number]", printed))
