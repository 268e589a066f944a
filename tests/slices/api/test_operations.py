"""Every operation as every role, from the operations themselves; every act has one operation or a reason."""

import pytest
from django.core.cache import cache
from django.db import transaction

from gongkai.audit.services import ACTS
from gongkai.kit.access import Clerk
from gongkai.kit.api import Operation
from gongkai.site.api import OPERATIONS, api
from gongkai.statute.vocab.roles import ROLES, Perm
from tests.contracts import test_acts  # noqa: F401  loads every module of services
from tests.slices.api.calls import bearer, call
from tests.world import World, a_world

GUARDED = [operation for operation in OPERATIONS if not operation.public]
OWN = "本人在浏览器里办理，令牌不能代替本人登录"
PLATFORM = "由系统自己办理，不由人发起"
INSTALLED = "安装时用命令办理"
WITHOUT: dict[str, str] = {
    "accounts.sign_in": OWN,
    "accounts.sign_in_failed": OWN,
    "accounts.sign_out": OWN,
    "accounts.change_password": OWN,
    "accounts.end_sessions": OWN,
    "accounts.recovery_codes": OWN,
    "accounts.two_steps_on": OWN,
    "accounts.two_steps_off": OWN,
    "accounts.create_token": OWN,
    "accounts.revoke_token": OWN,
    "accounts.lock_out": PLATFORM,
    "item.publish_scheduled": PLATFORM,
    "item.not_published": PLATFORM,
    "item.withdraw_scheduled": PLATFORM,
    "ledger.import": PLATFORM,
    "delivery.done": PLATFORM,
    "delivery.stop_failed": PLATFORM,
    "accounts.found": INSTALLED,
    "accounts.create_demonstration": INSTALLED,
    "agency.found": INSTALLED,
}


def test_operations_have_one_id_and_one_address() -> None:
    assert len({operation.id for operation in OPERATIONS}) == len(OPERATIONS)
    assert len({(operation.method, operation.path) for operation in OPERATIONS}) == len(OPERATIONS)


@pytest.mark.django_db
def test_every_role_tries_every_operation() -> None:
    world = a_world()
    headers = _headers(world)

    wrong = []
    for operation in GUARDED:
        for who, clerk in _everyone(world):
            with transaction.atomic():
                answer = call(operation, headers[who])
                transaction.set_rollback(True)
            cache.clear()
            refused = answer.status_code == 403
            if refused != bool(operation.may and not clerk.can(*operation.may)) or answer.status_code in {401, 500}:
                wrong.append((who, operation.id, answer.status_code))

    assert wrong == []


def _everyone(world: World) -> list[tuple[str, Clerk]]:
    inside = [(role.label, world.clerks[role.code]) for role in ROLES]
    return [*inside, *((f"外机关{role.label}", world.others[role.code]) for role in ROLES)]


def _headers(world: World) -> dict[str, dict[str, str]]:
    return {who: bearer(clerk) for who, clerk in _everyone(world)}


@pytest.mark.django_db
@pytest.mark.parametrize("operation", GUARDED, ids=lambda operation: operation.id)
def test_without_a_token_or_its_scope_nothing_opens(operation: Operation) -> None:
    world = a_world()
    allowed = [clerk for clerk in world.clerks.values() if not operation.may or clerk.can(*operation.may)]
    assert allowed, "somebody may do it"

    stranger = call(operation, {})
    wrong = call(operation, {"authorization": "Bearer gk_" + "x" * 43})
    others = sorted(allowed[0].may - operation.may)
    narrow = call(operation, bearer(allowed[0], others[0])) if operation.may and others else None

    assert (stranger.status_code, stranger.json()["code"]) == (401, "API-1401")
    assert (wrong.status_code, wrong.json()["code"]) == (401, "API-1401")
    if narrow is not None:
        assert (narrow.status_code, narrow.json()["code"]) == (403, "API-1403")


def test_every_permission_named_exists() -> None:
    assert {code for operation in OPERATIONS for code in operation.may} <= {perm.value for perm in Perm}


def test_the_schema_states_every_operation() -> None:
    schema = api.get_openapi_schema(path_prefix="/api/v1/")

    found = {one["operationId"] for path in schema["paths"].values() for one in path.values()}

    assert found == {operation.id for operation in OPERATIONS}
    assert schema["openapi"].startswith("3.1")


def test_an_act_is_an_operation_or_has_a_reason() -> None:
    reached = {operation.id for operation in OPERATIONS} & set(ACTS)

    assert reached.isdisjoint(WITHOUT)
    assert set(ACTS) == reached | set(WITHOUT)
