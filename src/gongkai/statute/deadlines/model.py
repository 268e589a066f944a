"""A deadline as a value: the day, what it rests on, and every day that was or was not counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from gongkai.statute.calendar import weekday
from gongkai.statute.deadlines.clocks import CORRESPONDING_DAY, REST_MOVES_ON, START_NOT_COUNTED, Unit
from gongkai.statute.deadlines.settings import TO_CONFIRM, Used
from gongkai.statute.law.cite import Cite, Standing
from gongkai.statute.written import written

_DAY_ZERO = "起算之日，不计入"
MOVED_ON = "，顺延"


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day of the count: `nth` is its number, None where it does not count; `why` is the reason in words."""

    date: date
    nth: int | None
    why: str

    def __str__(self) -> str:
        place = "不计" if self.nth is None else f"第{self.nth}日"
        return f"{self.date}（{weekday(self.date)}） {place}  {self.why}"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period (24:00, or the end of business hours, 民法典第二百零三条).

    `start` is the day from which the period runs; it is not counted itself. `provisional` is true where a notice
    still to come could move the day. `standing` says how well the rule itself is attested; `settings` are the open
    readings that decided something here.
    """

    due: date
    rule: str
    code: str
    title: str
    length: str
    start: date
    cites: tuple[Cite, ...]
    standing: Standing
    days: tuple[CountedDay, ...]
    calendar_version: str
    provisional: bool = False
    warnings: tuple[str, ...] = ()
    settings: tuple[Used, ...] = ()

    @property
    def explanation(self) -> tuple[str, ...]:
        """A few sentences a clerk can put in the file."""
        lines = [f"{self.title}：{spell(self.due)}。依据{'、'.join(map(str, self.cites))}（{self.code}）。"]
        counted = self.days[0].why == _DAY_ZERO
        since = f"自{spell(self.start)}起算，当日不计入（{START_NOT_COUNTED}），"
        lines.append(f"{since if counted else ''}{self.length}。")
        lines += _runs(self.days)
        if self.length.endswith((Unit.MONTHS.value, Unit.YEARS.value)):
            lines.append(f"到期月的对应日为末日，没有对应日的为该月最后一日（{CORRESPONDING_DAY}）。")
        if any(day.why.endswith(MOVED_ON) for day in self.days):
            lines.append(f"末日逢休假日的，以休假结束后的第一个工作日为末日（{REST_MOVES_ON}）。")
        if self.standing is Standing.UNVERIFIED:
            lines.append(f"本项规则{TO_CONFIRM}。")
        lines += [f"{setting}。" for setting in self.settings]
        if self.provisional:
            lines.append("末日临近年底，下一年节假日通知发布后可能变动，届时请重新计算。")
        return tuple(lines)

    def as_dict(self) -> dict[str, Any]:
        """The same as plain data, dates as ISO strings."""
        return {
            "due": self.due.isoformat(),
            "weekday": weekday(self.due),
            "rule": self.rule,
            "code": self.code,
            "title": self.title,
            "length": self.length,
            "start": self.start.isoformat(),
            "cites": [str(cite) for cite in self.cites],
            "standing": self.standing.value,
            "provisional": self.provisional,
            "calendar": self.calendar_version,
            "warnings": list(self.warnings),
            "settings": [
                {"name": item.name, "value": getattr(item.value, "value", item.value), "says": str(item)}
                for item in self.settings
            ],
            "explanation": list(self.explanation),
            "days": [
                {"date": day.date.isoformat(), "weekday": weekday(day.date), "nth": day.nth, "why": day.why}
                for day in self.days
            ],
        }


def spell(day: date) -> str:
    """The date with its weekday, 2025年10月30日（四）."""
    return f"{written(day)}（{weekday(day)}）"


def _runs(days: Sequence[CountedDay]) -> list[str]:
    """Sentences on the stretches not counted and the weekend days counted; ordinary weekends are left out."""
    out = []
    for why, group in groupby(days, key=lambda day: day.why):
        run = list(group)
        if why in ("工作日", "周末", _DAY_ZERO) or why.startswith("自然日"):
            continue
        first, last = run[0].date, run[-1].date
        span = spell(first) if first == last else f"{spell(first)}至{spell(last)}"
        out.append(f"{span}：{why}，{'计入' if run[0].nth is not None else '不计入'}。")
    return out


def day_zero(day: date) -> CountedDay:
    """The day from which a period runs."""
    return CountedDay(day, None, _DAY_ZERO)
