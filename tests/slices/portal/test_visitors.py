"""Visitors who mean ill or mistype: no answer is an error of ours, and what is not public is told to nobody."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.disclosures.models import Item
from gongkai.kit import clock
from gongkai.kit.search.api import Document, put
from gongkai.portal.export import export
from tests.builders import a_clerk, an_agency, sign_in
from tests.slices.portal.builders import DAY, a_picture_of_an_event, a_public_item, withdraw

pytestmark = pytest.mark.django_db
SECRET = "不应出现的字句"
NUL = "%00"
ODD: dict[str, int] = {
    **{f"/search/?q=a&{name}={NUL}": 200 for name in ("q", "agency", "column", "year", "kind", "validity", "sort")},
    **{f"/search/?q=a&page={page}": 200 for page in ("-1", "0", "x", "1e9", "9" * 5000, "%D9%A1", NUL)},
    f"/search/?q={'很' * 5000}": 200,
    "/search/?q=%FF%FE": 200,
    "/search/?q=%ED%A0%80": 200,
    "/search/?q=a&year=99999": 200,
    **{f"{{column}}?before={key}": 404 for key in ("garbage", "-1", NUL, "9" * 5000)},
    "{column}?before=00000000-0000-0000-0000-000000000000": 200,
    "{column}?page=-1": 200,
    "{column}0000/": 404,
    "{column}9999/": 404,
    "{agency}catalogue/0000/": 404,
    **{f"{{agency}}catalogue/{year}.{kind}": 404 for year in ("0000", "9999") for kind in ("csv", "json", "xlsx")},
    "{agency}catalogue.exe": 404,
    "/a/x%00/": 404,
    "/i/00000000-0000-0000-0000-000000000000/": 404,
    "/i/{key}/?%00=%00": 200,
    **{f"/sitemap-{name}.xml": 404 for name in ("items--1", "items-9999999999", "items-%D9%A1", "pages", "x-1")},
    "/display/?text=%00&theme=%00": 302,
    "/api/v1/public/items?before=garbage": 422,
    "/api/v1/public/items?year=0": 422,
    f"/api/v1/public/items?agency={NUL}": 422,
    f"/api/v1/public/search?q={NUL}": 422,
    "/api/v1/public/search?q=a&page=0": 422,
    "/api/v1/public/search?q=a&page=1000000": 200,
    f"/api/v1/public/agencies/{NUL}": 422,
}


def test_odd_addresses_are_answered(client: Client) -> None:
    item = a_public_item(an_agency())
    agency = reverse("portal:agency", args=[item.agency.slug])
    column = reverse("portal:column", args=[item.agency.slug, item.column.slug])

    found = {odd: client.get(odd.format(agency=agency, column=column, key=item.key)).status_code for odd in ODD}

    assert found == ODD


def test_head_is_answered_like_get_without_the_page(client: Client) -> None:
    item = a_public_item(an_agency())

    for name, arguments in (("front", []), ("item", [item.key]), ("rss", []), ("sitemap", [])):
        address = reverse(f"portal:{name}", args=arguments)
        head, get = client.head(address), client.get(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["ETag"] == get.headers["ETag"]
        assert client.head(address, headers={"if-none-match": get.headers["ETag"]}).status_code == 304
        assert client.post(address).status_code == 405


def test_a_changed_page_is_not_taken_for_the_kept_one(client: Client) -> None:
    item = a_public_item(an_agency())
    address = reverse("portal:item", args=[item.key])
    kept = client.get(address).headers["ETag"]
    withdraw(item, "重新核对")

    answer = client.get(address, headers={"if-none-match": kept})

    assert answer.status_code == 410
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_a_clerk_sees_the_page_that_everyone_sees_and_no_proxy_keeps_the_copy(client: Client) -> None:
    item = a_public_item(an_agency())
    addresses = [reverse("portal:front"), reverse("portal:item", args=[item.key])]
    before = [client.get(address).content for address in addresses]
    sign_in(client, a_clerk(item.agency))

    after = [client.get(address) for address in addresses]

    assert [response.content for response in after] == before
    assert {response.headers["Cache-Control"] for response in after} == {"private, no-cache"}
    assert client.get(addresses[0], headers={"if-none-match": after[0].headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("state", ["withdrawn", "returned", "approved", "scheduled", "filed"])
def test_what_is_not_public_is_in_no_answer_of_the_api_and_in_no_export(
    client: Client, settings: Any, tmp_path: Path, state: str
) -> None:
    from dataclasses import replace

    settings.GONGKAI = replace(settings.GONGKAI, site_address="https://www.example.gov.cn")
    agency = an_agency()
    shown, item = a_public_item(agency, "看得到的"), a_public_item(agency, SECRET, body=SECRET, summary=SECRET)
    shown_of = a_public_item(agency, "解读", explains=item)
    put([Document(item.pk, SECRET, SECRET, DAY, agency.pk, item.column_id, 2026, "information", "")])
    _hide(item, state)
    addresses = (
        "/api/v1/public/items", f"/api/v1/public/items?agency={agency.slug}", f"/api/v1/public/items/{item.key}",
        f"/api/v1/public/items?column={item.column.key}", f"/api/v1/public/search?q={SECRET}",
        f"/api/v1/public/items?before={item.key}", reverse("portal:item", args=[shown_of.key]),
        reverse("portal:catalogue_year_file", args=[agency.slug, DAY.year, "json"]),
    )  # fmt: skip

    told = {address: _read(client, address) for address in addresses}
    export(tmp_path)

    alone = f"/api/v1/public/items/{item.key}"
    assert [address for address, text in told.items() if SECRET in text] == []
    assert [a for a, text in told.items() if str(item.key) in text and a != alone] == []
    assert client.get(alone).status_code == (200 if state == "withdrawn" else 404)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(shown.title in path.read_text("utf-8", errors="replace") for path in files)
    assert [path for path in files if SECRET in path.read_text("utf-8", errors="replace")] == []
    assert not (tmp_path / "i" / str(item.key)).exists()


def _read(client: Client, address: str) -> str:
    response = client.get(address)
    return (response.getvalue() if response.streaming else response.content).decode()


def _hide(item: Item, state: str) -> None:
    if state == "withdrawn":
        withdraw(item, "重新核对")
        return
    item.state = state
    if state == "scheduled":
        item.scheduled_for = clock.now() + timedelta(days=1)
    if state == "filed":
        item.publicity = "on_request"
    item.save()


def test_a_picture_is_shown_under_its_own_agency_alone(client: Client) -> None:
    told = a_picture_of_an_event(an_agency())

    assert client.get(reverse("portal:activity_picture", kwargs=told)).status_code == 200
    other = told | {"slug": an_agency().slug}
    assert client.get(reverse("portal:activity_picture", kwargs=other)).status_code == 404


def test_a_catalogue_too_long_for_a_workbook_is_refused_before_it_is_made(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai.portal.views import downloads

    monkeypatch.setattr(downloads, "SHEET_ROWS", 1)
    agency = an_agency()
    a_public_item(agency)
    address = reverse("portal:catalogue_file", args=[agency.slug, "xlsx"])
    assert client.get(address).status_code == 200
    a_public_item(agency)

    refused = client.get(address)

    assert refused.status_code == 422
    assert "POR-2001" in refused.content.decode()
