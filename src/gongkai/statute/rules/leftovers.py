"""What earlier reports or other agencies' left in the text: periods, years, names, plans (N-08)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gongkai.statute.law.instruments import REPORT_FORMAT_2021
from gongkai.statute.report import Report
from gongkai.statute.rules.model import Case, Finding, Level, Passage, Rule
from gongkai.statute.rules.quoting import sentences_of

_BLANK = re.compile(r"\s+")
_PERIOD = re.compile(
    r"统计[^。，,]{0,10}?(?:为|是|自|从|：|:)?\s*(?P<first>20\d\d)\s*年\s*1\s*月\s*1\s*日[^。]{0,8}?"
    r"(?:(?P<last>20\d\d)\s*年\s*)?12\s*月\s*31\s*日"
    r"|数据[^。，,\d]{0,6}截[止至][^。，,\d]{0,6}(?P<until>20\d\d)\s*年\s*12\s*月\s*31\s*日"
)
_LOST_YEAR = re.compile(
    r"20\d\d(?:(?:1[0-2]|0?[1-9])月(?:\d{1,2}日)?|\d年)|2[1-9]\d\d年(?=[，,度以]|我|全|本)|20\d年(?=[，,度]|我|全|本)"
)
_SELF = re.compile(r"我(?P<kind>局|镇|乡|街|厅)(?!长|部|势|面)")
_THE_REPORT = (
    r"(?P<name>[^，,。《》；;：:\d]{0,36})(?P<year>20\d\d)年度?(?:本级)?"
    r"政府信息公开(?:工作)?(?:年度|年报|报告|工作|情况)"
)
_STATED = re.compile(r"(?:现|特|兹)(?:将|公布|发布|公开|编制|予以公布|向社会公布)" + _THE_REPORT)
_COMPILED = re.compile(r"(?:^|[，,。；;])(?:认真)?(?:组织)?编制(?:完成|形成)?了?" + _THE_REPORT)
_BODY_END = re.compile(r"(?:局|委|委员会|办|办公室|厅|政府|街道|办事处|镇|乡|中心|管委会|区|县|市|省)的?$")
_PLAN = re.compile(
    r"(?P<year>20\d\d)\s*年度?[，,]?[^，,。；;\d]{0,8}?将"
    r"(?=继续|进一步|重点|持续|着力|不断|从以下|加强|深入|严格|认真|围绕|聚焦|紧扣|以)"
)
_BEGINS = re.compile(r"(?:^|[。；;])\s*(?:下一步[，,])?$")
_COMPARES = re.compile(r"上年|去年|今年|本年|当年|相比|同期|增|减|降|升|公布|发布了?《")
_TELLS = re.compile(r"[我本全][市区县局镇乡街办委厅]|主动公开|收到|受理|办理|制发|收取|发出")
_TELLS_OF_THE_YEAR = frozenset((1, 3, 4, 6))


def _left_over(case: Case, rule: Rule) -> Iterator[Finding]:
    report = case.report
    names = report.agency.name + report.title
    last_year, next_year = str((report.year or 0) - 1), str((report.year or 0) + 1)
    told_self = False
    for section, index, text in case.paragraphs:
        periods, lost_years, own, stated, compiled = _suspects(text)
        for match in periods if section in (0, 1) else ():
            yield from _period(rule, report, match, section, index)
        for match in lost_years:
            yield rule.finding(
                passage=Passage(section, index, match.start(), match.end()),
                level=Level.WARNING,
                says="“{text}”少了或多了字，不是完整的日期。请改正。",
                text=match[0],
            )
        if section == 0:
            stated = (stated or compiled) if index else None  # the title has rules of its own
        if stated and section < 2:
            yield from _stated(rule, report, stated, section, index)
        if section in _TELLS_OF_THE_YEAR and (last_year in text or next_year in text):
            yield from _another_year(rule, report, text, section, index)
        if section == 5 and "将" in text:
            yield from _plan_of_the_past(rule, report, text, index)
        if own and section and not told_self and report.agency.name and own["kind"] not in names:
            told_self = True
            yield rule.finding(
                passage=Passage(section, index, own.start(), own.end()),
                level=Level.WARNING,
                says="文中自称“{text}”，与机关名称“{name}”不合，可能是从别的报告留下来的。请核对。",
                text=own[0],
                name=report.agency.name,
            )


class _Suspects(NamedTuple):
    """Where a paragraph states its period, years with a digit lost or won, its agency's short name, and whose
    report of which year this is: announced anywhere, said to be compiled in a preface."""

    periods: "Sequence[re.Match[str]]"
    lost_years: "Sequence[re.Match[str]]"
    own: "re.Match[str] | None"
    stated: "re.Match[str] | None"
    compiled: "re.Match[str] | None"


@lru_cache(maxsize=2048)
def _suspects(text: str) -> _Suspects:
    named = "政府信息公开" in text
    return _Suspects(
        [*_PERIOD.finditer(text)] if "统计" in text or "截" in text else (),
        [match for match in _LOST_YEAR.finditer(text) if not text[: match.start()][-1:].isdigit()],
        _SELF.search(text),
        _STATED.search(text) if named else None,
        _COMPILED.search(text) if named else None,
    )


def _period(rule: Rule, report: Report, match: "re.Match[str]", section: int, index: int) -> Iterator[Finding]:
    year = report.year
    if year is None:
        return
    first = int(match["first"] or match["until"])
    last = int(match["last"]) if match["last"] else first
    if first == last == year or (report.title and str(year) not in report.title):
        return
    yield rule.finding(
        passage=Passage(section, index, match.start(), match.end()),
        text=_BLANK.sub("", match[0]),
        year=year,
    )


@lru_cache(maxsize=16)
def _opens_with(year: int) -> "re.Pattern[str]":
    return re.compile(
        rf"\s*(?:[（(][一二三四五六][）)][^。]{{0,12}}[。：:])?\s*(?:{year}\s*年度?[，,]?(?!\d|以来|起|底|末|第|未?办?结?转|同期)"
        rf"|截[至止]?到?\s*{year}\s*年\s*12\s*月(?:31日|底)?[，,]?)"
    )


def _another_year(rule: Rule, report: Report, text: str, section: int, index: int) -> Iterator[Finding]:
    """A sentence that opens with last year, or with the next, and goes on as if it were this one."""
    year = report.year
    if year is None:
        return
    for other in (year - 1, year + 1):
        opening = _opens_with(other)
        for start, end in sentences_of(text) if str(other) in text else ():
            match = opening.match(text, start, end)
            sentence = text[start:end]
            if match is None or str(year) in sentence or _COMPARES.search(sentence):
                continue
            if other > year and "将" in sentence:
                continue  # a plan
            if _TELLS.search(sentence) or (report.agency.name and report.agency.name in sentence):
                yield rule.finding(
                    passage=Passage(section, index, start, end),
                    level=Level.WARNING,
                    says="报告的年度是 {year} 年，这一句写的是“{text}”。如果是从别的年度的报告留下来的，请改正。",
                    year=year,
                    text=match[0].strip(),
                )


def _stated(rule: Rule, report: Report, match: "re.Match[str]", section: int, index: int) -> Iterator[Finding]:
    """现公布某机关某年政府信息公开工作年度报告: the year and the agency are this report's."""
    if report.year is None or (report.title and str(report.year) not in report.title):
        return
    if int(match["year"]) != report.year:
        passage = Passage(section, index, *match.span("year"))
        yield rule.finding(passage=passage, text=_BLANK.sub("", match[0]).lstrip("，,。；;"), year=report.year)
    name = _BLANK.sub("", match["name"]).removesuffix("的")
    if name and _BODY_END.search(name) and report.agency.name and not _is_own_name(name, report.agency.name):
        yield rule.finding(
            passage=Passage(section, index, *match.span("name")),
            level=Level.WARNING,
            says="文中公布的是“{text}”的报告，与机关名称“{name}”不合，可能是从别的报告留下来的。请核对。",
            text=name,
            name=report.agency.name,
        )


def _is_own_name(name: str, own: str) -> bool:
    """Whether one abbreviates the other: 区水务局 of 云川市白塔区水务局."""
    if name[0] in "我本全":
        return True
    short, long = sorted((name.replace("人民", ""), own.replace("人民", "")), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def _plan_of_the_past(rule: Rule, report: Report, text: str, index: int) -> Iterator[Finding]:
    """2023年，我局将进一步……: what is planned in the report of 2023 is planned for later."""
    for match in _PLAN.finditer(text):
        if int(match["year"]) == report.year and _BEGINS.search(text[: match.start()]):
            yield rule.finding(
                passage=Passage(5, index, *match.span()),
                level=Level.WARNING,
                says="报告的年度是 {year} 年，而打算写的是“{text}”。如果是从去年的报告留下来的，请改正年份。",
                year=report.year,
                text=_BLANK.sub("", match[0]),
            )


N_08 = Rule(
    code="N-08",
    level=Level.ERROR,
    cite=REPORT_FORMAT_2021(),
    requires="年份、统计期限、机关名称全文一致，没有往年或者别的机关的残留。",
    says="报告的年度是 {year} 年，而文中写的是“{text}”。请改正年份。",
    judge=_left_over,
)
