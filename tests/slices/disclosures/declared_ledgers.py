"""What the import of ledgers declares."""

from typing import Any

from gongkai.disclosures.models import NumberScheme
from gongkai.disclosures.services import ledgers as services
from gongkai.disclosures.tasks import ledgers as tasks
from gongkai.kit.access import Clerk
from gongkai.statute.vocab.roles import Perm
from tests.builders import a_column
from tests.slices.disclosures import ledger_files as files
from tests.world import Address, World

_IMPORT = frozenset({Perm.DISCLOSURE_IMPORT})
_BAD = ("", *files.ROW[1:])


def _by(world: World) -> Clerk:
    a_column(world.agency, "通知公告")
    NumberScheme.objects.get_or_create(agency=world.agency, template="{year}-{serial:5}")
    return world.clerks["handler"]


def _uploaded(world: World) -> dict[str, Any]:
    return {"key": files.uploaded(_by(world)).key}


def _checked(world: World) -> dict[str, Any]:
    return {"key": files.checked(_by(world)).key}


def _running(world: World) -> dict[str, Any]:
    return {"key": files.ordered(_by(world)).key}


def _refused(world: World) -> dict[str, Any]:
    return {"key": files.checked(_by(world), [_BAD]).key}


def _begin(world: World) -> None:
    ledger = files.checked(_by(world))
    services.begin(ledger.key, by=world.clerks["handler"])


def _import(world: World) -> None:
    _begin(world)
    tasks.work_once()


ADDRESSES = [
    Address("disclosures:ledgers", _IMPORT, methods=("GET", "POST")),
    Address("disclosures:ledger", _IMPORT, _refused, own=True),
    Address("disclosures:ledger_map", _IMPORT, _uploaded, methods=("GET", "POST"), own=True),
    Address("disclosures:ledger_progress", _IMPORT, _running, own=True),
    Address("disclosures:ledger_refused", _IMPORT, _refused, own=True),
    Address("disclosures:ledger_names", _IMPORT, _refused, methods=("POST",), own=True),
    Address("disclosures:ledger_begin", _IMPORT, _checked, methods=("POST",), own=True),
    Address("disclosures:ledger_cancel", _IMPORT, _running, methods=("POST",), own=True),
    Address("disclosures:ledger_abandon", _IMPORT, _checked, methods=("POST",), own=True),
]
ACTS = {
    "ledger.upload": lambda world: files.uploaded(_by(world)),
    "ledger.map": lambda world: files.ordered(_by(world)),
    "ledger.begin": _begin,
    "ledger.import": _import,
    "ledger.abandon": lambda world: services.abandon(_checked(world)["key"], by=world.clerks["handler"]),
}
