"""Publishing, scheduling, correcting in public, withdrawing, and filing what is not published."""

from datetime import date, datetime
from uuid import UUID

from gongkai.agencies.selectors import still_there
from gongkai.audit.services import act, record
from gongkai.disclosures import errors
from gongkai.disclosures.models import Item, PublicNotice
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.selectors.due import is_open
from gongkai.disclosures.services import publication, working
from gongkai.disclosures.services.numbering import number_for
from gongkai.disclosures.services.withdrawals import take_down
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.deadlines import add_months
from gongkai.statute.disclosures import ItemState, ItemVerb
from gongkai.statute.disclosures.errors import PublishedBeforeFormed
from gongkai.statute.vocab import Openness
from gongkai.statute.vocab.roles import Perm
from gongkai.statute.written import written

REVIEW_MONTHS = 12
"""Months until what is withheld is looked at again; article 18 leaves the period open."""


@act("item.publish", "发布")
def publish(key: UUID, *, on: date, by: Clerk) -> Item:
    """Make public what every step has signed; the number is given in this transaction (条例第二十六条)."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_PUBLISH)
    cite = (
        working.advance(item, ItemVerb.PUBLISH)
        if not item.correction
        else working.permitted(item, _state(item), ItemVerb.PUBLISH).cite
    )
    _check_open(item, ItemVerb.PUBLISH, Openness.PROACTIVE)
    _publish(item, on, by)
    record(item, by=by, on=on, cite=cite or "", changes=_published(item), note=_in_time(item))
    return item


@act("item.schedule", "定时发布")
def schedule(key: UUID, at: datetime, *, by: Clerk) -> Item:
    """Publish at an hour to come. Raises DSC-2006 for one that has passed."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_PUBLISH)
    cite = working.permitted(item, _state(item) if item.correction else item.working_state, ItemVerb.SCHEDULE).cite
    _check_open(item, ItemVerb.SCHEDULE, Openness.PROACTIVE)
    if at <= clock.now():
        raise errors.PublicationTime(what="时间", given=at, problem="已经过去")
    still_there(item.agency_id)
    _check_formed(at.astimezone(clock.SHANGHAI).date(), item)
    working.advance(item, ItemVerb.SCHEDULE)
    item.scheduled_for = at
    record(working.saved(item, by), by=by, cite=cite or "", changes={"scheduled_for": (None, at.isoformat())})
    return item


@act("item.unschedule", "取消定时发布")
def unschedule(key: UUID, *, by: Clerk) -> Item:
    """Back to approved; the signatures stay."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_PUBLISH)
    old = item.scheduled_for
    working.advance(item, ItemVerb.UNSCHEDULE)
    record(working.saved(item, by), by=by, changes={"scheduled_for": (old, None)})
    return item


@act("item.publish_scheduled", "到时自动发布")
def publish_scheduled(pk: int, *, now: datetime) -> Item | None:
    """What the worker does at the hour; ValueError when the item is no longer waiting for it."""
    item = Item.objects.select_for_update(of=("self",)).get(pk=pk)
    if item.scheduled_for is None or item.scheduled_for > now:
        raise ValueError(pk)
    cite = working.advance(item, ItemVerb.PUBLISH)
    on = now.astimezone(clock.SHANGHAI).date()
    _publish(item, on, None)
    record(item, by=None, agency=item.agency, on=on, cite=cite or "", changes=_published(item), note=_in_time(item))
    return item


@act("item.not_published", "到时未能发布")
def not_published(pk: int, problem: str, *, now: datetime) -> Item:
    """At its hour the item could not become public: it is approved again, for a person to see and to decide.

    ValueError when the item is no longer waiting for it.
    """
    item = Item.objects.select_for_update(of=("self",)).get(pk=pk)
    old = item.scheduled_for
    if old is None or old > now:
        raise ValueError(pk)
    working.advance(item, ItemVerb.UNSCHEDULE)
    record(
        working.saved(item, None),
        by=None,
        agency=item.agency,
        changes={"scheduled_for": (old, None)},
        note=problem,
    )
    return item


@act("item.publish_correction", "发布更正")
def publish_correction(key: UUID, *, on: date, by: Clerk) -> Item:
    """Put the signed correction in place of the public text, with its notice (条例第六条)."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_PUBLISH)
    cite = working.permitted(item, _state(item), ItemVerb.CORRECT).cite
    working.permitted(item, item.working_state, ItemVerb.PUBLISH)
    still_there(item.agency_id)
    _check_day(on, item)
    old, new = item.public, item.latest
    if old is None or new is None:
        raise ValueError(item.pk)
    columns = {item.column_id, new.column_id} if item.column_id != new.column_id else set()
    PublicNotice.objects.create(
        item=item, kind="correction", on=on, text=new.notice, from_revision=old.number, to_revision=new.number
    )
    item.correction, item.public = "", new
    working.describe(item, selectors.facts_of(new))
    working.begin_anew(item)
    working.saved(item, by)
    publication.changed([item], at=clock.now(), today=on, columns=columns)
    record(item, by=by, on=on, cite=cite or "", changes={"text": (old.digest, new.digest)}, note=new.notice)
    return item


