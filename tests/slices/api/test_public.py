"""The public part: only what is public, without a token, kept for a minute."""

import pytest
from django.test import Client

from gongkai.disclosures.selectors import public
from gongkai.disclosures.services import publishing
from gongkai.kit import clock
from gongkai.site.api import OPERATIONS
from tests.slices.api.calls import bearer
from tests.slices.api.paths import filled
from tests.slices.disclosures.builders import a_draft, an_office, corrected, published

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/public/"


def test_only_what_is_public_is_listed() -> None:
    office = an_office()
    shown, hidden = published(office), a_draft(office)

    found = Client().get(f"{ROOT}items?agency={office.agency.slug}").json()
    one = Client().get(f"{ROOT}items/{shown.key}").json()
    draft = Client().get(f"{ROOT}items/{hidden.key}")

    assert [line["key"] for line in found["lines"]] == [str(shown.key)]
    assert (one["state"], one["line"]["title"]) == ("published", shown.title)
    assert (draft.status_code, draft.json()["code"]) == (404, "API-1404")


def test_a_withdrawn_item_leaves_its_notice_only() -> None:
    office = an_office()
    item = published(office)
    publishing.withdraw(item.key, "内容有误", on=clock.today(), by=office.disclosure_officer)

    found = Client().get(f"{ROOT}items/{item.key}")

    assert found.json()["state"] == "withdrawn"
    assert found.json()["notices"][0]["text"] == "内容有误"
    assert item.title not in found.content.decode()


def test_a_correction_under_way_is_not_seen() -> None:
    office = an_office()
    item = corrected(office)

    assert "更正后的正文" not in Client().get(f"{ROOT}items/{item.key}").content.decode()


def test_pages_follow_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    office = an_office()
    made = [str(published(office).key) for _ in range(3)]
    monkeypatch.setitem(public.page.__kwdefaults__, "size", 2)

    first = Client().get(f"{ROOT}items").json()
    second = Client().get(f"{ROOT}items?before={first['older']}").json()

    assert [line["key"] for line in first["lines"] + second["lines"]] == made[::-1]


def _addresses() -> list[str]:
    """Every public operation with something to read, and the schema itself."""
    office = an_office()
    item = published(office)
    slug = office.agency.slug
    paths = [filled(operation.path, slug=slug, key=item.key) for operation in OPERATIONS if operation.public]
    return [*(f"{path}?q=便民" if path.endswith("/search") else path for path in paths), "/api/v1/openapi.json"]


def test_every_answer_may_be_kept_and_asked_for_again() -> None:
    client = Client()

    for address in _addresses():
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        changed = client.get(address, headers={"if-none-match": '"other"'})

        assert (first.status_code, changed.status_code) == (200, 200), address
        assert first["Cache-Control"] == "public, max-age=60"
        assert "Set-Cookie" not in first
        assert "Cookie" not in first.get("Vary", "")
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_what_has_changed_has_another_mark() -> None:
    office = an_office()
    item = published(office)
    address = f"{ROOT}items/{item.key}"
    before = Client().get(address)
    publishing.withdraw(item.key, "内容有误", on=clock.today(), by=office.disclosure_officer)

    after = Client().get(address, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]


def test_pages_of_any_site_may_read_what_is_public_and_nothing_else() -> None:
    office = an_office()
    origin = {"origin": "https://news.example"}

    for address in [*_addresses(), f"{ROOT}agencies/nobody", f"{ROOT}search"]:
        answer = Client().get(address, headers=origin)
        asked = Client().options(address, headers=origin | {"access-control-request-method": "GET"})

        assert answer["Access-Control-Allow-Origin"] == asked["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET")
    for address in ("/api/v1/items", "/"):
        answer = Client().get(address, headers=origin | bearer(office.handler))
        asked = Client().options(address, headers=origin | {"access-control-request-method": "GET"})
        assert "Access-Control-Allow-Origin" not in answer
        assert "Access-Control-Allow-Origin" not in asked


def test_agencies_columns_and_search() -> None:
    office = an_office()
    item = published(office)
    slug = office.agency.slug

    assert slug in [line["slug"] for line in Client().get(f"{ROOT}agencies").json()]
    assert Client().get(f"{ROOT}agencies/{slug}").json()["name"] == office.agency.name
    assert [line["slug"] for line in Client().get(f"{ROOT}agencies/{slug}/columns").json()] == [office.column.slug]
    found = Client().get(f"{ROOT}search", {"q": item.title}).json()
    assert str(item.key) in [line["key"] for line in found["lines"]]
    assert Client().get(f"{ROOT}search").status_code == 422
    assert Client().get(f"{ROOT}agencies/nobody").status_code == 404
