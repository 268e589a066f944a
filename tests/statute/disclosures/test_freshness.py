"""Columns that stand still, and the counts on which a site fails."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.disclosures import ColumnStanding, Light, freshness, veto_summary
from gongkai.statute.vocab import LIMIT_OF_COLUMN, ColumnKind, UpdateLimit

LAST = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("kind", "idle", "light"),
    [
        (ColumnKind.NEWS, 10, Light.GREEN),
        (ColumnKind.NEWS, 11, Light.YELLOW),
        (ColumnKind.NEWS, 14, Light.YELLOW),
        (ColumnKind.NEWS, 15, Light.RED),
        (ColumnKind.NOTICE, 164, Light.GREEN),
        (ColumnKind.NOTICE, 165, Light.YELLOW),
        (ColumnKind.POLICY, 180, Light.YELLOW),
        (ColumnKind.POLICY, 181, Light.RED),
        (ColumnKind.HR_PLAN, 349, Light.GREEN),
        (ColumnKind.HR_PLAN, 366, Light.RED),
        (30, 15, Light.YELLOW),
        (UpdateLimit(30, 5), 24, Light.GREEN),
    ],
)
def test_a_column_turns_yellow_before_its_limit_and_red_after_it(
    kind: ColumnKind | UpdateLimit | int, idle: int, light: Light
) -> None:
    assert freshness(kind, LAST, LAST + timedelta(idle)).light is light


def test_a_column_without_a_limit_is_never_late_and_one_without_anything_is_red() -> None:
    assert freshness(ColumnKind.OTHER, None, LAST).light is Light.NO_LIMIT
    assert freshness(ColumnKind.NEWS, None, LAST).light is Light.RED
    assert freshness(ColumnKind.NEWS, None, LAST).due is None


@given(st.sampled_from([k for k in ColumnKind if LIMIT_OF_COLUMN[k]]), st.integers(-5, 800))
def test_the_light_says_what_the_days_say(kind: ColumnKind, idle: int) -> None:
    today = LAST + timedelta(idle)

    found = freshness(kind, LAST, today)

    assert found.due
    assert found.days_left == (found.due - today).days
    assert (found.light is Light.RED) == (today > found.due)
    worse = freshness(kind, LAST, today + timedelta(1))
    order = [Light.GREEN, Light.YELLOW, Light.RED]
    assert order.index(worse.light) >= order.index(found.light)


def test_a_limit_of_no_days_does_not_exist() -> None:
    with pytest.raises(ValueError, match="max_idle_days=0"):
        freshness(0, LAST, LAST)


def _counts(columns: list[ColumnStanding]) -> dict[str, tuple[int, bool]]:
    return {item.code: (item.count, item.fails) for item in veto_summary(columns)}


def test_the_site_fails_with_the_fifth_the_tenth_and_the_fifth() -> None:
    first = [ColumnStanding(ColumnKind.NEWS, True, Light.RED)] * 4
    deeper = [ColumnStanding(ColumnKind.HR_PLAN, False, Light.RED)] * 5
    blank = [ColumnStanding(ColumnKind.NOTICE, True, Light.RED, blank=True)] * 4

    before = _counts(first + deeper + blank)
    after = _counts([*first, *deeper, *blank, first[0], blank[0]])

    assert before == {"stale_first_level": (4, False), "should_update": (9, False), "blank": (4, False)}
    assert after == {"stale_first_level": (5, True), "should_update": (10, True), "blank": (5, True)}


def test_a_blank_column_that_says_why_is_not_counted_and_yellow_is_not_late() -> None:
    columns = [
        ColumnStanding(ColumnKind.NOTICE, True, Light.RED, blank=True, explained=True),
        ColumnStanding(ColumnKind.NEWS, True, Light.YELLOW),
    ]

    assert {count for count, _ in _counts(columns).values()} == {0}
