"""Signing in and out, and what a person does with the own password and second step."""

from collections.abc import Callable
from typing import TypeVar

from gongkai.accounts.models import Person
from gongkai.audit.services import act, record
from gongkai.kit import clock
from gongkai.kit.access import Clerk

Done = TypeVar("Done")


@act("accounts.sign_in", "登录")
def sign_in(person: Person, *, by: Clerk | None) -> None:
    """A person has signed in."""
    record(person, by=by, on=clock.today())


@act("accounts.sign_out", "退出")
def sign_out(person: Person, *, by: Clerk | None) -> None:
    """A person has signed out."""
    record(person, by=by, on=clock.today())


@act("accounts.sign_in_failed", "登录失败")
def sign_in_failed(login: str, *, note: str = "") -> None:
    """Somebody failed to sign in. What was typed is masked: it may be a password in the wrong field."""
    _record_failure(login, note)


@act("accounts.lock_out", "锁定账号")
def lock_out(login: str) -> None:
    """The failure after which the account is locked."""
    _record_failure(login, "连续登录失败")


@act("accounts.change_password", "更换口令")
def change_password(person: Person, password: str) -> None:
    """A person's own new password; it is known to nobody else from now on."""
    first = person.must_change_password
    person.set_password(password)
    person.must_change_password, person.password_changed_at = False, clock.now()
    person.save(update_fields=["password", "must_change_password", "password_changed_at"])
    record(person, by=None, on=clock.today(), note="首次登录或重置之后" if first else "本人")


@act("accounts.two_steps_on", "启用两步验证")
def two_steps_on(person: Person, *, by: Clerk | None, do: Callable[[], Done]) -> Done:
    """A person has set up an authenticator; `do` keeps it."""
    return _recorded(person, by, do)


@act("accounts.two_steps_off", "停用两步验证")
def two_steps_off(person: Person, *, by: Clerk | None, do: Callable[[], Done]) -> Done:
    """A person has given the authenticator up; `do` removes it."""
    return _recorded(person, by, do)


@act("accounts.recovery_codes", "生成恢复码")
def renew_recovery_codes(person: Person, *, by: Clerk | None, do: Callable[[], Done]) -> Done:
    """New recovery codes; the old ones are void. `do` keeps them."""
    return _recorded(person, by, do)


@act("accounts.end_sessions", "退出其他登录")
def end_other_sessions(person: Person, *, by: Clerk | None, do: Callable[[], Done]) -> Done:
    """A person's other sessions are ended by `do`."""
    return _recorded(person, by, do)


def masked(login: str) -> str:
    """A login of which little can be read.

    >>> masked("zhangsan"), masked("ab"), masked("")
    ('z******n', '**', '')
    """
    return login if not login else f"{login[0]}******{login[-1]}" if len(login) > 4 else "*" * len(login)


def _recorded(person: Person, by: Clerk | None, do: Callable[[], Done]) -> Done:
    done = do()
    record(person, by=by, on=clock.today())
    return done


def _record_failure(login: str, note: str) -> None:
    login = login[:64]
    known = Person.objects.filter(login=login).first()
    subject = known or Person(pk=0, name="未知的登录名")
    record(subject, by=None, on=clock.today(), changes={"login": ("", login)}, personal=["login"],
           note="，".join(part for part in (f"登录名 {masked(login)}", note) if part))  # fmt: skip
