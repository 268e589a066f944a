"""What tokens of the API declare."""

from collections.abc import Callable
from datetime import timedelta

from gongkai.accounts.models import ApiToken, Term
from gongkai.accounts.services import tokens
from gongkai.kit import clock
from gongkai.kit.access import SIGNED_IN, Clerk
from tests.world import Address, World

ADDRESSES = [Address("own_tokens", SIGNED_IN, methods=("GET", "POST"))]


def a_token(by: Clerk, *scopes: str) -> tuple[ApiToken, str]:
    """A token of a clerk's post, for all it may do or for some of it."""
    term = Term.objects.get(post=by.post_id, person=by.person_id)
    until = clock.today() + timedelta(days=30)
    return tokens.create_token(term_id=term.pk, name="推送程序", scopes=scopes or by.may, expires_on=until, by=by)


def _revoke(world: World) -> None:
    handler = world.clerks["handler"]
    tokens.revoke_token(a_token(handler)[0].pk, by=handler)


ACTS: dict[str, Callable[[World], object]] = {
    "accounts.create_token": lambda world: a_token(world.clerks["handler"]),
    "accounts.revoke_token": _revoke,
}
