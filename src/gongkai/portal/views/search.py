"""Search over everything public, narrowed by agency, column, year, kind and validity."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.agencies import public as directory
from gongkai.disclosures.selectors import public as disclosures
from gongkai.kit.search.api import Hits
from gongkai.kit.search.api import search as find
from gongkai.portal.caching import public
from gongkai.portal.frame import context, scope
from gongkai.statute.vocab import ItemKind, Validity

SIZE = 20
FACET_LINES = 12
LABELS = {"agency": "机关", "column": "栏目", "year": "年份", "kind": "类型", "validity": "有效性"}
_KINDS, _VALIDITY = dict(ItemKind.choices()), dict(Validity.choices())


@public
def search(request: HttpRequest) -> HttpResponse:
    """One page of results; what was typed is never refused."""
    told = {
        name: str(value).replace("\x00", "").strip() for name, value in request.GET.items()
    }  # PostgreSQL has no NUL
    typed, within = told.get("q", ""), scope()
    given = {name: told[name] for name in LABELS if told.get(name)}
    chosen = _chosen(given, within)
    by_date = told.get("sort") == "date"
    number = int(page) if (page := told.get("page", "")).isdecimal() and len(page) < 6 else 1
    asked = bool(typed or given)
    found = None
    if asked:
        facets: dict[str, Any] = dict(chosen)
        if within.root and "agency" not in facets:
            facets["agency"] = [agency.pk for agency in directory.all_of(within)]
        found = find(typed, facets=facets, sort="date" if by_date else "relevance", page=number, size=SIZE)
    return render(
        request,
        "portal/search.html",
        context(request)
        | {
            "typed": typed,
            "asked": asked,
            "found": found,
            "results": _results(found) if found else [],
            "facets": _facets(found, given, typed, by_date=by_date) if found else [],
            "given": given,
            "by_date": by_date,
            "sorts": _sorts(given, typed),
            "pages": _pages(found, given, typed, by_date=by_date) if found else {},
            "crumbs": [("首页", reverse("portal:front")), ("检索", "")],
        },
    )


def _chosen(given: Mapping[str, str], within: directory.Scope) -> dict[str, Any]:
    """The filters as the index knows them; an unknown value matches nothing."""
    chosen: dict[str, Any] = {}
    if "agency" in given:
        agency = directory.by_slug(given["agency"], within)
        chosen["agency"] = [agency.pk] if agency else []
    if "column" in given:
        chosen["column"] = _column(given["column"])
    if "year" in given:
        chosen["year"] = [int(given["year"])] if given["year"].isdecimal() and len(given["year"]) == 4 else []
    chosen |= {name: [given[name]] for name in ("kind", "validity") if name in given}
    return chosen


def _column(raw: str) -> list[int]:
    try:
        return [column.pk for column in disclosures.columns_keyed([UUID(raw)]).values()]
    except ValueError:
        return []


def _results(found: Hits) -> list[dict[str, object]]:
    """Hits with what else a line shows; an item that is no longer public is left out, whatever the index says."""
    lines = disclosures.lines(hit.key for hit in found.hits)
    owners = directory.named(line.agency_id for line in lines.values())
    columns = disclosures.columns_named(line.column_id for line in lines.values())
    return [
        {
            "hit": hit,
            "line": line,
            "agency": owners[line.agency_id],
            "column": columns[line.column_id],
            "kind": _KINDS.get(line.kind, ""),
            "validity": _VALIDITY.get(line.validity, ""),
        }
        for hit in found.hits
        if (line := lines.get(hit.key))
    ]


def _address(given: Mapping[str, str], typed: str, *, by_date: bool, **changes: str) -> str:
    told = {"q": typed, **given, "sort": "date" if by_date else ""} | changes
    return "?" + urlencode({name: value for name, value in told.items() if value})


def _facets(found: Hits, given: Mapping[str, str], typed: str, *, by_date: bool) -> list[dict[str, object]]:
    shown: list[dict[str, object]] = []
    for name, label in LABELS.items():
        counts = found.facet_counts[name]
        values = _named(name, list(counts))
        lines = [
            {
                "label": value_label,
                "count": counts[value],
                "address": _address(given, typed, by_date=by_date, **{name: code}),
                "current": given.get(name) == code,
            }
            for value, (code, value_label) in list(values.items())[:FACET_LINES]
        ]
        clear = _address(given, typed, by_date=by_date, **{name: ""}) if name in given else ""
        if len(lines) > 1 or clear:
            shown.append({"name": name, "label": label, "lines": lines, "clear": clear})
    return shown


def _named(name: str, values: list[Any]) -> dict[Any, tuple[str, str]]:
    """For each value its code in an address and its words."""
    if name == "agency":
        agencies = directory.named(values[: FACET_LINES * 4])
        return {v: (agencies[v].slug, agencies[v].short_name or agencies[v].name) for v in values if v in agencies}
    if name == "column":
        columns = disclosures.columns_named(values[: FACET_LINES * 4])
        return {value: (str(columns[value].key), columns[value].name) for value in values if value in columns}
    if name == "year":
        return {value: (str(value), f"{value}年") for value in sorted(values, reverse=True)}
    words = _KINDS if name == "kind" else _VALIDITY
    return {value: (value, words[value]) for value in values if value in words}


def _sorts(given: Mapping[str, str], typed: str) -> list[tuple[str, str, bool]]:
    return [
        ("按相关程度", _address(given, typed, by_date=False), False),
        ("按发布日期", _address(given, typed, by_date=True), True),
    ]


def _pages(found: Hits, given: Mapping[str, str], typed: str, *, by_date: bool) -> dict[str, object]:
    def at(number: int) -> str:
        return _address(given, typed, by_date=by_date, page=str(number) if number > 1 else "")

    return {
        "newer": at(found.page - 1) if 1 < found.page <= found.pages + 1 else "",
        "older": at(found.page + 1) if found.page < found.pages else "",
        "number": found.page,
        "total": found.pages,
    }
