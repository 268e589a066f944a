"""Sums raise or lower how sure a reading is.

A cell whose row and column both add up is confirmed. A cell in a sum that fails is doubted only where its own
reading left a choice: a figure read from a stated structure is what the report prints, and the failing sum is the
report's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongkai.documents.recognition.readings import Reading
from gongkai.statute.tables import Table, annual_2019, annual_2021

_CONFIRMED = 0.98
_ONE_WAY = 0.95
_DOUBTED = 0.6
_LEAST = 0.5
"""Below this a reading is too weak for a sum to confirm it."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Σ plus = Σ minus over cells; `across` for a row's total, else down a column."""

    plus: tuple[str, ...]
    minus: tuple[str, ...]
    across: bool


@lru_cache(maxsize=4)
def sums_of(table: Table) -> tuple[Sum, ...]:
    """The sums that the table's printed lines declare, and T3-01 for table three."""
    found = [
        Sum(tuple(table.cell(row.code, c) for c in parts), (table.cell(row.code, column.code),), True)
        for row, column, parts in table.row_totals()
    ]
    found += [
        Sum(tuple(table.cell(r, column.code) for r in parts), (table.cell(row.code, column.code),), False)
        for row, column, parts in table.column_totals()
    ]
    if table.code == "t3":
        found += [
            Sum(
                (table.cell("new", c.code), table.cell("carried_in", c.code)),
                (table.cell("result.total", c.code), table.cell("carried_out", c.code)),
                False,
            )
            for c in table.columns
        ]
    return tuple(found)


def weigh(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """The same readings with confidence as the sums of their tables suggest."""
    if all(r.firm and r.confidence == 1.0 for r in readings.values()):
        return dict(readings)
    across: dict[str, bool] = {}
    down: dict[str, bool] = {}
    for table in _tables(readings):
        for rule in sums_of(table):
            holds = _holds(rule, readings)
            if holds is None:
                continue
            verdicts = across if rule.across else down
            for cell in (*rule.plus, *rule.minus):
                verdicts[cell] = holds and verdicts.get(cell, True)
    return {cell: _weighed(r, across.get(cell), down.get(cell)) for cell, r in readings.items()}


def _tables(readings: Iterable[str]) -> tuple[Table, ...]:
    single = any(cell.startswith("t3.result.other_all.") for cell in readings)
    three = annual_2019.REQUESTS_TABLE if single else annual_2021.REQUESTS_TABLE
    return three, annual_2021.REMEDIES_TABLE


def _holds(rule: Sum, readings: Mapping[str, Reading]) -> bool | None:
    """Whether a sum holds; None where a cell is missing or blank."""
    total = 0
    for sign, cells in ((1, rule.plus), (-1, rule.minus)):
        for cell in cells:
            found = readings.get(cell)
            if found is None or not isinstance(found.value, int):
                return None
            total += sign * found.value
    return total == 0


def _weighed(read: Reading, across: bool | None, down: bool | None) -> Reading:
    confidence = read.confidence
    if confidence >= _CONFIRMED or confidence < _LEAST:
        return read
    if across and down:
        confidence = max(confidence, _CONFIRMED)
    elif (across or down) and across is not False and down is not False:
        confidence = max(confidence, _ONE_WAY if confidence >= 0.8 else confidence)
    elif not read.firm and not (across and down):
        confidence = min(confidence, _DOUBTED) if across is False or down is False else confidence
    return read if confidence == read.confidence else read._replace(confidence=confidence)
