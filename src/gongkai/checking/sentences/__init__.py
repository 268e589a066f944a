"""The figures that the sentences of a report state, as claims that rules compare with cells and with each other."""

from itertools import count

from gongkai.checking.sentences.breakdown import link_parts
from gongkai.checking.sentences.context import Context
from gongkai.checking.sentences.mentions import Draft, Prose, read_prose
from gongkai.checking.sentences.normal import Text
from gongkai.checking.sentences.nothing import find_nothing
from gongkai.checking.sentences.subjects import classify
from gongkai.statute.claims import Claim
from gongkai.statute.report import Report

__all__ = ["extract"]


def extract(report: Report) -> tuple[Claim, ...]:
    """Every figure of preface and sections, in order, tied to cells and to the figures it is a part of."""
    claims: list[Claim] = []
    groups = count(1)
    context = Context(report)
    for section, paragraphs in ((0, (report.title, *report.preface)), *sorted(report.sections.items())):
        for index, paragraph in enumerate(paragraphs):
            prose = read_prose(paragraph)
            drafts = _drafts(prose, section, context, groups)
            for place, draft in enumerate(drafts, len(claims)):
                draft.place = place
            claims += [_claim(draft, section, index, prose.source) for draft in drafts]
    return tuple(claims)


def _drafts(prose: Prose, section: int, context: Context, groups: "count[int]") -> list[Draft]:
    """The figures of one paragraph, in order."""
    drafts = [*map(Draft._make, prose.figures)]
    if drafts:
        classify(prose, drafts, section, context)
    if len(drafts) > 1:
        link_parts(prose, drafts, groups)
    if prose.denies:
        drafts += find_nothing(prose, section, context)
        drafts.sort(key=lambda draft: draft.start)
    return drafts


def _claim(draft: Draft, section: int, index: int, text: Text) -> Claim:
    start, end = draft[:2] if text.unchanged else text.span(draft.start, draft.end)
    return _new(
        Claim,
        (
            section,
            index,
            start,
            end,
            *draft[2:6],
            draft.year,
            draft.subject,
            draft.cells,
            None if draft.whole is None else draft.whole.place,
            draft.exhaustive,
            draft.exact,
            draft.certain,
            draft.readings,
            draft.group,
        ),
    )


_new = tuple.__new__
