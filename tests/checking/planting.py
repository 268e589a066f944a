"""Errors planted in consistent reports, by code that knows nothing of the solver."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.statute.report import Report

_COLUMNS = ("person", "business", "research", "public_interest", "legal_service", "other")


@dataclass(frozen=True)
class Planted:
    """A report with errors, and the true values of the cells they were planted in."""

    report: Report
    truth: dict[str, int]


def changed_digit(rng: random.Random, report: Report, code: str) -> dict[str, int]:
    """One digit typed wrong."""
    digits = list(str(report.cells[code]))
    position = rng.randrange(len(digits))
    choices = [d for d in "0123456789" if d != digits[position]]
    if position == 0 and len(digits) > 1:
        choices.remove("0") if "0" in choices else None
    digits[position] = rng.choice(choices)
    return {code: int("".join(digits))}


def swapped_digits(rng: random.Random, report: Report, code: str) -> dict[str, int]:
    """Two neighbouring digits swapped; where that changes nothing, a digit is typed wrong instead."""
    digits = str(report.cells[code])
    swaps = [
        int(digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :])
        for i in range(len(digits) - 1)
        if digits[i] != digits[i + 1]
    ]
    return {code: rng.choice(swaps)} if swaps else changed_digit(rng, report, code)


def shifted_cell(rng: random.Random, report: Report, code: str) -> dict[str, int]:
    """A figure typed one column away, over a nought: two cells of a row are wrong."""
    table, _, rest = code.partition(".")
    row, _, column = rest.rpartition(".")
    if table != "t3" or column not in _COLUMNS:
        return changed_digit(rng, report, code)
    other = f"t3.{row}.{rng.choice([c for c in _COLUMNS if c != column])}"
    if report.cells[code] == report.cells[other]:
        return changed_digit(rng, report, code)
    here, there = report.cells[code], report.cells[other]
    assert isinstance(here, int)
    assert isinstance(there, int)
    return {code: there, other: here}


KINDS: tuple[Callable[[random.Random, Report, str], dict[str, int]], ...] = (
    changed_digit,
    swapped_digits,
    shifted_cell,
)


def single(rng: random.Random, report: Report, codes: Sequence[str]) -> Planted:
    """One cell typed wrong: a digit changed, digits swapped, or a total typed wrong altogether."""
    code = rng.choice(codes)
    kind = rng.choice((changed_digit, swapped_digits, _typed_wrong))
    return _planted(report, kind(rng, report, code))


def _typed_wrong(rng: random.Random, report: Report, code: str) -> dict[str, int]:
    value = report.cells[code]
    assert isinstance(value, int)
    return {code: rng.choice([n for n in (0, value + 1, value * 10, rng.randint(0, 2 * value + 9)) if n != value])}


def several(rng: random.Random, report: Report, codes: Sequence[str], count: int) -> Planted:
    """So many errors of any kind, in cells that do not overlap."""
    wrong: dict[str, int] = {}
    while len(wrong) < count:
        for code, value in rng.choice(KINDS)(rng, report, rng.choice(codes)).items():
            wrong.setdefault(code, value)
        wrong = {code: value for code, value in wrong.items() if value != report.cells[code]}
    return _planted(report, wrong)


def _planted(report: Report, wrong: dict[str, int]) -> Planted:
    truth = {}
    for code in wrong:
        value = report.cells[code]
        assert isinstance(value, int)
        truth[code] = value
    return Planted(report.with_cells(wrong), truth)
