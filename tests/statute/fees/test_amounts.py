"""The processing fee: worked examples P1 to P16 of the domain specification, and what must hold of any amount."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.errors import GongkaiError
from gongkai.statute.fees import (
    RULES,
    Method,
    fee_by_item,
    fee_by_page,
    fees_by_month,
    fees_by_page,
    schedule_on,
    ten_thousand_yuan,
    yuan,
)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (1, 10, 0),  # P1
        (1, 11, 100),  # P2
        (1, 30, 2_000),  # P3
        (1, 31, 2_200),  # P4
        (1, 40, 4_000),  # P5
        (1, 45, 5_500),  # P6
        (1, 65, 13_500),  # P7
        (1, 100, 37_000),  # P8
        (12, 12, 100),  # P14, by item
        (1, 12, 200),  # P16, one request split into twelve
        (31, 31, 200),
        (41, 41, 300),
        (51, 51, 400),
    ],
)
def test_by_item(first: int, last: int, expected: int) -> None:
    assert yuan(fee_by_item(first, last).amount) == expected


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (0, 0),
        (30, 0),  # P10
        (31, 10),
        (100, 700),  # P11
        (101, 720),
        (120, 1_100),  # P14, by page
        (200, 2_700),  # P12
        (201, 2_740),
        (250, 4_700),  # P13
    ],
)
def test_by_page(pages: int, expected: int) -> None:
    assert yuan(fee_by_page(pages).amount) == expected


def test_p9_two_months_are_reckoned_apart() -> None:
    march, april = [date(2025, 3, 3)] * 22, [date(2025, 4, 1)] * 18

    apart = fees_by_month([*march, *april])

    assert [fee.label for fee in apart] == ["2025年3月", "2025年4月"]
    assert yuan(sum(fee.amount for fee in apart)) == 2_000
    assert yuan(fee_by_item(1, 40).amount) == 4_000


def test_p15_requests_are_not_added_up_by_page() -> None:
    assert [fee.amount for fee in fees_by_page([20, 20])] == [0, 0]


def naive_by_item(first: int, last: int) -> int:
    def rate(k: int) -> int:
        return 0 if k <= 10 else 100 if k <= 30 else 200 + 100 * ((k - 31) // 10)

    return sum(rate(k) for k in range(first, last + 1))


def naive_by_page(pages: int) -> int:
    return 10 * max(0, min(pages, 100) - 30) + 20 * max(0, min(pages, 200) - 100) + 40 * max(0, pages - 200)


@given(st.integers(1, 500), st.integers(0, 500))
def test_by_item_agrees_with_the_formula(first: int, more: int) -> None:
    assert yuan(fee_by_item(first, first + more).amount) == naive_by_item(first, first + more)


@given(st.integers(0, 10_000))
def test_by_page_agrees_with_the_formula(pages: int) -> None:
    assert yuan(fee_by_page(pages).amount) == naive_by_page(pages)


@given(st.integers(1, 200), st.integers(1, 200), st.integers(1, 200))
def test_a_month_reckoned_in_two_parts_costs_the_same(first: int, more: int, still: int) -> None:
    middle, last = first + more, first + more + still

    parts = fee_by_item(first, middle).amount + fee_by_item(middle + 1, last).amount

    assert parts == fee_by_item(first, last).amount


@given(st.integers(1, 400))
def test_the_brackets_cover_every_unit_once(last: int) -> None:
    lines = fee_by_item(1, last).lines

    assert [k for line in lines for k in range(line.first, line.last + 1)] == list(range(1, last + 1))
    assert [line.rate for line in lines] == sorted({line.rate for line in lines})


@pytest.mark.parametrize(("first", "last"), [(0, 1), (-1, 3), (1, 0)])
def test_a_number_of_requests_that_cannot_be_is_refused(first: int, last: int) -> None:
    with pytest.raises(GongkaiError, match="FEE-1002"):
        fee_by_item(first, last)


def test_a_range_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(GongkaiError, match="FEE-1003"):
        fee_by_item(12, 11)


def test_a_negative_number_of_pages_is_refused() -> None:
    with pytest.raises(GongkaiError, match="FEE-1002"):
        fee_by_page(-1)


def test_before_the_measures_there_was_no_fee() -> None:
    with pytest.raises(GongkaiError, match="FEE-1001"):
        schedule_on(date(2020, 12, 31))
    assert schedule_on(date(2021, 1, 1)).by_item.unit == "件"


def test_the_rules_are_complete_and_what_is_unverified_says_so() -> None:
    assert [rule.code for rule in RULES] == [f"FEE-{n:02}" for n in range(1, 19)]
    assert any("口径待主管部门确认" in note for note in fee_by_page(40).notes)


def test_the_working_as_data() -> None:
    data = fee_by_item(1, 45).as_dict()

    assert (data["amount"], data["fen"], data["method"]) == ("5500.00", 550_000, Method.ITEM.value)
    assert [bracket["count"] for bracket in data["brackets"]] == [10, 20, 10, 5]


@pytest.mark.parametrize(
    ("fen", "expected"),
    [(0, "0"), (1, "0.000001"), (123_456_789, "123.456789"), (100_000_000, "100"), (10**12, "1000000")],
)
def test_table_two_wants_ten_thousand_yuan(fen: int, expected: str) -> None:
    assert str(ten_thousand_yuan(fen)) == expected
    assert ten_thousand_yuan(fen) * 1_000_000 == Decimal(fen)
