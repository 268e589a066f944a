"""The public part of the API: what the public site shows, as data, without a token."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse
from ninja import Schema
from pydantic import Field

from gongkai.agencies import public as agencies
from gongkai.disclosures.selectors import public as disclosures
from gongkai.kit.api import ASKED, PageNumber, chars, public
from gongkai.kit.search.api import search as find
from gongkai.portal import finding
from gongkai.portal.frame import of_items, scope


class AgencyLine(Schema):
    """An agency that publishes."""

    slug: str
    name: str
    short_name: str
    kind: str
    uscc: str
    region: str


class ColumnLine(Schema):
    """A column of an agency."""

    key: UUID
    slug: str
    name: str
    section: str
    description: str
    items: int
    latest_on: date | None


class PublicLine(Schema):
    """A published item in a list."""

    key: UUID
    agency: str
    column: str
    title: str
    summary: str
    index_number: str
    document_number: str
    kind: str
    validity: str
    keywords: str
    formed_on: date
    published_on: date
    page: str


class PublicPage(Schema):
    """Lines, newest first, and the keys from which the older and the newer ones begin."""

    lines: list[PublicLine]
    older: UUID | None
    newer: UUID | None


class PublicFile(Schema):
    """A file of a published item."""

    key: UUID
    name: str
    media_type: str
    size: int
    digest: str
    address: str


class PublicNotice(Schema):
    """What the public is told beside an item."""

    kind: str
    label: str
    on: date
    text: str


class PublicItem(Schema):
    """A published item; of a withdrawn one only its key, the day and the notice."""

    state: str
    key: UUID
    line: PublicLine | None = None
    body: str = ""
    source: str = ""
    article: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    changed_at: datetime | None = None
    public_until: date | None = None
    withdrawn_on: date | None = None
    files: tuple[PublicFile, ...] = ()
    notices: tuple[PublicNotice, ...] = ()


class Found(Schema):
    """A page of results."""

    total: int
    total_is_exact: bool
    page: int
    pages: int
    lines: list[PublicLine]


class Where(Schema):
    """Which items, and from which neighbour on."""

    agency: chars(64) = ""  # type: ignore[valid-type]  # a bounded text
    column: UUID | None = None
    year: Annotated[int, Field(ge=1949, le=2999)] | None = None
    before: UUID | None = None
    after: UUID | None = None


class Words(Schema):
    """What is searched for."""

    q: chars(200, 1)  # type: ignore[valid-type]  # a bounded text
    agency: chars(64) = ""  # type: ignore[valid-type]  # a bounded text
    page: PageNumber = 1


def all_agencies(request: HttpRequest) -> Any:  # noqa: ANN401
    """本平台的机关，按名录的顺序。"""
    return agencies.listed(scope())


def one_agency(request: HttpRequest, slug: chars(64)) -> Any:  # type: ignore[valid-type]  # noqa: ANN401
    """一个机关。"""
    return finding.agency_at(slug)


def columns(request: HttpRequest, slug: chars(64)) -> Any:  # type: ignore[valid-type]  # noqa: ANN401
    """一个机关的栏目。"""
    return disclosures.columns(finding.agency_at(slug).pk)


def items(request: HttpRequest, asked: Where = ASKED) -> Any:  # noqa: ANN401
    """已公开的信息（即目录），可以按机关、栏目和年份筛选；用 before、after 翻页。"""
    where = disclosures.Where(
        column=_column(asked.column),
        agency=finding.agency_at(asked.agency).pk if asked.agency else None,
        path="" if asked.agency or asked.column else scope().path,
        year=asked.year,
    )
    found = disclosures.page(where, before=asked.before, after=None if asked.before else asked.after)
    return {"lines": _lines(found.lines), "older": found.older, "newer": found.newer}


def one_item(request: HttpRequest, key: UUID) -> Any:  # noqa: ANN401
    """一条已公开的信息；已撤回的只有撤回说明。"""
    found = disclosures.article(key)
    if found is None:
        raise Http404(str(key))
    if isinstance(found, disclosures.Withdrawn):
        _in_scope(found.agency_id)
        return {"state": "withdrawn", "key": key, "withdrawn_on": found.withdrawn_on, "notices": found.notices}
    _in_scope(found.line.agency_id)
    return {
        "state": "published",
        "key": key,
        "line": _lines([found.line])[0],
        **{
            name: getattr(found, name)
            for name in (
                "body",
                "source",
                "article",
                "valid_from",
                "valid_until",
                "changed_at",
                "public_until",
                "notices",
            )
        },
        "files": [_file(key, file) for file in found.files],
    }


def search(request: HttpRequest, asked: Words = ASKED) -> Any:  # noqa: ANN401
    """检索已公开的信息，按相关程度排列。"""
    within = scope()
    facets: dict[str, Any] = {}
    if asked.agency:
        facets["agency"] = [finding.agency_at(asked.agency).pk]
    elif within.root:
        facets["agency"] = [agency.pk for agency in agencies.all_of(within)]
    found = find(asked.q, facets=facets, sort="relevance", page=asked.page, size=20)
    there = disclosures.lines(hit.key for hit in found.hits)
    lines = [there[hit.key] for hit in found.hits if hit.key in there]
    return {
        "total": found.total,
        "total_is_exact": found.total_is_exact,
        "page": found.page,
        "pages": found.pages,
        "lines": _lines(lines),
    }


def _column(key: UUID | None) -> int | None:
    if key is None:
        return None
    found = disclosures.columns_keyed([key]).get(key)
    if found is None:
        raise Http404(str(key))
    _in_scope(found.agency_id)
    return found.pk


def _in_scope(agency_id: int) -> None:
    if not scope().holds(agencies.by_id(agency_id)):
        raise Http404


def _lines(lines: Any) -> list[dict[str, object]]:  # noqa: ANN401
    owners = agencies.named(line.agency_id for line in lines)
    known, address = disclosures.columns_named(line.column_id for line in lines), of_items()
    return [
        line._asdict()
        | {
            "agency": owners[line.agency_id].slug,
            "column": known[line.column_id].slug,
            "page": address.of(line.key),
        }
        for line in lines
    ]


def _file(key: UUID, file: disclosures.File) -> dict[str, object]:
    address = reverse("portal:file", args=[key, file.key, file.extension])
    names = ("key", "name", "media_type", "size", "digest")
    return {name: getattr(file, name) for name in names} | {"address": address}


OPERATIONS = (
    public("public.agencies", "public/agencies", all_agencies, answer=list[AgencyLine]),
    public("public.agency", "public/agencies/{slug}", one_agency, answer=AgencyLine),
    public("public.columns", "public/agencies/{slug}/columns", columns, answer=list[ColumnLine]),
    public("public.items", "public/items", items, answer=PublicPage),
    public("public.item", "public/items/{key}", one_item, answer=PublicItem),
    public("public.search", "public/search", search, answer=Found),
)
