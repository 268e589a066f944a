"""Withdrawing at the start of a day to come: approved in advance, called off, carried out by the worker."""

from datetime import date
from uuid import UUID

from gongkai.audit.services import act, record
from gongkai.disclosures import errors
from gongkai.disclosures.models import Item, PlannedWithdrawal, PublicNotice
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.services import publication, working
from gongkai.disclosures.services.items import give_up_correction
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.disclosures import ItemState, ItemVerb
from gongkai.statute.vocab.roles import Perm
from gongkai.statute.written import written


@act("item.schedule_withdrawal", "定时撤回")
def schedule(key: UUID, notice: str, *, on: date, is_shown: bool = False, by: Clerk) -> PlannedWithdrawal:
    """Approve that an item stops being public when a day begins; done again, it replaces what was approved.

    Raises DSC-2004 without a notice, DSC-2012 for a day that is not to come.
    """
    item = selectors.for_update(key, by, Perm.DISCLOSURE_PUBLISH)
    cite = working.permitted(item, ItemState(item.state), ItemVerb.SCHEDULE_WITHDRAWAL).cite
    if not notice.strip():
        raise errors.ReasonMissing(verb=ItemVerb.SCHEDULE_WITHDRAWAL.label)
    if on <= clock.today():
        raise errors.WithdrawalDay(on=on)
    old = selectors.planned_withdrawal(item)
    planned, _ = PlannedWithdrawal.objects.update_or_create(
        item=item,
        defaults={
            "on": on,
            "notice": notice.strip(),
            "is_shown": is_shown,
            "person_id": by.person_id,
            "post_id": by.post_id,
            "approved_at": clock.now(),
        },
    )
    record(
        working.saved(item, by),
        by=by,
        on=on,
        cite=cite or "",
        changes={"withdrawn_on": (old and old.on, on)},
        note=planned.notice,
    )
    return planned


@act("item.unschedule_withdrawal", "取消定时撤回")
def unschedule(key: UUID, *, by: Clerk) -> Item:
    """It stays public. Raises DSC-2013 where no day was set."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_PUBLISH)
    working.permitted(item, ItemState(item.state), ItemVerb.UNSCHEDULE_WITHDRAWAL)
    planned = selectors.planned_withdrawal(item)
    if planned is None:
        raise errors.NoPlannedWithdrawal()
    planned.delete()
    record(working.saved(item, by), by=by, changes={"withdrawn_on": (planned.on, None)})
    return item


@act("item.withdraw_scheduled", "到期自动撤回")
def withdraw_scheduled(pk: int, *, today: date) -> Item:
    """What the worker does when the day has begun, in the agency's name; the day of the withdrawal is the true one.

    ValueError when the item no longer waits for it.
    """
    item = Item.objects.select_for_update(of=("self",)).get(pk=pk)
    planned = selectors.planned_withdrawal(item)
    if planned is None or planned.on > today:
        raise ValueError(pk)
    cite = working.permitted(item, ItemState(item.state), ItemVerb.WITHDRAW).cite
    take_down(item, planned.notice, today, None)
    late = f"；原定{written(planned.on)}，系统当时没有运行" if planned.on < today else ""
    approval = f"由“{planned.post}”于{written(planned.approved_at)}批准{late}"
    record(item, by=None, agency=item.agency, on=today, cite=cite or "", note=f"{planned.notice}（{approval}）")
    return item


def take_down(item: Item, notice: str, on: date, by: Clerk | None) -> None:
    """Everything of a withdrawal but its entry. A correction under way is given up, a day that was set is over."""
    if item.correction:
        give_up_correction(item)
        working.begin_anew(item)
    working.advance(item, ItemVerb.WITHDRAW)
    item.withdrawn_on = on
    PlannedWithdrawal.objects.filter(item=item).delete()
    PublicNotice.objects.create(item=item, kind="withdrawal", on=on, text=notice)
    working.saved(item, by)
    publication.withdrawn([item], at=clock.now())
