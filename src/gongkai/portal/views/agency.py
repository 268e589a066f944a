"""The platform of one agency and its five parts (DOMAIN 6.1)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.agencies import public as directory
from gongkai.disclosures.selectors import public as disclosures
from gongkai.disclosures.selectors import public_events
from gongkai.disclosures.selectors.public import extension
from gongkai.portal import finding
from gongkai.portal import guide as guides
from gongkai.portal.caching import public
from gongkai.portal.frame import Frame, context, frame
from gongkai.statute.vocab import AgencyKind, Art20Item, statutory_items

LATEST, LISTED = 12, 200


@public
def home(request: HttpRequest, slug: str) -> HttpResponse:
    """What an agency's platform opens on."""
    agency = finding.agency_at(slug)
    columns = disclosures.columns(agency.pk)
    latest = disclosures.latest(disclosures.Where(agency=agency.pk), LATEST)
    return _page(
        request,
        "portal/agency.html",
        agency,
        "",
        {
            "latest": finding.with_names(latest),
            "columns": [column for column in columns if column.section == "statutory" and column.parent_id is None],
            "contact": guides.contact(agency),
            "superior": directory.superior(agency),
            "below": directory.below(agency),
        },
    )


@public
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """公开指南, with all that article 12 asks for."""
    agency = finding.agency_at(slug)
    chapters = guide_of(agency, frame(request))
    return _page(request, "portal/guide.html", agency, "guide", {"sections": chapters}, "政府信息公开指南")


def guide_of(agency: Any, told: Frame) -> list[guides.Section]:  # noqa: ANN401
    """The chapters of an agency's guide."""
    columns = [column.name for column in disclosures.columns(agency.pk, "statutory") if column.parent_id is None]
    points = public_events.reading_points(agency.pk)
    reviewer = agency.reviewer.name if agency.reviewer else ""
    address = told.absolute(reverse("portal:agency", args=[agency.slug]))
    return guides.sections(agency, columns, points, address, reviewer)


@public
def institutions(request: HttpRequest, slug: str) -> HttpResponse:
    """公开制度: what the columns of that part hold."""
    agency = finding.agency_at(slug)
    return _page(
        request, "portal/part.html", agency, "institutions", _part(agency, "institution"), "政府信息公开制度"
    )


@public
def reports(request: HttpRequest, slug: str) -> HttpResponse:
    """公开年报 of all years in one place (WEB-06)."""
    agency = finding.agency_at(slug)
    return _page(request, "portal/part.html", agency, "reports", _part(agency, "report"), "政府信息公开年报")


def _part(agency: Any, section: str) -> dict[str, object]:  # noqa: ANN401
    columns = disclosures.columns(agency.pk, section)
    where = disclosures.Where(columns=tuple(column.pk for column in columns))
    return {"columns": columns, "lines": disclosures.latest(where, LISTED) if columns else []}


@dataclass(frozen=True, slots=True)
class Matter:
    """One item of articles 20 and 21, and the columns that answer to it."""

    code: str
    label: str
    cite: str
    columns: list[Any]

    @property
    def count(self) -> int:
        """How many are published."""
        return sum(column.items for column in self.columns)

    @property
    def reason(self) -> str:
        """Why there is nothing (WEB-05)."""
        told = [column.empty_reason for column in self.columns if column.empty_reason]
        return told[0] if told else "暂无"


@public
def statutory(request: HttpRequest, slug: str) -> HttpResponse:
    """法定主动公开内容 by the items of articles 20 and 21, none left out."""
    agency = finding.agency_at(slug)
    columns = disclosures.columns(agency.pk, "statutory")
    matters = [
        Matter(term.code, term.label, str(term.cite), [column for column in columns if column.article == term.code])
        for term in statutory_items(AgencyKind(agency.kind))
    ]
    answered = {matter.code for matter in matters}
    others = [column for column in columns if column.article not in answered]
    first = [matter for matter in matters if matter.code in {term.code for term in Art20Item}]
    groups = [("第二十条所列事项", first), ("第二十一条增加的事项", matters[len(first) :])]
    extra = {"groups": [group for group in groups if group[1]], "others": others}
    return _page(request, "portal/statutory.html", agency, "statutory", extra, "法定主动公开内容")


@public
def request_entrance(request: HttpRequest, slug: str) -> HttpResponse:
    """依申请公开: what to write, where to send it, what then happens."""
    agency = finding.agency_at(slug)
    return _page(
        request,
        "portal/request.html",
        agency,
        "request",
        {
            "takes_requests": guides.takes_requests(agency),
            "application": guides.APPLICATION,
            "periods": guides.PERIODS,
            "fees": guides.FEES,
            "help": guides.HELP,
            "remedies": guides.remedies(agency.reviewer.name if agency.reviewer else ""),
            "office": agency.office_name or agency.name,
        },
        "依申请公开",
    )


@public
def activities(request: HttpRequest, slug: str) -> HttpResponse:
    """政务公开日、培训 and other events, and where to read in person."""
    agency = finding.agency_at(slug)
    events = public_events.activities(agency.pk)
    pictures = public_events.activity_pictures(event.pk for event in events)
    extra: dict[str, object] = {
        "events": [(event, _addressed(pictures.get(event.pk, []), slug)) for event in events],
        "points": public_events.reading_points(agency.pk),
    }
    return _page(request, "portal/activities.html", agency, "", extra, "公开活动和查阅点")


def _addressed(pictures: list[Any], slug: str) -> list[tuple[Any, str]]:
    return [(p, reverse("portal:activity_picture", args=[slug, p.key, extension(p.name)])) for p in pictures]


def _page(
    request: HttpRequest,
    template: str,
    agency: Any,  # noqa: ANN401
    current: str,
    extra: dict[str, object],
    label: str = "",
) -> HttpResponse:
    crumbs = [(label, "")] if label else []
    told = context(request) | finding.agency_context(agency, current, *crumbs) | {"label": label}
    return render(request, template, told | extra)
