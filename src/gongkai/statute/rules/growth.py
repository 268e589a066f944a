"""Figures of sentences against those of last year: what grew by how much (N-05), last year's own figures (N-13)."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from gongkai.statute.claims import COMPARED, Claim, ClaimKind
from gongkai.statute.law.instruments import OGI
from gongkai.statute.rules.model import Case, Finding, Level, Rule
from gongkai.statute.rules.quoting import number, paragraph_of, passage_of, places, quoted
from gongkai.statute.rules.rounding import decimals_of, range_of_whole, within
from gongkai.statute.rules.told import known_sum
from gongkai.statute.rules.years import last_years

_ROSE = re.compile("增|升|涨|多|提高|提升|翻")
_FELL = re.compile("减|降|少|低|落")
_TIMES = re.compile(r"是[^，,；。：]{0,12}$")
_YEAR = re.compile(r"20\d\d(?=年)")
_OTHER_SPAN = re.compile("环比|季|月|平均|前年|前[两二三四五]年|近[两二三四五]年|[两二三四五]年前|累计|全[国省市]")


def judge_growth(case: Case, rule: Rule, at: int) -> Finding | None:
    """A growth or a fall that the figures of both years do not give."""
    claim = case.claims[at]
    figure = case.claims[claim.whole or 0]
    if not (claim.exact and figure.exact) or figure.kind is not ClaimKind.COUNT:
        return None
    told = _told_before(case, at, figure)
    known = [told.value] if told is not None else _known_before(case, claim, figure)
    if not known or any(_gives(case, claim, figure, before) for before in known):
        return None
    return rule.finding(
        *figure.cells,
        passage=partial(passage_of, case.report, claim),
        says="“{figure}”，按{when}的 {known} {unit}算应为{due}，文中写的是“{sentence}”。"
        "请核对增幅或说明比较的口径。",
        figure=partial(quoted, case.report, figure),
        when="去年" if told is None or told.year is None else f" {told.year} 年",
        known=number(known[0]),
        unit=figure.unit,
        due=_due(claim, figure, known[0]),
        sentence=partial(quoted, case.report, claim),
    )


def _told_before(case: Case, at: int, figure: Claim) -> Claim | None:
    """What it was before, where the text says so: between the two, or just before (2022年8件，2023年12件)."""
    first = case.claims[at].whole or 0
    for other in case.claims[first + 1 : at]:
        if other.subject == COMPARED and other.unit == figure.unit and other.exact:
            return other
    other = case.claims[first - 1] if first else figure
    last_year = case.report.year is not None and other.year == case.report.year - 1 and figure.year != other.year
    beside = (other.section, other.paragraph, other.unit) == (figure.section, figure.paragraph, figure.unit)
    if last_year and beside and other.kind is ClaimKind.COUNT and other.exact and other.subject == figure.subject:
        return other if figure.subject else None
    return None


def _known_before(case: Case, claim: Claim, figure: Claim) -> list[Decimal]:
    """What last year's report has in the cells of a figure, by each reading."""
    previous = last_years(case)
    if previous is None or not figure.cells or not figure.certain or not _since_last_year(case, claim, figure):
        return []
    values = [known_sum(previous, cells) for cells in (figure.cells, *figure.readings)]
    return [value for value in values if value]


def _since_last_year(case: Case, claim: Claim, figure: Claim) -> bool:
    """False where the text compares with another year or with less than a year (较2021年增长, 环比增长)."""
    between = paragraph_of(case.report, claim)[figure.end : claim.start]
    return not _OTHER_SPAN.search(between) and all(int(y) + 1 == case.report.year for y in _YEAR.findall(between))


def _gives(case: Case, claim: Claim, figure: Claim, before: Decimal) -> bool:
    """Whether a figure that was so many before grew or fell as the text says."""
    change = figure.value - before
    text = paragraph_of(case.report, claim)[max(0, claim.start - 10) : claim.start]
    if claim.unit == "倍" and _TIMES.search(text):
        return bool(within((before,), *range_of_whole(claim, figure.value)))
    rose, fell = _last(_ROSE, text), _last(_FELL, text)
    if (change > 0 and fell > rose) or (change < 0 and rose > fell):
        return False
    if claim.unit in ("%", "倍"):
        return (not change and not claim.value) or bool(within((before,), *range_of_whole(claim, abs(change))))
    return claim.unit != figure.unit or claim.value == abs(change)


def _last(pattern: "re.Pattern[str]", text: str) -> int:
    return max((match.end() for match in pattern.finditer(text)), default=-1)


def _due(claim: Claim, figure: Claim, before: Decimal) -> str:
    """What the growth comes to, as it would be written."""
    change = figure.value - before
    if not change:
        return "没有增减"
    word = "增加" if change > 0 else "减少"
    if claim.unit != "%" or not before:
        return f"{word} {number(abs(change))} {figure.unit}"
    return f"{word} {abs(change) * 100 / before:.{decimals_of(claim)}f}%"


def _last_years_figures(case: Case, rule: Rule) -> Iterator[Finding]:
    """A figure that the text states for last year, beside last year's report."""
    previous = last_years(case)
    if previous is None:
        return
    for at, claim in enumerate(case.claims):
        cells = _cells_of_last_year(case, at)
        if not cells or not claim.exact:
            continue
        known = [value for value in (known_sum(previous, codes) for codes in cells) if value is not None]
        if known and claim.value not in known:
            yield rule.finding(
                *cells[0],
                passage=partial(passage_of, case.report, claim),
                sentence=partial(quoted, case.report, claim),
                year=previous.year,
                place=partial(places, previous.tables, cells[0]),
                known=number(known[0]),
            )


def _cells_of_last_year(case: Case, at: int) -> tuple[tuple[str, ...], ...]:
    """The cells of last year's report that a figure of last year may be the sum of."""
    claim = case.claims[at]
    if claim.kind is not ClaimKind.COUNT or claim.cells or case.report.year is None:
        return ()
    if claim.year != case.report.year - 1:
        return ()
    if claim.subject == COMPARED:
        grown = case.claims[at - 1] if at else claim
        beside = (grown.section, grown.paragraph, grown.unit) == (claim.section, claim.paragraph, claim.unit)
        return (grown.cells, *grown.readings) if beside and grown.cells and grown.certain else ()
    return claim.readings


N_13 = Rule(
    code="N-13",
    level=Level.WARNING,
    cite=OGI(50, None, 2),
    requires="正文所写上一年的件数与上一年的报告一致。",
    says="正文写“{sentence}”，而 {year} 年的报告中{place}为 {known}。请核对去年的件数，口径不同的请说明。",
    judge=_last_years_figures,
)
