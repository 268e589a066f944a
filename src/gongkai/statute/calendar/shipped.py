"""The notices that come with the package, read once."""

from functools import cache
from importlib import resources

from gongkai.statute.calendar.days import Calendar
from gongkai.statute.calendar.notice import Notice, notice_from_text


@cache
def shipped_notices() -> tuple[Notice, ...]:
    """Every notice data file of the package, 2007 onwards, by year and date of issue."""
    folder = resources.files("gongkai.statute.calendar") / "notices"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".json")), key=lambda f: f.name)
    notices = [notice_from_text(f.read_bytes(), f.name) for f in files]
    return tuple(sorted(notices, key=lambda n: (n.year, str(n.issued_on))))


@cache
def shipped_calendar() -> Calendar:
    """The calendar of the shipped notices; add later ones with `with_notices`."""
    return Calendar(shipped_notices())
