"""The frame of every page: name, code and address of the site, header and footer of the government's own site."""

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import nh3
from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from gongkai.agencies import public as agencies

log = logging.getLogger(__name__)
LARGEST = 64 * 1024
_TAGS = nh3.ALLOWED_TAGS | {"header", "footer", "nav", "section", "address"}
_ATTRIBUTES = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()} | {
    "*": {"class", "lang", "title", "aria-label"}
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What the templates show around a page."""

    name: str
    code: str
    address: str
    header: SafeString
    footer: SafeString
    is_export: bool = False

    @property
    def domain(self) -> str:
        """The host of the site, without its path."""
        return urlsplit(self.address).netloc

    def absolute(self, path: str) -> str:
        """A full address of one of our own, which begin with the site's path."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}{path}"


class Addresses:
    """Addresses that differ in their last argument alone: one is looked up, and thousands are made like it."""

    def __init__(self, name: str, *arguments: str, like: str = "0") -> None:
        whole = reverse(f"portal:{name}", args=[*arguments, like])
        self.before, _, self.after = whole.rpartition(like)

    def of(self, last: object) -> str:
        """The address with this last argument, which is a short name or a key and needs no quoting."""
        return f"{self.before}{last}{self.after}"


def of_items() -> Addresses:
    """The addresses of items by their keys."""
    return Addresses("item", like="00000000-0000-0000-0000-000000000000")


def frame(request: HttpRequest) -> Frame:
    """The frame as it is configured; without a configured address the one that was asked for."""
    told = settings.GONGKAI
    address = told.site_address or f"{request.scheme}://{request.get_host()}"
    folder = Path(settings.GONGKAI_HOME) / "portal"
    return Frame(
        name=told.site_name,
        code=told.site_code,
        address=address.rstrip("/"),
        header=_cleaned(folder / "header.html"),
        footer=_cleaned(folder / "footer.html"),
        is_export=getattr(request, "is_export", False),
    )


def scope() -> agencies.Scope:
    """The part of the tree that this site shows."""
    try:
        return agencies.scope(settings.GONGKAI.site_root)
    except LookupError as missing:
        log.error("GONGKAI_SITE_ROOT names no agency: %s", missing)
        raise Http404 from missing


def context(request: HttpRequest) -> dict[str, object]:
    """What every page of the portal needs besides its own matter."""
    return {"frame": frame(request), "home": reverse("portal:front")}


def _cleaned(path: Path) -> SafeString:
    """A small HTML file of the office's own, by a whitelist: no script, no style, no frame."""
    try:
        stat = path.stat()
    except FileNotFoundError:
        return SafeString()
    return _read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _read(path: Path, modified: int, size: int) -> SafeString:
    if size > LARGEST:
        log.error("%s is larger than %d bytes and is left out", path, LARGEST)
        return SafeString()
    text = path.read_text("utf-8", errors="replace")
    return mark_safe(nh3.clean(text, tags=_TAGS, attributes=_ATTRIBUTES))  # noqa: S308  cleaned just here
