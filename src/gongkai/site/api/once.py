"""A request that is repeated because the line dropped acts once: its Idempotency-Key is kept with the answer."""

import hashlib
import re
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, ClassVar

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from gongkai.accounts import answers
from gongkai.statute.errors import GongkaiError

HEADER = "Idempotency-Key"
REPEATED = "Idempotent-Replayed"
_KEY = re.compile(r"[!-~]{1,128}")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_MARK = "marked_request"


class KeyMalformed(GongkaiError):
    """Too long, empty, or with characters that no header should have."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "API-1424"
    text = "请求头 Idempotency-Key 应为 1 至 128 个可见的 ASCII 字符。"
    hint = "请为每次办理编一个新的标记，例如 UUID；重试时用同一个。"


class KeyReused(GongkaiError):
    """The same key with another request."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "API-1425"
    text = "这个 Idempotency-Key 在 24 小时内已经用于另一个请求，本次没有办理。"
    hint = "重试时请原样发送；办理别的事请换一个标记。"


class Repeated(Exception):
    """The request was answered before."""

    def __init__(self, answer: str) -> None:
        super().__init__()
        self.answer = answer

    def response(self) -> HttpResponse:
        """The answer as it was given."""
        response = HttpResponse(self.answer, content_type="application/json; charset=utf-8")
        response[REPEATED] = "true"
        return response


def note(request: HttpRequest, token: int) -> None:
    """Note a marked request of a token that may act. Raises API-1424, API-1425, Repeated."""
    key = request.headers.get(HEADER)
    if key is None or request.method in _SAFE:
        return
    if not _KEY.fullmatch(key):
        raise KeyMalformed()
    digest = _digest(request)
    row = answers.begun(token, key, digest)
    if row.digest != digest:
        raise KeyReused()
    if row.answer:
        raise Repeated(answers.kept(row))
    setattr(request, _MARK, row)


def once(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The act and its kept answer are one transaction; a refusal keeps nothing, so it can be sent again."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
        if HEADER not in request.headers or request.method in _SAFE:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            answer = view(request, *args, **kwargs)
            row = getattr(request, _MARK, None)
            if row is not None and isinstance(answer, HttpResponse) and answer.status_code == HTTPStatus.OK:
                answers.keep(row, answer.content.decode())
            else:
                transaction.set_rollback(True)
        return answer

    return answered


def _digest(request: HttpRequest) -> str:
    """By which a request is known to be the same; a form by its fields and files, since its boundary changes."""
    seen = hashlib.sha256(f"{request.method} {request.get_full_path()}".encode())
    if request.content_type == "multipart/form-data":
        for name, values in sorted(request.POST.lists()):
            seen.update(repr((name, values)).encode())
        for name, files in sorted(request.FILES.lists()):
            for file in files:
                file.seek(0)
                whole = hashlib.sha256()
                for chunk in file.chunks():
                    whole.update(chunk)
                seen.update(repr((name, file.name, whole.hexdigest())).encode())
    else:
        seen.update(b"\x00" + request.body)
    return seen.hexdigest()
