"""Tokens of the API: whose they are, and through which post a program acts that shows one."""

import hashlib
from dataclasses import replace

from django.db.models import Q, QuerySet
from django.http import Http404

from gongkai.accounts.models import ApiToken, Term
from gongkai.accounts.selectors import clerk, terms_in_force
from gongkai.kit import clock
from gongkai.kit.access import Clerk

MARK = "gk_"
"""What every token begins with, so that one that leaked into a file is recognised."""


def digest_of(secret: str) -> str:
    """By what a token is known: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()


def own(person_id: int) -> QuerySet[ApiToken]:
    """The tokens of a person, the newest first."""
    return ApiToken.objects.filter(term__person=person_id).select_related("term__post__agency", "term__person")


def terms_of(person_id: int) -> list[Term]:
    """The terms through which a person may act today."""
    return list(terms_in_force(clock.today()).filter(person=person_id).order_by("id"))


def for_update(pk: int, by: Clerk) -> ApiToken:
    """One of the clerk's own tokens, locked; 404 for others'."""
    found = ApiToken.objects.select_for_update(of=("self",)).filter(pk=pk, term__person=by.person_id).first()
    if found is None:
        raise Http404
    return found


def clerk_by(secret: str) -> tuple[ApiToken, Clerk] | None:
    """Who acts by a token today, with what both the token and the post may do; None for one that is not valid.

    A password that others know stops the tokens too, until it is changed. The day of last use is noted once a day.
    """
    today = clock.today()
    token = ApiToken.objects.filter(digest=digest_of(secret), revoked_at=None, expires_on__gte=today).first()
    if token is None:
        return None
    term = terms_in_force(today).filter(pk=token.term_id, person__must_change_password=False).first()
    if term is None:
        return None
    stale = Q(last_used_on=None) | Q(last_used_on__lt=today)
    if token.last_used_on != today:
        ApiToken.objects.filter(stale, pk=token.pk).update(last_used_on=today)
    acting = clerk(term)
    return token, replace(acting, may=acting.may & frozenset(token.scopes))
