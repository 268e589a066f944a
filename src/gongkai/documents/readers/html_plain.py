"""The short way through pages whose markup is orderly: no tree, the page cut at its tags.

Whatever is not plainly orderly (nested tables, frames, an unclosed cell …) is left to the tree reader in `html`;
both give the same blocks, as a test makes sure.
"""

import html
import re
from collections.abc import Callable, Sequence
from itertools import repeat
from operator import contains

from gongkai.documents.layout import Block, Grid, Paragraph
from gongkai.documents.readers.grids import Budget
from gongkai.documents.readers.html_known import known_table, learn
from gongkai.documents.readers.html_tags import HIDDEN, LINE, VOID, NotPlain, kind_of_tag, names_until_end
from gongkai.documents.readers.html_tree import BLOCKS, LINK_LIST, LINK_TEXT, SKIPPED, parse
from gongkai.documents.readers.html_walker import Walker

_ODD_ENTITY = re.compile(r"&(?!lt;|gt;)(?i:lt|gt)|&#(?!\d+;|[xX][0-9a-fA-F]+;)")
_FRAMES = frozenset({"iframe", "frame", "noframes"})
# What interrupts the lines of a page: tables, comments, menus and what is no text of it.
_MENU = (
    rf"<(?P<menu>ul)(?:\s[^<>]*)?>\s*(?:<li(?:\s[^<>]*)?>\s*<a\s[^<>]*>[^<>&]{{0,{LINK_TEXT}}}</a>\s*</li>\s*)"
    rf"{{{LINK_LIST},}}</ul>"
)
_STOP = re.compile(
    rf"<(?:(table)|(!--)|({'|'.join(sorted(SKIPPED - VOID - _FRAMES))}))(?![\w:.])|{_MENU}", re.IGNORECASE
)
_LISTS = frozenset({LINE + "ul", LINE + "ol"})
_END_OF_TABLE = re.compile(r"<(?:(/table\s*>)|table[\s>])", re.IGNORECASE)
_RAW = frozenset({"", "head", "script", "style"})
_PROLOGUE = 2000
"""A head that begins later is left to the tree reader."""


def read_plain(text: str, budget: Budget, clean: Callable[[str], str]) -> list[Block]:
    """The blocks of an orderly page; raises NotPlain for any other. `clean` is the tree's way with blanks."""
    walker = _Walker(budget, clean)
    parts: list[str] = []
    at = 0
    while stop := _STOP.search(text, at):
        parts.append(text[at : stop.start()])
        if stop[1]:
            walker.prose("".join(parts))
            parts = []
            at = walker.table(text, stop.start())
        else:
            parts.append("<br>" if stop["menu"] else "")
            at = _after(text, stop)
    parts.append(text[at:])
    walker.prose("".join(parts))
    return walker.blocks


def _after(text: str, stop: "re.Match[str]") -> int:
    """Where a comment, or an element that is no text of the page, ends."""
    if stop["menu"]:
        return stop.end()
    name = (stop[3] or "").lower()
    end = text.find(f"</{name}" if name else "-->", stop.end())
    if end < 0 or (name == "head" and stop.start() > _PROLOGUE):
        raise NotPlain
    if name not in _RAW and _is_entangled(text[stop.end() : end], name):
        raise NotPlain
    return text.index(">", end) + 1


def _is_entangled(inside: str, name: str) -> bool:
    """Whether it is a matter of judgement where the element with this in it ends."""
    return f"<{name}" in inside or any(
        inside.count("<" + tag) != inside.count("</" + tag) for tag in ("div", "table")
    )


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


class _Walker:
    def __init__(self, budget: Budget, clean: Callable[[str], str]) -> None:
        self.blocks: list[Block] = []
        self.budget = budget
        self.clean = clean

    def prose(self, source: str) -> None:
        """What stands before, between and after the tables."""
        texts, tags = _pieces(source)
        line, heading, resume = texts[0], "", 0
        for at, (tag, text) in enumerate(zip(tags, texts[1:], strict=True), 1):
            if at < resume:
                continue
            kind = kind_of_tag(tag)
            if not kind:
                line += text
                continue
            if kind[0] == HIDDEN or kind in _LISTS:
                line, resume = self._element(kind, tags, texts, at, line)
                continue
            self.line(line, heading=bool(heading))
            line = text
            if heading or kind[1:2] == "h":
                if kind != (f"{LINE}/{heading}" if heading else kind):
                    raise NotPlain
                heading = "" if heading else kind[1:]
        if heading:
            raise NotPlain
        self.line(line)

    def line(self, text: str, *, heading: bool = False) -> None:
        """A line between tables."""
        if text and not text.isspace() and (text := self.clean(text)):
            self.budget.take_paragraph()
            self.blocks.append(Paragraph(text, None, None, heading))

    def _element(self, kind: str, tags: Sequence[str], texts: Sequence[str], at: int, line: str) -> tuple[str, int]:
        """A list, or an element that is not shown: the line that goes on, and the tag to go on with."""
        names = names_until_end(tags, at, kind[1:])
        end = at + len(names)
        if kind[1:] in BLOCKS:
            self.line(line)
            line = ""
        if kind[0] == HIDDEN or _is_menu(names, texts[at + 1 : end + 1]):
            return line + texts[end + 1], end + 2
        return texts[at], at + 1

    def table(self, text: str, start: int) -> int:
        """A table, by its known source or by a tree of its own; gives where it ends."""
        if known := known_table(text, start):
            table, figures, end = known
            for caption in table.captions:
                self.line(caption)
            self.budget.take_cells(table.form.placement.cost)
            self.blocks.append(Grid.filled(table.form, figures, self.budget.next_table()))
            return end
        found = _END_OF_TABLE.search(text, start + 1)
        if found is None or not found[1]:
            raise NotPlain  # it holds another, or does not end
        end = found.end()
        tree = Walker(self.budget)
        tree.walk(parse(text[start:end], self.budget.name))
        self.blocks += tree.blocks
        captions = [block.text for block in tree.blocks[:-1] if isinstance(block, Paragraph)]
        last = tree.blocks[-1] if len(tree.blocks) == len(captions) + 1 else None
        if isinstance(last, Grid):
            learn(text, start, end, captions, last)
        return end


def _is_menu(names: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether a list holds short links and nothing else; each text follows the tag of its place."""
    items: list[tuple[list[str], list[str]]] = []
    depth, inside, linked = 0, False, False
    for name, text in zip(names, texts, strict=True):
        depth += (name in ("ul", "ol")) - (name in ("/ul", "/ol"))
        linked = name == "a" or (linked and name != "/a")
        if name in ("li", "/li") and not depth:
            inside = name == "li"
            items += [([], [])] if inside else []
        if inside:
            items[-1][0].append(text)
            items[-1][1].append(text if linked else "")
    told = [("".join(all_).strip(), "".join(links).strip()) for all_, links in items]
    return len(told) >= LINK_LIST and all(text == links and len(text) <= LINK_TEXT for text, links in told)
