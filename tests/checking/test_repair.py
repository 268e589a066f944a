"""Repair: errors planted by code independent of the solver are found, with every tie."""

import os
import random
from dataclasses import replace
from itertools import combinations, product

import pytest

from gongkai.checking.repair import Repair, propose
from gongkai.checking.repair.program import MOST_TIES
from gongkai.statute.report import Report, Source
from gongkai.statute.rules.identities import identities_of
from gongkai.statute.tables.parts import APPLICANTS
from tests.checking.planting import Planted, several, single
from tests.strategies import consistent_report

FULL = os.environ.get("GONGKAI_FULL") == "1"
SINGLES = 1000 if FULL else 40
SEVERAL = 300 if FULL else 12


def bound_cells(report: Report, table: str) -> list[str]:
    found = {code for identity in identities_of(report.tables) for code in identity.cells}
    return sorted(code for code in found if code.startswith(table))


def repaired_sets(repair: Repair) -> list[dict[str, int]]:
    """Every combination of one choice from each group."""
    options = [group.choices for group in repair.groups]
    return [
        {change.cell: change.new for choice in combination for change in choice}
        for combination in product(*options)
    ]


def holds(report: Report, values: dict[str, int]) -> bool:
    mended = report.with_cells(values)
    return all(not identity.gap(mended.cells) for identity in identities_of(mended.tables))


def planted(seed: int, table: str, count: int) -> Planted:
    rng = random.Random(seed)
    report = consistent_report(rng, hybrid=rng.random() < 0.2)
    codes = bound_cells(report, table)
    return single(rng, report, codes) if count == 1 else several(rng, report, codes, count)


def test_a_single_error_in_table_three_comes_first() -> None:
    first = 0
    for seed in range(SINGLES):
        case = planted(seed, "t3", 1)
        first += dict(propose(case.report).values) == case.truth

    print(f"\ntable three, one error: the true value first in {first} of {SINGLES}")
    assert first >= 0.99 * SINGLES


@pytest.mark.parametrize("seed", range(60 if FULL else 15))
def test_a_single_error_in_table_four_is_among_all_its_tied_readings(seed: int) -> None:
    case = planted(seed, "t4", 1)
    (wrong,) = case.truth
    group = wrong.rsplit(".", 1)[0]

    offered = repaired_sets(propose(case.report))

    expected = []
    for code in (f"{group}.{outcome}" for outcome in ("upheld", "corrected", "other", "pending", "total")):
        value = case.report.cells[code]
        parts = [case.report.cells[f"{group}.{o}"] for o in ("upheld", "corrected", "other", "pending")]
        gap = case.report.cells[f"{group}.total"] - sum(parts)
        due = value - gap if code.endswith("total") else value + gap
        if due >= 0:
            expected.append({code: due})
    assert case.truth in offered
    assert sorted(map(str, offered)) == sorted(map(str, expected))


def test_the_total_that_contradicts_its_parts_is_the_first_suspect() -> None:
    report = consistent_report(random.Random(2))
    cells = {
        f"t4.reconsideration.{k}": v
        for k, v in zip(("upheld", "corrected", "other", "pending", "total"), (10, 1, 0, 0, 0), strict=True)
    }

    repair = propose(report.with_cells(cells))

    assert repair.changes[0].sentence == "行政复议“总计”应为 11，现为 0"


@pytest.mark.parametrize("count", [2, 3])
def test_several_errors_are_offered_or_a_set_no_heavier_exists(count: int) -> None:
    offered = 0
    for seed in range(SEVERAL):
        case = planted(10_000 + seed, "t3", count)
        repair = propose(case.report)
        sets = repaired_sets(repair)
        assert all(holds(case.report, values) for values in sets)
        assert all(value >= 0 for values in sets for value in values.values())
        if case.truth in sets:
            offered += 1
        elif sets:
            assert len(sets[0]) <= len(case.truth)
            assert len(sets[0]) < len(case.truth) or not repair.complete or not holds(case.report, case.truth)
    print(f"\ntable three, {count} errors: the true set offered in {offered} of {SEVERAL}")


def test_ties_are_enumerated_up_to_the_limit_and_no_set_comes_twice() -> None:
    rng = random.Random(9)
    for _ in range(4):
        case = several(rng, report := consistent_report(rng), bound_cells(report, "t3"), 3)
        repair = propose(case.report)
        for group in repair.groups:
            sets = [frozenset(change.cell for change in choice) for choice in group.choices]
            assert len(sets) == len(set(sets))
            assert len(sets) <= MOST_TIES
            assert group.complete or len(sets) == MOST_TIES


def test_a_consistent_report_needs_no_repair() -> None:
    assert propose(consistent_report(random.Random(4))) == Repair()


def test_a_cell_read_with_doubt_is_changed_before_a_sure_one() -> None:
    report = consistent_report(random.Random(5))
    cells = {"t4.reconsideration.upheld": 3, "t4.reconsideration.corrected": 0, "t4.reconsideration.other": 0}
    cells |= {"t4.reconsideration.pending": 0, "t4.reconsideration.total": 8}
    doubtful = {"t4.reconsideration.upheld": Source(raw="3", confidence=0.4)}

    repair = propose(replace(report.with_cells(cells), sources=doubtful))

    assert [change.sentence for change in repair.changes] == ["行政复议“结果维持”应为 8，现为 3"]
    assert repair.alternatives == ()


