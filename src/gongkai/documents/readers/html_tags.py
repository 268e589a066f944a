"""What a tag is, for the reader that cuts a page at its tags instead of building its tree."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from gongkai.documents.readers.html_tree import BLOCKS, HIDING, SKIPPED

LINE = "|"
HIDDEN = "-"
_TAG = re.compile(
    r"(/?)([a-z][a-z0-9]*(?::[a-z0-9]+)?)((?:(?=[\s/])(?:[^\"']|\"[^\"]*\"|'[^']*')*)?)", re.IGNORECASE
)
_NAME = re.compile(r"/?[\w:]+")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>=`]+)))?")
_REMARK = re.compile(r"!doctype\s.*|!\[(?:if\s.*|endif)\]|\?.*", re.IGNORECASE | re.DOTALL)
_NAMED = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol"})
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "col", "colgroup", "embed", "wbr", "area"})
_ENDED_BY_THEIR_OWN = frozenset({"div", "span", "section", "article", "ul", "ol"})
"""Elements that no other tag closes."""
_OTHERS = (SKIPPED - VOID) | {"pre", "plaintext", "xmp", "listing", "frameset"}
_OTHERS |= {"table", "caption", "tr", "td", "th", "thead", "tbody", "tfoot"}
_MOST_TAGS = 600
"""An element of more is left to the tree reader, so that no nest of lists is gone through again and again."""


class NotPlain(Exception):
    """The page needs the tree reader."""


@lru_cache(maxsize=8192)
def kind_of_tag(tag: str) -> str:
    """What a tag, given without its angles, is.

    "" within a line; LINE where a line ends, followed by the name of headings and lists ("/h1", "ul"); HIDDEN and
    the name where it opens an element that is not shown. Raises NotPlain for every other tag.
    """
    if tag[:1] in ("!", "?") and _REMARK.fullmatch(tag):
        return ""
    found = _TAG.fullmatch(tag)
    if found is None:
        raise NotPlain
    closing, name = found[1], found[2].lower()
    if name in _OTHERS:
        raise NotPlain
    if not closing and name not in VOID and _is_hidden(found[3]):
        return HIDDEN + name
    if name in _NAMED:
        return LINE + closing + name
    return LINE if name in BLOCKS or name == "br" else ""


def _is_hidden(attributes: str) -> bool:
    """As `html_tree.hidden` says of an element."""
    stated: dict[str, str] = {}
    for name, *values in _ATTRIBUTE.findall(attributes):
        stated.setdefault(name.lower(), "".join(values))
    hides = HIDING.search(stated.get("style", "")) is not None
    return hides or "hidden" in stated or stated.get("role") == "navigation"


def names_until_end(tags: Sequence[str], start: int, name: str) -> list[str]:
    """The names of the tags within an element opened just before `start`, with a stroke where they close.

    Raises NotPlain where markup is so entangled that it is a matter of judgement where the element ends.
    """
    names: list[str] = []
    opened = 1
    if name in _ENDED_BY_THEIR_OWN:
        for tag in islice(tags, start, start + _MOST_TAGS):
            found = _NAME.match(tag)
            now = found[0].lower() if found else ""
            opened += (now == name) - (now == "/" + name)
            if not opened and names.count("div") == names.count("/div"):
                return names
            names.append(now)
    raise NotPlain
