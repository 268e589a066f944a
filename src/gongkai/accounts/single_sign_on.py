"""Single sign-on by OpenID Connect: who the server vouches for is matched to an account that is there already."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest

from gongkai.accounts.errors import NotKnownHere
from gongkai.accounts.models import Person
from gongkai.kit.errors import answer


class SingleSignOnAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Matches by the configured claim; makes no accounts."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody signs up: accounts are made by the security administrator."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Tie the server's subject to the account of the claimed login, at the first sign-in."""
        if sociallogin.is_existing:
            return
        login = claimed(sociallogin.account.extra_data)
        person = Person.objects.filter(login=login, is_active=True, demonstration=False).first() if login else None
        if person is None:
            refusal = NotKnownHere(service=settings.GONGKAI.oidc_name, login=login or "（未提供）")
            raise ImmediateHttpResponse(answer(request, refusal, refusal.status, refusal.title))
        sociallogin.connect(request, person)


def claimed(data: dict[str, Any]) -> str:
    """The login in what the server said: in the user's data, else in the identity token."""
    name = settings.GONGKAI.oidc_claim
    for part in (data.get("userinfo"), data.get("id_token"), data):
        if isinstance(part, dict) and isinstance(part.get(name), str):
            return str(part[name])
    return ""
