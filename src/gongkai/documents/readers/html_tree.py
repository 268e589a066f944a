"""What every pass over a page's element tree needs: the tree, blanks as browsers show them, what is hidden."""

import re

from lxml import etree

from gongkai.documents.readers.archive import DEPTH, Element
from gongkai.documents.readers.errors import DamagedFile, NestedTooDeeply, NothingInside

# fmt: off
SKIPPED = frozenset({
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "select", "button", "svg", "math",
    "object", "embed", "applet", "canvas", "audio", "video", "map", "textarea", "input", "colgroup", "col", "link",
    "meta", "title", "xml", "iframe", "frame", "noframes",
})
BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "section", "article",
    "main", "header", "body", "html", "center", "blockquote", "pre", "form", "fieldset", "legend", "figure", "hr",
    "figcaption", "address", "details", "summary", "caption", "tr", "td", "th", "tbody", "thead", "tfoot",
    "frameset", "dir", "menu",
})
# fmt: on
LINK_LIST, LINK_TEXT = 4, 20
"""A menu is a list of at least so many links, each of at most so many characters, and nothing else."""
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\n\f\v]+")
# A line end in the source between two Chinese characters is no blank (CSS Text, segment break transformation).
_WIDE = r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]"
WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*\r?\n[ \t\r\n]*(?={_WIDE})")


def parse(text: str, name: str) -> Element:
    """The element tree of a page or fragment; external entities and addresses are never resolved."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, compact=False, huge_tree=False
    )
    try:
        root = etree.fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedFile(name=name, kind=" HTML ", detail="没有可以辨认的标签") from error
    last = parser.error_log.last_error
    if last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        # The library stopped there: what follows would be missing without a word.
        if "depth" in last.message:
            raise NestedTooDeeply(name=name, limit=DEPTH)
        raise DamagedFile(name=name, kind=" HTML ", detail="有一段文字超过 10 MB")
    if root is None:
        raise NothingInside(name=name, advice="请确认网页已保存完整。")
    return root


def clean(text: str) -> str:
    """Blanks as a browser shows them; blanks of any kind at both ends go."""
    if "\n" in text:
        text = WRAPPED.sub("", text)
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = BLANKS.sub(" ", text)
    return text.strip().strip("\u200b\ufeff\u2060").strip()


def hidden(element: Element) -> bool:
    """Whether the page itself says that this element is not shown."""
    style = element.get("style")
    if style is not None and ("none" in style or "hid" in style or not style.islower()) and HIDING.search(style):
        return True
    return element.get("hidden") is not None or element.get("role") == "navigation"
