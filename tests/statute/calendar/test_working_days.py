"""Working days by the State Council's notices."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.statute.calendar import (
    Calendar,
    CalendarMissing,
    DayKind,
    Holiday,
    Notice,
    NoticeKind,
    shipped_calendar,
    shipped_notices,
)
from gongkai.statute.calendar.errors import NoticeConflict, NoticeWithoutBase
from gongkai.statute.law.cite import Standing

CALENDAR = shipped_calendar()
DAY = timedelta(1)
DATES = st.dates(date(2007, 1, 1), date(2026, 10, 1))


def a_notice(year: int = 2027, kind: NoticeKind = NoticeKind.ANNUAL, *holidays: Holiday) -> Notice:
    return Notice(
        year=year,
        kind=kind,
        title=f"关于{year}年部分节假日安排的通知",
        number="",
        number_standing=Standing.UNVERIFIED,
        issued_on=date(year - 1, 11, 5),
        holidays=holidays or (Holiday("元旦", date(year, 1, 1), date(year, 1, 3)),),
    )


def working_days_of_month(year: int, month: int) -> int:
    first = date(year, month, 1)
    last = date(year + month // 12, month % 12 + 1, 1) - DAY
    return CALENDAR.count(first - DAY, last)


@pytest.mark.parametrize(
    ("year", "months"),
    [
        (2024, [22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22]),
        (2025, [19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23]),
        (2026, [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]),
    ],
)
def test_the_months_have_the_stated_numbers_of_working_days(year: int, months: list[int]) -> None:
    assert [working_days_of_month(year, month) for month in range(1, 13)] == months


def test_the_eve_of_the_spring_festival_of_2024_is_a_working_day() -> None:
    assert CALENDAR.fact(date(2024, 2, 9)).kind is DayKind.WORKING
    assert CALENDAR.fact(date(2025, 1, 28)).kind is DayKind.HOLIDAY


def test_a_change_in_the_year_overrides_the_annual_notice() -> None:
    assert not CALENDAR.is_working_day(date(2015, 9, 3))
    assert CALENDAR.is_working_day(date(2015, 9, 6))
    assert not CALENDAR.is_working_day(date(2020, 2, 1))
    assert CALENDAR.is_working_day(date(2020, 2, 3))
    assert CALENDAR.is_working_day(date(2019, 5, 5))


def test_before_a_change_was_issued_the_calendar_did_not_know_it() -> None:
    then = CALENDAR.known_on(date(2019, 3, 1))

    assert then.is_working_day(date(2019, 5, 2))
    assert not CALENDAR.is_working_day(date(2019, 5, 2))


def test_days_off_for_some_citizens_do_not_change_working_days() -> None:
    assert CALENDAR.is_working_day(date(2024, 3, 8))


def test_a_year_without_a_notice_is_never_guessed() -> None:
    with pytest.raises(CalendarMissing, match=r"CAL-1001.*2027"):
        CALENDAR.is_working_day(date(2027, 3, 1))
    with pytest.raises(CalendarMissing):
        CALENDAR.count(date(2026, 12, 1), date(2027, 1, 4))


def test_the_refusal_says_what_is_missing_and_not_before_when() -> None:
    with pytest.raises(CalendarMissing, match="不早于 2027年1月12日") as refused:
        CALENDAR.add_working_days(date(2026, 12, 20), 20)

    assert refused.value.year == 2027
    assert refused.value.remaining == 11


def test_the_last_days_before_the_missing_year_are_still_answered_but_open() -> None:
    due = CALENDAR.add_working_days(date(2026, 12, 30), 1)

    assert due == date(2026, 12, 31)
    assert CALENDAR.is_open(due)
    assert not CALENDAR.is_open(date(2025, 12, 31))


@given(st.dates(date(2026, 11, 1), date(2026, 12, 31)), st.sampled_from([7, 15, 20, 40]), st.data())
def test_not_before_holds_whatever_the_missing_notice_will_say(day: date, number: int, data: st.DataObject) -> None:
    assume(CALENDAR.count(day, date(2026, 12, 31)) < number)
    with pytest.raises(CalendarMissing) as refused:
        CALENDAR.add_working_days(day, number)
    bound = refused.value.not_before
    weekend = [d for d in (date(2027, 1, 2) + n * DAY for n in range(60)) if d.weekday() >= 5]
    worked = tuple(data.draw(st.sets(st.sampled_from(weekend))))
    notice = a_notice(2027, NoticeKind.ANNUAL, Holiday("元旦", date(2027, 1, 1), date(2027, 1, 1), worked))

    later = CALENDAR.with_notices([notice])

    assert bound is not None
    assert bound <= later.add_working_days(day, number)


@given(DATES, st.integers(1, 60))
def test_the_nth_working_day_after_a_day_is_n_working_days_away(day: date, number: int) -> None:
    found = CALENDAR.add_working_days(day, number)

    assert CALENDAR.is_working_day(found)
    assert CALENDAR.count(day, found) == number


@given(DATES, st.integers(1, 30), st.integers(1, 30))
def test_adding_twice_is_adding_the_sum(day: date, first: int, second: int) -> None:
    once = CALENDAR.add_working_days(day, first)

    assert CALENDAR.add_working_days(once, second) == CALENDAR.add_working_days(day, first + second)


@given(DATES, st.integers(1, 40))
def test_a_later_start_never_gives_an_earlier_end(day: date, number: int) -> None:
    assert CALENDAR.add_working_days(day, number) <= CALENDAR.add_working_days(day + DAY, number)


@given(st.dates(date(2007, 1, 8), date(2026, 12, 20)))
def test_rolling_stops_at_the_nearest_working_day(day: date) -> None:
    later, earlier = CALENDAR.next_working_day(day), CALENDAR.previous_working_day(day)

    assert earlier <= day <= later
    assert CALENDAR.count(earlier, later) == (0 if earlier == later else 1)


def test_a_notice_loaded_later_answers_what_was_refused() -> None:
    later = CALENDAR.with_notices([a_notice()])

    assert later.add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 4)
    assert later.version != CALENDAR.version


def test_loading_a_shipped_notice_again_changes_nothing() -> None:
    assert CALENDAR.with_notices(shipped_notices()).version == CALENDAR.version


def test_two_annual_notices_that_differ_are_refused() -> None:
    with pytest.raises(NoticeConflict, match="CAL-1005"):
        CALENDAR.with_notices([a_notice(2026)])


def test_a_change_without_its_year_is_refused() -> None:
    with pytest.raises(NoticeWithoutBase, match="CAL-1006"):
        CALENDAR.with_notices([a_notice(2027, NoticeKind.AMENDMENT)])


def test_an_area_may_have_festivals_of_its_own() -> None:
    festival = a_notice(2026, NoticeKind.LOCAL, Holiday("三月三", date(2026, 4, 20), date(2026, 4, 21)))

    local = CALENDAR.with_notices([festival])

    assert not local.is_working_day(date(2026, 4, 20))
    assert str(local.fact(date(2026, 4, 20))) == "三月三放假"
    assert CALENDAR.is_working_day(date(2026, 4, 20))


def test_a_gap_between_known_years_is_not_jumped() -> None:
    calendar = CALENDAR.with_notices([a_notice(2028)])

    with pytest.raises(CalendarMissing, match="2027"):
        calendar.add_working_days(date(2026, 12, 20), 300)


def test_an_empty_calendar_knows_nothing() -> None:
    with pytest.raises(CalendarMissing):
        Calendar(()).add_working_days(date(2024, 1, 1), 1)
