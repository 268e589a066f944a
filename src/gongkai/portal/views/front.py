"""The front page, and the list of all agencies."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.agencies import public as directory
from gongkai.disclosures.selectors import public as disclosures
from gongkai.portal import finding
from gongkai.portal.caching import public
from gongkai.portal.frame import Addresses, context, scope
from gongkai.statute.vocab import AgencyKind
from gongkai.statute.vocab.agencies import GRASS_ROOTS, PEOPLES_GOVERNMENTS

LATEST = 15
SHOWN = 300
"""Agencies on the front page; a province has more, and a page of its own for them."""


@dataclass(slots=True)
class Group:
    """Agencies of like kind: names and addresses."""

    label: str
    agencies: list[tuple[str, str]] = field(default_factory=list)


def _grouped(listed: list[Any]) -> list[Group]:
    governments, departments, places, others = (
        Group("人民政府"), Group("政府部门和派出机关"), Group("街道、乡镇"), Group("其他机关、组织"),
    )  # fmt: skip
    address = Addresses("agency")
    for agency in listed:
        kind = AgencyKind(agency.kind)
        if kind in GRASS_ROOTS:
            group = places
        elif kind in PEOPLES_GOVERNMENTS:
            group = governments
        elif kind in {AgencyKind.DEPARTMENT, AgencyKind.CENTRAL_DEPARTMENT, AgencyKind.DISPATCHED_GOVERNMENT}:
            group = departments
        else:
            group = others
        group.agencies.append((agency.short_name or agency.name, address.of(agency.slug)))
    return [group for group in (governments, departments, places, others) if group.agencies]


@public
def front(request: HttpRequest) -> HttpResponse:
    """Search, the five parts, what is new, who is here."""
    within = scope()
    listed = list(directory.listed(within, SHOWN + 1))
    main = within.root or (listed[0] if listed else None)
    latest = disclosures.latest(disclosures.Where(path=within.path), LATEST)
    feeds = {"rss": reverse("portal:rss"), "atom": reverse("portal:atom")}
    return render(
        request,
        "portal/front.html",
        context(request)
        | {
            "groups": _grouped(listed[:SHOWN]),
            "more_agencies": len(listed) > SHOWN,
            "main": main,
            "parts": finding.parts_of(main.slug) if main else [],
            "latest": finding.with_names(latest),
            "feeds": feeds,
        },
    )


@public
def agencies(request: HttpRequest) -> HttpResponse:
    """Every agency in the order of the tree."""
    within = scope()
    top = within.root.depth if within.root else 1
    address = Addresses("agency")
    listed = [(a.name, address.of(a.slug), min(a.depth - top, 4)) for a in directory.listed(within)]
    crumbs = [("首页", reverse("portal:front")), ("全部机关", "")]
    return render(request, "portal/agencies.html", context(request) | {"listed": listed, "crumbs": crumbs})
