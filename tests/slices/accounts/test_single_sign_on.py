"""Single sign-on: who the server vouches for enters through an account that is there, and makes none."""

from dataclasses import replace
from typing import Any

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.test import Client, RequestFactory

from gongkai.accounts.models import Person
from gongkai.accounts.single_sign_on import SingleSignOnAdapter, claimed
from gongkai.accounts.views import single_sign_on
from gongkai.kit.access import EVERYONE
from gongkai.site.environment import Environment, read
from gongkai.site.sign_in import form_targets, sign_in_settings
from tests.builders import a_person

pytestmark = pytest.mark.django_db
SERVER = "https://sso.example.gov.cn/realms/qu"
CONFIGURED = Environment(oidc_server=SERVER, oidc_client="gongkai", oidc_secret="s", oidc_name="区统一认证")


def a_login(**claims: str) -> SocialLogin:
    account = SocialAccount(provider="single-sign-on", uid="subject-1", extra_data={"userinfo": claims})
    return SocialLogin(user=Person(), account=account)


def vouched(sociallogin: SocialLogin) -> None:
    SingleSignOnAdapter().pre_social_login(RequestFactory().get("/"), sociallogin)


def test_the_claimed_login_is_tied_to_its_account(settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = sign_in_settings(CONFIGURED)["SOCIALACCOUNT_PROVIDERS"]
    person = a_person()

    vouched(a_login(preferred_username=person.login))

    assert SocialAccount.objects.get(uid="subject-1").user_id == person.pk


@pytest.mark.parametrize(
    "fields", [None, {"is_active": False}, {"demonstration": True}], ids=["unknown", "closed", "demonstration"]
)
def test_who_has_no_open_account_is_refused_and_none_is_made(fields: dict[str, Any] | None) -> None:
    login = a_person(**fields).login if fields else "nobody"
    people = Person.objects.count()

    with pytest.raises(ImmediateHttpResponse) as refused:
        vouched(a_login(preferred_username=login))

    assert "ACC-1107" in refused.value.response.content.decode()
    assert (Person.objects.count(), SocialAccount.objects.count()) == (people, 0)


def test_the_claim_is_the_configured_one(settings: Any) -> None:
    settings.GONGKAI = replace(settings.GONGKAI, oidc_claim="employee")

    assert claimed({"userinfo": {"employee": "e1", "preferred_username": "x"}}) == "e1"
    assert claimed({"id_token": {"employee": "e2"}}) == "e2"
    assert claimed({"userinfo": {"employee": 7}}) == ""


def test_the_environment_configures_it() -> None:
    (app,) = sign_in_settings(CONFIGURED)["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]

    assert app["settings"]["server_url"] == SERVER
    assert form_targets(CONFIGURED) == ["https://sso.example.gov.cn"]
    assert form_targets(Environment()) == []
    assert read({"GONGKAI_OIDC_SERVER": "sso"}).problems


def test_its_addresses_state_who_may_use_them_and_are_not_there_otherwise(client: Client) -> None:
    views = (single_sign_on.begin, single_sign_on.back, single_sign_on.failed)

    assert {view.access for view in views} == {EVERYONE}  # type: ignore[attr-defined]
    assert client.get("/accounts/oidc/single-sign-on/login/").status_code == 404


@pytest.mark.urls("tests.slices.accounts.oidc_urls")
def test_the_page_offers_it_and_says_when_it_failed(client: Client, settings: Any) -> None:
    settings.GONGKAI = replace(settings.GONGKAI, oidc_server=SERVER, oidc_name="区统一认证")

    assert "用区统一认证登录" in client.get("/accounts/login/").content.decode()
    assert "ACC-1116" in client.get("/accounts/oidc/failed/").content.decode()
