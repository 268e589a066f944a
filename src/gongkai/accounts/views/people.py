"""The security administrator's pages about accounts."""

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from gongkai.accounts import sealed, selectors, services
from gongkai.accounts.errors import ChangedMeanwhile, LoginTaken, SlipShown
from gongkai.accounts.forms import PersonEditForm, PersonForm, ReasonForm, posted
from gongkai.accounts.models import Person
from gongkai.audit.selectors import history_of
from gongkai.kit import clock
from gongkai.kit.access import ClerkRequest, requires
from gongkai.statute.vocab.roles import ROLES, Perm

PAGE = 50
SLIP = "slip:{}"
STATES = (("", "全部"), ("open", "启用"), ("closed", "停用"))


@requires(Perm.PEOPLE_MANAGE)
@require_GET
def people(request: ClerkRequest) -> HttpResponse:
    """Who can sign in, with the posts they hold today."""
    words, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    page = Paginator(selectors.search_people(request.clerk, words, state), PAGE).get_page(request.GET.get("page"))
    held = selectors.posts_today(page.object_list, clock.today())
    rows = [(person, held.get(person.pk, [])) for person in page.object_list]
    context = {"page": page, "rows": rows, "words": words, "state": state, "states": STATES}
    return render(request, "accounts/people.html", context)


@requires(Perm.PEOPLE_MANAGE)
def person_new(request: ClerkRequest) -> HttpResponse:
    """Open an account."""
    agencies = selectors.agencies_in_reach(request.clerk)
    form = PersonForm(posted(request), agencies=agencies)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            person, password = services.create_person(
                login=data["login"],
                name=data["name"],
                agency_id=data["agency"],
                email=data["email"],
                by=request.clerk,
            )
        except LoginTaken as taken:
            form.add_error("login", str(taken))
        else:
            return _to_slip(request, person, password)
    return _form(request, "accounts/person_new.html", {"form": form}, form)


@requires(Perm.PEOPLE_MANAGE)
@require_GET
def person(request: ClerkRequest, pk: int) -> HttpResponse:
    """One person: account, posts now and before, what was done about the account."""
    found = selectors.person(pk, request.clerk)
    context = {
        "person": found,
        "terms": found.terms.select_related("post", "post__agency", "delegated_by"),
        "locked": selectors.is_locked(found),
        "two_steps": selectors.second_steps(found).exists(),
        "oneself": found.pk == request.clerk.person_id,
        "today": clock.today(),
        "history": history_of("accounts.person", found.pk, 50),
        "reason": ReasonForm(),
    }
    return render(request, "accounts/person.html", context)


@requires(Perm.PEOPLE_MANAGE)
def person_edit(request: ClerkRequest, pk: int) -> HttpResponse:
    """Change a person's data."""
    found = selectors.person(pk, request.clerk)
    now = {"name": found.name, "agency": found.agency_id, "email": found.email, "version": found.version}
    form = PersonEditForm(posted(request), initial=now, agencies=selectors.agencies_in_reach(request.clerk))
    stale: ChangedMeanwhile | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.edit_person(
                pk, name=data["name"], agency_id=data["agency"], email=data["email"], version=data["version"],
                by=request.clerk,
            )  # fmt: skip
        except ChangedMeanwhile as refusal:
            stale = refusal
            form.add_error(None, str(refusal))
            form.data = form.data.copy()  # type: ignore[attr-defined]
            form.data["version"] = str(found.version)  # type: ignore[index]
        else:
            messages.success(request, "资料已修改。")
            return redirect("accounts:person", pk=pk)
    context = {"form": form, "person": found, "stale": stale, "now": found}
    return _form(request, "accounts/person_edit.html", context, form)


@requires(Perm.PEOPLE_MANAGE)
@require_POST
def person_close(request: ClerkRequest, pk: int) -> HttpResponse:
    """Close an account."""
    return _with_reason(request, pk, services.close_account, "账号已停用，本人的登录已全部退出。")


@requires(Perm.PEOPLE_MANAGE)
@require_POST
def person_reopen(request: ClerkRequest, pk: int) -> HttpResponse:
    """Open an account again."""
    return _with_reason(request, pk, services.reopen_account, "账号已恢复。")


@requires(Perm.PEOPLE_MANAGE)
@require_POST
def person_reset(request: ClerkRequest, pk: int) -> HttpResponse:
    """A new temporary password."""
    selectors.person(pk, request.clerk)
    found, password = services.reset_password(pk, by=request.clerk)
    return _to_slip(request, found, password)


@requires(Perm.PEOPLE_MANAGE)
@require_POST
def person_unlock(request: ClerkRequest, pk: int) -> HttpResponse:
    """Let one who was locked out try again."""
    services.unlock(pk, by=request.clerk)
    messages.success(request, "锁定已解除，本人可以立即重试。")
    return redirect("accounts:person", pk=pk)


@requires(Perm.PEOPLE_MANAGE)
@never_cache
@require_GET
def person_slip(request: ClerkRequest, pk: int) -> HttpResponse:
    """The temporary password on a slip to print, once."""
    found = selectors.person(pk, request.clerk)
    password = request.session.pop(SLIP.format(pk), None)
    context = {
        "person": found,
        "password": sealed.unseal(password) if password else "",
        "refusal": None if password else SlipShown(),
        "today": clock.today(),
    }
    return render(request, "accounts/slip.html", context)


@requires(Perm.PEOPLE_MANAGE)
@require_GET
def roles(request: ClerkRequest) -> HttpResponse:
    """What each role may do, from the one list of roles."""
    rows = [(role, [perm.label for perm in Perm if perm in role.may]) for role in ROLES]
    return render(request, "accounts/roles.html", {"rows": rows})


def _to_slip(request: HttpRequest, found: Person, password: str) -> HttpResponse:
    request.session[SLIP.format(found.pk)] = sealed.seal(password)
    return redirect("accounts:person_slip", pk=found.pk)


def _with_reason(request: ClerkRequest, pk: int, do: Callable[..., Person], said: str) -> HttpResponse:
    selectors.person(pk, request.clerk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, f"{form.errors['reason'][0]}操作没有进行。")
    else:
        do(pk, reason=form.cleaned_data["reason"], by=request.clerk)
        messages.success(request, said)
    return redirect("accounts:person", pk=pk)


def _form(request: HttpRequest, template: str, context: dict[str, object], form: PersonForm) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, context, status=status)
