"""What is to be paid, bracket by bracket (FEE-04, FEE-06). Money is integer 分."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.statute.deadlines.settings import TO_CONFIRM
from gongkai.statute.fees.errors import BadCount, BadRange
from gongkai.statute.fees.schedule import (
    MEASURES_2020,
    RULE_OF,
    YUAN,
    FeeRule,
    FeeSchedule,
    Method,
    Scale,
    schedule_on,
)
from gongkai.statute.law.cite import Cite, Standing


@dataclass(frozen=True, slots=True)
class FeeLine:
    """Units `first` to `last` at `rate` 分 each."""

    first: int
    last: int
    rate: int

    @property
    def count(self) -> int:
        """How many units."""
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        """What they cost, 分."""
        return self.count * self.rate


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount with its working; `label` names the month or the request where there are several."""

    method: Method
    unit: str
    lines: tuple[FeeLine, ...]
    cite: Cite
    rules: tuple[FeeRule, ...]
    label: str = ""

    @property
    def amount(self) -> int:
        """The sum, 分."""
        return sum(line.amount for line in self.lines)

    @property
    def notes(self) -> tuple[str, ...]:
        """The rules that bear on it, the unverified ones marked."""
        return tuple(
            rule.says + (f"（{TO_CONFIRM}）" if rule.standing is Standing.UNVERIFIED else "") + f"〔{rule.code}〕"
            for rule in self.rules
        )

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data: `fen` whole 分, `amount` 元 as a decimal string."""
        return {
            "method": self.method.value,
            "label": self.label,
            "amount": str(yuan(self.amount)),
            "fen": self.amount,
            "unit": self.unit,
            "brackets": [
                {
                    "from": line.first,
                    "to": line.last,
                    "count": line.count,
                    "rate": str(yuan(line.rate)),
                    "amount": str(yuan(line.amount)),
                    "fen": line.amount,
                }
                for line in self.lines
            ],
            "cite": str(self.cite),
            "notes": list(self.notes),
        }


def yuan(fen: int) -> Decimal:
    """分 as 元 with two places."""
    return Decimal(fen).scaleb(-2)


def ten_thousand_yuan(fen: int) -> Decimal:
    """分 as 万元, as table two wants it: at most six places, no trailing zeros."""
    value = (Decimal(fen) / (10_000 * YUAN)).normalize()
    return value if value.as_tuple().exponent in range(-6, 1) else value.quantize(Decimal(1))


def fee_by_item(first: int, last: int, schedule: FeeSchedule = MEASURES_2020, label: str = "") -> Fee:
    """The fee for an applicant's `first`-th to `last`-th request of one calendar month at one agency."""
    _whole("件数", first, 1)
    _whole("件数", last, 1)
    if last < first:
        raise BadRange(first=first, last=last)
    return _fee(Method.ITEM, schedule.by_item, first, last, ("FEE-02", "FEE-03", "FEE-17", "FEE-18"), label)


def fee_by_page(pages: int, schedule: FeeSchedule = MEASURES_2020, label: str = "") -> Fee:
    """The fee for one request of so many pages; requests are not added up (FEE-07)."""
    _whole("页数", pages, 0)
    return _fee(Method.PAGE, schedule.by_page, 1, pages, ("FEE-02", "FEE-05", "FEE-07", "FEE-18"), label)


def fees_by_month(received: Iterable[date]) -> tuple[Fee, ...]:
    """The fees by item of one applicant at one agency, a month each, from the days of receipt (FEE-17)."""
    months = Counter((day.year, day.month) for day in received)
    return tuple(
        fee_by_item(1, count, schedule_on(date(year, month, 1)), f"{year}年{month}月")
        for (year, month), count in sorted(months.items())
    )


def fees_by_page(pages: Sequence[int], schedule: FeeSchedule = MEASURES_2020) -> tuple[Fee, ...]:
    """The fees by page of several requests, each for itself."""
    return tuple(fee_by_page(number, schedule, f"第{index}件申请") for index, number in enumerate(pages, 1))


def _fee(method: Method, scale: Scale, first: int, last: int, rules: tuple[str, ...], label: str) -> Fee:
    lines = tuple(
        FeeLine(max(first, bracket.first), last if bracket.last is None else min(last, bracket.last), bracket.rate)
        for bracket in scale.upto(last)
        if bracket.last is None or bracket.last >= first
    )
    return Fee(method, scale.unit, lines, scale.cite, tuple(RULE_OF[code] for code in rules), label)


def _whole(what: str, value: int, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise BadCount(what=what, value=value, least=least)
