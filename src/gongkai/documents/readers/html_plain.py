"""The short way through pages whose markup is orderly: no tree, only a few regular expressions.

Whatever is not plainly orderly (nested tables, lists, frames, an unclosed cell, an unknown tag …) is left to the
tree reader in `html`; both give the same blocks, as a test makes sure.
"""

import html
import re
from collections.abc import Callable
from functools import lru_cache

from gongkai.documents.layout import Block, Grid, Paragraph, Placement
from gongkai.documents.readers.grids import MOST_KEPT, NARRATIVE, Budget, Span, blocks_of_rows, lays_out, place

LINE, TITLE = "\x01", "\x02"
"""Control characters, which no page holds, stand for a line's end and a heading."""
_ATTRIBUTES = r"(?:\s[^<>]*)?"
ANGLE_ENTITY = re.compile(r"&(?:lt|gt|#0*6[02]|#x0*3[ce])\b|&#\d*[^\d;]", re.IGNORECASE)
INLINE = re.compile(
    r"</?(?:span|a|b|strong|font|u|em|i|sup|sub|small|big|label|img|col|colgroup|wbr|body|html|o:p)(?=[\s/>])[^<>]*>"
    r"|<![Dd][Oo][Cc][Tt][Yy][Pp][Ee][^<>]*>"
)
BLOCK = re.compile(r"</?(?:p|div|br|section|article|main|header|center|hr)(?=[\s/>])[^<>]*>")
COMMON_BLOCKS = ("</p>", "<p>", "<br>", "<br />", "</div>")
HEADING = re.compile(rf"<(h[1-6]){_ATTRIBUTES}>([^<\x01]*)</\1>")
TABLE = re.compile(rf"<table{_ATTRIBUTES}>")
CAPTION = re.compile(rf"\s*<caption{_ATTRIBUTES}>([^<]*)</caption>")
CELL = re.compile(r"<t[dh]([^<>]*)>([^<]*)</t[dh]>")
# What may stand before the first cell, between one row's last cell and the next row's first, and after the last.
_ROW = rf"<tr(?![^<>]*height){_ATTRIBUTES}>\s*"
_EMPTY_ROW = rf"{_ROW}</tr>\s*"
FIRST = re.compile(rf"\s*(?:<t(?:head|body){_ATTRIBUTES}>\s*)?(?:{_EMPTY_ROW})*{_ROW}")
BETWEEN = re.compile(rf"\s*</tr>\s*(?:(?:</?tbody{_ATTRIBUTES}>|</thead>)\s*|{_EMPTY_ROW})*{_ROW}")
LAST = re.compile(rf"\s*</tr>\s*(?:(?:</?tbody{_ATTRIBUTES}>|</thead>)\s*|{_EMPTY_ROW})*")
SPANS = re.compile(r"""\b(row|col)span\s*=\s*["']?(\d{1,4})(?=["'\s]|$)""")


class NotPlain(Exception):
    """The page needs the tree reader."""


def read_plain(text: str, budget: Budget, clean: Callable[[str], str]) -> list[Block]:
    """The blocks of an orderly page in which nothing is hidden; raises NotPlain for any other.

    `text` comes from `without_unseen`; `clean` is the tree reader's way with blanks.
    """
    blocks: list[Block] = []
    before, *tables = TABLE.split(_without_inline(text))
    _paragraphs(before, blocks, budget, clean)
    for part in tables:
        inside, closed, after = part.partition("</table>")
        if not closed:
            raise NotPlain
        _table(inside, blocks, budget, clean)
        _paragraphs(after, blocks, budget, clean)
    return blocks


def without_unseen(text: str) -> str:
    """The text without comments, head, scripts and style sheets; raises NotPlain where they do not end."""
    if LINE in text or TITLE in text or "<![" in text:
        raise NotPlain
    text = _cut(text, "<!--", "-->")
    text = _cut(text, "<head", "</head>")
    text = _cut(text, "<script", "</script>")
    return _cut(text, "<style", "</style>")


def _without_inline(text: str) -> str:
    """The text with tables left as they are, inline tags gone and the ends of blocks marked."""
    if "&" in text:
        text = text.replace("&nbsp;", "\u00a0")
        if "&" in text:
            if ANGLE_ENTITY.search(text):
                raise NotPlain
            text = html.unescape(text)
    for tag in COMMON_BLOCKS:
        text = text.replace(tag, LINE)
    text = BLOCK.sub(LINE, INLINE.sub("", text))
    return HEADING.sub(rf"{LINE}{TITLE}\2{LINE}", text) if "<h" in text else text


