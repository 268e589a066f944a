"""Drafting, editing, correcting and giving up an item of disclosure."""

from uuid import UUID

from django.db import IntegrityError, transaction

from gongkai.agencies.selectors import still_there
from gongkai.audit.services import act, record
from gongkai.disclosures import errors
from gongkai.disclosures.facts import Facts, text_digest
from gongkai.disclosures.models import Attachment, Item, Revision
from gongkai.disclosures.models.items import DRAFTING
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.services import pictures, working
from gongkai.kit import clock
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.kit.richtext import clean
from gongkai.statute.disclosures import ItemVerb, check_cancel
from gongkai.statute.law.instruments import OGI
from gongkai.statute.vocab.roles import Perm


@act("item.draft", "起草信息")
def draft(
    facts: Facts, body: str = "", *, by: Clerk, explains: UUID | None = None, key: UUID | None = None
) -> Item:
    """A new draft: title and column are enough. Sent twice with one key it is one draft. Raises DSC-2011."""
    if not by.can(Perm.DISCLOSURE_DRAFT):
        raise NotYourDuty(post=by.post)
    still_there(by.agency_id)
    working.check_column(facts.column_id, by)
    item = Item(agency_id=by.agency_id, drafter_id=by.person_id, created_at=clock.now(), **facts.columns())
    item.key = key or item.key
    item.explains = _explained(explains, item, by)
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError as taken:
        if not Item.objects.filter(key=item.key).exists():
            raise
        raise errors.DraftedAlready(title=item.title) from taken
    working.write(item, _chosen(facts, by), clean(body), "", (), by)
    working.saved(item, by)
    record(item, by=by, changes={"title": (None, item.title), "column": (None, item.column_id)})
    return item


@act("item.edit", "修改信息")
def edit(
    key: UUID,
    facts: Facts,
    body: str,
    *,
    version: int,
    by: Clerk,
    notice: str = "",
    explains: UUID | None = None,
) -> Item:
    """A new revision. Under review it voids the signatures so far: back to the start (保密法实施条例第四十二条).

    Raises DSC-2001 when someone else acted meanwhile, DSC-2007 when nothing differs.
    """
    item = selectors.for_update(key, by, Perm.DISCLOSURE_DRAFT)
    working.check_version(item, version)
    cite = working.advance(item, ItemVerb.EDIT)
    changes = _write(item, facts, body, notice if item.correction else "", explains, by)
    record(working.saved(item, by), by=by, cite=cite or "", changes=changes)
    return item


@act("item.correct", "起草更正")
def correct(key: UUID, facts: Facts, body: str, notice: str, *, version: int, by: Clerk) -> Item:
    """Begin a correction: what is public stands until the corrected text is signed and published (条例第六条)."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_DRAFT)
    working.check_version(item, version)
    cite = working.permitted(item, item.working_state, ItemVerb.CORRECT).cite
    if not notice.strip():
        raise errors.ReasonMissing(verb=ItemVerb.CORRECT.label)
    item.correction = DRAFTING
    working.begin_anew(item)
    changes = _write(item, facts, body, notice.strip(), None, by, links=False)
    record(working.saved(item, by), by=by, cite=cite or "", changes=changes)
    return item


@act("item.cancel", "取消草稿")
def cancel(key: UUID, *, by: Clerk) -> Item:
    """Give up a draft that never got a number. Raises DSC-1002 for one that has."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_DRAFT)
    working.advance(item, ItemVerb.CANCEL)
    check_cancel(item.index_number)
    record(working.saved(item, by), by=by)
    return item


@act("item.drop", "不再发布")
def drop(key: UUID, reason: str, *, by: Clerk) -> Item:
    """Nothing is published: the item ends, or its correction is given up and what is public stands."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_PUBLISH)
    cite = working.advance(item, ItemVerb.DROP)
    if not reason.strip():
        raise errors.ReasonMissing(verb=ItemVerb.DROP.label)
    if item.correction:
        give_up_correction(item)
    working.begin_anew(item)
    record(working.saved(item, by), by=by, cite=cite or "", note=reason.strip())
    return item


@act("item.redraft", "撤回后重新起草")
def redraft(key: UUID, *, by: Clerk) -> Item:
    """A withdrawn item is worked on again under its number; the public sees the notice until it is published."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_DRAFT)
    cite = working.advance(item, ItemVerb.REDRAFT)
    item.withdrawn_on = None
    record(working.saved(item, by), by=by, cite=cite or OGI(17))
    return item


def give_up_correction(item: Item) -> None:
    """The public text is the latest again; files the correction added end, those it removed are there again."""
    if item.public is None or item.latest is None:
        raise ValueError(item.pk)
    public, last = item.public.number, item.latest.number
    Attachment.objects.filter(item=item, from_revision__gt=public, until_revision=None).update(until_revision=last)
    gone = Attachment.objects.filter(item=item, from_revision__lte=public, until_revision__gte=public)
    for file in gone:
        again = Attachment(item=item, from_revision=last + 1)
        for name in ("name", "media_type", "size", "digest", "alternative", "is_inline"):
            setattr(again, name, getattr(file, name))
        again.save()
    item.latest, item.correction = item.public, ""


def _chosen(facts: Facts, by: Clerk) -> Facts:
    values = facts.columns() | {"channels": tuple(working.own_channels(facts, by))}
    return Facts(**values)  # type: ignore[arg-type]  # the values are those of the fields


def _write(
    item: Item, facts: Facts, body: str, notice: str, explains: UUID | None, by: Clerk, *, links: bool = True
) -> dict[str, tuple[object, object]]:
    """A new revision when something differs; what differs. Raises DSC-2007, DSC-2009."""
    old, facts, text = item.latest, _chosen(facts, by), clean(body)
    if old is None:
        raise ValueError(item.pk)
    if facts.column_id != old.column_id:
        working.check_column(facts.column_id, by)
    changes = working.differences(selectors.facts_of(old), facts)
    linked = _explained(explains, item, by) if links else item.explains
    if linked != item.explains:
        changes["explains"] = (item.explains_id, linked.pk if linked else None)
        item.explains = linked
    text = pictures.settled(item, text, _last_number(item) + 1)
    files = _carried(item, old)
    changed = old.digest != text_digest(facts, text, notice, selectors.marks(files))
    if not changed and not changes:
        raise errors.NothingChanged()
    written = working.write(item, facts, text, notice, files, by)
    changes["text"] = (old.digest, written.digest)
    return changes


def _carried(item: Item, old: Revision) -> list[Attachment]:
    """The files that the next revision has."""
    return selectors.files_at(item.pk, _last_number(item) + 1) if old else []


def _last_number(item: Item) -> int:
    return Revision.objects.filter(item=item).order_by("-number").values_list("number", flat=True)[0]


def _explained(key: UUID | None, item: Item, by: Clerk) -> Item | None:
    """The item that this one interprets or answers. Raises DSC-2010."""
    if key is None:
        return None
    found = Item.objects.filter(key=key, agency=by.agency_id).exclude(pk=item.pk).first()
    if found is None:
        raise errors.LinkedItem()
    return found
