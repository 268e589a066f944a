"""Who holds which post on a day, and what a security administrator reaches."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.apps import apps
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404

from gongkai.accounts import lockout
from gongkai.accounts.models import Person, Post, Term
from gongkai.audit import selectors as audit
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.vocab.roles import ROLES, Perm
from gongkai.statute.written import written


def terms_in_force(day: date) -> QuerySet[Term]:
    """All terms that cover a day, of people whose account is open; those of the demonstration only where it is on.

    A delegation ends with the principal's account too.
    """
    found = (
        terms_on(day).filter(person__is_active=True).filter(Q(delegated_by=None) | Q(delegated_by__is_active=True))
    )
    return found if settings.GONGKAI.demonstration else found.filter(person__demonstration=False)


def terms_on(day: date) -> QuerySet[Term]:
    """All terms that cover a day, whatever became of the account later.

    Nobody gives more than he has: a delegation covers only the days on which the post is the principal's own.
    """
    covering = Term.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day)
    own = covering.filter(post=OuterRef("post"), person=OuterRef("delegated_by"), delegated_by=None, acting=False)
    return (
        covering.filter(Q(post__closed_on=None) | Q(post__closed_on__gt=day))
        .filter(Q(delegated_by=None) | Exists(own))
        .select_related("post", "post__agency", "person", "delegated_by")
    )


def posts_of(person_id: int, day: date) -> list[Clerk]:
    """The posts through which a person may act on a day: own posts first, then acting and delegated ones."""
    terms = terms_in_force(day).filter(person=person_id)
    own_first = sorted(terms, key=lambda term: (term.delegated_by_id is not None, term.acting, term.pk))
    return [clerk(term) for term in own_first]


def clerk(term: Term) -> Clerk:
    """The person of a term as one who acts."""
    post, agency = term.post, term.post.agency
    return Clerk(
        person_id=term.person_id,
        person=term.person.name,
        post_id=post.pk,
        post=f"{post}（代理）" if term.acting else str(post),
        role=post.role,
        agency_id=agency.pk,
        agency=agency.name,
        agency_path=agency.path,
        may=frozenset(post.duty.may),
        on_behalf_of=term.delegated_by.name if term.delegated_by else "",
    )


def posts_in(agency_id: int, roles: Iterable[str] | None = None) -> QuerySet[Post]:
    """The open posts of an agency, of some roles or all."""
    posts = Post.objects.filter(agency=agency_id, closed_on=None)
    return posts if roles is None else posts.filter(role__in=list(roles))


def clerks_of_role(agency_id: int, role: str, day: date) -> list[Clerk]:
    """Those who act in a role for an agency on a day."""
    terms = terms_in_force(day).filter(post__agency=agency_id, post__role=role).order_by("id")
    return [clerk(term) for term in terms]


def demonstration_accounts() -> list[Term]:
    """The accounts that the sign-in page of a demonstration lists, with the posts they hold today."""
    if not settings.GONGKAI.demonstration:
        return []
    return list(terms_in_force(clock.today()).filter(person__demonstration=True).order_by("person_id", "id"))


def officers_exist() -> bool:
    """Whether the three officers were ever appointed."""
    return Term.objects.filter(post__role__in=[role.code for role in ROLES if role.officer]).exists()


def people(by: Clerk) -> QuerySet[Person]:
    """The people of the administrator's agency and of those below: who belongs there, or holds a post there."""
    below = {"path__startswith": by.agency_path}
    there = Term.objects.filter(post__agency__path__startswith=by.agency_path).values("person")
    agencies = _agencies().filter(**below).values("pk")
    return Person.objects.filter(Q(agency__in=agencies) | Q(pk__in=there)).select_related("agency").order_by("id")


def search_people(by: Clerk, words: str, state: str) -> QuerySet[Person]:
    """Of these people, those whose name or login holds the words; open, closed or all."""
    found = people(by)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(login__icontains=words))
    return found.filter(is_active=state == "open") if state in {"open", "closed"} else found


def posts_today(persons: Iterable[Person], day: date) -> dict[int, list[Term]]:
    """The terms of some people on a day, in one query."""
    held: dict[int, list[Term]] = {}
    for term in terms_on(day).filter(person__in=[person.pk for person in persons]):
        held.setdefault(term.person_id, []).append(term)
    return held


def person(pk: int, by: Clerk) -> Person:
    """A person within reach; 404 for others."""
    return get_object_or_404(people(by), pk=pk)


def person_for_update(pk: int, by: Clerk) -> Person:
    """The same, with the row locked."""
    person(pk, by)
    return Person.objects.select_for_update().get(pk=pk)


