"""T2: rules, normative documents, licences, penalties, coercion and fees, from one report or two years."""

from collections.abc import Iterator
from decimal import Decimal

from gongkai.statute.law.instruments import LEGISLATION, PENALTY, REPORT_FORMAT_2021
from gongkai.statute.rules.model import Case, Finding, Level, Rule
from gongkai.statute.rules.years import last_years

_RULE_CELLS = ("t2.rule.made", "t2.rule.repealed", "t2.rule.in_force")
_WITHOUT_RULES = frozenset({"subdistrict", "township"})
"""Kinds that never make 规章 (立法法 91, 93); for others it depends on the agency."""
_GRASS_ROOTS = frozenset({"subdistrict", "township"})


def documents_carry_over(case: Case, rule: Rule) -> Iterator[Finding]:
    """现行有效 = 上年现行有效 + 制发 − 废止, for both kinds of documents."""
    previous = last_years(case)
    if previous is None:
        return
    for row in ("rule", "normative"):
        at = f"t2.{row}.in_force"
        before = previous.count(at)
        made, repealed, now = (
            case.report.count(f"t2.{row}.{column}") for column in ("made", "repealed", "in_force")
        )
        if before is None or made is None or repealed is None or now is None:
            continue
        if now != (due := before + made - repealed):
            yield rule.finding(
                at,
                where=case.report.cell_labels[at],
                now=now,
                due=due,
                before=before,
                made=made,
                repealed=repealed,
            )


def no_rules_without_power(case: Case, rule: Rule) -> Iterator[Finding]:
    """An agency that may not make 规章 reports none."""
    agency = case.report.agency
    barred = agency.may_make_rules is False or (agency.may_make_rules is None and agency.kind in _WITHOUT_RULES)
    if not barred:
        return
    for at in _RULE_CELLS:
        if value := case.report.count(at):
            yield rule.finding(at, where=case.report.cell_labels[at], value=value)


def repeals_have_an_object(case: Case, rule: Rule) -> Iterator[Finding]:
    """No more is repealed than was in force or made; documents made and not repealed are still in force."""
    previous = last_years(case)
    for row in ("rule", "normative"):
        at = f"t2.{row}.repealed"
        made, repealed, now = (
            case.report.count(f"t2.{row}.{column}") for column in ("made", "repealed", "in_force")
        )
        if made is None or repealed is None:
            continue
        before = None if previous is None else previous.count(f"t2.{row}.in_force")
        if before is not None and repealed > before + made:
            yield rule.finding(
                at, where=case.report.cell_labels[at], repealed=repealed, most=before + made, made=made
            )
        if now == 0 and made > repealed:
            yield rule.finding(
                f"t2.{row}.in_force",
                says="{where}为 0，而本年制发 {made} 件、废止 {repealed} 件，新制发的应仍有效。"
                "请核对现行有效件数。",
                where=case.report.cell_labels[f"t2.{row}.in_force"],
                made=made,
                repealed=repealed,
            )


def fee_is_in_ten_thousand_yuan(case: Case, rule: Rule) -> Iterator[Finding]:
    """The fee is an amount in 万元, not negative, with at most six decimals, and did not jump a hundredfold."""
    at = "t2.fee"
    value = case.report.cells.get(at)
    if value is None:
        return
    amount = Decimal(value)
    if amount < 0:
        yield rule.finding(at, says="表二收费金额为 {value}，不能小于 0。请与财政非税台账核对。", value=amount)
        return
    exponent = amount.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        yield rule.finding(
            at, says="表二收费金额 {value} 万元的小数超过六位（不到一分钱）。请核对单位。", value=amount
        )
    previous = last_years(case)
    before = None if previous is None else previous.cells.get(at)
    if before is not None and 0 < Decimal(before) * case.options.fee_jump_factor < amount:
        yield rule.finding(at, value=amount, before=before)


def grass_roots_may_have_taken_over_penalties(case: Case, rule: Rule) -> Iterator[Finding]:
    """A subdistrict or township that reports no penalty or licence is asked whether it took powers over."""
    if case.report.agency.kind not in _GRASS_ROOTS:
        return
    zero = tuple(at for at in ("t2.licence", "t2.penalty") if case.report.count(at) == 0)
    if zero:
        names = "、".join(case.report.cell_labels[at].partition("“")[0] for at in zero)
        yield rule.finding(*zero, names=names)


TABLE_TWO_RULES = (
    Rule(
        "T2-01",
        Level.WARNING,
        REPORT_FORMAT_2021(),
        "现行有效件数等于上年现行有效加本年制发减本年废止；不等的要说明（到期失效、清理、机构调整）。",
        "{where}为 {now}，按上年 {before} 件加制发 {made} 件减废止 {repealed} 件应为 {due} 件。"
        "如因到期失效、清理或机构调整，请作说明。",
        documents_carry_over,
    ),
    Rule(
        "T2-02",
        Level.ERROR,
        LEGISLATION(93),
        "没有规章制定权的机关，规章三格为 0。",
        "{where}为 {value}，而本机关没有规章制定权，应为 0。请核对是否应填入行政规范性文件。",
        no_rules_without_power,
    ),
    Rule(
        "T2-03",
        Level.WARNING,
        REPORT_FORMAT_2021(),
        "废止件数不多于上年现行有效加本年制发；现行有效为 0 时，制发的须当年废止。",
        "{where}为 {repealed}，多于上年现行有效与本年制发之和 {most}。请核对。",
        repeals_have_an_object,
    ),
    Rule(
        "T2-04",
        Level.WARNING,
        REPORT_FORMAT_2021(),
        "收费金额以万元计，不为负，小数不超过六位，与上年相比不应相差百倍以上。",
        "表二收费金额为 {value} 万元，上年为 {before} 万元。请核对是否把“元”误填为“万元”。",
        fee_is_in_ten_thousand_yuan,
    ),
    Rule(
        "T2-06",
        Level.HINT,
        PENALTY(24),
        "街道、乡镇的行政许可、行政处罚为 0 时，核对是否已承接相应权限。",
        "{names}为 0。如已承接上级下放或委托的权限，请核对是否漏报。",
        grass_roots_may_have_taken_over_penalties,
    ),
)
