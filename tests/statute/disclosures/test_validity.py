"""A document's state on any day follows from what happened to it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.disclosures import DocumentEvent, RegisterCounts, register_counts, validity_on
from gongkai.statute.vocab import DocumentVerb as V
from gongkai.statute.vocab import Validity

MADE = DocumentEvent(V.MAKE, date(2020, 3, 1))
EFFECT = DocumentEvent(V.TAKE_EFFECT, date(2020, 4, 1))
TERM = DocumentEvent(V.SET_TERM, date(2020, 4, 1), until=date(2022, 3, 31))
LONGER = DocumentEvent(V.SET_TERM, date(2022, 6, 1), until=date(2024, 5, 31))
AMENDED = DocumentEvent(V.AMEND, date(2021, 1, 1))
REPEALED = DocumentEvent(V.REPEAL, date(2023, 1, 1))
INVALID = DocumentEvent(V.DECLARE_INVALID, date(2023, 7, 1))


@pytest.mark.parametrize(
    ("events", "day", "state"),
    [
        ([], date(2020, 1, 1), None),
        ([MADE], date(2021, 1, 1), None),
        ([MADE, EFFECT], date(2020, 3, 31), Validity.NOT_YET),
        ([MADE, EFFECT], date(2020, 4, 1), Validity.IN_FORCE),
        ([MADE, EFFECT, AMENDED], date(2020, 12, 31), Validity.IN_FORCE),
        ([MADE, EFFECT, AMENDED], date(2021, 1, 1), Validity.AMENDED),
        ([MADE, EFFECT, TERM], date(2022, 3, 31), Validity.IN_FORCE),
        ([MADE, EFFECT, TERM], date(2022, 4, 1), Validity.EXPIRED),
        ([MADE, EFFECT, TERM, LONGER], date(2022, 5, 31), Validity.EXPIRED),
        ([MADE, EFFECT, TERM, LONGER], date(2022, 6, 1), Validity.IN_FORCE),
        ([MADE, EFFECT, TERM, LONGER], date(2024, 6, 1), Validity.EXPIRED),
        ([MADE, EFFECT, REPEALED], date(2022, 12, 31), Validity.IN_FORCE),
        ([MADE, EFFECT, REPEALED], date(2023, 1, 1), Validity.REPEALED),
        ([MADE, EFFECT, TERM, INVALID], date(2023, 6, 30), Validity.EXPIRED),
        ([MADE, EFFECT, TERM, INVALID], date(2023, 7, 1), Validity.INVALID),
        ([MADE, REPEALED], date(2023, 1, 1), Validity.REPEALED),
    ],
)
def test_the_state_on_a_day(events: list[DocumentEvent], day: date, state: Validity | None) -> None:
    assert validity_on(events, day) is state


@given(
    st.permutations([MADE, EFFECT, TERM, LONGER, AMENDED, REPEALED, INVALID]),
    st.integers(0, 7),
    st.dates(date(2019, 1, 1), date(2026, 1, 1)),
)
def test_the_order_of_entry_does_not_matter(events: list[DocumentEvent], kept: int, day: date) -> None:
    chosen = events[:kept]

    assert validity_on(chosen, day) is validity_on(sorted(chosen, key=lambda e: e.on), day)


@given(st.dates(date(2023, 1, 1), date(2030, 1, 1)))
def test_what_was_repealed_never_binds_again(day: date) -> None:
    found = validity_on([MADE, EFFECT, REPEALED, INVALID, DocumentEvent(V.SET_TERM, date(2024, 1, 1))], day)

    assert found
    assert not found.binds


def test_only_a_term_has_an_end_and_not_before_its_beginning() -> None:
    with pytest.raises(ValueError, match="until"):
        DocumentEvent(V.AMEND, MADE.on, until=MADE.on)
    with pytest.raises(ValueError, match="until"):
        DocumentEvent(V.SET_TERM, MADE.on, until=MADE.on - timedelta(1))


def test_the_counts_of_table_two() -> None:
    register = [
        (MADE, EFFECT),
        (MADE, EFFECT, AMENDED),
        (MADE, EFFECT, REPEALED),
        (MADE, EFFECT, INVALID),
        (MADE, EFFECT, TERM),
        (DocumentEvent(V.MAKE, date(2023, 12, 1)), DocumentEvent(V.TAKE_EFFECT, date(2024, 1, 1))),
    ]

    assert register_counts(register, 2023) == RegisterCounts(made=1, repealed=2, in_force=2)
    assert register_counts(register, 2020) == RegisterCounts(made=5, repealed=0, in_force=5)
    assert register_counts(register, 2024) == RegisterCounts(made=0, repealed=0, in_force=3)
    strict = register_counts(register, 2023, counts_as_repealed=frozenset({Validity.REPEALED}))
    assert strict.repealed == 1


def test_an_expired_document_that_is_later_declared_invalid_was_not_repealed_that_year() -> None:
    assert register_counts([(MADE, EFFECT, TERM, INVALID)], 2023).repealed == 0
