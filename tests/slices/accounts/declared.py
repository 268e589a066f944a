"""What accounts declare: the entrance is for everyone, own matters for who is signed in, the rest for one role."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from gongkai.accounts import services
from gongkai.accounts.models import Person, Post, Term
from gongkai.kit import clock
from gongkai.kit.access import EVERYONE, SIGNED_IN, Clerk
from gongkai.statute.vocab.roles import Perm
from tests.builders import a_person, a_term
from tests.world import Address, World

PEOPLE = frozenset({Perm.PEOPLE_MANAGE})


def security(world: World) -> Clerk:
    return world.clerks["security_administrator"]


def member(world: World, **fields: Any) -> Person:
    """A person of the agency without a post."""
    return a_person(agency=world.agency, **fields)


def _person(world: World) -> dict[str, Any]:
    return {"pk": member(world).pk}


def _closed(world: World) -> dict[str, Any]:
    return {"pk": member(world, is_active=False).pk}


def _term(world: World) -> dict[str, Any]:
    return {"pk": a_term(world.agency).pk}


def _post(world: World) -> dict[str, Any]:
    return {"pk": a_term(world.agency).post_id}


def _own(name: str, *methods: str) -> Address:
    return Address(name, SIGNED_IN, methods=methods or ("GET", "POST"))


def _managed(name: str, make: Callable[[World], dict[str, Any]] | None = None, *methods: str) -> Address:
    if make is None:
        return Address(name, PEOPLE, methods=methods or ("GET",))
    return Address(name, PEOPLE, make, methods=methods or ("GET",), own=True)


ADDRESSES = [
    Address("account_login", EVERYONE, methods=("GET", "POST")),
    Address("account_inactive", EVERYONE),
    Address("mfa_authenticate", EVERYONE),
    _own("account_logout"),
    _own("account_change_password"),
    _own("account_reauthenticate"),
    _own("mfa_index", "GET"),
    _own("mfa_reauthenticate", "GET"),
    _own("mfa_activate_totp", "GET"),
    _own("mfa_deactivate_totp", "GET"),
    _own("mfa_view_recovery_codes", "GET"),
    _own("mfa_generate_recovery_codes", "GET"),
    _own("usersessions_list"),
    _own("acting_post", "POST"),
    _own("accounts:own_delegations"),
    _managed("accounts:people"),
    _managed("accounts:person_new", None, "GET", "POST"),
    _managed("accounts:person", _person),
    _managed("accounts:person_edit", _person, "GET", "POST"),
    _managed("accounts:person_close", _person, "POST"),
    _managed("accounts:person_reopen", _closed, "POST"),
    _managed("accounts:person_reset", _person, "POST"),
    _managed("accounts:person_unlock", _person, "POST"),
    _managed("accounts:person_slip", _person),
    _managed("accounts:posts"),
    _managed("accounts:post_new", None, "GET", "POST"),
    _managed("accounts:post", _post),
    _managed("accounts:post_close", _post, "GET", "POST"),
    _managed("accounts:appoint", _post, "GET", "POST"),
    _managed("accounts:term_end", _term, "GET", "POST"),
    _managed("accounts:delegate", _term, "GET", "POST"),
    _managed("accounts:roles"),
]


def _nothing() -> None:
    return None


def _create_post(world: World) -> Post:
    return services.create_post(
        agency_id=world.agency.pk, office="党政办公室", title="文书", role="handler", by=security(world)
    )


def _close_post(world: World) -> None:
    post = Post.objects.create(agency=world.agency, title="空缺岗位", role="handler")
    services.close_post(post.pk, on=date(2026, 1, 1), reason="合并", by=security(world))


def _appoint(world: World) -> Term:
    post = Post.objects.create(agency=world.agency, title="新岗位", role="handler")
    return services.appoint(post.pk, person_id=member(world).pk, since=date(2026, 1, 1), by=security(world))


def _delegate(world: World) -> Term:
    handler, today = world.clerks["handler"], clock.today()
    return services.delegate(
        handler.post_id, principal_id=handler.person_id, person_id=member(world).pk, since=today,
        until=today + timedelta(days=7), reason="休假", by=handler,
    )  # fmt: skip


def _found(world: World) -> None:
    founders = [
        services.Founder("system_administrator", "first-system", "系统管理员甲"),
        services.Founder("security_administrator", "first-security", "安全管理员甲"),
        services.Founder("auditor", "first-auditor", "安全审计员甲"),
    ]
    services.install_officers(world.agency.pk, founders, on=date(2026, 1, 1))


def _create_person(world: World) -> None:
    services.create_person(login="xin-ren", name="新人", agency_id=world.agency.pk, email="", by=security(world))


def _edit_person(world: World) -> None:
    services.edit_person(
        member(world).pk, name="改名", agency_id=world.agency.pk, email="", version=1, by=security(world)
    )


def _clerks_own(world: World) -> dict[str, Any]:
    return {"person": Person.objects.get(pk=world.clerks["handler"].person_id), "by": world.clerks["handler"]}


ACTS: dict[str, Callable[[World], object]] = {
    "accounts.sign_in": lambda world: services.sign_in(**_clerks_own(world)),
    "accounts.sign_out": lambda world: services.sign_out(**_clerks_own(world)),
    "accounts.sign_in_failed": lambda world: services.sign_in_failed("nobody"),
    "accounts.lock_out": lambda world: services.lock_out("nobody"),
    "accounts.change_password": lambda world: services.change_password(member(world), "yun-duo-tie-gui-luo-bo"),
    "accounts.two_steps_on": lambda world: services.two_steps_on(**_clerks_own(world), do=_nothing),
    "accounts.two_steps_off": lambda world: services.two_steps_off(**_clerks_own(world), do=_nothing),
    "accounts.recovery_codes": lambda world: services.renew_recovery_codes(**_clerks_own(world), do=_nothing),
    "accounts.end_sessions": lambda world: services.end_other_sessions(**_clerks_own(world), do=_nothing),
    "accounts.create_person": _create_person,
    "accounts.edit_person": _edit_person,
    "accounts.close": lambda world: services.close_account(member(world).pk, reason="离职", by=security(world)),
    "accounts.reopen": lambda world: services.reopen_account(
        member(world, is_active=False).pk, reason="返岗", by=security(world)
    ),
    "accounts.reset_password": lambda world: services.reset_password(member(world).pk, by=security(world)),
    "accounts.unlock": lambda world: services.unlock(member(world).pk, by=security(world)),
    "accounts.create_post": _create_post,
    "accounts.close_post": _close_post,
    "accounts.appoint": _appoint,
    "accounts.end_term": lambda world: services.end_term(
        a_term(world.agency).pk, on=date(2026, 6, 30), reason="轮岗", by=security(world)
    ),
    "accounts.delegate": _delegate,
    "accounts.found": _found,
}
