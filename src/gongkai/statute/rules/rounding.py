"""Percentages and multiples as they are written: rounded, or cut off, to so many decimals."""

import re
from collections.abc import Iterable
from decimal import Decimal

from gongkai.statute.claims import Claim

_DECIMALS = re.compile(r"[\d,，]+(?:\.(\d+))?")
_ANY = Decimal("Infinity")


def decimals_of(claim: Claim) -> int:
    """To how many decimals a figure is written."""
    written = _DECIMALS.match(claim.text)
    return len(written[1] or "") if written else 0


def range_of_whole(claim: Claim, part: Decimal) -> tuple[Decimal, Decimal]:
    """Above what, and up to what, the whole must be for a percentage or a multiple to be right as written."""
    scale = 10 ** decimals_of(claim)
    halves = int(claim.value * (2 * scale))  # of the last digit written
    part *= (200 if claim.unit == "%" else 2) * scale
    return part / (halves + 2), part / (halves - 1) if halves > 1 else _ANY


def within(wholes: Iterable[Decimal], above: Decimal, most: Decimal) -> list[Decimal]:
    """The wholes in the range."""
    return [whole for whole in wholes if above < whole <= most]
