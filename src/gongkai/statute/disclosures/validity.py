"""Whether a 规章 or 行政规范性文件 binds on a day (DOMAIN 6.6), and the counts of table two that follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.statute.vocab import DocumentVerb, Validity

_ENDINGS = {DocumentVerb.REPEAL: Validity.REPEALED, DocumentVerb.DECLARE_INVALID: Validity.INVALID}
_ENDED = frozenset({Validity.REPEALED, Validity.INVALID, Validity.EXPIRED})


@dataclass(frozen=True, slots=True)
class DocumentEvent:
    """One thing that happened to a document; `on` is the day from which it has effect.

    `until` belongs to SET_TERM alone: the last day in force, None for a document without a term.
    """

    verb: DocumentVerb
    on: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and (self.verb is not DocumentVerb.SET_TERM or self.until < self.on):
            raise ValueError(self)


def events_at_birth(formed_on: date, valid_from: date | None, valid_until: date | None) -> list[DocumentEvent]:
    """What a document says of its own validity; without a day of effect it holds from the day it was made."""
    effect = valid_from or formed_on
    stated = [DocumentEvent(DocumentVerb.MAKE, formed_on), DocumentEvent(DocumentVerb.TAKE_EFFECT, effect)]
    return [*stated, DocumentEvent(DocumentVerb.SET_TERM, effect, valid_until)] if valid_until else stated


def validity_on(events: Iterable[DocumentEvent], day: date) -> Validity | None:
    """The state on a day; None where the day on which it takes effect is not on record and nothing ended it.

    A repeal or a declaration ends it for good, the later one giving the word. A term ends it until a later SET_TERM
    has effect, which may be after a gap. Events of one kind on one day: the last given counts.
    """
    known = sorted(events, key=lambda event: event.on)
    so_far = [event for event in known if event.on <= day]
    ended = [event for event in so_far if event.verb in _ENDINGS]
    if ended:
        return _ENDINGS[ended[-1].verb]
    effect = [event.on for event in known if event.verb is DocumentVerb.TAKE_EFFECT]
    if not effect:
        return None
    if day < effect[-1]:
        return Validity.NOT_YET
    terms = [event.until for event in so_far if event.verb is DocumentVerb.SET_TERM]
    if terms and terms[-1] is not None and terms[-1] < day:
        return Validity.EXPIRED
    if any(event.verb is DocumentVerb.AMEND for event in so_far):
        return Validity.AMENDED
    return Validity.IN_FORCE


@dataclass(frozen=True, slots=True)
class RegisterCounts:
    """One row of table two's first part: 制发件数, 废止件数, 现行有效件数."""

    made: int
    repealed: int
    in_force: int


def register_counts(
    documents: Iterable[Sequence[DocumentEvent]],
    year: int,
    *,
    counts_as_repealed: frozenset[Validity] = frozenset({Validity.REPEALED, Validity.INVALID}),
) -> RegisterCounts:
    """What was made and repealed in a year, and what is in force at its end.

    Whether a declaration of invalidity or an expiry is counted as 废止 the format does not say: it is a setting. A
    document not yet in effect at the year's end is not in force.
    """
    made = repealed = in_force = 0
    first, last = date(year, 1, 1), date(year, 12, 31)
    for events in documents:
        made += any(e.verb is DocumentVerb.MAKE and first <= e.on <= last for e in events)
        now, before = validity_on(events, last), validity_on(events, date(year - 1, 12, 31))
        in_force += now is not None and now.binds
        repealed += now in counts_as_repealed and before not in _ENDED
    return RegisterCounts(made, repealed, in_force)
