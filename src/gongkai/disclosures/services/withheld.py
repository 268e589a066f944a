"""What is withheld is looked at again, and disclosed when the reasons have gone (条例第十八条)."""

from datetime import date
from uuid import UUID

from django.conf import settings

from gongkai.audit.services import act, record
from gongkai.disclosures import column_errors as errors
from gongkai.disclosures.models import Item, WithheldReview
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.services import working
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.deadlines import add_months
from gongkai.statute.disclosures import ItemState, ItemVerb
from gongkai.statute.law.instruments import OGI
from gongkai.statute.vocab import Openness
from gongkai.statute.vocab.roles import Perm


@act("withheld.keep", "定期评估：继续不予公开")
def keep(key: UUID, reason: str, *, on: date, next_on: date | None, by: Clerk) -> Item:
    """Still withheld, and why; the next date is the settings' unless another is stated. Raises DSC-3601 to 3603."""
    item = _due(key, reason, on, by)
    cite = working.advance(item, ItemVerb.REASSESS)
    old, item.next_review_on = item.next_review_on, next_on or next_date(on)
    _conclude(item, "keep", reason, on, by)
    changes = {"next_review_on": (old, item.next_review_on)}
    record(working.saved(item, by), by=by, on=on, cite=cite or OGI(18), changes=changes, note=reason.strip())
    return item


@act("withheld.release", "定期评估：可以公开")
def release(key: UUID, reason: str, *, on: date, by: Clerk) -> Item:
    """The item is a draft again, to be reviewed and published as any other. Raises DSC-3601 to 3603."""
    item = _due(key, reason, on, by)
    cite = working.advance(item, ItemVerb.RELEASE)
    old, item.next_review_on = item.next_review_on, None
    _conclude(item, "disclose", reason, on, by)
    changes = {"next_review_on": (old, None), "state": (ItemState.FILED.value, item.state)}
    record(working.saved(item, by), by=by, on=on, cite=cite or OGI(18), changes=changes, note=reason.strip())
    return item


def next_date(on: date) -> date:
    """When to look again; the article leaves the period open, the settings say it."""
    return add_months(on, settings.GONGKAI.review_months)


def _due(key: UUID, reason: str, on: date, by: Clerk) -> Item:
    item = selectors.for_update(key, by, Perm.DISCLOSURE_PUBLISH)
    if item.state != ItemState.FILED.value or item.publicity != Openness.WITHHELD.value:
        raise errors.NotWithheld(title=item.title, state=item.working_state.label)
    if on > clock.today():
        raise errors.ReviewAhead(on=on)
    if not reason.strip():
        raise errors.ReasonNeeded()
    return item


def _conclude(item: Item, conclusion: str, reason: str, on: date, by: Clerk) -> None:
    WithheldReview.objects.create(
        item=item, on=on, conclusion=conclusion, reason=reason.strip()[:400], person_id=by.person_id,
        next_on=item.next_review_on,
    )  # fmt: skip
