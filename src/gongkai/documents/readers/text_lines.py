"""Characters in boxes → lines of text: order along the line, blanks from gaps, tabs from wide gaps."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from gongkai.documents.readers.page_model import Box, Glyph, TextLine

TAB_GAP = 1.6  # ems between two characters from which a gap divides columns; justified text stays below one
COLUMN_GAP = 0.18  # ems; the same in a line that has wide gaps
NARROW_GAP = 0.22  # ems between two Latin letters or digits from which a blank was meant
UPRIGHT = 0


def is_wide(character: str) -> bool:
    """Whether a character is Chinese or full width (takes a whole em and needs no blanks around it)."""
    return character >= "\u1100" and not "\u2000" <= character < "\u2e80"


def in_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Upright characters grouped by printed line, top to bottom, each line from left to right."""
    rows: list[list[Glyph]] = []
    middles: list[float] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.middle):
        for back in range(1, min(3, len(rows)) + 1):
            size = min(glyph.size, rows[-back][0].size)
            if abs(glyph.middle - middles[-back]) <= 0.45 * max(size, 4.0):
                row = rows[-back]
                row.append(glyph)
                middles[-back] += (glyph.middle - middles[-back]) / len(row)
                break
        else:
            rows.append([glyph])
            middles.append(glyph.middle)
    order = sorted(range(len(rows)), key=middles.__getitem__)
    return [sorted(rows[i], key=lambda glyph: glyph.x0) for i in order]


def text_of(line: Sequence[Glyph], *, tabs: bool = True) -> str:
    """The text of one line. Gaps become blanks between Latin letters and digits, and tabs where columns part.

    In a line that has columns already, small gaps part columns as well: in running text Chinese characters stand
    without any, and digits after them with a quarter of an em.
    """
    seen = [glyph for glyph in line if not glyph.text.isspace()]
    wide_gaps = sum(_gap(before, after) > TAB_GAP for before, after in pairwise(seen)) if tabs else 0
    parts: list[str] = []
    before: Glyph | None = None
    for glyph in line:
        if glyph.text.isspace():
            if parts and not parts[-1].isspace():
                parts.append(" ")
            continue
        if before is not None:
            gap = _gap(before, glyph)
            wide = is_wide(before.text[-1]) + is_wide(glyph.text[0])
            if tabs and (gap > TAB_GAP or (gap > COLUMN_GAP and wide and wide_gaps > 2 - wide)):
                if parts[-1] == " ":
                    parts.pop()
                parts.append("\t")
            elif parts[-1] != " " and gap > NARROW_GAP and (not wide or gap > TAB_GAP):
                parts.append(" ")
        parts.append(glyph.text)
        before = glyph
    return "".join(parts).strip()


def _gap(before: Glyph, after: Glyph) -> float:
    """The white between two characters of a line, in ems of the smaller one."""
    return (after.x0 - before.x1) / max(min(before.size, after.size), 1.0)


def printed_lines(glyphs: Iterable[Glyph], page: int) -> list[TextLine]:
    """The lines of text outside tables, with the boxes of their visible characters."""
    lines = []
    for row in in_lines(glyph for glyph in glyphs if glyph.angle == UPRIGHT):
        text = text_of(row)
        if text:
            lines.append(_line(row, text, page))
    return lines


def _line(row: Sequence[Glyph], text: str, page: int) -> TextLine:
    seen = [glyph for glyph in row if not glyph.text.isspace()]
    sizes = sorted(glyph.size for glyph in seen)
    box = Box(
        min(g.x0 for g in seen), min(g.top for g in seen), max(g.x1 for g in seen), max(g.bottom for g in seen)
    )
    weight = sum(len(g.text) for g in seen)
    confidence = sum(g.confidence * len(g.text) for g in seen) / weight
    return TextLine(text, box, sizes[len(sizes) // 2], page, confidence, spaced=row[-1].text.isspace())


def cell_text(glyphs: Sequence[Glyph], box: Box) -> tuple[str, bool]:
    """The text of a table cell, and whether its last line reaches the right edge.

    Characters set one a line in a narrow column (三、本年度办理结果) are a word; other lines keep their line ends.
    """
    if not glyphs:
        return "", False
    upright = _turned(glyphs)
    rows = in_lines(upright)
    lines = [text for row in rows if (text := text_of(row, tabs=False))]
    if not lines:
        return "", False
    seen = [glyph for glyph in upright if not glyph.text.isspace()]
    if len(lines) > 2 and _stacked(seen, box):
        return "".join(line.replace(" ", "") for line in lines), False
    last = max((glyph.x1 for glyph in rows[-1] if not glyph.text.isspace()), default=box.x0)
    return "\n".join(lines), box.x1 - last < 1.6 * seen[-1].size


def _stacked(seen: Sequence[Glyph], box: Box) -> bool:
    """Whether characters stand one above the other: one column of wide characters."""
    left, right = min(g.x0 for g in seen), max(g.x1 for g in seen)
    size = max(g.size for g in seen)
    return right - left < 1.8 * size and box.bottom - box.top > box.x1 - box.x0


def _turned(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Text that was turned by 90 degrees, laid level; upright text as it is."""
    turned = [glyph for glyph in glyphs if glyph.angle in (90, 270)]
    if 2 * len(turned) <= len(glyphs):
        return [glyph for glyph in glyphs if glyph.angle in (0, 180)] or list(glyphs)
    if turned[0].angle == 90:  # reads upwards
        return [g._replace(x0=-g.bottom, top=g.x0, x1=-g.top, bottom=g.x1, angle=0) for g in turned]
    return [g._replace(x0=g.top, top=-g.x1, x1=g.bottom, bottom=-g.x0, angle=0) for g in turned]
