"""The addresses as they are where single sign-on is configured."""

from django.urls import path

from gongkai.accounts.views import single_sign_on
from gongkai.site.urls import handler404, urlpatterns

__all__ = ["handler404"]
urlpatterns = [
    path("accounts/oidc/<provider_id>/login/", single_sign_on.begin, name="openid_connect_login"),
    path("accounts/oidc/<provider_id>/login/callback/", single_sign_on.back, name="openid_connect_callback"),
    path("accounts/oidc/failed/", single_sign_on.failed, name="socialaccount_login_error"),
    path("accounts/oidc/cancelled/", single_sign_on.failed, name="socialaccount_login_cancelled"),
    *urlpatterns,
]
