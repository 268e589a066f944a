"""The outbox: a delivery is claimed by one worker, its result is an act; what a person does with it is one too.

A claim is a conditional update of one row, so two workers never have the same. It is renewed with every step and
ends by itself when its worker dies; the row keeps how far it was, and the next worker is told of the interruption.
"""

import os
import random
import secrets
import socket
from datetime import date, datetime, timedelta

from django.db.models import F, Q

from gongkai.audit.services import act, record
from gongkai.disclosures import channel_errors as errors
from gongkai.disclosures.adapters import ADAPTERS
from gongkai.disclosures.adapters.base import WITHDRAW, ClaimLost, Done, Pending, Progress, TryLater
from gongkai.disclosures.models import Channel, Delivery
from gongkai.disclosures.selectors import channels as selectors
from gongkai.disclosures.services.attachments import MEGABYTE, media_type
from gongkai.kit import clock, store
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.statute.errors import GongkaiError
from gongkai.statute.law.instruments import OGI
from gongkai.statute.vocab.roles import Perm

CLAIM = timedelta(minutes=5)
"""How long a worker may be at one step; each call of an adapter ends well before."""
TRIES = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=2)
LIMIT_EVIDENCE = 10 * MEGABYTE
EVIDENCE = frozenset({"application/pdf", "image/jpeg", "image/png"})
_LOOKED_AT = 50


