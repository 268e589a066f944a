"""Configuration of reviews: chains, wordings, index numbers."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.disclosures.forms.review import ChainForm, NumberingForm, WordingForm
from gongkai.disclosures.models import Column, WordingTerm
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.services import chains, numbering, remarks
from gongkai.disclosures.views.items import REFUSED
from gongkai.kit.access import ClerkRequest, requires
from gongkai.statute.errors import GongkaiError
from gongkai.statute.identifiers import KNOWN_TEMPLATES
from gongkai.statute.vocab.roles import Perm
from gongkai.statute.wording import shipped_terms


@requires(Perm.CHAIN_CONFIGURE)
@require_GET
def all_chains(request: ClerkRequest) -> HttpResponse:
    """The agency's chain, and the columns that have their own."""
    known = reviews.chains_of(request.clerk.agency_id)
    own = known.get(None)
    context = {
        "steps": reviews.steps_from(own.steps) if own else reviews.DEFAULT_STEPS,
        "is_default": own is None,
        "lines": [
            (column, reviews.steps_from(known[column.pk].steps) if column.pk in known else None)
            for column in selectors.own_columns(request.clerk.agency_id)
        ],
    }
    return render(request, "disclosures/review/chains.html", context)


@requires(Perm.CHAIN_CONFIGURE)
@require_http_methods(["GET", "POST"])
def chain(request: ClerkRequest, column: int | None = None) -> HttpResponse:
    """Set the chain of the agency or of a column."""
    of = get_object_or_404(Column, pk=column, agency=request.clerk.agency_id) if column else None
    known = reviews.chains_of(request.clerk.agency_id)
    holding = known.get(column) or known.get(None)
    steps = reviews.steps_from(holding.steps) if holding else reviews.DEFAULT_STEPS
    form = ChainForm(request.POST if request.method == "POST" else None, steps=steps)
    if request.method == "POST" and form.is_valid():
        try:
            chains.configure(form.steps(), by=request.clerk, column=column)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "审查流程已启用；已经送审的信息仍按原流程办理。")
            return redirect("disclosures:chains")
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "disclosures/review/chain.html", {"form": form, "column": of}, status=status)


@requires(Perm.CHAIN_CONFIGURE)
@require_POST
def clear_chain(request: ClerkRequest, column: int) -> HttpResponse:
    """The column is reviewed as the agency is."""
    chains.clear(column, by=request.clerk)
    messages.success(request, "该栏目今后按机关的流程审查。")
    return redirect("disclosures:chains")


@requires(Perm.DISCLOSURE_READ)
@require_GET
def wordings(request: ClerkRequest) -> HttpResponse:
    """The agency's wordings and the shipped ones."""
    return _wordings(request, WordingForm())


@requires(Perm.DISCLOSURE_PUBLISH, Perm.CHAIN_CONFIGURE)
@require_POST
def add_wording(request: ClerkRequest) -> HttpResponse:
    """A wording more."""
    form = WordingForm(request.POST)
    if form.is_valid():
        try:
            remarks.add_term(remarks.rule(form.cleaned_data), by=request.clerk)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已添加，从现在起检查时会提示。")
            return redirect("disclosures:wordings")
    return _wordings(request, form)


@requires(Perm.DISCLOSURE_PUBLISH, Perm.CHAIN_CONFIGURE)
@require_POST
def switch_off(request: ClerkRequest) -> HttpResponse:
    """A shipped wording is not looked for in this agency."""
    wrong = request.POST.get("wrong", "")
    if wrong:
        remarks.switch_off(wrong, by=request.clerk)
        messages.success(request, f"“{wrong}”不再提示。")
    return redirect("disclosures:wordings")


@requires(Perm.DISCLOSURE_PUBLISH, Perm.CHAIN_CONFIGURE)
@require_POST
def set_active(request: ClerkRequest, pk: int) -> HttpResponse:
    """Look for a wording again, or no longer."""
    term = remarks.set_active(pk, request.POST.get("active") == "1", by=request.clerk)
    messages.success(request, f"“{term.wrong}”已{'启用' if term.is_active else '停用'}。")
    return redirect("disclosures:wordings")


@requires(Perm.CHAIN_CONFIGURE)
@require_http_methods(["GET", "POST"])
def number_scheme(request: ClerkRequest) -> HttpResponse:
    """How index numbers are made."""
    scheme = numbering.scheme_of(request.clerk.agency_id)
    given = request.POST if request.method == "POST" else None
    form = NumberingForm(given, initial={"template": scheme.template} | dict(scheme.values))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            numbering.configure(values.pop("template"), values, by=request.clerk)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "索引号规则已启用；已经编过的索引号不变。")
            return redirect("disclosures:numbering")
    status = REFUSED if form.errors else HTTPStatus.OK
    context = {"form": form, "known": KNOWN_TEMPLATES}
    return render(request, "disclosures/review/numbering.html", context, status=status)


def _wordings(request: ClerkRequest, form: WordingForm) -> HttpResponse:
    own = list(WordingTerm.objects.filter(agency=request.clerk.agency_id).order_by("wrong"))
    replaced = {term.wrong for term in own}
    context = {
        "form": form,
        "own": own,
        "shipped": [rule for rule in shipped_terms().rules if rule.wrong not in replaced],
        "may_change": request.clerk.can(Perm.DISCLOSURE_PUBLISH, Perm.CHAIN_CONFIGURE),
    }
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "disclosures/review/wordings.html", context, status=status)
