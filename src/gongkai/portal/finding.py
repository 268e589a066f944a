"""What every page of an agency begins with: the agency, or 404 where this site does not show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from gongkai.agencies import public as agencies
from gongkai.disclosures.selectors import public as disclosures
from gongkai.portal.frame import scope

Crumbs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the platform's parts (WEB-03)."""

    name: str
    label: str


PARTS = (
    Part("guide", "政府信息公开指南"),
    Part("institutions", "政府信息公开制度"),
    Part("statutory", "法定主动公开内容"),
    Part("reports", "政府信息公开年报"),
    Part("request", "依申请公开"),
)


def agency_at(slug: str) -> Any:  # noqa: ANN401  a row of agencies, whose models are its own
    """The agency at an address."""
    found = agencies.by_slug(slug, scope())
    if found is None:
        raise Http404(slug)
    return found


def parts_of(slug: str, current: str = "") -> list[dict[str, object]]:
    """The platform's parts as links, the current one marked."""
    return [
        {
            "label": part.label,
            "address": reverse(f"portal:{part.name}", args=[slug]),
            "current": part.name == current,
        }
        for part in PARTS
    ]


def agency_context(agency: Any, current: str, *crumbs: tuple[str, str]) -> dict[str, object]:  # noqa: ANN401
    """What the frame of an agency's pages needs."""
    trail = [
        ("首页", reverse("portal:front")),
        (agency.name, reverse("portal:agency", args=[agency.slug])),
        *crumbs,
    ]
    return {
        "agency": agency,
        "parts": parts_of(agency.slug, current),
        "crumbs": trail,
        "feeds": {
            "rss": reverse("portal:agency_rss", args=[agency.slug]),
            "atom": reverse("portal:agency_atom", args=[agency.slug]),
        },
    }


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with the names of its agency and column."""

    line: disclosures.Line
    agency: str
    column: str


def with_names(lines: Iterable[disclosures.Line]) -> list[Shown]:
    """Lines of several agencies, in two queries however many."""
    lines = list(lines)
    owners = agencies.named(line.agency_id for line in lines)
    columns = disclosures.columns_named(line.column_id for line in lines)
    return [
        Shown(line, owners[line.agency_id].short_name or owners[line.agency_id].name, columns[line.column_id].name)
        for line in lines
    ]
