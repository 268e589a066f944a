"""三员分立: system administrator, security administrator, auditor are three people with no other post (等保)."""

from datetime import date, timedelta

from django.db.models import Q

from gongkai.accounts.errors import LastSecurityAdministrator, OfficersAreSeparate
from gongkai.accounts.models import Person, Post, Term
from gongkai.accounts.selectors import terms_in_force
from gongkai.statute.vocab.roles import ROLE, are_separate

SECURITY = "security_administrator"
OPEN_ENDED = date.max


def overlapping(person_id: int, since: date, until: date | None) -> list[Term]:
    """A person's terms that share a day with a period, whatever the post."""
    terms = Term.objects.filter(person=person_id, since__lte=until or OPEN_ENDED).select_related("post")
    terms = terms.filter(Q(until=None) | Q(until__gte=since))
    return list(terms.filter(Q(post__closed_on=None) | Q(post__closed_on__gt=since)))


def refuse_to_mix(person: Person, post: Post, since: date, until: date | None) -> None:
    """OfficersAreSeparate when the post's role and another of the same days are not one person's."""
    for term in overlapping(person.pk, since, until):
        if not are_separate((term.post.role, post.role)):
            raise OfficersAreSeparate(
                person=person.name,
                held=ROLE[term.post.role].label,
                wanted=ROLE[post.role].label,
                since=term.since,
                until=term.until or "今后",
            )


def refuse_to_lose_the_last(person: Person, last_day: date, of: Post | None = None) -> None:
    """LastSecurityAdministrator when nobody would manage an agency's accounts after the person's last day.

    An agency is managed by a security administrator of its own or of one above it. `of` limits the question to one
    post; otherwise all of the person's posts are meant.
    """
    posts = Post.objects.select_for_update().filter(role=SECURITY).order_by("id")
    held = {post.pk: post for post in posts}  # locked: two administrators may end each other at once
    following = last_day + timedelta(days=1)
    for term in overlapping(person.pk, following, None):
        if term.post_id not in held or (of is not None and term.post_id != of.pk):
            continue
        agency = term.post.agency
        if not _managed(agency.path, following, without=person.pk):
            raise LastSecurityAdministrator(person=person.name, agency=agency.name, day=last_day)


def _managed(path: str, day: date, *, without: int) -> bool:
    above = [path[: end + 1] for end in range(len(path))]
    terms = terms_in_force(day).filter(post__role=SECURITY, post__agency__path__in=above)
    return terms.exclude(person=without).exists()
