"""X: this year's report against last year's, and a report against its own earlier version."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.statute.law.instruments import OGI, REPORT_FORMAT_2021
from gongkai.statute.report import Report
from gongkai.statute.rules.model import Case, Finding, Level, Rule
from gongkai.statute.tables.parts import APPLICANTS

_JUMP_FLOOR = 10
"""Below ten a ratio says nothing: from 1 to 6 is no jump."""
_CARRIED = tuple((c, f"t3.carried_in.{c.code}", f"t3.carried_out.{c.code}") for c in APPLICANTS)
_JUMP_CELLS = (
    "t2.normative.made",
    "t2.licence",
    "t2.penalty",
    "t2.coercion",
    "t2.fee",
    "t3.new.total",
    "t3.result.total.total",
    "t4.reconsideration.total",
    "t4.litigation_direct.total",
    "t4.litigation_after_reconsideration.total",
)


def last_years(case: Case) -> Report | None:
    """The report given as last year's, if it is of the year before."""
    return case.previous if _gap(case) == 1 else None


def _gap(case: Case) -> int | None:
    before = case.previous
    if before is None or before.year is None or case.report.year is None:
        return None
    return case.report.year - before.year


def carried_in_equals_carried_out(case: Case, rule: Rule) -> Iterator[Finding]:
    """今年上年结转 = 去年结转下年度, in every column; a difference of single columns alone needs an explanation."""
    previous = last_years(case)
    if previous is None:
        return
    for column, at, there in _CARRIED:
        now, then = case.report.cells.get(at), previous.cells.get(there)
        if now is None or then is None or now == then:
            continue
        yield rule.finding(
            at,
            level=Level.ERROR if column.code == "total" else Level.WARNING,
            column=column.label,
            now=now,
            then=then,
            year=previous.year,
        )


def published_figures_stay(case: Case, rule: Rule) -> Iterator[Finding]:
    """A published figure is corrected by a new version with a notice, never silently."""
    before = case.previous
    if before is None or _gap(case) != 0 or case.report.version > before.version:
        return
    labels = case.report.cell_labels
    for at, then in before.cells.items():
        now = case.report.cells.get(at, then)
        if now != then and at in labels:
            yield rule.finding(at, where=labels[at], then=_shown(then), now=_shown(now))


def _shown(value: int | Decimal | None) -> str:
    return "空白" if value is None else str(value)


def figures_do_not_jump(case: Case, rule: Rule) -> Iterator[Finding]:
    """A figure five times last year's, or a fifth of it, is worth a look."""
    previous = last_years(case)
    if previous is None:
        return
    if previous.format != case.report.format:
        return
    factor = case.options.jump_factor
    for at in _JUMP_CELLS:
        now, then = case.report.cells.get(at), previous.cells.get(at)
        if now is None or then is None or max(now, then) < _JUMP_FLOOR:
            continue
        if now > then * factor or then > now * factor:
            yield rule.finding(at, where=case.report.cell_labels[at], now=now, then=then)


def previous_is_last_years(case: Case, rule: Rule) -> Iterator[Finding]:
    """The report given as last year's is of the year before, and of the same agency."""
    before = case.previous
    if before is None:
        return
    if _gap(case) not in (0, 1):
        yield rule.finding(then=before.year or "未写明", now=case.report.year or "未写明")
    elif before.agency.name and case.report.agency.name and before.agency.name != case.report.agency.name:
        yield rule.finding(
            says="对照的报告是“{then}”的，本报告是“{now}”的。机构更名或合并的请说明，否则请换成本机关的报告。",
            then=before.agency.name,
            now=case.report.agency.name,
        )


YEAR_RULES = (
    Rule(
        "X-01",
        Level.ERROR,
        REPORT_FORMAT_2021(),
        "今年上年结转等于去年结转下年度；总计不等为错误，仅分列不等的要说明。",
        "表三“{column}”列上年结转为 {now}，而 {year} 年报告结转下年度为 {then}。请核对；申请人类别改判的请说明。",
        carried_in_equals_carried_out,
    ),
    Rule(
        "X-02",
        Level.ERROR,
        OGI(6),
        "已公布的数字不得静默改动；确需更正的发布更正公告并保留版本。",
        "{where}已公布为 {then}，现为 {now}，版本号没有增加。确需更正的，请作为新版本并附更正说明。",
        published_figures_stay,
    ),
    Rule(
        "X-03",
        Level.HINT,
        REPORT_FORMAT_2021(),
        "主要指标与上年相比超过五倍或不足五分之一的，作说明。",
        "{where}为 {now}，上年为 {then}，变化很大。请核对，属实的请在报告中说明原因。",
        figures_do_not_jump,
    ),
    Rule(
        "X-04",
        Level.WARNING,
        REPORT_FORMAT_2021(),
        "对照的报告是同一机关上一年度的报告。",
        "对照的报告年份为 {then}，本报告为 {now}，不是上一年度，未作跨年核对。请换成上一年度的报告。",
        previous_is_last_years,
    ),
)
