"""The worker on the outbox, on what is to be published or withdrawn in time, and on what days change."""

import logging
import secrets
from datetime import datetime
from functools import partial

from django.db import DatabaseError

from gongkai.disclosures import channel_errors as errors
from gongkai.disclosures.adapters import ADAPTERS
from gongkai.disclosures.adapters.base import WITHDRAW, ClaimLost, Done, NeedsPerson, Pending, TryLater
from gongkai.disclosures.models import Delivery
from gongkai.disclosures.selectors import channels as selectors
from gongkai.disclosures.selectors.items import timed, to_withdraw
from gongkai.disclosures.services import deliveries as services
from gongkai.disclosures.services import publishing, withdrawals
from gongkai.disclosures.services.publication import rebuild_due
from gongkai.disclosures.services.register import rebuild_validity
from gongkai.kit import clock, worker
from gongkai.statute.errors import GongkaiError

log = logging.getLogger(__name__)


def register() -> None:
    """Give the worker its work."""
    worker.register(worker.Job("channels.outbox", send_once, every=1.0))
    worker.register(worker.Job("items.timed", publish_timed, every=5.0))
    worker.register(worker.Job("items.withdrawals", withdraw_planned, every=5.0))
    worker.register(worker.Job("register.validity", keep_validity, every=3600.0))
    worker.register(worker.Job("items.due", keep_due, every=24 * 3600.0))


def keep_validity() -> bool:
    """A document's standing changes as days pass: the index over it follows."""
    return rebuild_validity(clock.today()) > 0


def keep_due() -> bool:
    """A new holiday notice, which a new version brings, makes last days final that were not."""
    return rebuild_due(clock.today()) > 0


def publish_timed() -> bool:
    """Publish what has reached its hour. One that is refused goes back to who publishes; the next is taken."""
    now, done = clock.now(), False
    for pk in timed(now):
        try:
            done = _publish_or_give_back(pk, now) or done
        except ValueError:  # another worker has published it, or the clerk took it back
            log.info("item %s no longer waits for its hour", pk)
        except DatabaseError:  # its own fault or the database's: those behind it do not wait for it
            log.exception("item %s was not published at its hour and is tried again", pk)
    return done


def _publish_or_give_back(pk: int, now: datetime) -> bool:
    try:
        publishing.publish_scheduled(pk, now=now)
    except GongkaiError as refusal:
        log.warning("item %s was not published at its hour: %s", pk, refusal)
        publishing.not_published(pk, str(refusal), now=now)
    return True


def withdraw_planned() -> bool:
    """Take down what was to be public until yesterday; after a standstill all that was missed."""
    today, done = clock.today(), False
    for pk in to_withdraw(today):
        try:
            withdrawals.withdraw_scheduled(pk, today=today)
            done = True
        except ValueError:  # another worker has taken it down, or the clerk called it off
            log.info("item %s no longer waits for its withdrawal", pk)
        except DatabaseError:  # its own fault or the database's: those behind it do not wait for it
            log.exception("item %s was not withdrawn on its day and is tried again", pk)
    return done


def send_once() -> bool:
    """Take one due delivery a step further. False when nothing was due."""
    claimed = services.claim(clock.now())
    if claimed is None:
        return False
    delivery, interrupted = claimed
    try:
        _settle(delivery, interrupted)
    except ClaimLost:
        log.warning("delivery %s was taken over by another worker", delivery.pk)
    return True


def _settle(delivery: Delivery, interrupted: bool) -> None:
    """Push it and write down what came of it."""
    try:
        outcome = _push(delivery, interrupted)
    except NeedsPerson as stopped:
        services.needs_person(delivery, stopped.problem)
    except TryLater as later:
        _later(delivery, later)
    except ClaimLost:
        raise
    except Exception:  # logged under the number that the page shows; the delivery is tried again
        incident = secrets.token_hex(4)
        log.exception("incident %s", incident)
        _later(delivery, TryLater(errors.AdapterFault(incident=incident)))
    else:
        if isinstance(outcome, Pending):
            services.look_again(delivery, outcome)
        else:
            services.delivered(delivery, outcome)


def _push(delivery: Delivery, interrupted: bool) -> Done | Pending:
    adapter = ADAPTERS[delivery.channel.adapter]
    if interrupted and not adapter.repeats:
        raise NeedsPerson(errors.OutcomeUnknown(channel=delivery.channel))
    again = interrupted or delivery.attempts > 1
    job = selectors.job_of(delivery, interrupted=again, now=clock.now())
    if job.action == WITHDRAW and not delivery.released_at and not job.progress and not again:
        return Done(WITHDRAW, job.version)
    return adapter.push(job, partial(services.keep, delivery))


def _later(delivery: Delivery, later: TryLater) -> None:
    if later.counted and delivery.attempts >= services.TRIES:
        services.needs_person(delivery, errors.TooOften(times=delivery.attempts, problem=later.problem.message))
    else:
        services.try_later(delivery, later)
