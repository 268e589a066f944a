"""Accounts, as the security administrator keeps them. Nobody acts on himself; nobody is ever deleted."""

import secrets
from typing import Final

from axes.handlers.proxy import AxesProxyHandler

from gongkai.accounts import selectors
from gongkai.accounts.errors import AccountClosed, AccountOpen, ChangedMeanwhile, LoginTaken, NotOneself
from gongkai.accounts.models import Person
from gongkai.accounts.services.officers import refuse_to_lose_the_last
from gongkai.audit.services import act, record
from gongkai.kit import clock
from gongkai.kit.access import Clerk

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is mistaken for another on paper: i l o 0 1."""


def temporary_password() -> str:
    """A password for the slip: four groups of four, about 79 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@act("accounts.create_person", "开立账号")
def create_person(*, login: str, name: str, agency_id: int, email: str, by: Clerk) -> tuple[Person, str]:
    """A new account with a temporary password, which must be changed at the first sign-in."""
    agency = selectors.agency_in_reach(by, agency_id)
    if Person.objects.filter(login__iexact=login).exists():
        raise LoginTaken(login=login)
    password = temporary_password()
    person = Person.objects.create_user(
        login, password, name=name, email=email, agency=agency, must_change_password=True
    )
    changes = {"login": ("", login), "name": ("", name), "agency": ("", agency.name), "email": ("", email)}
    record(person, by=by, on=clock.today(), changes=changes, personal=["email"])
    return person, password


@act("accounts.edit_person", "修改人员资料")
def edit_person(pk: int, *, name: str, agency_id: int, email: str, version: int, by: Clerk) -> Person:
    """Name, agency, mail. A form that was opened before another's change is refused."""
    person = selectors.person_for_update(pk, by)
    if person.version != version:
        raise _meanwhile(person)
    agency = selectors.agency_in_reach(by, agency_id)
    changes = {
        "name": (person.name, name),
        "agency": (person.agency.name if person.agency else "", agency.name),
        "email": (person.email, email),
    }
    person.name, person.agency, person.email, person.version = name, agency, email, version + 1
    person.save(update_fields=["name", "agency", "email", "version"])
    changed = {field: change for field, change in changes.items() if change[0] != change[1]}
    record(person, by=by, on=clock.today(), changes=changed, personal=["email"])
    return person


@act("accounts.close", "停用账号")
def close_account(pk: int, *, reason: str, by: Clerk) -> Person:
    """The person can no longer sign in and every session ends; posts keep their terms for the record."""
    person = selectors.person_for_update(pk, by)
    _not_oneself(person, by, "停用账号")
    if not person.is_active:
        raise AccountClosed(person=person.name, act="停用账号")
    refuse_to_lose_the_last(person, clock.today())
    person.is_active = False
    person.save(update_fields=["is_active"])
    record(person, by=by, on=clock.today(), changes={"is_active": (True, False)}, note=reason)
    return person


@act("accounts.reopen", "恢复账号")
def reopen_account(pk: int, *, reason: str, by: Clerk) -> Person:
    """The person can sign in again."""
    person = selectors.person_for_update(pk, by)
    _not_oneself(person, by, "恢复账号")
    if person.is_active:
        raise AccountOpen(person=person.name)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(person, by=by, on=clock.today(), changes={"is_active": (False, True)}, note=reason)
    return person


@act("accounts.reset_password", "重置口令")
def reset_password(pk: int, *, by: Clerk) -> tuple[Person, str]:
    """A new temporary password; every session of the old one ends, the second step is set up anew."""
    person = selectors.person_for_update(pk, by)
    _not_oneself(person, by, "重置口令")
    if not person.is_active:
        raise AccountClosed(person=person.name, act="重置口令")
    password = temporary_password()
    person.set_password(password)
    person.must_change_password, person.password_changed_at = True, clock.now()
    person.save(update_fields=["password", "must_change_password", "password_changed_at"])
    selectors.second_steps(person).delete()
    AxesProxyHandler.reset_attempts(username=person.login)
    record(person, by=by, on=clock.today(), note="两步验证同时清除，由本人重新设置")
    return person, password


@act("accounts.unlock", "解除锁定")
def unlock(pk: int, *, by: Clerk) -> Person:
    """Failures are forgotten: the person may try again at once."""
    person = selectors.person_for_update(pk, by)
    AxesProxyHandler.reset_attempts(username=person.login)
    record(person, by=by, on=clock.today())
    return person


def _not_oneself(person: Person, by: Clerk, what: str) -> None:
    if person.pk == by.person_id:
        raise NotOneself(act=what)


def _meanwhile(person: Person) -> ChangedMeanwhile:
    who, when = selectors.last_edit(person)
    return ChangedMeanwhile(person=person.name, who=who, when=when)
