"""What columns declare."""

from datetime import date
from typing import Any

from gongkai.disclosures.services import columns as services
from gongkai.disclosures.services.columns import Described
from gongkai.statute.vocab.roles import Perm
from tests.builders import a_column
from tests.world import Address, World

_READ, _MANAGE = frozenset({Perm.DISCLOSURE_READ}), frozenset({Perm.COLUMN_MANAGE})


def _column(world: World) -> dict[str, Any]:
    return {"key": a_column(world.agency).key}


def _do(name: str, **more: Any) -> Any:
    def do(world: World) -> None:
        getattr(services, name)(a_column(world.agency).key, by=world.clerks["disclosure_officer"], **more)

    return do


def _act(name: str) -> Address:
    return Address(f"disclosures:column_{name}", _MANAGE, _column, methods=("POST",), own=True)


ADDRESSES = [
    Address("disclosures:columns", _READ),
    Address("disclosures:column_new", _MANAGE, methods=("GET", "POST")),
    Address("disclosures:columns_standard", _MANAGE, methods=("POST",)),
    Address("disclosures:column", _READ, _column, own=True),
    *(_act(name) for name in ("edit", "place", "shift", "keep_up", "explain", "close")),
    Address("disclosures:freshness", _READ),
    Address("disclosures:duty", _READ),
]
ACTS = {
    "column.open_standard": lambda world: services.open_standard(by=world.clerks["disclosure_officer"]),
    "column.open": lambda world: services.open_column(
        Described("工作动态"), section="statutory", parent=None, by=world.clerks["disclosure_officer"]
    ),
    "column.edit": _do("edit", facts=Described("新名称"), version=0),
    "column.place": _do("place", parent=None, section="institution", version=0),
    "column.shift": _do("shift", up=True),
    "column.keep_up": _do("keep_up", owner=None, max_idle_days=30, version=0),
    "column.explain": _do("explain", reason="本机关没有收费项目", version=0),
    "column.close": _do("close", on=date(2026, 11, 1), moved_to=None, version=0),
}
