"""The map for search engines: an index, pages of agencies and columns, and items in blocks of row numbers.

A block is found by the primary key, so that the last of a million costs what the first does. The protocol allows
50,000 addresses in a map and as many maps; ours are shorter, so that each is made as quickly as a page.
"""

from collections.abc import Iterator
from html import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from gongkai.agencies import public as directory
from gongkai.disclosures.selectors import public as disclosures
from gongkai.portal import finding
from gongkai.portal.caching import public
from gongkai.portal.frame import Addresses, Frame, frame, of_items, scope

BLOCK, AGENCIES = 2_000, 20
"""Row numbers of items in a map, and agencies in a map of pages."""
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


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


def names() -> list[str]:
    """The maps there are."""
    agencies = directory.within(scope().path).count()
    pages = [f"pages-{number}" for number in range(-(-agencies // AGENCIES))]
    return [*pages, *(f"items-{number}" for number in range(disclosures.span_of_ids() // BLOCK + 1))]


@public
def index(request: HttpRequest) -> HttpResponse:
    """The index of all maps."""
    told, address = frame(request), Addresses("sitemap_section")
    maps = (f"<sitemap><loc>{_loc(told, address.of(name))}</loc></sitemap>" for name in names())
    return _answer("sitemapindex", maps)


@public
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One map."""
    told = frame(request)
    kind, _, number = section.partition("-")
    if kind not in {"pages", "items"} or not number.isdecimal() or len(number) > 9:
        raise Http404(section)
    return _answer("urlset", _pages(told, int(number)) if kind == "pages" else _items(told, int(number)))


def _answer(element: str, lines: Iterator[str]) -> HttpResponse:
    text = "\n".join(lines)
    return HttpResponse(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} xmlns="{_SPACE}">\n{text}\n</{element}>\n',
        content_type="application/xml",
    )


def _pages(told: Frame, number: int) -> Iterator[str]:
    first = number * AGENCIES
    agencies = {a.pk: a for a in directory.within(scope().path).order_by("pk")[first : first + AGENCIES]}
    paths = [reverse("portal:front"), reverse("portal:agencies")] if number == 0 else []
    own = ("agency", *(part.name for part in finding.PARTS), "catalogue", "activities")
    paths += (reverse(f"portal:{name}", args=[agency.slug]) for agency in agencies.values() for name in own)
    own_columns = {pk: Addresses("column", agency.slug) for pk, agency in agencies.items()}
    paths += (own_columns[column.agency_id].of(column.slug) for column in disclosures.all_columns(agencies))
    return (f"<url><loc>{_loc(told, path)}</loc></url>" for path in paths)


def _items(told: Frame, number: int) -> Iterator[str]:
    address = of_items()
    before, after = _loc(told, address.before), escape(address.after)
    found = disclosures.block(number * BLOCK, (number + 1) * BLOCK - 1, scope().path)
    return (f"<url><loc>{before}{key}{after}</loc><lastmod>{on}</lastmod></url>" for key, on in found)


def _loc(told: Frame, path: str) -> str:
    return escape(told.absolute(path))
