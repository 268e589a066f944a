"""The first three officers of an installation: made once, from the machine itself, never from a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.apps import apps

from gongkai.accounts.models import Person, Post, Term
from gongkai.accounts.services.people import temporary_password
from gongkai.audit.services import act, record
from gongkai.statute.vocab.roles import ROLE


@dataclass(frozen=True, slots=True)
class Founder:
    """One of the first officers. One of the demonstration has its public password and need not change it."""

    role: str
    login: str
    name: str
    password: str = ""
    demonstration: bool = False


@act("accounts.found", "设立首批三员")
def install_officers(agency_id: int, founders: Sequence[Founder], *, on: date) -> dict[str, str]:
    """Accounts, posts and terms of the first officers; their temporary passwords by login.

    ValueError unless they are different people with one officer's role each.
    """
    if len({one.login for one in founders}) != len(founders) or not all(ROLE[one.role].officer for one in founders):
        raise ValueError("the first officers are different people with an officer's role each")
    agency = apps.get_model("agencies", "Agency").objects.get(pk=agency_id)
    passwords = {}
    for one in founders:
        password = one.password or temporary_password()
        person = Person.objects.create_user(
            one.login,
            password,
            name=one.name,
            agency=agency,
            must_change_password=not one.demonstration,
            demonstration=one.demonstration,
        )
        post = Post.objects.create(agency=agency, title=ROLE[one.role].label, role=one.role)
        Term.objects.create(post=post, person=person, since=on, reason="系统初始化")
        passwords[one.login] = password
    record(agency, by=None, on=on, changes={one.role: ("", one.login) for one in founders})
    return passwords
