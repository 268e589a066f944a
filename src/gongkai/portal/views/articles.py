"""An item as the public reads it, its files, and what is left of one that was withdrawn."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

from gongkai.agencies import public as directory
from gongkai.disclosures.selectors import public as disclosures
from gongkai.kit import store
from gongkai.kit.clock import SHANGHAI
from gongkai.portal import finding
from gongkai.portal.caching import public
from gongkai.portal.frame import context, frame, scope
from gongkai.portal.views.lists import _part_address, _part_name
from gongkai.statute.vocab import Art20Item, Art21Item, ItemKind, Validity
from gongkai.statute.written import written

SHOWN_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_KINDS = dict(ItemKind.choices())
_VALIDITY = dict(Validity.choices())
_MATTERS = dict(Art20Item.choices()) | dict(Art21Item.choices())


@public
def article(request: HttpRequest, key: UUID) -> HttpResponse:
    """An item with its metadata, notices, files and relations."""
    return _article(request, key, "portal/article.html")


@public
def printed(request: HttpRequest, key: UUID) -> HttpResponse:
    """The same for paper: text and metadata alone."""
    return _article(request, key, "portal/print.html")


def _article(request: HttpRequest, key: UUID, template: str) -> HttpResponse:
    found = disclosures.article(key)
    if found is None:
        raise Http404(str(key))
    if isinstance(found, disclosures.Withdrawn):
        return _withdrawn(request, found)
    line = found.line
    agency = _owner(line.agency_id)
    column = disclosures.columns_named([line.column_id])[line.column_id]
    crumbs = (
        (column.get_section_display(), _part_address(column.section, agency.slug)),
        (column.name, reverse("portal:column", args=[agency.slug, column.slug])),
        ("正文", ""),
    )
    told = context(request) | finding.agency_context(agency, _part_name(column.section), *crumbs)
    extra = {
        "article": found,
        "line": line,
        "column": column,
        "body": mark_safe(found.body),  # noqa: S308  cleaned by the whitelist when the revision was made
        "facts": _facts(found, agency.name),
        "url": frame(request).absolute(reverse("portal:item", args=[line.key])),
        "validity": _VALIDITY.get(line.validity, ""),
        "files": [file for file in found.files if not file.is_inline],
        "corrections": [notice for notice in found.notices if notice.kind == "correction"],
        "published": line.published_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
    }
    return render(request, template, told | extra)


def _owner(agency_id: int) -> Any:  # noqa: ANN401
    agency = directory.by_id(agency_id)
    if not scope().holds(agency):
        raise Http404(str(agency_id))
    return agency


def _facts(found: disclosures.Article, agency: str) -> list[tuple[str, str]]:
    """The metadata block, in the order of the catalogue's fields (DOMAIN 6.2); empty ones are left out."""
    line = found.line
    all_facts = (
        ("索引号", line.index_number),
        ("发布机构", agency),
        ("发文字号", line.document_number),
        ("成文日期", written(line.formed_on)),
        ("发布日期", written(line.published_on)),
        ("公开至", f"{written(found.public_until)}（含当日）" if found.public_until else ""),
        ("有效性", _VALIDITY.get(line.validity, "")),
        ("施行日期", written(found.valid_from) if found.valid_from else ""),
        ("有效期至", written(found.valid_until) if found.valid_until else ""),
        ("信息类别", _MATTERS.get(found.article, "") or _KINDS.get(line.kind, "")),
        ("主题词", line.keywords),
        ("信息来源", found.source),
        ("内容概述", line.summary),
    )
    return [(name, value) for name, value in all_facts if value]


def _withdrawn(request: HttpRequest, found: disclosures.Withdrawn) -> HttpResponse:
    agency = _owner(found.agency_id)
    told = context(request) | finding.agency_context(agency, "", ("已撤回", ""))
    return render(request, "portal/withdrawn.html", told | {"withdrawn": found}, status=410)


@public
def file(request: HttpRequest, key: UUID, file: UUID, extension: str) -> HttpResponseBase:
    """An attachment to download, or a picture of the text. Never run by the browser: nosniff, and typed by us."""
    found = disclosures.file(key, file, scope().path)
    if found is None or found.extension != extension:
        raise Http404(str(file))
    return served(found.digest, found.name, found.media_type, inline=found.is_inline)


def served(digest: str, name: str, media_type: str, *, inline: bool) -> HttpResponseBase:
    """Stored bytes as an answer; only pictures of known types are ever shown in place."""
    shown = inline and media_type in SHOWN_INLINE
    try:
        stream = store.opened(digest)
    except FileNotFoundError:
        raise Http404(digest) from None
    response = FileResponse(stream, as_attachment=not shown, filename=name, content_type=media_type)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
