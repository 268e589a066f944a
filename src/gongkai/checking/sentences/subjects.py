"""What each figure counts: topic by topic, from the words of its clause and of the clauses before it."""

import re

from gongkai.checking.sentences import others, requests
from gongkai.checking.sentences.context import Context
from gongkai.checking.sentences.mentions import Draft, Prose
from gongkai.checking.sentences.requests import Found
from gongkai.checking.sentences.scope import Body, Scope
from gongkai.checking.sentences.vocabulary import TOPIC_OF, literals
from gongkai.statute.claims import ClaimKind

_TOPIC = literals(TOPIC_OF)
_SECTION_TOPICS = {3: "requests", 4: "remedy"}
_TIED_SECTIONS = frozenset((0, 1, 2, 3, 4, 6))
_COUNTED_UNITS = requests.UNITS | {"项", "次", "篇", "部", "期", "则"}
_PAPERS = re.compile(r"公文|公开属性|属性|主动公开[^，,。；：、]{0,6}\d")
# Words that may say whose figure follows, or of when: without them the scope is the one before.
_SCOPE_HINT = re.compile(r"[年月季全我本县区市镇乡局委厅办府位门机街公医学属级]|中心|以来")


class Classifier:
    """Walks the figures of a paragraph in order; a clause without an object inherits the topic before it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._narrower = False

    def classify(self, prose: Prose, section: int) -> None:
        """Fill year, subject and cells of every figure."""
        text = prose.text
        topic = _SECTION_TOPICS.get(section, "")
        asks = section == 3 or "申请" in text
        tied = section in _TIED_SECTIONS
        self._narrower = False
        scope: Scope | None = None
        sentence, seen_to = -1, 0
        frame = _Frame(text, self._context)
        for draft in prose.drafts:
            topic = _topic_of(draft, topic)
            if draft.kind is not ClaimKind.COUNT:
                if draft.kind is ClaimKind.AMOUNT:
                    draft.subject = others.fee(draft, topic)
                continue
            frame.enter(draft)
            if draft.unit not in _COUNTED_UNITS:
                continue
            found = self._subject(draft, topic, section, asks)
            if found is None:
                draft.subject = others.published(draft, topic)
                continue
            draft.subject, readings, certain = found
            if scope is None or draft.sentence != sentence or _SCOPE_HINT.search(text, seen_to, draft.start):
                sentence = draft.sentence
                scope = Scope(text[draft.sentence_start : draft.start], self._context.owner, self._context.year)
            seen_to = draft.end
            draft.year = scope.year
            if readings and tied and scope.this_year:
                self._tie(draft, readings, certain and not frame.is_narrow(draft), scope, prose)
                if (
                    draft.cells
                    and frame.is_foreign(draft)
                    and not self._context.agrees(draft.value, (draft.cells, *draft.readings))
                ):
                    draft.cells = draft.readings = ()

    def _subject(self, draft: Draft, topic: str, section: int, asks: bool) -> Found | None:
        if topic == "documents" or "规" in draft.after:
            found = others.document(draft, self._context)
            if found is not None:
                return found
        if topic == "remedy":
            return others.remedy(draft, section) if draft.unit in requests.SURE_UNITS else None
        if asks and draft.unit in requests.UNITS:
            found = requests.request(draft, topic, self._context)
            if found is not None or topic == "requests":
                return found
        return others.other(draft)

    def _tie(
        self, draft: Draft, readings: tuple[tuple[str, ...], ...], certain: bool, scope: Scope, prose: Prose
    ) -> None:
        """Tie a figure to its cells, unless it is of another body: one that agrees with them is not."""
        found = [cells for reading in readings if (cells := self._context.cells.of(reading))]
        if not found:
            return
        if self._context.agrees(draft.value, found):
            self._narrower = False
        else:
            if scope.body is Body.NARROWER:
                self._narrower = True
            elif scope.body is Body.OWN:
                self._narrower = False
            if self._narrower or (draft.subject.startswith("outcome.") and _sorts_documents(draft, prose)):
                return
            certain = certain and scope.body is not Body.DOUBTFUL
        draft.cells, draft.readings = found[0], tuple(found[1:])
        draft.certain = certain and draft.exact


class _Frame:
    """What the figures of a list are figures of: 网上申请8件，其中予以公开6件 tells nothing of the whole."""

    def __init__(self, text: str, context: Context) -> None:
        self._text = text
        self._context = context
        self._last: Draft | None = None
        self._foreign_until = self._narrow_until = -1

    def enter(self, draft: Draft) -> None:
        """Look at the next count of the paragraph, before what it counts is known."""
        last = self._last
        if "其中" in draft.before and last is not None:
            self._foreign_until = -1 if self._is_whole(last) else self._end(draft)
        if last is not None and last.subject.startswith("requests.applicant"):
            self._narrow_until = self._end(last)
        if draft.depth == 0:
            self._last = draft

    def _is_whole(self, draft: Draft) -> bool:
        """Whether it is the requests of the tables: where it is not, neither are its parts."""
        if draft.subject not in _WHOLES or not draft.cells:
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


_WHOLES = frozenset(("requests.new", "requests.received", "requests.processed", "requests.handled"))
_PARTS = ("outcome.", "requests.applicant")


def _sorts_documents(draft: Draft, prose: Prose) -> bool:
    """Whether the sentence sorts the agency's own papers: 主动公开52件，依申请公开20件，不予公开14件."""
    start, end = prose.sentence_span(draft.sentence)
    return _PAPERS.search(prose.text, max(0, start - 60), end) is not None


def _topic_of(draft: Draft, topic: str) -> str:
    """The topic of the last word that has one; what follows the figure at once outranks what stands before it."""
    if draft.after:
        following = _TOPIC.search(draft.after, 0, 14)
        if following is not None and TOPIC_OF[following[0]]:
            return TOPIC_OF[following[0]]
    words = _TOPIC.findall(draft.before)
    return (TOPIC_OF[words[-1]] or topic) if words else topic
