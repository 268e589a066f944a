"""Which law governed a matter on a day."""

from datetime import date

import pytest

from gongkai.statute.law import INSTRUMENTS, law_on
from gongkai.statute.law.cite import Instrument
from gongkai.statute.law.instruments import (
    LITIGATION_2011,
    LITIGATION_2025,
    OGI,
    OGI_2007,
    RECONSIDERATION,
    RECONSIDERATION_2017,
    REPORT_FORMAT_2019,
    REPORT_FORMAT_2021,
)


@pytest.mark.parametrize(
    ("matter", "day", "expected"),
    [
        ("open_information", date(2019, 5, 14), OGI_2007),
        ("open_information", date(2019, 5, 15), OGI),
        ("open_information", date(2008, 4, 30), None),
        ("report_format", date(2021, 9, 25), REPORT_FORMAT_2019),
        ("report_format", date(2021, 9, 26), REPORT_FORMAT_2021),
        ("open_information_cases", date(2025, 5, 31), LITIGATION_2011),
        ("open_information_cases", date(2025, 6, 1), LITIGATION_2025),
        ("reconsideration", date(2023, 12, 31), RECONSIDERATION_2017),
        ("reconsideration", date(2024, 1, 1), RECONSIDERATION),
        ("processing_fee", date(2020, 12, 31), None),
        ("nothing", date(2024, 1, 1), None),
    ],
)
def test_the_law_on_a_day(matter: str, day: date, expected: Instrument | None) -> None:
    assert law_on(matter, day) is expected


def test_no_two_instruments_share_a_key() -> None:
    assert len({instrument.key for instrument in INSTRUMENTS}) == len(INSTRUMENTS)


@pytest.mark.parametrize("matter", sorted({i.matter for i in INSTRUMENTS if i.matter}))
def test_successive_instruments_do_not_overlap(matter: str) -> None:
    family = [instrument for instrument in INSTRUMENTS if instrument.matter == matter]

    for day in (date(2008, 5, 1), date(2015, 1, 1), date(2019, 5, 15), date(2021, 9, 26), date(2025, 6, 1)):
        assert sum(instrument.in_force_on(day) for instrument in family) <= 1
