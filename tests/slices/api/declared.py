"""What the API declares: what a token opens refuses every session; the public part is for everyone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from gongkai.kit.access import EVERYONE, TOKEN
from gongkai.site.api import OPERATIONS
from tests.slices.api.paths import in_path
from tests.slices.disclosures.builders import published, the_office
from tests.world import Address, World

NOBODYS = UUID(int=0)
PUBLIC: dict[str, Callable[[World], dict[str, Any]]] = {
    "public.agency": lambda world: {"slug": world.agency.slug},
    "public.columns": lambda world: {"slug": world.agency.slug},
    "public.item": lambda world: {"key": published(the_office(world)).key},
}
"""For each public operation with a path: what is there to be read."""


def _nothing(names: list[str]) -> Callable[[World], dict[str, Any]]:
    return lambda world: dict.fromkeys(names, NOBODYS)


ADDRESSES = [
    Address("api:openapi-json", EVERYONE),
    *(
        Address(f"api:{operation.id}", EVERYONE, PUBLIC.get(operation.id, lambda world: {}))
        if operation.public
        else Address(f"api:{operation.id}", TOKEN, _nothing(in_path(operation.path)), methods=(operation.method,))
        for operation in OPERATIONS
    ),
]
