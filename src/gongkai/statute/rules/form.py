"""The form of the report: headings, labels, what must be said, dates: F-01 to F-06 and ERR-12.

Others may have flattened or abridged what was read from a file, so most of these are warnings there (`form_level`).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from gongkai.statute.law.instruments import FEE_MEASURES, OGI, REPORT_FORMAT_2021
from gongkai.statute.report import Origin, Report
from gongkai.statute.rules.model import Case, Finding, Level, Passage, Rule, Rules, form_level
from gongkai.statute.tables import FORMATS
from gongkai.statute.vocab.agencies import AgencyKind, is_peoples_government, kind_of_name

_LOOSE = re.compile(r"[\s“”\"'‘’「」]+")
_SAME = str.maketrans("(),:;．﹒", "（），：；..")
_NUMBER = re.compile(r"^(?:第?[一二三四五六七八九十]+(?:部分)?|\d+)[、.．\s]*")
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
_LAST_YEAR_OF_2019 = 2020
# 条例第四十九条 names departments; for others the later day stands: nobody is called late without a provision.
_OF_JANUARY = frozenset((AgencyKind.DEPARTMENT, AgencyKind.VERTICAL))


@lru_cache(maxsize=1024)
def normal(text: str) -> str:
    """A heading or label as it is compared: without blanks and quotation marks, full-width punctuation."""
    return _LOOSE.sub("", text).translate(_SAME)


@lru_cache(maxsize=1024)
def _wording(heading: str) -> str:
    return _NUMBER.sub("", normal(heading))


@lru_cache(maxsize=1024)
def _number(heading: str) -> int:
    """The number before a heading, 0 where it has none."""
    found = _NUMBER.match(normal(heading))
    digits = found[0].strip("第部分、.．") if found else ""
    return int(digits) if digits.isdecimal() else "〇一二三四五六七八九十".find(digits) if digits else 0


_Fault: TypeAlias = tuple[str | None, dict[str, object]]
"""A sentence, None for the rule's own, and its values."""


def _headings(case: Case, rule: Rule) -> Iterator[Finding]:
    report = case.report
    if report.origin is not Origin.READ and not report.headings:
        return  # the writers print the prescribed headings
    for says, values in _heading_faults(report.headings, report.format):
        yield Finding(rule.code, form_level(case), says or rule.says, rule.cited, values=values)


@lru_cache(maxsize=256)
def _heading_faults(headings: tuple[str, ...], format_code: str) -> Sequence[_Fault]:
    """What is wrong with these headings."""
    official = FORMATS[format_code].sections
    prescribed = [_wording(text) for text in official]
    found = [_wording(text) for text in headings]
    faults = list(_misnumbered(headings, official, prescribed, found))
    if found == prescribed:
        return faults
    if format_code != "2021":  # its headings were trial wording; those of the later format say the same
        later = [_wording(text) for text in FORMATS["2021"].sections]
        found = [prescribed[later.index(f)] if f in later else f for f in found]
    if not found:
        return [("没有找到六个部分的标题。请按格式写明六个一级标题。", {})]
    for wording, text in zip(prescribed, official, strict=True):
        if wording not in found:
            near = next((h for h, f in zip(headings, found, strict=True) if _alike(f, wording)), None)
            if near is not None:
                faults.append(("一级标题“{near}”应为“{text}”。", {"near": normal(near), "text": text}))
            else:
                faults.append((None, {"text": text}))
    order = [prescribed.index(f) for f in found if f in prescribed]
    if order != sorted(order):
        faults.append(("六个一级标题的顺序与格式不符。请按第一至第六部分的顺序排列。", {}))
    faults += [
        ("一级标题“{text}”不在格式之内。请并入相应的部分。", {"text": normal(heading)})
        for heading, wording in zip(headings, found, strict=True)
        if wording not in prescribed and not any(_alike(wording, w) for w in prescribed)
    ]
    if len(set(order)) != len(order):
        faults.append(("有一级标题重复出现。请删去重复的标题。", {}))
    return faults


def _misnumbered(
    headings: Sequence[str], official: Sequence[str], prescribed: Sequence[str], found: Sequence[str]
) -> Iterator[_Fault]:
    """Headings in the prescribed words under another's number."""
    for heading, wording in zip(headings, found, strict=True):
        if wording not in prescribed:
            continue
        at = prescribed.index(wording)
        if _number(heading) not in (0, at + 1):
            yield "一级标题“{near}”应为“{text}”。", {"near": normal(heading), "text": official[at]}


_MARKS = (
    ("总体",),
    ("主动公开",),
    ("收到", "申请"),
    ("复议", "诉讼"),
    ("问题",),
    ("其他",),
)


