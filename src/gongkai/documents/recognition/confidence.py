"""Sums raise or lower how sure a reading is.

A cell whose row and column both add up is confirmed. A cell in a sum that fails is doubted only where its own
reading left a choice: a figure read from a stated structure is what the report prints, and the failing sum is the
report's.
"""

from collections.abc import Iterable, Mapping

from gongkai.documents.recognition.readings import Reading
from gongkai.statute.rules.identities import identities_of
from gongkai.statute.tables import Table, annual_2019, annual_2021

_ACROSS = frozenset(("T3-03", "T4-01"))
_CONFIRMED = 0.98
_ONE_WAY = 0.95
_DOUBTED = 0.6
_LEAST = 0.5
"""Below this a reading is too weak for a sum to confirm it."""


def weigh(readings: Mapping[str, Reading]) -> dict[str, Reading]:
    """The same readings with confidence as the sums of their tables suggest."""
    if all(r.firm and r.confidence == 1.0 for r in readings.values()):
        return dict(readings)
    across: dict[str, bool] = {}
    down: dict[str, bool] = {}
    values = {cell: read.value for cell, read in readings.items()}
    for identity in identities_of(_tables(readings)):
        gap = identity.gap(values)
        if gap is None:
            continue
        verdicts = across if identity.code in _ACROSS else down
        for cell in identity.cells:
            verdicts[cell] = gap == 0 and verdicts.get(cell, True)
    return {cell: _weighed(r, across.get(cell), down.get(cell)) for cell, r in readings.items()}


def _tables(readings: Iterable[str]) -> tuple[Table, ...]:
    single = any(cell.startswith("t3.result.other_all.") for cell in readings)
    three = annual_2019.REQUESTS_TABLE if single else annual_2021.REQUESTS_TABLE
    return three, annual_2021.REMEDIES_TABLE


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
