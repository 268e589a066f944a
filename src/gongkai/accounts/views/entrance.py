"""Signing in and out, the own password, the second step, the own sessions: allauth's views with our words."""

from functools import partial
from http import HTTPStatus
from typing import Any, cast

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.usersessions import views as sessions
from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from gongkai.accounts import selectors, services
from gongkai.accounts.browsers import in_words
from gongkai.accounts.demonstration import PASSWORD
from gongkai.accounts.errors import NotYourPost, SignInLapsed
from gongkai.accounts.middleware import CHOSEN, two_steps_missing
from gongkai.kit.access import clerk_of, open_to_all, signed_in
from gongkai.kit.errors import answer


class _Stays422:
    """A form with mistakes is answered with 422."""

    def form_invalid(self, form: Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=HTTPStatus.UNPROCESSABLE_ENTITY)  # type: ignore[attr-defined,no-any-return]


@method_decorator(never_cache, name="dispatch")
class SignIn(_Stays422, account.LoginView):  # type: ignore[misc]  # allauth carries no types
    """The sign-in page; that of a demonstration lists its accounts."""

    template_name = "accounts/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """The form, single sign-on where configured, the demonstration's accounts where it is on."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        terms = selectors.demonstration_accounts()
        return context | {
            "demonstration": terms,
            "demonstration_password": PASSWORD if terms else "",
            "single_sign_on": settings.GONGKAI.oidc_name if settings.GONGKAI.oidc_server else "",
        }


class SignOut(account.LogoutView):  # type: ignore[misc]
    """Sign out, asked first when somebody only opens the address."""

    template_name = "accounts/sign_out.html"


class ChangePassword(_Stays422, account.PasswordChangeView):  # type: ignore[misc]
    """One's own password."""

    template_name = "accounts/change_password.html"

    def get_default_success_url(self) -> str:
        """Back to work."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)


class Reauthenticate(_Stays422, account.ReauthenticateView):  # type: ignore[misc]
    """The password once more."""

    template_name = "accounts/reauthenticate.html"


class SecondStep(second_step.AuthenticateView):  # type: ignore[misc]
    """The code of the second step."""

    template_name = "accounts/second_step.html"

    def form_invalid(self, form: Form) -> HttpResponse:
        """422."""
        return self.render_to_response(self.get_context_data(form=form), status=HTTPStatus.UNPROCESSABLE_ENTITY)  # type: ignore[no-any-return]


class SecondStepAgain(_Stays422, second_step.ReauthenticateView):  # type: ignore[misc]
    """The code once more."""

    template_name = "accounts/reauthenticate.html"


class TwoSteps(second_step.IndexView):  # type: ignore[misc]
    """How far the two steps are set up."""

    template_name = "accounts/two_steps.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401
        """What is there, and whether the role asks for more."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        codes = context["authenticators"].get(Authenticator.Type.RECOVERY_CODES)
        return context | {
            "required": two_steps_missing(self.request),
            "totp": context["authenticators"].get(Authenticator.Type.TOTP),
            "codes_left": len(codes.get_unused_codes()) if codes else 0,
        }


class ActivateTOTP(_Stays422, totp.ActivateTOTPView):  # type: ignore[misc]
    """Set up an authenticator."""

    template_name = "accounts/totp_on.html"

    def form_valid(self, form: Form) -> HttpResponse:
        """One act."""
        keep = partial(super().form_valid, form)
        return cast("HttpResponse", services.two_steps_on(self.request.user, by=clerk_of(self.request), do=keep))


class DeactivateTOTP(_Stays422, totp.DeactivateTOTPView):  # type: ignore[misc]
    """Give the authenticator up."""

    template_name = "accounts/totp_off.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Without one there is nothing to give up."""
        if not Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).exists():
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]

    def form_valid(self, form: Form) -> HttpResponse:
        """One act."""
        keep = partial(super().form_valid, form)
        return cast("HttpResponse", services.two_steps_off(self.request.user, by=clerk_of(self.request), do=keep))


@method_decorator(never_cache, name="dispatch")
class RecoveryCodes(recovery.ViewRecoveryCodesView):  # type: ignore[misc]
    """The recovery codes, once; afterwards how many are left."""

    template_name = "accounts/recovery_codes.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        """Without codes there is nothing to see."""
        if not Authenticator.objects.filter(
            user_id=request.user.pk, type=Authenticator.Type.RECOVERY_CODES
        ).exists():
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]


class GenerateRecoveryCodes(_Stays422, recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    """New recovery codes."""

    template_name = "accounts/recovery_codes_new.html"

    def form_valid(self, form: Form) -> HttpResponse:
        """One act."""
        keep = partial(super().form_valid, form)
        return cast(
            "HttpResponse", services.renew_recovery_codes(self.request.user, by=clerk_of(self.request), do=keep)
        )


class Sessions(_Stays422, sessions.ListUserSessionsView):  # type: ignore[misc]
    """Where one is signed in; all other places can be ended."""

    template_name = "accounts/sessions.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:  # noqa: ANN401  Django's
        """Each session with its browser in words."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"places": [(one, in_words(one.user_agent)) for one in context["sessions"]]}

    def form_valid(self, form: Form) -> HttpResponse:
        """One act."""
        keep = partial(super().form_valid, form)
        return cast(
            "HttpResponse", services.end_other_sessions(self.request.user, by=clerk_of(self.request), do=keep)
        )


@open_to_all
@never_cache
def second_step_or_lapsed(request: HttpRequest) -> HttpResponse:
    """The second step of a sign-in that waits for it; said in words when none does."""
    answered: HttpResponse = SecondStep.as_view()(request)
    to_sign_in = resolve_url("account_login")
    if answered.status_code == HTTPStatus.FOUND and answered["Location"] == to_sign_in:
        return answer(request, SignInLapsed(), HTTPStatus.GONE, "请重新登录")
    if isinstance(answered, HttpResponse) and hasattr(answered, "render"):
        answered = answered.render()
    return answered


@open_to_all
def inactive(request: HttpRequest) -> HttpResponse:
    """The account has been closed."""
    return render(request, "accounts/inactive.html")


@signed_in
@require_POST
def acting_post(request: HttpRequest) -> HttpResponse:
    """Act through another of one's posts."""
    wanted = request.POST.get("post", "")
    mine = {str(post.post_id): post for post in getattr(request, "posts", [])}
    if wanted not in mine:
        raise NotYourPost()
    request.session[CHOSEN] = mine[wanted].post_id
    messages.success(request, f"现在以“{mine[wanted].agency} {mine[wanted].post}”的身份办理。")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = resolve_url(settings.LOGIN_REDIRECT_URL)
    return redirect(back)


sign_in = open_to_all(SignIn.as_view())
sign_out = signed_in(SignOut.as_view())
change_password = signed_in(ChangePassword.as_view())
reauthenticate = signed_in(Reauthenticate.as_view())
second_step_again = signed_in(SecondStepAgain.as_view())
two_steps = signed_in(TwoSteps.as_view())
activate_totp = signed_in(ActivateTOTP.as_view())
deactivate_totp = signed_in(DeactivateTOTP.as_view())
recovery_codes = signed_in(RecoveryCodes.as_view())
generate_recovery_codes = signed_in(GenerateRecoveryCodes.as_view())
own_sessions = signed_in(Sessions.as_view())
