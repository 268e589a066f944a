"""Every act of every service writes exactly one entry; the acts are enumerated, not sampled."""

import importlib
import pkgutil

import pytest

import gongkai
from gongkai.audit.models import Entry
from gongkai.audit.services import ACTS
from tests.world import a_world, declared_acts, worldless_acts

for _module in pkgutil.walk_packages(gongkai.__path__, "gongkai."):  # acts are known once their modules are loaded
    if ".services" in _module.name:
        importlib.import_module(_module.name)


def test_every_act_has_its_example() -> None:
    assert set(declared_acts()) == set(ACTS)


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(ACTS))
def test_an_act_writes_exactly_one_entry(code: str) -> None:
    world = None if code in worldless_acts() else a_world()
    do = declared_acts()[code]
    kept = Entry.objects.filter(act=code)

    do(world)  # type: ignore[arg-type]  # the worldless ones take None

    assert kept.count() == 1, "the example does the act once, and the act writes one entry"
