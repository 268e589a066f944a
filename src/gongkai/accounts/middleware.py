"""Finds the post through which the visitor acts: the one chosen in this session, else the first in force."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gongkai.accounts.selectors import posts_of
from gongkai.kit import clock
from gongkai.kit.access import Clerk

CHOSEN = "acting_post"
"""The session's key under which the chosen post's id is kept."""


class ActingPost:
    """Middleware: `request.posts` are the posts in force today, `request.clerk` the one that acts, or None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look up the posts of one who is signed in; a stranger costs no query."""
        posts: list[Clerk] = []
        if request.session.session_key and request.user.is_authenticated:
            posts = posts_of(request.user.pk, clock.today())
        chosen = request.session.get(CHOSEN) if posts else None
        request.posts = posts  # type: ignore[attr-defined]
        request.clerk = next((post for post in posts if post.post_id == chosen), posts[0] if posts else None)  # type: ignore[attr-defined]
        return self.get_response(request)
