"""What a visit finds out, against a real server on this machine."""

import socket
import time
from collections.abc import Iterator

import pytest

from gongkai.kit.outside import Answer, Bounds, Silent, visit
from tests.kit.outside.neighbour import a_neighbour

Neighbour = tuple[int, list[tuple[str, str]]]


@pytest.fixture(scope="module")
def server() -> Iterator[Neighbour]:
    with a_neighbour() as found:
        yield found


def bounds(server: Neighbour, *inside: str) -> Bounds:
    return Bounds(ports=frozenset({server[0]}), inside=inside or ("127.0.0.1",))


def asked(server: Neighbour, page: str) -> Answer | Silent:
    return visit(f"http://127.0.0.1:{server[0]}/{page}", bounds(server), 5.0)


@pytest.mark.parametrize("status", [200, 404, 410, 500, 503])
def test_the_status_is_told(server: Neighbour, status: int) -> None:
    found = asked(server, str(status))

    assert isinstance(found, Answer)
    assert found.status == status


def test_where_head_is_not_served_get_decides(server: Neighbour) -> None:
    found = asked(server, "get-only")

    assert isinstance(found, Answer)
    assert found.status == 206
    assert [method for method, path in server[1] if path == "/get-only"] == ["HEAD", "GET"]


def test_redirects_are_followed_and_end(server: Neighbour) -> None:
    led, endless = asked(server, "to?/404"), asked(server, "round?0")

    assert isinstance(led, Answer)
    assert (led.status, led.address.endswith("/404")) == (404, True)
    assert isinstance(endless, Answer)
    assert endless.endless
    assert len([path for _, path in server[1] if path.startswith("/round")]) == 6


@pytest.mark.parametrize(
    "inside", ["http://127.0.0.2/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/", "//10.0.0.1/a"]
)
def test_a_redirect_does_not_lead_inside(server: Neighbour, inside: str) -> None:
    both = Bounds(ports=frozenset({server[0], 80}), inside=("127.0.0.1",))

    found = visit(f"http://127.0.0.1:{server[0]}/to?{inside}", both, 5.0)

    assert found == Silent("refused", "解析到内部网络的地址")


@pytest.mark.parametrize("elsewhere", ["file:///etc/passwd", "http://127.0.0.1:1/", "gopher://x/"])
def test_a_redirect_does_not_lead_to_what_is_no_page(server: Neighbour, elsewhere: str) -> None:
    found = asked(server, f"to?{elsewhere}")

    assert isinstance(found, Silent)
    assert found.kind == "refused"


def test_the_connection_goes_to_the_number_that_was_judged(
    server: Neighbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["127.0.0.1", "10.255.255.1"])  # the second time the name would lead elsewhere
    real = socket.getaddrinfo

    def told(host: str, port: int, *args: object, **kwargs: object) -> list[object]:
        if host != "www.example.test":
            return list(real(host, port, *args, **kwargs))  # type: ignore[arg-type]
        return [(0, socket.SOCK_STREAM, 0, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", told)

    found = visit(f"http://www.example.test:{server[0]}/host", bounds(server, "www.example.test"), 5.0)

    assert isinstance(found, Answer)
    assert found.status == 200, "and the Host header carries the name"
    assert next(answers) == "10.255.255.1", "the name was asked for once"


def test_a_server_that_drips_does_not_hold_us(server: Neighbour) -> None:
    began = time.monotonic()

    found = visit(f"http://127.0.0.1:{server[0]}/drip", bounds(server), 0.5)

    assert found == Silent("silent", "超时没有应答")
    assert time.monotonic() - began < 3


def test_nobody_there(server: Neighbour) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    found = visit(f"http://127.0.0.1:{port}/", Bounds(ports=frozenset({port}), inside=("127.0.0.1",)), 2.0)

    assert found == Silent("silent", "连接不上")
