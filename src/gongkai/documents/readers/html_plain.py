"""The short way through pages whose markup is orderly: no tree, the page cut at its tags.

Whatever is not plainly orderly (nested tables, lists, frames, an unclosed cell, an unknown tag …) is left to the
tree reader in `html`; both give the same blocks, as a test makes sure.
"""

import html
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import repeat
from operator import contains

from gongkai.documents.layout import Block, Grid, Paragraph
from gongkai.documents.readers.grids import NARRATIVE, Budget, blocks_of_rows, lays_out
from gongkai.documents.readers.html_skeleton import LINE, NotPlain, kind_of_tag, skeleton_of

_ODD_ENTITY = re.compile(r"&(?!lt;|gt;)(?i:lt|gt)|&#(?!\d+;|[xX][0-9a-fA-F]+;)")
_PROLOGUE = 2000
"""A head that begins later is left to the tree reader."""

__all__ = ["NotPlain", "read_plain", "without_unseen"]


def read_plain(text: str, budget: Budget, clean: Callable[[str], str]) -> list[Block]:
    """The blocks of an orderly page in which nothing is hidden; raises NotPlain for any other.

    `text` comes from `without_unseen`; `clean` is the tree reader's way with blanks.
    """
    texts, tags = _pieces(text)
    walker = _Walker(budget, clean)
    at, count = 0, len(tags)
    line, heading = texts[0], ""
    while at < count:
        kind = kind_of_tag(tags[at])
        at += 1
        if not kind:
            line += texts[at]
            continue
        walker.line(line, heading=bool(heading))
        if heading:
            if kind != f"/{heading}":
                raise NotPlain
            heading = ""
        elif kind == "table":
            end = _end_of_table(tags, at)
            walker.table(tags[at:end], texts[at : end + 1])
            at = end + 1
        elif kind[0] == "h":
            heading = kind
        elif kind != LINE:
            raise NotPlain
        line = texts[at]
    if heading:
        raise NotPlain
    walker.line(line)
    return walker.blocks


def without_unseen(text: str) -> str:
    """The text without comments, head, scripts and style sheets; raises NotPlain where they do not end."""
    if LINE in text:
        raise NotPlain
    if "<!" in text:
        if "<![" in text:
            raise NotPlain
        text = cut(text, "<!--", "-->")
    if "<head" in text[:_PROLOGUE]:
        text = cut(text, "<head", "</head>")
    if "<s" in text:
        text = cut(cut(text, "<script", "</script>"), "<style", "</style>")
    return text


def cut(text: str, begin: str, end: str) -> str:
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


def _pieces(text: str) -> tuple[list[str], list[str]]:
    """The texts and the tags between them, without their angles.

    An angle too many is an unknown tag, or the rest of one whose quoted value held it.
    """
    if "&" in text:
        text = text.replace("&nbsp;", "\u00a0")
    opened = text.split("<")
    if text.count(">") != len(opened) - 1 or not all(map(contains, opened[1:], repeat(">"))):
        raise NotPlain
    pieces = text.replace(">", "<").split("<")
    texts, tags = pieces[0::2], pieces[1::2]
    if "&" in text:
        if _ODD_ENTITY.search(text):
            raise NotPlain
        texts = [html.unescape(piece) if "&" in piece else piece for piece in texts]
    return texts, tags


def _end_of_table(tags: Sequence[str], start: int) -> int:
    try:
        return tags.index("/table", start)
    except ValueError:
        raise NotPlain from None


class _Walker:
    def __init__(self, budget: Budget, clean: Callable[[str], str]) -> None:
        self.blocks: list[Block] = []
        self.budget = budget
        self.clean = clean

    def line(self, text: str, *, heading: bool = False) -> None:
        """A line between tables."""
        if not text or text.isspace():
            return
        if text := self.clean(text):
            self.budget.take_paragraph()
            self.blocks.append(Paragraph(text, None, None, heading))

    def table(self, tags: Sequence[str], texts: Sequence[str]) -> None:
        """A table of whole rows of whole cells."""
        if tags and kind_of_tag(tags[0]) == "caption":
            end = self._caption(tags, texts)
            tags, texts = tags[end:], texts[end:]
        skeleton = skeleton_of(tuple(tags))
        rows = skeleton.rows
        clean = self.clean
        cells = [t if t.isdigit() else _lines(t, clean) for t in skeleton.cell_texts(texts)]
        if len(rows) <= 3 and len(cells) <= 8 and lays_out(cells, [False] * len(cells)):
            raise NotPlain
        if len(rows) < 2 or all(len(row) < 2 for row in rows) or max(map(len, cells)) > NARRATIVE:
            given = iter(cells)
            self.blocks.extend(
                blocks_of_rows([[(next(given), *span) for span in row] for row in rows], self.budget)
            )
        elif any(cells):
            self.budget.take_cells(skeleton.placement.cost)
            self.blocks.append(Grid.placed(tuple(cells), skeleton.placement, self.budget.next_table()))

    def _caption(self, tags: Sequence[str], texts: Sequence[str]) -> int:
        """The caption's lines; gives how many tags it takes."""
        if texts[0] and not texts[0].isspace():
            raise NotPlain
        line = texts[1]
        for at, tag in enumerate(tags[1:], 2):
            kind = kind_of_tag(tag)
            if not kind:
                line += texts[at]
                continue
            self.line(line)
            line = texts[at]
            if kind == "/caption":
                return at
            if kind != LINE:
                raise NotPlain
        raise NotPlain


@lru_cache(maxsize=4096)
def _lines(text: str, clean: Callable[[str], str]) -> str:
    text = text.strip(LINE)
    if LINE not in text:
        return clean(text)
    return "\n".join(line for line in map(clean, text.split(LINE)) if line)
