"""Connections to numbers that were judged, and an end to all waiting at one moment."""

import ssl
import time
from collections.abc import Iterable, Sequence
from typing import Any

from httpcore import (
    SOCKET_OPTION,
    ConnectError,
    ConnectTimeout,
    NetworkBackend,
    NetworkStream,
    ReadTimeout,
    SyncBackend,
    WriteTimeout,
)

from gongkai.kit.outside.guard import Number

MOST = 3
"""How many numbers of one name are tried."""


class Pinned(NetworkBackend):
    """Whatever name a connection is wanted to, it goes to one of these numbers. The name stays for Host and SNI."""

    def __init__(self, numbers: Sequence[Number], until: float) -> None:
        self._numbers, self._until, self._plain = numbers[:MOST], until, SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """The first number that takes the connection. Raises ConnectError, ConnectTimeout."""
        last: Exception = ConnectError("the name has no number")
        for at, number in enumerate(self._numbers):
            share = left(self._until, ConnectTimeout) / (len(self._numbers) - at)
            try:
                return Timed(self._plain.connect_tcp(str(number), port, timeout=share), self._until)
            except (ConnectError, ConnectTimeout) as error:
                last = error
        raise last


class Timed(NetworkStream):
    """A stream on which nobody waits beyond the moment: a server that sends a byte now and then gains nothing."""

    def __init__(self, stream: NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Raises ReadTimeout when the moment has come."""
        return self._stream.read(max_bytes, timeout=left(self._until, ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Raises WriteTimeout when the moment has come."""
        self._stream.write(buffer, timeout=left(self._until, WriteTimeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        """The same over TLS. Raises ConnectTimeout when the moment has come."""
        wait = left(self._until, ConnectTimeout)
        return Timed(self._stream.start_tls(ssl_context, server_hostname, wait), self._until)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  as httpcore declares it
        """What the stream below knows."""
        return self._stream.get_extra_info(info)


def left(until: float, late: type[Exception]) -> float:
    """The seconds until the moment; what is said to be late is raised when it has come."""
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise late()
    return seconds
