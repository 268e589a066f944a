"""The boundaries of the domain specification, 2.7: B1 to B16, and the refusals."""

from datetime import date

import pytest

from gongkai.statute.calendar import CalendarMissing, shipped_calendar
from gongkai.statute.deadlines import (
    CLOCKS,
    EXPLAINED,
    Alert,
    Arrival,
    ClockState,
    Consulted,
    Deferred,
    Event,
    Extended,
    FeeNotified,
    Paid,
    Received,
    Replied,
    Settings,
    SupplementAsked,
    Supplemented,
    Withdrawn,
    add_months,
    deadline,
    receipt_day,
    reply_clock,
    report_due,
    service_day,
    time_left,
)
from gongkai.statute.errors import GongkaiError
from gongkai.statute.law.cite import Standing
from gongkai.statute.vocab import ReceiptChannel, ServiceChannel

CALENDAR = shipped_calendar()
D = date.fromisoformat


def the_nth(rule: str, start: str, number: int) -> date:
    return next(day.date for day in deadline(rule, D(start), CALENDAR).days if day.nth == number)


def test_b1_received_on_a_day_of_rest_the_first_day_is_the_next_working_day() -> None:
    found = deadline("reply", D("2025-11-15"), CALENDAR)

    assert found.start == D("2025-11-15")
    assert the_nth("reply", "2025-11-15", 1) == D("2025-11-17")


def test_b2_received_before_a_holiday_the_first_day_is_after_it_or_a_weekend_worked() -> None:
    assert the_nth("reply", "2024-04-30", 1) == D("2024-05-06")
    assert the_nth("reply", "2025-09-26", 1) == D("2025-09-28")


def test_b3_a_weekend_day_that_is_worked_counts_one() -> None:
    assert CALENDAR.count(D("2025-09-27"), D("2025-09-28")) == 1


def test_b4_a_period_that_reaches_a_year_without_a_notice_is_refused() -> None:
    with pytest.raises(CalendarMissing, match=r"CAL-1001.*2027.*不早于.*发布后"):
        reply_clock([Received(D("2026-12-21"))], CALENDAR)


def test_b5_a_second_supplement_restarts_again_and_is_flagged() -> None:
    events: list[Event] = [
        Received(D("2026-03-02")),
        Extended(10, on=D("2026-03-03")),
        SupplementAsked(D("2026-03-04")),
        Supplemented(D("2026-03-09")),
        SupplementAsked(D("2026-03-11")),
        Supplemented(D("2026-03-16")),
    ]

    clock = reply_clock(events, CALENDAR)

    assert clock.due == CALENDAR.add_working_days(D("2026-03-16"), 30)
    assert any("再次告知补正" in violation for violation in clock.violations)
    lapsed = reply_clock(events, CALENDAR, Settings(extension_survives_restart=False))
    assert lapsed.due == CALENDAR.add_working_days(D("2026-03-16"), 20)


def test_b6_a_late_notice_of_supplement_is_let_in_and_flagged() -> None:
    eighth = CALENDAR.add_working_days(D("2026-03-02"), 8)

    clock = reply_clock([Received(D("2026-03-02")), SupplementAsked(eighth)], CALENDAR)

    assert clock.state is ClockState.AWAITING_SUPPLEMENT
    assert any("7个工作日" in violation for violation in clock.violations)


def test_b7_overlapping_consultations_are_taken_out_once() -> None:
    both = [
        Consulted(D("2025-01-16"), heard=D("2025-02-10")),
        Consulted(D("2025-01-20"), heard=D("2025-02-12")),
    ]

    clock = reply_clock([Received(D("2025-01-13")), *both], CALENDAR)

    assert clock.due == D("2025-03-07")


def test_b8_an_opinion_by_word_of_mouth_does_not_end_the_consultation() -> None:
    oral = Consulted(D("2025-01-16"), served=D("2025-01-20"), heard=D("2025-01-20"), in_writing=False)

    clock = reply_clock([Received(D("2025-01-13")), oral], CALENDAR)

    assert clock.due == D("2025-03-11")
    assert any("书面" in violation for violation in clock.violations)


def test_b9_nothing_is_taken_out_once_the_period_has_run_out() -> None:
    clock = reply_clock([Received(D("2024-03-04")), Consulted(D("2024-04-02"), heard=D("2024-04-20"))], CALENDAR)

    assert clock.due == D("2024-04-01")
    assert any("用尽" in violation for violation in clock.violations)


def test_b10_an_answer_on_the_spot() -> None:
    clock = reply_clock([Received(D("2024-03-04")), Replied(D("2024-03-04"))], CALENDAR)

    assert clock.state is ClockState.REPLIED
    assert clock.timely is True
    assert (clock.suspended_days, clock.extended_days) == (0, 0)


def test_b11_a_withdrawal_stops_the_clock() -> None:
    clock = reply_clock([Received(D("2024-03-04")), Withdrawn(D("2024-03-08"))], CALENDAR)

    assert (clock.state, clock.due) == (ClockState.WITHDRAWN, None)