def test_a_blank_total_is_filled_from_its_parts_and_says_so() -> None:
    report = consistent_report(random.Random(6))
    cells = {
        f"t4.reconsideration.{k}": v
        for k, v in zip(("upheld", "corrected", "other", "pending", "total"), (5, None, 0, 2, None), strict=True)
    }

    repair = propose(report.with_cells(cells))

    assert [change.sentence for change in repair.changes] == [
        "行政复议“总计”应为 7，现为空白（空白的分项按 0 计，请核对）"
    ]


def with_text(cells: dict[str, int | None], *paragraphs: str) -> Report:
    report = replace(consistent_report(random.Random(7)), sections={1: paragraphs})
    return report.with_cells(cells)


REVIEWS: dict[str, int | None] = {
    f"t4.reconsideration.{outcome}": count
    for outcome, count in zip(("upheld", "corrected", "other", "pending", "total"), (3, 1, 1, 0, 7), strict=True)
}


def test_of_tied_sets_the_one_that_the_text_bears_out_comes_first() -> None:
    silent = propose(with_text(REVIEWS))
    told = propose(with_text(REVIEWS, "因政府信息公开被申请行政复议7件。"))

    assert [change.sentence for change in silent.changes] == ["行政复议“总计”应为 5，现为 7"]
    assert [change.sentence for change in told.changes] == ["行政复议“尚未审结”应为 2，现为 0"]


def test_of_tied_sets_the_one_that_last_years_report_bears_out_comes_first() -> None:
    report = replace(consistent_report(random.Random(8)), sections={})
    assert report.year is not None
    last_year = replace(report, year=report.year - 1).with_cells(
        {f"t3.carried_out.{c.code}": report.cells[f"t3.carried_in.{c.code}"] for c in APPLICANTS}
    )
    wrong = {at: int(report.cells[at] or 0) + 2 for at in ("t3.carried_in.person", "t3.carried_in.total")}

    repair = propose(report.with_cells(wrong), previous=last_year)

    assert repair.values == {at: report.cells[at] for at in wrong}
    assert repair.alternatives


def test_what_is_no_count_is_found_from_the_sums() -> None:
    report = with_text({**REVIEWS, "t4.reconsideration.pending": -2})

    assert [change.sentence for change in propose(report).changes] == ["行政复议“尚未审结”应为 2，现为 -2"]


def test_a_blank_total_over_parts_without_blanks_needs_no_word_about_blanks() -> None:
    report = with_text({**REVIEWS, "t4.reconsideration.total": None})

    assert [change.sentence for change in propose(report).changes] == ["行政复议“总计”应为 5，现为空白"]


def test_every_tie_of_two_cells_is_enumerated_as_brute_force_finds_it() -> None:
    """A figure shifted by a column can be undone in any row whose two cells allow it."""
    rng = random.Random(24)
    report = consistent_report(rng, scale=20)
    codes = bound_cells(report, "t3")
    swapped = {
        "t3.result.disclosed.person": report.cells["t3.result.disclosed.business"],
        "t3.result.disclosed.business": report.cells["t3.result.disclosed.person"],
    }
    assert swapped["t3.result.disclosed.person"] != swapped["t3.result.disclosed.business"]
    case = report.with_cells(swapped)

    repair = propose(case)

    (group,) = repair.groups
    ours = {frozenset((change.cell, change.new) for change in choice) for choice in group.choices}
    assert repair.complete
    assert len(ours) > 1
    assert ours == pairs_that_mend(case, codes)


def pairs_that_mend(report: Report, codes: list[str]) -> set[frozenset[tuple[str, int]]]:
    """Every pair of cells, and its values, under which all identities hold: tried one by one."""
    identities = identities_of(report.tables)
    gaps = {identity: identity.gap(report.cells) or 0 for identity in identities}
    signs = {code: {i: (1 if code in i.minus else -1) for i in identities if code in i.cells} for code in codes}
    broken = {identity for identity, gap in gaps.items() if gap}
    found = set()
    for one, other in combinations(codes, 2):
        touched = {*signs[one], *signs[other]}
        if not broken <= touched:
            continue
        candidates = {0, *(-gaps[i] * signs[one][i] for i in signs[one] if i not in signs[other])}
        candidates |= {gaps[i] for i in broken} | {-gaps[i] for i in broken}
        for change in candidates:
            lone = [i for i in signs[other] if i not in signs[one]]
            shared = [i for i in signs[other] if i in signs[one]]
            dues = {-gaps[i] * signs[other][i] for i in lone}
            dues |= {-(gaps[i] + change * signs[one][i]) * signs[other][i] for i in shared}
            if len(dues) != 1 or not change:
                continue
            (due,) = dues
            values = {one: int(report.cells[one] or 0) + change, other: int(report.cells[other] or 0) + due}
            if due and min(values.values()) >= 0 and holds(report, values):
                found.add(frozenset(values.items()))
    return found
