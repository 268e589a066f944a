"""T4: reconsideration and litigation beyond the sums, from two years."""

from collections.abc import Iterator

from gongkai.statute.law.instruments import REPORT_FORMAT_2021
from gongkai.statute.rules.model import Case, Finding, Level, Rule
from gongkai.statute.rules.years import last_years

_GROUPS = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
_DECIDED = ("upheld", "corrected", "other")


def pending_cases_come_back(case: Case, rule: Rule) -> Iterator[Finding]:
    """What was pending last year is decided or still pending this year."""
    previous = last_years(case)
    if previous is None:
        return
    for group in _GROUPS:
        at = f"t4.{group}.total"
        pending, total = previous.count(f"t4.{group}.pending"), case.report.count(at)
        if pending is not None and total is not None and pending > total:
            yield rule.finding(at, where=case.report.cell_labels[at], pending=pending, total=total)


def suits_follow_reconsiderations(case: Case, rule: Rule) -> Iterator[Finding]:
    """New suits after reconsideration do not outnumber the reconsiderations decided in both years."""
    previous = last_years(case)
    if previous is None:
        return
    at = "t4.litigation_after_reconsideration.total"
    total = case.report.count(at)
    waiting = previous.count("t4.litigation_after_reconsideration.pending")
    decided = [
        report.count(f"t4.reconsideration.{outcome}") for report in (case.report, previous) for outcome in _DECIDED
    ]
    if total is None or waiting is None or None in decided:
        return
    most = sum(count for count in decided if count is not None)
    if (new := total - waiting) > most:
        yield rule.finding(at, new=new, decided=most)


def remedies_follow_replies(case: Case, rule: Rule) -> Iterator[Finding]:
    """Reconsiderations and direct suits do not outnumber the replies of both years."""
    previous = last_years(case)
    if previous is None:
        return
    cases = [case.report.count(f"t4.{group}.total") for group in _GROUPS[:2]]
    replies = [report.count("t3.result.total.total") for report in (case.report, previous)]
    if None in cases or None in replies:
        return
    brought, answered = sum(c for c in cases if c is not None), sum(r for r in replies if r is not None)
    if brought > answered:
        yield rule.finding(
            "t4.reconsideration.total", "t4.litigation_direct.total", brought=brought, answered=answered
        )


TABLE_FOUR_RULES = (
    Rule(
        "T4-03",
        Level.WARNING,
        REPORT_FORMAT_2021(),
        "上年尚未审结的案件，本年应审结或仍列尚未审结。",
        "表四{where}为 {total}，少于上年尚未审结的 {pending} 件。请核对是否漏报上年未结案件。",
        pending_cases_come_back,
    ),
    Rule(
        "T4-04",
        Level.HINT,
        REPORT_FORMAT_2021(),
        "复议后起诉的新案件不多于两年内审结的行政复议。",
        "表四本年新增复议后起诉 {new} 件，多于两年内审结的行政复议 {decided} 件。"
        "请核对是否把直接起诉的案件填入复议后起诉。",
        suits_follow_reconsiderations,
    ),
    Rule(
        "T4-05",
        Level.HINT,
        REPORT_FORMAT_2021(),
        "行政复议与直接起诉的案件一般不多于当年和上年的答复件数。",
        "表四行政复议与直接起诉共 {brought} 件，多于两年的答复 {answered} 件。请核对统计口径。",
        remedies_follow_replies,
    ),
)
