"""What allauth and axes ask of us: who may sign in, what is recorded, how it is said."""

import math
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gongkai.accounts import lockout, sealed, selectors, services
from gongkai.accounts.errors import (
    CodeRefused,
    LockedOut,
    PasswordRefused,
    SignInRefused,
    TooManyAttempts,
)
from gongkai.accounts.models import Person
from gongkai.kit import clock, throttle
from gongkai.kit.access import Clerk
from gongkai.kit.errors import answer
from gongkai.statute.vocab.roles import Perm

ATTEMPTS, ATTEMPTS_WINDOW = 100, 600
"""Failures from one address in ten minutes; an office behind one address stays far below."""
_SAID = {
    "account/messages/logged_out.txt": "已退出登录。",
    "account/messages/password_changed.txt": "口令已更换，其他地方的登录已经退出。",
    "mfa/messages/totp_activated.txt": "两步验证已启用。",
    "mfa/messages/totp_deactivated.txt": "两步验证已停用。",
    "mfa/messages/recovery_codes_generated.txt": "已生成新的恢复码，旧的同时作废。恢复码只显示这一次。",
    "usersessions/messages/sessions_logged_out.txt": "其他地方的登录已经退出。",
}
_BEGINS = {Perm.PEOPLE_MANAGE: "accounts:people", Perm.AUDIT_READ: "audit:entries"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth carries no types
    """Signing in and out."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": str(SignInRefused()),
        "enter_current_password": str(PasswordRefused()),
        "incorrect_password": str(PasswordRefused()),
        "rate_limited": str(TooManyAttempts(minutes=5)),
        "too_many_login_attempts": str(TooManyAttempts(minutes=5)),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: accounts are made by the security administrator."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where the request comes from."""
        return throttle.address(request) or "0.0.0.0"  # noqa: S104  an address column wants one

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401
        """Failures of an account are counted by axes; here those of an address are bounded."""
        who = throttle.visitor(request)
        if not throttle.allowed("sign-in", who, times=ATTEMPTS, seconds=ATTEMPTS_WINDOW):
            raise TooManyAttempts(minutes=ATTEMPTS_WINDOW // 60)
        self._login_failed_rl_usage = None

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Person | None:  # noqa: ANN401
        """The person of login and password; one of the demonstration only where it is on."""
        person: Person | None = super().authenticate(request, **credentials)
        if person is not None and person.demonstration and not settings.GONGKAI.demonstration:
            self.authentication_failed(request, **credentials)
            return None
        return person

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401
        """Record it; the failure that locks the account is an act of its own."""
        login = str(credentials.get("username", ""))
        locked = getattr(request, "axes_locked_out", False)
        if locked and getattr(request, "axes_failures_since_start", None) is not None:
            services.lock_out(login)
        else:
            services.sign_in_failed(login, note="账号锁定期间" if locked else "")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where the post's work begins: each of the three officers has a page of its own."""
        by = acting(request.user) if isinstance(request.user, Person) else None
        for permission, name in _BEGINS.items():
            if by is not None and by.can(permission):
                return reverse(name)
        return str(super().get_login_redirect_url(request))

    def login(self, request: HttpRequest, user: Person) -> None:
        """Begin the session (its key is new) and record it."""
        super().login(request, user)
        request.session["since"] = request.session["seen"] = clock.now().timestamp()
        services.sign_in(user, by=acting(user))

    def post_login(self, request: HttpRequest, user: Person, **given: Any) -> HttpResponse:  # noqa: ANN401
        """Go on to work; the oldest sessions beyond the limit end."""
        onwards: HttpResponse = super().post_login(request, user, **given)
        request.session.save()  # or the list would not find it
        sessions = sorted(UserSession.objects.purge_and_list(user), key=lambda session: session.created_at)
        for session in sessions[: -settings.GONGKAI.sessions]:
            session.end()
        return onwards

    def logout(self, request: HttpRequest) -> None:
        """Record it and end the session."""
        user = request.user
        if isinstance(user, Person):
            services.sign_out(user, by=acting(user))
        super().logout(request)

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None,
                    *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # fmt: skip
        """Our words; what has none is not worth saying."""
        if said := _SAID.get(message_template or ""):
            messages.add_message(request, messages.SUCCESS, said)


class TwoStepAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step."""

    error_messages = DefaultMFAAdapter.error_messages | {"incorrect_code": str(CodeRefused())}

    def get_totp_label(self, user: Person) -> str:
        """How the authenticator names the account."""
        return user.login

    def encrypt(self, text: str) -> str:
        """Seeds are not in the database in the clear."""
        return sealed.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The seed again."""
        return sealed.unseal(encrypted_text)

    def validation_error(self, code: str, *args: Any) -> ValidationError:  # noqa: ANN401
        """A refusal of a form."""
        if code == "rate_limited":
            return ValidationError(str(TooManyAttempts(minutes=5)), code=code)
        refusal: ValidationError = super().validation_error(code, *args)
        return refusal


def acting(person: Person) -> Clerk | None:
    """The first of the person's posts today, as one who acts."""
    posts = selectors.posts_of(person.pk, clock.today())
    return posts[0] if posts else None


def locked_out(request: HttpRequest, *given: object) -> HttpResponse:
    """AXES_LOCKOUT_CALLABLE: the answer to one who is locked out."""
    minutes = math.ceil(lockout.COOL_OFF.total_seconds() / 60)
    refusal = LockedOut(times=lockout.FAILURES, minutes=minutes)
    answered = answer(request, refusal, refusal.status, refusal.title)
    answered["Retry-After"] = str(minutes * 60)
    return answered
