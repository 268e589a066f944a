"""Blocks as rows of cells, whether a grid stated them or a line of text shows them; lines as words and figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from gongkai.documents.layout import Grid, GridCell, Paragraph
from gongkai.documents.recognition.normalise import clean
from gongkai.documents.recognition.values import MARKS, is_value


@dataclass(slots=True)
class Row:
    """A row of a grid, or one line of text split at tabs and pipes. Without cells it is a blank line.

    `cells` of a line have the line's number as row and count from zero; `text` is the line cleaned, "" for a grid.
    """

    cells: list[GridCell]
    grid: Grid | None = None
    page: int | None = None
    line: int | None = None
    text: str = ""


class Token(NamedTuple):
    """A piece of a row: words, or a figure, mark or blank (`value`). `joined`: no separator stood before it."""

    text: str
    value: bool
    joined: bool
    cell: GridCell
    row: Row


def grid_rows(grid: Grid) -> list[list[GridCell]]:
    """The grid's cells by the row they begin in, left to right."""
    rows: list[list[GridCell]] = [[] for _ in range(grid.rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    for row in rows:
        if len(row) > 1 and row[0].column > row[-1].column:
            row.sort(key=lambda c: c.column)
    return rows


_SEPARATOR = re.compile(r"[\t|｜¦│┃║]")


def line_row(paragraph: Paragraph, text: str) -> Row:
    """A line of text as a row. A tab or pipe in front or at the end does not make a cell."""
    if not _SEPARATOR.search(paragraph.text):
        parts = _by_commas(text) if text.count(",") > 3 else [text] if text else []
    else:
        raw = paragraph.text.strip(" \u3000\r\n")
        parts = [clean(part) for part in _SEPARATOR.split(raw)]
        if len(parts) > 1 and not parts[0]:
            parts = parts[1:]
        if len(parts) > 1 and not parts[-1] and raw[-1:] in "|｜│┃║":
            parts = parts[:-1]
    number = paragraph.line or 0
    cells = [GridCell(part, number, i, page=paragraph.page) for i, part in enumerate(parts)]
    return Row(cells, None, paragraph.page, paragraph.line, text)


def _by_commas(text: str) -> list[str]:
    """A row of figures divided by commas comes apart; thousands and sentences do not."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 3 and sum(part.isdigit() for part in parts) > 2 and all(map(is_value, parts[-3:])):
        return parts
    return [text]


_FIGURE = re.compile(
    r"([-－−]?\d+(?:[,，]\d{3}(?!\d))*(?:\.\d+)?(?:\s?(?:万元|元|件)(?![一-鿿]))?"
    r"(?:[（(](?:其中|含|包括|包含|均为)[^（()）]*[）)])?[①-⑳*※]?)"
)
_PAGE_NUMBER = re.compile(r"[-—–－]\s\d{1,3}\s[-—–－]|(?<![\d.])[-—–－]\d{1,3}[-—–－](?!\d)")
_ORDINAL_REST = re.compile(r"^\s?[.、．,，:：)）]\s*[一-鿿“\"'‘《]")
_ORDINAL_ALONE = re.compile(r"\d{1,2}\s?[.、．]")
_NO_FIGURE_AFTER = re.compile(r"^\s?(?:年|月|日|号|页|期|时)")
_NO_FIGURE_BEFORE = re.compile(r"[第〔\[]\s*$")


def tokens(row: Row) -> Iterator[Token]:
    """Words, figures, marks and blanks of a row in order."""
    for cell in row.cells:
        text = cell.text if row.grid is None else clean(cell.text)
        if is_value(text):
            yield Token(text, True, False, cell, row)
        else:
            yield from _mixed(text, cell, row)


def _mixed(text: str, cell: GridCell, row: Row) -> Iterator[Token]:
    """A cell or line with words and figures, also glued ones: "…数量640020470二、上年…", "00000002.其他法律…"."""
    if _ORDINAL_ALONE.fullmatch(text):
        yield Token(text, False, False, cell, row)
        return
    parts = _FIGURE.split(_PAGE_NUMBER.sub(" ", text) if row.grid is None else text)
    carried = ""
    for index, part in enumerate(parts):
        if index % 2 == 0:
            words = carried + part
            carried = ""
            for piece in words.split():
                if not piece.strip("?？,，;；"):
                    continue  # a lost non-breaking blank, or what divides figures
                yield Token(piece, piece in MARKS and len(parts) > 1, False, cell, row)
            continue
        after = parts[index + 1]
        before = parts[index - 1]
        if _NO_FIGURE_AFTER.match(after) or (after.strip() and _NO_FIGURE_BEFORE.search(before)):
            carried = part
            continue
        if _ORDINAL_REST.match(after) and part[-1:].isdigit():
            part, carried = part[:-1], part[-1]
        if part:
            joined = not before[-1].isspace() if before else index > 1
            yield Token(part, True, joined, cell, row)
    if carried:
        yield Token(carried, False, False, cell, row)