def claim(now: datetime) -> tuple[Delivery, bool] | None:
    """One due delivery, now this worker's, and whether an earlier try was interrupted. None when nothing is due."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    due = Q(state__in=(Delivery.WAITING, Delivery.FAILED)) & (Q(next_try_at=None) | Q(next_try_at__lte=now))
    takeable = free & (due | Q(state=Delivery.SENDING))
    looked = Delivery.objects.filter(takeable, channel__adapter__in=ADAPTERS)
    rows = looked.order_by(F("next_try_at").asc(nulls_first=True), "id").values_list("pk", "claimed_by")
    token = f"{socket.gethostname()[:20]}:{os.getpid()}:{secrets.token_hex(8)}"
    for pk, before in list(rows[:_LOOKED_AT]):
        taken = Delivery.objects.filter(takeable, pk=pk, claimed_by=before).update(
            state=Delivery.SENDING, claimed_by=token, claimed_until=now + CLAIM, attempts=F("attempts") + 1
        )
        if taken:
            return Delivery.objects.select_related("item", "channel__agency").get(pk=pk), bool(before)
    return None


def keep(delivery: Delivery, progress: Progress) -> None:
    """Note how far it is and renew the claim. Raises ClaimLost."""
    kept = Delivery.objects.filter(pk=delivery.pk, claimed_by=delivery.claimed_by).update(
        progress=progress, claimed_until=clock.now() + CLAIM
    )
    if not kept:
        raise ClaimLost(delivery.pk)


@act("delivery.done", "渠道推送完成")
def delivered(delivery: Delivery, done: Done) -> Delivery:
    """The channel has it, or has it no more. Raises ClaimLost."""
    row = _claimed(delivery)
    old, now = row.state, clock.now()
    if done.action == WITHDRAW:
        row.withdrawn_at = now if row.released_at else None
        row.remote_id = ""
    else:
        row.address, row.remote_id = done.address or row.address, done.remote_id
        row.released_on, row.released_at = row.released_on or clock.today(), row.released_at or now
        row.withdrawn_at = None
    row.sent_version, row.progress, row.problem, row.attempts, row.next_try_at = done.version, {}, "", 0, None
    row.state = Delivery.WAITING
    if done.version == row.version:
        row.state = Delivery.SENT if row.released_at else Delivery.CANCELLED
    _release(row)
    if done.remote:
        channel = Channel.objects.select_for_update().get(pk=row.channel_id)
        channel.remote = {**channel.remote, **done.remote}
        channel.save(update_fields=["remote"])
    record(
        row,
        by=None,
        on=clock.today(),
        cite=OGI(23),
        changes={"state": (old, row.state), "address": (None, row.address)},
        note=dict(Delivery.ACTIONS)[done.action],
    )
    return row


@act("delivery.stop_failed", "渠道推送需要人工处理")
def needs_person(delivery: Delivery, problem: GongkaiError) -> Delivery:
    """It does not go by itself; a request that came meanwhile is still tried. Raises ClaimLost."""
    row = _claimed(delivery)
    row.problem, row.next_try_at = str(problem)[:400], None
    row.state = Delivery.STOPPED if row.version == delivery.version else Delivery.WAITING
    row.attempts = row.attempts if row.state == Delivery.STOPPED else 0
    _release(row)
    record(row, by=None, changes={"state": (Delivery.SENDING, row.state)}, note=row.problem)
    return row


def look_again(delivery: Delivery, pending: Pending) -> None:
    """The channel is at it: no failure, not counted. Raises ClaimLost."""
    _put_off(delivery, Delivery.WAITING, pending.wait, pending.says, counted=False)


def try_later(delivery: Delivery, later: TryLater) -> None:
    """Wait longer each time, never at the same moment as others. Raises ClaimLost."""
    wait = min(FIRST_WAIT * 2 ** (max(delivery.attempts, 1) - 1), LONGEST_WAIT)
    wait = max(wait, later.wait) * random.uniform(1.0, 1.5)  # noqa: S311  spreads, guards nothing
    _put_off(delivery, Delivery.FAILED, wait, str(later.problem), counted=later.counted)


def _put_off(delivery: Delivery, state: str, wait: timedelta, says: str, *, counted: bool) -> None:
    mine = Delivery.objects.filter(pk=delivery.pk, claimed_by=delivery.claimed_by)
    free = {"claimed_by": "", "claimed_until": None}
    attempts = F("attempts") if counted else F("attempts") - 1
    put_off = mine.filter(version=delivery.version).update(
        state=state, attempts=attempts, next_try_at=clock.now() + wait, problem=says[:400], **free
    )
    if not put_off and not mine.update(state=Delivery.WAITING, **free):  # asked for anew meanwhile: at once
        raise ClaimLost(delivery.pk)


def _claimed(delivery: Delivery) -> Delivery:
    wanted = Delivery.objects.select_for_update(of=("self",)).select_related("item", "channel")
    row = wanted.filter(pk=delivery.pk, claimed_by=delivery.claimed_by).first()
    if row is None:
        raise ClaimLost(delivery.pk)
    return row


def _release(row: Delivery) -> None:
    row.claimed_by, row.claimed_until = "", None
    row.save()


@act("delivery.retry", "立即重试推送")
def retry(pk: int, *, by: Clerk) -> Delivery:
    """Try now. Who does so after an unknown outcome says that it is not there. Raises DSC-3801, DSC-3802."""
    row = _for_person(pk, by, "立即重试", Delivery.STOPPED, Delivery.FAILED, Delivery.WAITING, Delivery.CANCELLED)
    if row.channel.adapter not in ADAPTERS:
        raise _moved(row, "立即重试")
    old, row.state, row.attempts, row.next_try_at = row.state, Delivery.WAITING, 0, None
    if old == Delivery.STOPPED and not row.progress.get("publish"):
        row.progress = {name: value for name, value in row.progress.items() if name != "submitted_at"}
    problem, row.problem = row.problem, ""
    row.save()
    record(row, by=by, changes={"state": (old, row.state)}, note=problem)
    return row


@act("delivery.by_hand", "登记渠道发布")
def by_hand(pk: int, address: str, *, on: date, by: Clerk, evidence: tuple[str, bytes] | None = None) -> Delivery:
    """A person has published, changed or taken it down there. Raises DSC-3801 to 3805."""
    row = _for_person(pk, by, "登记已办理", *selectors.OPEN_STATES, Delivery.CANCELLED, Delivery.SENT)
    if on > clock.today() or (row.item.published_on and on < row.item.published_on):
        raise errors.ReleaseDay(on=on, problem="还没有到" if on > clock.today() else "早于信息在平台上的发布日期")
    if row.action != WITHDRAW and not (address.strip() or row.address):
        raise errors.WhereNeeded(item=row.item, channel=row.channel)
    if evidence:
        row.evidence, row.evidence_name = _keep_evidence(*evidence), evidence[0][:200]
    old, old_address, now = row.state, row.address, clock.now()
    if row.action == WITHDRAW:
        row.withdrawn_at, row.remote_id = now, ""
    else:
        row.address, row.withdrawn_at = address.strip() or row.address, None
    if row.action != WITHDRAW or row.released_on:
        row.released_on = row.released_on if row.action != "publish" and row.released_on else on
        row.released_at = row.released_at or now
    row.state = Delivery.SENT if row.released_at else Delivery.CANCELLED
    row.sent_version, row.progress, row.problem, row.attempts, row.next_try_at = row.version, {}, "", 0, None
    row.save()
    changes: dict[str, tuple[object, object]] = {"state": (old, row.state), "address": (old_address, row.address)}
    record(row, by=by, on=on, cite=OGI(23), changes=changes, note=row.evidence_name)
    return row


@act("delivery.cancel", "不再推送")
def cancel(pk: int, reason: str, *, by: Clerk) -> Delivery:
    """Leave the channel as it is. Raises DSC-3801, DSC-3802."""
    row = _for_person(pk, by, "不再推送", Delivery.WAITING, Delivery.FAILED, Delivery.STOPPED)
    old, row.state, row.next_try_at = row.state, Delivery.CANCELLED, None
    row.problem = reason.strip()[:400]
    row.save()
    record(row, by=by, changes={"state": (old, row.state)}, note=row.problem)
    return row


def _for_person(pk: int, by: Clerk, verb: str, *states: str) -> Delivery:
    may = {"登记已办理": (Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_PUBLISH, Perm.CHANNEL_MANAGE)}
    if not by.can(*may.get(verb, (Perm.DISCLOSURE_PUBLISH, Perm.CHANNEL_MANAGE))):
        raise NotYourDuty(post=by.post)
    row = selectors.delivery_for_update(pk, by)
    if row.claimed_until and row.claimed_until > clock.now():
        raise errors.DeliveryUnderWay(item=row.item, channel=row.channel)
    if row.state not in states or row.channel.adapter == "site":
        raise _moved(row, verb)
    row.claimed_by, row.claimed_until = "", None
    return row


def _moved(row: Delivery, verb: str) -> GongkaiError:
    return errors.DeliveryMoved(item=row.item, channel=row.channel, state=row.get_state_display(), verb=verb)


def _keep_evidence(name: str, data: bytes) -> str:
    limit = LIMIT_EVIDENCE // MEGABYTE
    if len(data) > LIMIT_EVIDENCE:
        raise errors.EvidenceUnfit(name=name, problem="太大", limit=limit)
    if not data or media_type(name, data) not in EVIDENCE:
        raise errors.EvidenceUnfit(name=name, problem="不是可以接受的文件", limit=limit)
    return store.put(data)
