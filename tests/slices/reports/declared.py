"""What the 体检 page declares: it is for everyone; a checkup's random address is the only key to it."""

from functools import partial
from typing import Any

from gongkai.kit import clock
from gongkai.kit.access import EVERYONE
from gongkai.reports import examples, services, tasks
from tests.world import Address, World


def _checkup(world: World, **more: Any) -> dict[str, Any]:
    checkup = services.receive(examples.files("bureau-2023"), (), now=clock.now())
    while tasks.work_once():
        pass
    return {"public_id": checkup.public_id} | more


_result = partial(_checkup, file=1, number=1)
ADDRESSES = [
    Address("reports:home", EVERYONE),
    Address("reports:upload", EVERYONE, methods=("POST",)),
    Address("reports:example", EVERYONE, lambda world: {"name": "bureau-2023"}, methods=("POST",)),
    Address("reports:overview", EVERYONE, _checkup),
    Address("reports:progress", EVERYONE, _checkup),
    Address("reports:findings", EVERYONE, _checkup),
    Address("reports:result", EVERYONE, _result),
    Address("reports:read", EVERYONE, partial(_result, kind="json")),
    Address("reports:repaired", EVERYONE, partial(_result, kind="json")),
    Address("reports:picture", EVERYONE, _result),
    Address("reports:delete", EVERYONE, _checkup, methods=("POST",)),
]
ACTS: dict[str, Any] = {}
