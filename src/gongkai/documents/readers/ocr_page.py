"""A picture of a page → its marks: tables read cell by cell, and words; in points, as on other pages."""

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from gongkai.documents.readers.deadline import Deadline
from gongkai.documents.readers.ocr_cells import Area, CellText, read_cells
from gongkai.documents.readers.ocr_engine import Image, detect, recognise
from gongkai.documents.readers.ocr_image import DPI, evened, ink_of, ruling_lines, skew_of, turned
from gongkai.documents.readers.page_model import Box, Cell, Glyph, Marks, PageGrid, Rule
from gongkai.documents.readers.ruling import Lattice, lattices

POINT = DPI / 72  # pixels
INSET = 2  # pixels kept away from a cell's ruling lines
UNSURE = 0.6  # middle confidence below which a page may lie on its side
SHORT_LINE = 0.55  # of the page's width; headings are shorter
SMALLEST_TABLE = 90.0  # points; smaller lattices are strokes of large characters


def read_picture(picture: Image, number: int, box: Box, check_time: Deadline) -> Marks:
    """Reads a picture of grey pixels that fills `box` on its page (in points); what is found is placed there.

    Skew up to six degrees and pictures lying on their side or head are corrected. The marks hold the tables read,
    and the words outside them as glyphs of several characters.
    """
    scale = picture.shape[1] / (box.x1 - box.x0)
    marks = _read_level(picture, number, scale, check_time)
    if _sureness(marks) < UNSURE:
        turns = quarter_turns(picture)
        if turns:
            # A page on its side fills the box of a page upright.
            picture = np.ascontiguousarray(np.rot90(picture, turns))
            if turns % 2:
                box = Box(box.x0, box.top, box.x0 + box.bottom - box.top, box.top + box.x1 - box.x0)
            marks = _read_level(picture, number, scale, check_time)
    _place(marks, box)
    return marks


def _read_level(picture: Image, number: int, scale: float, check_time: Deadline) -> Marks:
    even = evened(picture)
    page = turned(even, skew_of(even), scale=POINT / scale)
    check_time()
    horizontals, verticals, text_ink = ruling_lines(ink_of(page))
    found = [
        lattice
        for lattice in lattices(_in_points(horizontals), _in_points(verticals))
        if lattice.box.x1 - lattice.box.x0 > SMALLEST_TABLE
    ]
    marks = Marks(number, page.shape[1] / POINT, page.shape[0] / POINT)
    for lattice in found:
        check_time()
        marks.grids.append(_grid(page, text_ink, lattice, number, scale / POINT))
    check_time()
    boxes = _pieces_of_text(page, text_ink, found)
    if check_time.near:  # tables and headings are what a report is told by
        short = _headings(boxes, SHORT_LINE * page.shape[1])
        marks.hurried, boxes = len(short) < len(boxes), short
    marks.glyphs = _words(page, boxes)
    return marks


def _sureness(marks: Marks) -> float:
    """The middle confidence of the longer texts, by which a page on its side is told: digits look alike."""
    read = [(cell.text, cell.confidence) for grid in marks.grids for cell in grid.cells]
    read.extend((glyph.text, glyph.confidence) for glyph in marks.glyphs)
    return median([sure for text, sure in read if sum(map(str.isalpha, text)) >= 4] or [0.0])


def quarter_turns(picture: Image) -> int:
    """The quarters, counter-clockwise, by which a picture must be turned to stand upright; 0 where none helps."""
    best, turns = UNSURE, 0
    for first in (0, 1):
        side = np.ascontiguousarray(np.rot90(picture, first))
        boxes = sorted(detect(side), key=lambda box: box[0] - box[2])[:6]
        if not boxes or sum(b[2] - b[0] > b[3] - b[1] for b in boxes) * 2 < len(boxes):
            continue
        strips = [_strip(side, box) for box in boxes]
        for flip in (0, 2):
            readings = recognise([np.ascontiguousarray(np.rot90(strip, flip)) for strip in strips])
            sure = median(median(reading.chances or (0.0,)) for reading in readings)
            if sure > best:
                best, turns = sure, first + flip
    return turns


