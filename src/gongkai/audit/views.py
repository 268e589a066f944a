"""The auditor's pages: find, read, export, prove. What they show is what the entries hold."""

from http import HTTPStatus

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from gongkai.audit import selectors, services
from gongkai.audit.forms import AskForm, PeriodForm
from gongkai.audit.models import Chain
from gongkai.kit import clock
from gongkai.kit.access import ClerkRequest, requires
from gongkai.statute.vocab.roles import Perm

PAGE = 50
MOST_TO_PROVE = 200_000
"""Entries that a page proves while one waits; more are proven by the command."""


@requires(Perm.AUDIT_READ)
@require_GET
def entries(request: ClerkRequest) -> HttpResponse:
    """The entries, the latest first, by what is asked."""
    form = AskForm(
        request.GET or None,
        acts=[(act.code, f"{act.label}（{act.code}）") for act in sorted(services.ACTS.values(), key=_by_code)],
        subjects=selectors.subject_types(request.clerk),
        chains=[(chain.pk, _name(chain)) for chain in selectors.chains(request.clerk)],
    )
    asked = selectors.Asked(**form.cleaned_data) if form.is_bound and form.is_valid() else selectors.Asked()
    found = selectors.entries(request.clerk, asked)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [selectors.shown(entry) for entry in page.object_list]
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "page": page, "rows": rows, "asked": bool(request.GET)}
    return render(request, "audit/entries.html", context, status=status)


@requires(Perm.AUDIT_READ)
@require_GET
def entry(request: ClerkRequest, pk: int) -> HttpResponse:
    """One entry in full, with what else was done to the same thing."""
    found = selectors.entry(pk, request.clerk)
    asked = selectors.Asked(subject_type=found.subject[0], subject_id=found.subject[1])
    others = [selectors.shown(one) for one in selectors.entries(request.clerk, asked)[:PAGE]]
    return render(request, "audit/entry.html", {"entry": found, "history": others})


@requires(Perm.AUDIT_READ)
@require_GET
def chains(request: ClerkRequest) -> HttpResponse:
    """The chains and the latest seals; from here they are exported and proven."""
    found = list(selectors.chains(request.clerk))
    context = {
        "chains": [(chain, _name(chain)) for chain in found],
        "seals": selectors.seals(),
        "period": PeriodForm(),
        "verdict": None,
    }
    return render(request, "audit/chains.html", context)


@requires(Perm.AUDIT_READ)
@require_POST
def prove(request: ClerkRequest) -> HttpResponse:
    """Prove the chains now, as they stand in the database."""
    found = list(selectors.chains(request.clerk))
    many = sum(chain.length for chain in found)
    verdict = selectors.proven(found) if many <= MOST_TO_PROVE else None
    context = {
        "chains": [(chain, _name(chain)) for chain in found],
        "seals": selectors.seals(),
        "period": PeriodForm(),
        "verdict": verdict,
        "too_many": many if verdict is None else 0,
    }
    return render(request, "audit/chains.html", context)


@requires(Perm.AUDIT_READ)
@require_GET
def export(request: ClerkRequest, pk: int | None = None) -> HttpResponse | StreamingHttpResponse:
    """A chain, or all that the auditor sees, over a period: lines of JSON, streamed."""
    found = [selectors.chain(pk, request.clerk)] if pk is not None else list(selectors.chains(request.clerk))
    form = PeriodForm(request.GET)
    if not form.is_valid():
        context = {
            "chains": [(chain, _name(chain)) for chain in selectors.chains(request.clerk)],
            "seals": selectors.seals(),
            "period": form,
            "verdict": None,
        }
        return render(request, "audit/chains.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    lines = selectors.export(found, form.cleaned_data["since"], form.cleaned_data["until"])
    answer = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    name = f"审计记录-{clock.today():%Y%m%d}.jsonl"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "no-store, private"
    return answer


def _name(chain: Chain) -> str:
    return "平台" if chain.agency == selectors.PLATFORM else str(chain)


def _by_code(act: services.Act) -> str:
    return act.code
