"""The figures that the sentences of a report state, as claims that rules compare with cells and with each other."""

from itertools import count

from gongkai.checking.sentences.breakdown import link_parts
from gongkai.checking.sentences.mentions import Draft, read_prose
from gongkai.checking.sentences.normal import Text
from gongkai.checking.sentences.nothing import SIGNS, find_nothing
from gongkai.checking.sentences.numbers import MENTION
from gongkai.checking.sentences.subjects import Classifier
from gongkai.statute.claims import Claim, ClaimKind
from gongkai.statute.report import Report

__all__ = ["extract"]

_RATIOS = (ClaimKind.SHARE, ClaimKind.GROWTH)


def extract(report: Report) -> tuple[Claim, ...]:
    """Every figure of preface and sections, in order, tied to cells and to the figures it is a part of."""
    found: list[tuple[Draft, int, int, Text]] = []
    groups = count(1)
    for section, paragraphs in ((0, (report.title, *report.preface)), *sorted(report.sections.items())):
        classifier = Classifier(report, section)
        for index, paragraph in enumerate(paragraphs):
            drafts, text = _paragraph(paragraph, report, section, classifier, groups)
            found.extend((draft, section, index, text) for draft in drafts)
    place = {id(draft): i for i, (draft, *_) in enumerate(found)}
    return tuple(_claim(draft, section, index, text, place) for draft, section, index, text in found)


def _paragraph(
    paragraph: str, report: Report, section: int, classifier: Classifier, groups: "count[int]"
) -> tuple[list[Draft], Text]:
    text = Text(paragraph)
    numbers = MENTION.search(text.text) is not None
    if not numbers and not SIGNS.search(text.text):
        return [], text
    prose = read_prose(text.text)
    classifier.narrower = False
    if prose.drafts:
        classifier.classify(prose)
        link_parts(prose, groups)
        _link_ratios(prose.drafts)
    drafts = [*prose.drafts, *find_nothing(prose, report, section)]
    drafts.sort(key=lambda draft: draft.start)
    return drafts, text


def _link_ratios(drafts: list[Draft]) -> None:
    """A share or a growth belongs to the last figure before it in its sentence."""
    last: Draft | None = None
    for draft in drafts:
        if draft.kind in (ClaimKind.COUNT, ClaimKind.AMOUNT):
            last = draft
        elif draft.kind in _RATIOS and last is not None and last.sentence == draft.sentence:
            draft.whole = last


def _claim(draft: Draft, section: int, index: int, text: Text, place: dict[int, int]) -> Claim:
    return Claim(
        section=section,
        paragraph=index,
        start=text.place(draft.start),
        end=text.place(draft.end - 1) + 1,
        text=draft.text,
        kind=draft.kind,
        value=draft.value,
        unit=draft.unit,
        year=draft.year,
        subject=draft.subject,
        cells=draft.cells,
        whole=None if draft.whole is None else place.get(id(draft.whole)),
        exhaustive=draft.exhaustive,
        exact=draft.exact,
        certain=draft.certain,
        readings=draft.readings,
        group=draft.group,
    )
