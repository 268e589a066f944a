"""Working days by the State Council's notices, one data file a notice (DOMAIN 2.1, 2.5)."""

from gongkai.statute.calendar.days import Calendar, DayFact, DayKind, weekday
from gongkai.statute.calendar.errors import CalendarMissing
from gongkai.statute.calendar.notice import Holiday, Notice, NoticeKind, notice_from_dict, notice_from_text
from gongkai.statute.calendar.shipped import shipped_calendar, shipped_notices

__all__ = [
    "Calendar",
    "CalendarMissing",
    "DayFact",
    "DayKind",
    "Holiday",
    "Notice",
    "NoticeKind",
    "notice_from_dict",
    "notice_from_text",
    "shipped_calendar",
    "shipped_notices",
    "weekday",
]
