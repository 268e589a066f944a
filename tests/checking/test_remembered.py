"""What is kept in memory between reports changes nothing: every report is judged as if it were the first."""

import random
import sys
from collections.abc import Iterator
from dataclasses import replace

from gongkai.checking.pipeline import check
from gongkai.checking.sentences import extract
from gongkai.statute.report import Agency, Report
from tests.strategies import consistent_report


def forget() -> None:
    """Drop all that the checks remember."""
    kept = 0
    for name, module in list(sys.modules.items()):
        if name.startswith(("gongkai.checking", "gongkai.statute")):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()
                    kept += 1
    assert kept > 20


def alike(rng: random.Random) -> Iterator[Report]:
    """Reports with the same sentences that differ in what the sentences are compared with: cells, year, agency."""
    sentences = (
        "全年制发行政规范性文件3件，制定规范性文件2件。办结申请5件，其中其他处理2件，结转2023年3件，结转2024年1件。",
        "全年行政复议4件。答复5件，其他处理2件。",
    )
    for _ in range(20):
        report = consistent_report(rng)
        yield report
        for section in (2, 3, 4):
            yield replace(report, sections={**report.sections, section: sentences})
        yield replace(report, sections={**report.sections, 2: ("来电答复5件，其他处理2件。",)})
        yield replace(report, sections={**report.sections, 2: ("来电答复5件，其他处理2件，另有申请。",)})
        report = replace(report, sections={**report.sections, 3: sentences})
        yield replace(report, format="2021" if report.format == "2019" else "2019")
        yield replace(report, agency=Agency("白塔区人民政府"), title="")
        cells = {code: None if rng.random() < 0.3 else rng.randint(0, 9) for code in report.cells}
        yield report.with_cells(cells)
        yield replace(report, year=(report.year or 2023) - 1)
        yield replace(report, agency=Agency("望海县水务局"), title="")
        sections = {number: tuple(reversed(texts)) for number, texts in report.sections.items()}
        yield replace(report, sections={**sections, 3: sections.get(1, ())})


def test_a_report_is_judged_as_if_it_were_the_first() -> None:
    reports = list(alike(random.Random(3)))
    first = []
    for report in reports:
        forget()
        first.append((extract(report), [repr(finding) for finding in check(report)]))
    assert any(findings for _, findings in first)
    assert len({tuple(findings) for _, findings in first}) > len(reports) // 2

    random.Random(4).shuffle(order := list(range(len(reports))))
    for number in order + order:
        assert (extract(reports[number]), [repr(f) for f in check(reports[number])]) == first[number]
