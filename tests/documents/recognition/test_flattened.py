"""However a report was flattened, no cell is read wrong with confidence, and nearly all are read right."""

import os
import random
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from gongkai.documents.readers import open_source
from gongkai.documents.recognition import recognise
from gongkai.statute.report import Report, Value
from tests.documents.recognition.flatten import DAMAGES, LOSES_BLANKS, NEEDS_BLANKS, STYLES, printed, truth_of
from tests.strategies import consistent_report

SEEDS = range(150 if os.environ.get("GONGKAI_FULL") == "1" else 6)
SURE = 0.9
EXPECTED = {
    "glued": 0.96,  # no sum binds the digits of table two
    "glued_rows": 0.93,
    "markdown": 0.975,  # spans written as blanks hide where a row with a blank total begins
    "labels_round_cells": 0.99,  # halves of a misspelt label name no row
    "down_columns": 0.8,  # a page number amid the figures moves all that follow
    "split_columns": 0.96,  # a part without header leaves some split rows undecided
}
"""Share of cells read right where a style loses what nobody can restore; 99.5 % elsewhere."""


@dataclass
class Tally:
    cells: int = 0
    right: int = 0
    sure_and_wrong: int = 0


def _case(style: str, seed: int) -> tuple[Report, dict[str, Value]]:
    """A flattened report as read, and what its cells printed."""
    rng = random.Random(f"{seed}-{style}")
    format_code = rng.choice(("2021", "2021", "2019"))
    hybrid = format_code == "2021" and rng.random() < 0.15
    report = consistent_report(rng, format_code=format_code, hybrid=hybrid, scale=rng.choice((3, 20, 400)))
    page = printed(report, apart=rng.random() < 0.3)
    for name, damage in DAMAGES.items():
        if rng.random() < 0.2 and not (style in LOSES_BLANKS and name in NEEDS_BLANKS):
            damage(page, rng)
    write, suffix = STYLES[style]
    (read,) = recognise(open_source(write(page, rng), f"report.{suffix}"))
    return read, truth_of(page)


def _wrong(read: Report, truth: dict[str, Value]) -> Iterator[str]:
    for cell, value in truth.items():
        if cell in read.cells and read.cells[cell] != value:
            yield cell


@pytest.mark.parametrize("style", STYLES)
def test_a_flattened_report_is_read_right(style: str) -> None:
    tally = Tally()
    for seed in SEEDS:
        read, truth = _case(style, seed)
        wrong = set(_wrong(read, truth))
        tally.cells += len(truth)
        tally.right += sum(cell in read.cells and cell not in wrong for cell in truth)
        tally.sure_and_wrong += sum(read.confidence(cell) >= SURE for cell in wrong)

    print(f"{style}: {tally.right}/{tally.cells} right")
    assert tally.sure_and_wrong == 0
    assert tally.right >= EXPECTED.get(style, 0.995) * tally.cells


@pytest.mark.parametrize("damage", DAMAGES)
def test_one_damage_alone_does_no_harm_to_a_page_with_tables(damage: str) -> None:
    rng = random.Random(damage)
    report = consistent_report(rng, scale=20)
    page = printed(report)
    DAMAGES[damage](page, rng)

    (read,) = recognise(open_source(STYLES["html"][0](page, rng), "report.html"))

    assert {cell: read.cells.get(cell, "absent") for cell in truth_of(page)} == truth_of(page)
    assert read.title == report.title
    assert read.agency.name == report.agency.name


@pytest.mark.parametrize("style", sorted(set(STYLES) - {"glued", "glued_rows"}))
def test_several_reports_in_one_file_are_told_apart(style: str) -> None:
    rng = random.Random(style)
    reports = [consistent_report(rng, format_code=code, scale=20) for code in ("2021", "2019", "2021")]
    write, suffix = STYLES[style]

    data = b"\n".join(write(printed(report), rng) for report in reports)
    found = recognise(open_source(data, f"reports.{suffix}"))

    assert [r.title for r in found] == [r.title for r in reports]
    for read, report in zip(found, reports, strict=True):
        assert {cell: read.cells.get(cell, "absent") for cell in report.cells} == report.cells
