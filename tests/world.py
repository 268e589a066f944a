"""A small world for the tests that walk everything: who is there, and what each slice declares about itself.

Every slice with addresses has `tests/slices/<slice>/declared*.py` with ADDRESSES (each address once, with who may
use it) and ACTS (for each act of its services, by code, a function that does it once).
`tests/contracts/test_access.py` walks ADDRESSES as everyone; `tests/contracts/test_acts.py` does each of ACTS and
counts the entries.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gongkai.agencies.models import Agency
from gongkai.kit.access import Clerk
from gongkai.statute.vocab.roles import ROLES
from tests.builders import a_clerk, an_agency

HERE = Path(__file__).resolve().parent


@dataclass
class World:
    """A district with a subdistrict and a stranger's subdistrict in another district; a clerk of each role."""

    district: Agency
    agency: Agency
    elsewhere: Agency
    clerks: dict[str, Clerk] = field(default_factory=dict)
    others: dict[str, Clerk] = field(default_factory=dict)


def a_world() -> World:
    """The world, newly made. A clerk of each role in `agency` (supervisor: in the district), and in `elsewhere`."""
    district = an_agency("前进区人民政府", kind="county")
    agency = an_agency("港湾街道办事处", under=district)
    elsewhere = an_agency("远山街道办事处", under=an_agency("青山区人民政府", kind="county"))
    world = World(district, agency, elsewhere)
    for role in ROLES:
        world.clerks[role.code] = a_clerk(district if role.code == "supervisor" else agency, role.code)
        world.others[role.code] = a_clerk(elsewhere, role.code)
    return world


@dataclass(frozen=True)
class Address:
    """One address as it is declared.

    `access` is EVERYONE, SIGNED_IN, TOKEN (no session opens it) or a frozenset of permissions (any of). `make`
    makes what the address needs in the world and gives its keyword arguments. `own` means that a clerk of another
    agency gets 404. `methods` are those accepted; a GET with `make`'s arguments answers below 400 for who may use
    it, a POST without data does not answer 401, 403, 404 or 5xx.
    """

    name: str
    access: str | frozenset[str]
    make: Callable[[World], dict[str, Any]] = lambda world: {}
    methods: tuple[str, ...] = ("GET",)
    own: bool = False


def declared_addresses() -> list[Address]:
    """All that the slices declare."""
    return [address for module in _modules() for address in getattr(module, "ADDRESSES", ())]


def worldless_acts() -> set[str]:
    """The acts that are done before anybody is there: their examples are given an empty database and None."""
    return {code for module in _modules() for code in getattr(module, "WORLDLESS", ())}


def declared_acts() -> dict[str, Callable[[World], object]]:
    """How to do each act once, by its code."""
    return {code: do for module in _modules() for code, do in getattr(module, "ACTS", {}).items()}


def _modules() -> list[Any]:
    return [
        importlib.import_module(f"tests.slices.{path.parent.name}.{path.stem}")
        for path in sorted((HERE / "slices").glob("*/declared*.py"))
    ]
