"""Links that lead nowhere, and those that somebody has to try (ZB19: 空链、错链)."""

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from gongkai.statute.wording.markup import Link, PageText
from gongkai.statute.wording.model import Remark, remark

_OPEN = frozenset({"http", "https"})
_PAGES = _OPEN | {""}
_OTHER = frozenset({"mailto", "tel"})
_INSIDE = re.compile(r"(?:^|\.)(?:localhost|local|internal|intranet|lan|home)$", re.IGNORECASE)
_UNSEEN = re.compile("[\x00-\x20\x7f]")
_NOTHING = re.compile(r"javascript:(?:;|void\(0\);?)?", re.IGNORECASE)
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class LinkVerdict:
    """Why an address of the text does not open: what the records say (PC-22) or what a visit found (PC-23)."""

    code: str
    problem: str
    cure: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the addresses of a text: which links do not open, which pictures are not seen, and why."""

    links: Mapping[str, LinkVerdict] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)


NOTHING_KNOWN = Known()


def link_remarks(page: PageText, dead: Mapping[str, LinkVerdict]) -> Iterator[Remark]:
    """Remarks PC-16 to PC-18, PC-22 and PC-23; a link within the page (#…) that names a place is left alone.

    `dead` says of addresses, as `addresses` writes them, why they do not open.
    """
    for link in page.links:
        place = (link.start, link.end)
        words = page.text[link.start : link.end] or "（没有文字）"
        href = _plain(link)
        code, shown = _wrong(href), href[:_SHOWN]
        if code in {"", "PC-18"} and (verdict := dead.get(href)):
            yield remark(verdict.code, place, words, href=shown, problem=verdict.problem, cure=verdict.cure)
        elif code:
            yield remark(code, place, words, href=shown)


def picture_remarks(page: PageText, unseen: Mapping[str, str]) -> Iterator[Remark]:
    """Remarks PC-24. `unseen` says of the addresses of pictures why the public does not see them."""
    for number, picture in enumerate(page.pictures, start=1):
        if problem := unseen.get(picture.src):
            yield remark("PC-24", (picture.at, picture.at), picture.alt or "", number=number, problem=problem)


def addresses(page: PageText) -> Mapping[str, str]:
    """The addresses of pages, each once, in order, with the words of the first link to it."""
    found: dict[str, str] = {}
    for link in page.links:
        href = _plain(link)
        if _scheme(href) in _PAGES and not href.startswith("#") and _wrong(href) in {"", "PC-18"}:
            found.setdefault(href, page.text[link.start : link.end])
    return found


def is_elsewhere(href: str) -> bool:
    """Whether an address names its host: only a visit can judge it, unless the host is our own."""
    return href.startswith("//") or _scheme(href) in _OPEN


def _plain(link: Link) -> str:
    """The address as a browser takes it: without control characters and blanks inside."""
    return _UNSEEN.sub("", link.href)


def _scheme(href: str) -> str:
    return href.partition(":")[0].lower() if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", href) else ""


def _wrong(href: str) -> str:
    scheme = _scheme(href)
    if href in {"", "#", "//"} or _NOTHING.fullmatch(href):
        return "PC-16"
    if href.startswith("#") or scheme in _OTHER:
        return ""
    if scheme and scheme not in _OPEN:
        return "PC-17"
    if not scheme and not href.startswith("//"):
        return "PC-18"
    return "" if _is_public(href) else "PC-17"


def _is_public(href: str) -> bool:
    """Whether the host is a name that the public can resolve: no number, no machine of the office's own net."""
    try:
        host = (urlsplit(href).hostname or "").rstrip(".")
    except ValueError:
        return False
    if not host or "." not in host or _INSIDE.search(host):
        return False
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return not re.fullmatch(r"[\d.]+", host)
    return False
