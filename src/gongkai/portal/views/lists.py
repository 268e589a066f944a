"""Lists: the lines of a column and the catalogue of an agency, newest first, paged by neighbour."""

from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.disclosures.selectors import public as disclosures
from gongkai.portal import finding
from gongkai.portal.caching import public
from gongkai.portal.frame import context


@public
def column(request: HttpRequest, slug: str, column: str, year: int | None = None) -> HttpResponse:
    """A column, all of it or a year."""
    agency = finding.agency_at(slug)
    found = disclosures.column(agency.pk, column)
    if found is None:
        raise Http404(column)
    where = disclosures.Where(column=found.pk, year=year)
    here = reverse("portal:column", args=[slug, column])
    extra = _listing(request, where, here)
    if extra is None:
        return redirect(request.path)
    crumbs = [(found.get_section_display(), _part_address(found.section, slug))]
    if found.parent:
        crumbs.append((found.parent.name, reverse("portal:column", args=[slug, found.parent.slug])))
    told = finding.agency_context(agency, _part_name(found.section), *crumbs, (found.name, here if year else ""))
    if year:
        told["crumbs"] = [*told["crumbs"], (f"{year}年", "")]  # type: ignore[misc]  # a list of pairs
    told["feeds"] = {
        "rss": reverse("portal:column_rss", args=[slug, column]),
        "atom": reverse("portal:column_atom", args=[slug, column]),
    }
    siblings = disclosures.columns(agency.pk, found.section)
    more = {"column": found, "siblings": siblings, "documents": _has_documents(extra["page"])}
    return render(request, "portal/column.html", context(request) | told | extra | more)


@public
def catalogue(request: HttpRequest, slug: str, year: int | None = None) -> HttpResponse:
    """公开目录: 索引号, 名称, 内容概述, 生成日期 (条例第十二条)."""
    agency = finding.agency_at(slug)
    here = reverse("portal:catalogue", args=[slug])
    extra = _listing(request, disclosures.Where(agency=agency.pk, year=year), here)
    if extra is None:
        return redirect(request.path)
    trail = [("政府信息公开目录", here if year else "")] + ([(f"{year}年", "")] if year else [])
    told = finding.agency_context(agency, "", *trail)
    files = [(kind.upper(), _file_address(slug, kind, year)) for kind in ("xlsx", "csv", "json")]
    return render(request, "portal/catalogue.html", context(request) | told | extra | {"files": files})


def _listing(request: HttpRequest, where: disclosures.Where, here: str) -> dict[str, object] | None:
    """What a list shows; None where the newest page is to be shown instead, so that it has one address."""
    year, years = where.year, disclosures.years(replace(where, year=None))
    if year is not None and year not in years:
        raise Http404(str(year))
    base = f"{here}{year}/" if year else here
    before = _key(request, "before")
    after = None if before else _key(request, "after")
    page = disclosures.page(where, before=before, after=after)
    if (after and not page.newer) or (before and not page.lines):
        return None
    return {
        "page": page,
        "year": year,
        "years": [(each, f"{here}{each}/") for each in years],
        "all_years": here,
        "older": f"{base}?before={page.older}" if page.older else "",
        "newer": f"{base}?after={page.newer}" if page.newer else "",
        "newest": base,
    }


def _file_address(slug: str, kind: str, year: int | None) -> str:
    if year:
        return reverse("portal:catalogue_year_file", args=[slug, year, kind])
    return reverse("portal:catalogue_file", args=[slug, kind])


def _key(request: HttpRequest, name: str) -> UUID | None:
    raw = request.GET.get(name, "")
    try:
        return UUID(raw) if raw else None
    except ValueError:
        raise Http404(raw) from None


def _has_documents(page: object) -> bool:
    return any(line.validity for line in page.lines)  # type: ignore[attr-defined]  # a Page


_PART_OF_SECTION = {
    "guide": "guide",
    "institution": "institutions",
    "statutory": "statutory",
    "report": "reports",
    "request": "request",
}


def _part_name(section: str) -> str:
    return _PART_OF_SECTION[section]


def _part_address(section: str, slug: str) -> str:
    return reverse(f"portal:{_PART_OF_SECTION[section]}", args=[slug])
