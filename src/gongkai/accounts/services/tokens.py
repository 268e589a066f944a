"""Making and revoking the keys by which programs act."""

import secrets
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from gongkai.accounts import tokens
from gongkai.accounts.errors import TokenExpiry, TokenRevoked, TokenScope, TokenTermOver
from gongkai.accounts.models import ApiToken
from gongkai.accounts.selectors import clerk, terms_in_force
from gongkai.audit.services import act, record
from gongkai.kit import clock
from gongkai.kit.access import Clerk

LONGEST = timedelta(days=365)


@act("accounts.create_token", "生成接口令牌")
def create_token(
    *, term_id: int, name: str, scopes: Iterable[str], expires_on: date, by: Clerk
) -> tuple[ApiToken, str]:
    """A token for one of the clerk's own posts, and the secret, which is shown once and never kept."""
    today = clock.today()
    term = terms_in_force(today).filter(Q(pk=term_id), person=by.person_id).first()
    if term is None:
        raise TokenTermOver()
    chosen = sorted(set(scopes))
    if not chosen or not set(chosen) <= clerk(term).may:
        raise TokenScope(post=term.post)
    if not today <= expires_on <= today + LONGEST:
        raise TokenExpiry(day=expires_on)
    secret = tokens.MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        term=term,
        name=name,
        prefix=secret[:9],
        digest=tokens.digest_of(secret),
        scopes=chosen,
        made_at=clock.now(),
        expires_on=expires_on,
    )
    changes = {
        "post": ("", str(term.post)),
        "scopes": ("", "、".join(chosen)),
        "expires_on": (None, expires_on),
    }
    record(token, by=by, on=today, changes=changes)
    return token, secret


@act("accounts.revoke_token", "吊销接口令牌")
def revoke_token(pk: int, *, by: Clerk) -> ApiToken:
    """From now on the token opens nothing."""
    token = tokens.for_update(pk, by)
    if token.revoked_at is not None:
        raise TokenRevoked(name=token.name)
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    record(token, by=by, on=clock.today(), changes={"revoked_at": (None, token.revoked_at)})
    return token
