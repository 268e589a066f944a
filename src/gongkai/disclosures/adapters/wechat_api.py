"""The published interface of WeChat official accounts: calls, tokens, what the error numbers mean.

Documented at developers.weixin.qq.com: stable_token, media/uploadimg, material/add_material, draft/add,
draft/batchget, draft/delete, freepublish/submit, freepublish/get, freepublish/batchget, freepublish/delete. The
AppSecret goes in the body of one call and nowhere else; no address is logged, since the token stands in it.
"""

import json
import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import httpx

from gongkai.disclosures import channel_errors as errors
from gongkai.disclosures.adapters.base import NeedsPerson, TryLater
from gongkai.kit import clock

for _logger in ("httpx", "httpcore"):  # they log addresses, and in ours stands the token
    logging.getLogger(_logger).setLevel(logging.WARNING)

NAME = "微信公众号"
TIMEOUT = httpx.Timeout(20.0, connect=5.0)
MARGIN = 300  # seconds before its end at which a token is renewed
STALE_TOKEN = frozenset({40001, 40014, 42001})
BUSY = frozenset({-1})
MINUTE_LIMIT, DAY_LIMIT = 45011, 45009
# What a number means and what to do about it; the others are shown as the platform words them.
MEANINGS = {
    40013: ("AppID 无效", "请核对渠道页面中的 AppID"),
    40125: ("AppSecret 无效", "请系统管理员核对密钥文件后点“立即重试”"),
    40164: ("本服务器的 IP 地址不在公众号的白名单中", "请在公众平台“设置与开发—基本配置”加入本服务器的 IP 地址"),
    45003: ("标题超过微信的长度限制", "请到公众平台发布，然后在这里登记地址"),
    45004: ("摘要超过微信的长度限制", "请更正内容概述，或者到公众平台发布后登记"),
    45166: ("正文中有微信不接受的内容", "请到公众平台发布，然后在这里登记地址"),
    48001: ("公众号没有发布接口的权限（须为已认证的公众号）", "请到公众平台发布，然后在这里登记地址"),
    53503: ("草稿没有通过发布检查", "请到公众平台的草稿箱查看原因"),
    53504: ("这份草稿只能在公众平台上使用", "请到公众平台的草稿箱发布，然后在这里登记地址"),
    53505: ("草稿需要先在公众平台手动保存一次", "请到公众平台的草稿箱保存，再点“立即重试”"),
    61003: ("公众号没有授权", "请核对渠道页面中的 AppID"),
}


class Rejected(NeedsPerson):
    """An answer with an error number: the call had no effect."""

    def __init__(self, number: int, words: str) -> None:
        what, how = MEANINGS.get(number, (words or "没有说明", "请对照微信公众平台的返回码说明办理"))
        super().__init__(errors.ChannelRefuses(channel=NAME, what=f"{what}（{number}）", how=how))
        self.number = number


class Unsent(TryLater):
    """The connection was never made: the call certainly had no effect."""


@dataclass(slots=True)
class _Token:
    value: str
    until: float


_tokens: dict[tuple[str, str], _Token] = {}
_fetching = threading.Lock()


class WechatApi:
    """One account. Its token is shared by the threads of a process; several processes get the same one."""

    def __init__(self, base: str, account: str, secret: str) -> None:
        self.base, self.account, self._secret = base.rstrip("/"), account, secret

    def call(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """One call with a JSON body. Raises Rejected, TryLater."""
        content = json.dumps(body, ensure_ascii=False).encode()
        return self._with_token(path, {}, {"content": content, "headers": {"Content-Type": "application/json"}})

    def upload(self, path: str, file: tuple[str, bytes, str], **query: str) -> dict[str, Any]:
        """One call with a file. Raises Rejected, TryLater."""
        return self._with_token(path, query, {"files": {"media": file}})

    def token(self) -> str:
        """A token that is good for some minutes yet."""
        known = _tokens.get((self.base, self.account))
        if known and known.until > time.monotonic():
            return known.value
        with _fetching:
            known = _tokens.get((self.base, self.account))
            if known and known.until > time.monotonic():
                return known.value
            body = {"grant_type": "client_credential", "appid": self.account, "secret": self._secret}
            answer = _judged(self._send("/cgi-bin/stable_token", {}, {"json": body}))
            if not isinstance(answer.get("access_token"), str):
                raise TryLater(errors.ChannelSilent(channel=NAME, what="答复中没有 access_token"))
            until = time.monotonic() + max(60, int(answer.get("expires_in", 0)) - MARGIN)
            _tokens[self.base, self.account] = _Token(answer["access_token"], until)
            return str(answer["access_token"])

    def _with_token(self, path: str, query: Mapping[str, str], content: Mapping[str, Any]) -> dict[str, Any]:
        answer = self._send(path, {**query, "access_token": self.token()}, content)
        if answer.get("errcode") in STALE_TOKEN:  # refused before anything was done
            _tokens.pop((self.base, self.account), None)
            answer = self._send(path, {**query, "access_token": self.token()}, content)
        return _judged(answer)

    def _send(self, path: str, query: Mapping[str, str], content: Mapping[str, Any]) -> dict[str, Any]:
        try:
            answer = httpx.post(
                self.base + path, params=dict(query), timeout=TIMEOUT, follow_redirects=False, **content
            )
        except (httpx.ConnectError, httpx.ConnectTimeout) as fault:
            raise Unsent(errors.ChannelSilent(channel=NAME, what="连接不上")) from fault
        except httpx.TransportError as fault:
            what = "等候超时" if isinstance(fault, httpx.TimeoutException) else "连接中断"
            raise TryLater(errors.ChannelSilent(channel=NAME, what=what)) from fault
        if answer.status_code != HTTPStatus.OK:
            raise TryLater(errors.ChannelSilent(channel=NAME, what=f"HTTP {answer.status_code}"))
        try:
            found = json.loads(answer.content)
        except ValueError as fault:
            raise TryLater(errors.ChannelSilent(channel=NAME, what="答复不是 JSON")) from fault
        if not isinstance(found, dict):
            raise TryLater(errors.ChannelSilent(channel=NAME, what="答复不是约定的格式"))
        return found


def _judged(answer: dict[str, Any]) -> dict[str, Any]:
    number = answer.get("errcode", 0)
    if not isinstance(number, int) or number == 0:
        return answer
    words = str(answer.get("errmsg", ""))[:100]
    if number in BUSY:
        raise TryLater(errors.ChannelSilent(channel=NAME, what="系统繁忙"))
    if number in STALE_TOKEN:
        raise TryLater(errors.ChannelSilent(channel=NAME, what=f"凭证失效（{number}）"), timedelta(minutes=1))
    if number == MINUTE_LIMIT:
        raise TryLater(errors.ChannelBusy(channel=NAME, what="每分钟"), timedelta(minutes=2), counted=False)
    if number == DAY_LIMIT:
        raise TryLater(errors.ChannelBusy(channel=NAME, what="每日"), _until_midnight(clock.now()), counted=False)
    raise Rejected(number, words)


def _until_midnight(now: datetime) -> timedelta:
    here = now.astimezone(clock.SHANGHAI)
    midnight = here.replace(hour=0, minute=5, second=0, microsecond=0) + timedelta(days=1)
    return midnight - here