def posts(by: Clerk) -> QuerySet[Post]:
    """The posts of the administrator's agency and of those below."""
    found = Post.objects.filter(agency__path__startswith=by.agency_path)
    return found.select_related("agency").order_by("agency__path", "id")


def post(pk: int, by: Clerk) -> Post:
    """A post within reach; 404 for others."""
    return get_object_or_404(posts(by), pk=pk)


def post_for_update(pk: int, by: Clerk) -> Post:
    """The same, with the row locked."""
    post(pk, by)
    return Post.objects.select_for_update().get(pk=pk)


def holders(persons_posts: Iterable[Post], day: date) -> dict[int, list[Term]]:
    """Who holds some posts on a day, in one query."""
    held: dict[int, list[Term]] = {}
    for term in terms_on(day).filter(post__in=[one.pk for one in persons_posts]).order_by("since", "id"):
        held.setdefault(term.post_id, []).append(term)
    return held


def term(pk: int, by: Clerk) -> Term:
    """A term that this clerk may end: within an administrator's reach, or a delegation the clerk gave."""
    terms = Term.objects.select_related("post", "post__agency", "person", "delegated_by")
    mine = Q(delegated_by=by.person_id)
    if by.can(Perm.PEOPLE_MANAGE):
        mine |= Q(post__agency__path__startswith=by.agency_path)
    return get_object_or_404(terms.filter(mine), pk=pk)


def term_for_update(pk: int, by: Clerk) -> Term:
    """The same, with the row locked."""
    term(pk, by)
    locked = Term.objects.select_for_update(of=("self",)).select_related("post", "post__agency", "person")
    return locked.get(pk=pk)


def delegations_of(person_id: int) -> QuerySet[Term]:
    """What a person has delegated, the latest first."""
    return Term.objects.filter(delegated_by=person_id).select_related("post", "post__agency", "person")


def for_delegation(post_id: int, principal_id: int, person_id: int, by: Clerk) -> tuple[Post, Person, Person]:
    """Post, principal and delegate, locked; 404 unless the clerk is the principal or manages people there."""
    post = get_object_or_404(Post.objects.select_for_update(of=("self",)).select_related("agency"), pk=post_id)
    managed = by.can(Perm.PEOPLE_MANAGE) and post.agency.path.startswith(by.agency_path)
    if not managed and principal_id != by.person_id:
        raise Http404
    principal = get_object_or_404(Person, pk=principal_id)
    if not colleagues(post.agency_id).filter(pk=person_id).exists():
        raise Http404
    return post, principal, Person.objects.select_for_update().get(pk=person_id)


def colleagues(agency_id: int) -> QuerySet[Person]:
    """The people of an agency whose account is open: those who belong to it or hold a post in it today."""
    today = terms_in_force(clock.today()).filter(post__agency=agency_id).values("person")
    return Person.objects.filter(Q(agency=agency_id) | Q(pk__in=today), is_active=True).order_by("name", "id")


def agencies_in_reach(by: Clerk) -> list[tuple[int, str]]:
    """The administrator's agency and those below, indented by depth, to choose from."""
    rows = _agencies().filter(path__startswith=by.agency_path).order_by("path").values_list("pk", "name", "depth")
    found = list(rows)
    top = min((depth for _, _, depth in found), default=1)
    return [(pk, "　" * (depth - top) + name) for pk, name, depth in found]


def agency_in_reach(by: Clerk, pk: int) -> Any:  # noqa: ANN401  agencies' own model, by its name
    """One of these agencies; 404 for others."""
    return get_object_or_404(_agencies().filter(path__startswith=by.agency_path), pk=pk)


def second_steps(person: Person) -> QuerySet[Authenticator]:
    """What a person has set up for the second step."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=person)
    return found


def is_locked(person: Person) -> bool:
    """Whether too many failures keep the person out right now."""
    since = clock.now() - lockout.COOL_OFF
    failures = AccessAttempt.objects.filter(username=person.login, attempt_time__gte=since)
    counted = failures.aggregate(total=Sum("failures_since_start"))["total"] or 0
    return bool(counted >= lockout.FAILURES)


def last_edit(person: Person) -> tuple[str, str]:
    """Who changed a person's data last, and when, for the one who was slower."""
    for entry in audit.history_of("accounts.person", person.pk):
        if entry.act == "accounts.edit_person":
            return entry.doer, written(entry.recorded_at)
    return "他人", "刚才"


def _agencies() -> QuerySet[Any]:
    found: QuerySet[Any] = apps.get_model("agencies", "Agency").objects.all()
    return found
