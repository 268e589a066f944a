"""Builders of rows: each names only what matters, the rest is plausible. Demonstration people are named by post."""

from datetime import date
from itertools import count
from typing import Any

from django.test import Client

from gongkai.accounts.models import Person, Post, Term
from gongkai.accounts.selectors import clerk
from gongkai.agencies.models import Agency
from gongkai.disclosures.models import Column
from gongkai.kit.access import Clerk
from gongkai.statute.vocab.roles import ROLE

PASSWORD = "Kuaiban-2026-ceshi"
_numbers = count(1)


def an_agency(name: str = "", *, under: Agency | None = None, kind: str = "subdistrict", **fields: Any) -> Agency:
    """An agency, at the root or under another."""
    number = next(_numbers)
    fields = {"name": name or f"第{number}街道办事处", "kind": kind, "slug": f"agency-{number}"} | fields
    if under is None:
        return Agency.objects.add_root(instance=Agency(**fields))
    return Agency.objects.add_child(Agency.objects.get(pk=under.pk), instance=Agency(**fields))


def a_person(name: str = "", **fields: Any) -> Person:
    """A person who can sign in with PASSWORD."""
    number = next(_numbers)
    return Person.objects.create_user(f"person-{number}", PASSWORD, name=name or f"人员{number}", **fields)


def a_term(agency: Agency, role: str = "handler", *, person: Person | None = None, since: date = date(2020, 1, 1),
           until: date | None = None, **fields: Any) -> Term:  # fmt: skip
    """A post of a role in the agency, held by a person."""
    title = f"{ROLE[role].label}{next(_numbers)}"
    post = Post.objects.create(agency=agency, role=role, title=title)
    return Term.objects.create(post=post, person=person or a_person(title), since=since, until=until, **fields)


def a_clerk(agency: Agency, role: str = "handler", **fields: Any) -> Clerk:
    """One who acts for the agency in a role."""
    return clerk(a_term(agency, role, **fields))


def sign_in(client: Client, who: Clerk) -> Client:
    """The client signed in as a clerk."""
    client.force_login(Person.objects.get(pk=who.person_id), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["acting_post"] = who.post_id
    session.save()
    return client


def a_column(agency: Agency, name: str = "", **fields: Any) -> Column:
    """A column of the agency."""
    number = next(_numbers)
    fields = {"name": name or f"栏目{number}", "slug": f"column-{number}", "kind": "notice"} | fields
    return Column.objects.create(agency=agency, **fields)
