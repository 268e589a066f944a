"""The guide as PDF, the catalogue as CSV, XLSX and JSON, pictures of events."""

import csv
import io
import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from http import HTTPStatus
from typing import ClassVar
from uuid import UUID

import xlsxwriter
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from gongkai.disclosures.selectors import public as disclosures
from gongkai.disclosures.selectors import public_events
from gongkai.documents.writers import typesetting
from gongkai.kit import clock
from gongkai.kit.errors import PageError
from gongkai.portal import finding
from gongkai.portal.caching import public
from gongkai.portal.frame import frame, of_items
from gongkai.portal.views.agency import guide_of
from gongkai.portal.views.articles import served
from gongkai.statute.vocab import ItemKind, Validity
from gongkai.statute.written import written

HEADINGS = (
    "索引号",
    "名称",
    "内容概述",
    "生成日期",
    "发布日期",
    "发文字号",
    "信息类型",
    "有效性",
    "主题词",
    "网址",
)
_NAMES = (
    "index_number",
    "title",
    "summary",
    "formed_on",
    "published_on",
    "document_number",
    "kind",
    "validity",
    "keywords",
    "url",
)
_KINDS, _VALIDITY = dict(ItemKind.choices()), dict(Validity.choices())
SHEET_ROWS = 100_000


class SheetTooLong(PageError):
    """More lines than a workbook opens with ease."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNPROCESSABLE_ENTITY
    title: ClassVar[str] = "目录条目过多"
    code = "POR-2001"
    text = "这份目录超过 {most} 条，不能做成一个 XLSX 文件。"
    hint = "请按年份下载，或者改用 CSV、JSON。"


@public
def guide_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The guide to print and to hand out."""
    agency = finding.agency_at(slug)
    blocks: list[dict[str, object]] = [
        {"kind": "title", "lines": [agency.name, "政府信息公开指南"]},
        {"kind": "dateline", "text": f"（{written(clock.today())}）"},
    ]
    for section in guide_of(agency, frame(request)):
        blocks.append({"kind": "heading", "text": section.title})
        blocks += ({"kind": "body", "lead": "", "text": sentence} for sentence in section.sentences)
        blocks += ({"kind": "body", "lead": f"{name}：", "text": value} for name, value in section.facts)
    data = {"title": f"{agency.name}政府信息公开指南", "agency": agency.name, "blocks": blocks}
    made = typesetting.pdf("report.typ", data, clock.today())
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="guide-{agency.slug}.pdf"'
    return response


@public
def catalogue(request: HttpRequest, slug: str, kind: str, year: int | None = None) -> HttpResponseBase:
    """公开目录 as data, all of it or a year."""
    agency = finding.agency_at(slug)
    told = frame(request)
    where = disclosures.Where(agency=agency.pk, year=year)
    if year and not disclosures.holds_more_than(where, 0):
        raise Http404(str(year))
    lines = disclosures.every(where)
    before, address = told.absolute(""), of_items()
    rows = (_row(line, before + address.of(line.key)) for line in lines)
    name = f"catalogue-{agency.slug}{f'-{year}' if year else ''}.{kind}"
    if kind == "csv":
        return _attached(StreamingHttpResponse(_csv(rows), content_type="text/csv; charset=utf-8"), name)
    if kind == "json":
        return _attached(StreamingHttpResponse(_json(rows, agency.name), content_type="application/json"), name)
    if kind == "xlsx":
        if disclosures.holds_more_than(where, SHEET_ROWS):
            raise SheetTooLong(most=SHEET_ROWS)
        return FileResponse(_xlsx(rows), as_attachment=True, filename=name)
    raise Http404(kind)


@public
def activity_picture(request: HttpRequest, slug: str, picture: UUID, extension: str) -> HttpResponseBase:
    """A picture of an event."""
    found = public_events.activity_picture(finding.agency_at(slug).pk, picture)
    if found is None:
        raise Http404(str(picture))
    return served(found.digest, found.name, found.media_type, inline=True)


def _attached(response: HttpResponseBase, name: str) -> HttpResponseBase:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _row(line: disclosures.Line, address: str) -> tuple[str, ...]:
    return (
        line.index_number, line.title, line.summary, line.formed_on.isoformat(), line.published_on.isoformat(),
        line.document_number, _KINDS.get(line.kind, ""), _VALIDITY.get(line.validity, ""), line.keywords,
        address,
    )  # fmt: skip


def _csv(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """With a byte order mark, by which Excel knows UTF-8; a value is never a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    yield "\ufeff"
    writer.writerow(HEADINGS)
    for row in rows:
        writer.writerow([f"'{value}" if value[:1] in "=+-@\t\r" and value else value for value in row])
        if out.tell() > 65536:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _json(rows: Iterable[tuple[str, ...]], agency: str) -> Iterator[str]:
    yield f'{{"schema": "gongkai.catalogue/1", "agency": {json.dumps(agency, ensure_ascii=False)}, "items": ['
    separator = "\n"
    for row in rows:
        yield separator + json.dumps(dict(zip(_NAMES, row, strict=True)), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def _xlsx(rows: Iterable[tuple[str, ...]]) -> io.BufferedIOBase:
    file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    with xlsxwriter.Workbook(
        file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        book.set_properties({"title": "政府信息公开目录", "created": datetime(2000, 1, 1)})  # noqa: DTZ001  the same bytes for the same lines
        bold, sheet = book.add_format({"bold": True}), book.add_worksheet("公开目录")
        sheet.write_row(0, 0, HEADINGS, bold)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 2, 48)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number, 0, row)
    file.seek(0)
    return file
