"""To the server of single sign-on and back."""

from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse

from gongkai.accounts.errors import SingleSignOnFailed
from gongkai.kit.access import open_to_all
from gongkai.kit.errors import answer

begin = open_to_all(views.login)
back = open_to_all(views.callback)


@open_to_all
def failed(request: HttpRequest) -> HttpResponse:
    """The server did not vouch for the visitor, or the visitor gave up."""
    return answer(request, SingleSignOnFailed(), 422, "单点登录没有完成")
