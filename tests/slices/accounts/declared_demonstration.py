"""The act by which the demonstration makes its accounts."""

from gongkai.accounts.services.demonstration import create_demonstration_person
from tests.world import World

ACTS = {
    "accounts.create_demonstration": lambda world: create_demonstration_person(
        login="yanshi", name="经办人甲", agency_id=_agency(world), by=world.clerks["security_administrator"]
    )
}


def _agency(world: World) -> int:
    return world.agency.pk
