"""Every address states who may use it; models and migrations agree; every answer carries the headers."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from gongkai.kit import errors
from gongkai.statute.errors import GongkaiError


def addresses(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Every pattern, nested ones as well."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


@pytest.mark.parametrize("pattern", list(addresses(get_resolver().url_patterns)), ids=lambda p: str(p.name))
def test_an_address_states_who_may_use_it(pattern: URLPattern) -> None:
    assert getattr(pattern.callback, "access", None), "mark the view with gongkai.kit.access"


@pytest.mark.django_db
def test_models_and_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_what_is_not_there_is_said_with_a_code(client: Client, accept: str) -> None:
    response = client.get("/nothing/here", headers={"accept": accept})

    assert response.status_code == 404
    assert "POR-1404" in response.content.decode()
    assert response["Content-Type"].startswith(accept)


def test_a_page_carries_the_security_headers_and_no_inline_script(client: Client) -> None:
    response = client.get("/nothing/here")

    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    page = response.content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("<script src=")


def test_a_form_without_its_token_is_refused_with_a_code() -> None:
    response = Client(enforce_csrf_checks=True).post("/")

    assert response.status_code == 403
    assert "POR-1403" in response.content.decode()


def test_a_refusal_that_no_view_caught_becomes_a_page() -> None:
    class Full(GongkaiError):
        code = "UPL-0000"
        text = "已满。"

    middleware = errors.Refusals(lambda request: HttpResponse())
    answer = middleware.process_exception(RequestFactory().get("/"), Full())

    assert answer
    assert answer.status_code == 422
    assert "已满。" in answer.content.decode()
    assert middleware.process_exception(RequestFactory().get("/"), ValueError("ours")) is None


@pytest.mark.parametrize(
    ("view", "status", "code"),
    [
        (errors.bad_request, 400, "POR-1400"),
        (errors.forbidden, 403, "POR-1403"),
        (errors.not_found, 404, "POR-1404"),
    ],
)
def test_each_error_page_has_its_status_and_code(view: object, status: int, code: str) -> None:
    response = view(RequestFactory().get("/"), Exception())  # type: ignore[operator]

    assert response.status_code == status
    assert code in response.content.decode()


def test_a_fault_of_ours_has_a_page_too() -> None:
    response = errors.broken(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "POR-1500" in response.content.decode()


def test_htmx_gets_the_refusal_alone() -> None:
    request: HttpRequest = RequestFactory().get("/", headers={"HX-Request": "true"})

    assert "<html" not in errors.not_found(request).content.decode()
