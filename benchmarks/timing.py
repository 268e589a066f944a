"""How time is measured: medians of five, beside a calibration loop, so that machines can be told apart."""

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 5


@dataclass(frozen=True)
class Timing:
    """Seconds of one call: the median of the rounds, and the spread."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{_shown(self.median)}（{_shown(self.least)} – {_shown(self.most)}）"


def _shown(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"


def measure(call: Callable[[], object], *, times: int = 1, warm: int = 1) -> Timing:
    """Time `times` calls in each of five rounds after `warm` calls that are not counted; seconds a call."""
    for _ in range(warm):
        call()
    rounds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(times):
            call()
        rounds.append((time.perf_counter() - start) / times)
    return Timing(statistics.median(rounds), min(rounds), max(rounds))


def pairs(ours: Callable[[], object], theirs: Callable[[], object], *, times: int) -> tuple[Timing, Timing, float]:
    """Both calls in turn, so that a drifting machine hurts both; the median of theirs / ours.

    Processor time of this process, which is what both take on an idle machine: on a busy one, whoever happens to be
    interrupted would lose by the clock.
    """
    ours(), theirs()
    ours_rounds, theirs_rounds = [], []
    for _ in range(ROUNDS):
        for call, rounds in ((ours, ours_rounds), (theirs, theirs_rounds)):
            start = time.process_time()
            for _ in range(times):
                call()
            rounds.append((time.process_time() - start) / times)
    ratio = statistics.median(t / o for o, t in zip(ours_rounds, theirs_rounds, strict=True))
    return (
        Timing(statistics.median(ours_rounds), min(ours_rounds), max(ours_rounds)),
        Timing(statistics.median(theirs_rounds), min(theirs_rounds), max(theirs_rounds)),
        ratio,
    )


def calibration() -> Timing:
    """A fixed loop of plain Python: about 0.05 s on the machine of 2026 that the figures in docs were taken on."""
    return measure(lambda: sum(i * i for i in range(1_000_000)), warm=1)


def processor(pid: int) -> float:
    """Seconds on a processor of a process and all that it started, those that ended included; Linux only."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):  # it ended meanwhile; whoever waited for it counts it
        return 0.0
    ticks: int = os.sysconf("SC_CLK_TCK")
    return sum(map(int, fields[11:15])) / ticks + sum(processor(int(child)) for child in children)
