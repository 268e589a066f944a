"""HTML pages: paragraphs and tables in reading order, without the site's furniture. Nothing is fetched."""

import re
from collections.abc import Iterator

from lxml import etree

from gongkai.documents.layout import Block, Paragraph, Source
from gongkai.documents.readers.archive import DEPTH, Element, inner_text
from gongkai.documents.readers.encoding import decode
from gongkai.documents.readers.errors import DamagedFile, NestedTooDeeply, NothingInside
from gongkai.documents.readers.grids import Budget, Row, blocks_of_rows, lays_out
from gongkai.documents.readers.html_plain import NotPlain, read_plain, without_unseen
from gongkai.documents.readers.html_skeleton import HIDING_WORDS
from gongkai.documents.readers.limits import Limits

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
META = {
    "articletitle": "title", "pubdate": "published_on", "contentsource": "source", "sitename": "site_name",
    "siteidcode": "site_code", "columnname": "column", "author": "author", "publisher": "publisher",
    "keywords": "keywords", "description": "description", "publishdate": "published_on",
    "createdate": "published_on",
}
# fmt: on
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})
WRAPPERS = frozenset({"p", "span", "div", "font", "b", "strong", "center", "u"})
SECTIONS = {"thead": 0, "tbody": 1, "tfoot": 2}
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\n\f\v]+")
# A line end in the source between two Chinese characters is no blank (CSS Text, segment break transformation).
_WIDE = r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef]"
WRAPPED = re.compile(rf"(?<={_WIDE})[ \t]*\r?\n[ \t\r\n]*(?={_WIDE})")
SPAN = re.compile(r"\s*\+?(\d{1,9})", re.ASCII)
LINK_LIST = 4
HEAD_SIZE = 4096


def read(data: bytes, name: str, limits: Limits) -> Source:
    """A page's blocks: each p, div, li, heading, text between `br` is a Paragraph, each data table a Grid.

    Cell text keeps its line breaks as line feeds. Tables that only lay out the page are taken apart. Elements the
    page hides are left out unless nothing else is there. Refusals: RDR-1005, 1008, 1009, 1010, 1017.
    """
    return read_text(decode(data, name), name, limits)


def read_text(text: str, name: str, limits: Limits) -> Source:
    """The same for text already decoded."""
    try:
        blocks = read_plain(without_unseen(text), Budget(name, limits), _clean)
    except NotPlain:
        blocks = []
    if blocks:
        return Source(name, "html", tuple(blocks), _meta_of_head(text, name))
    return read_tree(text, name, limits, may_hide=_may_hide(text))


def _may_hide(text: str) -> bool:
    """False where no word in the page hides anything: no element need be asked then, half the time of reading."""
    lowered = text.lower()
    return any(word in lowered for word in HIDING_WORDS)


def read_tree(text: str, name: str, limits: Limits, *, may_hide: bool = True) -> Source:
    """The same through an element tree, for any page; `may_hide` False saves looking for hidden elements."""
    root = parse(text, name)
    walker = Walker(Budget(name, limits), hidden=not may_hide)
    walker.walk(root)
    if may_hide and not walker.blocks:
        walker = Walker(Budget(name, limits), hidden=True)
        walker.walk(root)
    if not walker.blocks:
        framed = bool(root.xpath("//iframe|//frame"))
        advice = (
            "网页的正文在框架里，请打开框架中的页面另存。"
            if framed
            else "正文可能是图片或由脚本生成，请用浏览器打开后另存。"
        )
        raise NothingInside(name=name, advice=advice)
    return Source(name, "html", tuple(walker.blocks), _meta(root), _notices(root))


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


