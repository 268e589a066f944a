"""The wording of the form: headings, tables and labels character for character: F-01, F-02 and ERR-12.

Others may have flattened or abridged what was read from a file, so these are warnings there (`form_level`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from gongkai.statute.law.instruments import REPORT_FORMAT_2021
from gongkai.statute.report import Origin, Report
from gongkai.statute.rules.model import Case, Finding, Level, Rule, form_level
from gongkai.statute.tables import FORMATS

LOOSE = re.compile(r"[\s“”\"'‘’「」]+")
"""Blanks and quotation marks, which count for nothing."""
_SAME = str.maketrans("(),:;．﹒", "（），：；..")
_NUMBER = re.compile(r"^(?:第?[一二三四五六七八九十]+(?:部分)?|\d+)[、.．\s]*")
_LAST_YEAR_OF_2019 = 2020


@lru_cache(maxsize=1024)
def normal(text: str) -> str:
    """A heading or label as it is compared: without blanks and quotation marks, full-width punctuation."""
    return LOOSE.sub("", text).translate(_SAME)


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
ERR_12 = Rule(
    code="ERR-12",
    level=Level.ERROR,
    cite=REPORT_FORMAT_2021(),
    requires="2021 年度起使用现行格式的表格，不用 2019 年试行格式。",
    says="{year} 年度的报告用了 2019 年试行格式的表格。请改用现行格式（国办公开办函〔2021〕30号）。",
    judge=_old_format,
)
