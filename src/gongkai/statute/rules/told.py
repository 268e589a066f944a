"""Whether a figure of the text agrees with the cells it is of, by any reading of either."""

from decimal import Decimal
from enum import StrEnum

from gongkai.statute.claims import Claim
from gongkai.statute.report import Report
from gongkai.statute.tables.parts import APPLICANTS, REMEDY_OUTCOMES

_APPLICANT_PARTS = tuple(line.code for line in APPLICANTS if not line.sums)
_REMEDY_PARTS = tuple(line.code for line in REMEDY_OUTCOMES if not line.sums)


class Told(StrEnum):
    """What comparing came to."""

    ALIKE = "alike"
    OTHERWISE = "otherwise"
    UNKNOWN = "unknown"  # a cell it needs is blank or was not found


def _parts(code: str) -> tuple[str, ...]:
    """The cells a total adds up along its row."""
    if not code.endswith(".total") or code[:2] not in ("t3", "t4"):
        return ()
    opening = code.removesuffix("total")
    return tuple(opening + part for part in (_APPLICANT_PARTS if code[:2] == "t3" else _REMEDY_PARTS))


def _printed(report: Report, code: str) -> Decimal | None:
    value = report.cells.get(code)
    return None if value is None else Decimal(value)


def _added(report: Report, code: str) -> tuple[Decimal | None, Decimal]:
    """What the row's parts add up to, None where one is unknown; and the least it can be."""
    parts = [_printed(report, part) for part in _parts(code)]
    known = [value for value in parts if value is not None]
    least = sum(known, Decimal(0))
    return (least if parts and len(known) == len(parts) else None), least


def known_sum(report: Report, cells: tuple[str, ...]) -> Decimal | None:
    """The sum of cells as printed, a blank total taken from its row; None where that cannot be said.

    The blanks of a row that has values are taken for nothing here: it serves messages and shares, never an error.
    """
    total = Decimal(0)
    for code in cells:
        value = _printed(report, code)
        if value is None:
            parts = [_printed(report, part) for part in _parts(code)]
            if not any(part is not None for part in parts):
                return None
            value = sum((part for part in parts if part is not None), Decimal(0))
        total += value
    return total


def _reading(report: Report, cells: tuple[str, ...], value: Decimal) -> Told:
    """One reading: as printed, or with every total replaced by the sum of its row."""
    printed = [_printed(report, code) for code in cells]
    if None not in printed and sum((v for v in printed if v is not None), Decimal(0)) == value:
        return Told.ALIKE
    added = [_added(report, code) for code in cells]
    sums = [a if a is not None else p for (a, _), p in zip(added, printed, strict=True)]
    if None not in sums and sum((v for v in sums if v is not None), Decimal(0)) == value:
        return Told.ALIKE
    if None not in printed:
        return Told.OTHERWISE
    least = sum((p if p is not None else low for p, (_, low) in zip(printed, added, strict=True)), Decimal(0))
    return Told.OTHERWISE if None not in sums or least > value else Told.UNKNOWN


def told_by(report: Report, claim: Claim) -> Told:
    """Whether some reading of the sentence agrees with some reading of the cells."""
    versions = [report, *(report.with_cells(other) for other in report.alternatives)]
    unknown = False
    for version in versions:
        for cells in (claim.cells, *claim.readings):
            told = _reading(version, cells, claim.value)
            if told is Told.ALIKE:
                return told
            unknown = unknown or told is Told.UNKNOWN
    return Told.UNKNOWN if unknown else Told.OTHERWISE
