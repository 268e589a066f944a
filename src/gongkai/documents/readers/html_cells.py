"""The rows and cells of a table in an element tree."""

import re
from collections.abc import Iterator

from gongkai.documents.readers.archive import Element, inner_text
from gongkai.documents.readers.grids import Row, lays_out
from gongkai.documents.readers.html_tree import BLOCKS, SKIPPED, clean, hidden

CELLS = frozenset({"td", "th"})
WRAPPERS = frozenset({"p", "span", "div", "font", "b", "strong", "center", "u"})
SECTIONS = {"thead": 0, "tbody": 1, "tfoot": 2}
FIELDS = frozenset({"input", "textarea"})
STRUCK = frozenset({"del", "s", "strike"})
SPAN = re.compile(r"\s*\+?(\d{1,9})", re.ASCII)


def rows_of(table: Element) -> Iterator[list[Element]]:
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
    if hidden(row):
        return []
    cells = [child for child in row if child.tag in CELLS]
    if len(cells) != len(row):
        for child in row:
            if child.tag in ("form", "div", "font", "span", "tr"):
                cells.extend(grandchild for grandchild in child if grandchild.tag in CELLS)
    return cells


def is_layout(table: Element, rows: list[list[Element]]) -> bool:
    """Whether the table only places things on the page; see `lays_out`."""
    nesting = next(table.iterdescendants("table"), None) is not None
    if not nesting and len(rows) > 3:
        return False
    cells = [cell for row in rows for cell in row]
    if not nesting and len(cells) > 8:
        return False
    nested = [nesting and next(cell.iterdescendants("table"), None) is not None for cell in cells]
    return lays_out([inner_text(cell) for cell in cells], nested)


def is_phantom(row: list[Element]) -> bool:
    """Word's row of height 0 that only states the column widths."""
    parent = row[0].getparent() if row else None
    return parent is not None and parent.get("height") == "0"


def cells_of(elements: list[Element], show_hidden: bool) -> Row:
    """The texts and spans of a row. The innermost loop: a report has three hundred cells."""
    row: Row = []
    for element in elements:
        rowspan = colspan = 1
        if names := element.keys():
            if not show_hidden and ("style" in names or "hidden" in names) and hidden(element):
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
                text = clean(text)
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
        if not show_hidden and hidden(child):
            break
        inner = child
    if not len(inner):
        text = inner.text or ""
        return text if text.isdigit() else clean(text)
    pieces: list[str] = []
    _gather(element, pieces, show_hidden)
    text = "".join(pieces)
    if "\x01" not in text:
        return clean(text)
    return "\n".join(line for line in map(clean, text.split("\x01")) if line)


def _gather(element: Element, pieces: list[str], show_hidden: bool) -> None:
    """Text of the element and below; \\x01 stands for a line's end (no HTML text can hold it)."""
    if text := element.text:
        pieces.append(text)
    for child in element:
        tag = child.tag
        if tag == "br":
            pieces.append("\x01")
        elif tag in FIELDS:
            pieces.append(_typed(child))
        elif tag in SKIPPED or tag in STRUCK or not isinstance(tag, str) or (not show_hidden and hidden(child)):
            pass
        elif tag in BLOCKS or tag == "table":
            pieces.append("\x01")
            _gather(child, pieces, show_hidden)
            pieces.append("\x01")
        else:
            _gather(child, pieces, show_hidden)
        if tail := child.tail:
            pieces.append(tail)


def _typed(field: Element) -> str:
    """What stands in a field of a form that serves as a table's cell."""
    if field.tag == "textarea":
        return field.text or ""
    return (field.get("value") or "") if field.get("type", "text").lower() in ("text", "number") else ""
