"""Last year's report is found by agency and year, or because the visitor said so."""

from gongkai.reports.pairing import Candidate, previous_of


def test_the_same_agency_and_the_year_before_are_a_pair() -> None:
    assert previous_of([Candidate(1, "甲街道", 2022), Candidate(2, "甲街道", 2021)]) == {1: 2}


def test_three_years_are_two_pairs() -> None:
    reports = [Candidate(year, "甲街道", year) for year in (2021, 2023, 2022)]

    assert previous_of(reports) == {2022: 2021, 2023: 2022}


def test_blanks_brackets_and_widths_do_not_part_a_name() -> None:
    assert previous_of([Candidate(1, "甲 街道（本级）", 2022), Candidate(2, "甲街道(本级)", 2021)]) == {1: 2}


def test_another_agency_or_year_is_no_pair() -> None:
    assert previous_of([Candidate(1, "甲街道", 2022), Candidate(2, "乙街道", 2021)]) == {}
    assert previous_of([Candidate(1, "甲街道", 2022), Candidate(2, "甲街道", 2020)]) == {}


def test_unnamed_reports_are_not_taken_for_each_other() -> None:
    assert previous_of([Candidate(1, "", 2022), Candidate(2, "", 2021)]) == {}


def test_the_marked_file_belongs_to_the_only_other_report_whatever_was_read() -> None:
    assert previous_of([Candidate(1, "甲街道", None), Candidate(2, "", None, marked_previous=True)]) == {1: 2}


def test_the_marked_file_does_not_overrule_the_years() -> None:
    assert previous_of([Candidate(1, "甲街道", 2023), Candidate(2, "甲街道", 2020, marked_previous=True)]) == {}


def test_the_marked_file_is_preferred_where_a_year_is_there_twice() -> None:
    reports = [
        Candidate(1, "甲街道", 2022),
        Candidate(2, "甲街道", 2021),
        Candidate(3, "甲街道", 2021, marked_previous=True),
    ]

    assert previous_of(reports)[1] == 3
