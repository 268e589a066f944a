"""What audit declares: the auditor's pages, over the chains of the own agency and below."""

from typing import Any

from gongkai.accounts import services
from gongkai.accounts.models import Person
from gongkai.audit.models import Chain, Entry
from gongkai.statute.vocab.roles import Perm
from tests.world import Address, World

AUDIT = frozenset({Perm.AUDIT_READ})


def _entry(world: World) -> dict[str, Any]:
    handler = world.clerks["handler"]
    services.sign_in(Person.objects.get(pk=handler.person_id), by=handler)
    return {"pk": Entry.objects.filter(chain__agency=world.agency.pk).latest("pk").pk}


def _chain(world: World) -> dict[str, Any]:
    _entry(world)
    return {"pk": Chain.objects.get(agency=world.agency.pk).pk}


ADDRESSES = [
    Address("audit:entries", AUDIT),
    Address("audit:entry", AUDIT, _entry, own=True),
    Address("audit:chains", AUDIT),
    Address("audit:prove", AUDIT, methods=("POST",)),
    Address("audit:export_all", AUDIT),
    Address("audit:export", AUDIT, _chain, own=True),
]
ACTS: dict[str, Any] = {}
