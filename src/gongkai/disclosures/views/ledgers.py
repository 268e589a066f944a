"""A ledger from the upload to the import: choose, map, look at the verdict, import, or leave it."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongkai.disclosures.forms.ledgers import MappingForm, NamesForm, SheetForm, UploadForm, sheet_asked
from gongkai.disclosures.ledgers import errors, sheets
from gongkai.disclosures.ledgers.fields import FIELD
from gongkai.disclosures.models import LedgerImport
from gongkai.disclosures.selectors import ledgers as selectors
from gongkai.disclosures.services import ledgers as services
from gongkai.kit import worker
from gongkai.kit.access import ClerkRequest, requires
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab.roles import Perm

REFUSED = HTTPStatus.UNPROCESSABLE_ENTITY
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAPPABLE = {selectors.UPLOADED, selectors.REFUSED, selectors.CHECKED}


@requires(Perm.DISCLOSURE_IMPORT)
@require_http_methods(["GET", "POST"])
def listed(request: ClerkRequest) -> HttpResponse:
    """The agency's ledgers; a POST brings a new one."""
    form = UploadForm()
    status = HTTPStatus.OK
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        try:
            ledger = _received(request)
        except GongkaiError as refusal:
            form.full_clean()
            form.errors.clear()
            form.add_error(None, str(refusal))
            status = REFUSED
        else:
            return redirect("disclosures:ledger_map", key=ledger.key)
    page = Paginator(selectors.listed(request.clerk), selectors.PAGE).get_page(request.GET.get("page"))
    return render(request, "disclosures/ledgers/list.html", {"form": form, "page": page}, status=status)


def _received(request: ClerkRequest) -> LedgerImport:
    """The upload as a ledger; what the upload handler refused is said first."""
    file = request.FILES.get("file")
    for refusal in getattr(request, "upload_refusals", ()):
        raise refusal
    if file is None:
        raise errors.NoLedger()
    file.seek(0)  # the upload handler leaves it at its end
    data, name = file.read(), str(file.name)
    found = services.look_into(data, name)
    return services.upload(data, name, found, by=request.clerk)


