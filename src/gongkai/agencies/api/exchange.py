"""The directory as a file: out, and in after a dry run. The import is given what the dry run showed."""

from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Schema
from ninja.files import UploadedFile
from ninja.params.functions import Form
from pydantic import Field

from gongkai.agencies.exchange import files
from gongkai.agencies.exchange.model import Plan
from gongkai.agencies.selectors.exchange import lines
from gongkai.agencies.services import imports
from gongkai.kit.access import ClerkRequest
from gongkai.kit.api import FILE, Day, attachment, chars, download, named, received, upload
from gongkai.statute.vocab.roles import Perm

MANAGE = Perm.AGENCY_MANAGE
JSON = "application/json"
MOST = 1000
"""Lines of each part in one answer."""
STATED, START = Form(...), Form(0)


class ChangeLine(Schema):
    """One field, with its old and new value in words."""

    field: str
    label: str
    old: str
    new: str


class TouchedLine(Schema):
    """An agency that would be added, changed or moved."""

    row: int
    key: str
    name: str
    changes: list[ChangeLine]


class RefusalLine(Schema):
    """A place in the file that cannot be taken over, and why."""

    row: int
    column: str
    code: str
    message: str


class AbsentLine(Schema):
    """An agency of the directory that the file does not mention; it stays as it is."""

    key: str
    name: str


class Counts(Schema):
    """How many there are of each part."""

    refusals: int
    added: int
    changed: int
    moved: int
    absent: int
    same: int


class PlanSeen(Schema):
    """Exactly what an import would do; `seen` is what confirms it. The parts from line `start` on, 1000 of each."""

    seen: str
    counts: Counts
    refusals: list[RefusalLine]
    added: list[TouchedLine]
    changed: list[TouchedLine]
    moved: list[TouchedLine]
    absent: list[AbsentLine]


def export_json(request: ClerkRequest) -> Any:  # noqa: ANN401
    """导出机关名录（JSON，可以改后再导入）。"""
    return attachment(files.to_json(list(lines().values())), JSON, "机关名录.json")


def export_xlsx(request: ClerkRequest) -> Any:  # noqa: ANN401
    """导出机关名录（XLSX，可以改后再导入）。"""
    return attachment(files.to_xlsx(list(lines().values())), files.XLSX, "机关名录.xlsx")


def template(request: ClerkRequest) -> HttpResponse:
    """机关名录的空白模板（XLSX）。"""
    return attachment(files.template(), files.XLSX, "机关名录模板.xlsx")


def dry_run(
    request: ClerkRequest,
    on: Day = STATED,
    basis: chars(200, 1) = STATED,  # type: ignore[valid-type]  # a bounded text
    file: UploadedFile = FILE,
    start: Annotated[int, Field(ge=0, le=1_000_000)] = START,
) -> Any:  # noqa: ANN401
    """试导入机关名录：列出将要新增、修改、移动的机关和不能导入的行，什么都不改动。

    答复里的 seen 是这次结果的标记，正式导入时要带上。各部分从第 start 行起，每次最多 1000 行。
    """
    return _seen(imports.dry_run(_source(request, file, on, basis)), start)


def take_in(
    request: ClerkRequest,
    on: Day = STATED,
    basis: chars(200, 1) = STATED,  # type: ignore[valid-type]  # a bounded text
    seen: chars(64) = STATED,  # type: ignore[valid-type]
    file: UploadedFile = FILE,
) -> Any:  # noqa: ANN401
    """导入机关名录：须带上试导入给出的 seen；有一行不能导入就都不导入，名录在此期间有变化的也不导入。

    Raises AGY-1016, AGY-1041, AGY-1052, AGY-1054 to 1056.
    """
    return _seen(imports.apply(_source(request, file, on, basis), seen=seen, by=request.clerk), 0)


def _source(request: ClerkRequest, file: UploadedFile, on: Day, basis: str) -> imports.Source:
    return imports.Source(received(request, file), named(file), on, basis)


def _seen(plan: Plan, start: int) -> dict[str, object]:
    end = start + MOST
    parts = {name: getattr(plan, name) for name in ("refusals", "added", "changed", "moved", "absent")}
    refusals = [
        {"row": one.row, "column": one.column, "code": one.reason.code, "message": one.reason.message}
        for one in plan.refusals[start:end]
    ]
    absent = [{"key": key, "name": name} for key, name in plan.absent[start:end]]
    return {
        "seen": plan.fingerprint,
        "counts": {name: len(found) for name, found in parts.items()} | {"same": plan.same},
        **{name: found[start:end] for name, found in parts.items()},
        "refusals": refusals,
        "absent": absent,
    }


OPERATIONS = (
    download("agency.export_json", "agencies/export.json", export_json, media=JSON),
    download("agency.export_xlsx", "agencies/export.xlsx", export_xlsx, media=files.XLSX),
    download("agency.template", "agencies/template.xlsx", template, media=files.XLSX),
    upload("agency.dry_run", "agencies/import/dry-run", dry_run, MANAGE, answer=PlanSeen),
    upload("agency.import", "agencies/import", take_in, MANAGE, answer=PlanSeen),
)
