"""Many reports at once are judged exactly as each alone."""

import random
from dataclasses import replace

import pytest

from gongkai.checking.many import TABLE_RULES, judge_tables
from gongkai.statute.rules.model import Case, Finding
from tests.checking.planting import several
from tests.checking.test_repair import bound_cells
from tests.strategies import consistent_report


def judged_alone(case: Case) -> tuple[Finding, ...]:
    return tuple(finding for rule in TABLE_RULES for finding in rule.judge(case, rule))


def a_case(seed: int) -> Case:
    rng = random.Random(seed)
    blanks = rng.choice((0.0, 0.0, 0.2))
    report = consistent_report(
        rng, format_code=rng.choice(("2021", "2019")), hybrid=rng.random() < 0.3, blanks=blanks
    )
    if not blanks and rng.random() < 0.5:
        report = several(rng, report, bound_cells(report, "t"), rng.randint(1, 3)).report
    if rng.random() < 0.1:
        report = replace(report, cells=dict(list(report.cells.items())[5:]))
    if rng.random() < 0.3:
        report = report.with_cells({"t2.fee": None})
    previous = consistent_report(rng) if rng.random() < 0.5 else None
    if previous is not None and report.year is not None:
        previous = replace(previous, year=report.year - 1)
    return Case(report, previous)


def test_the_screen_changes_nothing() -> None:
    cases = [a_case(seed) for seed in range(120)]

    assert judge_tables(cases) == [judged_alone(case) for case in cases]


def test_two_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [a_case(seed) for seed in range(30)]
    alone = judge_tables(cases)
    monkeypatch.setattr("gongkai.checking.many._BATCH", 7)

    assert judge_tables(cases, processes=2) == alone