@lru_cache(maxsize=1024)
def _alike(found: str, prescribed: str) -> bool:
    """Whether a heading stands for a prescribed one, however it is worded."""
    if found == prescribed:
        return True
    marks = next(m for m in _MARKS if all(word in prescribed for word in m))
    return all(word in found for word in marks)


def _tables(case: Case, rule: Rule) -> Iterator[Finding]:
    report = case.report
    level = form_level(case)
    missing = set() if report.kinds.keys() <= report.cells.keys() else report.kinds.keys() - report.cells.keys()
    for table in report.tables if missing else ():
        absent = tuple(code for code in table.cells if code in missing)
        if len(absent) == len(table.cells):
            yield rule.finding(
                *absent[:1], level=level, says="没有找到“{table}”的表格。请补上。", table=table.title
            )
        elif absent:
            yield rule.finding(
                *absent,
                level=level,
                says="“{table}”缺 {count} 格（{first}等）。请按格式补全行和列。",
                table=table.title,
                count=len(absent),
                first=report.cell_labels.get(absent[0], absent[0]),
            )
    if report.labels:
        yield from _labels(report, rule, level)


def _labels(report: Report, rule: Rule, level: Level) -> Iterator[Finding]:
    requests = next(table for table in report.tables if table.code == "t3")
    prescribed = _prescribed(report.format, len(requests.rows))
    if report.labels.items() <= _wordings(report.format, len(requests.rows)).items():
        return
    for code, printed in report.labels.items():
        found = prescribed.get(code)
        if found is not None and printed != found[0] and normal(printed) != normal(found[0]):
            yield rule.finding(level=level, table=found[1], printed=normal(printed), label=found[0])


@lru_cache(maxsize=8)
def _prescribed(format_code: str, rows_of_requests: int) -> dict[str, tuple[str, str]]:
    """Label and table by line code, of a format with one of the two tables of requests."""
    found: dict[str, tuple[str, str]] = {}
    requests = next(
        table
        for form in FORMATS.values()
        for table in form.tables
        if table.code == "t3" and len(table.rows) == rows_of_requests
    )
    for table in (requests if t.code == "t3" else t for t in FORMATS[format_code].tables):
        found |= {f"{table.code}.{line.code}": (line.label, table.title) for line in table.rows}
        found |= {f"{table.code}..{line.code}": (line.label, table.title) for line in table.columns if line.code}
    return found


@lru_cache(maxsize=8)
def _wordings(format_code: str, rows_of_requests: int) -> dict[str, str]:
    return {code: label for code, (label, _) in _prescribed(format_code, rows_of_requests).items()}


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
        _LOOSE.sub("", text) if " " in text else text
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
            published=published.isoformat(),
        )
    elif published > due:
        yield rule.finding(published=published.isoformat(), due=f"{due.month}月{due.day}日")


def _overview(case: Case, rule: Rule) -> Iterator[Finding]:
    limit = case.options.overview_limit
    if limit is None:
        return
    length = sum(len(_LOOSE.sub("", text)) for text in case.report.sections.get(1, ()))
    if length > limit:
        yield rule.finding(length=length, limit=limit)


def _old_format(case: Case, rule: Rule) -> Iterator[Finding]:
    report = case.report
    if report.year is None or report.year <= _LAST_YEAR_OF_2019:
        return
    level = form_level(case)
    if report.format == "2019":
        yield rule.finding(level=level, year=report.year)
    elif "t3.result.other_all.total" in report.cells or "t3.result.other_all.person" in report.cells:
        yield rule.finding(
            "t3.result.other_all.total",
            level=level,
            says="表三“（六）其他处理”只有一行，是 2019 年格式的表样。{year} 年度应分列三行，请按现行格式填写。",
            year=report.year,
        )


F_01 = Rule(
    code="F-01",
    level=Level.ERROR,
    cite=REPORT_FORMAT_2021(),
    requires="六个一级标题齐全、顺序和用字与格式一致，不增不减。",
    says="缺少一级标题“{text}”。请按格式补上。",
    judge=_headings,
)
F_02 = Rule(
    code="F-02",
    level=Level.ERROR,
    cite=REPORT_FORMAT_2021(),
    requires="三张表齐全，行、列的标签与格式逐字一致。",
    says="“{table}”的标签“{printed}”应为“{label}”。请按格式改正。",
    judge=_tables,
)
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
ERR_12 = Rule(
    code="ERR-12",
    level=Level.ERROR,
    cite=REPORT_FORMAT_2021(),
    requires="2021 年度起使用现行格式的表格，不用 2019 年试行格式。",
    says="{year} 年度的报告用了 2019 年试行格式的表格。请改用现行格式（国办公开办函〔2021〕30号）。",
    judge=_old_format,
)

FORM_RULES: Rules = (F_01, F_02, F_03, F_04, F_05, F_06, ERR_12)
