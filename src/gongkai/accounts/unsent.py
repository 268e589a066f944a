"""A form that was sent after its session had ended: kept, and given back to the same person after signing in again.

A clerk may write for longer than a session lies idle. What was written waits in the session of the browser that
sent it, under the person's key, until it is opened once.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

KEY = "unsent"
"""The session's key under which the form waits."""
View = TypeVar("View", bound=Callable[..., Any])


def restores(view: View) -> View:
    """Mark a view whose form is kept; it asks `given_back` when it is opened."""
    view.restores_unsent = True  # type: ignore[attr-defined]  # functions take attributes
    return view


def sent(request: HttpRequest) -> str:
    """What was filled in, where the form is one of those that are kept; empty otherwise."""
    if request.method != "POST" or request.content_type != "application/x-www-form-urlencoded":
        return ""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return ""
    filled = request.POST.copy()
    filled.pop("csrfmiddlewaretoken", None)
    return filled.urlencode() if getattr(view, "restores_unsent", False) else ""


def keep(request: HttpRequest, person_id: int, filled: str) -> None:
    """Put it into the session that begins, for this person alone."""
    request.session[KEY] = {"person": person_id, "path": request.path, "filled": filled}


def given_back(request: HttpRequest) -> QueryDict | None:
    """What waits for the visitor at this address, once. Another person's is forgotten."""
    waiting = request.session.get(KEY)
    if not isinstance(waiting, dict):
        return None
    mine = waiting["person"] == request.user.pk
    if mine and waiting["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(waiting["filled"]) if mine else None
