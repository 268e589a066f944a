"""The API, version 1: the operations of all slices behind one guard. A token opens it; a session never does."""

from collections.abc import Callable
from functools import cache, wraps
from http import HTTPStatus
from typing import Any, cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, reverse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema, get_schema

from gongkai.accounts import api as accounts
from gongkai.agencies import api as agencies
from gongkai.audit import api as audit
from gongkai.disclosures import api as disclosures
from gongkai.kit.access import EVERYONE, TOKEN
from gongkai.kit.api import Operation, Problem
from gongkai.portal import api as portal
from gongkai.portal.caching import keep
from gongkai.site.api import refusals
from gongkai.site.api.guard import Guard
from gongkai.site.api.once import once
from gongkai.site.api.schema import completed, summary

PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}
"""Before a page of another site reads what is public: reading is all there is."""
OPERATIONS: tuple[Operation, ...] = (
    *disclosures.OPERATIONS,
    *agencies.OPERATIONS,
    *accounts.OPERATIONS,
    *audit.OPERATIONS,
    *portal.OPERATIONS,
)


def _add(operation: Operation) -> None:
    refused = refusals.PUBLIC if operation.public else refusals.GUARDED
    api.default_router.add_api_operation(
        operation.path,
        [operation.method],
        operation.handler,
        auth=None if operation.public else Guard(operation.may),
        response={200: operation.answer, refused: Problem},
        operation_id=operation.id,
        url_name=operation.id,
        summary=summary(operation),
        tags=[operation.tag],
    )


def _marked(patterns: list[Any]) -> list[URLPattern]:
    """Every address states who may use it, like those of pages."""
    public = {operation.id for operation in OPERATIONS if operation.public} | {"openapi-json"}
    patterns = [pattern for pattern in patterns if pattern.name != "api-root"]  # where there is nothing to read
    for pattern in patterns:
        pattern.callback = _kept(pattern.callback) if pattern.name in public else _private(once(pattern.callback))
        pattern.callback.access = EVERYONE if pattern.name in public else TOKEN
    return patterns


def _kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A public answer: kept for a minute, then asked for again by its ETag; pages of any site may read it.

    Nothing here knows a cookie, so there is nothing that another site could read in a visitor's name.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        if request.method == "OPTIONS":
            return _shared(HttpResponse(status=HTTPStatus.NO_CONTENT, headers=PREFLIGHT))
        answer = view(request, *args, **kwargs)
        return _shared(keep(request, answer) if answer.status_code == HTTPStatus.OK else answer)

    kept.csrf_exempt = True  # type: ignore[attr-defined]  # as ninja marks its views; nothing here is written
    return kept


def _shared(answer: HttpResponseBase) -> HttpResponseBase:
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Access-Control-Expose-Headers"] = "ETag"
    return answer


def _private(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What a token opened, a file as well, is kept by no cache on the way."""

    @wraps(view)
    def private(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer

    private.csrf_exempt = True  # type: ignore[attr-defined]  # a token is no cookie: no other site can send it
    return private


@cache
def _schema(prefix: str) -> OpenAPISchema:
    """Made once, since anyone may ask for it again and again."""
    made = get_schema(api=api, path_prefix=prefix)
    return cast("OpenAPISchema", completed(made, {operation.id: operation for operation in OPERATIONS}))


class Api(NinjaAPI):
    """Version 1."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The schema in Chinese, with examples."""
        return _schema(path_prefix or self.get_root_path(path_params or {}))

    def get_root_path(self, path_params: dict[str, Any]) -> str:
        """Where the paths of the schema begin; ninja would ask for its own start page, which is not routed."""
        return reverse("api:openapi-json").removesuffix("openapi.json")


api = Api(
    title="gongkai 公开",
    version="1",
    description="政府信息公开平台的接口。业务接口用令牌（Authorization: Bearer gk_…），权限与页面相同；"
    "/public/ 之下的不需要令牌。",
    docs_url=None,
    urls_namespace="api",
)
for _kind, _handler in refusals.handlers().items():
    api.add_exception_handler(_kind, _handler)
for _operation in OPERATIONS:
    _add(_operation)
_patterns, _application, _namespace = api.urls
urls: tuple[list[URLPattern], str, str] = (_marked(_patterns), _application, _namespace)
