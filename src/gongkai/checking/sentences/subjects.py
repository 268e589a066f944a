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
# Words that may say whose figure follows, or of when: without them the scope is the one before.
_SCOPE_HINT = re.compile(r"[年月季全我本县区市镇乡局委厅办府位门机街公医学]|中心|以来")


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
        asked_in, asked_until = -1, 0
        for draft in prose.drafts:
            topic = _topic_of(draft, topic)
            if draft.kind is not ClaimKind.COUNT:
                if draft.kind is ClaimKind.AMOUNT:
                    draft.subject = others.fee(draft, topic)
                continue
            if draft.unit not in _COUNTED_UNITS:
                continue
            found = self._subject(draft, topic, section, asks)
            if found is None:
                draft.subject = others.published(draft, topic)
                continue
            draft.subject, readings, certain = found
            if draft.subject.startswith("requests.applicant"):
                told_of = text.find("；", draft.end)  # 自然人9件，其中予以公开3件: of these only, perhaps
                asked_until = told_of if told_of >= 0 else len(text)
                asked_in = draft.sentence
            elif draft.sentence == asked_in and draft.start < asked_until:
                certain = False
                if "其中" in draft.before:
                    continue
            if scope is None or draft.sentence != sentence or _SCOPE_HINT.search(text, seen_to, draft.start):
                sentence = draft.sentence
                scope = Scope(text[draft.sentence_start : draft.start], self._context.owner, self._context.year)
            seen_to = draft.end
            draft.year = scope.year
            if readings and tied and scope.this_year:
                self._tie(draft, readings, certain, scope)

    def _subject(self, draft: Draft, topic: str, section: int, asks: bool) -> Found | None:
        if topic == "documents" or "规" in draft.after:
            found = others.document(draft, self._context.owner.governs_region)
            if found is not None:
                return found
        if topic == "remedy":
            return others.remedy(draft, section) if draft.unit in requests.SURE_UNITS else None
        if asks and draft.unit in requests.UNITS:
            found = requests.request(draft, topic, self._context.year)
            if found is not None or topic == "requests":
                return found
        return others.other(draft)

    def _tie(self, draft: Draft, readings: tuple[tuple[str, ...], ...], certain: bool, scope: Scope) -> None:
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
            if self._narrower:
                return
            certain = certain and scope.body is not Body.DOUBTFUL
        draft.cells, draft.readings = found[0], tuple(found[1:])
        draft.certain = certain and draft.exact


def _topic_of(draft: Draft, topic: str) -> str:
    """The topic of the last word that has one; what follows the figure at once outranks what stands before it."""
    if draft.after:
        following = _TOPIC.search(draft.after, 0, 14)
        if following is not None and TOPIC_OF[following[0]]:
            return TOPIC_OF[following[0]]
    words = _TOPIC.findall(draft.before)
    return (TOPIC_OF[words[-1]] or topic) if words else topic
