"""The root addresses. The site opens on the public portal."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from gongkai.kit.access import open_to_all
from gongkai.site.api import urls as api

handler400 = "gongkai.kit.errors.bad_request"
handler403 = "gongkai.kit.errors.forbidden"
handler404 = "gongkai.kit.errors.not_found"
handler500 = "gongkai.kit.errors.broken"


@open_to_all
def alive(request: HttpRequest) -> HttpResponse:
    """Says that the server answers; for supervisors and load balancers."""
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [
    path("alive", alive, name="alive"),
    path("accounts/", include("gongkai.accounts.entrance")),
    path("api/v1/", api),
    path("work/", include("gongkai.accounts.urls")),
    path("work/audit/", include("gongkai.audit.urls")),
    path("work/", include("gongkai.agencies.urls")),
    path("work/", include("gongkai.disclosures.urls")),
    path("", include("gongkai.reports.urls")),
    path("", include("gongkai.portal.urls")),
]
