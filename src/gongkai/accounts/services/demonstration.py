"""Accounts of the demonstration: their password is public, and they can sign in only where it is switched on."""

from gongkai.accounts import selectors
from gongkai.accounts.demonstration import PASSWORD
from gongkai.accounts.models import Person
from gongkai.audit.services import act, record
from gongkai.kit import clock
from gongkai.kit.access import Clerk


@act("accounts.create_demonstration", "开立演示账号")
def create_demonstration_person(*, login: str, name: str, agency_id: int, by: Clerk) -> Person:
    """An account with the demonstration's password, which need not be changed."""
    agency = selectors.agency_in_reach(by, agency_id)
    person = Person.objects.create_user(login, PASSWORD, name=name, agency=agency, demonstration=True)
    record(person, by=by, on=clock.today(), changes={"login": ("", login), "name": ("", name)})
    return person
