"""People, posts and terms in the API."""

from typing import Any

from ninja import Schema

from gongkai.accounts import selectors, services
from gongkai.accounts.models import Person, Post, Term
from gongkai.kit import clock
from gongkai.kit.access import ClerkRequest
from gongkai.kit.api import ASKED, Number, Take, act, chars, many, one_of, read, row
from gongkai.kit.paging import Paging, page, page_of
from gongkai.statute.vocab.roles import ROLES, Perm

PEOPLE = Perm.PEOPLE_MANAGE
PersonLine = row(Person, "PersonLine", "id", "login", "name", "email", "agency", "is_active", "version")
PostLine = row(Post, "PostLine", "id", "agency", "office", "title", "role", "closed_on")
TermRow = row(Term, "TermRow", "id", "post", "person", "since", "until", "acting", "delegated_by", "reason")


class Slip(Schema):
    """A person, and the temporary password that is told once."""

    person: PersonLine  # type: ignore[valid-type]  # made from the model
    password: str


def people(request: ClerkRequest, asked: Paging = ASKED) -> Any:  # noqa: ANN401
    """人员。"""
    return page(selectors.people(request.clerk), asked, "id")


def person(request: ClerkRequest, pk: Number) -> Any:  # noqa: ANN401
    """一位人员。"""
    return selectors.person(pk, request.clerk)


def posts(request: ClerkRequest, asked: Paging = ASKED) -> Any:  # noqa: ANN401
    """岗位。"""
    return page(selectors.posts(request.clerk), asked, "agency_id", "id")


def holders(request: ClerkRequest, pk: Number) -> Any:  # noqa: ANN401
    """今天担任一个岗位的人。"""
    found = selectors.post(pk, request.clerk)
    return selectors.holders([found], clock.today()).get(found.pk, [])


def delegations(request: ClerkRequest) -> Any:  # noqa: ANN401
    """本人作出的委托。"""
    return list(selectors.delegations_of(request.clerk.person_id).order_by("-id"))


def _slip(made: tuple[Person, str]) -> object:
    return {"person": made[0], "password": made[1]}


_NAME = {"name": Take(chars(64, 1)), "email": Take(chars(254)), "login": Take(chars(64, 1))}
_POST = {
    "office": Take(chars(64)), "title": Take(chars(64, 1)), "role": Take(one_of(*(role.code for role in ROLES))),
}  # fmt: skip
_REASON = {"reason": Take(chars(200))}
_KEY = "people/{pk}"
OPERATIONS = (
    read("accounts.people", "people", people, PEOPLE, answer=page_of(PersonLine)),
    read("accounts.person", _KEY, person, PEOPLE, answer=PersonLine),
    read("accounts.posts", "posts", posts, PEOPLE, answer=page_of(PostLine)),
    read("accounts.holders", "posts/{pk}/holders", holders, PEOPLE, answer=many(TermRow)),
    read("accounts.delegations", "delegations", delegations, answer=many(TermRow)),
    act("accounts.create_person", "people", services.create_person, PEOPLE, answer=Slip, takes=_NAME, shown=_slip),
    act("accounts.edit_person", _KEY, services.edit_person, PEOPLE, answer=PersonLine, method="PUT", takes=_NAME),
    act("accounts.close", f"{_KEY}/close", services.close_account, PEOPLE, answer=PersonLine, takes=_REASON),
    act("accounts.reopen", f"{_KEY}/reopen", services.reopen_account, PEOPLE, answer=PersonLine, takes=_REASON),
    act("accounts.reset_password", f"{_KEY}/reset", services.reset_password, PEOPLE, answer=Slip, shown=_slip),
    act("accounts.unlock", f"{_KEY}/unlock", services.unlock, PEOPLE, answer=PersonLine),
    act("accounts.create_post", "posts", services.create_post, PEOPLE, answer=PostLine, takes=_POST),
    act("accounts.close_post", "posts/{pk}/close", services.close_post, PEOPLE, answer=PostLine, takes=_REASON),
    act("accounts.appoint", "posts/{pk}/appoint", services.appoint, PEOPLE, answer=TermRow, takes=_REASON),
    act("accounts.end_term", "terms/{pk}/end", services.end_term, answer=TermRow, takes=_REASON),
    act("accounts.delegate", "posts/{post_id}/delegate", services.delegate, answer=TermRow, takes=_REASON),
)  # fmt: skip
