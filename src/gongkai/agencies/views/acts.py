"""The acts of the system administrator on the tree. What has consequences is shown before it is done."""

from collections.abc import Callable
from uuid import UUID

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from gongkai.agencies import forms
from gongkai.agencies.models import ABOLISHED, MERGED, Agency
from gongkai.agencies.selectors.directory import agency_by_key
from gongkai.agencies.selectors.reviewer import reviewer_of
from gongkai.agencies.services import facts, tree
from gongkai.agencies.services.tree import Preview
from gongkai.agencies.views._forms import attempt, done, sent, show, the_clerk
from gongkai.kit.access import requires
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab.roles import Perm

_FORM = "agencies/act.html"
_FACTS = (
    "kind", "short_name", "uscc", "region", "slug", "government", "seat_government", "has_rulemaking_power",
)  # fmt: skip


@requires(Perm.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def establish(request: HttpRequest) -> HttpResponse:
    """A new agency."""
    under = request.GET.get("under", "")
    form = forms.EstablishForm(sent(request), initial={"superior": under})
    if form.is_valid():
        given = form.cleaned_data
        new = tree.NewAgency(
            name=given["name"], superior=given["superior"], **{name: given[name] for name in _FACTS}
        )
        made: list[Agency] = []

        def do() -> None:
            made.append(tree.establish(new, on=given["on"], basis=given["basis"], by=the_clerk(request)))

        if attempt(form, do):
            return done(request, f"已设立“{made[0].name}”。", "agencies:agency", key=made[0].key)
    return show(request, _FORM, form, title="设立机关", submit="设立")


@requires(Perm.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Correct what is registered."""
    agency = agency_by_key(key)
    initial = {name: getattr(agency, name) for name in (*_FACTS, "version")}
    form = forms.EditForm(sent(request), initial=initial)
    if form.is_valid():
        given = facts.Facts(**{name: form.cleaned_data[name] for name in _FACTS})
        version = form.cleaned_data["version"]
        if attempt(
            form,
            lambda: facts.edit(agency, given, version=version, by=the_clerk(request)),
            fresh=lambda: agency_by_key(key),
        ):
            return done(request, f"已保存“{agency.name}”的资料。", "agencies:agency", key=key)
    note = "名称、上级机关的变化有法律后果，请用“更名”和“调整隶属关系”办理。"
    now = _now(form, agency) if form.is_bound and form.errors else []
    return show(request, _FORM, form, agency=agency, title="修改资料", submit="保存", note=note, now=now)


def _now(form: django_forms.Form, agency: Agency) -> list[tuple[str, object]]:
    """What stands in the register where it differs from what the form says."""
    values = form.cleaned_data if hasattr(form, "cleaned_data") else {}
    return [
        (str(form.fields[name].label), getattr(agency, name) or "（空）")
        for name in values
        if name != "version" and hasattr(agency, name) and getattr(agency, name) != values[name]
    ]


@requires(Perm.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, key: UUID) -> HttpResponse:
    """Another name from a day on."""
    agency = agency_by_key(key)
    form = forms.RenameForm(sent(request))
    if form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: tree.rename(agency, by=the_clerk(request), **given)):
            return done(request, f"已更名为“{given['name']}”。", "agencies:agency", key=key)
    note = f"现名称“{agency.name}”保留在沿革中：生效日期以前的信息、报告仍显示当时的名称。"
    return show(request, _FORM, form, agency=agency, title="更名", submit="更名", note=note)


@requires(Perm.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def reviewer(request: HttpRequest, key: UUID) -> HttpResponse:
    """A reviewer that a special provision names."""
    agency = agency_by_key(key)
    initial = {"reviewer": agency.reviewer, "basis": agency.reviewer_basis, "version": agency.version}
    form = forms.ReviewerForm(sent(request), initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        if attempt(
            form,
            lambda: facts.set_reviewer(agency, by=the_clerk(request), **given),
            fresh=lambda: agency_by_key(key),
        ):
            return done(request, "已保存复议机关。", "agencies:agency", key=key)
    known = reviewer_of(agency)
    reasons = "；".join(f"{one.agency.name}（{one.reason}）" for one in known.authorities)
    note = f"现在的复议机关：{reasons or known.refusal}。没有特别规定的，不要另定。"
    return show(request, _FORM, form, agency=agency, title="另定复议机关", submit="保存", note=note)


@requires(Perm.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, key: UUID) -> HttpResponse:
    """Another superior, after a look at what that means."""
    agency = agency_by_key(key)
    form = forms.MoveForm(sent(request))

    def look() -> Preview:
        return tree.preview_move(agency, by=the_clerk(request), **form.cleaned_data)

    def do() -> object:
        return tree.move(agency, by=the_clerk(request), **form.cleaned_data)

    return _looked_at(request, agency, form, "调整隶属关系", look, do)


@requires(Perm.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, key: UUID) -> HttpResponse:
    """It becomes part of another, after a look at what that means."""
    agency = agency_by_key(key)
    form = forms.MergeForm(sent(request))

    def look() -> Preview:
        return tree.preview_end(agency, state=MERGED, by=the_clerk(request), **form.cleaned_data)

    def do() -> object:
        given = dict(form.cleaned_data)
        return tree.merge(agency, into=given.pop("successor"), by=the_clerk(request), **given)

    return _looked_at(request, agency, form, "并入", look, do)


@requires(Perm.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def abolish(request: HttpRequest, key: UUID) -> HttpResponse:
    """It ends, after a look at what that means."""
    agency = agency_by_key(key)
    form = forms.AbolishForm(sent(request))

    def look() -> Preview:
        return tree.preview_end(agency, state=ABOLISHED, by=the_clerk(request), **form.cleaned_data)

    def do() -> object:
        return tree.abolish(agency, by=the_clerk(request), **form.cleaned_data)

    return _looked_at(request, agency, form, "撤销", look, do)


def _looked_at(
    request: HttpRequest,
    agency: Agency,
    form: django_forms.Form,
    title: str,
    look: Callable[[], Preview],
    do: Callable[[], object],
) -> HttpResponse:
    """First what would happen, then, confirmed, the act."""
    if form.is_valid():
        if request.POST.get("confirmed") == "1":
            if attempt(form, do):
                return done(request, f"“{agency.name}”：{title}已登记。", "agencies:agency", key=agency.key)
        else:
            try:
                seen = look()
            except GongkaiError as refusal:
                form.add_error(None, str(refusal))
            else:
                context = {"form": form, "agency": agency, "title": title, "preview": seen}
                return render(request, "agencies/confirm.html", context)
    return show(request, _FORM, form, agency=agency, title=title, submit="看看会发生什么", previewed=True)
