"""Between the session and the views: how long a session lasts, through which post one acts, what comes first."""

from collections.abc import Callable
from typing import TypeAlias

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from gongkai.accounts import unsent
from gongkai.accounts.errors import PasswordMustChange, SessionEnded, TwoStepRequired
from gongkai.accounts.selectors import posts_of
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.kit.errors import answer, wants_json
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab.roles import ROLE

CHOSEN = "acting_post"
"""The session's key under which the chosen post's id is kept."""
SEEN_EVERY = 60
"""Seconds between two writings of when the session was last used."""
ALWAYS = frozenset({"account_change_password", "account_logout", "account_reauthenticate", "mfa_index",
                    "mfa_activate_totp", "mfa_reauthenticate", "mfa_view_recovery_codes", "acting_post",
                    "alive"})  # fmt: skip
Answer: TypeAlias = Callable[[HttpRequest], HttpResponse]


class SessionLimits:
    """Middleware: a session ends when it lies idle, and after its longest time however busy it is."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End what has lasted too long; a stranger costs no query."""
        if not (request.session.session_key and request.user.is_authenticated):
            return self.get_response(request)
        now = clock.now().timestamp()
        since = request.session.setdefault("since", now)
        seen = request.session.setdefault("seen", now)
        if why := _over(now - since, now - seen):
            person, filled = request.user.pk, unsent.sent(request)
            logout(request)
            if filled:
                unsent.keep(request, person, filled)
            return _ended(request, SessionEnded(why=why), kept=bool(filled))
        if now - seen >= SEEN_EVERY:
            request.session["seen"] = now
        return self.get_response(request)


def _over(lasted: float, idle: float) -> str:
    if idle >= settings.GONGKAI.session_idle_minutes * 60:
        return f"超过 {settings.GONGKAI.session_idle_minutes} 分钟没有操作"
    if lasted >= settings.GONGKAI.session_hours * 3600:
        return f"本次登录已满 {settings.GONGKAI.session_hours} 小时"
    return ""


def _ended(request: HttpRequest, refusal: GongkaiError, *, kept: bool) -> HttpResponse:
    if wants_json(request) or request.headers.get("HX-Request") == "true":
        return answer(request, refusal, 401, "请先登录")
    messages.warning(request, str(refusal))
    if kept:
        messages.info(request, "刚才填写的内容还没有保存，已经替您留着；重新登录后接着办理。")
    back = request.get_full_path() if kept or request.method == "GET" else reverse("account_login")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


class ActingPost:
    """Middleware: `request.posts` are the posts in force today, `request.clerk` the one that acts, or None."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look up the posts of one who is signed in; a stranger costs no query."""
        posts: list[Clerk] = []
        if request.session.session_key and request.user.is_authenticated:
            posts = posts_of(request.user.pk, clock.today())
        chosen = request.session.get(CHOSEN) if posts else None
        request.posts = posts  # type: ignore[attr-defined]
        request.clerk = next((post for post in posts if post.post_id == chosen), posts[0] if posts else None)  # type: ignore[attr-defined]
        return self.get_response(request)


class SignInDuties:
    """Middleware: a password that others know is changed first; where two steps are required they are set up."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the duties are judged when the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Send to the duty that comes first, from every address but those that serve it."""
        if not (request.session.session_key and request.user.is_authenticated):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in ALWAYS:
            return None
        if getattr(request.user, "must_change_password", False):
            return _first(request, PasswordMustChange(), "account_change_password")
        if two_steps_missing(request):
            return _first(request, TwoStepRequired(), "mfa_activate_totp")
        return None


def two_steps_missing(request: HttpRequest) -> bool:
    """Whether one of the visitor's roles asks for two steps that are not set up."""
    posts: list[Clerk] = getattr(request, "posts", [])
    if not settings.GONGKAI.mfa_required or not any(ROLE[post.role].officer for post in posts):
        return False
    return not Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).exists()


def _first(request: HttpRequest, refusal: GongkaiError, name: str) -> HttpResponse:
    if wants_json(request) or request.headers.get("HX-Request") == "true":
        return answer(request, refusal, 403)
    messages.warning(request, str(refusal))
    return redirect(name)
