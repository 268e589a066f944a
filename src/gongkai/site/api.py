"""The API, version 1: the operations of all slices behind one guard. A token opens it; a session never does."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, ClassVar

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, reverse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from gongkai.accounts import api as accounts
from gongkai.accounts import tokens
from gongkai.accounts.errors import ChangedMeanwhile
from gongkai.audit.services import ACTS
from gongkai.disclosures import api as disclosures
from gongkai.disclosures.column_errors import ColumnStale
from gongkai.disclosures.errors import StaleVersion
from gongkai.kit import throttle
from gongkai.kit.access import EVERYONE, TOKEN, NotYourDuty
from gongkai.kit.api import Operation, Problem
from gongkai.portal import api as portal
from gongkai.portal.caching import keep
from gongkai.statute.errors import GongkaiError

log = logging.getLogger(__name__)
CALLS, SECONDS = 600, 60
"""How often one token may call within the window."""
OPERATIONS: tuple[Operation, ...] = (*disclosures.OPERATIONS, *accounts.OPERATIONS, *portal.OPERATIONS)
CONFLICTS = (ChangedMeanwhile, ColumnStale, StaleVersion)
REFUSALS = frozenset({400, 401, 403, 404, 409, 413, 422, 429})
PUBLIC_REFUSALS = frozenset({400, 404, 422})


class TokenMissing(GongkaiError):
    """No token, or one that is not valid."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNAUTHORIZED
    code = "API-1401"
    text = "请求没有带令牌，或者令牌已到期、已吊销、岗位任期已结束。"
    hint = "请在请求头写明“Authorization: Bearer gk_…”；需要新令牌时，请登录后在“接口令牌”中生成。"


class ScopeMissing(GongkaiError):
    """The post or the token's scopes do not have the permission."""

    status: ClassVar[HTTPStatus] = HTTPStatus.FORBIDDEN
    code = "API-1403"
    text = "这个令牌的岗位“{post}”或者权限范围不包括这一操作，需要的权限是：{wanted}。"
    hint = "请换用有此权限的令牌。"


class NothingThere(GongkaiError):
    """No such thing, or another agency's."""

    status: ClassVar[HTTPStatus] = HTTPStatus.NOT_FOUND
    code = "API-1404"
    text = "没有找到所要的内容，或者它属于其他机关。"
    hint = "请核对地址中的编号。"


class BodyUnreadable(GongkaiError):
    """Not JSON, or not what the content type says."""

    status: ClassVar[HTTPStatus] = HTTPStatus.BAD_REQUEST
    code = "API-1400"
    text = "请求的内容不能读取。"
    hint = "请用 UTF-8 编码的 JSON，并写明 Content-Type；上传文件用 multipart/form-data。"


class RowRefused(GongkaiError):
    """The database holds a rule that forms ask for beforehand, or two came at the same moment."""

    status: ClassVar[HTTPStatus] = HTTPStatus.CONFLICT
    code = "API-1409"
    text = "这些内容与已登记的资料冲突，或者前后日期颠倒，没有保存。"
    hint = "请重新读取现在的资料，核对后再提交。"


class FieldsRefused(GongkaiError):
    """What was sent does not fit the schema."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "API-1422"
    text = "这些内容不符合要求：{fields}。"
    hint = "请对照接口说明（/api/v1/openapi.json）改正后重新提交。"


class TooManyCalls(GongkaiError):
    """More calls than one token may make."""

    status: ClassVar[HTTPStatus] = HTTPStatus.TOO_MANY_REQUESTS
    code = "API-1429"
    text = "这个令牌一分钟内的请求超过了 {times} 次。"
    hint = "请放慢速度，一分钟后重试。"


class Guard(HttpBearer):
    """Lets a token in whose post and scopes have one of the permissions; the clerk is the token's post."""

    def __init__(self, may: frozenset[str]) -> None:
        super().__init__()
        self.may = may

    def authenticate(self, request: HttpRequest, token: str) -> str:
        """The name of the token, for the log. Raises API-1401, API-1403, API-1429."""
        found = tokens.clerk_by(token)
        if found is None:
            raise TokenMissing()
        known, clerk = found
        if not throttle.allowed("api", str(known.pk), times=CALLS, seconds=SECONDS):
            raise TooManyCalls(times=CALLS)
        if self.may and not clerk.can(*self.may):
            raise ScopeMissing(post=clerk.post, wanted="或".join(sorted(self.may)))
        request.clerk = clerk  # type: ignore[attr-defined]  # as ActingPost sets it for a session
        return known.name


