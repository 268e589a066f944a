"""Figures of sentences against each other: the parts of a whole (N-04), shares, and growth with it (N-05)."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby

from gongkai.statute.claims import Claim, ClaimKind
from gongkai.statute.law.instruments import OGI
from gongkai.statute.report import Report
from gongkai.statute.rules.growth import judge_growth
from gongkai.statute.rules.model import Case, Finding, Level, Rule
from gongkai.statute.rules.quoting import number, paragraph_of, passage_of, quoted
from gongkai.statute.rules.rounding import decimals_of, range_of_whole, within
from gongkai.statute.rules.told import known_sum

_BESIDE = 6
"""How many characters there may be between a figure and its share."""
_RATE = re.compile(r"(..)率[^，,；。]{0,4}$")
_NO_SUBJECT = ("-",)
_RATES = {
    "公开": ("outcome.",),
    **dict.fromkeys(("办结", "答复", "回复", "办复"), ("requests.handled",)),
    "申请": ("requests.",),
}
_WHOLES = (("t3.result.total.total",), ("t3.new.total", "t3.carried_in.total"), ("t3.new.total",))


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
        passage=partial(passage_of, report, whole, members[-1]),
        level=level,
        whole=whole.text,
        sum=number(total),
        parts="＋".join(number(claim.value) for claim in members),
        gap=number(abs(total - whole.value)),
        advice=advice,
    )


def _proportions(case: Case, rule: Rule) -> Iterator[Finding]:
    claims = case.claims
    for at, claim in enumerate(claims):
        if claim.whole is None:
            continue
        if claim.kind is ClaimKind.SHARE:
            found = _share(case, rule, claim, claims[claim.whole])
        elif claim.kind is ClaimKind.GROWTH:
            found = judge_growth(case, rule, at)
        else:
            continue
        if found is not None:
            yield found


def _share(case: Case, rule: Rule, claim: Claim, part: Claim) -> Finding | None:
    """A share must be one of some stated whole, of the requests also of a tabulated one, rounded or cut off."""
    of_requests = part.subject.startswith(("outcome.", "requests."))
    if claim.unit != "%" or (part.whole is None and not of_requests):
        return None
    if not (part.exact and claim.exact and part.value) or not 0 <= claim.start - part.end <= _BESIDE:
        return None
    right = range_of_whole(claim, part.value)
    alike = case.counts.get((claim.section, part.unit), ())
    if any(whole >= part.value for whole in within(alike, *right)):
        return None
    known = [known_sum(case.report, codes) for codes in _WHOLES] if of_requests else ()
    wholes = [whole for whole in known if whole]
    if within(wholes, *right) or not _is_rate_of(paragraph_of(case.report, claim)[part.end : claim.start], part):
        return None
    return rule.finding(
        passage=partial(passage_of, case.report, claim),
        sentence=partial(quoted, case.report, claim),
        part=partial(quoted, case.report, part),
        due=partial(_due, case, claim, part, wholes),
    )


def _is_rate_of(between: str, part: Claim) -> bool:
    """Whether a 公开率, a 办结率 is of the figure before it: 满意率 never is, 公开率 not of all answered."""
    rate = _RATE.search(between)
    if rate is None or rate[1].endswith("比"):  # 占比率
        return True
    return part.subject.startswith(_RATES.get(rate[1], _NO_SUBJECT))


def _likeliest(case: Case, part: Claim, wholes: Sequence[Decimal]) -> Decimal | None:
    """The whole of a part: the text's own, else what was answered for an outcome, what came in for an applicant."""
    if part.whole is not None:
        return case.claims[part.whole].value
    if not wholes:
        return None
    return wholes[0] if part.subject.startswith("outcome.") else wholes[-1]


def _due(case: Case, claim: Claim, part: Claim, wholes: Sequence[Decimal]) -> str:
    """What the share comes to of the likeliest whole, as it would be written."""
    whole = _likeliest(case, part, wholes)
    return f"（按 {number(whole)} 计为 {part.value * 100 / whole:.{decimals_of(claim)}f}%）" if whole else ""


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
    says="“{part}”而“{sentence}”，用文中和表中的总数都算不出这个占比{due}。请核对。",
    judge=_proportions,
)
