"""Who holds which post on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.accounts.models import Post, Term
from gongkai.kit.access import Clerk


def terms_in_force(day: date) -> QuerySet[Term]:
    """All terms that cover a day, of people whose account is open."""
    return (
        Term.objects.filter(Q(until=None) | Q(until__gte=day), since__lte=day, person__is_active=True)
        .filter(Q(post__closed_on=None) | Q(post__closed_on__gt=day))
        .select_related("post", "post__agency", "person", "delegated_by")
    )


def posts_of(person_id: int, day: date) -> list[Clerk]:
    """The posts through which a person may act on a day: own posts first, then acting and delegated ones."""
    terms = terms_in_force(day).filter(person=person_id).order_by("delegated_by", "acting", "id")
    return [clerk(term) for term in terms]


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
