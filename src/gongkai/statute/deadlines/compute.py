"""The last day of a period that one day starts, and of the annual report."""

from calendar import monthrange
from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from gongkai.statute.calendar import Calendar, CalendarMissing, DayKind
from gongkai.statute.deadlines.clocks import CLOCK_OF, Clock, Unit
from gongkai.statute.deadlines.errors import UnknownClock
from gongkai.statute.deadlines.model import MOVED_ON, CountedDay, Deadline, day_zero
from gongkai.statute.deadlines.settings import Settings, used
from gongkai.statute.law.instruments import OGI
from gongkai.statute.written import written

_DAY = timedelta(1)
_LAST_ORDINAL = date.max.toordinal()
SUSPENDED = "征求意见期间"


def deadline(rule: str, start: date, calendar: Calendar, settings: Settings | None = None) -> Deadline:
    """The last day of the period `rule` (a key of `CLOCK_OF`) that runs from `start`, the start not counted.

    Raises CAL-2006 for an unknown rule and CAL-1001 where a year without a notice would have to be counted.
    """
    settings = settings or Settings()
    clock = CLOCK_OF.get(rule)
    if clock is None:
        raise UnknownClock(rule=rule, known="、".join(CLOCK_OF))
    decided = used(settings, clock.setting) if clock.setting else ()
    if clock.setting:
        clock = replace(clock, length=getattr(settings, clock.setting))
    days = walk(start, clock.length, calendar) if clock.unit is Unit.WORKING else _natural(clock, start, calendar)
    return Deadline(
        due=days[-1].date,
        rule=clock.key,
        code=clock.code,
        title=clock.title,
        length=clock.span,
        start=start,
        cites=clock.cites,
        standing=clock.standing,
        days=days,
        calendar_version=calendar.version,
        provisional=calendar.is_open(days[-1].date),
        settings=decided,
    )


def report_due(year: int, calendar: Calendar, *, government: bool = False) -> Deadline:
    """By when the report on `year` is out (条例第四十九条): a department's 31 January, a government's 31 March.

    “前”is no period of days: where the day is a day of rest, the report is due on the last working day before it
    (DL-12). Raises CAL-1001, with “不晚于”, for a year without a notice.
    """
    last = date(year + 1, 3, 31) if government else date(year + 1, 1, 31)
    days = []
    day = last
    try:
        while not calendar.is_working_day(day):
            days.append(CountedDay(day, None, f"{calendar.fact(day)}，应提前"))
            day -= _DAY
    except CalendarMissing as missing:
        raise CalendarMissing(missing.year, bound=f"；最迟不晚于 {written(last)}") from missing
    days.append(CountedDay(day, 1, str(calendar.fact(day))))
    whose = "县级以上地方人民政府主管部门公布本级政府年度报告" if government else "政府部门提交并公布年度报告"
    return Deadline(
        due=day,
        rule="report_government" if government else "report_department",
        code="DL-12",
        title=whose,
        length=f"{last.month}月{last.day}日前，逢休假日提前到此前最后一个工作日",
        start=date(year, 12, 31),
        cites=(OGI(49),),
        standing=CLOCK_OF["reply"].standing,
        days=tuple(reversed(days)),
        calendar_version=calendar.version,
    )


def walk(
    start: date, number: int, calendar: Calendar, suspended: Collection[date] | None = None
) -> tuple[CountedDay, ...]:
    """Every day after `start` up to the `number`-th working day that is not suspended, the start leading.

    Raises `CalendarMissing` with the bound “不早于”.
    """
    pauses = suspended or ()
    days = [day_zero(start)]
    nth, day = 0, start
    while nth < number:
        day += _DAY
        try:
            fact = calendar.fact(day)
        except CalendarMissing as missing:
            raise calendar.missing(missing.year, number - nth, after=day - _DAY) from missing
        if fact.is_working and day not in pauses:
            nth += 1
            days.append(CountedDay(day, nth, str(fact)))
        elif day in pauses:
            days.append(CountedDay(day, None, SUSPENDED))
        else:
            days.append(CountedDay(day, None, str(fact)))
    return tuple(days)


def add_months(day: date, months: int) -> date:
    """The corresponding day, or the last of the month where there is none (民法典第二百零二条)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _natural(clock: Clock, start: date, calendar: Calendar) -> tuple[CountedDay, ...]:
    """Days, months or years; a last day of rest moves on to the first working day after (民法典第二百零三条)."""
    days = [day_zero(start)]
    if clock.unit is Unit.NATURAL:
        last = start + timedelta(clock.length)
        days += [CountedDay(start + timedelta(n), n, "自然日") for n in range(1, clock.length)]
    else:
        last = add_months(start, clock.length * (12 if clock.unit is Unit.YEARS else 1))
    try:
        due = calendar.next_working_day(last)
    except CalendarMissing as missing:
        raise CalendarMissing(missing.year, not_before=last) from missing
    number = clock.length if clock.unit is Unit.NATURAL else 1
    if due == last:
        days.append(CountedDay(last, number, _last_words(last, calendar)))
        return tuple(days)
    for offset in range((due - last).days):
        day = last + timedelta(offset)
        days.append(CountedDay(day, None, f"期限末日逢{calendar.fact(day)}{MOVED_ON}"))
    days.append(CountedDay(due, number, "顺延后的末日"))
    return tuple(days)


def _last_words(day: date, calendar: Calendar) -> str:
    fact = calendar.fact(day)
    return f"末日，{fact}，不顺延" if fact.kind is DayKind.MAKE_UP else "末日"
