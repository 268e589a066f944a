"""Parse, call, render. Nothing here is kept by browsers or proxies, and every refusal carries its code."""

from http import HTTPStatus
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from gongkai.documents.readers import ocr_extra
from gongkai.documents.readers.doc import office
from gongkai.documents.writers import MEDIA_TYPES
from gongkai.kit import clock, throttle, worker
from gongkai.kit.access import open_to_all
from gongkai.reports import errors, examples, selectors, services, tasks
from gongkai.reports.limits import upload_limits
from gongkai.reports.models import Checkup, CheckupReport
from gongkai.reports.presentation import Result
from gongkai.reports.uploads import StoredUpload, refusals_of

COLUMNS = (
    ("agency", "机关"),
    ("year", "年度"),
    ("errors", "错误"),
    ("warnings", "警告"),
    ("cells", "读到的格"),
    ("file", "文件"),
)
UPLOADS, UPLOADS_WINDOW = 60, 600  # submissions of one visitor in ten minutes
NAMES = {
    "docx": "Word 文档（DOCX）",
    "pdf": "PDF",
    "html": "网页（HTML）",
    "xlsx": "表格（XLSX）",
    "json": "数据（JSON）",
    "svg": "一图读懂（SVG）",
    "png": "一图读懂（PNG）",
}


@open_to_all
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The 体检 page: choose files, or try an example."""
    return _home(request)


@open_to_all
@require_POST
def upload(request: HttpRequest) -> HttpResponse:
    """Receive files and begin; what was refused is said beside what was accepted."""
    refused = refusals_of(request)
    files = [
        services.incoming(file, is_previous=field == "previous")
        for field in ("reports", "previous")
        for file in request.FILES.getlist(field)
        if isinstance(file, StoredUpload)
    ]
    try:
        _bound(request)
        if too_many := [refusal for refusal in refused if isinstance(refusal, errors.TooManyFiles)]:
            raise too_many[0]
        checkup = services.receive(files, refused, now=clock.now())
    except errors.UploadRefused as refusal:
        return _home(request, [refusal, *(other for other in refused if other is not refusal)])
    return _begun(checkup)


@open_to_all
@require_POST
def example(request: HttpRequest, name: str) -> HttpResponse:
    """Begin with an example of our own making."""
    try:
        _bound(request)
        checkup = services.receive(examples.files(name), (), now=clock.now())
    except errors.UploadRefused as refusal:
        return _home(request, [refusal])
    return _begun(checkup)


@open_to_all
@require_GET
def overview(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole upload: progress while it runs, then every report in one table; a single one is shown at once."""
    checkup = selectors.get_checkup(public_id, clock.now())
    if request.GET.get("all") is None and (only := selectors.only_report(checkup)):
        return redirect(_result_url(checkup, only))
    return _private(render(request, "reports/overview.html", _overview(request, checkup)))


@open_to_all
@require_GET
def progress(request: HttpRequest, public_id: str) -> HttpResponse:
    """The part of the overview that changes while work goes on; when it ends, the page itself is loaded anew."""
    onwards = HttpResponse(headers={"HX-Redirect": reverse("reports:overview", args=[public_id])})
    try:
        checkup = selectors.get_checkup(public_id, clock.now())
    except errors.CheckupExpired:
        if request.headers.get("HX-Request"):  # deleted in another window: the overview says so
            return _private(onwards)
        raise
    worker.wake()
    if selectors.progress(checkup).finished:
        return _private(onwards)
    return _private(render(request, "reports/_progress.html", _overview(request, checkup)))


@open_to_all
@require_GET
def result(request: HttpRequest, public_id: str, file: int, number: int) -> HttpResponse:
    """One report: its tables and sentences with what is wrong, and the repair."""
    checkup = selectors.get_checkup(public_id, clock.now())
    report = selectors.get_report(checkup, file, number)
    context = {
        "checkup": checkup,
        "row": report,
        "result": Result(selectors.document(report)),
        "kinds": NAMES,
        "alone": selectors.only_report(checkup) is not None,
        "finished": checkup.settled_at is not None,
    }
    return _private(render(request, "reports/result.html", context))


@open_to_all
@require_GET
def download_read(request: HttpRequest, public_id: str, file: int, number: int, kind: str) -> HttpResponse:
    """The report as it was read, in any format."""
    report = selectors.get_report(selectors.get_checkup(public_id, clock.now()), file, number)
    _known(kind)
    return _attachment(report, kind, tasks.render(report, kind), "")


@open_to_all
@require_GET
def download_repaired(request: HttpRequest, public_id: str, file: int, number: int, kind: str) -> HttpResponse:
    """The report with the repair applied; `?group1=2` takes the second of the ways that tie in group one."""
    report = selectors.get_report(selectors.get_checkup(public_id, clock.now()), file, number)
    _known(kind)
    groups = selectors.document(report)["repair"]["groups"]
    if not groups:
        raise errors.NothingToRepair()
    choices = [
        _choice(request.GET.get(f"group{at}", "1"), len(group["choices"])) for at, group in enumerate(groups, 1)
    ]
    return _attachment(report, kind, tasks.render(report, kind, choices), "（改好）")


