"""What must hold of the reply clock whatever happens to a request."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.calendar import shipped_calendar
from gongkai.statute.deadlines import (
    Consulted,
    Extended,
    Received,
    Settings,
    Supplemented,
    SuspendMode,
    reply_clock,
)

CALENDAR = shipped_calendar()
DAYS = st.dates(date(2007, 1, 1), date(2025, 6, 1))


@st.composite
def consultations(draw: st.DrawFn, received: date) -> list[Consulted]:
    found = []
    for _ in range(draw(st.integers(0, 3))):
        sent = received + timedelta(draw(st.integers(0, 40)))
        found.append(Consulted(sent, heard=sent + timedelta(draw(st.integers(0, 40)))))
    return found


@given(DAYS, st.data())
def test_exactly_twenty_working_days_outside_consultations_are_counted(received: date, data: st.DataObject) -> None:
    asked = data.draw(consultations(received))

    clock = reply_clock([Received(received), *asked], CALENDAR)

    assert clock.deadline is not None
    counted = [day.date for day in clock.deadline.days if day.nth is not None]
    assert len(counted) == 20
    assert all(CALENDAR.is_working_day(day) for day in counted)
    assert not any(c.on < day <= (c.heard or day) for day in counted for c in asked)
    assert CALENDAR.count(received, counted[-1]) == 20 + clock.suspended_days


@given(DAYS, st.data())
def test_the_order_in_which_events_are_told_does_not_matter(received: date, data: st.DataObject) -> None:
    events = [Received(received), Extended(7), *data.draw(consultations(received))]

    assert reply_clock(data.draw(st.permutations(events)), CALENDAR) == reply_clock(events, CALENDAR)


@given(DAYS, st.data())
def test_strict_is_never_later(received: date, data: st.DataObject) -> None:
    events = [Received(received), *data.draw(consultations(received))]

    clock = reply_clock(events, CALENDAR)
    strict = reply_clock(events, CALENDAR, Settings(suspend_mode=SuspendMode.STRICT))

    assert clock.due is not None
    assert strict.due is not None
    assert strict.due <= clock.due
    assert clock.strict == strict.due


@given(DAYS, st.integers(1, 20))
def test_an_extension_adds_exactly_its_working_days(received: date, days: int) -> None:
    clock = reply_clock([Received(received), Extended(days)], CALENDAR)

    assert clock.base is not None
    assert clock.due is not None
    assert CALENDAR.count(clock.base, clock.due) == days


@given(DAYS, st.integers(0, 60))
def test_a_supplement_makes_the_clock_forget_what_came_before(received: date, later: int) -> None:
    supplemented = received + timedelta(later)
    events = [Received(received), Consulted(received, heard=supplemented), Supplemented(supplemented)]

    assert reply_clock(events, CALENDAR).due == reply_clock([Received(supplemented)], CALENDAR).due


def pseudo_code(received: date, asked: list[Consulted]) -> date:
    """The algorithm of the domain specification, 2.4, word for word: no code shared with the reply clock."""
    used, clock = 0, received
    stretches: list[tuple[date, date]] = []
    for sent, heard in sorted((c.on, c.heard or c.on) for c in asked):
        if stretches and sent <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], heard))
        else:
            stretches.append((sent, heard))
    for sent, heard in stretches:
        if used + CALENDAR.count(clock, sent) >= 20:
            break
        used += CALENDAR.count(clock, sent)
        clock = heard
    return CALENDAR.add_working_days(clock, 20 - used)


@given(DAYS, st.data())
def test_the_walk_day_by_day_agrees_with_the_specified_algorithm(received: date, data: st.DataObject) -> None:
    asked = data.draw(consultations(received))

    assert reply_clock([Received(received), *asked], CALENDAR).due == pseudo_code(received, asked)
