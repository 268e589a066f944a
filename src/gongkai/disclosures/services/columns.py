"""Acts on columns: open, name, order, move, keep up, explain, close. A column is never deleted."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Max, Q

from gongkai.accounts.selectors import posts_in
from gongkai.agencies.selectors.directory import agency_by_id
from gongkai.audit.selectors import last_by
from gongkai.audit.services import act, record
from gongkai.disclosures import column_errors as errors
from gongkai.disclosures.facts import text_digest
from gongkai.disclosures.models import Column, Item, Revision
from gongkai.disclosures.models.editing import Edited
from gongkai.disclosures.models.items import PUBLISHED, UNDER_WAY
from gongkai.disclosures.selectors import columns as selectors
from gongkai.disclosures.selectors import items as items_selectors
from gongkai.disclosures.services import publication
from gongkai.kit import bulk, clock
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.statute.law.instruments import INSPECTION_2019, OGI, PLATFORM_2019
from gongkai.statute.vocab import COLUMN_OF_ITEM, AgencyKind, Art20Item, ColumnKind, statutory_items
from gongkai.statute.vocab.roles import Perm

_KINDS = {
    Art20Item.DOCUMENTS: ColumnKind.POLICY,
    Art20Item.PLANS: ColumnKind.HR_PLAN,
    Art20Item.RECRUITMENT: ColumnKind.HR_PLAN,
}
"""The kind of a standard column where its item tells it; the others have no limit until the agency sets one."""


@dataclass(frozen=True, slots=True)
class Described:
    """What a column is called and what it is for."""

    name: str
    kind: str = "other"
    article: str = ""
    description: str = ""


def standard(kind: AgencyKind) -> list[tuple[str, str, Described]]:
    """The standard set: part, short name, column — the five parts, and the items of articles 20 and 21."""
    made = [
        (part, f"std-{part}", Described(label))
        for part, label in Column.SECTIONS
        if part != "statutory"
    ]  # fmt: skip
    for item in statutory_items(kind):
        name = COLUMN_OF_ITEM[item] if isinstance(item, Art20Item) else item.label
        column_kind = _KINDS.get(item, ColumnKind.OTHER) if isinstance(item, Art20Item) else ColumnKind.OTHER
        slug = f"art{item.code.replace('.', '-').replace('_', '-')}"
        made.append(("statutory", slug, Described(name, column_kind.value, item.code, item.label[:200])))
    return made


@act("column.open_standard", "建立标准栏目")
def open_standard(*, by: Clerk) -> list[Column]:
    """Open what is missing of the standard set (条例第二十条、第二十一条). Raises DSC-3408 when nothing is."""
    _check_duty(by)
    there = set(Column.objects.filter(agency=by.agency_id).values_list("slug", flat=True))
    kind = AgencyKind(_agency_kind(by))
    last = _last_order(by.agency_id, None)
    made = [
        Column(
            agency_id=by.agency_id, section=part, slug=slug, order=last + number, version=1,
            changed_by_id=by.person_id, changed_at=clock.now(), **_fields(facts),
        )
        for number, (part, slug, facts) in enumerate(standard(kind), 1)
        if slug not in there
    ]  # fmt: skip
    if not made:
        raise errors.StandardThere()
    opened = Column.objects.bulk_create(made)
    record(
        opened[0], by=by, cite=PLATFORM_2019(), changes={"columns": (None, len(opened))},
        rows=[f"{column.key}\t{column.name}" for column in opened],
    )  # fmt: skip
    return opened


@act("column.open", "新建栏目")
def open_column(facts: Described, *, section: str, parent: UUID | None, by: Clerk) -> Column:
    """A new column at the end of its level. Raises DSC-3402, DSC-3403, DSC-3410."""
    _check_duty(by)
    above = _above(parent, by)
    column = Column(agency_id=by.agency_id, parent=above, section=above.section if above else section)
    column.slug = f"c-{secrets.token_hex(5)}"
    column.order = _last_order(by.agency_id, above) + 1
    _check_depth(column, above, facts.name)
    _describe(column, facts)
    _save(column, by)
    record(column, by=by, changes={"name": (None, column.name), "kind": (None, column.kind)})
    return column


@act("column.edit", "修改栏目")
def edit(key: UUID, facts: Described, *, version: int, by: Clerk) -> Column:
    """Rename it, or say what it is for. Raises DSC-3401, DSC-3402."""
    column = _to_change(key, by, version)
    old = {name: getattr(column, name) for name in _fields(facts)}
    _describe(column, facts)
    _save(column, by)
    changes = {name: (old[name], new) for name, new in _fields(facts).items() if old[name] != new}
    record(column, by=by, changes=changes)
    return column


@act("column.place", "移动栏目")
def place(key: UUID, *, parent: UUID | None, section: str, version: int, by: Clerk) -> Column:
    """Move it with all below it under another column or into another part. Raises DSC-3401 to DSC-3404."""
    column = _to_change(key, by, version)
    above = _above(parent, by)
    at = above
    while at is not None:
        if at.pk == column.pk:
            raise errors.ColumnInItself(name=column.name, parent=above.name if above else "")
        at = at.parent
    _check_depth(column, above, column.name)
    old = column.parent_id, column.section
    column.parent, column.section = above, above.section if above else section
    _check_name(column, column.name)
    column.order = _last_order(by.agency_id, above) + 1
    _save(column, by)
    _carry_section(column)
    changes: dict[str, tuple[object, object]] = {
        "parent": (old[0], column.parent_id),
        "section": (old[1], column.section),
    }
    record(column, by=by, changes=changes)
    return column


@act("column.shift", "调整栏目顺序")
def shift(key: UUID, *, up: bool, by: Clerk) -> Column:
    """One place up or down among its neighbours; at the end it stays where it is."""
    column = _to_change(key, by)
    level = list(
        Column.objects.select_for_update()
        .filter(agency=by.agency_id, parent=column.parent_id, section=column.section, closed_on=None)
        .order_by("order", "id")
    )
    at = next(place for place, known in enumerate(level) if known.pk == column.pk)
    other = at - 1 if up else at + 1
    if 0 <= other < len(level):
        level[at], level[other] = level[other], level[at]
    for order, known in enumerate(level, 1):
        known.order = order
    Column.objects.bulk_update(level, ["order"])
    record(column, by=by, changes={"place": (at + 1, max(1, min(other + 1, len(level))))})
    return column


@act("column.keep_up", "设置栏目维护岗位和更新时限")
def keep_up(key: UUID, *, owner: int | None, max_idle_days: int | None, version: int, by: Clerk) -> Column:
    """Who keeps it, and how long it may stand still; None is the limit of its kind. Raises DSC-3401, DSC-3409."""
    column = _to_change(key, by, version)
    if owner is not None and not posts_in(by.agency_id).filter(pk=owner).exists():
        raise errors.PostElsewhere()
    old = column.owner_id, column.max_idle_days
    column.owner_id, column.max_idle_days = owner, max_idle_days
    _save(column, by)
    changes = {"owner": (old[0], owner), "max_idle_days": (old[1], max_idle_days)}
    record(column, by=by, cite=INSPECTION_2019(), changes=changes)
    return column


@act("column.explain", "说明栏目暂无内容")
def explain(key: UUID, reason: str, *, version: int, by: Clerk) -> Column:
    """暂无, and why: what the public reads in place of an empty column; blank takes it back. Raises DSC-3407."""
    column = _to_change(key, by, version)
    if column.items and reason.strip():
        raise errors.ColumnHasItems(name=column.name, items=column.items)
    old, column.empty_reason = column.empty_reason, reason.strip()
    _save(column, by)
    record(column, by=by, cite=OGI(20), changes={"empty_reason": (old, column.empty_reason)})
    return column


@act("column.close", "停用栏目")
def close(key: UUID, *, on: date, moved_to: UUID | None, version: int, by: Clerk) -> Column:
    """Close it; what is published in it moves to another column first. Raises DSC-3401, DSC-3405, DSC-3406."""
    column = _to_change(key, by, version)
    _check_closable(column)
    public = list(
        Item.objects.select_for_update(of=("self",))
        .filter(column=column, state=PUBLISHED)
        .select_related("public")
        .order_by("id")
    )
    target = _above(moved_to, by)
    if public and (target is None or target.pk == column.pk):
        raise errors.ColumnNotEmpty(name=column.name, items=len(public))
    if public and target is not None:
        _move(public, column, target, by)
    column.closed_on = on
    column.refresh_from_db(fields=["items", "latest_on"])
    _save(column, by)
    record(
        column, by=by, on=on, changes={"closed_on": (None, on), "moved_to": (None, target.pk if target else None)},
        rows=[f"{item.key}\t{item.index_number}" for item in public] if public else None,
    )  # fmt: skip
    return column


def _move(items: Sequence[Item], old: Column, new: Column, by: Clerk) -> None:
    """Each item gets a revision that says the new column; what it says otherwise stays."""
    now, ids = clock.now(), bulk.take_ids(Revision, len(items))
    last = dict(
        Revision.objects.filter(item__column=old).order_by().values_list("item").annotate(number=Max("number"))
    )
    values: dict[str, object] = {}
    rows = []
    for item, pk in zip(items, ids, strict=True):
        public = item.public
        if public is None:
            raise ValueError(item.pk)
        facts = replace(items_selectors.facts_of(public), column_id=new.pk)
        files = items_selectors.marks(items_selectors.files_at(item.pk, last[item.pk] + 1))
        values = facts.columns()
        digest = text_digest(facts, public.body, "", files)
        rows.append((pk, item.pk, last[item.pk] + 1, public.body, digest, *values.values()))
        item.column_id, item.latest_id, item.public_id = new.pk, pk, pk
        item.version, item.changed_by_id, item.changed_at = item.version + 1, by.person_id, now
    names = ("id", "item_id", "number", "body", "digest", *values)
    bulk.insert(Revision, names, rows, author_id=by.person_id, made_at=now)
    Item.objects.bulk_update(
        items, ["column", "latest", "public", "version", "changed_by", "changed_at"], batch_size=500
    )
    publication.recount([old.pk, new.pk])
    for start in range(0, len(items), 500):
        batch = [item.pk for item in items[start : start + 500]]
        moved = Item.objects.filter(pk__in=batch).select_related("public")
        publication.index(moved)


def _check_closable(column: Column) -> None:
    if column.children.filter(closed_on=None).exists():
        raise errors.ColumnInUse(name=column.name, why="下面还有在用的栏目")
    under_way = Item.objects.filter(column=column, state__in=UNDER_WAY).count()
    entering = Q(column=column) | Q(latest__column=column)  # a correction may be about to bring an item here
    correcting = Item.objects.filter(entering).exclude(correction="").count()
    if under_way or correcting:
        raise errors.ColumnInUse(name=column.name, why=f"有{under_way + correcting}条信息正在起草、审查或者更正")


def _agency_kind(by: Clerk) -> str:
    return str(agency_by_id(by.agency_id).kind)


def _fields(facts: Described) -> dict[str, str]:
    return {"name": facts.name, "kind": facts.kind, "article": facts.article, "description": facts.description}


def _describe(column: Column, facts: Described) -> None:
    _check_name(column, facts.name)
    for name, value in _fields(facts).items():
        setattr(column, name, value)


def _check_name(column: Column, name: str) -> None:
    same = Column.objects.filter(agency=column.agency_id, parent=column.parent_id, name=name, closed_on=None)
    if same.filter(section=column.section).exclude(pk=column.pk).exists():
        raise errors.ColumnNameTwice(name=name)


def _check_depth(column: Column, above: Column | None, name: str) -> None:
    levels, at = 1, above
    while at is not None:
        levels, at = levels + 1, at.parent
    if above is not None and levels + _height(column) - 1 > selectors.DEEPEST:
        raise errors.ColumnTooDeep(name=name, parent=above.name)


def _height(column: Column) -> int:
    """Levels from the column down, itself included."""
    if column.pk is None:
        return 1
    below = list(column.children.filter(closed_on=None))
    return 1 + max((_height(child) for child in below), default=0)


def _carry_section(column: Column) -> None:
    for child in column.children.all():
        if child.section != column.section:
            child.section = column.section
            child.save(update_fields=["section"])
        _carry_section(child)


def _above(key: UUID | None, by: Clerk) -> Column | None:
    """An open column of the agency that is named as parent or target. Raises DSC-3410."""
    if key is None:
        return None
    found = Column.objects.select_related("parent").filter(key=key, agency=by.agency_id, closed_on=None).first()
    if found is None:
        raise errors.ColumnElsewhere()
    return found


def _last_order(agency_id: int, above: Column | None) -> int:
    level = Column.objects.filter(agency=agency_id, parent=above)
    return int(level.aggregate(last=Max("order"))["last"] or 0)


def _check_duty(by: Clerk) -> None:
    if not by.can(Perm.COLUMN_MANAGE):
        raise NotYourDuty(post=by.post)


def _to_change(key: UUID, by: Clerk, version: int | None = None) -> Column:
    _check_duty(by)
    column = selectors.for_update(key, by)
    if version is not None:
        check_version(column, version, column.name)
    if column.closed_on is not None:
        raise errors.ColumnElsewhere()
    return column


def check_version(row: Edited, version: int, name: str) -> None:
    """Refuse an act on what was shown before someone else acted. Raises DSC-3401."""
    if row.version != version:
        raise errors.ColumnStale(
            name=name,
            person=last_by(row),
            at=row.changed_at or "刚才",
        )


def _save(row: Edited, by: Clerk) -> None:
    row.version = row.version + 1
    row.changed_by_id, row.changed_at = by.person_id, clock.now()
    row.save()
