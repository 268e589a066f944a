"""What each figure counts: topic by topic, from the words of its clause and of the clauses before it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from gongkai.checking.sentences import others, requests
from gongkai.checking.sentences.context import Context
from gongkai.checking.sentences.mentions import Draft, Prose
from gongkai.checking.sentences.scope import Body, Scope, scope_of, year_told
from gongkai.checking.sentences.vocabulary import CARRIED_IN, HANDLED, INTAKE, cells_of
from gongkai.checking.sentences.words import Found, Words, remembered
from gongkai.statute.claims import COMPARED, ClaimKind
from gongkai.statute.tables import Table

_SECTION_TOPICS = {3: "requests", 4: "remedy"}
_TIED_SECTIONS = frozenset((0, 1, 2, 3, 4, 6))
_COUNTED_UNITS = requests.UNITS | {"项", "次", "篇", "部", "期", "则"}
_PAPERS = re.compile(r"公文|公开属性|属性|主动公开[^，,。；：、]{0,6}\d")


class Setting(NamedTuple):
    """Where words stand: the section, whether the paragraph is of requests, whose report it is, its tables."""

    section: int
    asks: bool
    year: int | None
    governs_region: bool
    tables: tuple[Table, ...]


@remembered
def _found(words: Words, topic: str, depth: int, setting: Setting, before: Found | None) -> Found | None:
    """What the words say that a figure counts, in cells of the printed tables; without a look at the figure.

    `before` is what the last figure counts that this one may go on from (documents, remedies).
    """
    found = _told(words, topic, depth, setting, before)
    if found is None:
        return None
    return found._replace(readings=tuple([c for r in found.readings if (c := cells_of(r, setting.tables))]))


def _told(words: Words, topic: str, depth: int, setting: Setting, before: Found | None) -> Found | None:
    if topic == "documents" or "规" in words.after:
        found = others.document(words, before, governs_region=setting.governs_region)
        if found is not None:
            return found
    if topic == "remedy":
        return others.remedy(words, setting.section, depth, before) if words.unit in requests.SURE_UNITS else None
    if setting.asks and requests.counts_requests(words):
        found = requests.request(words, topic, setting.year, before)
        if found is not None or topic == "requests":
            return found
    return others.other(words)


def classify(prose: Prose, drafts: Sequence[Draft], section: int, context: Context) -> None:
    """Fill year, subject and cells of every figure of a paragraph, in order: each is of the last topic named."""
    text = prose.text
    topic = _SECTION_TOPICS.get(section, "")
    asks = section == 3 or "申请" in text
    setting = Setting(section, asks, context.year, context.owner.governs_region, context.tables)
    last: Draft | None = None
    scope: Scope | None = None
    sentence, moved, narrower = -1, False, False
    frame = _Frame(text, context)
    before: Found | None = None
    told_in = -1
    for draft in drafts:
        words = draft.words
        topic = words.topic or topic
        moved = moved or words.may_set_scope
        if draft.kind is not ClaimKind.COUNT:
            if draft.kind is ClaimKind.AMOUNT:
                draft.subject = others.fee(words, topic)
            continue
        if last is not None and (words.is_part or last.subject.startswith(_APPLICANT)):
            frame.enter(draft, last)
        if not draft.depth:
            last = draft
        if words.compared:
            draft.subject, draft.year = COMPARED, year_told(words.compared, context.year)
            continue
        if words.unit not in _COUNTED_UNITS:
            continue
        goes_on = None
        if before is not None and draft.sentence - told_in < 2:
            if topic in _GOES_ON:
                goes_on = before if draft.sentence == told_in else before._replace(certain=False)
            elif words.clause in _IN_ALL and before.subject == CARRIED_IN.code and draft.sentence == told_in:
                goes_on = before
        found = _found(words, topic, draft.depth, setting, goes_on)
        cells = found.readings if found is not None else ()
        if context.took_nothing_over and cells == _ANSWERED:
            cells = cells[:1]
        agrees = bool(cells) and context.agrees(draft.value, cells)
        fits = agrees and found is not None and found.may_fit
        if found is None or (found.certain is None and not fits):
            draft.subject = others.published(words, topic)
            if topic in _GOES_ON:
                before = None
            continue
        draft.subject = found.subject
        before, told_in = found, draft.sentence
        if scope is None or moved or draft.sentence != sentence:
            sentence = draft.sentence
            scope = scope_of(text[draft.sentence_start : draft.start], context.owner, context.year)
        moved = False
        draft.year = scope.year
        if not cells or section not in _TIED_SECTIONS:
            continue
        if not scope.is_this_year:
            if scope.is_last_year and found.certain and scope.body in _ITSELF:
                draft.readings = cells
            continue
        if agrees:
            narrower = False
        else:
            if scope.body is Body.NARROWER or scope.body is Body.OWN:
                narrower = scope.body is Body.NARROWER
            if narrower or _sorts_documents(draft, prose) or frame.is_foreign(draft):
                continue
        certain = (fits or bool(found.certain)) and not frame.is_narrow(draft)
        draft.cells, draft.readings = cells[0], cells[1:]
        draft.certain = certain and draft.exact and (agrees or scope.body is not Body.DOUBTFUL)


class _Frame:
    """What the figures of a list are figures of: 网上申请8件，其中予以公开6件 tells nothing of the whole."""

    def __init__(self, text: str, context: Context) -> None:
        self._text = text
        self._context = context
        self._foreign_until = self._narrow_until = -1

    def enter(self, draft: Draft, last: Draft) -> None:
        """A part begins with this figure, or the one before was one kind of applicant's."""
        if draft.words.is_part:
            self._foreign_until = -1 if self._is_whole(last, draft) else self._end(draft)
        if last.subject.startswith(_APPLICANT):
            self._narrow_until = self._end(last)

    def _is_whole(self, draft: Draft, part: Draft) -> bool:
        """Whether it is the requests of the tables: where it is not, neither are its parts.

        收到12件，上年结转2件，其中予以公开9件: more than what was carried in is a part of both together.
        """
        if draft.subject not in _WHOLES or not draft.cells:
            return False
        if draft.subject == CARRIED_IN.code and part.value <= draft.value:
            return False
        return not self._context.differs(draft.value, (draft.cells, *draft.readings))

    def is_foreign(self, draft: Draft) -> bool:
        """Whether the figure is a part of something that is not tied to the tables itself."""
        return draft.start < self._foreign_until and draft.subject.startswith(_PARTS)

    def is_narrow(self, draft: Draft) -> bool:
        """Whether the figure may be one kind of applicant's only."""
        return draft.start < self._narrow_until and draft.subject.startswith("outcome.")

    def _end(self, draft: Draft) -> int:
        ends = (self._text.find(mark, draft.end) for mark in "；。")
        return min((end for end in ends if end >= 0), default=len(self._text))


_WHOLES = frozenset((*(subject.code for subject in INTAKE), CARRIED_IN.code))
_ANSWERED = HANDLED.readings
_ITSELF = frozenset((Body.OWN, Body.UNNAMED))
_GOES_ON = frozenset(("documents", "remedy"))
_IN_ALL = frozenset(("共", "共计", "合计", "总计", "合计共"))
_APPLICANT = "requests.applicant"
_PARTS = ("outcome.", _APPLICANT)


def _sorts_documents(draft: Draft, prose: Prose) -> bool:
    """Whether the sentence sorts the agency's own papers: 主动公开52件，依申请公开20件，不予公开14件."""
    if not draft.subject.startswith("outcome."):
        return False
    start, end = prose.sentence_span(draft.sentence)
    return _PAPERS.search(prose.text, max(0, start - 60), end) is not None
