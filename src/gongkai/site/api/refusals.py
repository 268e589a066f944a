"""What the API refuses with: a status, a permanent code, a sentence. Every refusal of a service becomes one."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import AuthenticationError, HttpError, ValidationError

from gongkai.accounts.errors import ChangedMeanwhile
from gongkai.disclosures.channel_errors import ChannelStale
from gongkai.disclosures.column_errors import ColumnStale
from gongkai.disclosures.errors import StaleVersion
from gongkai.kit.access import NotYourDuty
from gongkai.site.api.once import Repeated
from gongkai.statute.errors import GongkaiError

log = logging.getLogger(__name__)
CONFLICTS = (ChangedMeanwhile, ChannelStale, ColumnStale, StaleVersion)
GUARDED = frozenset({400, 401, 403, 404, 409, 413, 422, 429})
PUBLIC = frozenset({400, 404, 422})


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


class BodyTooLarge(GongkaiError):
    """More than is taken in at once, files aside; they have limits of their own."""

    status: ClassVar[HTTPStatus] = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    code = "API-1413"
    text = "一次请求的内容超过了 2 MB。"
    hint = "请减少内容；文件请用 multipart/form-data 上传。"


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


def answer_of(error: GongkaiError) -> HttpResponse:
    """A refusal as it is answered."""
    status = int(getattr(error, "status", HTTPStatus.UNPROCESSABLE_ENTITY))
    if isinstance(error, CONFLICTS):
        status = HTTPStatus.CONFLICT
    if isinstance(error, NotYourDuty):
        status = HTTPStatus.FORBIDDEN
    answer = JsonResponse(
        {"code": error.code, "message": error.message}, status=status, json_dumps_params={"ensure_ascii": False}
    )
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def _by_the_database(request: HttpRequest, error: IntegrityError) -> HttpResponse:
    log.warning("refused by the database: %s %s: %s", request.method, request.path, error)
    return answer_of(RowRefused())


def handlers() -> dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]]:
    """What answers each failure."""
    return {
        GongkaiError: lambda request, error: answer_of(error),
        Repeated: lambda request, again: again.response(),
        Http404: lambda request, error: answer_of(NothingThere()),
        IntegrityError: _by_the_database,
        AuthenticationError: lambda request, error: answer_of(TokenMissing()),
        HttpError: lambda request, error: answer_of(BodyUnreadable()),
        MultiPartParserError: lambda request, error: answer_of(BodyUnreadable()),
        SuspiciousOperation: lambda request, error: answer_of(BodyUnreadable()),
        UnreadablePostError: lambda request, error: answer_of(BodyUnreadable()),
        RequestDataTooBig: lambda request, error: answer_of(BodyTooLarge()),
        ValidationError: lambda request, error: answer_of(
            FieldsRefused(fields="；".join(dict.fromkeys(map(_field, error.errors[:20]))))
        ),
    }
