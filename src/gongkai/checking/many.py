"""The tables of many reports at once: sound ones are screened by one matrix product, the rest judged rule by rule.

The matrix is the identities themselves, so the screen and the rules cannot disagree about the arithmetic.
"""

import gc
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from operator import itemgetter

import numpy as np

from gongkai.statute.rules.arithmetic import ARITHMETIC_RULES
from gongkai.statute.rules.catalogue import RULES
from gongkai.statute.rules.identities import identities_of
from gongkai.statute.rules.model import Case, Finding, Rule
from gongkai.statute.tables import Kind, Table, kinds_of

TABLE_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.code.startswith(("T", "X")))
_SCREENED = {rule.code for rule in ARITHMETIC_RULES} | {"T3-04", "T4-02"}  # table two holds amounts as well
_UNSCREENED: tuple[Rule, ...] = tuple(rule for rule in TABLE_RULES if rule.code not in _SCREENED)
_BATCH = 5_000  # reports in one matrix: 8 MB


_shared: Sequence[Case] = ()  # what the child processes of `judge_tables` inherit instead of receiving


def judge_tables(cases: Sequence[Case], *, processes: int = 1) -> list[tuple[Finding, ...]]:
    """The findings of the T and X families for each case, as judging it alone would give, in catalogue order.

    `processes` above one forks children that share the work; only their findings travel. Not for a process that
    runs threads.
    """
    global _shared  # a fork inherits it, which saves sending a hundred thousand reports
    if processes < 2 or len(cases) < _BATCH:
        return _judged(cases)
    starts = range(0, len(cases), _BATCH)
    _shared = cases
    try:
        with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
            return [found for batch in pool.map(_judged_from, starts) for found in batch]
    finally:
        _shared = ()


def _judged_from(start: int) -> list[tuple[Finding, ...]]:
    return _judged(_shared[start : start + _BATCH])


def _judged(cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
    """The same in this process, without the collector: findings refer to nothing that refers back to them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _judged_by_tables(cases)
    finally:
        if collecting:
            gc.enable()


def _judged_by_tables(cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
    found: list[tuple[Finding, ...]] = [()] * len(cases)
    by_tables: dict[tuple[Table, ...], list[int]] = defaultdict(list)
    for position, case in enumerate(cases):
        by_tables[case.report.tables].append(position)
    for tables, positions in by_tables.items():
        sound = _sound(tables, [cases[position] for position in positions])
        for position, is_sound in zip(positions, sound, strict=True):
            case = cases[position]
            rules = _UNSCREENED if is_sound else TABLE_RULES
            found[position] = tuple([finding for rule in rules for finding in rule.judge(case, rule)])
    return found


@lru_cache(maxsize=16)
def _matrix(
    tables: tuple[Table, ...],
) -> tuple[tuple[str, ...], "np.ndarray[tuple[int, int], np.dtype[np.float64]]"]:
    """The count cells of the tables, and the identities as columns over them."""
    codes = tuple(code for code, kind in kinds_of(tables).items() if kind is Kind.COUNT)
    index = {code: position for position, code in enumerate(codes)}
    identities = identities_of(tables)
    matrix = np.zeros((len(codes), len(identities)))
    for column, identity in enumerate(identities):
        matrix[[index[code] for code in identity.minus], column] = 1.0
        matrix[[index[code] for code in identity.plus], column] = -1.0
    return codes, matrix


def _sound(tables: tuple[Table, ...], cases: Sequence[Case]) -> list[bool]:
    """Whether every count cell is there, a whole number, not negative, and every identity holds."""
    codes, matrix = _matrix(tables)
    look = itemgetter(*codes)
    blank = (None,) * len(codes)
    rows = []
    for case in cases:
        try:
            rows.append(look(case.report.cells))
        except KeyError:
            rows.append(blank)
    values = np.array(rows, dtype=np.float64)  # a blank becomes NaN, which no comparison below lets pass
    whole = (values >= 0).all(axis=1) & (values == np.floor(values)).all(axis=1)
    with np.errstate(invalid="ignore"):
        balanced = (values @ matrix == 0).all(axis=1)
    sound: list[bool] = (whole & balanced & (values < 2**52).all(axis=1)).tolist()
    return sound
