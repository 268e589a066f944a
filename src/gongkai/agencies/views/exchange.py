"""The tree as a file: out, and in after a dry run."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from gongkai.agencies.exchange import files
from gongkai.agencies.exchange.fields import FIELDS
from gongkai.agencies.exchange.model import Plan
from gongkai.agencies.forms import ConfirmForm, ImportForm
from gongkai.agencies.selectors.exchange import lines
from gongkai.agencies.services import imports
from gongkai.agencies.views._forms import done, sent, show, the_clerk
from gongkai.kit import store
from gongkai.kit.access import requires, signed_in
from gongkai.statute.errors import GongkaiError
from gongkai.statute.vocab.roles import Perm

PAGE = 50
_WRITERS: Mapping[str, tuple[Callable[..., bytes], str]] = {
    "xlsx": (files.to_xlsx, files.XLSX),
    "json": (files.to_json, "application/json"),
}


@signed_in
@require_GET
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The whole tree as a workbook or as JSON."""
    if kind not in _WRITERS:
        raise Http404
    write, media = _WRITERS[kind]
    return _attachment(write(list(lines().values())), media, f"机关名录.{kind}")


@signed_in
@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """An empty workbook to fill in."""
    return _attachment(files.template(), files.XLSX, "机关名录模板.xlsx")


def _attachment(data: bytes, media: str, name: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=media)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


@requires(Perm.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file; it is read at once, and nothing is changed."""
    form = ImportForm(sent(request), request.FILES if request.method == "POST" else None)
    for refusal in getattr(request, "upload_refusals", ()):
        form.add_error("file", str(refusal))
    if form.is_valid():
        file, given = form.cleaned_data["file"], form.cleaned_data
        file.seek(0)
        source = imports.Source(file.read(), file.name, given["on"], given["basis"])
        try:
            imports.dry_run(source)
        except GongkaiError as refusal:
            form.add_error(None, str(refusal))
        else:
            stated = {"name": source.name, "on": given["on"].isoformat(), "basis": source.basis}
            address = reverse("agencies:preview", kwargs={"digest": store.put(source.data)})
            return redirect(f"{address}?{urlencode(stated)}", preserve_request=False)
    return show(request, "agencies/import.html", form, fields=FIELDS)


@requires(Perm.AGENCY_MANAGE)
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, digest: str) -> HttpResponse:
    """Exactly what the file would change; confirmed, it is done in one go."""
    form = ConfirmForm(sent(request) or request.GET)
    if not form.is_valid():
        return redirect("agencies:import")
    given = form.cleaned_data
    source = imports.Source(_stored(digest), given["name"], given["on"], given["basis"])
    refusal: GongkaiError | None = None
    if request.method == "POST":
        try:
            plan = imports.apply(source, seen=given["seen"], by=the_clerk(request))
        except GongkaiError as reason:
            refusal = reason
        else:
            counts = f"新增 {len(plan.added)} 个，修改 {len(plan.changed)} 个，移动 {len(plan.moved)} 个"
            return done(request, f"导入完成：{counts}。", "agencies:tree")
    plan = imports.dry_run(source)
    part, rows = _part(plan, request.GET.get("part", ""))
    context = {
        "plan": plan,
        "source": source,
        "digest": digest,
        "refusal": refusal,
        "part": part,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "parts": _parts(plan),
        "stated": urlencode({"name": source.name, "on": source.on.isoformat(), "basis": source.basis}),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusal else HTTPStatus.OK
    return render(request, "agencies/preview.html", context, status=status)


def _stored(digest: str) -> bytes:
    try:
        return store.read(digest)
    except (FileNotFoundError, ValueError) as reason:
        raise Http404 from reason


def _parts(plan: Plan) -> list[tuple[str, str, int]]:
    return [
        ("refused", "不能导入", len(plan.refusals)),
        ("added", "新增", len(plan.added)),
        ("changed", "修改", len(plan.changed)),
        ("moved", "移动", len(plan.moved)),
        ("absent", "文件中没有", len(plan.absent)),
    ]


def _part(plan: Plan, asked: str) -> tuple[str, list[object]]:
    """The part of the plan that is asked for; else the first that has something to show."""
    rows: dict[str, list[object]] = {
        "refused": list(plan.refusals),
        "added": list(plan.added),
        "changed": list(plan.changed),
        "moved": list(plan.moved),
        "absent": list(plan.absent),
    }
    part = asked if asked in rows else next((name for name, found in rows.items() if found), "added")
    return part, rows[part]
