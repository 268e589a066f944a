"""The addresses of signing in, under the names by which allauth knows them. Only what is needed is routed."""

from django.conf import settings
from django.urls import URLPattern, path

from gongkai.accounts.views import entrance, tokens

urlpatterns: list[URLPattern] = [
    path("login/", entrance.sign_in, name="account_login"),
    path("logout/", entrance.sign_out, name="account_logout"),
    path("inactive/", entrance.inactive, name="account_inactive"),
    path("password/", entrance.change_password, name="account_change_password"),
    path("again/", entrance.reauthenticate, name="account_reauthenticate"),
    path("two-steps/", entrance.two_steps, name="mfa_index"),
    path("two-steps/code/", entrance.second_step_or_lapsed, name="mfa_authenticate"),
    path("two-steps/again/", entrance.second_step_again, name="mfa_reauthenticate"),
    path("two-steps/on/", entrance.activate_totp, name="mfa_activate_totp"),
    path("two-steps/off/", entrance.deactivate_totp, name="mfa_deactivate_totp"),
    path("two-steps/recovery/", entrance.recovery_codes, name="mfa_view_recovery_codes"),
    path("two-steps/recovery/new/", entrance.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sessions/", entrance.own_sessions, name="usersessions_list"),
    path("post/", entrance.acting_post, name="acting_post"),
    path("tokens/", tokens.own_tokens, name="own_tokens"),
]
if settings.GONGKAI.oidc_server:
    from gongkai.accounts.views import single_sign_on

    urlpatterns += [
        path("oidc/<provider_id>/login/", single_sign_on.begin, name="openid_connect_login"),
        path("oidc/<provider_id>/login/callback/", single_sign_on.back, name="openid_connect_callback"),
        path("oidc/failed/", single_sign_on.failed, name="socialaccount_login_error"),
        path("oidc/cancelled/", single_sign_on.failed, name="socialaccount_login_cancelled"),
    ]
