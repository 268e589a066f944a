"""Where an address leads, before anything is sent there.

A name is resolved once, every number it has is judged, and the connection is made to the number that was judged: a
name that answers otherwise a moment later gains nothing. What an address writes as a number (decimal, octal, short)
is judged by what the system makes of it, which is what a connection would use.
"""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

Number = IPv4Address | IPv6Address
SCHEMES = {"http": 80, "https": 443}
_NAT64, _UNICAST = IPv6Network("64:ff9b::/96"), IPv6Network("2000::/3")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may be visited: which ports, and which hosts although they stand inside the office's network.

    A name beginning with a dot stands for all below it.
    """

    ports: frozenset[int] = frozenset(SCHEMES.values())
    inside: tuple[str, ...] = ()

    def knows(self, host: str) -> bool:
        """Whether the host is one of those inside that may be visited."""
        return any(host == name or (name.startswith(".") and host.endswith(name)) for name in self.inside)


@dataclass(frozen=True, slots=True)
class Place:
    """An address that may be visited: its parts, and the numbers to which alone a connection is made."""

    url: httpx.URL
    host: str
    numbers: tuple[Number, ...]


class NotAllowed(Exception):
    """Nothing is sent there; `problem` says why, in Chinese."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Unresolved(Exception):
    """The name has no number. `unknown`: the name service says there is no such name; else it did not answer."""

    def __init__(self, *, unknown: bool) -> None:
        super().__init__(unknown)
        self.unknown = unknown


def place_of(address: str, bounds: Bounds) -> Place:
    """Judge an address. Raises NotAllowed, Unresolved."""
    url = _parsed(address)
    if url.scheme not in SCHEMES or not url.host:
        raise NotAllowed("不是 http 或者 https 的网址")
    if url.userinfo:
        raise NotAllowed("网址里带有用户名或者口令")
    port = url.port or SCHEMES[url.scheme]
    if port not in bounds.ports:
        raise NotAllowed(f"端口 {port} 不在允许检查的端口之内")
    host = url.raw_host.decode("ascii").rstrip(".").lower()
    numbers = tuple(dict.fromkeys(_resolved(host, port)))
    if not bounds.knows(host) and not all(map(is_public, numbers)):
        raise NotAllowed("解析到内部网络的地址")
    return Place(url, host, numbers)


def is_public(number: Number) -> bool:
    """Whether a number belongs to the public internet, whatever it is wrapped in.

    >>> is_public(ip_address("8.8.8.8")), is_public(ip_address("::ffff:127.0.0.1"))
    (True, False)
    """
    inner = _inner(number)
    if inner is not None:
        return is_public(inner)
    if isinstance(number, IPv6Address) and number not in _UNICAST:
        return False
    return number.is_global and not number.is_multicast and not number.is_reserved


def _inner(number: Number) -> IPv4Address | None:
    """The IPv4 number that an IPv6 number carries: mapped, 6to4, Teredo, NAT64."""
    if isinstance(number, IPv4Address):
        return None
    if number in _NAT64:
        return IPv4Address(int(number) & 0xFFFFFFFF)
    return number.ipv4_mapped or number.sixtofour or (number.teredo[1] if number.teredo else None)


def _parsed(address: str) -> httpx.URL:
    if len(address) > _LONGEST:
        raise NotAllowed(f"网址超过 {_LONGEST} 个字符")
    try:
        return httpx.URL(address)
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise NotAllowed("网址写法不对") from None


def _resolved(host: str, port: int) -> Iterator[Number]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise Unresolved(unknown=error.errno in (socket.EAI_NONAME, socket.EAI_NODATA)) from error
    except UnicodeError:
        raise NotAllowed("域名写法不对") from None
    for *_, place in found:
        yield ip_address(str(place[0]).partition("%")[0])