@open_to_all
@require_GET
def picture(request: HttpRequest, public_id: str, file: int, number: int) -> HttpResponse:
    """The infographic, for the page itself."""
    report = selectors.get_report(selectors.get_checkup(public_id, clock.now()), file, number)
    return _private(HttpResponse(tasks.render(report, "png"), content_type="image/png"))


@open_to_all
@require_GET
def findings(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that was read and found, of every report, as data."""
    checkup = selectors.get_checkup(public_id, clock.now())
    if checkup.settled_at is None:
        raise errors.StillRunning()
    read = []
    for row in selectors.documents_of(checkup):
        document = selectors.document(row)
        read.append({"file": row.file.name, "report": document["report"], "repair": document["repair"]})
    refused = [
        {"file": file.name, "code": file.refusal_code, "message": file.refusal}
        for file in selectors.unread_files(checkup)
    ]
    answer = JsonResponse({"reports": read, "refused": refused}, json_dumps_params={"ensure_ascii": False})
    answer["Content-Disposition"] = content_disposition_header(True, "年报体检结果.json") or "attachment"
    return _private(answer)


@open_to_all
@require_POST
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete files and results now."""
    checkup = selectors.get_checkup(public_id, clock.now())
    services.delete(checkup, now=clock.now())
    return redirect(reverse("reports:home") + "?deleted")


def _home(request: HttpRequest, refusals: list[errors.UploadRefused] | None = None) -> HttpResponse:
    context = {
        "refusals": refusals or [],
        "examples": examples.EXAMPLES,
        "limits": upload_limits(),
        "deleted": "deleted" in request.GET,
        "office": office() is not None,
        "ocr": ocr_extra.installed(),
    }
    status = refusals[0].status if refusals else HTTPStatus.OK
    answer = render(request, "reports/home.html", context, status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        answer["Retry-After"] = str(UPLOADS_WINDOW)
    return answer


def _bound(request: HttpRequest) -> None:
    who = throttle.visitor(request)
    if not throttle.allowed("upload", who, times=UPLOADS, seconds=UPLOADS_WINDOW):
        raise errors.TooManyRequests(minutes=UPLOADS_WINDOW // 60)


def _begun(checkup: Checkup) -> HttpResponse:
    worker.wake()
    answer = redirect("reports:overview", public_id=checkup.public_id)
    answer.status_code = HTTPStatus.SEE_OTHER
    return answer


def _overview(request: HttpRequest, checkup: Checkup) -> dict[str, object]:
    asked = request.GET.get("sort", "file")
    sort = asked.removeprefix("-")
    if sort not in selectors.SORTS:
        asked = sort = "file"
    reports = selectors.reports_of(checkup, sort, descending=asked.startswith("-"))
    return {
        "checkup": checkup,
        "progress": selectors.progress(checkup),
        "reports": reports,
        "unread": selectors.unread_files(checkup),
        "columns": [_column(name, label, asked) for name, label in COLUMNS],
        "clean": sum(not report.errors for report in reports),
        "errors": sum(report.errors for report in reports),
    }


def _column(name: str, label: str, asked: str) -> dict[str, object]:
    """A heading that sorts: by itself first, the other way round the next time; counts begin with the most."""
    number = name not in ("file", "agency")
    first = f"-{name}" if name in ("errors", "warnings") else name
    other = name if first.startswith("-") else f"-{name}"
    state = {name: "ascending", f"-{name}": "descending"}.get(asked, "")
    return {"label": label, "link": other if asked == first else first, "state": state, "number": number}


def _result_url(checkup: Checkup, report: CheckupReport) -> str:
    return reverse("reports:result", args=[checkup.public_id, report.file.number, report.number])


def _known(kind: str) -> None:
    if kind not in MEDIA_TYPES:
        raise errors.FormatUnknown(kind=kind[:10], kinds="、".join(name.upper() for name in MEDIA_TYPES))


def _choice(asked: str, count: int) -> int:
    """The index of a choice asked for by its number on the page."""
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked[:4]) <= count:
        raise errors.AlternativeUnknown(number=asked[:10])
    return int(asked) - 1


def _attachment(report: CheckupReport, kind: str, data: bytes, suffix: str) -> HttpResponse:
    year = f"{report.year}年" if report.year else ""
    name = f"{report.agency}{year}政府信息公开工作年度报告{suffix}.{kind}".replace("/", "_")
    answer = HttpResponse(data, content_type=MEDIA_TYPES[kind])
    answer["Content-Disposition"] = content_disposition_header(True, name) or f"attachment; filename*={quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return _private(answer)


def _private(answer: HttpResponse) -> HttpResponse:
    """Kept nowhere: what was uploaded is to be gone after its time."""
    add_never_cache_headers(answer)
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex"
    return answer
