"""One visit: HEAD, then the first bytes of GET where HEAD is not served; redirects followed, each one judged."""

import logging
import ssl
import time
from dataclasses import dataclass

import httpcore
import httpx

from gongkai.kit.outside.guard import Bounds, NotAllowed, Place, Unresolved, place_of
from gongkai.kit.outside.pinned import Pinned

logging.getLogger("httpcore").setLevel(logging.WARNING)  # it logs addresses; what clerks link to is not for the log

REDIRECTS = 5
AGENT = "gongkai-link-check"
HEAD_NOT_SERVED = frozenset({400, 403, 404, 405, 406, 501})
"""Answers to HEAD after which GET decides: many servers serve HEAD badly."""
_MOVED = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What the last address answered; `endless` where redirects led on beyond the limit."""

    status: int
    address: str
    endless: bool = False


@dataclass(frozen=True, slots=True)
class Silent:
    """No answer. `kind`: refused (not visited), name (no number), silent (no connection, too slow), certificate.

    `unknown` where the name service says that there is no such name.
    """

    kind: str
    problem: str
    unknown: bool = False


def visit(address: str, bounds: Bounds, seconds: float) -> Answer | Silent:
    """What an address answers, within a number of seconds altogether. Never raises for what is found out there."""
    until = time.monotonic() + seconds
    try:
        return _followed(address, bounds, until)
    except NotAllowed as refused:
        return Silent("refused", refused.problem)
    except Unresolved as nameless:
        problem = "域名不存在" if nameless.unknown else "域名服务没有应答"
        return Silent("name", problem, unknown=nameless.unknown)
    except httpcore.TimeoutException:
        return Silent("silent", "超时没有应答")
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        if _is_untrusted(error):
            return Silent("certificate", "网站的安全证书不能验证")
        return Silent("silent", "连接不上")


def _followed(address: str, bounds: Bounds, until: float) -> Answer:
    status = 0
    for _ in range(REDIRECTS + 1):
        place = place_of(address, bounds)
        status, moved = _asked(place, until)
        if not moved:
            return Answer(status, address)
        address = _joined(place.url, moved)
    return Answer(status, address, endless=True)


def _joined(url: httpx.URL, moved: str) -> str:
    try:
        return str(url.join(moved))
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise NotAllowed("转到写法不对的网址") from None


def _asked(place: Place, until: float) -> tuple[int, str]:
    """The status and, of a redirect, where to."""
    status, moved = _sent("HEAD", place, until)
    return _sent("GET", place, until) if status in HEAD_NOT_SERVED else (status, moved)


def _sent(method: str, place: Place, until: float) -> tuple[int, str]:
    """One request on a connection of its own. The body is not read: what a server sends of it is thrown away."""
    headers = [("User-Agent", AGENT), ("Accept", "*/*"), ("Accept-Encoding", "identity"), ("Connection", "close")]
    if method == "GET":
        headers.append(("Range", "bytes=0-511"))
    url = httpcore.URL(
        scheme=place.url.raw_scheme, host=place.url.raw_host, port=place.url.port, target=place.url.raw_path
    )
    backend = Pinned(place.numbers, until)
    with (
        httpcore.ConnectionPool(ssl_context=_context(), network_backend=backend) as pool,
        pool.stream(method, url, headers=headers) as response,
    ):
        found = {name.lower(): value for name, value in response.headers}
        moved = found.get(b"location", b"").decode("utf-8", "replace") if response.status in _MOVED else ""
        return response.status, moved


def _context() -> ssl.SSLContext:
    """Known authorities, and those that this machine trusts besides: an office may have its own."""
    context = httpx.create_ssl_context()
    context.load_default_certs()
    return context


def _is_untrusted(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return True
        error = error.__cause__ or error.__context__
    return False
