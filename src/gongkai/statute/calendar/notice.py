"""One notice of holidays as a value, and the one way it is read from a data file.

The file is JSON of schema ``gongkai.notice/1``; shipped notices and those loaded later have the same shape.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from gongkai.statute.calendar.errors import NoticeDay, NoticeField, NoticeUnreadable
from gongkai.statute.law.cite import Standing
from gongkai.statute.written import written

_Choice = TypeVar("_Choice", bound=StrEnum)
SCHEMA = "gongkai.notice/1"
LONGEST_HOLIDAY = 31  # days; a longer one is a slip of the pen in a date


class NoticeKind(StrEnum):
    """What a notice does: arranges a year, changes an arranged year, or adds an area's own festivals."""

    ANNUAL = "annual"
    AMENDMENT = "amendment"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class Holiday:
    """One line of a notice: the days off, both ends included, and the weekend days worked instead."""

    name: str
    start: date
    end: date
    make_up: tuple[date, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Every day off, weekend days within it included."""
        return tuple(self.start + timedelta(n) for n in range((self.end - self.start).days + 1))


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice of the State Council (or, of kind local, of an area's government) for one year."""

    year: int
    kind: NoticeKind
    title: str
    number: str
    number_standing: Standing
    issued_on: date | None
    holidays: tuple[Holiday, ...]
    note: str = ""

    def same_days(self, other: "Notice") -> bool:
        """Whether both notices arrange the same days, whatever they call themselves."""
        return set(self.holidays) == set(other.holidays)

    def __str__(self) -> str:
        return f"{self.number or self.title}{'' if self.number_standing is Standing.VERIFIED else '（文号未核实）'}"


def notice_from_text(text: str | bytes, name: str = "notice.json") -> Notice:
    """Read one notice data file, text or UTF-8 bytes; refuse what is malformed (CAL-1002 to CAL-1004)."""
    try:
        loaded = json.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text.lstrip("\ufeff"))
    except UnicodeDecodeError as error:
        raise NoticeUnreadable(name=name, problem="不是 UTF-8 编码") from error
    except json.JSONDecodeError as error:
        raise NoticeUnreadable(name=name, problem=f"第{error.lineno}行不是正确的 JSON") from error
    except (RecursionError, ValueError) as error:  # nested too deep, or a number too long for Python
        raise NoticeUnreadable(name=name, problem="层次过深或者数字过长") from error
    if not isinstance(loaded, dict):
        raise NoticeUnreadable(name=name, problem="最外层应是一组“名称：值”")
    return notice_from_dict(loaded, name)


def notice_from_dict(data: Mapping[str, object], name: str = "notice.json") -> Notice:
    """The notice in a parsed data file; every refusal names the file, the field and the day."""
    if data.get("schema") != SCHEMA:
        raise NoticeField(name=name, field="schema", problem=f"应为“{SCHEMA}”")
    year = data.get("year")
    if not isinstance(year, int) or isinstance(year, bool) or not 1949 <= year <= 2999:
        raise NoticeField(name=name, field="year", problem="应为四位年份的数字")
    kind = _choice(data.get("kind", NoticeKind.ANNUAL.value), NoticeKind, "kind", name)
    standing = _choice(data.get("number_standing", "unverified"), Standing, "number_standing", name)
    lines = data.get("holidays")
    if not isinstance(lines, list) or not lines:
        raise NoticeField(name=name, field="holidays", problem="应列出至少一个节日")
    issued = data.get("issued_on")
    notice = Notice(
        year=year,
        kind=kind,
        title=_text(data, "title", name),
        number=_text(data, "number", name),
        number_standing=standing,
        issued_on=None if issued is None else _date(issued, "issued_on", name),
        holidays=tuple(_holiday(line, name) for line in lines),
        note=_text(data, "note", name),
    )
    if not notice.title and not notice.number:
        raise NoticeField(name=name, field="title", problem="与“number”不能都空着")
    _check_days(notice, name)
    return notice


def _choice(value: object, kinds: type[_Choice], field: str, name: str) -> _Choice:
    try:
        return kinds(str(value))
    except ValueError as error:
        allowed = "、".join(kinds)
        raise NoticeField(name=name, field=field, problem=f"应为 {allowed} 之一") from error


def _text(data: Mapping[str, object], field: str, name: str) -> str:
    value = data.get(field, "")
    if not isinstance(value, str):
        raise NoticeField(name=name, field=field, problem="应为文字")
    return value.strip()


def _date(value: object, field: str, name: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise NoticeField(name=name, field=field, problem=f"“{value}”不是日期，应写成 2026-01-01 的样子") from error


def _holiday(line: object, name: str) -> Holiday:
    if not isinstance(line, dict):
        raise NoticeField(name=name, field="holidays", problem="的每一行应有 name、from、to")
    label = _text(line, "name", name)
    if not label:
        raise NoticeField(name=name, field="holidays.name", problem="没有填节日名称")
    start = _date(line.get("from"), "holidays.from", name)
    end = _date(line.get("to", line.get("from")), "holidays.to", name)
    make_up = line.get("make_up", [])
    if not isinstance(make_up, list):
        raise NoticeField(name=name, field="holidays.make_up", problem="应是一组日期")
    if not 0 <= (end - start).days < LONGEST_HOLIDAY:
        raise NoticeDay(name=name, day=start, holiday=label, problem=f"到 {written(end)} 不像一个假期")
    return Holiday(label, start, end, tuple(sorted(_date(day, "holidays.make_up", name) for day in make_up)))


def _check_days(notice: Notice, name: str) -> None:
    """Days belong to the year (or the December before it); a day worked is a weekend day and not also off."""
    off: dict[date, str] = {}
    for holiday in notice.holidays:
        for day in holiday.days:
            if day in off:
                raise NoticeDay(name=name, day=day, holiday=holiday.name, problem=f"与“{off[day]}”重复")
            off[day] = holiday.name
    for holiday in notice.holidays:
        for day in (*holiday.days, *holiday.make_up):
            if day.year != notice.year and (day.year, day.month) != (notice.year - 1, 12):
                raise NoticeDay(name=name, day=day, holiday=holiday.name, problem=f"不在{notice.year}年内")
        for day in holiday.make_up:
            if day in off:
                raise NoticeDay(name=name, day=day, holiday=holiday.name, problem="既放假又上班")
            if day.weekday() < 5:
                raise NoticeDay(name=name, day=day, holiday=holiday.name, problem="不是周末，不会是调休上班日")
