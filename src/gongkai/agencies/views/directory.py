"""The tree and one agency."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongkai.agencies.models import ACTIVE, Agency
from gongkai.agencies.selectors import directory as selectors
from gongkai.agencies.selectors.groups import group_now
from gongkai.agencies.selectors.guide import guide_of
from gongkai.kit.access import clerk_of, signed_in
from gongkai.statute.vocab.agencies import FACTS_OF_KIND, AgencyKind
from gongkai.statute.vocab.roles import Perm


@signed_in
@require_GET
def tree(request: HttpRequest) -> HttpResponse:
    """One level of the tree with what stands below it, or what a search finds."""
    ended = request.GET.get("ended") == "1"
    wanted = request.GET.get("q", "").strip()[:100]
    at = selectors.agency_by_key(_key(request.GET["at"])) if request.GET.get("at") and not wanted else None
    rows = selectors.search(wanted, ended) if wanted else selectors.level(at, ended)
    page = Paginator(rows, selectors.PAGE).get_page(request.GET.get("page"))
    found = list(page)
    context = {
        "wanted": wanted,
        "ended": ended,
        "at": at,
        "above": selectors.ancestors(at) if at else [],
        "page": page,
        "results": _with_places(found) if wanted else [],
        "branches": [] if wanted else selectors.branches(found, ended),
        "shown_below": selectors.SHOWN_BELOW,
        "may_manage": _may_manage(request),
    }
    return render(request, "agencies/tree.html", context)


def _with_places(found: list[Agency]) -> list[tuple[Agency, str]]:
    places = selectors.in_words(found)
    return [(one, places[one.pk]) for one in found]


def _key(text: str) -> UUID | str:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)  # nobody's


def _may_manage(request: HttpRequest) -> bool:
    clerk = clerk_of(request)
    return clerk is not None and clerk.can(Perm.AGENCY_MANAGE)


@signed_in
@require_GET
def agency(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is on record of one agency: facts, history, who reviews it and why, its guide."""
    found = selectors.agency_by_key(key)
    guide = guide_of(found)
    kind = AgencyKind(found.kind)
    clerk = clerk_of(request)
    context = {
        "agency": found,
        "active": found.state == ACTIVE,
        "above": selectors.ancestors(found),
        "below": Agency.objects.get_children(found).filter(state=ACTIVE).count() if found.numchild else 0,
        "names": list(found.names.all()),
        "events": list(found.events.select_related("other").order_by("on", "pk")),
        "predecessors": list(Agency.objects.filter(successor=found).order_by("ended_on")),
        "kind_facts": FACTS_OF_KIND[kind],
        "kind_cite": kind.cite,
        "reviewer": guide.reviewer,
        "guide": guide,
        "group": group_now(found.pk),
        "may_manage": _may_manage(request),
        "own": clerk is not None and clerk.agency_id == found.pk,
        "may_guide": clerk is not None and clerk.agency_id == found.pk and clerk.can(Perm.GUIDE_EDIT),
    }
    return render(request, "agencies/agency.html", context)
