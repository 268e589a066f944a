"""The last days of article 26 as lists and counts need them: kept beside the items, and where they are not final.

A period that runs into a year without a holiday notice has no last day yet: what is kept is the earliest it can be,
and nothing is called late by it. When the notice is there, `moved` finds what has to be brought up to date.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Q

from gongkai.disclosures.models import Item
from gongkai.statute.calendar import Calendar, CalendarMissing, shipped_calendar
from gongkai.statute.deadlines import deadline
from gongkai.statute.disclosures import publish_by

SOON = 5
"""Working days before the end of the period of article 26 from which an item stands on the desk."""
_LOOKED_BACK = timedelta(days=400)
"""How far back an item may have been formed whose last day was not final: a notice comes within the year."""


def publish_due(formed_on: date | None) -> date | None:
    """The last day of article 26; where it runs into a year without a notice, the earliest it can be."""
    return publish_by(formed_on, shipped_calendar()) if formed_on else None


def due_by(today: date) -> date:
    """Items due on or before this day are due soon: today and five working days more."""
    try:
        return shipped_calendar().add_working_days(today, SOON)
    except CalendarMissing as missing:
        return missing.not_before or today + timedelta(days=SOON)


def open_from() -> date:
    """What was formed on this day or later has a last day that is not final."""
    return _open_from(shipped_calendar())


@lru_cache(maxsize=4)
def _open_from(calendar: Calendar) -> date:
    day = date(max(calendar.years, default=1948), 12, 31)
    while day.year in calendar.years:
        try:
            deadline("publish", day, calendar)
        except CalendarMissing:
            day -= timedelta(days=1)
        else:
            break
    return day + timedelta(days=1)


def is_open(formed_on: date | None) -> bool:
    """Whether the last day of what was formed on a day is not final."""
    return formed_on is not None and formed_on >= open_from()


def final() -> Q:
    """Items whose last day is final."""
    return Q(publish_due__isnull=False, formed_on__lt=open_from())


def moved(today: date) -> Iterator[tuple[date, date | None, date | None]]:
    """For each day of formation: the last day that is kept and the one that is right, where they differ."""
    kept = Item.objects.filter(formed_on__gte=today - _LOOKED_BACK).order_by()
    for formed_on, due in kept.values_list("formed_on", "publish_due").distinct():
        right = publish_due(formed_on)
        if formed_on is not None and due != right:
            yield formed_on, due, right