def test_b12_posted_on_the_last_day_is_in_time() -> None:
    answered = service_day(ServiceChannel.MAIL, sent=D("2025-10-30"), received=D("2025-11-04"))

    assert answered == D("2025-10-30")
    assert reply_clock([Received(D("2025-09-26")), Replied(answered, ServiceChannel.MAIL)], CALENDAR).timely is True
    assert reply_clock([Received(D("2025-09-26")), Replied(D("2025-10-31"))], CALENDAR).timely is False


def test_b13_returned_mail_keeps_the_first_posting() -> None:
    assert service_day(ServiceChannel.MAIL, sent=D("2025-10-30"), received=None) == D("2025-10-30")
    assert service_day(ServiceChannel.DIRECT, sent=D("2025-10-30")) is None


def test_b14_a_new_answer_after_reconsideration_is_due_in_twenty_days_to_be_confirmed() -> None:
    found = deadline("remake", D("2026-03-02"), CALENDAR)

    assert found.due == CALENDAR.add_working_days(D("2026-03-02"), 20)
    assert found.standing is Standing.UNVERIFIED
    assert any("口径待主管部门确认" in line for line in found.explanation)
    assert deadline("remake", D("2026-03-02"), CALENDAR, Settings(remake_days=10)).length == "10个工作日"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2025-06-30", 6, "2025-12-30"),
    ],
)
def test_b15_without_a_corresponding_day_it_is_the_last_of_the_month(day: str, months: int, expected: str) -> None:
    assert add_months(D(day), months) == D(expected)


def test_b16_a_last_day_on_a_weekend_that_is_worked_stays() -> None:
    found = deadline("litigation_answer", D("2026-01-30"), CALENDAR)

    assert found.due == D("2026-02-14")
    assert "调休上班" in found.days[-1].why


def test_an_extension_after_the_period_has_no_effect() -> None:
    clock = reply_clock([Received(D("2024-03-04")), Extended(20, on=D("2024-04-02"))], CALENDAR)

    assert clock.due == D("2024-04-01")
    assert any("不发生延长" in violation for violation in clock.violations)


def test_a_deferral_under_article_35_is_a_date_of_its_own() -> None:
    clock = reply_clock([Received(D("2024-03-04")), Deferred(until=D("2024-06-28"), on=D("2024-03-20"))], CALENDAR)

    assert clock.due == D("2024-06-28")
    assert clock.base == D("2024-04-01")
    assert clock.deadline is not None
    assert clock.deadline.code == "DL-11"


def test_while_a_supplement_is_awaited_no_reply_is_due() -> None:
    events = [Received(D("2026-03-02")), SupplementAsked(D("2026-03-04"), until=D("2026-03-20"))]

    clock = reply_clock(events, CALENDAR)

    assert clock.due is None
    assert clock.waiting is not None
    assert clock.waiting.due == D("2026-03-20")


def test_a_fee_notice_after_the_period_is_flagged() -> None:
    clock = reply_clock([Received(D("2024-03-04")), FeeNotified(D("2024-04-02"))], CALENDAR)

    assert any("DL-08" in violation for violation in clock.violations)


def test_whether_payment_restarts_is_a_setting() -> None:
    events: list[Event] = [Received(D("2025-12-01")), FeeNotified(D("2025-12-05")), Paid(D("2025-12-30"))]

    assert reply_clock(events, CALENDAR, Settings(payment_restarts=False)).due == D("2025-12-29")


def test_a_consultation_before_a_restart_counts_no_more() -> None:
    events: list[Event] = [
        Received(D("2026-03-02")),
        Consulted(D("2026-03-03"), heard=D("2026-03-10")),
        Supplemented(D("2026-03-20")),
    ]

    assert reply_clock(events, CALENDAR).due == CALENDAR.add_working_days(D("2026-03-20"), 20)


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([], "CAL-2001"),
        ([Received(D("2024-03-04")), Received(D("2024-03-05"))], "CAL-2001"),
        ([Received(D("2024-03-04")), Supplemented(D("2024-03-01"))], "CAL-2002"),
        ([Received(D("2024-03-04")), Consulted(D("2024-03-08"), heard=D("2024-03-07"))], "CAL-2003"),
        ([Received(D("2024-03-04")), Extended(21)], "CAL-2004"),
        ([Received(D("2024-03-04")), Extended(5), Extended(5)], "CAL-2005"),
    ],
)
def test_what_cannot_have_happened_is_refused(events: list[Event], code: str) -> None:
    with pytest.raises(GongkaiError, match=code):
        reply_clock(events, CALENDAR)


def test_an_unknown_period_is_refused() -> None:
    with pytest.raises(GongkaiError, match="CAL-2006"):
        deadline("lunch", D("2024-03-04"), CALENDAR)


def test_a_setting_out_of_range_is_refused() -> None:
    with pytest.raises(GongkaiError, match="CAL-2007"):
        Settings(supplement_days=0)


@pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.key)
def test_every_period_explains_itself(clock: object) -> None:
    key = getattr(clock, "key", "")

    found = deadline(key, D("2020-03-16"), CALENDAR)

    assert found.due > found.start
    assert CALENDAR.is_working_day(found.due)
    assert found.explanation[0].startswith(found.title)
    assert found.as_dict()["due"] == found.due.isoformat()
    assert found.calendar_version == CALENDAR.version


def test_no_two_periods_share_a_key() -> None:
    assert len({clock.key for clock in CLOCKS}) == len(CLOCKS)


def test_every_setting_is_explained() -> None:
    assert set(EXPLAINED) == set(Settings.__dataclass_fields__)


def test_a_natural_period_that_ends_in_an_unknown_year_says_not_before() -> None:
    with pytest.raises(CalendarMissing, match="不早于 2027年2月1日"):
        deadline("sue", D("2026-08-01"), CALENDAR)


def test_the_report_of_a_year_before_an_unknown_one_says_not_after() -> None:
    with pytest.raises(CalendarMissing, match="不晚于 2027年1月31日"):
        report_due(2026, CALENDAR)


def test_a_last_day_at_the_end_of_the_last_known_year_is_provisional() -> None:
    assert deadline("reply", D("2026-12-03"), CALENDAR).provisional
    assert not deadline("reply", D("2025-12-03"), CALENDAR).provisional


@pytest.mark.parametrize(
    ("today", "left", "overdue", "alert"),
    [
        ("2024-03-08", 16, 0, Alert.NONE),
        ("2024-03-21", 7, 0, Alert.SEVEN),
        ("2024-03-25", 5, 0, Alert.FIVE),
        ("2024-03-26", 4, 0, Alert.FIVE),
        ("2024-03-27", 3, 0, Alert.THREE),
        ("2024-03-29", 1, 0, Alert.ONE),
        ("2024-04-01", 0, 0, Alert.ONE),
        ("2024-04-02", 0, 1, Alert.OVERDUE),
    ],
)
def test_what_is_left_warns_in_steps(today: str, left: int, overdue: int, alert: Alert) -> None:
    found = time_left(D("2024-04-01"), D(today), CALENDAR)

    assert (found.left, found.overdue, found.alert) == (left, overdue, alert)


@pytest.mark.parametrize(
    ("arrival", "expected"),
    [
        (Arrival(ReceiptChannel.IN_PERSON, D("2024-03-04")), "2024-03-04"),
        (Arrival(ReceiptChannel.SIGNED_MAIL, D("2024-03-04")), "2024-03-04"),
        (Arrival(ReceiptChannel.ORDINARY_MAIL, D("2024-03-04"), confirmed=D("2024-03-05")), "2024-03-05"),
        (Arrival(ReceiptChannel.MISDIRECTED, D("2024-03-04"), confirmed=D("2024-03-05")), "2024-03-05"),
        (Arrival(ReceiptChannel.ONLINE, D("2024-03-02"), acknowledged=D("2024-03-02")), "2024-03-02"),
        (Arrival(ReceiptChannel.ONLINE, D("2024-03-02"), confirmed=D("2024-03-04")), "2024-03-04"),
        (Arrival(ReceiptChannel.FAX, D("2024-03-04"), confirmed=D("2024-03-04")), "2024-03-04"),
        (Arrival(ReceiptChannel.PUBLISHED, D("2024-03-04"), agreed=D("2024-03-06")), "2024-03-06"),
        (Arrival(ReceiptChannel.PUBLISHED, D("2024-03-04"), confirmed=D("2024-03-05")), "2024-03-05"),
        (Arrival(ReceiptChannel.ORAL, D("2024-03-04"), confirmed=D("2024-03-04")), "2024-03-04"),
        (Arrival(ReceiptChannel.FAX, D("2024-03-04")), None),
    ],
)
def test_the_day_of_receipt_by_channel(arrival: Arrival, expected: str | None) -> None:
    assert receipt_day(arrival, CALENDAR).day == (None if expected is None else D(expected))


@pytest.mark.parametrize("channel", ReceiptChannel, ids=lambda channel: channel.code)
def test_every_channel_has_a_day_and_a_provision(channel: ReceiptChannel) -> None:
    found = receipt_day(Arrival(channel, D("2024-03-04"), confirmed=D("2024-03-04")), CALENDAR)

    assert found.day == D("2024-03-04")
    assert found.cites


def test_whether_an_automatic_answer_confirms_is_a_setting() -> None:
    arrival = Arrival(ReceiptChannel.ONLINE, D("2024-03-02"), D("2024-03-06"), acknowledged=D("2024-03-02"))

    assert receipt_day(arrival, CALENDAR, Settings(auto_ack_counts=False)).day == D("2024-03-06")


def test_a_late_confirmation_is_flagged() -> None:
    late = receipt_day(Arrival(ReceiptChannel.FAX, D("2024-03-04"), confirmed=D("2024-03-06")), CALENDAR)

    assert "超过1个工作日" in late.warnings[0]
