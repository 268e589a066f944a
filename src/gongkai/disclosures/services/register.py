"""The register of documents: revised, repealed, declared invalid, extended — with effect from a day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gongkai.audit.services import act, record
from gongkai.disclosures import errors
from gongkai.disclosures.models import DocumentEvent, Item
from gongkai.disclosures.models.items import PUBLISHED
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.selectors import register as registers
from gongkai.disclosures.services import publication, working
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.law.instruments import OGI
from gongkai.statute.vocab import DocumentVerb
from gongkai.statute.vocab.roles import Perm
from gongkai.statute.written import written

_ENDINGS = (DocumentVerb.REPEAL, DocumentVerb.DECLARE_INVALID)


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a change of validity rests, and the document that takes the place, by number."""

    text: str = ""
    successor: str = ""


@act("register.amend", "登记修改")
def amend(key: UUID, *, on: date, basis: Basis, by: Clerk) -> Item:
    """The document is in force in an amended form from a day on."""
    return _enter(key, DocumentVerb.AMEND, on, basis, by)


@act("register.repeal", "登记废止")
def repeal(key: UUID, *, on: date, basis: Basis, by: Clerk) -> Item:
    """The document is repealed from a day on."""
    return _enter(key, DocumentVerb.REPEAL, on, basis, by)


@act("register.declare_invalid", "登记宣布失效")
def declare_invalid(key: UUID, *, on: date, basis: Basis, by: Clerk) -> Item:
    """The document is declared invalid from a day on."""
    return _enter(key, DocumentVerb.DECLARE_INVALID, on, basis, by)


@act("register.extend", "登记有效期")
def extend(key: UUID, *, on: date, until: date, basis: Basis, by: Clerk) -> Item:
    """The document has a new term, which may be longer or shorter than before."""
    return _enter(key, DocumentVerb.SET_TERM, on, basis, by, until)


def rebuild_validity(today: date) -> int:
    """Bring the kept validity to that of today, as days have passed; how many changed."""
    changed = []
    for item, found in registers.validity_of(list(registers.stale(today).select_related("public")), today):
        if item.validity != (found.value if found else ""):
            changed.append(item)
    publication.stamp_validity(changed, today)
    publication.index(changed)
    return len(changed)


def _enter(key: UUID, verb: DocumentVerb, on: date, basis: Basis, by: Clerk, until: date | None = None) -> Item:
    item = selectors.for_update(key, by, Perm.DISCLOSURE_PUBLISH)
    if item.state != PUBLISHED or item.kind not in publication.REGISTERED:
        raise errors.NotInRegister(title=item.title)
    _check_order(item, verb, on, until)
    successor = _successor(item, basis.successor, by)
    old = item.validity
    DocumentEvent.objects.create(
        item=item, kind=verb.value, on=on, valid_until=until, successor=successor, basis=basis.text.strip()
    )
    working.saved(item, by)
    publication.stamp_validity([item], clock.today())
    publication.deliver([item], "update", at=clock.now())
    publication.index([item])
    record(
        item,
        by=by,
        on=on,
        cite=OGI(20, None, 1),
        changes={"validity": (old, item.validity), "valid_until": (None, until)},
        note=basis.text.strip(),
    )
    return item


def _check_order(item: Item, verb: DocumentVerb, on: date, until: date | None) -> None:
    """Raises DSC-2402 after an end, DSC-2403 before the beginning."""
    for row in registers.history_of(item):
        if DocumentVerb(row.kind) in _ENDINGS:
            raise errors.DocumentEnded(
                title=item.title, on=row.on, verb=DocumentVerb(row.kind).label, wanted=verb.label
            )
    if item.formed_on and on < item.formed_on:
        raise errors.EventOutOfOrder(verb=verb.label, on=on, problem=f"早于成文日期 {written(item.formed_on)}")
    if until is not None and until < on:
        raise errors.EventOutOfOrder(verb=verb.label, on=on, problem=f"晚于有效期的最后一天 {written(until)}")


def _successor(item: Item, number: str, by: Clerk) -> Item | None:
    if not number.strip():
        return None
    found = registers.successor(number.strip(), item, by)
    if found is None:
        raise errors.SuccessorUnknown(number=number.strip())
    return found
