"""The reply clock: the answer's deadline from the events of a request, the law and a calendar (DOMAIN 2.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.statute.calendar import Calendar, CalendarMissing
from gongkai.statute.deadlines.clocks import CLOCK_OF
from gongkai.statute.deadlines.compute import deadline, walk
from gongkai.statute.deadlines.events import Consulted, Event
from gongkai.statute.deadlines.history import History, read_history
from gongkai.statute.deadlines.model import CountedDay, Deadline, spell
from gongkai.statute.deadlines.settings import Settings, SuspendMode, Used, used
from gongkai.statute.law.cite import Cite
from gongkai.statute.law.instruments import FEE_MEASURES, OGI

_REPLY = CLOCK_OF["reply"]
_DAY = timedelta(1)


class ClockState(StrEnum):
    """Whose move it is."""

    RUNNING = "running"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ReplyClock:
    """Where the reply stands.

    `deadline` is the agency's (None while it waits for the applicant, or after a withdrawal); `waiting` is the
    applicant's meanwhile. `base` is the day without extension; `strict` the earlier day if every consultation is
    taken one working day shorter: warn by it. `suspended_days` and `extended_days` are working days. `violations`
    are steps out of time; they never block. `timely` is None until replied.
    """

    state: ClockState
    deadline: Deadline | None = None
    waiting: Deadline | None = None
    base: date | None = None
    strict: date | None = None
    suspended_days: int = 0
    extended_days: int = 0
    restarted_by: str = ""
    violations: tuple[str, ...] = ()
    timely: bool | None = None

    @property
    def due(self) -> date | None:
        """The last day for the answer; None while no period runs."""
        return None if self.deadline is None else self.deadline.due


def reply_clock(events: Iterable[Event], calendar: Calendar, settings: Settings | None = None) -> ReplyClock:
    """The deadline of an answer as a pure function of what has happened.

    Raises CAL-2001 to CAL-2005 for events that cannot be, and CAL-1001 where a year without a notice is reached.
    """
    settings = settings or Settings()
    past = read_history(events)
    if past.withdrawn is not None:
        return ReplyClock(ClockState.WITHDRAWN)
    if past.replied is None:
        waiting = _waiting(past, calendar, settings)
        if waiting is not None:
            state = ClockState.AWAITING_PAYMENT if waiting.rule == "pay" else ClockState.AWAITING_SUPPLEMENT
            return ReplyClock(state, waiting=waiting, violations=tuple(_late_steps(past, calendar, settings)))
    return _running(past, calendar, settings)


def _running(past: History, calendar: Calendar, settings: Settings) -> ReplyClock:
    start, restarted_by = past.start(payment_restarts=settings.payment_restarts)
    pauses = suspended_days(past.consultations, start, calendar, settings.suspend_mode)
    base = walk(start, _REPLY.length, calendar, pauses)
    warnings = list(_late_steps(past, calendar, settings))
    extension = _extension(past, start, base[-1].date, settings, warnings)
    days = walk(start, _REPLY.length + extension, calendar, pauses) if extension else base
    due = days[-1].date
    strict = due
    if pauses:
        strictly = suspended_days(past.consultations, start, calendar, SuspendMode.STRICT)
        strict = walk(start, _REPLY.length + extension, calendar, strictly)[-1].date
    warnings += _idle_consultations(past, start, due)
    suspended = sum(1 for day in days if day.date in pauses and calendar.is_working_day(day.date))
    cites, decided = _grounds(past, settings, restarted_by, extension=bool(extension), paused=bool(suspended))
    if past.deferred is not None and past.deferred.until > due:
        due, days = past.deferred.until, (*days, CountedDay(past.deferred.until, None, "告知申请人的延迟答复期限"))
        cites = (*cites, OGI(35))
    result = Deadline(
        due=due,
        rule=_REPLY.key,
        code=_code(restarted_by, extended=bool(extension), deferred=due == getattr(past.deferred, "until", None)),
        title=_REPLY.title,
        length=f"{_REPLY.length + extension}{_REPLY.unit.value}"
        + (f"（含延长{extension}个工作日）" if extension else ""),
        start=start,
        cites=cites,
        standing=_REPLY.standing,
        days=days,
        calendar_version=calendar.version,
        provisional=calendar.is_open(due),
        warnings=tuple(warnings),
        settings=decided,
    )
    return ReplyClock(
        state=ClockState.RUNNING if past.replied is None else ClockState.REPLIED,
        deadline=result,
        base=base[-1].date,
        strict=strict,
        suspended_days=suspended,
        extended_days=extension,
        restarted_by=restarted_by,
        violations=tuple(warnings),
        timely=None if past.replied is None else past.replied.on <= due,
    )


def suspended_days(
    consultations: Iterable[Consulted], start: date, calendar: Calendar, mode: SuspendMode
) -> frozenset[date]:
    """Every day after `start` that some consultation takes out of the count, overlapping ones once.

    A consultation takes the days after sending up to the opinion's arrival; without an opinion, up to the end of
    the other side's fifteen working days. In strict mode the last working day of each stretch is counted after all.
    """
    stretches: list[list[date]] = []
    for begin, end in sorted((c.on, _end(c, calendar)) for c in consultations):
        if stretches and begin <= stretches[-1][1]:
            stretches[-1][1] = max(stretches[-1][1], end)
        else:
            stretches.append([begin, end])
    out: set[date] = set()
    for begin, end in stretches:
        days = [begin + timedelta(n) for n in range(1, (end - begin).days + 1)]
        if mode is SuspendMode.STRICT:
            days = _one_shorter(days, calendar)
        out.update(day for day in days if day > start)
    return frozenset(out)


def _one_shorter(days: list[date], calendar: Calendar) -> list[date]:
    for index in range(len(days) - 1, -1, -1):
        if days[index].year in calendar.years and calendar.is_working_day(days[index]):
            return days[:index] + days[index + 1 :]
    return days


def _end(consulted: Consulted, calendar: Calendar) -> date:
    if consulted.heard is not None and consulted.in_writing:
        return consulted.heard
    served = consulted.served or consulted.on
    try:
        return calendar.add_working_days(served, CLOCK_OF["third_party"].length)
    except CalendarMissing as missing:
        # The count itself refuses when it gets there; a consultation after the period has run out does not matter.
        return missing.not_before or date(missing.year, 1, 1)


def _extension(past: History, start: date, base: date, settings: Settings, warnings: list[str]) -> int:
    """Working days of extension that take effect (条例第三十三条第二款: before the first period has run out)."""
    extended = past.extended
    if extended is None:
        return 0
    if extended.on is not None and extended.on > base:
        warnings.append(f"延长期限于{spell(extended.on)}批准，晚于原期限末日{spell(base)}，不发生延长的效果。")
        return 0
    if extended.on is not None and extended.on < start and not settings.extension_survives_restart:
        return 0
    return extended.days


def _waiting(past: History, calendar: Calendar, settings: Settings) -> Deadline | None:
    """The applicant's own deadline, when it is the applicant's move."""
    asked = past.open_supplement
    if asked is not None:
        waiting = deadline("supplement", asked.on, calendar, settings)
        if asked.until is None:
            return waiting
        days = (CountedDay(asked.on, None, "告知补正之日"), CountedDay(asked.until, None, "补正通知写明的期限"))
        return Deadline(
            due=asked.until,
            rule=waiting.rule,
            code=waiting.code,
            title=waiting.title,
            length="补正通知写明的期限",
            start=asked.on,
            cites=waiting.cites,
            standing=_REPLY.standing,
            days=days,
            calendar_version=calendar.version,
        )
    notified = past.open_fee
    return None if notified is None else deadline("pay", notified.served or notified.on, calendar, settings)


def _late_steps(past: History, calendar: Calendar, settings: Settings) -> Iterable[str]:
    """Steps that came after their own periods (B5, B6, B8, DL-08)."""
    for number, asked in enumerate(past.supplement_asked):
        since = _reset_before(past, asked.on)
        latest = _overrun(since, asked.on, CLOCK_OF["supplement_notice"].length, calendar)
        if latest is not None:
            yield f"补正告知于{spell(asked.on)}作出，晚于7个工作日期限{spell(latest)}，有程序违法风险。"
        if number:
            yield f"{spell(asked.on)}再次告知补正：条例第三十条要求一次性告知，须经负责人批准并留痕。"
    for notified in past.fee_notified:
        since = _reset_before(past, notified.on)
        pauses = suspended_days(past.consultations, since, calendar, settings.suspend_mode)
        limit = _REPLY.length + (past.extended.days if past.extended else 0)
        latest = _overrun(since, notified.on, limit, calendar, pauses)
        if latest is not None:
            yield f"收费通知于{spell(notified.on)}发出，晚于申请处理期限{spell(latest)}（DL-08）。"
    for consulted in past.consultations:
        if not consulted.in_writing:
            yield f"{spell(consulted.on)}征求意见未取得书面意见，按未回复处理；请补取书面意见。"
        if consulted.served is not None and consulted.heard is not None:
            latest = _overrun(consulted.served, consulted.heard, CLOCK_OF["third_party"].length, calendar)
            if latest is not None:
                yield f"{spell(consulted.heard)}收到的意见已超过对方15个工作日的回复期限{spell(latest)}。"


def _reset_before(past: History, day: date) -> date:
    return max((s.on for s in past.supplemented if s.on <= day), default=past.received.on)


def _overrun(
    since: date, on: date, number: int, calendar: Calendar, pauses: frozenset[date] = frozenset()
) -> date | None:
    """The last day of the period if `on` is later, else None; asks for no year beyond that of `on`."""
    days = (since + timedelta(n) for n in range(1, (on - since).days))
    counted = [day for day in days if day not in pauses and calendar.is_working_day(day)]
    return counted[number - 1] if len(counted) >= number else None


def _idle_consultations(past: History, start: date, due: date) -> Iterable[str]:
    """B9: what is asked when the period has run out takes nothing out of the count."""
    for consulted in past.consultations:
        if start <= consulted.on and consulted.on >= due:
            yield f"{spell(consulted.on)}发出征求意见书时答复期限{spell(due)}已经用尽，不再扣除时间。"
        if consulted.served is None and consulted.heard is None and start <= consulted.on < due:
            yield f"未填写对方收到征求意见书的日期，暂按发出日{spell(consulted.on)}起算对方的15个工作日。"


def _grounds(
    past: History, settings: Settings, restarted_by: str, *, extension: bool, paused: bool
) -> tuple[tuple[Cite, ...], tuple[Used, ...]]:
    cites: list[Cite] = [OGI(33, 2)]
    names = []
    if restarted_by == "supplement":
        cites.append(OGI(30))
    if past.paid is not None:
        cites.append(FEE_MEASURES(7))
        names.append("payment_restarts")
    if paused:
        cites.append(OGI(33, 3))
        names.append("suspend_mode")
    if extension and restarted_by:
        names.append("extension_survives_restart")
    return tuple(cites), used(settings, *names)


def _code(restarted_by: str, *, extended: bool, deferred: bool) -> str:
    if deferred:
        return "DL-11"
    if extended:
        return "DL-05"
    return {"supplement": "DL-03", "payment": "DL-08b"}.get(restarted_by, _REPLY.code)
