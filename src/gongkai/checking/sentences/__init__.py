"""The figures that the sentences of a report state, as claims that rules compare with cells and with each other."""

from itertools import count

from gongkai.checking.sentences.breakdown import link_parts
from gongkai.checking.sentences.context import Context
from gongkai.checking.sentences.mentions import Draft, Prose, read_prose
from gongkai.checking.sentences.normal import Text
from gongkai.checking.sentences.nothing import SIGNS, find_nothing
from gongkai.checking.sentences.subjects import Classifier
from gongkai.statute.claims import Claim, ClaimKind
from gongkai.statute.report import Report

__all__ = ["extract"]

_RATIOS = (ClaimKind.SHARE, ClaimKind.GROWTH)


def extract(report: Report) -> tuple[Claim, ...]:
    """Every figure of preface and sections, in order, tied to cells and to the figures it is a part of."""
    claims: list[Claim] = []
    groups = count(1)
    context = Context(report)
    classifier = Classifier(context)
    for section, paragraphs in ((0, (report.title, *report.preface)), *sorted(report.sections.items())):
        for index, paragraph in enumerate(paragraphs):
            text = Text(paragraph)
            drafts = _drafts(text.text, section, context, classifier, groups)
            for place, draft in enumerate(drafts, len(claims)):
                draft.place = place
            claims += [_claim(draft, section, index, text) for draft in drafts]
    return tuple(claims)


def _drafts(text: str, section: int, context: Context, classifier: Classifier, groups: "count[int]") -> list[Draft]:
    """The figures of one paragraph, in order."""
    prose = read_prose(text)
    nothing = SIGNS.search(text) is not None
    if prose is None:
        return list(find_nothing(Prose(text), section, context)) if nothing else []
    classifier.classify(prose, section)
    if len(prose.drafts) > 1:
        link_parts(prose, groups)
        _link_ratios(prose.drafts)
    if not nothing:
        return prose.drafts
    drafts = [*prose.drafts, *find_nothing(prose, section, context)]
    drafts.sort(key=lambda draft: draft.start)
    return drafts


def _link_ratios(drafts: list[Draft]) -> None:
    """A share or a growth belongs to the last figure before it in its sentence."""
    last: Draft | None = None
    for draft in drafts:
        if draft.kind in (ClaimKind.COUNT, ClaimKind.AMOUNT):
            last = draft
        elif draft.kind in _RATIOS and last is not None and last.sentence == draft.sentence:
            draft.whole = last


def _claim(draft: Draft, section: int, index: int, text: Text) -> Claim:
    start, end = (draft.start, draft.end) if text.unchanged else text.span(draft.start, draft.end)
    return _new(
        Claim,
        (
            section,
            index,
            start,
            end,
            draft.text,
            draft.kind,
            draft.value,
            draft.unit,
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
