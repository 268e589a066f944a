"""T3-01, T3-02, T3-03, T4-01: the sums, judged from the identities."""

from collections.abc import Iterable, Iterator

from gongkai.statute.law.instruments import REPORT_FORMAT_2021
from gongkai.statute.report import Report
from gongkai.statute.rules.identities import broken
from gongkai.statute.rules.model import Case, Finding, Level, Rule

_SUM_SAYS = "{where}为 {printed}，分项之和为 {due}，相差 {gap:+d}。请核对分项和合计。"


def certainty(report: Report, codes: Iterable[str]) -> Level:
    """An error is certain only where every cell was read with confidence: else the slip may be the reading's."""
    return Level.ERROR if report.is_sure(codes) else Level.WARNING


def intake_equals_outcome(case: Case, rule: Rule) -> Iterator[Finding]:
    """一 + 二 = 三（七）+ 四, in every column."""
    report = case.report
    for identity, gap in broken(rule.code, report.tables, report.cells):
        intake = sum(report.count(code) or 0 for code in identity.plus)
        yield rule.finding(
            identity.at,
            level=certainty(report, identity.cells),
            column=report.cell_labels[identity.at].partition("“")[2].rstrip("”"),
            intake=intake,
            outcome=intake + gap,
            gap=gap,
        )


def total_equals_parts(case: Case, rule: Rule) -> Iterator[Finding]:
    """A printed total is the sum of its parts."""
    report = case.report
    for identity, gap in broken(rule.code, report.tables, report.cells):
        printed = report.count(identity.at) or 0
        yield rule.finding(
            identity.at,
            level=certainty(report, identity.cells),
            where=report.cell_labels[identity.at],
            printed=printed,
            due=printed + gap,
            gap=-gap,
        )


ARITHMETIC_RULES = (
    Rule(
        "T3-01",
        Level.ERROR,
        REPORT_FORMAT_2021(),
        "表三每一列：第一项加第二项之和，等于第三项（七）总计加第四项之和。",
        "表三“{column}”列不平：新收与上年结转共 {intake} 件，办结与结转下年度共 {outcome} 件，"
        "相差 {gap:+d} 件。请核对该列第一、二、三（七）、四行。",
        intake_equals_outcome,
    ),
    Rule(
        "T3-02",
        Level.ERROR,
        REPORT_FORMAT_2021(),
        "表三每一列：（七）总计等于（一）至（六）各行之和。",
        "表三" + _SUM_SAYS,
        total_equals_parts,
    ),
    Rule(
        "T3-03",
        Level.ERROR,
        REPORT_FORMAT_2021(),
        "表三每一行：总计等于自然人与五类法人或其他组织之和。",
        "表三" + _SUM_SAYS,
        total_equals_parts,
    ),
    Rule(
        "T4-01",
        Level.ERROR,
        REPORT_FORMAT_2021(),
        "表四每一组：总计等于结果维持、结果纠正、其他结果、尚未审结之和。",
        "表四" + _SUM_SAYS,
        total_equals_parts,
    ),
)
