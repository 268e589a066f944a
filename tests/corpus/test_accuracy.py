"""Real published reports are read right: the acceptance figures, per file and together."""

from dataclasses import dataclass

import pytest

from gongkai.documents.reading import read_reports
from tests.corpus.truth import FOLDERS, load, needs_corpus

SURE = 0.9


@dataclass(frozen=True)
class Score:
    cells: int
    right: int
    wrong: int
    absent: int
    sure_and_wrong: int
    right_and_sure: int


def score(folder: str) -> Score:
    """How the file's cells were read; cells not scored when absent count only where a value was given."""
    raw, expected, unscored = load(folder)
    (report,) = read_reports(raw.read_bytes(), raw.name)
    right = wrong = absent = sure_and_wrong = right_and_sure = 0
    for cell, value in expected.items():
        if cell not in report.cells:
            absent += cell not in unscored
        elif report.cells[cell] == value:
            right += 1
            right_and_sure += report.confidence(cell) >= SURE
        else:
            wrong += 1
            sure_and_wrong += report.confidence(cell) >= SURE
    return Score(right + wrong + absent, right, wrong, absent, sure_and_wrong, right_and_sure)


@needs_corpus
@pytest.mark.parametrize("folder", FOLDERS)
def test_no_cell_is_wrong_with_confidence(folder: str) -> None:
    found = score(folder)

    print(f"{folder}: {found.right}/{found.cells} right, {found.absent} absent, {found.right_and_sure} sure")
    assert found.sure_and_wrong == 0


@needs_corpus
def test_the_corpus_is_read_as_accurately_as_promised() -> None:
    found = [score(folder) for folder in FOLDERS]

    cells = sum(s.cells for s in found)
    right = sum(s.right for s in found)
    sure = sum(s.right_and_sure for s in found)
    print(f"corpus: {right}/{cells} right ({right / cells:.2%}), {sure / right:.2%} of them sure")
    assert right >= 0.999 * cells
    assert sum(s.absent for s in found) <= 0.01 * cells
    assert sure >= 0.97 * right
