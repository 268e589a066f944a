"""Several reports in one file: the blocks of each.

A report begins at its title. Titles of other reports in menus and links do not begin one, as nothing of a report
follows them; a title printed again at the head of each page is the same report.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from gongkai.documents.forms import Form
from gongkai.documents.layout import Block, Grid, GridCell, Paragraph
from gongkai.documents.recognition import labels
from gongkai.documents.recognition.headings import heading_of
from gongkai.documents.recognition.normalise import clean
from gongkai.documents.recognition.rows import grid_rows
from gongkai.documents.recognition.titles import Title, own_title

_LONGEST = 90
_LAST_OF_TITLE = frozenset("告报)）")


def split(blocks: Sequence[Block]) -> list[Sequence[Block]]:
    """The blocks of each report in order; all of them together where there is one report."""
    if _is_single(blocks):
        return [blocks]
    pieces = list(_pieces(blocks))
    starts = _starts(pieces)
    if len({(title.agency, title.year) for _, title in starts}) < 2:
        return [blocks]
    groups: list[tuple[tuple[str, int | None] | None, list[Block]]] = [(None, pieces[: starts[0][0]])]
    for (start, title), end in zip(starts, [s for s, _ in starts[1:]] + [len(pieces)], strict=True):
        name = (title.agency, title.year)
        part = pieces[start:end]
        if groups[-1][0] == name or (groups[-1][0] is not None and not _is_report(part)):
            groups[-1][1].extend(part)
        elif groups[-1][0] is None and not _is_report(groups[-1][1]):
            groups[-1] = (name, [*groups[-1][1], *part] if len(groups) == 1 else part)
        else:
            groups.append((name, part))
    reports: list[Sequence[Block]] = [part for _, part in groups if _is_report(part)]
    return reports if len(reports) > 1 else [blocks]


def _is_single(blocks: Sequence[Block]) -> bool:
    """Whether at most one line could be a title; most files are told so at once."""
    seen: set[str] = set()
    for block in blocks:
        if isinstance(block, Paragraph):
            if _may_be_title(block.text):
                seen.add("".join(block.text.split()))
        else:
            seen |= _titles_of(block.form) if block.form else _titles_among(block.texts)
    return len(seen) < 2


@lru_cache(maxsize=512)
def _titles_of(form: Form) -> frozenset[str]:
    return _titles_among(form.words)


def _titles_among(texts: Iterable[str]) -> frozenset[str]:
    return frozenset("".join(text.split()) for text in texts if len(text) > 10 and _may_be_title(text))


def _pieces(blocks: Iterable[Block]) -> Iterable[Block]:
    """The blocks, with grids cut before rows that hold nothing but a title."""
    for block in blocks:
        if isinstance(block, Paragraph) or not any(map(_may_be_title, block.texts)):
            yield block
            continue
        rows = grid_rows(block)
        cuts = [n for n, row in enumerate(rows) if n and _lone_title(row)]
        for start, end in zip((0, *cuts), (*cuts, len(rows)), strict=True):
            cells = tuple(c for row in rows[start:end] for c in row)
            yield (
                block
                if not cuts
                else Grid(cells, block.rows, block.columns, block.number, block.page, exact=block.exact)
            )


def _may_be_title(text: str) -> bool:
    """Whether a title may end here; 其他需要报告的事项, the heading of section six, is none."""
    tail = text[-8:]
    return ("报告" in tail or "年报" in tail) and len(text) <= _LONGEST and text.rstrip()[-1] in _LAST_OF_TITLE


def _lone_title(row: Sequence[GridCell]) -> bool:
    filled = [cell for cell in row if cell.text.strip()]
    return len(filled) == 1 and len(filled[0].text) <= _LONGEST and own_title([filled[0].text]) is not None


def _starts(pieces: Sequence[Block]) -> list[tuple[int, Title]]:
    """Where titles begin; one may be broken over up to three lines."""
    starts: list[tuple[int, Title]] = []
    taken = -1
    for index, piece in enumerate(pieces):
        text = _first_text(piece)
        if not _may_be_title(text):
            continue
        for back in (0, 1, 2):
            first = index - back
            if first <= taken or (back and not isinstance(pieces[first], Paragraph)):
                break
            title = own_title([_first_text(p) for p in pieces[first : index + 1]])
            if title is not None:
                starts.append((first, title))
                taken = index
                break
    return starts


def _first_text(piece: Block) -> str:
    if isinstance(piece, Paragraph):
        return clean(piece.text)
    first = [cell for cell in piece.head(12) if cell.text.strip()]
    return clean(first[0].text) if first and (len(first) == 1 or first[0].row < first[1].row) else ""


def _is_report(pieces: Sequence[Block]) -> bool:
    """Whether tables or at least three headings of a report stand here."""
    headings: set[int] = set()
    for piece in pieces:
        if isinstance(piece, Grid):
            for cell in piece.cells:
                if len(cell.text) < 60 and (label := labels.table_of(clean(cell.text))) and label.table == "t3":
                    return True
        else:
            text = clean(piece.text)
            if "本年新收政府信息公开申请数量" in text:
                return True
            if len(text) < 60 and (found := heading_of(text)) and found.section:
                headings.add(found.section)
    return len(headings) >= 3