class Walker:
    """Collects blocks in reading order from an element tree."""

    def __init__(self, budget: Budget, *, hidden: bool = False) -> None:
        self.blocks: list[Block] = []
        self.budget = budget
        self.show_hidden = hidden
        self.pieces: list[str] = []
        self.heading = False

    def walk(self, root: Element) -> None:
        """Collect everything below the root."""
        self._inside(root, 0)
        self._flush()

    def _flush(self) -> None:
        if not self.pieces:
            return
        text = _clean("".join(self.pieces))
        self.pieces = []
        if text:
            self.budget.take_paragraph()
            self.blocks.append(Paragraph(text, heading=self.heading))

    def _inside(self, element: Element, depth: int) -> None:
        """The element's text, its children and the text after each of them."""
        if depth > self.budget.limits.nesting:
            raise NestedTooDeeply(name=self.budget.name, limit=self.budget.limits.nesting)
        if text := element.text:
            self.pieces.append(text)
        for child in element:
            tag = child.tag
            if tag == "br":
                self._flush()
            elif tag == "table":
                self._flush()
                if self.show_hidden or not _hidden(child):
                    self._table(child, depth + 1)
            elif tag in SKIPPED or not isinstance(tag, str):
                pass
            elif tag in BLOCKS:
                self._flush()
                if self.show_hidden or not _hidden(child):
                    self._block(child, tag, depth + 1)
            elif self.show_hidden or not _hidden(child):
                self._inside(child, depth + 1)
            if tail := child.tail:
                self.pieces.append(tail)

    def _block(self, element: Element, tag: str, depth: int) -> None:
        if tag in {"ul", "ol"} and _is_link_list(element):
            return
        if tag == "pre":
            self._preformatted(element)
            return
        outer, self.heading = self.heading, self.heading or tag in HEADINGS
        self._inside(element, depth)
        self._flush()
        self.heading = outer

    def _preformatted(self, element: Element) -> None:
        for line in inner_text(element).splitlines():
            if line.strip():
                self.budget.take_paragraph()
                self.blocks.append(Paragraph(line.strip()))

    def _table(self, table: Element, depth: int) -> None:
        """A data table as a Grid; a layout table's cells as if they were blocks of the page."""
        rows = list(_rows(table))
        if _is_layout(table, rows):
            for row in rows:
                for cell in row:
                    self._block(cell, "td", depth + 1)
            return
        for caption in table.iterchildren("caption"):
            self._block(caption, "caption", depth + 1)
        show = self.show_hidden
        read: list[Row] = []
        for row in rows:
            cells = _cells(row, show)
            if cells and (cells[0][0] or any(text for text, _, _ in cells) or not _is_phantom(row)):
                read.append(cells)
        self.blocks.extend(blocks_of_rows(read, self.budget))


def _rows(table: Element) -> Iterator[list[Element]]:
    """The table's own rows in the order they are shown: thead, bodies, tfoot. Cells outside any row make a row."""
    parts: list[tuple[int, list[list[Element]]]] = [(1, [])]
    for child in table:
        tag = child.tag
        if tag in SECTIONS:
            parts.append((SECTIONS[tag], list(_rows_of_section(child))))
            parts.append((1, []))
        elif tag == "tr":
            parts[-1][1].append(_cells_of_row(child))
        elif tag in CELLS:
            _add_loose(parts[-1][1], child)
        elif tag in ("form", "div", "center", "font", "span"):
            parts[-1][1].extend(_rows_of_section(child))
    if len(parts) > 3:
        parts.sort(key=lambda part: part[0])
    for _, rows in parts:
        yield from rows


def _rows_of_section(section: Element) -> Iterator[list[Element]]:
    loose: list[list[Element]] = []
    for child in section:
        if child.tag == "tr":
            yield from loose
            loose = []
            yield _cells_of_row(child)
        elif child.tag in CELLS:
            _add_loose(loose, child)
        elif child.tag in ("form", "div", "center", "font", "span", "tbody"):
            yield from _rows_of_section(child)
    yield from loose


def _add_loose(rows: list[list[Element]], cell: Element) -> None:
    previous = cell.getprevious()
    if rows and previous is not None and previous.tag in CELLS:
        rows[-1].append(cell)
    else:
        rows.append([cell])


def _cells_of_row(row: Element) -> list[Element]:
    if _hidden(row):
        return []
    cells = [child for child in row if child.tag in CELLS]
    if len(cells) != len(row):
        for child in row:
            if child.tag in ("form", "div", "font", "span", "tr"):
                cells.extend(grandchild for grandchild in child if grandchild.tag in CELLS)
    return cells


def _is_layout(table: Element, rows: list[list[Element]]) -> bool:
    """Whether the table only places things on the page; see `lays_out`."""
    nesting = next(table.iterdescendants("table"), None) is not None
    if not nesting and len(rows) > 3:
        return False
    cells = [cell for row in rows for cell in row]
    if not nesting and len(cells) > 8:
        return False
    nested = [nesting and next(cell.iterdescendants("table"), None) is not None for cell in cells]
    return lays_out([inner_text(cell) for cell in cells], nested)


def _is_phantom(row: list[Element]) -> bool:
    """Word's row of height 0 that only states the column widths."""
    parent = row[0].getparent() if row else None
    return parent is not None and parent.get("height") == "0"


