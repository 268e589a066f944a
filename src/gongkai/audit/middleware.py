"""Between the session and the views: a form that is sent again is answered with the page as it is now."""

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import TypeAlias
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from gongkai.audit import sending
from gongkai.audit.models import Submission
from gongkai.audit.selectors import shown
from gongkai.statute.written import written

WAIT, LOOKS = 0.05, 20
"""The first sending has acted and is about to say which page follows: seconds between looks, and how many."""
Answer: TypeAlias = Callable[[HttpRequest], HttpResponse]


class SentOnce:
    """Middleware: what a form has done already is not done again, and not refused either."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a form that is sent again; keep where a new one leads."""
        digest = sending.digest_of(request)
        if not digest:
            return self.get_response(request)
        before = sending.found(digest)
        if before is not None and sending.is_last(before):
            return _again(request, before)
        with sending.sending(digest, before) as sent:
            response = self.get_response(request)
        if sent.acts and HTTPStatus.MULTIPLE_CHOICES <= response.status_code < HTTPStatus.BAD_REQUEST:
            sending.leads_to(digest, response["Location"])
        elif not sent.acts and response.status_code >= HTTPStatus.BAD_REQUEST:
            done = sending.found(digest)  # the act of the first sending is why this one is refused
            return _again(request, done) if done else response
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The second of two that came at once."""
        if not isinstance(exception, sending.SentBefore):
            return None
        done = sending.found(sending.digest_of(request))
        return _again(request, done) if done else None


def _again(request: HttpRequest, done: Submission) -> HttpResponse:
    entry = shown(done.entry)
    messages.info(request, f"“{entry.label}”您已于{written(entry.recorded_at)}办理，这次没有重复办理。")
    for _ in range(LOOKS):
        if done.location:
            return redirect(done.location)
        time.sleep(WAIT)
        done.refresh_from_db()
    return redirect(_came_from(request))


def _came_from(request: HttpRequest) -> str:
    """The page that held the form, where it is another than the one it was sent to; else the desk."""
    page = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(page, {request.get_host()}) and urlsplit(page).path != request.path:
        return page
    return str(settings.LOGIN_REDIRECT_URL)
