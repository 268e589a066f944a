"""The security administrator's pages about posts and terms; every holder's page of own delegations."""

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from gongkai.accounts import selectors, services
from gongkai.accounts.forms import AppointForm, DelegateForm, EndForm, PostForm, own_choices, post_choices, posted
from gongkai.audit.selectors import history_of
from gongkai.kit import clock
from gongkai.kit.access import Clerk, ClerkRequest, NoPost, clerk_of, requires, signed_in
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab.roles import ROLES, Perm

PAGE = 50


@requires(Perm.PEOPLE_MANAGE)
@require_GET
def posts(request: ClerkRequest) -> HttpResponse:
    """The posts, and who held them on a day: today, or any other that is asked for."""
    day = _day(request.GET.get("on", ""))
    found = selectors.posts(request.clerk)
    role = request.GET.get("role", "")
    if role:
        found = found.filter(role=role)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    held = selectors.holders(page.object_list, day)
    rows = [(post, held.get(post.pk, [])) for post in page.object_list]
    context = {"page": page, "rows": rows, "day": day, "today": clock.today(), "role": role, "roles": ROLES}
    return render(request, "accounts/posts.html", context)


@requires(Perm.PEOPLE_MANAGE)
def post_new(request: ClerkRequest) -> HttpResponse:
    """Set up a post."""
    form = PostForm(posted(request), agencies=selectors.agencies_in_reach(request.clerk))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.create_post(
                agency_id=data["agency"], office=data["office"], title=data["title"], role=data["role"],
                by=request.clerk,
            )  # fmt: skip
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "岗位已设立，请任命担任的人员。")
            return redirect("accounts:post", pk=made.pk)
    return _form(request, "accounts/post_new.html", form, {})


@requires(Perm.PEOPLE_MANAGE)
@require_GET
def post(request: ClerkRequest, pk: int) -> HttpResponse:
    """One post: who holds it and who did."""
    found = selectors.post(pk, request.clerk)
    terms = found.terms.select_related("person", "delegated_by")
    context = {
        "post": found,
        "terms": terms,
        "today": clock.today(),
        "history": history_of("accounts.post", pk, 50),
    }
    return render(request, "accounts/post.html", context)


@requires(Perm.PEOPLE_MANAGE)
def post_close(request: ClerkRequest, pk: int) -> HttpResponse:
    """Abolish a post."""
    found = selectors.post(pk, request.clerk)
    form = EndForm(posted(request), initial={"on": clock.today()})
    form.fields["on"].label, form.fields["on"].help_text = "撤销日期", "自这一天起不再有这个岗位。"
    if request.method == "POST" and form.is_valid():
        try:
            services.close_post(
                pk, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], by=request.clerk
            )
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "岗位已撤销。")
            return redirect("accounts:post", pk=pk)
    return _form(request, "accounts/post_close.html", form, {"post": found})


@requires(Perm.PEOPLE_MANAGE)
def appoint(request: ClerkRequest, pk: int) -> HttpResponse:
    """Appoint a person to a post."""
    found = selectors.post(pk, request.clerk)
    people = [
        (one.pk, f"{one.name}（{one.login}）") for one in selectors.people(request.clerk).filter(is_active=True)
    ]
    form = AppointForm(posted(request), people=people, initial={"since": clock.today()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.appoint(
                pk, person_id=data["person"], since=data["since"], until=data["until"], acting=data["acting"],
                reason=data["reason"], by=request.clerk,
            )  # fmt: skip
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已任命。")
            return redirect("accounts:post", pk=pk)
    return _form(request, "accounts/appoint.html", form, {"post": found})


@requires(Perm.PEOPLE_MANAGE)
def term_end(request: ClerkRequest, pk: int) -> HttpResponse:
    """End a term."""
    found = selectors.term(pk, request.clerk)
    form = EndForm(posted(request), initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_term(pk, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"], by=request.clerk)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "任期已终止。")
            return redirect("accounts:post", pk=found.post_id)
    return _form(request, "accounts/term_end.html", form, {"term": found})


@signed_in
def own_delegations(request: HttpRequest) -> HttpResponse:
    """Give one's own duty to a colleague for a time, see what was given, take it back."""
    by = clerk_of(request)
    if by and request.POST.get("end", "").isdecimal():
        services.end_term(int(request.POST["end"]), on=clock.today(), reason="委托人终止", by=by)
        messages.success(request, "委托到今天为止。")
        return redirect("accounts:own_delegations")
    given = selectors.delegations_of(request.user.pk or 0) if by else []
    form = None
    if by:
        mine: list[Clerk] = [one for one in getattr(request, "posts", []) if not one.on_behalf_of]
        people = [(one.pk, one.name) for one in selectors.colleagues(by.agency_id).exclude(pk=by.person_id)]
        form = DelegateForm(
            posted(request), posts=own_choices(mine), people=people, initial={"since": clock.today()}
        )
        if request.method == "POST" and form.is_valid() and _delegated(request, form, by, by.person_id):
            return redirect("accounts:own_delegations")
    context = {"given": given, "today": clock.today(), "no_post": None if by else NoPost()}
    return _form(request, "accounts/own_delegations.html", form, context)


@requires(Perm.PEOPLE_MANAGE)
def delegate(request: ClerkRequest, pk: int) -> HttpResponse:
    """Enter a delegation on behalf of a post's holder, who gave it in writing."""
    found = selectors.term(pk, request.clerk)
    if found.acting or found.delegated_by_id:
        raise Http404
    people = selectors.colleagues(found.post.agency_id).exclude(pk=found.person_id)
    form = DelegateForm(
        posted(request),
        posts=post_choices([found.post]),
        people=[(one.pk, one.name) for one in people],
        initial={"since": clock.today(), "post": found.post_id},
    )
    if request.method == "POST" and form.is_valid() and _delegated(request, form, request.clerk, found.person_id):
        return redirect("accounts:post", pk=found.post_id)
    return _form(request, "accounts/delegate.html", form, {"term": found})


def _delegated(request: HttpRequest, form: DelegateForm, by: Clerk, principal: int) -> bool:
    data = form.cleaned_data
    try:
        services.delegate(
            data["post"], principal_id=principal, person_id=data["person"], since=data["since"],
            until=data["until"], reason=data["reason"], by=by,
        )  # fmt: skip
    except GongkaiError as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "已委托，到期自动失效。")
    return True


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today()


def _form(request: HttpRequest, template: str, form: Form | None, context: dict[str, object]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
    return render(request, template, {"form": form} | context, status=status)