def _cells(elements: list[Element], show_hidden: bool) -> Row:
    """The texts and spans of a row. The innermost loop: a report has three hundred cells."""
    row: Row = []
    for element in elements:
        rowspan = colspan = 1
        if names := element.keys():
            if not show_hidden and ("style" in names or "hidden" in names) and _hidden(element):
                continue
            if "rowspan" in names:
                rowspan = _span(element.get("rowspan", "1"))
            if "colspan" in names:
                colspan = _span(element.get("colspan", "1"))
        if len(element):
            text = _cell_text(element, show_hidden)
        else:
            text = element.text or ""
            if not text.isdigit():
                text = _clean(text)
        row.append((text, rowspan, colspan))
    return row


def _span(value: str) -> int:
    """A span as browsers understand it: leading digits, 1 where there are none; 0 reaches to the end."""
    if value.isdecimal() and len(value) < 9:
        return int(value)
    digits = SPAN.match(value)
    return int(digits.group(1)) if digits else 1


def _cell_text(element: Element, show_hidden: bool) -> str:
    """The text of a cell with elements in it; paragraphs and `br` become line feeds."""
    inner = element
    while len(inner) == 1:
        before = inner.text
        child = inner[0]
        after = child.tail
        if child.tag not in WRAPPERS or (before and not before.isspace()) or (after and not after.isspace()):
            break
        if not show_hidden and _hidden(child):
            break
        inner = child
    if not len(inner):
        text = inner.text or ""
        return text if text.isdigit() else _clean(text)
    pieces: list[str] = []
    _gather(element, pieces, show_hidden)
    text = "".join(pieces)
    if "\x01" not in text:
        return _clean(text)
    return "\n".join(line for line in map(_clean, text.split("\x01")) if line)


def _gather(element: Element, pieces: list[str], show_hidden: bool) -> None:
    """Text of the element and below; \\x01 stands for a line's end (no HTML text can hold it)."""
    if text := element.text:
        pieces.append(text)
    for child in element:
        tag = child.tag
        if tag == "br":
            pieces.append("\x01")
        elif tag in SKIPPED or not isinstance(tag, str) or (not show_hidden and _hidden(child)):
            pass
        elif tag in BLOCKS or tag == "table":
            pieces.append("\x01")
            _gather(child, pieces, show_hidden)
            pieces.append("\x01")
        else:
            _gather(child, pieces, show_hidden)
        if tail := child.tail:
            pieces.append(tail)


def _clean(text: str) -> str:
    """Blanks as a browser shows them; blanks of any kind at both ends go."""
    if "\n" in text:
        text = WRAPPED.sub("", text)
    if "\n" in text or "  " in text or "\t" in text or "\r" in text:
        text = BLANKS.sub(" ", text)
    return text.strip().strip("\u200b\ufeff\u2060").strip()


def _hidden(element: Element) -> bool:
    style = element.get("style")
    if style is not None and ("none" in style or "hid" in style or not style.islower()) and HIDING.search(style):
        return True
    return element.get("hidden") is not None or element.get("role") == "navigation"


def _is_link_list(element: Element) -> bool:
    """A menu: a list of short links and nothing else."""
    items = [child for child in element if child.tag == "li"]
    if len(items) < LINK_LIST:
        return False
    for item in items:
        text = inner_text(item).strip()
        linked = "".join(inner_text(link) for link in item.iter("a")).strip()
        if text != linked or len(text) > 20:
            return False
    return True


def _meta(root: Element) -> dict[str, str]:
    """What the page's meta tags state (国办发〔2017〕47号 names them), under our own keys, and its title."""
    meta: dict[str, str] = {}
    for tag in root.iter("meta"):
        key = META.get((tag.get("name") or tag.get("property") or "").strip().lower())
        content = (tag.get("content") or "").strip()
        if key and content:
            meta.setdefault(key, content)
    for title in root.iter("title"):
        text = _clean(inner_text(title))
        if text:
            meta.setdefault("page_title", text)
            meta.setdefault("title", text)
        break
    return meta


def _meta_of_head(text: str, name: str) -> dict[str, str]:
    """The meta tags of a page of which no tree was built."""
    end = text.find("</head")
    head = text[: end + 7] if end >= 0 else text[:HEAD_SIZE]
    return _meta(parse(head, name)) if "<meta" in head or "<title" in head else {}


def _notices(root: Element) -> tuple[str, ...]:
    """What the reader of the result should know: frames, pictures where tables might be."""
    notices = []
    if next(root.iter("iframe", "frame"), None) is not None:
        notices.append("网页用框架嵌入了其他页面，框架里的内容没有读取。")
    return tuple(notices)
