"""The events of one request in order, and what they cannot be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from gongkai.statute.deadlines.errors import (
    BeforeReceipt,
    EndBeforeStart,
    ExtendedTwice,
    ExtensionTooLong,
    NoReceipt,
)
from gongkai.statute.deadlines.events import (
    Consulted,
    Deferred,
    Event,
    Extended,
    FeeNotified,
    Paid,
    Received,
    Replied,
    SupplementAsked,
    Supplemented,
    Withdrawn,
)

LONGEST_EXTENSION = 20  # 条例第三十三条第二款
_Kind = TypeVar("_Kind")
_NAMES: dict[type[object], str] = {
    SupplementAsked: "告知补正",
    Supplemented: "收到补正",
    Consulted: "发出征求意见书",
    Extended: "批准延长",
    Deferred: "确定延迟答复",
    FeeNotified: "发出收费通知",
    Paid: "缴费",
    Replied: "作出答复",
    Withdrawn: "撤回申请",
}


@dataclass(frozen=True, slots=True)
class History:
    """The events by kind, each in order of date."""

    received: Received
    supplement_asked: tuple[SupplementAsked, ...]
    supplemented: tuple[Supplemented, ...]
    consultations: tuple[Consulted, ...]
    fee_notified: tuple[FeeNotified, ...]
    extended: Extended | None
    deferred: Deferred | None
    paid: Paid | None
    replied: Replied | None
    withdrawn: Withdrawn | None

    def start(self, *, payment_restarts: bool) -> tuple[date, str]:
        """The last day from which the period runs anew, and what made it: "", "supplement" or "payment"."""
        resets = [(self.received.on, "")]
        resets += [(event.on, "supplement") for event in self.supplemented]
        if self.paid is not None and payment_restarts:
            resets.append((self.paid.on, "payment"))
        return max(resets, key=lambda reset: reset[0])

    @property
    def open_supplement(self) -> SupplementAsked | None:
        """The request for a supplement that has not been met."""
        if not self.supplement_asked:
            return None
        asked = self.supplement_asked[-1]
        met = bool(self.supplemented) and self.supplemented[-1].on >= asked.on
        return None if met else asked

    @property
    def open_fee(self) -> FeeNotified | None:
        """The fee notice that has not been paid."""
        return self.fee_notified[-1] if self.fee_notified and self.paid is None else None


def read_history(events: Iterable[Event]) -> History:
    """Sort the events; raise CAL-2001 to CAL-2005 for what cannot be."""
    known = tuple(events)
    receipts = _of(known, Received)
    if len(receipts) != 1:
        raise NoReceipt(count=len(receipts))
    received = receipts[0]
    for event in known:
        if event.on is not None and event.on < received.on:
            raise BeforeReceipt(what=_NAMES[type(event)], day=event.on, received=received.on)
    consultations = _of(known, Consulted)
    for consulted in consultations:
        if consulted.heard is not None and consulted.heard < consulted.on:
            raise EndBeforeStart(heard=consulted.heard, sent=consulted.on)
    extensions = _of(known, Extended)
    if len(extensions) > 1:
        raise ExtendedTwice()
    for extension in extensions:
        if not 1 <= extension.days <= LONGEST_EXTENSION:
            raise ExtensionTooLong(days=extension.days)
    return History(
        received=received,
        supplement_asked=_of(known, SupplementAsked),
        supplemented=_of(known, Supplemented),
        consultations=consultations,
        fee_notified=_of(known, FeeNotified),
        extended=_last(extensions),
        deferred=_last(_of(known, Deferred)),
        paid=_last(_of(known, Paid)),
        replied=_last(_of(known, Replied)),
        withdrawn=_last(_of(known, Withdrawn)),
    )


def _of(events: tuple[Event, ...], kind: type[_Kind]) -> tuple[_Kind, ...]:
    found = [event for event in events if isinstance(event, kind)]
    return tuple(sorted(found, key=lambda event: getattr(event, "on", None) or date.max))


def _last(events: tuple[_Kind, ...]) -> _Kind | None:
    return events[-1] if events else None
