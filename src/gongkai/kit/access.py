"""Who may use an address: every view states it, and a contract test walks all of them as everyone."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, ClassVar, TypeVar, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode

from gongkai.kit.errors import BadRequest, answer, wants_json
from gongkai.statute.errors import GongkaiError

EVERYONE, SIGNED_IN, TOKEN = "everyone", "signed in", "token"
NOT_KEPT = "private, no-store"
"""What a signed-in person saw is kept by no proxy, and not shown again on a shared computer after signing out."""
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who acts: a person through a post in an agency. Labels are for the record, ids for looking up.

    `agency_path` is the agency's place in the tree: the paths of those below it begin with it. `may` holds the
    codes of `gongkai.statute.vocab.roles.Perm`. `on_behalf_of` names whose duty is done by delegation, if any.
    """

    person_id: int
    person: str
    post_id: int
    post: str
    role: str
    agency_id: int
    agency: str
    agency_path: str
    may: frozenset[str]
    on_behalf_of: str = ""

    def can(self, *permissions: str) -> bool:
        """Whether the post has one of these permissions."""
        return not self.may.isdisjoint(permissions)


class ClerkRequest(HttpRequest):
    """A request whose clerk is known, as `requires` leaves it."""

    clerk: Clerk


class SignInFirst(GongkaiError):
    """Asked for by a visitor without an account, where pages are not wanted (API, htmx)."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNAUTHORIZED
    title: ClassVar[str] = "请先登录"
    code = "ACC-1401"
    text = "这一页需要登录后使用。"
    hint = "请登录后重试。"


class NotYourDuty(GongkaiError):
    """The post does not have the permission."""

    status: ClassVar[HTTPStatus] = HTTPStatus.FORBIDDEN
    title: ClassVar[str] = "当前岗位无此权限"
    code = "ACC-1403"
    text = "您当前的岗位“{post}”不能办理这一事项。"
    hint = "如您还有其他岗位，请在页面右上角切换；需要授权时请联系安全管理员。"


class NoPost(GongkaiError):
    """Signed in, but with no post in force today."""

    status: ClassVar[HTTPStatus] = HTTPStatus.FORBIDDEN
    title: ClassVar[str] = "没有有效岗位"
    code = "ACC-1404"
    text = "您的账号今天没有有效的岗位，不能办理业务。"
    hint = "请联系安全管理员核对岗位和任期。"


def open_to_all(view: View) -> View:
    """Mark a view that anyone may use without an account. It shows no personal data of others."""
    view.access = EVERYONE  # type: ignore[attr-defined]  # functions take attributes
    return view


def signed_in(view: View) -> View:
    """Only for people who are signed in, whatever their post."""
    return _guard(view, SIGNED_IN, lambda request: None)


def requires(*permissions: str) -> Callable[[View], View]:
    """Only for a post that has one of these permissions; the view finds `request.clerk`."""

    def judge(request: HttpRequest) -> GongkaiError | None:
        clerk = clerk_of(request)
        if clerk is None:
            return NoPost()
        return None if clerk.can(*permissions) else NotYourDuty(post=clerk.post)

    return lambda view: _guard(view, frozenset(permissions), judge)


def clerk_of(request: HttpRequest) -> Clerk | None:
    """The post through which the visitor acts, set by the middleware of accounts; None without one."""
    return cast("Clerk | None", getattr(request, "clerk", None))


def _guard(view: View, access: object, judge: Callable[[HttpRequest], GongkaiError | None]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401
        if not getattr(getattr(request, "user", None), "is_authenticated", False):
            return _to_sign_in(request)
        if refusal := judge(request):
            raise refusal
        if "%00" in request.META.get("QUERY_STRING", ""):  # a sign that no text has and no database takes
            raise BadRequest()
        response = cast("HttpResponse", view(request, *args, **kwargs))
        response.headers.setdefault("Cache-Control", NOT_KEPT)
        return response

    guarded.access = access  # type: ignore[attr-defined]
    return cast("View", guarded)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if wants_json(request) or request.headers.get("HX-Request") == "true":
        return answer(request, SignInFirst(), SignInFirst.status, SignInFirst.title)
    back = request.get_full_path() if request.method == "GET" else "/"
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}")