_SAYS = {
    "missing": "没有填写",
    "extra_forbidden": "不认识的名称",
    "string_too_long": "太长",
    "string_too_short": "太短",
    "string_pattern_mismatch": "不是允许的值",
    "enum": "不是允许的值",
    "literal_error": "不是允许的值",
}


def _field(error: dict[str, Any]) -> str:
    at = [str(part) for part in error.get("loc", ()) if part not in {"body", "query", "path", "form", "file"}]
    kind = str(error.get("type", ""))
    return f"{'.'.join(at) or '请求正文'}{_SAYS.get(kind, '的格式或者大小不对')}"


def _answer(error: GongkaiError) -> HttpResponse:
    status = int(getattr(error, "status", HTTPStatus.UNPROCESSABLE_ENTITY))
    if isinstance(error, CONFLICTS):
        status = HTTPStatus.CONFLICT
    if isinstance(error, NotYourDuty):
        status = HTTPStatus.FORBIDDEN
    answer = api.create_response(None, {"code": error.code, "message": error.message}, status=status)  # type: ignore[arg-type]  # the renderer asks nothing of it
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def _by_the_database(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    log.warning("refused by the database: %s %s: %s", request.method, request.path, error)
    return _answer(RowRefused())


def _handlers() -> dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]:
    return {
        GongkaiError: lambda request, error: _answer(error),
        Http404: lambda request, error: _answer(NothingThere()),
        IntegrityError: _by_the_database,
        AuthenticationError: lambda request, error: _answer(TokenMissing()),
        HttpError: lambda request, error: _answer(BodyUnreadable()),
        ValidationError: lambda request, error: _answer(
            FieldsRefused(fields="；".join(dict.fromkeys(map(_field, error.errors[:20]))))
        ),
    }


def _add(operation: Operation) -> None:
    refusals = PUBLIC_REFUSALS if operation.public else REFUSALS
    api.default_router.add_api_operation(
        operation.path,
        [operation.method],
        operation.handler,
        auth=None if operation.public else Guard(operation.may),
        response={200: operation.answer, refusals: Problem},
        operation_id=operation.id,
        url_name=operation.id,
        summary=ACTS[operation.id].label if operation.id in ACTS else operation.label,
        description=_told(operation),
        tags=[operation.tag],
    )


def _told(operation: Operation) -> str:
    if operation.public:
        return "不需要令牌。"
    return f"需要的权限（任一项）：{'、'.join(sorted(operation.may))}。" if operation.may else "需要有效的令牌。"


def _marked(patterns: list[Any]) -> list[URLPattern]:
    """Every address states who may use it, like those of pages."""
    public = {operation.id for operation in OPERATIONS if operation.public} | {"openapi-json"}
    patterns = [pattern for pattern in patterns if pattern.name != "api-root"]  # where there is nothing to read
    for pattern in patterns:
        if pattern.name in public:
            pattern.callback = _kept(pattern.callback)
        pattern.callback.access = EVERYONE if pattern.name in public else TOKEN
    return patterns


def _kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """A public answer that anyone may keep for a minute and then ask for again by its ETag."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        answer = view(request, *args, **kwargs)
        return keep(request, answer) if answer.status_code == HTTPStatus.OK else answer

    kept.csrf_exempt = True  # type: ignore[attr-defined]  # as ninja marks its views; nothing here is written
    return kept


class Api(NinjaAPI):
    """What a token opened is kept by no cache on the way."""

    def create_temporal_response(self, request: HttpRequest) -> HttpResponse:
        """The answer that an operation may set headers on."""
        answer = super().create_temporal_response(request)
        answer["Cache-Control"] = "no-store"
        return answer

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
for _kind, _handler in _handlers().items():
    api.add_exception_handler(_kind, _handler)
for _operation in OPERATIONS:
    _add(_operation)
_patterns, _application, _namespace = api.urls
urls: tuple[list[URLPattern], str, str] = (_marked(_patterns), _application, _namespace)
