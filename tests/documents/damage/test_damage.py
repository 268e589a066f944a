"""Whatever is thrown at the readers: no crash, no hang, no gigabyte; refusals are coded and say what is wrong."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from gongkai.documents.readers import sandbox
from gongkai.documents.reading import read_reports
from gongkai.statute.errors import GongkaiError
from tests.conftest import FULL
from tests.documents.damage.cases import Case, case
from tests.documents.damage.originals import has_office

SIZE = int(os.environ.get("GONGKAI_DAMAGE", "20000" if FULL else "300"))
SECONDS = 10.0
MEMORY = 1024 * 1024 * 1024
CRASHED = "RDR-1015"
STEP = 1 if FULL else 67  # the sample walks through the same 20,000
SENTENCE = re.compile(r"〔(?:RDR|UPL)-\d{4}〕[^〔]*[\u4e00-\u9fff]{4}[^〔]*。")


@dataclass
class Figures:
    """What came of the cases."""

    outcomes: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0
    largest: int = 0
    controls: int = 0

    def __str__(self) -> str:
        total = sum(self.outcomes.values())
        parts = ", ".join(f"{code} {count}" for code, count in self.outcomes.most_common())
        return (
            f"{total} inputs, {self.controls} of them undamaged controls: {parts}; "
            f"slowest {self.slowest:.1f} s, largest {self.largest / 2**20:.0f} MiB, failures {len(self.failures)}"
        )


def judge(item: Case) -> tuple[str, str, float, int]:
    """A case's outcome ("read" or a code), what is wrong with that ("" if nothing), seconds and peak memory."""
    try:
        outcome = sandbox.measured(
            read_reports, item.data, item.name, seconds=SECONDS, memory=MEMORY, subject=f"“{item.name}”"
        )
    except GongkaiError as refusal:
        seconds, peak = float(str(refusal.fields["seconds"])), int(str(refusal.fields["peak"]))
        wrong = ""
        if refusal.code == CRASHED:
            wrong = f"crashed: {refusal}"
        elif item.control:
            wrong = f"an undamaged file was refused: {refusal}"
        elif not SENTENCE.match(str(refusal)) or not refusal.hint:
            wrong = f"the refusal does not say what is wrong: {refusal}"
        return refusal.code, wrong, seconds, peak
    wrong = "" if outcome.value else "nothing was read and nothing was said"
    return "read", wrong, outcome.seconds, outcome.peak


def cases(size: int) -> Iterator[Case]:
    return (case(number * STEP) for number in range(size))


def run(size: int, keep: Path) -> Figures:
    """Judge all cases, two at a time; those that fail are kept as files."""
    figures = Figures()
    with ThreadPoolExecutor(2) as pool:
        numbers = [number * STEP for number in range(size)]
        for number, (item, (outcome, wrong, seconds, peak)) in zip(
            numbers, pool.map(lambda n: (made := case(n), judge(made)), numbers), strict=True
        ):
            figures.outcomes[outcome] += 1
            figures.controls += item.control
            figures.slowest = max(figures.slowest, seconds)
            figures.largest = max(figures.largest, peak)
            if not wrong and (seconds > SECONDS + 1 or peak > MEMORY):
                wrong = f"took {seconds:.1f} s and {peak / 2**20:.0f} MiB"
            if wrong:
                figures.failures.append(f"{number} {item.kind} {item.injury}: {wrong}")
                (keep / f"{number}-{item.injury}-{Path(item.name).name}").write_bytes(item.data)
    return figures


def test_damaged_files_are_read_or_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures = run(SIZE, tmp_path)

    with capsys.disabled():
        print(f"\ndamage: {figures}")
    assert not figures.failures, "\n".join(figures.failures[:20]) + f"\nkept in {tmp_path}"
    assert figures.controls >= SIZE // 11


@pytest.mark.office
def test_old_office_files_are_among_the_cases() -> None:
    assert has_office()
