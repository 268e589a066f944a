"""Page numbers, running headers and footers: removed where that is certain, before tables are read."""

import re
from collections import Counter
from collections.abc import Sequence

from gongkai.documents.readers.page_model import Glyph, Marks
from gongkai.documents.readers.text_lines import in_lines, text_of

EDGE = 0.11  # the share of the page's height at top and bottom where such lines stand
DASH = r"[-‐-―−－—﹣_~～·•‑一ー]"  # OCR reads 一 for a dash
DRESSED = re.compile(
    rf"{DASH}+(\d{{1,4}}){DASH}+|第(\d{{1,4}})页(?:[,，/]?共\d{{1,4}}页)?|(\d{{1,4}})/\d{{1,4}}|Page(\d{{1,4}})(?:of\d+)?|第([一二三四五六七八九十]{{1,3}})页",
    re.I,
)
BARE = re.compile(r"\d{1,4}")
# What browsers print over and under a page: date and time with the page's title; address and page number.
BROWSER = re.compile(r"\d{1,4}[/.年-]\d{1,2}[/.月-]\d{1,4}日?[,，]?(?:[上下]午)?\d{1,2}:\d{2}")
ADDRESS = re.compile(r"(?:https?|file)://\S+\d+/\d+", re.IGNORECASE)

Line = list[Glyph]


def without_margins(pages: Sequence[Marks]) -> None:
    """Takes page numbers, running headers and footers off the pages, in place.

    A dressed number (``-4-``, ``— 5 —``, ``第3页``) alone on a line at the edge of a page goes; a bare number goes
    where it counts the pages; a line goes where it stands at the same place on most pages, two at least.
    """
    edges = [_edge_lines(marks) for marks in pages]
    doomed: list[set[int]] = [set() for _ in pages]
    counting = _counting_offset(pages, edges)
    repeated = _repeated(pages, edges)
    for marks, lines, gone in zip(pages, edges, doomed, strict=True):
        for line in lines:
            text = _squeezed(line)
            bare = BARE.fullmatch(text) and counting is not None and int(text) == marks.number + counting
            printed = BROWSER.match(text) if line[0].middle < marks.height / 2 else ADDRESS.fullmatch(text)
            if DRESSED.fullmatch(text) or printed or bare or _key(marks, line, text) in repeated:
                gone.update(id(glyph) for glyph in line)
    for marks, gone in zip(pages, doomed, strict=True):
        if gone:
            marks.glyphs = [glyph for glyph in marks.glyphs if id(glyph) not in gone]


def is_page_number(text: str) -> bool:
    """Whether a line is a page number beyond doubt, by its dress alone."""
    return bool(DRESSED.fullmatch("".join(text.split())))


def _edge_lines(marks: Marks) -> list[Line]:
    """Lines whose every character is near the top or the bottom of the page."""
    top, bottom = EDGE * marks.height, (1 - EDGE) * marks.height
    near = [glyph for glyph in marks.glyphs if glyph.middle < top or glyph.middle > bottom]
    return in_lines(glyph for glyph in near if glyph.angle == 0)


def _squeezed(line: Line) -> str:
    return "".join(text_of(line).split())


def _counting_offset(pages: Sequence[Marks], edges: Sequence[list[Line]]) -> int | None:
    """What to add to the page's place in the file to get the bare number printed on it; None where none is."""
    offsets: Counter[int] = Counter()
    for marks, lines in zip(pages, edges, strict=True):
        offsets.update({int(text) - marks.number for line in lines if BARE.fullmatch(text := _squeezed(line))})
    if not offsets:
        return None
    offset, times = offsets.most_common(1)[0]
    # On a short file the number must be the page's own place, on every page.
    return offset if times >= 3 or (offset == 0 and times == len(pages)) else None


def _key(marks: Marks, line: Line, text: str) -> tuple[str, bool, int] | None:
    if not text:
        return None
    bottom = line[0].middle > marks.height / 2
    distance = marks.height - line[0].middle if bottom else line[0].middle
    return re.sub(r"\d+", "#", text), bottom, round(distance / 6)


def _repeated(pages: Sequence[Marks], edges: Sequence[list[Line]]) -> set[tuple[str, bool, int] | None]:
    """Lines at the same place on most pages. A line of figures alone is a table's row, never one of these."""
    counts: Counter[tuple[str, bool, int]] = Counter()
    for marks, lines in zip(pages, edges, strict=True):
        outside = [(line, _squeezed(line)) for line in lines if not _in_table(marks, line)]
        keys = {_key(marks, line, text) for line, text in outside if not _is_figures(text)}
        counts.update(key for key in keys if key is not None)
    enough = max(2, round(0.5 * len(pages)))
    return {key for key, times in counts.items() if times >= enough}


def _in_table(marks: Marks, line: Line) -> bool:
    """Whether upright ruling lines run past a line: a repeated heading of a table is no running header."""
    return any(rule.start < line[0].middle < rule.end for rule in marks.verticals)


def _is_figures(text: str) -> bool:
    return not re.search(r"[^\W\d_]", text)
