"""The calendar as a value: which days are working days, and why."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from gongkai.statute.calendar.errors import CalendarMissing, NoticeConflict, NoticeWithoutBase
from gongkai.statute.calendar.notice import Notice, NoticeKind

_WEEKDAYS = "一二三四五六日"
_DAY = timedelta(1)
# 全国年节及纪念日放假办法（2024）第二条: no notice can make these working days.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
# The next year's notice may still move the last weekend of December (as in 2006, 2007, 2011, 2018 and 2022).
OPEN_DECEMBER_FROM = 29


class DayKind(StrEnum):
    """What a day is, as far as counting is concerned."""

    WORKING = "工作日"
    MAKE_UP = "调休上班"
    WEEKEND = "周末"
    HOLIDAY = "放假"


@dataclass(frozen=True, slots=True)
class DayFact:
    """One day: its kind and, where a notice speaks of it, the holiday's name."""

    date: date
    kind: DayKind
    holiday: str = ""

    @property
    def is_working(self) -> bool:
        """Whether the day counts."""
        return self.kind in (DayKind.WORKING, DayKind.MAKE_UP)

    def __str__(self) -> str:
        return f"{self.holiday}{self.kind.value}"


@dataclass(frozen=True)
class Calendar:
    """Working days by the notices given: a value handed to every function that counts days.

    A later notice overrides an earlier one day by day. A year without an annual notice is unknown: every question
    that depends on it raises `CalendarMissing`. Dates are civil dates; no clock is read.
    """

    notices: tuple[Notice, ...]

    def __post_init__(self) -> None:
        annual: dict[int, Notice] = {}
        for notice in self.notices:
            if notice.kind is not NoticeKind.ANNUAL:
                continue
            known = annual.setdefault(notice.year, notice)
            if not known.same_days(notice):
                raise NoticeConflict(year=notice.year, number=str(known))
        for notice in self.notices:
            if notice.year not in annual:
                raise NoticeWithoutBase(year=notice.year, number=str(notice))

    @cached_property
    def years(self) -> frozenset[int]:
        """The years whose arrangement is known."""
        return frozenset(notice.year for notice in self.notices)

    @cached_property
    def version(self) -> str:
        """What the calendar rests on: first and last year, number of notices, and a digest of every day named."""
        if not self.notices:
            return "empty"
        parts = sorted(
            f"{n.kind}|{n.year}|{n.number}|{h.name}|{h.start}|{h.end}|{','.join(map(str, h.make_up))}"
            for n in self.notices
            for h in n.holidays
        )
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
        return f"{min(self.years)}-{max(self.years)}/{len(self.notices)}/{digest}"

    @cached_property
    def named(self) -> dict[date, DayFact]:
        """Every day that a notice names."""
        facts: dict[date, DayFact] = {}
        rank = {NoticeKind.ANNUAL: 0, NoticeKind.AMENDMENT: 1, NoticeKind.LOCAL: 2}
        for notice in sorted(self.notices, key=lambda n: (n.year, rank[n.kind], n.issued_on or date.min)):
            for holiday in notice.holidays:
                facts.update({day: DayFact(day, DayKind.HOLIDAY, holiday.name) for day in holiday.days})
            for holiday in notice.holidays:
                facts.update({day: DayFact(day, DayKind.MAKE_UP, holiday.name) for day in holiday.make_up})
        return facts

    @cached_property
    def _working(self) -> list[int]:
        """Ordinals of all working days of the known years, ascending."""
        found = []
        for year in sorted(self.years):
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            found += [n for n in range(first, last + 1) if self._fact(date.fromordinal(n)).is_working]
        return found

    def with_notices(self, more: Iterable[Notice]) -> "Calendar":
        """The same calendar with further notices; one that is already there changes nothing."""
        new = [notice for notice in more if not any(_repeats(notice, known) for known in self.notices)]
        return Calendar((*self.notices, *new))

    def known_on(self, day: date) -> "Calendar":
        """The calendar as it was known on a day: only notices issued by then (undated ones stay)."""
        return Calendar(tuple(n for n in self.notices if n.issued_on is None or n.issued_on <= day))

    def fact(self, day: date) -> DayFact:
        """What the day is and why; raises `CalendarMissing` for a year without a notice."""
        if day.year not in self.years:
            raise CalendarMissing(day.year)
        return self._fact(day)

    def is_working_day(self, day: date) -> bool:
        """`d∈MAKEUP or (weekday(d)<5 and d∉HOLIDAY)` (国务院关于职工工作时间的规定第七条、放假办法第七条)."""
        return self.fact(day).is_working

    def count(self, after: date, upto: date) -> int:
        """Working days in (after, upto]; 0 when `upto` is not later."""
        if upto <= after:
            return 0
        self._require(after + _DAY, upto)
        return bisect_right(self._working, upto.toordinal()) - bisect_right(self._working, after.toordinal())

    def add_working_days(self, day: date, number: int) -> date:
        """The `number`-th working day after `day`, which itself is not counted (民法典第二百零一条).

        0 gives the day itself. Raises `CalendarMissing`, with the bound “不早于”, where the count runs into a year
        without a notice.
        """
        if number < 0:
            raise ValueError(number)
        if number == 0:
            return day
        missing = self._first_missing((day + _DAY).year)
        limit = date(missing, 1, 1).toordinal()
        begin = bisect_right(self._working, day.toordinal())
        index = begin + number - 1
        if index < len(self._working) and self._working[index] < limit:
            return date.fromordinal(self._working[index])
        counted = bisect_right(self._working, limit - 1) - begin
        raise self.missing(missing, max(number - counted, 1), after=day)

    def next_working_day(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it (民法典第二百零三条)."""
        return self._step(day, _DAY)

    def previous_working_day(self, day: date) -> date:
        """The day itself if it is a working day, else the last one before it."""
        return self._step(day, -_DAY)

    def is_open(self, day: date) -> bool:
        """Whether the next year's notice, not yet known, may still move days up to this one."""
        return day.month == 12 and day.day >= OPEN_DECEMBER_FROM and day.year + 1 not in self.years

    def missing(self, year: int, remaining: int, after: date) -> CalendarMissing:
        """The refusal when `remaining` working days are still to be counted in a year without a notice.

        The bound supposes that every day may be worked which no law forbids, weekends included.
        """
        day = max(after, date(year - 1, 12, 31))
        december = max(after + _DAY, date(year - 1, 12, OPEN_DECEMBER_FROM))
        if year - 1 in self.years:
            open_days = (december + timedelta(n) for n in range((date(year, 1, 1) - december).days))
            remaining_at_least = remaining - sum(1 for d in open_days if not self._fact(d).is_working)
        else:
            remaining_at_least = remaining
        left = max(remaining_at_least, 0)
        while left:
            day += _DAY
            left -= (day.month, day.day) not in FIXED_HOLIDAYS
        return CalendarMissing(year, not_before=day, remaining=remaining)

    def _fact(self, day: date) -> DayFact:
        named = self.named.get(day)
        if named is not None:
            return named
        return DayFact(day, DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKING)

    def _first_missing(self, year: int) -> int:
        while year in self.years:
            year += 1
        return year

    def _require(self, first: date, last: date) -> None:
        for year in range(first.year, last.year + 1):
            if year not in self.years:
                raise CalendarMissing(year)

    def _step(self, day: date, step: timedelta) -> date:
        while not self.is_working_day(day):
            day += step
        return day


def _repeats(notice: Notice, known: Notice) -> bool:
    return (notice.year, notice.kind) == (known.year, known.kind) and notice.same_days(known)


def weekday(day: date) -> str:
    """The weekday's one character: 一 to 日."""
    return _WEEKDAYS[day.weekday()]