def _cut(text: str, begin: str, end: str) -> str:
    """The text without what stands between two marks; `<header` is no `<head`."""
    if begin not in text:
        return text
    kept: list[str] = []
    done = 0
    while (start := text.find(begin, done)) >= 0:
        after = start + len(begin)
        if begin != "<!--" and text[after : after + 1] not in (">", " ", "\n", "\r", "\t"):
            kept.append(text[done:after])
            done = after
            continue
        stop = text.find(end, after)
        if stop < 0:
            raise NotPlain
        kept.append(text[done:start])
        done = stop + len(end)
    kept.append(text[done:])
    return "".join(kept)


def _paragraphs(text: str, blocks: list[Block], budget: Budget, clean: Callable[[str], str]) -> None:
    # An angle left over is an unknown tag, or the rest of one whose quoted value held it.
    if "<" in text or ">" in text:
        raise NotPlain
    for line in text.split(LINE):
        if not line or line.isspace():
            continue
        heading = line[0] == TITLE
        if heading or TITLE in line:
            line = line.replace(TITLE, "")
        if line := clean(line):
            budget.take_paragraph()
            blocks.append(Paragraph(line, None, None, heading))


def _table(text: str, blocks: list[Block], budget: Budget, clean: Callable[[str], str]) -> None:
    """A table of whole rows of whole cells."""
    if caption := CAPTION.match(text):
        _paragraphs(caption.group(1), blocks, budget, clean)
        text = text[caption.end() :]
    if TITLE in text:
        raise NotPlain
    pieces = CELL.split(text)  # what stands before a cell, the cell's attributes, its text, and so on
    spans, placement = _structure(tuple(pieces[0::3]), tuple(pieces[1::3]))
    texts = [inside if inside.isdigit() else _lines(inside, clean) for inside in pieces[2::3]]
    if len(spans) <= 3 and len(texts) <= 8 and lays_out(texts, [False] * len(texts)):
        raise NotPlain
    if len(spans) < 2 or all(len(row) < 2 for row in spans) or max(map(len, texts)) > NARRATIVE:
        given = iter(texts)
        blocks.extend(blocks_of_rows([[(next(given), *span) for span in row] for row in spans], budget))
    elif any(texts):
        budget.take_cells(placement.cost)
        blocks.append(Grid.placed(tuple(texts), placement, budget.next_table()))


@lru_cache(maxsize=256)
def _structure(between: tuple[str, ...], attributes: tuple[str, ...]) -> tuple[list[list[Span]], Placement]:
    """The spans of a table's rows and where its cells stand; kept, because the pages of one site share it."""
    if not attributes or not FIRST.fullmatch(between[0]) or not LAST.fullmatch(between[-1]):
        raise NotPlain
    if len(attributes) > MOST_KEPT:
        raise NotPlain
    rows: list[list[Span]] = []
    starts: dict[str, bool] = {"": False, between[0]: True}
    spans: dict[str, Span] = {}
    for before, text in zip(between, attributes, strict=False):
        start = starts.get(before)
        if start is None:
            start = starts[before] = _starts_row(before)
        if start:
            rows.append([])
        span = spans.get(text)
        if span is None:
            span = spans[text] = _spans(text)
        rows[-1].append(span)
    return rows, place(rows, lambda _: None)


def _starts_row(before: str) -> bool:
    if before.isspace():
        return False
    if BETWEEN.fullmatch(before):
        return True
    raise NotPlain


@lru_cache(maxsize=4096)
def _lines(text: str, clean: Callable[[str], str]) -> str:
    text = text.strip(LINE)
    if text.isdigit():
        return text
    if ">" in text:
        raise NotPlain
    if LINE not in text:
        return clean(text)
    return "\n".join(line for line in map(clean, text.split(LINE)) if line)


def _spans(attributes: str) -> tuple[int, int]:
    """The row and column span; anything out of the ordinary is not plain."""
    if not attributes:
        return 1, 1
    if not attributes[0].isspace() or attributes.count('"') % 2 or attributes.count("'") % 2:
        raise NotPlain
    found = SPANS.findall(attributes)
    spans = {kind: int(digits) for kind, digits in found}
    if len(found) != attributes.lower().count("span") or len(spans) != len(found):
        raise NotPlain
    return spans.get("row", 1), spans.get("col", 1)
