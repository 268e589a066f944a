"""Pages that anyone may keep for a minute: the same bytes for everyone, no cookie, a validator of their content.

How a page is displayed (长者模式, dark) is not in the page but in the style sheet at `portal:display`, the only
address here that depends on a cookie. So one copy of a page in a proxy serves every reader.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from gongkai.kit.access import open_to_all

MAX_AGE = 60
"""Seconds. A withdrawal must reach the last reader soon; a flood of readers must not reach the database."""
FOREVER = 365 * 24 * 3600
"""For what can never change under its address."""
View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """A page for everyone, kept for a minute, then asked for again by its ETag."""

    @open_to_all
    @require_safe
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        return keep(request, view(request, *args, **kwargs))

    return cast("View", kept)


def keep(request: HttpRequest, response: HttpResponseBase, seconds: int = MAX_AGE) -> HttpResponseBase:
    """State how long the answer may be kept, and answer 304 to one who has it.

    The answer to one who is signed in may renew the session's cookie, so no proxy may keep that copy.
    """
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    response["Cache-Control"] = "private, no-cache" if signed_in else f"public, max-age={seconds}"
    if not isinstance(response, HttpResponse) or response.status_code != 200:
        return response
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return cast("HttpResponseBase", answer)
