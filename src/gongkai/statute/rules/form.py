"""What a report must say, and when: F-03 to F-06; the list of all rules about form."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from gongkai.statute.law.instruments import FEE_MEASURES, OGI, REPORT_FORMAT_2021
from gongkai.statute.report import Origin, Report
from gongkai.statute.rules.model import Case, Finding, Level, Passage, Rule, Rules, form_level
from gongkai.statute.rules.wording import ERR_12, F_01, F_02, LOOSE
from gongkai.statute.vocab.agencies import AgencyKind, is_peoples_government, kind_of_name
from gongkai.statute.written import written

_CONTACT = re.compile(
    r"联系(?:电话|方式|地址|人|我们)|电话：?[^，。；]{0,6}\d|邮编|邮箱[:：]|[与和][^，。；]{2,30}联系|地址[:：]|\d{3,4}[-—－]\d{7,8}"
)
_PERIOD = re.compile(r"1\s*月\s*1\s*日[^。]{0,20}12\s*月\s*31\s*日")
_CONTACT_WORDS = ("联系", "联 系", "电话", "电 话", "邮编", "邮 编", "邮箱", "邮 箱", "地址", "地 址")
_DATED = re.compile(r"20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*$")
_APPRAISAL = (
    ("工作考核", ("考核", "考评")),
    ("社会评议", ("评议", "满意度", "第三方评估")),
    ("责任追究", ("追责", "问责", "追究")),
)
_FEE = re.compile(r"收费|处理费|收取.{0,8}费|费用")
# 条例第四十九条 names departments; for others the later day stands: nobody is called late without a provision.
_OF_JANUARY = frozenset((AgencyKind.DEPARTMENT, AgencyKind.VERTICAL))


def _government(report: Report) -> bool:
    return is_peoples_government(report.agency.kind or kind_of_name(report.agency.name))


def _appraisal(case: Case, rule: Rule) -> Iterator[Finding]:
    report = case.report
    if 1 not in report.sections:
        return
    told = frozenset().union(*map(_appraisals_in, report.sections[1]))
    missing = [name for name, _ in _APPRAISAL if name not in told]
    if not missing:
        return
    government = _government(report)
    if not government and len(missing) < len(_APPRAISAL):
        return
    yield rule.finding(
        level=form_level(case) if government else Level.HINT,
        missing="、".join(missing),
        duty="各级人民政府的报告应当包括" if government else "按格式，监督保障一段可以写",
    )


@lru_cache(maxsize=1024)
def _appraisals_in(text: str) -> frozenset[str]:
    """What of appraisal and accountability a paragraph tells."""
    return frozenset(name for name, words in _APPRAISAL if any(word in text for word in words))


def _fee_told(case: Case, rule: Rule) -> Iterator[Finding]:
    report = case.report
    texts = report.sections.get(6)
    if report.format != "2021" or (texts is None and report.origin is Origin.READ and not report.sections):
        return
    if not any(_FEE.search(text) for text in texts or ()):
        passage = Passage(6, 0, 0, len(texts[0])) if texts else None
        yield rule.finding(passage=passage)


@lru_cache(maxsize=1024)
def _told_in(text: str) -> tuple[bool, bool, bool]:
    """Whether a paragraph tells the period, tells how to get in touch, ends in a date."""
    contact = any(word in text for word in _CONTACT_WORDS) and _CONTACT.search(
        LOOSE.sub("", text) if " " in text else text
    )
    dated = _DATED.search(text, max(0, len(text) - 24))
    return "31" in text and _PERIOD.search(text) is not None, bool(contact), dated is not None


def _dates(case: Case, rule: Rule) -> Iterator[Finding]:
    report = case.report
    texts = (*report.preface, *report.sections.get(1, ()), *report.sections.get(6, ()))
    told = [*map(_told_in, texts)]
    ends = [_told_in(texts[-1]) for texts in report.sections.values() if texts]
    if report.period is None and not any(period for period, _, _ in told):
        yield rule.finding(level=Level.HINT, says="没有写明数据的统计期限。请写明“1月1日至12月31日”。")
    if not any(contact for _, contact, _ in (*told, *ends)):
        yield rule.finding(level=Level.HINT, says="没有写明联系方式。请写明联系电话、地址等，便于公众询问。")
    if report.published_on is None:
        if not any(dated for _, _, dated in ends):
            yield rule.finding(level=Level.HINT, says="没有找到发布日期。请注明报告的发布日期。")
        return
    yield from _published(report, rule, report.published_on)


def _published(report: Report, rule: Rule, published: date) -> Iterator[Finding]:
    if report.year is None:
        return
    kind = report.agency.kind or kind_of_name(report.agency.name)
    department = kind in _OF_JANUARY
    due = date(report.year + 1, 1, 31) if department else date(report.year + 1, 3, 31)
    if published.year <= report.year:
        yield rule.finding(
            says="发布日期 {published} 早于统计年度结束。请核对发布日期或报告年度。",
            published=written(published),
        )
    elif published > due:
        yield rule.finding(published=written(published), due=f"{due.month}月{due.day}日")


def _overview(case: Case, rule: Rule) -> Iterator[Finding]:
    limit = case.options.overview_limit
    if limit is None:
        return
    length = sum(len(LOOSE.sub("", text)) for text in case.report.sections.get(1, ()))
    if length > limit:
        yield rule.finding(length=length, limit=limit)


F_03 = Rule(
    code="F-03",
    level=Level.ERROR,
    cite=OGI(50, None, 4),
    requires="各级人民政府的报告，第一部分有工作考核、社会评议、责任追究的结果。",
    says="第一部分没有写{missing}的情况。{duty}工作考核、社会评议和责任追究结果，请补写。",
    judge=_appraisal,
)
F_04 = Rule(
    code="F-04",
    level=Level.WARNING,
    cite=FEE_MEASURES(),
    requires="第六部分说明信息处理费的收取情况，没有收取的也写明。",
    says="第六部分没有说明信息处理费的收取情况。没有收取的，也请写明“未收取信息处理费”。",
    judge=_fee_told,
)
F_05 = Rule(
    code="F-05",
    level=Level.WARNING,
    cite=OGI(49),
    requires="写明统计期限、联系方式和发布日期；按期发布（部门 1月31日前，政府 3月31日前）。",
    says="发布日期 {published} 晚于法定的 {due}。请核对；确系逾期的，请说明。",
    judge=_dates,
)
F_06 = Rule(
    code="F-06",
    level=Level.HINT,
    cite=REPORT_FORMAT_2021(),
    requires="总体情况不超过当地限定的字数（如一千字；默认不限，由使用机关设定）。",
    says="第一部分有 {length} 字，超过设定的 {limit} 字。请精简，重复表格的内容可以不写。",
    judge=_overview,
)
FORM_RULES: Rules = (F_01, F_02, F_03, F_04, F_05, F_06, ERR_12)
