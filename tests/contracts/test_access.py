"""Every address as every role, a stranger and another agency's clerk included, from what the slices declare."""

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from itertools import product

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from gongkai.kit.access import EVERYONE, SIGNED_IN, TOKEN, Clerk
from gongkai.statute.vocab.roles import ROLES
from tests.builders import sign_in
from tests.world import Address, World, a_world, declared_addresses

DECLARED = declared_addresses()
REFUSED = {401, 403, 404}


@pytest.fixture(autouse=True)
def quiet() -> None:
    """No count of visits from the test before."""
    cache.clear()


def _named(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _named(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


REACHABLE = dict(_named(get_resolver().url_patterns))


def test_nothing_is_reachable_that_is_not_declared() -> None:
    assert sorted(address.name for address in DECLARED) == sorted(REACHABLE)


@pytest.mark.parametrize("address", DECLARED, ids=lambda address: address.name)
def test_the_view_guards_what_is_declared(address: Address) -> None:
    assert REACHABLE[address.name].callback.access == address.access


@pytest.mark.django_db
def test_everyone_tries_every_address() -> None:
    """One world for all addresses: making its people is most of the work. Each try finds it as it was."""
    world = a_world()
    everyone = _everyone(world)
    wrong = [line for address in DECLARED for line in _tried(address, world, everyone)]

    assert not wrong, "\n".join(wrong)


def _everyone(world: World) -> list[tuple[str, Clerk | None, SimpleCookie]]:
    """Everyone in the world with the cookies of being signed in; a stranger has none."""
    inside = [(role.label, world.clerks[role.code]) for role in ROLES]
    outside = [(f"外机关{role.label}", world.others[role.code]) for role in ROLES]
    return [
        ("a stranger", None, SimpleCookie()),
        *((who, one, sign_in(Client(), one).cookies) for who, one in [*inside, *outside]),
    ]


def _tried(address: Address, world: World, everyone: list[tuple[str, Clerk | None, SimpleCookie]]) -> Iterator[str]:
    """What came of the address that was not declared, a line each."""
    with transaction.atomic():
        path = reverse(address.name, kwargs=address.make(world))
        for method, (who, clerk, cookies) in product(address.methods, everyone):
            with transaction.atomic():
                client = Client()
                client.cookies = SimpleCookie(cookies)
                answer = client.generic(method, path)
                transaction.set_rollback(True)
            got = "refused" if answer.status_code in REFUSED or _to_sign_in(answer) else "let in"
            if (got, answer.status_code < 500) != (_expected(address, clerk, world), True):
                yield f"{who} {method} {path}: {answer.status_code}"
            control = answer.headers.get("Cache-Control", "")
            if (
                address.access != EVERYONE
                and answer.status_code == 200
                and not re.search("private|no-store", control)
            ):
                yield f"{who} {method} {path}: may be kept on the way"
        transaction.set_rollback(True)


def _to_sign_in(answer: object) -> bool:
    return getattr(answer, "status_code", 0) == 302 and "/accounts/login/" in answer["Location"]  # type: ignore[index]


def _expected(address: Address, clerk: Clerk | None, world: World) -> str:
    if address.access == EVERYONE:
        return "let in"
    if clerk is None or address.access == TOKEN:  # a session opens nothing of the API
        return "refused"
    if address.access == SIGNED_IN:
        return "let in"
    if not clerk.can(*address.access):
        return "refused"
    return "refused" if address.own and clerk in world.others.values() else "let in"
