"""The map for search engines: an index, pages of agencies and columns, and items in blocks of row numbers.

A block is found by the primary key, so that the last of a million costs what the first does. It holds at most
50,000 addresses, as the protocol allows, and fewer where rows of its span are not public.
"""

from typing import Any

from django.contrib.sitemaps import Sitemap
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from gongkai.agencies import public as directory
from gongkai.disclosures.selectors import public as disclosures
from gongkai.kit.clock import SHANGHAI
from gongkai.portal import finding
from gongkai.portal.caching import public
from gongkai.portal.frame import Frame, frame, scope

BLOCK = Sitemap.limit
_XML = "application/xml"
_ITEM_KEY = "00000000-0000-0000-0000-000000000000"


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be found; the workspace and lists by query are not for machines."""
    told = frame(request)
    root = reverse("portal:front")
    lines = [
        "User-agent: *",
        *(f"Disallow: {root}{path}" for path in ("work/", "accounts/", "search/", "display/", "checkups/")),
        f"Sitemap: {told.absolute(reverse('portal:sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
def index(request: HttpRequest) -> HttpResponse:
    """The index of all maps."""
    told = frame(request)
    blocks = disclosures.span_of_ids() // BLOCK + 1
    names = ["pages", *(f"items-{number}" for number in range(blocks))]
    maps = [{"location": told.absolute(reverse("portal:sitemap_section", args=[name]))} for name in names]
    return _rendered(request, "sitemap_index.xml", {"sitemaps": maps})


@public
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One map."""
    told = frame(request)
    kind, _, number = section.partition("-")
    if section == "pages":
        return _rendered(request, "sitemap.xml", {"urlset": _pages(told)})
    if kind == "items" and number.isdecimal() and len(number) < 10:
        return _rendered(request, "sitemap.xml", {"urlset": _items(told, int(number))})
    raise Http404(section)


def _rendered(request: HttpRequest, template: str, told: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, told, content_type=_XML).render()


def _pages(told: Frame) -> list[dict[str, object]]:
    agencies = {agency.pk: agency for agency in directory.all_of(scope())}
    paths = [reverse("portal:front"), reverse("portal:agencies")]
    names = ("agency", *(part.name for part in finding.PARTS), "catalogue", "activities")
    for agency in agencies.values():
        paths += (reverse(f"portal:{name}", args=[agency.slug]) for name in names)
    for column in disclosures.all_columns(agencies):
        paths.append(reverse("portal:column", args=[agencies[column.agency_id].slug, column.slug]))
    return [{"location": told.absolute(path)} for path in paths[:BLOCK]]


def _items(told: Frame, number: int) -> list[dict[str, object]]:
    before, after = told.absolute(reverse("portal:item", args=[_ITEM_KEY])).split(_ITEM_KEY)
    found = disclosures.block(number * BLOCK, (number + 1) * BLOCK - 1, scope().path)
    return [
        {"location": f"{before}{key}{after}", "lastmod": published.astimezone(SHANGHAI)} for key, published in found
    ]
