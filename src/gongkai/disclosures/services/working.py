"""What the acts on one item share: its state under work, its texts, its review begun anew."""

from collections.abc import Iterable

from django.db.models import Max

from gongkai.audit.selectors import history_of, last_by
from gongkai.disclosures import errors
from gongkai.disclosures.facts import Facts, text_digest
from gongkai.disclosures.models import Attachment, Column, Item, Revision
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.services import links
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.disclosures import VOIDS_SIGNATURES, ItemState, ItemVerb, move
from gongkai.statute.disclosures.errors import MoveNotAllowed
from gongkai.statute.law.cite import Cite
from gongkai.statute.moves import Move
from gongkai.statute.written import written


def advance(item: Item, verb: ItemVerb) -> Cite | None:
    """Make the declared move of the text under work; the provision it rests on. Raises DSC-1001."""
    step = permitted(item, item.working_state, verb)
    stand(item, step.end)
    if verb in VOIDS_SIGNATURES:
        begin_anew(item)
    return step.cite


def permitted(item: Item, state: ItemState, verb: ItemVerb) -> Move[ItemState, ItemVerb]:
    """The declared move. Raises DSC-1001, which says who acted last, by post, and when."""
    try:
        return move(state, verb)
    except MoveNotAllowed as refusal:
        raise MoveNotAllowed(**refusal.fields | {"last": _last_act(item)}) from None


def _last_act(item: Item) -> str:
    for entry in history_of("disclosures.item", item.pk, limit=1):
        who = f"由“{entry.post}”" if entry.post else "由系统"
        return f"“{entry.label}”已{who}于{written(entry.recorded_at)}办理。"
    return ""


def stand(item: Item, state: ItemState) -> None:
    """The text under work stands in a state: that of the correction while there is one."""
    if item.correction:
        item.correction = state.value
    else:
        item.state = state.value
    if state is not ItemState.IN_REVIEW:
        item.awaited_role = ""
    if state is not ItemState.SCHEDULED:
        item.scheduled_for = None


def begin_anew(item: Item) -> None:
    """Signatures so far are void: the next submission is a new round from the first step."""
    item.steps, item.next_step, item.awaited_role = [], 0, ""


def saved(item: Item, by: Clerk | None) -> Item:
    """Keep the item, its version counted up."""
    item.version += 1
    item.changed_by_id, item.changed_at = (by.person_id if by else None), clock.now()
    item.save()
    return item


def check_version(item: Item, version: int) -> None:
    """Refuse an act on what was shown before someone else acted. Raises DSC-2001."""
    if item.version != version:
        raise errors.StaleVersion(
            person=last_by(item),
            at=item.changed_at or "刚才",
            state=item.working_state.label,
        )


def check_column(column_id: int, by: Clerk) -> None:
    """Raises DSC-2009 for a column that is not the agency's or is closed."""
    if not selectors.own_columns(by.agency_id).filter(pk=column_id).exists():
        known = Column.objects.filter(pk=column_id, agency=by.agency_id).first()
        raise errors.ColumnClosed(column=known.name if known else "（未选）")


def own_channels(facts: Facts, by: Clerk) -> list[int]:
    """Those of the chosen channels that are the agency's own."""
    return list(selectors.own_channels(by.agency_id).filter(pk__in=facts.channels).values_list("pk", flat=True))


def write(item: Item, facts: Facts, body: str, notice: str, files: Iterable[Attachment], by: Clerk) -> Revision:
    """A new revision as the latest; the item's own fields follow it while nothing is public."""
    given = Revision.objects.filter(item=item).aggregate(last=Max("number"))["last"] or 0
    columns = facts.columns()
    item.latest = Revision.objects.create(
        item=item,
        number=given + 1,
        body=body,
        notice=notice,
        author_id=by.person_id,
        made_at=clock.now(),
        digest=text_digest(facts, body, notice, selectors.marks(files)),
        **columns,
    )
    links.note(item.latest)
    if not item.correction:
        describe(item, facts)
    return item.latest


def describe(item: Item, facts: Facts) -> None:
    """The item's index over its text."""
    for name, value in facts.columns().items():
        setattr(item, name, value)
    item.publish_due = selectors.publish_due(facts.formed_on)


def rewrite(item: Item, by: Clerk) -> Revision:
    """The latest text once more, with the attachments as they now are."""
    latest = item.latest
    if latest is None:
        raise ValueError(item.pk)
    number = (Revision.objects.filter(item=item).aggregate(last=Max("number"))["last"] or 0) + 1
    files = selectors.files_at(item.pk, number)
    return write(item, selectors.facts_of(latest), latest.body, latest.notice, files, by)


def differences(old: Facts, new: Facts) -> dict[str, tuple[object, object]]:
    """The fields that differ, as an audit entry keeps them."""
    before, after = old.columns(), new.columns()
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}
