"""Whatever is thrown at the readers: no crash, no hang, no gigabyte; refusals are coded and say what is wrong."""

import os
import re
from collections import Counter
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
"""No damaged file may take longer: it is stopped then, and outside of the slow kinds it must not come to that."""
PATIENCE = 60.0
"""For the controls, because a test machine may have other things to do."""
SLOW_KINDS = {"pdf", "image", "doc", "rtf"}
"""A page without usable text goes through OCR, an old document through LibreOffice: seconds of honest work."""
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
            f"slowest {self.slowest:.1f} s of CPU, largest {self.largest / 2**20:.0f} MiB, "
            f"failures {len(self.failures)}"
        )


@dataclass(frozen=True)
class Verdict:
    """A case's outcome ("read" or a code), what is wrong with it ("" if nothing), CPU seconds and peak memory."""

    outcome: str
    wrong: str
    seconds: float
    peak: int


def judge(item: Case) -> Verdict:
    seconds = PATIENCE if item.control else SECONDS
    subject = f"“{item.name}”"
    try:
        got = sandbox.measured(read_reports, item.data, item.name, seconds=seconds, memory=MEMORY, subject=subject)
    except GongkaiError as refusal:
        cpu, peak = float(str(refusal.fields["cpu"])), int(str(refusal.fields["peak"]))
        return Verdict(refusal.code, _wrong_refusal(item, refusal) or _wrong_costs(item, cpu, peak), cpu, peak)
    wrong = "" if got.value else "nothing was read and nothing was said"
    return Verdict("read", wrong or _wrong_costs(item, got.cpu, got.peak), got.cpu, got.peak)


def _wrong_refusal(item: Case, refusal: GongkaiError) -> str:
    if refusal.code == CRASHED:
        return f"crashed: {refusal}"
    if item.control:
        return f"an undamaged file was refused: {refusal}"
    if not SENTENCE.match(str(refusal)) or not refusal.hint:
        return f"the refusal does not say what is wrong: {refusal}"
    return ""


def _wrong_costs(item: Case, cpu: float, peak: int) -> str:
    hung = cpu > 0.8 * SECONDS and item.kind not in SLOW_KINDS
    return f"took {cpu:.1f} s and {peak / 2**20:.0f} MiB" if hung or peak > MEMORY else ""


def run(size: int, keep: Path) -> Figures:
    """Judge all cases, two at a time; those that fail are kept as files."""
    figures = Figures()

    def made_and_judged(number: int) -> tuple[Case, Verdict]:
        made = case(number)
        return made, judge(made)

    with ThreadPoolExecutor(2) as pool:
        for item, verdict in pool.map(made_and_judged, range(0, size * STEP, STEP)):
            figures.outcomes[verdict.outcome] += 1
            figures.controls += item.control
            figures.slowest = max(figures.slowest, verdict.seconds)
            figures.largest = max(figures.largest, verdict.peak)
            if sum(figures.outcomes.values()) % 1000 == 0:
                print(f"damage so far: {figures}", flush=True)
            if verdict.wrong:
                figures.failures.append(f"{item.number} {item.kind} {item.injury}: {verdict.wrong}")
                (keep / f"{item.number}-{item.injury}-{item.name}").write_bytes(item.data)
    return figures


def test_damaged_files_are_read_or_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        figures = run(SIZE, tmp_path)
        print(f"\ndamage: {figures}")
    assert not figures.failures, "\n".join(figures.failures[:20]) + f"\nkept in {tmp_path}"
    assert figures.controls >= SIZE // 11


@pytest.mark.office
def test_old_office_files_are_among_the_cases() -> None:
    assert has_office()
