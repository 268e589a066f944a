"""Twenty working days from formation to publication."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.calendar import CalendarMissing, shipped_calendar
from gongkai.statute.deadlines import Alert, deadline
from gongkai.statute.disclosures import DOUBLE_PUBLICITY, PUBLISH_RULES, PublishRule, publication_duty
from gongkai.statute.errors import GongkaiError

CALENDAR = shipped_calendar()
FORMED = date(2025, 3, 3)  # a Monday; no holiday in the four weeks after
DUE = date(2025, 3, 31)


@pytest.mark.parametrize(
    ("published", "today", "used", "late", "left"),
    [
        (None, FORMED, 0, False, 20),
        (None, DUE, 20, False, 0),
        (None, date(2025, 4, 1), 21, True, 0),
        (DUE, date(2025, 6, 1), 20, False, 0),
        (date(2025, 4, 1), date(2025, 6, 1), 21, True, 0),
        (FORMED, FORMED, 0, False, 0),
    ],
)
def test_the_duty_of_article_26(published: date | None, today: date, used: int, late: bool, left: int) -> None:
    duty = publication_duty(FORMED, published, today, CALENDAR)

    assert (duty.due, duty.used, duty.late, duty.left) == (DUE, used, late, left)


def test_what_is_published_gives_no_alarm_and_what_is_overdue_does() -> None:
    assert publication_duty(FORMED, date(2025, 5, 5), date(2025, 6, 1), CALENDAR).alert is Alert.NONE
    assert publication_duty(FORMED, None, date(2025, 6, 1), CALENDAR).alert is Alert.OVERDUE


def test_a_shorter_period_of_another_provision() -> None:
    assert publication_duty(FORMED, None, FORMED, CALENDAR, DOUBLE_PUBLICITY).due == date(2025, 3, 12)


@given(st.dates(date(2010, 1, 1), date(2024, 12, 31)), st.integers(0, 200), st.sampled_from(PUBLISH_RULES))
def test_late_means_more_working_days_than_the_rule_gives(formed: date, days: int, rule: PublishRule) -> None:
    published = formed + timedelta(days)

    duty = publication_duty(formed, published, date(2026, 1, 1), CALENDAR, rule)

    assert duty.late == (published > duty.due)
    assert not duty.late or duty.used >= rule.working_days
    assert duty.late or duty.used <= rule.working_days
    if rule is PUBLISH_RULES[0]:
        assert duty.due == deadline("publish", formed, CALENDAR).due


def test_dates_the_wrong_way_round_are_refused_and_an_unknown_year_is_not_guessed() -> None:
    with pytest.raises(GongkaiError, match="DSC-1003"):
        publication_duty(FORMED, FORMED - timedelta(1), FORMED, CALENDAR)
    with pytest.raises(CalendarMissing):
        publication_duty(date(2050, 1, 4), None, date(2050, 1, 5), CALENDAR)
