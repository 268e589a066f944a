"""Nothing is sent to the inside of the office's network, however the address is written."""

import socket
from ipaddress import ip_address

import pytest

from gongkai.kit.outside import Bounds, NotAllowed, Unresolved, place_of
from gongkai.kit.outside.guard import is_public

INSIDE = [
    "127.0.0.1", "127.8.9.10", "0.0.0.0", "10.0.0.8", "172.16.5.5", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1",
    "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::", "::127.0.0.1", "100::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "223.5.5.5", "2400:3200::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("number", INSIDE)
def test_a_number_inside_is_refused(number: str) -> None:
    shown = f"[{number}]" if ":" in number else number

    assert not is_public(ip_address(number))
    with pytest.raises(NotAllowed, match="内部网络"):
        place_of(f"http://{shown}/", Bounds())


@pytest.mark.parametrize("number", PUBLIC)
def test_a_public_number_may_be_visited(number: str) -> None:
    shown = f"[{number}]" if ":" in number else number

    assert [str(n) for n in place_of(f"http://{shown}/", Bounds()).numbers] == [str(ip_address(number))]


@pytest.mark.parametrize(
    "host", ["2130706433", "0177.0.0.1", "0x7f000001", "0x7f.1", "127.1", "017700000001", "localhost", "LOCALHOST."]
)
def test_another_way_of_writing_this_machine_is_refused(host: str) -> None:
    with pytest.raises(NotAllowed):
        place_of(f"http://{host}/", Bounds())


@pytest.mark.parametrize("numbers", [["10.1.2.3"], ["8.8.8.8", "10.1.2.3"], ["::ffff:169.254.169.254"]])
def test_a_name_that_leads_inside_is_refused(numbers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    _names(monkeypatch, **{"www.example.test": numbers})

    with pytest.raises(NotAllowed, match="内部网络"):
        place_of("https://www.example.test/", Bounds())


@pytest.mark.parametrize("inside", ["oa.example.test", ".example.test"])
def test_what_the_office_names_may_stand_inside(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _names(monkeypatch, **{"oa.example.test": ["10.1.2.3"], "oa.example.test.evil.test": ["10.1.2.3"]})

    place = place_of("http://OA.example.test/", Bounds(inside=(inside,)))

    assert [str(number) for number in place.numbers] == ["10.1.2.3"]
    with pytest.raises(NotAllowed):
        place_of("http://oa.example.test.evil.test/", Bounds(inside=(inside,)))


@pytest.mark.parametrize(
    "address",
    ["ftp://8.8.8.8/", "file:///etc/passwd", "http://", "http://8.8.8.8:22/", "http://a:b@8.8.8.8/",
     "http://8.8.8.8/" + "a" * 2000],
)  # fmt: skip
def test_what_is_no_page_is_not_visited(address: str) -> None:
    with pytest.raises(NotAllowed):
        place_of(address, Bounds())


@pytest.mark.parametrize(("errno", "unknown"), [(socket.EAI_NONAME, True), (socket.EAI_AGAIN, False)])
def test_no_such_name_is_not_no_answer(errno: int, unknown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: object, **kwargs: object) -> None:
        raise socket.gaierror(errno, "")

    monkeypatch.setattr(socket, "getaddrinfo", fails)

    with pytest.raises(Unresolved) as told:
        place_of("http://www.example.test/", Bounds())

    assert told.value.unknown is unknown


def _names(monkeypatch: pytest.MonkeyPatch, **numbers: list[str]) -> None:
    def told(host: str, port: int, **kwargs: object) -> list[tuple[int, int, int, str, tuple[str, int]]]:
        return [(0, socket.SOCK_STREAM, 0, "", (number, port)) for number in numbers[host]]

    monkeypatch.setattr(socket, "getaddrinfo", told)
