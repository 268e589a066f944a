"""Addresses of this platform that stand in a text, and what they lead to by the records."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import Resolver404, resolve

from gongkai.disclosures.models import Attachment, Column, Item
from gongkai.statute.wording import is_elsewhere

NO_SUCH_PAGE = "本平台没有这个网址"
NO_SUCH_COLUMN = "本平台没有这个栏目，或者已经停用"
NO_SUCH_ITEM = "本平台没有这条信息"
NO_SUCH_FILE = "附件不存在或者已经移除"
FOR_CLERKS = "是需要登录的页面"


@dataclass(frozen=True, slots=True)
class Lead:
    """Where an address leads: to an item or one of its files; `problem` where there is nothing for the public."""

    item: Item | None = None
    file: Attachment | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Named:
    """What an address names, by public keys."""

    item: UUID | None = None
    file: UUID | None = None
    problem: str = ""


def is_own(href: str) -> bool:
    """Whether an address leads to this platform."""
    return _path(href) is not None


def own_leads(hrefs: Iterable[str]) -> dict[str, Lead]:
    """Of addresses those that lead to this platform, and where to; a few queries for all."""
    named = {href: _named(path) for href in hrefs if (path := _path(href)) is not None}
    found = Item.objects.filter(key__in={one.item for one in named.values() if one.item}).select_related("public")
    items = {item.key: item for item in found}
    files = {
        file.key: file
        for file in Attachment.objects.filter(key__in={one.file for one in named.values() if one.file})
    }
    return {href: _lead(one, items, files) for href, one in named.items()}


def _lead(named: _Named, items: dict[UUID, Item], files: dict[UUID, Attachment]) -> Lead:
    if named.problem or named.item is None:
        return Lead(problem=named.problem)
    item = items.get(named.item)
    if item is None:
        return Lead(problem=NO_SUCH_ITEM)
    if named.file is None:
        return Lead(item)
    file = files.get(named.file)
    return Lead(item, file) if file and file.item_id == item.pk else Lead(problem=NO_SUCH_FILE)


def _path(href: str) -> str | None:
    """The path within this platform, None for an address elsewhere."""
    parts = urlsplit(href)
    site = urlsplit(settings.GONGKAI.site_address)
    if is_elsewhere(href) and parts.hostname not in {*settings.GONGKAI.hosts, site.hostname}:
        return None
    prefix, path = site.path.rstrip("/"), unquote(parts.path) or "/"
    return path.removeprefix(prefix) if path.startswith(f"{prefix}/") else None


def _named(path: str) -> _Named:
    """What the addresses of the public site make of a path."""
    try:
        match = resolve(path)
    except Resolver404:
        return _Named(problem=NO_SUCH_PAGE)
    if match.namespace != "portal":
        return _Named(problem=FOR_CLERKS)
    given = match.kwargs
    if "column" in given and not _has_column(given["slug"], given["column"]):
        return _Named(problem=NO_SUCH_COLUMN)
    return _Named(given.get("key"), given.get("file"))


def _has_column(agency: str, column: str) -> bool:
    return Column.objects.filter(agency__slug=agency, slug=column, closed_on=None).exists()
