"""Refusals as pages: every answer that is not the page asked for has a code, a sentence, and what to do."""

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import ClassVar, TypeAlias

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from gongkai.kit.waiting import is_busy
from gongkai.statute.errors import GongkaiError

log = logging.getLogger(__name__)
Answer: TypeAlias = Callable[[HttpRequest], HttpResponse]


class PageError(GongkaiError):
    """What the site answers by itself, before or instead of any slice."""

    status: ClassVar[HTTPStatus]
    title: ClassVar[str]


class BadRequest(PageError):
    """The request cannot be understood."""

    status, title = HTTPStatus.BAD_REQUEST, "请求无法识别"
    code = "POR-1400"
    text = "服务器没能看懂这次请求。"
    hint = "请返回上一页，重新操作一次。"


class Forbidden(PageError):
    """The form's token is missing or stale, or the page is not for this visitor."""

    status, title = HTTPStatus.FORBIDDEN, "没有通过校验"
    code = "POR-1403"
    text = "页面停留过久或浏览器没有保存校验信息，这次提交没有被接受。"
    hint = "请刷新页面后重新提交；如仍出现，请允许本站使用 Cookie。"


class NotFound(PageError):
    """No such address, or what stood there has been deleted."""

    status, title = HTTPStatus.NOT_FOUND, "没有这个页面"
    code = "POR-1404"
    text = "没有找到这个地址，或者内容已按规定时间删除。"
    hint = "请从首页重新进入；上传的文件到期即删除，需要时请重新上传。"


class TooLarge(PageError):
    """The body of the request is larger than the server takes in."""

    status, title = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "提交的内容过大"
    code = "POR-1413"
    text = "一次提交的内容超过了服务器的上限。"
    hint = "请分几次提交，或者减小文件后再试。"


class Broken(PageError):
    """A fault of ours; the log has the detail."""

    status, title = HTTPStatus.INTERNAL_SERVER_ERROR, "系统出错"
    code = "POR-1500"
    text = "系统出现了没有预料到的问题，已写入日志。"
    hint = "请稍后再试；如仍出现，请把本页的编号和时间告诉管理员。"


class Busy(PageError):
    """Another transaction was in the way for longer than an act waits; nothing was written."""

    status, title = HTTPStatus.SERVICE_UNAVAILABLE, "请稍后再试"
    code = "POR-1503"
    text = "系统正在写入大批数据（例如导入台账），这次提交没有保存，原有内容没有改变。"
    hint = "请保留填写的内容，一分钟后再提交一次。"


def wants_json(request: HttpRequest) -> bool:
    """Whether the caller asked for data rather than a page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def answer(request: HttpRequest, error: GongkaiError, status: int, title: str = "无法继续") -> HttpResponse:
    """The refusal as a page, as a fragment for htmx, or as JSON."""
    response: HttpResponse
    if wants_json(request):
        response = JsonResponse({"code": error.code, "message": error.message}, status=status)
    else:
        fragment = request.headers.get("HX-Request") == "true"
        template = "errors/_refusal.html" if fragment else "errors/page.html"
        response = render(request, template, {"error": error, "title": title, "status": status}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def page_error(request: HttpRequest, error: PageError) -> HttpResponse:
    """The answer to one of the site's own refusals."""
    return answer(request, error, error.status, error.title)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400. Django reports bodies and forms beyond its limits here as well."""
    too_much = type(exception).__name__ in {"RequestDataTooBig", "TooManyFieldsSent", "TooManyFilesSent"}
    return page_error(request, TooLarge() if too_much else BadRequest())


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return page_error(request, Forbidden())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW."""
    log.warning("csrf refused: %s", reason)
    return page_error(request, Forbidden())


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    return page_error(request, NotFound())


def broken(request: HttpRequest) -> HttpResponse:
    """handler500. A database that was busy is no fault, wherever it was met."""
    return _busy(request) if is_busy(sys.exception()) else page_error(request, Broken())


def _busy(request: HttpRequest) -> HttpResponse:
    refusal = page_error(request, Busy())
    refusal["Retry-After"] = "60"
    return refusal


class Refusals:
    """Middleware: a GongkaiError that no view caught becomes an answer with its code; the status is 422.

    An error may carry its own `status` (413 for what is too large, 404 for what is gone).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal, and a database that was busy; leave every other exception to Django."""
        if is_busy(exception):
            log.warning("busy %s", request.path)
            return _busy(request)
        if not isinstance(exception, GongkaiError):
            return None
        log.info("refused %s %s", exception.code, request.path)
        status = int(getattr(exception, "status", HTTPStatus.UNPROCESSABLE_ENTITY))
        return answer(request, exception, status, getattr(exception, "title", "无法继续"))
