"""Independent oracles: every start date 2007 to 2026, 7, 15, 20 and 40 working days on.

The open holiday data set that stands beside the project, and the published package chinesecalendar, by other hands.
The count below is naive and shares no code with the calendar.
"""

import json
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from gongkai.statute.calendar import CalendarMissing, shipped_calendar

CALENDAR = shipped_calendar()
DAY = timedelta(1)
FIRST, LAST = date(2007, 1, 1), date(2026, 12, 31)
NUMBERS = (7, 15, 20, 40)


def by_data_set(root: Path) -> Callable[[date], bool]:
    folder = Path(os.environ.get("GONGKAI_DATA") or root.parent / "shared" / "data") / "holiday-cn"
    if not folder.is_dir():
        pytest.skip("the holiday data set is not beside the project (set GONGKAI_DATA)")
    listed: dict[str, bool] = {}
    for file in sorted(folder.glob("*.json")):
        for day in json.loads(file.read_text("utf-8"))["days"]:
            listed[day["date"]] = day["isOffDay"]
    return lambda day: not listed.get(day.isoformat(), day.weekday() >= 5)


def by_package(_: Path) -> Callable[[date], bool]:
    return chinese_calendar.is_workday


@pytest.mark.parametrize("oracle", [by_data_set, by_package])
def test_every_deadline_of_twenty_years_agrees(
    oracle: Callable[[Path], Callable[[date], bool]], root: Path
) -> None:
    is_workday = oracle(root)
    working = [d for n in range((LAST - FIRST).days + 1) if is_workday(d := FIRST + n * DAY)]
    compared = refused = 0

    position = 0  # of the first working day after `day`
    for offset in range((LAST - FIRST).days + 1):
        day = FIRST + offset * DAY
        while position < len(working) and working[position] <= day:
            position += 1
        for number in NUMBERS:
            if position + number - 1 < len(working):
                assert CALENDAR.add_working_days(day, number) == working[position + number - 1], (day, number)
                compared += 1
            else:
                with pytest.raises(CalendarMissing) as missing:
                    CALENDAR.add_working_days(day, number)
                assert missing.value.year == 2027
                refused += 1

    assert compared + refused == 7305 * 4
    assert refused > 0
