"""What the public may see: the public revision of published items, and nothing else.

Everything returned is a value, not a row, so that no template can reach a draft through it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from gongkai.agencies import public as directory
from gongkai.disclosures.models import (
    Attachment,
    Column,
    DocumentEvent,
    Item,
    PlannedWithdrawal,
    PublicNotice,
)
from gongkai.disclosures.models.items import PUBLISHED

PAGE = 50
NEWEST, OLDEST = ("-published_on", "-id"), ("published_on", "id")
"""The two orders of a list, as the indexes of public items have them."""
Order = tuple[str, str]


def extension(name: str) -> str:
    """The ending of a file's name as far as it may stand in an address."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return ending if ending.isascii() and ending.isalnum() and len(ending) <= 8 else "bin"


class Line(NamedTuple):
    """An item in a list."""

    id: int
    key: UUID
    agency_id: int
    column_id: int
    title: str
    summary: str
    index_number: str
    document_number: str
    kind: str
    validity: str
    keywords: str
    formed_on: date
    published_on: date
    published_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """Some lines, newest first, and where the older and the newer ones begin."""

    lines: Sequence[Line]
    older: UUID | None = None
    newer: UUID | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Which published items: those of a column, of columns, of an agency, of a part of the tree; of a year."""

    column: int | None = None
    columns: tuple[int, ...] = ()
    agency: int | None = None
    path: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class File:
    """An attachment or a picture."""

    key: UUID
    name: str
    media_type: str
    size: int
    digest: str
    alternative: str
    is_inline: bool

    @property
    def extension(self) -> str:
        """The ending of its address."""
        return extension(self.name)


@dataclass(frozen=True, slots=True)
class Notice:
    """What the public is told beside an item."""

    kind: str
    label: str
    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a document, and the document that took its place."""

    kind: str
    label: str
    on: date
    valid_until: date | None
    basis: str
    successor: Line | None


