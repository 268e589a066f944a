"""How much of a period is left on a day (DOMAIN 2.4, 2.8)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.statute.calendar import Calendar

LEVELS = (7, 5, 3, 1)  # working days left


class Alert(StrEnum):
    """How urgent it is."""

    NONE = "none"
    SEVEN = "7"
    FIVE = "5"
    THREE = "3"
    ONE = "1"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """Working days left (0 on the last day) or overdue; one of the two is always 0."""

    left: int
    overdue: int
    alert: Alert


def time_left(due: date, today: date, calendar: Calendar) -> TimeLeft:
    """What is left of a period on a day the caller states."""
    if today > due:
        return TimeLeft(0, calendar.count(due, today), Alert.OVERDUE)
    left = calendar.count(today, due)
    reached = [level for level in LEVELS if left <= level]
    return TimeLeft(left, 0, Alert(str(min(reached))) if reached else Alert.NONE)
