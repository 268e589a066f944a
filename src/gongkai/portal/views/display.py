"""长者模式 and dark or light, chosen by a link and remembered by a cookie, without a word of it in any page.

Pages are the same for everyone and link one style sheet whose content depends on the cookie. So proxies keep the
pages, and the choice works without JavaScript.
"""

from functools import lru_cache

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from gongkai.kit.access import open_to_all
from gongkai.portal.caching import keep

COOKIE = "display"
CHOICES = {"text": ("normal", "large"), "theme": ("auto", "light", "dark")}
_YEAR = 365 * 24 * 3600


def chosen(request: HttpRequest) -> dict[str, str]:
    """What the cookie says, each value one of the known."""
    told = dict(part.partition("=")[::2] for part in request.COOKIES.get(COOKIE, "").split("&"))
    return {
        name: told.get(name, "") if told.get(name, "") in values else values[0] for name, values in CHOICES.items()
    }


@open_to_all
@require_safe
def sheet(request: HttpRequest) -> HttpResponseBase:
    """The rules of the chosen display: asked for again with every page, answered 304 while nothing changed."""
    display = chosen(request)
    parts = []
    if display["theme"] != "auto":
        parts.append(f"@media screen {{\n{_rules(display['theme'])}\n}}")
    if display["text"] == "large":
        parts.append(_rules("large"))
    response = keep(request, HttpResponse("\n".join(parts), content_type="text/css; charset=utf-8"))
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response


@open_to_all
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Remember a choice and go back to the page. A link does: nothing but the visitor's own display changes."""
    display = chosen(request)
    for name, values in CHOICES.items():
        if request.GET.get(name) in values:
            display[name] = request.GET[name]
    back = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("portal:front")
    response = redirect(back)
    value = "&".join(f"{name}={value}" for name, value in display.items())
    response.set_cookie(COOKIE, value, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    response["Cache-Control"] = "no-store"
    return response


@lru_cache(maxsize=4)
def _rules(name: str) -> str:
    path = finders.find(f"portal/{name}.css")
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    with open(path, encoding="utf-8") as file:  # noqa: PTH123  finders give a string
        return file.read()