@dataclass(frozen=True, slots=True)
class Article:
    """An item as the public reads it."""

    line: Line
    article: str
    body: str
    source: str
    valid_from: date | None
    valid_until: date | None
    changed_at: datetime
    files: Sequence[File]
    notices: Sequence[Notice]
    changes: Sequence[Change]
    public_until: date | None
    original: Line | None
    explained_by: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is left in public of an item that was withdrawn: that it was, and why. Not even its title."""

    key: UUID
    agency_id: int
    index_number: str
    withdrawn_on: date | None
    notices: Sequence[Notice]


def published() -> QuerySet[Item]:
    """Items on the public site. `publicity` is asked again, whatever the act that published did."""
    return Item.objects.filter(state=PUBLISHED, publicity="proactive")


def page(where: Where, *, before: UUID | None = None, after: UUID | None = None, size: int = PAGE) -> Page:
    """A page of a list by its neighbour: as fast for the oldest as for the newest."""
    beside = before or after
    place = Item.objects.filter(key=beside).values_list("published_on", "id").first() if beside else None
    if place is None or place[0] is None:
        lines = _taken(where, NEWEST, size + 1)
        return Page(lines[:size], older=lines[size - 1].key if len(lines) > size else None)
    if before:
        lines = _beyond(where, NEWEST, size + 1, place[0], place[1])
        older = lines[size - 1].key if len(lines) > size else None
        return Page(lines[:size], older=older, newer=lines[0].key if lines else None)
    nearest = _beyond(where, OLDEST, size + 1, place[0], place[1])
    lines = list(reversed(nearest[:size]))
    newer = lines[0].key if len(nearest) > size else None
    return Page(lines, older=lines[-1].key if lines else None, newer=newer)


def latest(where: Where, count: int) -> Sequence[Line]:
    """The newest lines."""
    return _taken(where, NEWEST, count)


def holds_more_than(where: Where, count: int) -> bool:
    """Whether there are more lines than that; never counts further."""
    return _narrowed(where).order_by(*NEWEST).values("pk")[: count + 1].count() > count


def every(where: Where) -> Iterator[Line]:
    """All lines, newest first, a few thousand in memory at a time."""
    found = _narrowed(where).order_by(*NEWEST).values_list(*Line._fields)
    return map(Line._make, found.iterator(chunk_size=2000))


def years(where: Where) -> Sequence[int]:
    """From the newest year to the oldest in which something was published."""
    found = _narrowed(where).order_by(*NEWEST).values_list("published_on", flat=True)
    newest = found.first()
    if newest is None:
        return []
    oldest = _narrowed(where).order_by(*OLDEST).values_list("published_on", flat=True).first()
    return list(range(newest.year, (oldest or newest).year - 1, -1))


def lines(ids: Iterable[int]) -> dict[int, Line]:
    """Published items by id: those of a search that are still public."""
    return {
        line.id: line for line in map(Line._make, published().filter(pk__in=list(ids)).values_list(*Line._fields))
    }


def article(key: UUID) -> Article | Withdrawn | None:
    """The item at an address: what it says, or that it was withdrawn, or nothing where the public never saw it."""
    item = published().filter(key=key).select_related("public", "planned_withdrawal").first()
    if item is None:
        return _withdrawn(key)
    revision = item.public
    if revision is None:
        raise ValueError(key)  # the database holds that what is published has a public revision
    changes = list(DocumentEvent.objects.filter(item=item).order_by("on", "id"))
    linked = lines(filter(None, [item.explains_id, *(change.successor_id for change in changes)]))
    explaining = published().filter(explains=item).order_by(*NEWEST).values_list(*Line._fields)
    return Article(
        line=_line(item),
        article=item.article,
        body=revision.body,
        source=item.source,
        valid_from=item.valid_from,
        valid_until=item.valid_until,
        changed_at=max(revision.made_at, item.published_at or revision.made_at),
        files=_files(item.pk, revision.number),
        notices=_notices(item.pk),
        changes=[
            Change(c.kind, c.get_kind_display(), c.on, c.valid_until, c.basis, linked.get(c.successor_id or 0))
            for c in changes
        ],
        public_until=_public_until(item),
        original=linked.get(item.explains_id or 0),
        explained_by=[Line._make(row) for row in explaining[:PAGE]],
    )


def file(item_key: UUID, file_key: UUID, path: str = "") -> File | None:
    """A file of what is public now, in a part of the tree."""
    item = published().filter(key=item_key, agency__path__startswith=path).values_list("pk", "public__number")
    return next((f for pk, number in item for f in _files(pk, number) if f.key == file_key), None)


def columns(agency_id: int, section: str = "") -> Sequence[Column]:
    """The columns of an agency that are kept, in its own order."""
    found = Column.objects.filter(agency_id=agency_id, closed_on=None).order_by("order", "id")
    return list(found.filter(section=section) if section else found)


def column(agency_id: int, slug: str) -> Column | None:
    """A column by its address; one that was closed keeps what it holds."""
    return Column.objects.select_related("parent").filter(agency_id=agency_id, slug=slug).first()


def columns_named(ids: Iterable[int]) -> dict[int, Column]:
    """Columns by id, for the lines of a list."""
    return {found.pk: found for found in Column.objects.filter(pk__in=set(ids))}


def columns_keyed(keys: Iterable[UUID]) -> dict[UUID, Column]:
    """Columns by their public number."""
    return {found.key: found for found in Column.objects.filter(key__in=set(keys))}


def all_columns(agency_ids: Iterable[int]) -> Iterator[Column]:
    """The columns of several agencies."""
    return Column.objects.filter(agency_id__in=list(agency_ids)).order_by("agency_id", "order", "id").iterator()


def span_of_ids() -> int:
    """The highest row number, for cutting the whole into blocks of equal width."""
    newest = published().order_by("-id").values_list("id", flat=True).first()
    return newest or 0


def block(first: int, last: int, path: str = "") -> Iterator[tuple[UUID, date]]:
    """Address and day of the published items whose row numbers lie in the block."""
    found = published().filter(pk__gte=first, pk__lte=last).order_by("pk")
    if path:
        found = found.filter(agency__path__startswith=path)
    return found.values_list("key", "published_on").iterator(chunk_size=5000)  # type: ignore[return-value]


def _narrowed(where: Where) -> QuerySet[Item]:
    found = published()
    if where.column is not None:
        found = found.filter(column_id=where.column)
    if where.columns:
        found = found.filter(column_id__in=where.columns)
    if where.agency is not None:
        found = found.filter(agency_id=where.agency)
    if where.path:
        found = found.filter(agency__path__startswith=where.path)
    if where.year is not None:
        found = found.filter(published_on__range=(date(where.year, 1, 1), date(where.year, 12, 31)))
    return found


def _beyond(where: Where, order: Order, count: int, on: date, number: int) -> list[Line]:
    """The lines beyond a place: those left of its day, then those of other days, each found by a seek.

    One comparison of both values would do on PostgreSQL. SQLite would read all of the day up to the place, and a
    day on which a whole archive was brought in may hold a million.
    """
    side = "lt" if order == NEWEST else "gt"
    lines = _taken(where, order, count, Q(("published_on", on), (f"id__{side}", number)))
    if len(lines) < count:
        lines += _taken(where, order, count - len(lines), Q((f"published_on__{side}", on)))
    return lines


def _taken(where: Where, order: Order, count: int, beyond: Q | None = None) -> list[Line]:
    """The first lines in an order."""
    found = _narrowed(replace(where, path="", columns=())).filter(beyond or Q())
    if where.path:
        return _merged(found, "agency_id", directory.within(where.path), order, count)
    if len(where.columns) > 1:
        return _merged(found, "column_id", Column.objects.filter(pk__in=where.columns), order, count)
    if where.columns:
        found = found.filter(column_id=where.columns[0])
    elif where.column is None and where.agency is None:
        found = found.filter(index_number__isnull=False)  # true of all; the site's index is for whoever says so
    return _lines(found.order_by(*order), count)


def _merged(found: QuerySet[Item], field: str, groups: QuerySet[Any], order: Order, count: int) -> list[Line]:
    """The first lines of several groups, each of which has them in order in an index: no more is read than shown.

    A database that is told `IN` sorts all that the groups hold, or reads all that stands before their newest. Only
    groups whose first line is among the first `count` of such lines can have a part in the result.
    """
    own = found.filter((field, OuterRef("pk"))).order_by(*order)
    firsts = groups.annotate(on=Subquery(own.values("published_on")[:1]), number=Subquery(own.values("pk")[:1]))
    heads = sorted((head for head in firsts.values_list("on", "number", "pk") if head[0]), reverse=order == NEWEST)[
        :count
    ]
    if not heads:
        return []
    branch = found.filter((field, _PLACE)).order_by(*order).values("published_on", "pk")[:count]
    text, values = branch.query.sql_with_params()
    # Nothing but Django's own text is put together here; every value is a parameter.
    branches = " UNION ALL ".join(["SELECT * FROM (" + text + ") AS branch"] * len(heads))  # noqa: S608  # nosec B608
    way = "DESC" if order == NEWEST else "ASC"
    ending = f") AS heads ORDER BY published_on {way}, pk {way} LIMIT {count:d}"
    chosen = "SELECT pk FROM (" + branches + ending  # noqa: S608  # nosec B608
    told = [head[2] if value == _PLACE else value for head in heads for value in values]
    return _lines(Item.objects.filter(pk__in=RawSQL(chosen, told)).order_by(*order), count)  # noqa: S611  # nosec B611


_PLACE = -1
"""Where the number of a group goes in a branch that is compiled once."""


def _lines(found: QuerySet[Item], limit: int) -> list[Line]:
    return [Line._make(row) for row in found.values_list(*Line._fields)[:limit]]


def _line(item: Item) -> Line:
    return Line._make(getattr(item, name) for name in Line._fields)


def _files(item_id: int, number: int) -> list[File]:
    found = Attachment.objects.filter(item_id=item_id, from_revision__lte=number)
    found = found.filter(Q(until_revision=None) | Q(until_revision__gte=number)).order_by("id")
    return [File(f.key, f.name, f.media_type, f.size, f.digest, f.alternative, f.is_inline) for f in found]


def _notices(item_id: int) -> list[Notice]:
    found = PublicNotice.objects.filter(item_id=item_id).order_by("on", "id")
    return [Notice(n.kind, n.get_kind_display(), n.on, n.text) for n in found]


def _public_until(item: Item) -> date | None:
    """The last public day of an item that will be withdrawn, where the agency tells it."""
    planned: PlannedWithdrawal | None = getattr(item, "planned_withdrawal", None)
    return planned.on - timedelta(days=1) if planned is not None and planned.is_shown else None


def _withdrawn(key: UUID) -> Withdrawn | None:
    item = Item.objects.filter(key=key).first()
    if item is None:
        return None
    notices = [notice for notice in _notices(item.pk) if notice.kind == "withdrawal"]
    if not notices:
        return None
    return Withdrawn(
        item.key, item.agency_id, item.index_number or "", item.withdrawn_on or notices[-1].on, notices
    )
