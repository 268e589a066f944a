"""The one way in which a form is shown, refused, and done."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from gongkai.agencies.errors import Stale
from gongkai.agencies.models import Agency
from gongkai.kit.access import Clerk, clerk_of
from gongkai.statute.errors import GongkaiError


def the_clerk(request: HttpRequest) -> Clerk:
    """Who acts; a view under `requires` has one."""
    return cast("Clerk", clerk_of(request))


def sent(request: HttpRequest) -> QueryDict | None:
    """The form's data, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def status_of(form: forms.BaseForm) -> int:
    """422 for a form that was refused."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK


def done(request: HttpRequest, words: str, to: str, **kwargs: Any) -> HttpResponse:  # noqa: ANN401  of an address
    """Say that it is done, and go where it is seen."""
    messages.success(request, words)
    answer: HttpResponse = redirect(to, **kwargs)
    return answer


def attempt(form: forms.Form, do: Callable[[], object], fresh: Callable[[], Agency] | None = None) -> bool:
    """Do it; a refusal becomes an error of the form, and a stale form takes the present version."""
    try:
        do()
    except GongkaiError as refusal:
        form.add_error(None, str(refusal))
        if isinstance(refusal, Stale) and fresh is not None and isinstance(form.data, QueryDict):
            form.data = form.data.copy()
            form.data["version"] = str(fresh().version)
        return False
    return True


def show(request: HttpRequest, template: str, form: forms.BaseForm, **context: Any) -> HttpResponse:  # noqa: ANN401
    """The page with its form."""
    return render(request, template, {"form": form, **context}, status=status_of(form))
