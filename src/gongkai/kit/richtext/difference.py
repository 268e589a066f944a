"""What changed between two versions, for somebody who signed the first: by paragraph, then by character.

Texts are compared as a reader meets them, with what is easily overlooked written out: where a link leads, what a
picture shows. A paragraph whose look alone changed is said to be so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import zip_longest

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.statute.vocab import Term

_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "caption", "figcaption", "figure", "blockquote", "table",
     "ul", "ol", "hr", "thead", "tbody", "tfoot", "div"}
)  # fmt: skip
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+|\s+|.", re.DOTALL)
# Comparing by character costs the product of both lengths: this much for one paragraph, and for a whole text; what
# would cost more is shown whole.
ONE_PARAGRAPH, WHOLE_TEXT = 4_000_000, 12_000_000


class Change(Term):
    """What became of a paragraph."""

    SAME = "same", "未改动"
    CHANGED = "changed", "有改动"
    ADDED = "added", "新增"
    REMOVED = "removed", "删去"
    RESTYLED = "restyled", "仅格式改动"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, entry or row: what became of it, and its text as safe HTML with ins and del."""

    change: Change
    html: SafeString


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """The text written out, and the tags that stood in it."""

    text: str
    tags: str


def difference(old: str, new: str) -> tuple[Block, ...]:
    """Every paragraph of both versions in the order of reading."""
    before, after = _paragraphs(old), _paragraphs(new)
    matcher = SequenceMatcher(None, [p.text for p in before], [p.text for p in after])
    purse = _Purse(WHOLE_TEXT)
    found: list[Block] = []
    for operation, i, i_end, j, j_end in matcher.get_opcodes():
        if operation == "equal":
            found += [_kept(a, b) for a, b in zip(before[i:i_end], after[j:j_end], strict=True)]
        else:
            found += _replaced(before[i:i_end], after[j:j_end], purse)
    return tuple(found)


def _kept(before: _Paragraph, after: _Paragraph) -> Block:
    change = Change.SAME if before.tags == after.tags else Change.RESTYLED
    return Block(change, format_html("{}", after.text))


class _Purse:
    """What is left to be spent on comparing by character."""

    def __init__(self, whole: int) -> None:
        self._left = whole

    def pays(self, cost: int) -> bool:
        """Spend it, unless one paragraph or the text would cost too much."""
        if cost > min(self._left, ONE_PARAGRAPH):
            return False
        self._left -= cost
        return True


def _replaced(before: Sequence[_Paragraph], after: Sequence[_Paragraph], purse: _Purse) -> Iterator[Block]:
    """Paragraphs beside each other: compared where they are alike, else the old one before the new one."""
    for old, new in zip_longest(before, after):
        if old is not None and new is not None and (compared := _compared(old.text, new.text, purse)) is not None:
            yield Block(Change.CHANGED, compared)
            continue
        if old is not None:
            yield Block(Change.REMOVED, _removed(old.text))
        if new is not None:
            yield Block(Change.ADDED, _added(new.text))


def _compared(old: str, new: str, purse: _Purse) -> SafeString | None:
    """One text with the removed and the added runs; None where too little is common for that to be read."""
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    if not purse.pays(len(a) * len(b)):
        return None
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.quick_ratio() < 0.4 or matcher.ratio() < 0.4:
        return None
    pieces: list[SafeString] = []
    for operation, i, i_end, j, j_end in matcher.get_opcodes():
        if operation == "equal":
            pieces.append(format_html("{}", "".join(a[i:i_end])))
            continue
        if i < i_end:
            pieces.append(_removed("".join(a[i:i_end])))
        if j < j_end:
            pieces.append(_added("".join(b[j:j_end])))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _removed(text: str) -> SafeString:
    return format_html('<del><span class="visually-hidden">〔删去〕</span>{}</del>', text)


def _added(text: str) -> SafeString:
    return format_html('<ins><span class="visually-hidden">〔新增〕</span>{}</ins>', text)


def _paragraphs(html: str) -> list[_Paragraph]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.end()


class _Reader(HTMLParser):
    """Splits cleaned HTML into paragraphs; a row of a table is one, its cells apart by bars."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[_Paragraph] = []
        self._text: list[str] = []
        self._tags: list[str] = []
        self._links: list[str] = []
        self._in_row = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, or note what a reader would not see."""
        values = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS and not (self._in_row and tag != "tr"):
            self._close()
        self._in_row += tag == "tr"
        self._tags.append(tag + "".join(f" {n}={v}" for n, v in sorted(values.items()) if n != "rel"))
        if tag in {"td", "th"} and "".join(self._text).strip():
            self._text.append(" | ")
        elif tag == "br":
            self._text.append("\n")
        elif tag == "img":
            self._text.append(f"〔图片：{values.get('alt') or '无替代文字'}，{values.get('src', '')}〕")
        elif tag == "a":
            self._links.append(values.get("href", ""))

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph; write out where a link led."""
        if tag == "a" and self._links and (href := self._links.pop()):
            self._text.append(f"〔链接：{href}〕")
        self._tags.append(f"/{tag}")
        self._in_row -= tag == "tr" and self._in_row > 0
        if tag in _BLOCKS and not self._in_row:
            self._close()

    def handle_data(self, data: str) -> None:
        """Add text."""
        self._text.append(re.sub(r"[ \t\r\n\f]+", " ", data))
        if not self._tags or self._tags[-1] != "#":
            self._tags.append("#")

    def end(self) -> list[_Paragraph]:
        """All paragraphs, the last one closed."""
        self._close()
        return self._found

    def _close(self) -> None:
        text = "".join(self._text).strip()
        if text:
            self._found.append(_Paragraph(text, " ".join(self._tags)))
        self._text, self._tags = [], []
