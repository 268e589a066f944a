"""Reading items for the workspace: one to act on, lists, differences, what waits for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import Http404

from gongkai.disclosures.facts import Facts, FileMark
from gongkai.disclosures.models import Attachment, Channel, Column, Item, PlannedWithdrawal, Revision, Signature
from gongkai.disclosures.models.items import UNDER_WAY
from gongkai.disclosures.selectors.due import due_by, is_open
from gongkai.disclosures.selectors.due import publish_due as publish_due
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.statute.disclosures import ARTICLE_26, ItemState
from gongkai.statute.vocab.roles import Perm


def visible(by: Clerk) -> QuerySet[Item]:
    """The items a clerk may see: those of the own agency; with SUBORDINATES_READ those of all below it too."""
    if by.can(Perm.SUBORDINATES_READ):
        return Item.objects.filter(agency__path__startswith=by.agency_path)
    return Item.objects.filter(agency=by.agency_id)


def for_reading(key: UUID, by: Clerk) -> Item:
    """One item with what its page shows. Http404 when it is not this clerk's to see."""
    wanted = visible(by).select_related(
        "agency",
        "column",
        "drafter",
        "latest__author",
        "latest__column",
        "public",
        "explains",
        "planned_withdrawal__post",
    )
    item = wanted.filter(key=key).first()
    if item is None:
        raise Http404
    return item


def for_update(key: UUID, by: Clerk, *permissions: str) -> Item:
    """One item of the own agency, its row locked until the act ends. Http404, ACC-1403."""
    if not by.can(*permissions):
        raise NotYourDuty(post=by.post)
    item = Item.objects.select_for_update(of=("self",)).filter(key=key, agency=by.agency_id).first()
    if item is None:
        raise Http404
    return item


def facts_of(described: Item | Revision) -> Facts:
    """What a row states."""
    names = [name for name in Facts.__dataclass_fields__ if name != "channels"]
    values = {name: getattr(described, name) for name in names}
    return Facts(**values, channels=tuple(described.channels))


def files_at(item_id: int, revision: int) -> list[Attachment]:
    """The attachments and pictures of a revision."""
    found = Attachment.objects.filter(item=item_id, from_revision__lte=revision)
    return list(found.filter(Q(until_revision=None) | Q(until_revision__gte=revision)).order_by("id"))


def marks(files: Iterable[Attachment]) -> list[FileMark]:
    """The files as a digest holds them."""
    return [FileMark(file.name, file.digest, file.alternative) for file in files]


def own_columns(agency_id: int) -> QuerySet[Column]:
    """The columns of an agency that take new items."""
    return Column.objects.filter(agency=agency_id, closed_on=None).order_by("section", "order", "id")


def own_channels(agency_id: int) -> QuerySet[Channel]:
    """The channels an agency may choose; its own site is always one and is not chosen."""
    return Channel.objects.filter(agency=agency_id, closed_on=None).exclude(adapter="site").order_by("id")


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list of items is narrowed to; empty is everything."""

    state: str = ""
    column: int | None = None
    kind: str = ""
    publicity: str = ""
    year: int | None = None
    text: str = ""


def listed(by: Clerk, filters: Filters) -> QuerySet[Item]:
    """The list of items, newest first, in as many queries as one."""
    found = visible(by).select_related("agency", "column")
    if filters.state == "correcting":
        found = found.exclude(correction="")
    elif filters.state:
        found = found.filter(state=filters.state)
    for name in ("column", "kind", "publicity"):
        if value := getattr(filters, name):
            found = found.filter(**{name: value})
    if filters.year:
        found = found.filter(formed_on__gte=date(filters.year, 1, 1), formed_on__lte=date(filters.year, 12, 31))
    for word in filters.text.split():
        wanted = Q(title__icontains=word) | Q(index_number__icontains=word) | Q(document_number__icontains=word)
        found = found.filter(wanted)
    return found.order_by("-id")


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line of the desk: what waits, and why it waits for this clerk."""

    item: Item
    why: str
    urgent: bool

    @property
    def is_open(self) -> bool:
        """Whether the last day of article 26 is not final."""
        return is_open(self.item.formed_on)


DESK = 200
"""Lines of a kind on the desk; more than that are found in the list."""


def desk(by: Clerk, today: date) -> list[Waiting]:
    """What waits for a clerk, the most pressing first: to sign, sent back, to publish, due, drafts."""
    own = Item.objects.filter(agency=by.agency_id).select_related("column", "latest")
    found: dict[int, Waiting] = {}
    soon = due_by(today)

    def add(items: QuerySet[Item], why: str) -> None:
        for item in items.order_by(F("publish_due").asc(nulls_last=True), "id")[:DESK]:
            late = item.state in UNDER_WAY and item.publish_due is not None and item.publish_due <= soon
            found.setdefault(item.pk, Waiting(item, why, late))

    if by.can(Perm.DISCLOSURE_SIGN):
        signed = Signature.objects.filter(person=by.person_id, decision=Signature.SIGNED, round=F("item__round"))
        awaited = own.filter(awaited_role=by.role).exclude(latest__author=by.person_id)
        add(awaited.exclude(pk__in=signed.filter(item__agency=by.agency_id).values("item")), "请您审查")
    if by.can(Perm.DISCLOSURE_DRAFT):
        mine = own.filter(drafter=by.person_id)
        add(mine.filter(Q(state="returned") | Q(correction="returned")), "退回给您修改")
    if by.can(Perm.DISCLOSURE_PUBLISH):
        add(own.filter(Q(state="approved") | Q(correction="approved")), "可以发布或者登记")
        add(own.filter(state__in=UNDER_WAY, publicity="proactive", publish_due__lte=soon), ARTICLE_26.label)
    if by.can(Perm.DISCLOSURE_DRAFT):
        add(mine.filter(state__in=UNDER_WAY, publicity="proactive", publish_due__lte=soon), ARTICLE_26.label)
        add(mine.filter(Q(state="drafting") | Q(correction="drafting")), "您的草稿")
    return sorted(found.values(), key=lambda line: not line.urgent)


def last_signed(item: Item) -> Revision | None:
    """The text that was last signed, if it is another than the latest: what a change is shown against."""
    signature = (
        Signature.objects.filter(item=item, decision=Signature.SIGNED)
        .select_related("revision")
        .order_by("-id")
        .first()
    )
    return None if signature is None or signature.revision_id == item.latest_id else signature.revision


def revision_of(item: Item, number: int) -> Revision:
    """One revision of an item. Http404."""
    found = item.revisions.select_related("author", "column").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def attachment_for(key: UUID, by: Clerk) -> Attachment:
    """One attachment of a visible item. Http404."""
    found = Attachment.objects.filter(key=key, item__in=visible(by)).first()
    if found is None:
        raise Http404
    return found


def timed(now: object) -> list[int]:
    """The items whose hour of publication has come: the worker's list."""
    due = Item.objects.filter(state=ItemState.SCHEDULED.value, scheduled_for__lte=now)
    return list(due.order_by("scheduled_for").values_list("pk", flat=True)[:DESK])


def planned_withdrawal(item: Item) -> PlannedWithdrawal | None:
    """The day on which an item stops being public, where one was set."""
    return PlannedWithdrawal.objects.select_related("post").filter(item=item).first()


def to_withdraw(today: date) -> list[int]:
    """The items whose last public day is over: the worker's list."""
    due = PlannedWithdrawal.objects.filter(on__lte=today).order_by("on", "item")
    return list(due.values_list("item", flat=True)[:DESK])