def _in_points(rules: Sequence[Rule]) -> list[Rule]:
    return [Rule(rule.at / POINT, rule.start / POINT, rule.end / POINT) for rule in rules]


def _grid(page: Image, text_ink: Image, lattice: Lattice, number: int, grain: float) -> PageGrid:
    areas: list[Area] = []
    for span in lattice.spans:
        box = lattice.cell_box(span)
        left, top = round(box.x0 * POINT) + INSET, round(box.top * POINT) + INSET
        right, bottom = round(box.x1 * POINT) - INSET, round(box.bottom * POINT) - INSET
        areas.append((max(0, left), max(0, top), min(page.shape[1], right), min(page.shape[0], bottom)))
    texts = read_cells(page, text_ink, areas, grain)
    cells = [
        Cell(*span, text=_stacked(text), confidence=text.confidence, page=number, full=text.full)
        for span, text in zip(lattice.spans, texts, strict=True)
    ]
    return PageGrid(list(lattice.xs), len(lattice.ys) - 1, cells, lattice.box, number)


def _stacked(cell: CellText) -> str:
    """Characters set one a line are one word."""
    lines = cell.text.split("\n")
    return "".join(lines) if len(lines) > 2 and all(len(line) <= 2 for line in lines) else cell.text


def _pieces_of_text(page: Image, text_ink: Image, tables: Sequence[Lattice]) -> list[Area]:
    """The boxes of the pieces of text outside tables."""
    rest = page.copy()
    for lattice in tables:
        box = lattice.box
        rest[
            max(0, round(box.top * POINT) - 3) : round(box.bottom * POINT) + 4,
            max(0, round(box.x0 * POINT) - 3) : round(box.x1 * POINT) + 4,
        ] = 255
    if not ((rest < 128) & (text_ink > 0)).any():
        return []
    return [box for box in detect(rest) if box[3] - box[1] >= 8 and box[2] - box[0] >= 5]


def _headings(boxes: Sequence[Area], wide: float) -> list[Area]:
    """Short lines that do not end a paragraph: none of what is left may look like a whole sentence."""
    lines = sorted(boxes, key=lambda box: box[1])
    after_long = [False, *(box[2] - box[0] >= wide for box in lines)]
    return [box for box, last in zip(lines, after_long, strict=False) if not last and box[2] - box[0] < wide]


def _words(page: Image, boxes: Sequence[Area]) -> list[Glyph]:
    """Pieces of text as glyphs of several characters."""
    words: list[Glyph] = []
    readings = recognise([_strip(page, box) for box in boxes])
    for (left, top, right, bottom), reading in zip(boxes, readings, strict=True):
        text = reading.text.strip()
        if not text or reading.confidence < 0.05:
            continue
        x0, x1, y0, y1 = left / POINT, right / POINT, top / POINT, bottom / POINT
        size = min(y1 - y0, 1.15 * (x1 - x0) / max(1.0, sum(0.5 if c < "\u2e80" else 1.0 for c in text)))
        words.append(Glyph(text, x0, y0, x1, y1, size, 0, reading.confidence))
    return words


def _strip(page: Image, box: Area) -> Image:
    left, top, right, bottom = box
    part = page[top:bottom, left:right]
    pad = max(2, (bottom - top) // 10)
    return np.asarray(
        cv2.copyMakeBorder(part, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(255,)), dtype=np.uint8
    )


def _place(marks: Marks, box: Box) -> None:
    """Moves what was read from a picture to where the picture stands on its page."""
    across, down = (box.x1 - box.x0) / marks.width, (box.bottom - box.top) / marks.height

    def moved(of: Box) -> Box:
        return Box(
            box.x0 + of.x0 * across, box.top + of.top * down, box.x0 + of.x1 * across, box.top + of.bottom * down
        )

    for grid in marks.grids:
        grid.box, grid.xs = moved(grid.box), [box.x0 + x * across for x in grid.xs]
    marks.glyphs = [
        glyph._replace(**moved(Box(glyph.x0, glyph.top, glyph.x1, glyph.bottom))._asdict(), size=glyph.size * down)
        for glyph in marks.glyphs
    ]
    marks.width, marks.height = box.x1 - box.x0, box.bottom - box.top
