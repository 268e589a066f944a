"""Who may come in: a token whose post and scopes have one of the permissions. A session opens nothing."""

from django.http import HttpRequest
from ninja.security import HttpBearer

from gongkai.accounts import tokens
from gongkai.kit import throttle
from gongkai.site.api.once import note
from gongkai.site.api.refusals import ScopeMissing, TokenMissing, TooManyCalls
from gongkai.statute.vocab.roles import label_of

CALLS, SECONDS = 600, 60
"""How often one token may call within the window."""


class Guard(HttpBearer):
    """Lets a token in whose post and scopes have one of the permissions; the clerk is the token's post."""

    def __init__(self, may: frozenset[str]) -> None:
        super().__init__()
        self.may = may

    def authenticate(self, request: HttpRequest, token: str) -> str:
        """The name of the token, for the log. Raises API-1401, API-1403, API-1424, API-1425, API-1429."""
        found = tokens.clerk_by(token)
        if found is None:
            raise TokenMissing()
        known, clerk = found
        if not throttle.allowed("api", str(known.pk), times=CALLS, seconds=SECONDS):
            raise TooManyCalls(times=CALLS)
        if self.may and not clerk.can(*self.may):
            raise ScopeMissing(
                post=clerk.post, wanted="或".join(f"“{label_of(code)}”" for code in sorted(self.may))
            )
        note(request, known.pk)
        request.clerk = clerk  # type: ignore[attr-defined]  # as ActingPost sets it for a session
        return known.name
