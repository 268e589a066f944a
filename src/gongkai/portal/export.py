"""The whole public site as files, for a government's own CMS or web server; only what changed is written.

Pages are the same that the server gives, made by the same views. Links become relative, so the folder may be put
under any address. What needs a server (search, 长者模式's switch, XLSX by query) is left out by the templates.
Each file is written beside its place and moved there, so that a reader never meets half a file and a run that was
killed is simply run again. A file that is no longer part of the site (a withdrawn item) is removed at the end of a
run that did not break off, whatever dead links the texts hold. Addresses come from texts too, so only what the site
itself answers to, written as the site writes it, is ever fetched and kept.
"""

import io
import os
import re
import tempfile
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import StreamingHttpResponse
from django.urls import Resolver404, get_script_prefix, resolve, reverse

from gongkai.agencies import public as directory
from gongkai.disclosures.selectors import public as disclosures
from gongkai.portal import sitemaps
from gongkai.portal.frame import scope
from gongkai.statute.errors import GongkaiError

_LINK = re.compile(rb'(?<= )(href|src)="(/(?!/)[^"]*)"')
_PAGE = re.compile(r"(?:before=([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?")
"""The only question an exported list is asked, as the site asks it."""
_LEFT_OUT = frozenset({"search", "display", "choose"})
MARK = ".gongkai-export"
Progress = Callable[[int], None]


class AddressNeeded(GongkaiError):
    """Feeds and maps need full addresses."""

    code = "POR-2002"
    text = "还没有设置公开平台的网址，订阅和网站地图里写不出完整链接。"
    hint = "请设置 GONGKAI_SITE_ADDRESS（例如 https://www.example.gov.cn/zwgk）后再导出。"


class FolderNotOurs(GongkaiError):
    """What is no longer public is removed from the folder, so it must hold nothing else."""

    code = "POR-2003"
    text = "文件夹 {folder} 里已有别的文件。"
    hint = "请指定一个空文件夹，或者以前导出过的文件夹。"


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    written: int = 0
    unchanged: int = 0
    removed: int = 0
    missing: list[str] = field(default_factory=list)


def export(folder: Path, progress: Progress = lambda done: None) -> Outcome:
    """Write the site into a folder."""
    if not settings.GONGKAI.site_address:
        raise AddressNeeded
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()) and not (folder / MARK).is_file():
        raise FolderNotOurs(folder=folder)
    (folder / MARK).touch()
    outcome, kept, seen = Outcome(), {folder / MARK}, set[str]()
    waiting = deque(_beginnings())
    while waiting:
        address = waiting.popleft()
        if address in seen or (name := file_of(address)) is None:
            continue
        seen.add(address)
        place = folder / name
        try:
            content = _content(address)
        except GongkaiError:  # of the site, and not to be made now: what was exported before stays
            kept.add(place)
            content = None
        if content is None:
            outcome.missing.append(address)
            continue
        kept.add(place)
        if name.suffix == ".html":
            waiting.extend(link for link in _links(content) if link not in seen)
            content = _relative(content, name)
        changed = _write(place, content)
        outcome.written, outcome.unchanged = outcome.written + changed, outcome.unchanged + (not changed)
        progress(len(kept))
    outcome.removed = _remove(folder, kept)
    return outcome


def file_of(address: str) -> PurePosixPath | None:
    """The file in which an address of the site is kept; None for what needs a server or is not of the portal."""
    parts = urlsplit(address)
    path = "/" + parts.path.removeprefix(get_script_prefix())
    if ".." in PurePosixPath(path).parts or "\0" in path:
        return None
    if path.startswith(f"/{_static()}"):
        return PurePosixPath(path[1:])
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.namespace != "portal" or match.url_name in _LEFT_OUT:
        return None
    asked = _PAGE.fullmatch(parts.query)
    if asked is None:
        return None
    ending = f"before-{asked[1]}.html" if asked[1] else "index.html"
    return PurePosixPath(path[1:] + ending if path.endswith("/") else path[1:])


def _static() -> str:
    return f"{settings.STATIC_URL.removeprefix(get_script_prefix()).strip('/')}/"


def _beginnings() -> Iterator[str]:
    for name in ("front", "agencies", "robots", "sitemap", "rss", "atom"):
        yield reverse(f"portal:{name}")
    for section in sitemaps.names():
        yield reverse("portal:sitemap_section", args=[section])
    agencies = {agency.pk: agency for agency in directory.all_of(scope())}
    for agency in agencies.values():
        yield reverse("portal:agency", args=[agency.slug])
        yield reverse("portal:activities", args=[agency.slug])
    for column in disclosures.all_columns(agencies):
        yield reverse("portal:column", args=[agencies[column.agency_id].slug, column.slug])


def _content(address: str) -> bytes | None:
    parts = urlsplit(address)
    path = "/" + parts.path.removeprefix(get_script_prefix())
    if path.startswith(f"/{_static()}"):
        return _asset(path.removeprefix(f"/{_static()}"))
    match = resolve(path)
    try:
        response = match.func(_request(path, parts.query), *match.args, **match.kwargs)
    except Http404:
        return None
    if response.status_code != 200:
        return None
    if isinstance(response, StreamingHttpResponse):
        return response.getvalue()
    return response.content if isinstance(response, HttpResponse) else None


def _asset(name: str) -> bytes | None:
    collected = settings.STATIC_ROOT / name
    found = collected if collected.is_file() else finders.find(name)
    return Path(str(found)).read_bytes() if found else None


class _Request(WSGIRequest):
    """A request from the configured address itself, which need not be among the hosts the server answers to."""

    is_export = True

    def get_host(self) -> str:
        """The host of the configured address."""
        return urlsplit(settings.GONGKAI.site_address).netloc


def _request(path: str, query: str) -> HttpRequest:
    """A request as the site's own address would bring it, of nobody."""
    told = urlsplit(settings.GONGKAI.site_address)
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": told.hostname,
        "SERVER_PORT": str(told.port or (443 if told.scheme == "https" else 80)), "wsgi.url_scheme": told.scheme,
        "wsgi.input": io.BytesIO(),
    }  # fmt: skip
    return _Request(environ)


def _links(content: bytes) -> Iterator[str]:
    for match in _LINK.finditer(content):
        yield match[2].decode().replace("&amp;", "&").partition("#")[0]


def _relative(content: bytes, name: PurePosixPath) -> bytes:
    """Links to files of the export become relative; the others stay on the server that has them."""

    def turned(match: re.Match[bytes]) -> bytes:
        address = match[2].decode().replace("&amp;", "&").partition("#")[0]
        target = file_of(address)
        if target is None:
            return match[0]
        return b'%s="%s"' % (match[1], os.path.relpath(target, name.parent).encode())

    return _LINK.sub(turned, content)


def _write(place: Path, content: bytes) -> bool:
    """Whether anything was to be written."""
    if place.is_file() and place.stat().st_size == len(content) and place.read_bytes() == content:
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=place.parent, prefix=".", suffix=".part", delete=False) as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).chmod(0o644)
    Path(file.name).replace(place)
    return True


def _remove(folder: Path, kept: set[Path]) -> int:
    gone = [path for path in folder.rglob("*") if path.is_file() and path not in kept]
    for path in gone:
        path.unlink()
    return len(gone)
