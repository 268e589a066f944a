"""Figures of sentences against the tables: N-01, N-02, N-03, N-06, N-11, N-12; the list of all rules about figures.

A sentence is an error only where it leaves no other reading (`Claim.certain`), the cells it is compared with
were read with confidence, and no reading of either agrees. N-11 (remedies) and N-12 (decisions) continue the
numbering of the domain specification, as N-10 does (idle channels, narrative.py).
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from gongkai.statute.claims import Claim, ClaimKind
from gongkai.statute.law.instruments import OGI
from gongkai.statute.report import Report
from gongkai.statute.rules.fees import N_07, T3_05
from gongkai.statute.rules.growth import N_13
from gongkai.statute.rules.model import Case, Finding, Level, Rule, Rules
from gongkai.statute.rules.proportions import N_04, N_05
from gongkai.statute.rules.quoting import number, of_subject, of_topic, passage_of, places, quoted, rest_of_sentence
from gongkai.statute.rules.told import Told, known_sum, told_by

_INSTANCES = re.compile("一审|二审|再审")
"""A case heard twice may be counted twice."""
_NOT_ANSWERED = re.compile("补正|不予受理|撤回|撤销|转办|转送|移送|告知|放弃|终止")
"""Beside these 答复 may be told of one kind of ending only."""


def _told(case: Case, rule: Rule, claims: Iterable[Claim]) -> Iterator[Finding]:
    """A finding for each claim that no reading of its cells agrees with."""
    report = case.report
    pairs = [(claim, told_by(report, claim)) for claim in claims if claim.cells and claim.exact]
    if Told.OTHERWISE not in [told for _, told in pairs]:
        return
    strangers = _another_body(report, pairs)
    for claim, told in pairs:
        if told is not Told.OTHERWISE:
            continue
        sure = claim.certain and not strangers and report.is_sure(claim.cells)
        if claim.subject.startswith("remedies."):
            sure = sure and not (_INSTANCES.search(rest_of_sentence(report, claim)) or _are_decided(report, claim))
        if claim.subject == "requests.handled":
            sure = sure and not (_may_be_this_years(report, claim) or _is_one_answer_of_several(case, claim))
            sure = sure and not _NOT_ANSWERED.search(rest_of_sentence(report, claim))
        yield rule.finding(
            *claim.cells,
            passage=partial(passage_of, report, claim),
            level=None if sure else _lowered(rule.level),
            sentence=partial(quoted, report, claim),
            value=partial(number, claim.value),
            place=partial(places, report.tables, claim.cells),
            known=partial(_known, report, claim.cells),
        )


def _are_decided(report: Report, claim: Claim) -> bool:
    """Whether the figure is that of the cases decided: those pending may have been left out on purpose."""
    cells = [f"{cell.rpartition('.')[0]}.{end}" for cell in claim.cells for end in ("upheld", "corrected", "other")]
    return known_sum(report, tuple(cells)) == claim.value


def _may_be_this_years(report: Report, claim: Claim) -> bool:
    """Whether 办结 may tell only of what came in this year: not all of what was carried in is counted then."""
    took_over = known_sum(report, ("t3.carried_in.total",))
    done = known_sum(report, claim.cells)
    return bool(took_over) and (done is None or done - (took_over or 0) <= claim.value <= done)


def _is_one_answer_of_several(case: Case, claim: Claim) -> bool:
    """Whether 答复 is one of the kinds that make up the whole: 受理12件，答复7件，不予受理4件，不明确1件."""
    return claim.exhaustive and sum(other.group == claim.group for other in case.claims) > 2


def _known(report: Report, cells: tuple[str, ...]) -> object:
    known = known_sum(report, cells)
    return "空白" if known is None else known


def _lowered(level: Level) -> Level:
    return Level.WARNING if level is Level.ERROR else level


def _another_body(report: Report, pairs: list[tuple[Claim, Told]]) -> bool:
    """Whether three figures or more all fall short of the tables: the text speaks of a narrower body then."""
    judged = [(c, t) for c, t in pairs if t is not Told.UNKNOWN and c.value and c.kind is ClaimKind.COUNT]
    return len(judged) > 2 and all(
        told is Told.OTHERWISE and claim.value < (known_sum(report, claim.cells) or 0) for claim, told in judged
    )


def _intake(case: Case, rule: Rule) -> Iterator[Finding]:
    yield from _told(case, rule, of_topic(case, "requests", none=False))


def _documents(case: Case, rule: Rule) -> Iterator[Finding]:
    yield from _told(case, rule, of_topic(case, "documents"))


def _nothing(case: Case, rule: Rule) -> Iterator[Finding]:
    topics = ("requests", "remedies")
    if not any(of_topic(case, topic, none=True) for topic in topics):
        return
    claims = [c for c in case.claims if c.kind is ClaimKind.NONE and c.subject.partition(".")[0] in topics]
    yield from _told(case, rule, [c for c in claims if c.subject != "remedies.all_upheld"])


def _remedies(case: Case, rule: Rule) -> Iterator[Finding]:
    yield from _told(case, rule, of_topic(case, "remedies", none=False))


def _decisions(case: Case, rule: Rule) -> Iterator[Finding]:
    yield from _told(case, rule, of_topic(case, "decisions"))


def _outcomes(case: Case, rule: Rule) -> Iterator[Finding]:
    yield from _told(case, rule, of_topic(case, "outcome"))
    for claim in of_subject(case, "remedies.all_upheld"):
        yield from _all_upheld(case.report, rule, claim)


def _all_upheld(report: Report, rule: Rule, claim: Claim) -> Iterator[Finding]:
    """均获维持 with a case decided otherwise is an error, with one still pending a warning."""
    counts = {code: report.cells.get(code) for code in claim.cells}
    against = [code for code, value in counts.items() if value]
    if not against:
        return
    decided = [code for code in against if not code.endswith(".pending")]
    sure = bool(decided) and claim.certain and report.is_sure(decided)
    pending = sum(int(counts[code] or 0) for code in against if code.endswith(".pending"))
    otherwise = sum(int(counts[code] or 0) for code in decided)
    yield rule.finding(
        *against,
        passage=partial(passage_of, report, claim),
        level=None if sure else Level.WARNING,
        says="正文称“{sentence}”，而表四中纠正或其他结果 {otherwise} 件、尚未审结 {pending} 件。"
        "请改写正文或核对表四。",
        sentence=partial(quoted, report, claim),
        otherwise=otherwise,
        pending=pending,
    )


N_01 = Rule(
    code="N-01",
    level=Level.ERROR,
    cite=OGI(50, None, 2),
    requires="正文所写新收、上年结转、办结、结转下年度和各类申请人的件数与表三一致（收到、受理可以含上年结转）。",
    says="正文写“{sentence}”，{place}为 {known}，两者对不上。请核对正文和表三。",
    judge=_intake,
)
N_02 = Rule(
    code="N-02",
    level=Level.ERROR,
    cite=OGI(20, None, 1),
    requires="正文所写规章、行政规范性文件的制发、废止、现行有效件数与表二一致，写没有制发、废止的为 0。",
    says="正文写“{sentence}”，{place}为 {known}，两者对不上。请核对正文和表二。",
    judge=_documents,
)
N_03 = Rule(
    code="N-03",
    level=Level.ERROR,
    cite=OGI(50, None, 2),
    requires="正文写未收到申请、没有结转的，表三相应总计为 0；"
    "写没有复议、诉讼，没有败诉、纠错的，表四相应各格为 0。",
    says="正文写“{sentence}”，而{place}为 {known}。请改写正文或核对表格。",
    judge=_nothing,
)
N_06 = Rule(
    code="N-06",
    level=Level.ERROR,
    cite=OGI(50, None, 2),
    requires="正文所写予以公开、部分公开、不予公开、无法提供、不予处理、其他处理的件数等于表三相应各行之和；复议、诉讼均维持的，表四没有其他结果。",
    says="正文写“{sentence}”，{place}为 {known}，两者对不上。请核对是否只取了一列或一行。",
    judge=_outcomes,
)
N_11 = Rule(
    code="N-11",
    level=Level.ERROR,
    cite=OGI(50, None, 3),
    requires="正文所写政府信息公开行政复议、行政诉讼件数与表四一致。",
    says="正文写“{sentence}”，{place}为 {known}，两者对不上。请核对正文和表四。",
    judge=_remedies,
)
N_12 = Rule(
    code="N-12",
    level=Level.HINT,
    cite=OGI(20, None, 5),
    requires="正文所写行政许可、行政处罚、行政强制件数与表二的处理决定数量一致，或说明口径。",
    says="正文写“{sentence}”，{place}为 {known}。口径不同的可以不改。",
    judge=_decisions,
)
FIGURE_RULES: Rules = (N_01, N_02, N_03, N_04, N_05, N_06, N_07, N_11, N_12, N_13, T3_05)
