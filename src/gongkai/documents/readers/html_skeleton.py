"""What the tags of a table say apart from its texts: which text is which cell's, and where the cells stand.

The pages of one site and the years of one agency share it, so it is worked out once and kept.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from gongkai.documents.forms import Placement
from gongkai.documents.readers.grids import MOST_KEPT, Span, kept_placement
from gongkai.documents.readers.html_tags import HIDDEN, LINE, NotPlain, kind_of_tag

_ATTRIBUTES = r"(?:\s[^<>]*)?"
# What may stand before the first cell, between one row's last cell and the next row's first, and after the last.
_ROW = rf"<tr(?![^<>]*\sheight\s*=\s*[\"']?0){_ATTRIBUTES}>"  # height 0: Word's row that states widths
_EMPTY_ROW = rf"{_ROW}</tr>"
_FIRST = re.compile(rf"(?:<t(?:head|body){_ATTRIBUTES}>)?(?:{_EMPTY_ROW})*{_ROW}", re.IGNORECASE)
_BETWEEN = re.compile(rf"</tr>(?:(?:</?tbody{_ATTRIBUTES}>|</thead>)|{_EMPTY_ROW})*{_ROW}", re.IGNORECASE)
_LAST = re.compile(rf"</tr>(?:(?:</?tbody{_ATTRIBUTES}>|</thead>)|{_EMPTY_ROW})*", re.IGNORECASE)
_SPANS = re.compile(r"""\b(row|col)span\s*=\s*["']?(\d{1,4})(?=["'\s]|$)""", re.IGNORECASE)
_MOST_TAGS = 2 * MOST_KEPT
_Getter: TypeAlias = Callable[[Sequence[str]], Sequence[str]]


class _Cell(NamedTuple):
    """The position of a cell's first text, and what joins each further text of the cell to the one before it."""

    first: int
    joints: tuple[str, ...]

    def text(self, texts: Sequence[str]) -> str:
        """The cell's text, its line ends marked."""
        pieces = [texts[self.first]]
        for at, joint in enumerate(self.joints, self.first + 1):
            pieces += (joint, texts[at])
        return "".join(pieces)


class Skeleton(NamedTuple):
    """A table without its texts, which are counted from the one after its opening tag."""

    rows: tuple[tuple[Span, ...], ...]
    placement: Placement
    cells: tuple[_Cell, ...]
    usual: _Getter
    """For each cell the text that holds what it says, unless text stands where it usually does not."""
    broken: tuple[tuple[int, _Cell], ...]
    """The cells of several lines, by their number."""
    between: _Getter
    """The texts between the cells, which are blank."""
    around: _Getter
    """The texts around the usual ones within the cells, mostly blank."""

    def cell_texts(self, texts: Sequence[str]) -> list[str]:
        """The text of every cell, line ends marked; raises NotPlain where text stands outside the cells."""
        if not _are_blank(self.between(texts)):
            raise NotPlain
        if not _are_blank(self.around(texts)):
            return [cell.text(texts) for cell in self.cells]
        found = list(self.usual(texts))
        for number, cell in self.broken:
            found[number] = cell.text(texts)
        return found


def _are_blank(texts: Sequence[str]) -> bool:
    joined = "".join(texts)
    return not joined or joined.isspace()


@lru_cache(maxsize=128)
def skeleton_of(tags: tuple[str, ...]) -> Skeleton:
    """The skeleton of a table of whole rows of whole cells; raises NotPlain for any other."""
    if len(tags) > _MOST_TAGS:
        raise NotPlain
    cells: list[_Cell] = []
    attributes: list[str] = []
    between = [""]
    outside = [0]
    joints: list[str] | None = None
    first = 0
    for at, tag in enumerate(tags, 1):
        kind = kind_of_tag(tag)
        if kind[:1] == HIDDEN:
            raise NotPlain
        if joints is not None:
            if kind[:1] in ("", LINE):
                joints.append(kind[:1])
                continue
            if kind not in ("/td", "/th"):
                raise NotPlain
            cells.append(_Cell(first, tuple(joints)))
            joints = None
            between.append("")
            outside.append(at)
        elif kind in ("td", "th"):
            attributes.append(tag[2:])
            first, joints = at, []
        else:
            between[-1] += f"<{tag}>" if kind else ""  # a tag that has no place there is refused with the others
            outside.append(at)
    if joints is not None:
        raise NotPlain
    return _skeleton(_rows(between, attributes), cells, outside, tags)


def _skeleton(
    rows: tuple[tuple[Span, ...], ...], cells: list[_Cell], outside: list[int], tags: tuple[str, ...]
) -> Skeleton:
    usual: list[int] = []
    around: list[int] = []
    broken: list[tuple[int, _Cell]] = []
    for number, cell in enumerate(cells):
        end = cell.first + len(cell.joints)  # the tag there follows the text there
        inner = next((at for at in range(cell.first, end) if tags[at][0] == "/"), end)
        usual.append(inner)
        if _is_broken(tags[cell.first : end]):
            broken.append((number, cell))
        else:
            around += [at for at in range(cell.first, end + 1) if at != inner]
    return Skeleton(
        rows, kept_placement(rows), tuple(cells), _getter(usual), tuple(broken), _getter(outside), _getter(around)
    )


def _is_broken(tags: Sequence[str]) -> bool:
    """Whether a cell's text is in several pieces: its tags are not some that open and then as many that close."""
    closing = [tag[0] == "/" for tag in tags]
    return closing != sorted(closing) or any(tag[:2].lower() in ("br", "hr") for tag in tags)


def _getter(places: Sequence[int]) -> _Getter:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda texts: [texts[at] for at in places]


def _rows(between: Sequence[str], attributes: Sequence[str]) -> tuple[tuple[Span, ...], ...]:
    """The spans of the cells row by row, from the tags between the cells and the cells' attributes."""
    if not 0 < len(attributes) <= MOST_KEPT or not _FIRST.fullmatch(between[0]) or not _LAST.fullmatch(between[-1]):
        raise NotPlain
    rows: list[list[Span]] = [[]]
    spans: dict[str, Span] = {}
    for before, text in zip(["", *between[1:-1]], attributes, strict=True):
        if before:
            if not _BETWEEN.fullmatch(before):
                raise NotPlain
            rows.append([])
        span = spans.get(text)
        if span is None:
            span = spans[text] = _span(text)
        rows[-1].append(span)
    return tuple(map(tuple, rows))


def _span(attributes: str) -> Span:
    """The row and column span; anything out of the ordinary is not plain."""
    if not attributes:
        return 1, 1
    if not attributes[0].isspace() or attributes.count('"') % 2 or attributes.count("'") % 2:
        raise NotPlain
    found = _SPANS.findall(attributes)
    spans = {kind.lower(): int(digits) for kind, digits in found}
    if len(found) != attributes.lower().count("span") or len(spans) != len(found):
        raise NotPlain
    return spans.get("row", 1), spans.get("col", 1)
