"""Figures of sentences against tables and against each other: N-01 to N-07, N-11, N-12, T3-05.

A sentence is an error only where it leaves no other reading (`Claim.certain`), the cells it is compared with
were read with confidence, and no reading of either agrees. N-11 (remedies) and N-12 (decisions) continue the
numbering of the domain specification, as N-10 does (idle channels, narrative.py).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from gongkai.statute.claims import Claim, ClaimKind
from gongkai.statute.law.instruments import FEE_MEASURES, OGI
from gongkai.statute.report import Report
from gongkai.statute.rules.model import Case, Finding, Level, Passage, Rule, Rules
from gongkai.statute.rules.told import Told, known_sum, told_by
from gongkai.statute.tables import Table, labels_of

_SURE = 0.9
_LONGEST_CLAUSE = 80
_HALF = Decimal("0.5")
_WHOLES = (("t3.result.total.total",), ("t3.new.total",), ("t3.new.total", "t3.carried_in.total"))
_CLAUSE = re.compile(r"(?s:.*[，；。：（）！？;:()!?\n]|.*(?<!\d),)?\s*")
_REST_OF_CLAUSE = re.compile(r"[^，,；。：（）、！？;:()!?\n]{0,30}")
_BLANK = re.compile(r"\s+")
_NOTICE = re.compile(r"收费通知|缴费通知|通知[^。]{0,12}(?:缴|收费)")


def _paragraph(report: Report, claim: Claim) -> str:
    texts = report.sections.get(claim.section, ()) if claim.section else (report.title, *report.preface)
    return texts[claim.paragraph] if claim.paragraph < len(texts) else ""


def _passage(report: Report, claim: Claim, last: Claim | None = None) -> Passage:
    """The clause that states the figure, through the end of a later one of the same paragraph."""
    text = _paragraph(report, claim)
    opening = _CLAUSE.match(text, max(0, claim.start - _LONGEST_CLAUSE), claim.start)
    start = opening.end() if opening else claim.start
    if last is not None and last.paragraph == claim.paragraph and last.section == claim.section:
        return Passage(claim.section, claim.paragraph, start, max(claim.end, last.end))
    if claim.kind is ClaimKind.NONE:
        return Passage(claim.section, claim.paragraph, claim.start, claim.end)
    rest = _REST_OF_CLAUSE.match(text, claim.end)
    return Passage(claim.section, claim.paragraph, start, rest.end() if rest else claim.end)


def _quoted(report: Report, claim: Claim, place: Passage | None = None) -> str:
    """The clause as it is quoted in a message."""
    place = place or _passage(report, claim)
    return _BLANK.sub("", _paragraph(report, claim)[place.start : place.end]) or claim.text


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


@lru_cache(maxsize=256)
def _places(tables: tuple[Table, ...], cells: tuple[str, ...]) -> str:
    """The cells in words: the rows of one heading by the heading, a few by their labels."""
    labels = labels_of(tables)
    if len(cells) == 1:
        return labels.get(cells[0], cells[0])
    for table in tables:
        for heading in table.headings:
            opening = f"{table.code}.{heading.code}."
            if heading.code != "result" and all(code.startswith(opening) for code in cells):
                return f"“{heading.label}”各行总计之和"
    return "、".join(labels.get(code, code) for code in cells[:3]) + ("等格" if len(cells) > 3 else "") + "之和"


def _told(case: Case, rule: Rule, claims: Iterable[Claim]) -> Iterator[Finding]:
    """A finding for each claim that no reading of its cells agrees with."""
    report = case.report
    pairs = [(claim, told_by(report, claim)) for claim in claims if claim.cells and claim.exact]
    if all(told is not Told.OTHERWISE for _, told in pairs):
        return
    strangers = _another_body(report, pairs)
    took_over = known_sum(report, ("t3.carried_in.total",))
    for claim, told in pairs:
        if told is not Told.OTHERWISE:
            continue
        known = known_sum(report, claim.cells)
        sure = claim.certain and not strangers and all(report.confidence(code) >= _SURE for code in claim.cells)
        if claim.subject == "requests.handled" and took_over:
            sure = False  # 办结 may tell only of what came in this year
        place = _passage(report, claim)
        yield rule.finding(
            *claim.cells,
            passage=place,
            level=None if sure else _lowered(rule.level),
            sentence=_quoted(report, claim, place),
            value=_number(claim.value),
            place=_places(report.tables, claim.cells),
            known="空白" if known is None else known,
        )


def _lowered(level: Level) -> Level:
    return Level.WARNING if level is Level.ERROR else level


def _another_body(report: Report, pairs: list[tuple[Claim, Told]]) -> bool:
    """Whether three figures or more all fall short of the tables: the text speaks of a narrower body then."""
    judged = [(c, t) for c, t in pairs if t is not Told.UNKNOWN and c.value and c.kind is ClaimKind.COUNT]
    return len(judged) > 2 and all(
        told is Told.OTHERWISE and claim.value < (known_sum(report, claim.cells) or 0) for claim, told in judged
    )


def _of_topic(case: Case, topic: str, *, none: bool | None = None) -> Sequence[Claim]:
    """The figures of a topic; only those that say there was none, or only the others, where `none` is given."""
    found = case.claims_by_topic.get(topic, ())
    return found if none is None else [c for c in found if (c.kind is ClaimKind.NONE) is none]


def _of_subject(case: Case, subject: str, *, none: bool | None = None) -> Sequence[Claim]:
    return [c for c in _of_topic(case, subject.partition(".")[0], none=none) if c.subject == subject]


def _intake(case: Case, rule: Rule) -> Iterator[Finding]:
    yield from _told(case, rule, _of_topic(case, "requests", none=False))


def _documents(case: Case, rule: Rule) -> Iterator[Finding]:
    yield from _told(case, rule, _of_topic(case, "documents"))


def _nothing(case: Case, rule: Rule) -> Iterator[Finding]:
    topics = ("requests", "remedies")
    if not any(_of_topic(case, topic, none=True) for topic in topics):
        return
    claims = [c for c in case.claims if c.kind is ClaimKind.NONE and c.subject.partition(".")[0] in topics]
    yield from _told(case, rule, [c for c in claims if c.subject != "remedies.all_upheld"])


def _remedies(case: Case, rule: Rule) -> Iterator[Finding]:
    yield from _told(case, rule, _of_topic(case, "remedies", none=False))


def _decisions(case: Case, rule: Rule) -> Iterator[Finding]:
    yield from _told(case, rule, _of_topic(case, "decisions"))


def _outcomes(case: Case, rule: Rule) -> Iterator[Finding]:
    yield from _told(case, rule, _of_topic(case, "outcome"))
    for claim in _of_subject(case, "remedies.all_upheld"):
        yield from _all_upheld(case.report, rule, claim)


def _all_upheld(report: Report, rule: Rule, claim: Claim) -> Iterator[Finding]:
    """均获维持 with a case decided otherwise is an error, with one still pending a warning."""
    counts = {code: report.cells.get(code) for code in claim.cells}
    against = [code for code, value in counts.items() if value]
    if not against:
        return
    decided = [code for code in against if not code.endswith(".pending")]
    sure = bool(decided) and claim.certain and all(report.confidence(code) >= _SURE for code in decided)
    pending = sum(int(counts[code] or 0) for code in against if code.endswith(".pending"))
    otherwise = sum(int(counts[code] or 0) for code in decided)
    yield rule.finding(
        *against,
        passage=_passage(report, claim),
        level=None if sure else Level.WARNING,
        says="正文称“{sentence}”，而表四中纠正或其他结果 {otherwise} 件、尚未审结 {pending} 件。"
        "请改写正文或核对表四。",
        sentence=_quoted(report, claim),
        otherwise=otherwise,
        pending=pending,
    )


def _wholes(case: Case, rule: Rule) -> Iterator[Finding]:
    parts = [
        (claim.group, claim)
        for claim in case.claims
        if claim.group is not None and claim.whole is not None and claim.kind in (ClaimKind.COUNT, ClaimKind.AMOUNT)
    ]
    parts.sort(key=lambda pair: pair[0])
    for _, pairs in groupby(parts, key=lambda pair: pair[0]):
        members = [claim for _, claim in pairs]
        whole = case.claims[members[0].whole or 0]
        yield from _whole(case.report, rule, whole, members)


def _whole(report: Report, rule: Rule, whole: Claim, members: list[Claim]) -> Iterator[Finding]:
    total = sum((claim.value for claim in members), Decimal(0))
    exact = whole.exact and all(claim.exact for claim in members)
    if total == whole.value or not exact:
        return
    several = len(members) > 1
    if all(claim.exhaustive for claim in members) and several:
        level = Level.ERROR
        advice = "请核对总数和各分项。"
    elif total > whole.value:
        level = Level.WARNING
        advice = "分项之和大于总数：请核对，有重复计数的请在文中说明。"
    elif several and total * 2 >= whole.value:
        level = Level.HINT
        advice = "如果分项没有列全，可以不改；如果已经列全，请核对。"
    else:
        return
    yield rule.finding(
        passage=_passage(report, whole, members[-1]),
        level=level,
        whole=whole.text,
        sum=_number(total),
        parts="＋".join(_number(claim.value) for claim in members),
        gap=_number(abs(total - whole.value)),
        advice=advice,
    )


def _digits(text: str) -> int:
    number = re.match(r"[\d,，]+(?:\.(\d+))?", text)
    return len(number[1]) if number and number[1] else 0


@lru_cache(maxsize=32)
def _scale(digits: int) -> Decimal:
    return Decimal(1).scaleb(digits)


def _is_written(claim: Claim, part: Decimal, wholes: Iterable[Decimal]) -> bool:
    """Whether a percentage is `part` of one of `wholes`, rounded or cut off to the digits written."""
    scale = _scale(_digits(claim.text))
    written, ratio = claim.value * scale, part * 100 * scale
    least, most = written - _HALF, written + 1
    return any(least * whole <= ratio < most * whole for whole in wholes)


def _shares(case: Case, rule: Rule) -> Iterator[Finding]:
    """A share of the requests must be a share of some stated or tabulated whole, rounded or cut off."""
    report = case.report
    for claim in case.claims:
        if claim.whole is None or claim.unit != "%":
            continue
        part = case.claims[claim.whole]
        if claim.kind is ClaimKind.GROWTH:
            yield from _growth(case, rule, claim, part)
        if claim.kind is not ClaimKind.SHARE:
            continue
        if part.whole is None and not part.subject.startswith(("outcome.", "requests.")):
            continue
        if (
            not (part.exact and claim.exact and part.value)
            or part.start > claim.start
            or claim.start - part.end > 6
        ):
            continue
        stated = {
            c.value
            for c in case.claims
            if c.kind is ClaimKind.COUNT
            and c.section == claim.section
            and c.unit == part.unit
            and c.value >= part.value
        }
        if _is_written(claim, part.value, stated):
            continue
        wholes = [whole for whole in (known_sum(report, codes) for codes in _WHOLES) if whole]
        if _is_written(claim, part.value, wholes):
            continue
        yield rule.finding(
            passage=_passage(report, claim),
            sentence=_quoted(report, claim),
            part=_quoted(report, part),
            whole=_number(wholes[-1]) if wholes else "总数",
        )


def _growth(case: Case, rule: Rule, claim: Claim, figure: Claim) -> Iterator[Finding]:
    previous = case.previous
    if previous is None or not (figure.cells and figure.exact and claim.exact) or not figure.certain:
        return
    before = [known_sum(previous, cells) for cells in (figure.cells, *figure.readings)]
    known = [value for value in before if value]
    if not known:
        return
    if any(_is_written(claim, abs(figure.value - value), (value,)) for value in known):
        return
    yield rule.finding(
        *figure.cells,
        passage=_passage(case.report, claim),
        says="“{figure}”与去年的 {known} 件相比，得不出文中的“{sentence}”。请核对增幅或说明比较的口径。",
        figure=_quoted(case.report, figure),
        known=_number(known[0]),
        sentence=claim.text,
    )


def _fees(case: Case, rule: Rule) -> Iterator[Finding]:
    """未发出收费通知 with a request dropped for an unpaid fee, unless a notice of last year may explain it."""
    report = case.report
    cell = "t3.result.other.fee_overdue.total"
    dropped = known_sum(report, (cell,))
    carried = known_sum(report, ("t3.carried_in.total",)) or Decimal(0)
    for claim in _of_subject(case, "fees.notices"):
        if dropped and claim.value < dropped and (claim.cells or claim.kind is ClaimKind.COUNT):
            sure = claim.kind is ClaimKind.NONE and claim.certain and carried < dropped
            yield rule.finding(
                cell,
                passage=_passage(report, claim),
                level=None if sure and report.confidence(cell) >= _SURE else Level.WARNING,
                sentence=_quoted(report, claim),
                dropped=_number(dropped),
            )
    yield from _collected(case, rule)


def _collected(case: Case, rule: Rule) -> Iterator[Finding]:
    income = case.report.cells.get("t2.fee")
    if income is None or "t2.fee" not in case.report.kinds or case.report.format != "2021":
        return
    units = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
    for claim in _of_subject(case, "fees.collected", none=False):
        if claim.section == 6 and claim.exact and claim.value * units[claim.unit] > Decimal(income) * 10_000:
            yield rule.finding(
                "t2.fee",
                passage=_passage(case.report, claim),
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


N_01 = Rule(
    code="N-01",
    level=Level.ERROR,
    cite=OGI(50, None, 2),
    requires="正文所写新收、上年结转、办结、结转下年度和各类申请人的件数与表三一致（收到、受理可以含上年结转）。",
    says="正文写“{sentence}”，表三{place}为 {known}，两者对不上。请核对正文和表三。",
    judge=_intake,
)
N_02 = Rule(
    code="N-02",
    level=Level.ERROR,
    cite=OGI(20, None, 1),
    requires="正文所写规章、行政规范性文件的制发、废止、现行有效件数与表二一致。",
    says="正文写“{sentence}”，表二{place}为 {known}，两者对不上。请核对正文和表二。",
    judge=_documents,
)
N_03 = Rule(
    code="N-03",
    level=Level.ERROR,
    cite=OGI(50, None, 2),
    requires="正文写未收到申请的，表三新收总计为 0；写无复议、诉讼的，表四相应总计为 0。",
    says="正文写“{sentence}”，而{place}为 {known}。请改写正文或核对表格。",
    judge=_nothing,
)
N_04 = Rule(
    code="N-04",
    level=Level.ERROR,
    cite=OGI(50, None, 1),
    requires="正文列出的分项之和等于总数；分项没有列全的不在此列。",
    says="正文总数“{whole}”与分项之和 {sum}（{parts}）相差 {gap}。{advice}",
    judge=_wholes,
)
N_05 = Rule(
    code="N-05",
    level=Level.WARNING,
    cite=OGI(50, None, 2),
    requires="正文所写占比、增幅由文中或表中的数算得出（四舍五入或截尾到所写位数）。",
    says="“{part}”而“{sentence}”，用文中和表中的总数（如 {whole}）都算不出这个占比。请核对。",
    judge=_shares,
)
N_06 = Rule(
    code="N-06",
    level=Level.ERROR,
    cite=OGI(50, None, 2),
    requires="正文所写予以公开、部分公开、不予公开、无法提供、不予处理、其他处理的件数等于表三相应各行之和；复议、诉讼均维持的，表四没有其他结果。",
    says="正文写“{sentence}”，表三{place}为 {known}，两者对不上。请核对是否只取了一列或一行。",
    judge=_outcomes,
)
N_07 = Rule(
    code="N-07",
    level=Level.ERROR,
    cite=FEE_MEASURES(6),
    requires="第六部分写未发出收费通知的，表三（六）2 为 0；所写收费不大于表二的行政事业性收费。",
    says="正文写“{sentence}”，而表三“逾期未按收费通知要求缴纳费用”为 {dropped} 件。请核对收费通知件数。",
    judge=_fees,
)
N_11 = Rule(
    code="N-11",
    level=Level.ERROR,
    cite=OGI(50, None, 3),
    requires="正文所写政府信息公开行政复议、行政诉讼件数与表四一致。",
    says="正文写“{sentence}”，表四{place}为 {known}，两者对不上。请核对正文和表四。",
    judge=_remedies,
)
N_12 = Rule(
    code="N-12",
    level=Level.HINT,
    cite=OGI(20, None, 5),
    requires="正文所写行政许可、行政处罚、行政强制件数与表二的处理决定数量一致，或说明口径。",
    says="正文写“{sentence}”，表二{place}为 {known}。口径不同的可以不改。",
    judge=_decisions,
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

FIGURE_RULES: Rules = (N_01, N_02, N_03, N_04, N_05, N_06, N_07, N_11, N_12, T3_05)
