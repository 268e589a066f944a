"""The worked examples of the domain specification, 2.6: E01 to E19."""

from datetime import date

import pytest

from gongkai.statute.calendar import shipped_calendar
from gongkai.statute.deadlines import (
    Arrival,
    ClockState,
    Consulted,
    Event,
    Extended,
    FeeNotified,
    Paid,
    Received,
    Settings,
    SupplementAsked,
    Supplemented,
    SuspendMode,
    deadline,
    receipt_day,
    reply_clock,
    report_due,
)
from gongkai.statute.vocab import ReceiptChannel

CALENDAR = shipped_calendar()
D = date.fromisoformat


def due(*events: Event, settings: Settings | None = None) -> date | None:
    return reply_clock(events, CALENDAR, settings).due


def nth_day(start: str, number: int) -> date:
    days = deadline("reply", D(start), CALENDAR).days
    return next(day.date for day in days if day.nth == number)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        ("2024-03-04", "2024-04-01"),  # E01
        ("2025-09-26", "2025-10-30"),  # E02
        ("2026-02-12", "2026-03-18"),  # E03
        ("2025-11-15", "2025-12-12"),  # E04, received on a Saturday
        ("2026-01-04", "2026-01-30"),  # E05, received on a Sunday that is worked
        ("2025-12-22", "2026-01-20"),  # E11, across the year
        ("2024-02-09", "2024-03-14"),  # E12, the eve of 2024
    ],
)
def test_twenty_working_days(received: str, expected: str) -> None:
    assert due(Received(D(received))) == D(expected)


@pytest.mark.parametrize(
    ("received", "number", "expected"),
    [
        ("2025-09-26", 1, "2025-09-28"),
        ("2025-09-26", 3, "2025-09-30"),
        ("2025-09-26", 4, "2025-10-09"),
        ("2025-09-26", 6, "2025-10-11"),
        ("2026-02-12", 2, "2026-02-14"),
        ("2026-02-12", 3, "2026-02-24"),
        ("2026-02-12", 7, "2026-02-28"),
        ("2025-11-15", 1, "2025-11-17"),
    ],
)
def test_the_days_on_the_way(received: str, number: int, expected: str) -> None:
    assert nth_day(received, number) == D(expected)


def test_e06_a_supplement_restarts_the_clock() -> None:
    notice = deadline("supplement_notice", D("2025-04-24"), CALENDAR)

    clock = reply_clock(
        [Received(D("2025-04-24")), SupplementAsked(D("2025-05-07")), Supplemented(D("2025-05-20"))], CALENDAR
    )

    assert notice.due == D("2025-05-07")
    assert clock.due == D("2025-06-18")
    assert clock.restarted_by == "supplement"
    assert clock.violations == ()


def test_e07_an_extension_is_joined_to_the_first_period() -> None:
    clock = reply_clock([Received(D("2024-09-05")), Extended(20, on=D("2024-10-09"))], CALENDAR)

    assert clock.base == D("2024-10-10")
    assert clock.due == D("2024-11-06")
    assert clock.due == CALENDAR.add_working_days(D("2024-09-05"), 40)


def test_e08_a_consultation_is_not_counted() -> None:
    events = [Received(D("2025-01-13")), Consulted(D("2025-01-16"), served=D("2025-01-20"), heard=D("2025-02-12"))]

    clock = reply_clock(events, CALENDAR)

    assert deadline("third_party", D("2025-01-20"), CALENDAR).due == D("2025-02-14")
    assert clock.suspended_days == 15
    assert clock.due == D("2025-03-07")
    assert clock.strict == D("2025-03-06")
    assert due(*events, settings=Settings(suspend_mode=SuspendMode.STRICT)) == D("2025-03-06")
    assert due(Received(D("2025-01-13"))) == D("2025-02-14")


def test_e09_without_a_reply_the_other_sides_period_is_taken_out() -> None:
    events = [Received(D("2025-01-13")), Consulted(D("2025-01-16"), served=D("2025-01-20"))]

    assert due(*events) == D("2025-03-11")


def test_e10_a_fee_stops_the_clock_and_payment_restarts_it() -> None:
    events: list[Event] = [Received(D("2025-12-01")), FeeNotified(D("2025-12-05"), served=D("2025-12-08"))]

    waiting = reply_clock(events, CALENDAR)
    paid = reply_clock([*events, Paid(D("2025-12-30"))], CALENDAR)

    assert deadline("fee_notice", D("2025-12-01"), CALENDAR).due == D("2025-12-29")
    assert waiting.state is ClockState.AWAITING_PAYMENT
    assert waiting.due is None
    assert waiting.waiting is not None
    assert waiting.waiting.due == D("2026-01-06")
    assert paid.due == D("2026-01-28")
    assert "口径待主管部门确认" in "".join(paid.deadline.explanation if paid.deadline else ())


def test_e11_seven_days_are_used_within_the_year() -> None:
    assert CALENDAR.count(D("2025-12-22"), D("2025-12-31")) == 7


def test_e12_an_ordinary_letter_is_received_when_confirmed() -> None:
    arrival = Arrival(ReceiptChannel.ORDINARY_MAIL, D("2024-02-08"), confirmed=D("2024-02-09"))

    assert receipt_day(arrival, CALENDAR).day == D("2024-02-09")


def test_e13_a_joint_maker_has_fifteen_working_days() -> None:
    assert deadline("co_maker", D("2026-09-21"), CALENDAR).due == D("2026-10-19")


def test_e14_supplement_consultation_and_extension_together() -> None:
    events: list[Event] = [
        Received(D("2026-03-02")),
        SupplementAsked(D("2026-03-11")),
        Supplemented(D("2026-03-20")),
        Consulted(D("2026-03-25"), heard=D("2026-04-15")),
    ]

    clock = reply_clock(events, CALENDAR)
    extended = reply_clock([*events, Extended(20, on=D("2026-05-11"))], CALENDAR)

    assert deadline("supplement_notice", D("2026-03-02"), CALENDAR).due == D("2026-03-11")
    assert clock.suspended_days == 14
    assert clock.due == D("2026-05-12")
    assert extended.due == D("2026-06-09")


def test_e15_publication() -> None:
    assert deadline("publish", D("2026-04-24"), CALENDAR).due == D("2026-05-26")


@pytest.mark.parametrize(
    ("rule", "start", "expected"),
    [
        ("reconsider", "2026-01-30", "2026-03-31"),  # E16
        ("sue", "2026-01-30", "2026-07-30"),  # E16
        ("reconsider", "2025-08-08", "2025-10-09"),  # E17, the last day falls into the holiday
        ("reconsideration_answer_summary", "2026-02-11", "2026-02-25"),  # E18
        ("reconsideration_answer", "2026-02-11", "2026-03-03"),  # E18
    ],
)
def test_remedies(rule: str, start: str, expected: str) -> None:
    assert deadline(rule, D(start), CALENDAR).due == D(expected)


@pytest.mark.parametrize(
    ("year", "government", "expected"),
    [
        (2024, False, "2025-01-27"),
        (2025, False, "2026-01-30"),
        (2023, True, "2024-03-29"),
        (2024, True, "2025-03-31"),
    ],
)
def test_e19_the_report_is_due_on_the_working_day_before(year: int, government: bool, expected: str) -> None:
    assert report_due(year, CALENDAR, government=government).due == D(expected)
