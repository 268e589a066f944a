"""What the public site declares: every page is for everyone, and no page acts."""

from typing import Any

from gongkai.disclosures.models import Item
from gongkai.kit.access import EVERYONE
from tests.slices.portal.builders import a_picture_of_an_event, a_public_item, an_attachment
from tests.world import Address, World


def _agency(world: World, **more: Any) -> dict[str, Any]:
    return {"slug": world.agency.slug} | more


def _column(world: World, **more: Any) -> dict[str, Any]:
    item = a_public_item(world.agency)
    return {"slug": world.agency.slug, "column": item.column.slug} | more


def _year(world: World, **more: Any) -> dict[str, Any]:
    return {"slug": world.agency.slug, "year": a_public_item(world.agency).published_on.year} | more


def _item(world: World) -> dict[str, Any]:
    return {"key": a_public_item(world.agency).key}


def _file(world: World) -> dict[str, Any]:
    item: Item = a_public_item(world.agency)
    return {"key": item.key, "file": an_attachment(item, "目录.pdf").key, "extension": "pdf"}


ADDRESSES = [
    *(Address(f"portal:{name}", EVERYONE) for name in (
        "front", "agencies", "search", "display", "choose", "robots", "sitemap", "rss", "atom")),
    *(Address(f"portal:{name}", EVERYONE, _agency) for name in (
        "agency", "guide", "guide_pdf", "institutions", "statutory", "reports", "request", "activities",
        "catalogue", "agency_rss", "agency_atom")),
    *(Address(f"portal:{name}", EVERYONE, _column) for name in ("column", "column_rss", "column_atom")),
    Address("portal:column_year", EVERYONE, lambda world: _column(world, year=2026)),
    Address("portal:catalogue_year", EVERYONE, _year),
    Address("portal:catalogue_file", EVERYONE, lambda world: _agency(world, kind="csv")),
    Address("portal:catalogue_year_file", EVERYONE, lambda world: _year(world, kind="xlsx")),
    Address("portal:sitemap_section", EVERYONE, lambda world: {"section": "items-0"}),
    Address("portal:item", EVERYONE, _item),
    Address("portal:item_print", EVERYONE, _item),
    Address("portal:file", EVERYONE, _file),
    Address("portal:activity_picture", EVERYONE, lambda world: a_picture_of_an_event(world.agency)),
]  # fmt: skip
ACTS: dict[str, Any] = {}
