"""Days and instants as they are written in sentences for people, the same as on the pages; data keeps ISO 8601."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def written(when: date) -> str:
    """A day, or an instant in Shanghai.

    >>> written(date(2026, 3, 1)), written(datetime(2026, 3, 1, 9, 5))
    ('2026年3月1日', '2026年3月1日 09:05')
    """
    if not isinstance(when, datetime):
        return f"{when.year}年{when.month}月{when.day}日"
    here = when.astimezone(SHANGHAI) if when.tzinfo else when
    return f"{written(here.date())} {here:%H:%M}"


def told(value: object) -> object:
    """A value as a sentence takes it: what is a day or an instant is written out."""
    return written(value) if isinstance(value, date) else value
