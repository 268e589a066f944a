"""The root addresses. The site opens on the 体检 page of the reports slice."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from gongkai.kit.access import open_to_all

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
    path("", include("gongkai.reports.urls")),
]
