"""Tokens: shown once, kept as a digest, never more than the post, gone with the term."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from gongkai.accounts import tokens as reading
from gongkai.accounts.errors import TokenExpiry, TokenRevoked, TokenScope, TokenTermOver
from gongkai.accounts.models import ApiToken, Person, Term
from gongkai.accounts.services import tokens
from gongkai.kit import clock
from tests.builders import a_clerk, an_agency, sign_in
from tests.slices.accounts.declared_tokens import a_token

pytestmark = pytest.mark.django_db


def _term(by: object) -> Term:
    return Term.objects.get(post=by.post_id, person=by.person_id)  # type: ignore[attr-defined]


def test_a_token_acts_as_its_post_with_no_more_than_its_scopes() -> None:
    clerk = a_clerk(an_agency())
    token, secret = a_token(clerk, "disclosure.read")

    found = reading.clerk_by(secret)

    assert found is not None
    assert found[1] == replace(clerk, may=frozenset({"disclosure.read"}))
    token.refresh_from_db()
    assert token.last_used_on == clock.today()


def test_the_secret_is_not_kept() -> None:
    token, secret = a_token(a_clerk(an_agency()))

    row = ApiToken.objects.filter(pk=token.pk).values().get()

    assert len(secret) >= 43
    assert all(secret not in str(value) for value in row.values())


@pytest.mark.parametrize("end", ["term", "account", "password", "expiry", "revoked", "other"])
def test_a_token_that_ended_opens_nothing(end: str) -> None:
    clerk = a_clerk(an_agency())
    token, secret = a_token(clerk)
    yesterday = clock.today() - timedelta(days=1)
    if end == "term":
        Term.objects.filter(pk=token.term_id).update(until=yesterday)
    elif end == "account":
        Person.objects.filter(pk=clerk.person_id).update(is_active=False)
    elif end == "password":
        Person.objects.filter(pk=clerk.person_id).update(must_change_password=True)
    elif end == "expiry":
        ApiToken.objects.filter(pk=token.pk).update(expires_on=yesterday)
    elif end == "revoked":
        tokens.revoke_token(token.pk, by=clerk)
    else:
        secret = secret[:-1] + ("A" if secret[-1] != "A" else "B")

    assert reading.clerk_by(secret) is None


@pytest.mark.parametrize("scopes", [[], ["audit.read"], ["disclosure.read", "nothing"]])
def test_scopes_lie_within_the_post(scopes: list[str]) -> None:
    clerk = a_clerk(an_agency())
    day = clock.today()

    with pytest.raises(TokenScope, match="ACC-1117"):
        tokens.create_token(term_id=_term(clerk).pk, name="x", scopes=scopes, expires_on=day, by=clerk)


@pytest.mark.parametrize("days", [-1, 366])
def test_a_token_ends_within_a_year(days: int) -> None:
    clerk = a_clerk(an_agency())
    day: date = clock.today() + timedelta(days=days)

    with pytest.raises(TokenExpiry, match="ACC-1118"):
        tokens.create_token(term_id=_term(clerk).pk, name="x", scopes=clerk.may, expires_on=day, by=clerk)


def test_nobody_makes_or_revokes_a_token_of_another() -> None:
    clerk, other = a_clerk(an_agency()), a_clerk(an_agency())
    token, _ = a_token(other)

    with pytest.raises(TokenTermOver, match="ACC-1120"):
        tokens.create_token(term_id=_term(other).pk, name="x", scopes=other.may, expires_on=clock.today(), by=clerk)
    with pytest.raises(Http404):
        tokens.revoke_token(token.pk, by=clerk)


def test_a_token_is_revoked_once() -> None:
    clerk = a_clerk(an_agency())
    token, _ = a_token(clerk)
    tokens.revoke_token(token.pk, by=clerk)

    with pytest.raises(TokenRevoked, match="ACC-1119"):
        tokens.revoke_token(token.pk, by=clerk)


def test_the_page_shows_a_new_token_once(client: Client) -> None:
    clerk = a_clerk(an_agency())
    page = reverse("own_tokens")
    sign_in(client, clerk)
    form = {
        "name": "门户推送",
        "term_id": _term(clerk).pk,
        "scopes": ["disclosure.read"],
        "expires_on": (clock.today() + timedelta(days=30)).isoformat(),
    }

    made = client.post(page, form)
    first, second = client.get(page), client.get(page)

    assert made.status_code == 302
    assert "gk_" in first.context["made"]
    assert first.context["made"] in first.content.decode()
    assert '<td class="wraps">查看本机关的信息，包括没有公开的</td>' in first.content.decode()
    assert "起草和登记信息（disclosure.draft）" in first.content.decode()
    assert second.context["made"] == ""
    assert client.post(page, {"revoke": ApiToken.objects.get().pk}).status_code == 302
    assert ApiToken.objects.get().revoked_at is not None


def test_the_page_says_what_is_missing(client: Client) -> None:
    sign_in(client, a_clerk(an_agency()))

    assert client.post(reverse("own_tokens"), {"name": ""}).status_code == 422


def test_the_demonstration_s_tokens_open_nothing_elsewhere(settings: object) -> None:
    clerk = a_clerk(an_agency())
    Person.objects.filter(pk=clerk.person_id).update(demonstration=True)
    settings.GONGKAI = replace(settings.GONGKAI, demonstration=True)  # type: ignore[attr-defined]
    _, secret = a_token(clerk)

    settings.GONGKAI = replace(settings.GONGKAI, demonstration=False)  # type: ignore[attr-defined]

    assert reading.clerk_by(secret) is None
