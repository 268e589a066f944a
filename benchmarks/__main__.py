"""`python -m benchmarks [NAME…]`: every measurement with its ratio, beside the calibration loop."""

import argparse
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import StringIO
from itertools import islice

import pandas

from benchmarks import ledger, portal, search
from benchmarks.samples import html_pages, sample, year_before
from benchmarks.timing import ROUNDS, calibration, measure, pairs
from benchmarks.variants import variants
from gongkai.checking.many import judge_tables
from gongkai.checking.pipeline import check
from gongkai.checking.repair import propose
from gongkai.documents.reading import read_reports
from gongkai.documents.writers import write
from gongkai.statute.rules.model import Case
from tests.checking.planting import several
from tests.checking.test_repair import bound_cells
from tests.strategies import consistent_report

_MANY = 100_000
_DISTINCT = 2_000  # distinct reports; the hundred thousand are copies, so that memory does not decide


def reading() -> None:
    """Reading and checking an HTML page against pandas.read_html(flavor="lxml") alone on the same strings.

    Twice: the same string again and again, and a new one each time, with other figures and sentences (`variants`),
    so that nothing of what is measured is a memory of the same report.
    """
    times = 100
    for label in ("同一份", "每次另一份"):
        for name, page in html_pages().items():
            count = ROUNDS * times + 1
            pages = [page] * count if label == "同一份" else list(islice(variants(page), count))
            unread, unread_by_them = iter([text.encode() for text in pages]), iter(pages)

            def ours(unread: Iterator[bytes] = unread, name: str = name) -> None:
                for report in read_reports(next(unread), f"{name}.html"):
                    check(report)

            def theirs(unread: Iterator[str] = unread_by_them) -> None:
                pandas.read_html(StringIO(next(unread)), flavor="lxml")

            our, their, ratio = pairs(ours, theirs, times=times)
            print(f"  {label}　{name}（{len(page.encode()) // 1000} KB）：{our}，pandas {their}，{ratio:.1f} 倍")


def many() -> None:
    """The T and X families over 100,000 parsed reports, with last year's."""
    rng = random.Random(1)
    distinct = [consistent_report(rng) for _ in range(_DISTINCT)]
    broken = [several(rng, r, bound_cells(r, "t"), 2).report for r in distinct[: _DISTINCT // 10]]
    pool = distinct[_DISTINCT // 10 :] + broken
    cases = []
    for position in range(_MANY):
        report = replace(pool[position % _DISTINCT])
        cases.append(Case(report, year_before(report)))
    start = time.perf_counter()
    found = judge_tables(cases, processes=os.cpu_count() or 1)
    seconds = time.perf_counter() - start
    print(f"  {_MANY} 份：{seconds:.2f} s，{sum(map(len, found))} 条发现，每份 {seconds / _MANY * 1e6:.0f} µs")


def repair() -> None:
    """The repair of one, two and three errors in table three, and of one in table four."""
    for table, count in (("t3", 1), ("t3", 2), ("t3", 3), ("t4", 1)):
        rng = random.Random(count)
        cases = [
            several(rng, r, bound_cells(r, table), count).report
            for r in (consistent_report(rng) for _ in range(40))
        ]
        times = sorted(_seconds(lambda case=case: propose(case)) for case in cases)
        print(f"  {table} {count} 处错误：中位 {times[20] * 1000:.0f} ms，最慢 {times[-1] * 1000:.0f} ms")


def writers() -> None:
    """Each writer on an ordinary report, after warm-up."""
    report = sample()
    for kind in ("docx", "pdf", "html", "xlsx", "json", "svg", "png"):
        print(f"  {kind}: {measure(lambda kind=kind: write(report, kind), times=3)}")


def _seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


ALL = {
    "reading": reading,
    "many": many,
    "repair": repair,
    "writers": writers,
    "search": search.search,
    "ledger": ledger.run,
    "portal": portal.portal,
}


def main() -> None:
    """Run the measurements named on the command line, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*", help="、".join(ALL))
    parser.add_argument("--rows", type=int, default=ledger.ROWS, help="rows of the ledger that is imported")
    parser.add_argument("--items", type=int, default=20_000, help="documents that are searched, items of the site")
    parser.add_argument(
        "--rounds", type=int, default=1, help="times the ledger is imported, each into a new database"
    )
    asked = parser.parse_args()
    if unknown := set(asked.names) - ALL.keys():
        parser.error(f"{unknown}")
    os.environ["GONGKAI_BENCH_ITEMS"] = str(asked.items)
    print(f"校准循环：{calibration()}")
    for name in asked.names or ALL:
        print(f"{name}：{(ALL[name].__doc__ or '').partition(chr(10))[0]}")
        ALL[name]()
    print(f"校准循环：{calibration()}")


main()
