"""Posts and who holds them: appointed, acting (代理), delegated (委托). History stays."""

from datetime import date

from django.db.models import Q

from gongkai.accounts import selectors
from gongkai.accounts.errors import (
    AccountClosed,
    DelegateToOneself,
    EndsBeforeStart,
    NotOneself,
    NotTheHolder,
    OfficerDelegates,
    PostClosed,
    PostHeld,
    PostTitleTaken,
    TermEnded,
    TermOverlaps,
)
from gongkai.accounts.models import Person, Post, Term
from gongkai.accounts.services.officers import overlapping, refuse_to_lose_the_last, refuse_to_mix
from gongkai.audit.services import Change, act, record
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.vocab.roles import Perm


@act("accounts.create_post", "设立岗位")
def create_post(*, agency_id: int, office: str, title: str, role: str, by: Clerk) -> Post:
    """A new post of an agency."""
    agency = selectors.agency_in_reach(by, agency_id)
    if Post.objects.filter(agency=agency, office=office, title=title, closed_on=None).exists():
        raise PostTitleTaken(agency=agency.name, post=f"{office}{title}")
    post = Post.objects.create(agency=agency, office=office, title=title, role=role)
    changes = {"office": ("", office), "title": ("", title), "role": ("", role), "agency": ("", agency.name)}
    record(post, by=by, on=clock.today(), changes=changes)
    return post


@act("accounts.close_post", "撤销岗位")
def close_post(pk: int, *, on: date, reason: str, by: Clerk) -> Post:
    """The post is gone from a day on; nobody may hold it then."""
    post = selectors.post_for_update(pk, by)
    _refuse_closed(post)
    terms = post.terms.filter(Q(until=None) | Q(until__gte=on)).select_related("person")
    if people := [term.person.name for term in terms]:
        raise PostHeld(post=post, day=on, people="、".join(people))
    post.closed_on = on
    post.save(update_fields=["closed_on"])
    record(post, by=by, on=on, changes={"closed_on": (None, on)}, note=reason)
    return post


@act("accounts.appoint", "任命")
def appoint(pk: int, *, person_id: int, since: date, until: date | None = None, acting: bool = False,
            reason: str = "", by: Clerk) -> Term:  # fmt: skip
    """A person holds a post from a day on, for good or as 代理."""
    post = selectors.post_for_update(pk, by)
    person = selectors.person_for_update(person_id, by)
    if person.pk == by.person_id:
        raise NotOneself(act="任命")
    return _begin(Term(post=post, person=person, since=since, until=until, acting=acting, reason=reason), by)


@act("accounts.end_term", "终止任期")
def end_term(pk: int, *, on: date, reason: str, by: Clerk) -> Term:
    """The last day of a term; a delegation may also be ended by who gave it."""
    term = selectors.term_for_update(pk, by)
    managed = by.can(Perm.PEOPLE_MANAGE)
    if managed and term.person_id == by.person_id:
        raise NotOneself(act="终止任期")
    if on < term.since:
        raise EndsBeforeStart(until=on, since=term.since)
    if term.until is not None and term.until <= on:
        raise TermEnded(person=term.person.name, post=term.post, until=term.until)
    refuse_to_lose_the_last(term.person, on, of=term.post)
    old, term.until = term.until, on
    term.save(update_fields=["until"])
    record(term, by=by, on=on, changes={"until": (old, on)}, note=reason)
    return term


@act("accounts.delegate", "委托")
def delegate(post_id: int, *, principal_id: int, person_id: int, since: date, until: date, reason: str,
             by: Clerk) -> Term:  # fmt: skip
    """The post's duty passes to another for a time, by its holder or the security administrator.

    What is done under it is recorded as done on the principal's behalf.
    """
    post, principal, person = selectors.for_delegation(post_id, principal_id, person_id, by)
    if post.duty.officer:
        raise OfficerDelegates(role=post.duty.label)
    if person.pk == principal.pk:
        raise DelegateToOneself()
    if person.pk == by.person_id:
        raise NotOneself(act="委托")
    if not _holds(principal, post, since, until):
        raise NotTheHolder(person=principal.name, post=post, since=since, until=until)
    return _begin(
        Term(post=post, person=person, since=since, until=until, delegated_by=principal, reason=reason), by
    )


def _begin(term: Term, by: Clerk) -> Term:
    """What is true of every new term, however it comes about; then the row and its entry."""
    post, person = term.post, term.person
    if term.until is not None and term.until < term.since:
        raise EndsBeforeStart(until=term.until, since=term.since)
    _refuse_closed(post)
    if not person.is_active:
        raise AccountClosed(person=person.name, act="任命")
    for other in overlapping(person.pk, term.since, term.until):
        if other.post_id == post.pk:
            raise TermOverlaps(person=person.name, post=post, since=other.since, until=other.until or "今后")
    refuse_to_mix(person, post, term.since, term.until)
    term.save(force_insert=True)
    changes: dict[str, Change] = {
        "post": ("", f"{post.agency} {post}"),
        "person": ("", person.name),
        "since": (None, term.since),
        "until": (None, term.until),
        "acting": (None, term.acting),
        "delegated_by": ("", term.delegated_by.name if term.delegated_by else ""),
    }
    record(term, by=by, on=term.since, changes=changes, note=term.reason)
    return term


def _refuse_closed(post: Post) -> None:
    if post.closed_on is not None:
        raise PostClosed(post=post, day=post.closed_on)


def _holds(person: Person, post: Post, since: date, until: date) -> bool:
    """Whether the post is the person's own on every day of a period: appointed, neither acting nor delegated."""
    terms = Term.objects.filter(post=post, person=person, acting=False, delegated_by=None, since__lte=since)
    return terms.filter(Q(until=None) | Q(until__gte=until)).exists()
