"""The tables of many reports at once: sound ones are screened by one matrix product, the rest judged rule by rule.

The matrix is the identities themselves, so the screen and the rules cannot disagree about the arithmetic.
"""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
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
_BATCH = 10_000  # reports in one matrix: 16 MB


def judge_tables(cases: Sequence[Case]) -> list[tuple[Finding, ...]]:
    """The findings of the T and X families for each case, as judging it alone would give, in catalogue order."""
    found: list[tuple[Finding, ...]] = [()] * len(cases)
    by_tables: dict[tuple[Table, ...], list[int]] = defaultdict(list)
    for position, case in enumerate(cases):
        by_tables[case.report.tables].append(position)
    for tables, positions in by_tables.items():
        for start in range(0, len(positions), _BATCH):
            batch = positions[start : start + _BATCH]
            sound = _sound(tables, [cases[position] for position in batch])
            for position, is_sound in zip(batch, sound, strict=True):
                case = cases[position]
                rules = _UNSCREENED if is_sound else TABLE_RULES
                found[position] = tuple(finding for rule in rules for finding in rule.judge(case, rule))
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