@act("item.withdraw", "撤回")
def withdraw(key: UUID, notice: str, *, on: date, by: Clerk) -> Item:
    """Take a public item down with a notice; its number stays with it. A correction under way is given up."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_PUBLISH)
    cite = working.permitted(item, _state(item), ItemVerb.WITHDRAW).cite
    if not notice.strip():
        raise errors.ReasonMissing(verb=ItemVerb.WITHDRAW.label)
    _check_day(on, item)
    take_down(item, notice.strip(), on, by)
    record(item, by=by, on=on, cite=cite or "", note=notice.strip())
    return item


@act("item.file", "登记为不主动公开")
def file(key: UUID, *, on: date, by: Clerk) -> Item:
    """Keep a signed item that is not published; what is withheld is looked at again (条例第十八条)."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_PUBLISH)
    cite = working.permitted(item, _state(item) if item.correction else item.working_state, ItemVerb.FILE).cite
    _check_open(item, ItemVerb.FILE, Openness.ON_REQUEST, Openness.WITHHELD)
    working.advance(item, ItemVerb.FILE)
    if item.publicity == Openness.WITHHELD.value:
        item.next_review_on = add_months(on, REVIEW_MONTHS)
    record(
        working.saved(item, by),
        by=by,
        on=on,
        cite=cite or "",
        changes={"next_review_on": (None, item.next_review_on)},
    )
    return item


def _state(item: Item) -> ItemState:
    """A public item whose correction is under work makes no move but those of a public one."""
    return ItemState(item.state)


def _publish(item: Item, on: date, by: Clerk | None) -> None:
    still_there(item.agency_id)
    _check_day(on, item)
    item.index_number = item.index_number or number_for(item, on)
    item.public, item.published_on, item.published_at = item.latest, on, clock.now()
    working.saved(item, by)
    publication.became_public([item], at=clock.now(), today=on)


def _check_open(item: Item, verb: ItemVerb, *fitting: Openness) -> None:
    if Openness(item.publicity) not in fitting:
        raise errors.WrongOpenness(publicity=Openness(item.publicity).label, verb=verb.label)


def _check_day(on: date, item: Item) -> None:
    """Raises DSC-1003, DSC-2006."""
    if on > clock.today():
        raise errors.PublicationTime(what="日期", given=on, problem="还没有到")
    _check_formed(on, item)


def _check_formed(on: date, item: Item) -> None:
    """Raises DSC-1003."""
    if item.formed_on and on < item.formed_on:
        raise PublishedBeforeFormed(published=on, formed=item.formed_on)


def _published(item: Item) -> dict[str, tuple[object, object]]:
    return {
        "index_number": (None, item.index_number),
        "text": (None, item.public.digest if item.public else None),
        "publish_due": (None, item.publish_due),
    }


def _in_time(item: Item) -> str:
    if item.publish_due is None or item.published_on is None or item.published_on <= item.publish_due:
        return ""
    if is_open(item.formed_on):
        return f"条例第二十六条规定的期限不早于{written(item.publish_due)}，放假通知发布以后才能确定是否超过"
    return "超过条例第二十六条规定的期限"
