"""An example of every declared address, made on the demonstration: `python -m tests.journeys.examples` prints them.

It runs in a process of its own, on the home of the platform whose pages are looked at, before that is started: what
the slices declare for the tests of access is made here too, among the demonstration's agencies and people.
"""

import json
import sys
from dataclasses import asdict, dataclass

import django

from gongkai.kit.access import EVERYONE, SIGNED_IN, TOKEN, Clerk

QUERIES = {"portal:search": "q=街道", "agencies:preview": "name=名录.json&on=2026-03-01&basis=前编办"}
"""What follows the path where a page shows little without it."""


@dataclass(frozen=True, slots=True)
class Example:
    """An address as it is opened: its name, the path, whose page (no name: a visitor), what it accepts."""

    name: str
    path: str
    who: str
    methods: tuple[str, ...]
    made: bool


def main() -> None:
    """Make them and print them as JSON."""
    django.setup()
    from django.urls import reverse

    from tests.world import Address, World, declared_addresses

    def example(address: Address, world: World) -> Example:
        made = address.make(world)
        path, who = reverse(address.name, kwargs=made), _who(address.access, world.clerks)
        asked = f"?{QUERIES[address.name]}" if address.name in QUERIES else ""
        return Example(address.name, path + asked, who, address.methods, bool(made))

    world = _world()
    opened = [address for address in declared_addresses() if address.access != TOKEN]
    json.dump([asdict(example(address, world)) for address in opened], sys.stdout, ensure_ascii=False)


def _world() -> "World":  # type: ignore[name-defined]  # noqa: F821  models exist only after django.setup()
    """The demonstration as a world: its subdistrict, and for each role whoever bears it there or above."""
    from gongkai.accounts.selectors import clerks_of_role
    from gongkai.agencies.selectors.directory import agency_by_slug
    from gongkai.kit import clock
    from gongkai.site.demonstration import agencies
    from gongkai.statute.vocab.roles import ROLES
    from tests.world import World

    district, agency = agency_by_slug(agencies.DISTRICT.slug), agency_by_slug(agencies.HARBOUR.slug)
    world = World(district, agency, agency_by_slug("jiangbei"))
    for role in ROLES:
        for place in (agency, district):
            for clerk in clerks_of_role(place.pk, role.code, clock.today())[:1]:
                world.clerks.setdefault(role.code, clerk)
    return world


def _who(access: object, clerks: dict[str, Clerk]) -> str:
    """Whose page it is: the first in the order of the roles who may use it."""
    if access == EVERYONE:
        return ""
    if access == SIGNED_IN:
        return clerks["handler"].person
    return next(clerk.person for clerk in clerks.values() if isinstance(access, frozenset) and clerk.can(*access))


if __name__ == "__main__":
    main()
