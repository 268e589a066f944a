"""The only reader of the clock. Legal dates come in as arguments everywhere else."""

from datetime import UTC, date, datetime, timedelta

from gongkai.statute import written

SHANGHAI = written.SHANGHAI


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date in Shanghai at this instant."""
    return now().astimezone(SHANGHAI).date()


def has_passed(instant: datetime, wait: timedelta) -> bool:
    """Whether at least `wait` has gone by since `instant`."""
    return now() - instant >= wait