@requires(Perm.DISCLOSURE_IMPORT)
@require_http_methods(["GET", "POST"])
def mapped(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Which sheet, which heading row, which column is what; a POST has every row checked."""
    ledger = selectors.get(key, request.clerk)
    if ledger.state not in MAPPABLE:
        return redirect("disclosures:ledger", key=key)
    asked = request.POST if request.method == "POST" else request.GET
    sheet, row = sheet_asked(ledger, {name: str(asked.get(name, "")) for name in ("sheet", "heading_row")})
    head = next(known["head"] for known in ledger.sheets if known["name"] == sheet)
    problem = ""
    try:
        headings = services.headings_of(ledger, sheet, row)
    except GongkaiError as refusal:
        headings, problem = [], str(refusal)
    form = MappingForm(ledger, headings, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not problem:
        try:
            services.choose(key, form.chosen(sheet, row), by=request.clerk)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            worker.wake()
            return redirect("disclosures:ledger", key=key)
    below = [list(cells) for cells in head[row : row + 4]]
    context = {
        "ledger": ledger, "sheet": sheet, "row": row, "problem": problem, "form": form,
        "chooser": SheetForm(ledger, initial={"sheet": sheet, "heading_row": row}),
        "head": head,
        "places": [
            (field, [cells[at] if at < len(cells) else "" for cells in below])
            for at, field in enumerate(form.places)
        ],
        "fields": [FIELD[code] for code in FIELD if FIELD[code].says],
    }  # fmt: skip
    status = REFUSED if request.method == "POST" else HTTPStatus.OK
    return render(request, "disclosures/ledgers/map.html", context, status=status)


@requires(Perm.DISCLOSURE_IMPORT)
@require_GET
def page(request: ClerkRequest, key: UUID) -> HttpResponse:
    """How far it is, what the check found, what was imported."""
    ledger = selectors.get(key, request.clerk)
    if ledger.state in selectors.RUNNING:
        worker.wake()
    return _page(request, ledger)


@requires(Perm.DISCLOSURE_IMPORT)
@require_GET
def progress(request: ClerkRequest, key: UUID) -> HttpResponse:
    """The part that changes while it runs; when it ends, the page is loaded anew."""
    ledger = selectors.get(key, request.clerk)
    if ledger.state not in selectors.RUNNING:
        return HttpResponse(headers={"HX-Redirect": reverse("disclosures:ledger", args=[key])})
    context = {"ledger": ledger, "progress": services.board_of(ledger).read()}
    return render(request, "disclosures/ledgers/_progress.html", context)


@requires(Perm.DISCLOSURE_IMPORT)
@require_GET
def refused(request: ClerkRequest, key: UUID) -> HttpResponse:
    """The exact report of refused rows, as XLSX."""
    ledger = selectors.get(key, request.clerk)
    rows = selectors.refusals(ledger).values_list("number", "column", "value", "code", "says")
    answer = HttpResponse(sheets.refusals(rows.iterator()), content_type=XLSX)
    answer["Content-Disposition"] = (
        content_disposition_header(True, f"需要改正的行-{ledger.name}.xlsx") or "attachment"
    )
    return answer


@requires(Perm.DISCLOSURE_IMPORT)
@require_POST
def names(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Say what the unknown names mean, and check again."""
    ledger = selectors.get(key, request.clerk)
    form = NamesForm(ledger, request.POST)
    if not ledger.mapping or not form.is_valid():
        return _page(request, ledger, form)
    services.choose(key, form.chosen(), by=request.clerk)
    worker.wake()
    return redirect("disclosures:ledger", key=key)


@requires(Perm.DISCLOSURE_IMPORT)
@require_POST
def begin(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Import it."""
    services.begin(key, by=request.clerk)
    worker.wake()
    return redirect("disclosures:ledger", key=key)


@requires(Perm.DISCLOSURE_IMPORT)
@require_POST
def cancel(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Stop what runs; nothing is taken in."""
    services.cancel(key, by=request.clerk)
    messages.success(request, "已要求停止；停止后这里会显示结果，没有一行会被导入。")
    return redirect("disclosures:ledger", key=key)


@requires(Perm.DISCLOSURE_IMPORT)
@require_POST
def abandon(request: ClerkRequest, key: UUID) -> HttpResponse:
    """Give it up."""
    services.abandon(key, by=request.clerk)
    messages.success(request, "已放弃这份台账，没有导入任何内容。")
    return redirect("disclosures:ledgers")


def _page(request: ClerkRequest, ledger: LedgerImport, form: NamesForm | None = None) -> HttpResponse:
    wrong = Paginator(selectors.refusals(ledger), selectors.PAGE).get_page(request.GET.get("page"))
    columns = dict(selectors.columns_of(ledger.agency_id))
    channels = {f"id:{pk}": name for pk, name, _ in selectors.channels_of(ledger.agency_id)}
    has_names = ledger.state in MAPPABLE and any(ledger.unknown.get(kind) for kind in ("columns", "channels"))
    context = {
        "ledger": ledger,
        "running": ledger.state in selectors.RUNNING,
        "mappable": ledger.state in MAPPABLE,
        "progress": services.board_of(ledger).read(),
        "wrong": wrong,
        "unnoted": ledger.unknown.get("unnoted", 0),
        "names": form or (NamesForm(ledger) if has_names else None),
        "form": form,
        "preview": [
            line
            | {
                "column": columns.get(line["column"], "—"),
                "channels": "、".join(channels.get(key, key.removeprefix("kind:")) for key in line["channels"]),
            }
            for line in ledger.preview
        ],
    }
    return render(request, "disclosures/ledgers/page.html", context, status=REFUSED if form else HTTPStatus.OK)
