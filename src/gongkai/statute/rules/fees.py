"""Fees and notices of fees in sentences: N-07, T3-05."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from gongkai.statute.claims import ClaimKind
from gongkai.statute.law.instruments import FEE_MEASURES
from gongkai.statute.rules.model import Case, Finding, Level, Rule
from gongkai.statute.rules.quoting import number, of_subject, passage_of, quoted
from gongkai.statute.rules.told import known_sum

_NOTICE = re.compile(r"收费通知|缴费通知|通知[^。]{0,12}(?:缴|收费)")


def _fees(case: Case, rule: Rule) -> Iterator[Finding]:
    """未发出收费通知 with a request dropped for an unpaid fee, unless a notice of last year may explain it."""
    report = case.report
    cell = "t3.result.other.fee_overdue.total"
    dropped = known_sum(report, (cell,))
    carried = known_sum(report, ("t3.carried_in.total",)) or Decimal(0)
    for claim in of_subject(case, "fees.notices"):
        if dropped and claim.value < dropped and (claim.cells or claim.kind is ClaimKind.COUNT):
            nought = claim.exact and not claim.value and claim.year in (None, report.year)
            none = claim.certain if claim.kind is ClaimKind.NONE else nought
            sure = none and carried < dropped
            yield rule.finding(
                cell,
                passage=partial(passage_of, report, claim),
                level=None if sure and report.is_sure((cell,)) else Level.WARNING,
                sentence=partial(quoted, report, claim),
                dropped=number(dropped),
            )
    yield from _collected(case, rule)


def _collected(case: Case, rule: Rule) -> Iterator[Finding]:
    income = case.report.cells.get("t2.fee")
    if income is None or "t2.fee" not in case.report.kinds or case.report.format != "2021":
        return
    units = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
    for claim in of_subject(case, "fees.collected", none=False):
        if claim.section == 6 and claim.exact and claim.value * units[claim.unit] > Decimal(income) * 10_000:
            yield rule.finding(
                "t2.fee",
                passage=partial(passage_of, case.report, claim),
                level=Level.WARNING,
                says="正文写明收取信息处理费 {sentence}，而表二“行政事业性收费”只有 {income} 万元；"
                "信息处理费属于行政事业性收费，请核对金额和单位。",
                sentence=claim.text,
                income=income,
            )


def _notice_expected(case: Case, rule: Rule) -> Iterator[Finding]:
    report = case.report
    cell = "t3.result.other.fee_overdue.total"
    dropped = report.cells.get(cell)
    if not dropped or 6 not in report.sections:
        return
    text = "".join(report.sections[6])
    if "通知" not in text or not _NOTICE.search(text):
        yield rule.finding(cell, dropped=dropped)


N_07 = Rule(
    code="N-07",
    level=Level.ERROR,
    cite=FEE_MEASURES(6),
    requires="第六部分写未发出收费通知的，表三（六）2 为 0；所写收费不大于表二的行政事业性收费。",
    says="正文写“{sentence}”，而表三“逾期未按收费通知要求缴纳费用”为 {dropped} 件。请核对收费通知件数。",
    judge=_fees,
)
T3_05 = Rule(
    code="T3-05",
    level=Level.WARNING,
    cite=FEE_MEASURES(6),
    requires="表三（六）2 大于 0 的，第六部分应写明发出的收费通知件数。",
    says="表三“逾期未按收费通知要求缴纳费用”为 {dropped} 件，第六部分却没有写收费通知。"
    "请补写发出的收费通知件数和金额。",
    judge=_notice_expected,
)
