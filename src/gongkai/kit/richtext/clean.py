"""The whitelist: what may stand in a published text, and nothing else.

No style, script, form, frame or handler passes; the site's content policy forbids them besides. The title of a page
is its only first heading, so a first heading in a text becomes a second one.
"""

import html as markup
import re
from collections import Counter

import nh3

from gongkai.kit.richtext.errors import TextTooDeep, TextTooLong
from gongkai.statute.wording import html_text

LONGEST = 1_000_000  # characters
# An HTML parser opens formatting elements again in every paragraph, and walks what is open at every tag: the time
# grows with the product, so what may be open at once is bounded before it begins.
DEEPEST, MOST_FORMATTING = 100, 30
# fmt: off
TAGS = frozenset({
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "br", "hr", "blockquote", "ul", "ol", "li", "strong", "em", "b", "i",
    "u", "s", "sub", "sup", "a", "img", "figure", "figcaption", "table", "caption", "colgroup", "col", "thead",
    "tbody", "tfoot", "tr", "th", "td",
})
# fmt: on
_GONE_WITH_CONTENT = frozenset(
    {"script", "style", "template", "iframe", "object", "noscript", "title", "textarea", "select", "svg", "math"}
)
_CELL = {"colspan", "rowspan"}
_ATTRIBUTES = {
    "a": {"href", "id"},
    "img": {"src", "alt", "width", "height"},
    "td": _CELL,
    "th": _CELL,
    "ol": {"start"},
    "li": {"id"},
    "col": {"span"},
    "colgroup": {"span"},
}
# Alignment and indent as classes of the style sheet, since a style attribute is not allowed.
CLASSES = frozenset({"text-center", "text-end", "text-indent"})
_ALIGNED = ("p", "h2", "h3", "h4", "h5", "h6", "td", "th", "figure", "figcaption", "img")
_NUMBERS = {"colspan": 100, "rowspan": 1000, "start": 100_000, "span": 100, "width": 10_000, "height": 10_000}
_FOOTNOTE = re.compile(r"(?:foot|end)note-(?:ref-)?\d{1,4}")
_UNSEEN = re.compile(r"[\x00-\x20\x7f]")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})")
_NEVER_NEST = frozenset(
    {"area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
     "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr"}
)  # fmt: skip
_FORMATTING = frozenset(
    {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}
)
_FIRST_HEADING = re.compile(r"<(/?)h1\b")


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Numbers within bounds, the names of footnotes; what is left of the rest is nh3's to judge."""
    if name in _NUMBERS:
        number = value.strip()
        fits = number.isascii() and number.isdigit() and len(number) < 7 and 1 <= int(number) <= _NUMBERS[name]
        return str(int(number)) if fits else None
    if name == "id":
        return value if _FOOTNOTE.fullmatch(value) else None
    return value


def _relative(address: str) -> str | None:
    """Addresses within this site; what a browser takes for another host without a scheme is dropped."""
    seen = _UNSEEN.sub("", address).replace("\\", "/")
    return None if seen.startswith("//") or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", seen) else seen


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    clean_content_tags=set(_GONE_WITH_CONTENT),
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    tag_attribute_values={"th": {"scope": {"row", "col", "rowgroup", "colgroup"}}},
    allowed_classes={tag: set(CLASSES) for tag in _ALIGNED},
    url_schemes={"http", "https", "mailto", "tel"},
    url_relative=_relative,
    link_rel="noopener noreferrer",
    strip_comments=True,
)


def clean(html: str) -> str:
    """The same text with nothing in it that is not on the whitelist; cleaning it again changes nothing.

    Raises UPL-2001, UPL-2004.
    """
    if len(html) > LONGEST:
        raise TextTooLong(size=len(html), limit=LONGEST)
    _check_depth(html)
    return _FIRST_HEADING.sub(r"<\1h2", _CLEANER.clean(html))


def _check_depth(html: str) -> None:
    """Refuse what nests too deeply, by the tags as written; those whose end may be left out do not count."""
    open_tags: Counter[str] = Counter()
    deep = formatting = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _NEVER_NEST:
            continue
        step = -1 if match[1] and open_tags[name] else 0 if match[1] else 1
        open_tags[name] += step
        deep += step
        formatting += step if name in _FORMATTING else 0
        if deep > DEEPEST or formatting > MOST_FORMATTING:
            raise TextTooDeep()


def plain_text(html: str) -> str:
    """What a reader sees, blocks on lines of their own; the text in which remarks before publication are placed."""
    return html_text(html).text


def from_text(text: str) -> str:
    """Paragraphs from plain text, one for each line that is not empty."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(f"<p>{markup.escape(line, quote=False)}</p>" for line in lines if line)
