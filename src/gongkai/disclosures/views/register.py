"""The register of documents: in force on a day, table two's counts, and what happens to one document."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.disclosures.forms.register import DayOnForm, EventForm
from gongkai.disclosures.models import Item
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.selectors import register as registers
from gongkai.disclosures.services import register
from gongkai.disclosures.services.register import Basis
from gongkai.disclosures.views.items import REFUSED
from gongkai.kit import clock
from gongkai.kit.access import Clerk, ClerkRequest, requires
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab import DocumentVerb, ItemKind
from gongkai.statute.vocab.roles import Perm


@requires(Perm.DISCLOSURE_READ)
@require_GET
def listed(request: ClerkRequest) -> HttpResponse:
    """The register as it stands on a day, and what was made, repealed and in force for a year."""
    today = clock.today()
    form = DayOnForm(request.GET or None, initial={"on": today, "year": today.year})
    chosen = form.cleaned_data if form.is_valid() else {}
    day, year = chosen.get("on", today), chosen.get("year", today.year)
    agency = request.clerk.agency_id
    context = {
        "form": form,
        "day": day,
        "year": year,
        "entries": registers.register_on(agency, day),
        "counts": registers.register_counts(agency, year).items(),
    }
    return render(request, "disclosures/register/list.html", context)


@requires(Perm.DISCLOSURE_READ)
@require_GET
def document(request: ClerkRequest, key: UUID) -> HttpResponse:
    """One document: what happened to it."""
    return _page(request, _found(key, request.clerk), EventForm(initial={"on": clock.today()}))


@requires(Perm.DISCLOSURE_PUBLISH)
@require_http_methods(["POST"])
def happened(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Enter a revision, a repeal, a declaration or a term."""
    item = _found(key, request.clerk)
    form = EventForm(request.POST)
    if form.is_valid():
        try:
            _enter(key, form.cleaned_data, request.clerk)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "已登记，公开页面的有效性随之更新。")
            return redirect("disclosures:register_document", key=key)
    return _page(request, item, form)


def _found(key: UUID, by: Clerk) -> Item:
    item = selectors.for_reading(key, by)
    if ItemKind(item.kind) not in registers.KINDS:
        raise Http404
    return item


def _enter(key: UUID, values: dict[str, object], by: Clerk) -> None:
    basis = Basis(str(values["basis"]), str(values["successor"]))
    verb, on = DocumentVerb(str(values["verb"])), values["on"]
    if verb is DocumentVerb.SET_TERM:
        register.extend(key, on=on, until=values["until"], basis=basis, by=by)  # type: ignore[arg-type]  # dates
        return
    act = {
        DocumentVerb.AMEND: register.amend,
        DocumentVerb.REPEAL: register.repeal,
        DocumentVerb.DECLARE_INVALID: register.declare_invalid,
    }[verb]
    act(key, on=on, basis=basis, by=by)  # type: ignore[arg-type]  # a date


def _page(request: ClerkRequest, item: Item, form: EventForm) -> HttpResponse:
    own = item.agency_id == request.clerk.agency_id
    context = {
        "item": item,
        "events": registers.history_of(item),
        "form": form,
        "may_enter": own and item.state == "published" and request.clerk.can(Perm.DISCLOSURE_PUBLISH),
    }
    status = REFUSED if form.errors else HTTPStatus.OK
    return render(request, "disclosures/register/document.html", context, status=status)
