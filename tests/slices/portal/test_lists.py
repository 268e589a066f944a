"""Lists find their place by seeks: complete, in order, the same from either side, in a fixed number of queries."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.agencies.models import Agency
from gongkai.disclosures.models import Item
from gongkai.disclosures.selectors import public
from gongkai.portal import sitemaps
from tests.builders import a_column, an_agency
from tests.slices.portal.builders import DAY, a_public_item, an_attachment, withdraw

pytestmark = pytest.mark.django_db
QUERIES = {
    "front": 4, "agencies": 1, "agency": 6, "guide": 3, "institutions": 2, "statutory": 2, "reports": 4,
    "request": 1, "activities": 3, "column": 6, "column_year": 6, "catalogue": 4, "catalogue_year": 4,
    "item": 7, "item_print": 7, "rss": 1, "atom": 1, "agency_rss": 2, "agency_atom": 2,
    "column_rss": 3, "column_atom": 3, "sitemap": 2,
}  # fmt: skip
"""Of each page, however many items there are."""


def _tree() -> tuple[Agency, Agency, list[Item]]:
    """A district with three agencies, one outside it, items of few days in columns; those of the district."""
    rng, district = Random(1), an_agency(kind="county")
    inside = [district, an_agency(under=district), an_agency(under=district)]
    outside, made = an_agency(kind="county"), []
    for agency in (*inside, outside):
        columns = [a_column(agency, section="report"), a_column(agency, section="report")]
        for number in range(7):
            on = DAY + timedelta(days=rng.choice((0, 0, 0, 1, 2, 40)))
            made.append(a_public_item(agency, f"第{number}号", column=columns[number % 2], on=on))
    return district, outside, [item for item in made if item.agency_id != outside.pk]


def _in_order(items: list[Item]) -> list[Any]:
    return [item.key for item in sorted(items, key=lambda item: (item.published_on, item.pk), reverse=True)]


def _both_ways(where: public.Where) -> tuple[list[Any], list[Any]]:
    """All keys from the newest page on, and from the oldest back."""
    page = public.page(where, size=3)
    down = [line.key for line in page.lines]
    while page.older:
        page = public.page(where, before=page.older, size=3)
        down += [line.key for line in page.lines]
    up = [line.key for line in page.lines]
    while page.newer:
        page = public.page(where, after=page.newer, size=3)
        up = [line.key for line in page.lines] + up
    return down, up


def test_the_list_of_a_part_of_the_tree_is_the_lists_of_its_agencies_merged() -> None:
    district, _, items = _tree()

    down, up = _both_ways(public.Where(path=district.path))

    assert down == up == _in_order(items)
    assert [line.key for line in public.latest(public.Where(path=district.path), 5)] == _in_order(items)[:5]
    assert public.latest(public.Where(path="zzzz"), 5) == []


def test_the_list_of_several_columns_is_theirs_merged() -> None:
    _, _, items = _tree()
    own = [item for item in items if item.agency_id == items[0].agency_id]
    where = public.Where(columns=tuple({item.column_id for item in own}))

    assert [line.key for line in public.latest(where, 200)] == _in_order(own)
    assert [line.key for line in public.latest(where, 3)] == _in_order(own)[:3]


@pytest.mark.parametrize("year", [None, DAY.year])
def test_a_day_with_many_items_is_paged_like_any_other(year: int | None) -> None:
    agency = an_agency()
    column = a_column(agency)
    items = [a_public_item(agency, column=column) for _ in range(8)]
    items.append(a_public_item(agency, column=column, on=DAY + timedelta(days=1)))

    for where in (public.Where(column=column.pk, year=year), public.Where(agency=agency.pk, year=year)):
        assert _both_ways(where) == (_in_order(items), _in_order(items))


def test_a_page_asks_the_same_of_the_database_however_many_items(
    client: Client, django_assert_num_queries: Any
) -> None:
    agency = an_agency(under=an_agency(kind="county"))
    column = a_column(agency, section="report")
    a_column(agency, section="report")
    first = a_public_item(agency, column=column)
    arguments = {
        **{name: [agency.slug] for name in QUERIES},
        **{name: [] for name in ("front", "agencies", "rss", "atom", "sitemap")},
        **{name: [agency.slug, column.slug] for name in ("column", "column_rss", "column_atom")},
        "column_year": [agency.slug, column.slug, DAY.year], "catalogue_year": [agency.slug, DAY.year],
        "item": [first.key], "item_print": [first.key],
    }  # fmt: skip

    for _ in range(2):
        for name, count in QUERIES.items():
            address = reverse(f"portal:{name}", args=arguments[name])
            with django_assert_num_queries(count):
                response = client.get(address)
            assert response.status_code == 200, name
        for number in range(12):
            middle = a_public_item(agency, f"通知{number}", column=column, on=DAY + timedelta(days=number // 2))
    for name, count in (("column", 8), ("catalogue", 6)):
        with django_assert_num_queries(count):
            client.get(reverse(f"portal:{name}", args=arguments[name]), {"before": middle.key})
    for section, count in (("pages-0", 2), ("items-0", 1)):
        with django_assert_num_queries(count):
            client.get(reverse("portal:sitemap_section", args=[section]))


def test_a_list_of_what_is_newer_than_the_newest_is_the_first_page(client: Client) -> None:
    item = a_public_item(an_agency())
    addresses = (
        reverse("portal:column", args=[item.agency.slug, item.column.slug]),
        reverse("portal:column_year", args=[item.agency.slug, item.column.slug, DAY.year]),
        reverse("portal:catalogue", args=[item.agency.slug]),
    )

    for address in addresses:
        for way in ("after", "before"):
            response = client.get(address, {way: item.key})
            assert (response.status_code, response.headers["Location"]) == (302, address)


def test_the_map_names_every_page_and_item_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "AGENCIES", 2)
    monkeypatch.setattr(sitemaps, "BLOCK", 10)
    _, _, items = _tree()
    gone = a_public_item(an_agency())
    withdraw(gone, "重新核对")

    index = client.get(reverse("portal:sitemap")).content.decode()
    maps = [client.get(part.split("</loc>")[0].partition("testserver")[2]) for part in index.split("<loc>")[1:]]
    named = "".join(response.content.decode() for response in maps).split("<loc>http://testserver")[1:]
    addresses = [part.split("</loc>")[0] for part in named]

    assert len(addresses) == len(set(addresses))
    assert {reverse("portal:item", args=[item.key]) for item in items} <= set(addresses)
    assert reverse("portal:column", args=[items[0].agency.slug, items[0].column.slug]) in addresses
    assert reverse("portal:item", args=[gone.key]) not in addresses
    assert all(client.get(address).status_code == 200 for address in addresses[::7])


def test_a_site_that_begins_at_an_agency_is_a_site_of_that_part_everywhere(client: Client, settings: Any) -> None:
    district, outside, items = _tree()
    settings.GONGKAI = replace(settings.GONGKAI, site_root=district.slug)
    strange = Item.objects.filter(agency=outside)[0]
    file = an_attachment(strange, "清单.pdf")

    feed = client.get(reverse("portal:atom")).content.decode()
    listed = client.get("/api/v1/public/items").json()

    assert [line["key"] for line in listed["lines"]] == [str(key) for key in _in_order(items)]
    assert all(str(item.key) in feed for item in items)
    assert str(strange.key) not in feed
    for address in (
        reverse("portal:file", args=[strange.key, file.key, "pdf"]),
        reverse("portal:agency", args=[outside.slug]),
        f"/api/v1/public/items/{strange.key}",
        f"/api/v1/public/items?agency={outside.slug}",
        f"/api/v1/public/items?column={strange.column.key}",
    ):
        assert client.get(address).status_code == 404, address
    assert client.get("/api/v1/public/items", {"before": str(uuid4())}).status_code == 200
