"""What a reader of a page sees: its plain text, and where links, pictures and tables stand in it."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_UNSEEN = frozenset({"script", "style", "template", "title", "head", "noscript", "iframe", "object"})
_LINES = frozenset(
    {"address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
     "section", "ul"}
)  # fmt: skip
_ROWS = frozenset({"caption", "table", "tbody", "tfoot", "thead", "tr"})
_CELLS = frozenset({"td", "th"})
# What stands between two pieces of text, the strongest that lies there: a cell's border is stronger than the lines
# inside the cell, and a row's is stronger still.
_GAPS = ("", " ", "\n", "\t", "\n")
_NONE, _BLANK, _LINE, _CELL, _ROW = range(5)
Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Link:
    """A link; an anchor without an address is none."""

    href: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture; `alt` is None where the attribute is missing."""

    src: str
    alt: str | None
    at: int


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table: where its text stands, whether any cell is a header, how many rows it has."""

    start: int
    end: int
    has_header: bool
    rows: int


@dataclass(frozen=True, slots=True)
class PageText:
    """The plain text, blocks on lines of their own, cells apart by tabs; places are counted in it."""

    text: str
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tables: tuple[TableShape, ...] = ()


def page_text(markup_or_text: str) -> PageText:
    """Read HTML; text without any tag is taken as it is.

    >>> page_text("<p>一、<b>总体</b>情况</p><p>见<a href='/a'>附件</a></p>").text
    '一、总体情况\\n见附件'
    """
    return html_text(markup_or_text) if _TAG.search(markup_or_text) else PageText(markup_or_text)


def html_text(markup: str) -> PageText:
    """Read HTML that is known to be HTML: entities are characters even where no tag stands."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return reader.page()


class _Reader(HTMLParser):
    """Blanks collapse as in a browser; what no reader sees is left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._length = 0
        self._gap = _NONE
        self._unseen: list[str] = []
        self._open_links: list[tuple[str | None, int]] = []
        self._found_links: list[tuple[str | None, int, int]] = []
        self._pictures: list[Picture] = []
        self._open_tables: list[list[int]] = []
        self._found_tables: list[tuple[int, int, bool, int]] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Note the gap a tag makes, and what is to be reported of it."""
        if tag in _UNSEEN:
            self._unseen.append(tag)
        self._space(tag)
        values = dict(attrs)
        if tag == "a":
            self._open_links.append((values.get("href"), self._length))
        elif tag == "img":
            self._pictures.append(Picture(values.get("src") or "", values.get("alt"), self._length))
        elif tag == "table":
            self._open_tables.append([self._length, 0, 0])
        elif tag == "tr" and self._open_tables:
            self._open_tables[-1][2] += 1
        elif tag == "th" and self._open_tables:
            self._open_tables[-1][1] = 1

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """A tag closed in itself: of those that hold something, the end follows at once."""
        self.handle_starttag(tag, attrs)
        if tag not in {"img", "br", "hr"}:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened; an end without a beginning is passed over."""
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()
        self._space(tag)
        if tag == "a" and self._open_links:
            href, start = self._open_links.pop()
            self._found_links.append((href, start, self._length))
        elif tag == "table" and self._open_tables:
            start, header, rows = self._open_tables.pop()
            self._found_tables.append((start, self._length, bool(header), rows))

    def handle_data(self, data: str) -> None:
        """Add text."""
        if self._unseen:
            return
        flat = _BLANKS.sub(" ", data)
        core = flat.strip(" ")
        if flat.startswith(" "):
            self._widen(_BLANK)
        if not core:
            return
        if self._length and self._gap:
            self._add(_GAPS[self._gap])
        self._gap = _BLANK if flat.endswith(" ") else _NONE
        self._add(core)

    def page(self) -> PageText:
        """Everything, when the input has ended; what was left open ends with it."""
        while self._open_links:
            self.handle_endtag("a")
        while self._open_tables:
            self.handle_endtag("table")
        text = "".join(self._parts)
        links = sorted((start, end, href) for href, start, end in self._found_links if href is not None)
        return PageText(
            text,
            tuple(Link(href, *_tight(text, start, end)) for start, end, href in links),
            tuple(self._pictures),
            tuple(TableShape(*_tight(text, s, e), header, rows) for s, e, header, rows in self._found_tables),
        )

    def _space(self, tag: str) -> None:
        if tag in _ROWS:
            self._widen(_ROW)
        elif tag in _CELLS:
            self._widen(_CELL)
        elif tag in _LINES:
            self._widen(_LINE)

    def _widen(self, gap: int) -> None:
        self._gap = max(self._gap, gap)

    def _add(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    """The same place without the gap before it."""
    while start < end and text[start] in " \t\n":
        start += 1
    return start, end
