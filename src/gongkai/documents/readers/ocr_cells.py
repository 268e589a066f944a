"""What stands in a cell of a scanned table, and how sure that is.

Detectors miss a lone 0 or 1, so each cell's ink is cut out and read directly, twice: as it is, and in black and
white at another size. A number is sure where both readings agree and there are as many pieces of ink as digits.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np

from gongkai.documents.readers.ocr_engine import Image, Reading, recognise
from gongkai.documents.readers.ocr_image import DPI

Area: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom in pixels

SPECK = round(0.012 * DPI)  # pixels; ink smaller than this both ways is dirt
EDGE = 2  # pixels
LOW = 0.6  # of the height of a cell's highest line
COARSE, FAINT = (
    9,
    0.45,
)  # pixels of a digit's height; pixels to one here (90 dpi) below which blanks are doubted too
CLEAR = 0.995  # a number read so surely, with a piece of ink for each digit, is not read again
LEAN, STRAIGHT = -0.23, -0.75  # of a slash: steps to the right a step down, correlation of the two
SURE, AGREED, DOUBTFUL, GUESSED, BLANK, STAINED = 0.98, 0.88, 0.45, 0.35, 0.97, 0.6
LIKE_DIGITS = str.maketrans({**dict.fromkeys("OoQD〇○。οО", "0"), **dict.fromkeys("lI|丨｜iＩ", "1")})
DIGITS = frozenset("0123456789")
MEANT_DIGITS = re.compile(r"[A-Za-z\u00c0-\u024f\u2160-\u217f]{1,4}")  # no cell of a report holds these
NUMBER_PARTS = DIGITS | frozenset(".,，-/")


@dataclass(frozen=True, slots=True)
class CellText:
    """The text of a cell, line by line, and its confidence."""

    text: str
    confidence: float
    full: bool = False  # the last line reaches the cell's right edge


@dataclass(frozen=True, slots=True)
class _Strip:
    """A line of ink in a cell: where it is, and how many pieces stand side by side."""

    cell: int
    area: Area
    pieces: int
    cut: bool  # reaches the cell's edge: some of it may be outside
    coarse: bool  # drawn with so few pixels that 1, 7 and / look alike
    slash: bool  # one straight stroke leaning to the right, which models take for a 1


def read_cells(page: Image, text_ink: Image, cells: Sequence[Area], grain: float) -> list[CellText]:
    """Reads every cell of a level page. `text_ink` is the page's ink without ruling lines.

    `grain` is how many pixels of the picture as given went into one pixel here: digits drawn with few are doubted.
    """
    strips: list[_Strip] = []
    stained: set[int] = set()
    for number, area in enumerate(cells):
        lines, dirty = _lines(text_ink, area)
        if dirty and not lines:
            stained.add(number)
        strips.extend(_strip(number, text_ink, line, area, grain) for line in lines)
    plain = recognise([_cut(page, strip.area) for strip in strips])
    doubted = [i for i, reading in enumerate(plain) if _wants_second(reading, strips[i])]
    again = recognise([_black_and_white(page, strips[i].area) for i in doubted])
    second = dict(zip(doubted, again, strict=True))
    highest: dict[int, int] = {}
    for strip in strips:
        highest[strip.cell] = max(highest.get(strip.cell, 0), strip.area[3] - strip.area[1])
    found: dict[int, list[CellText]] = {}
    for i, (strip, reading) in enumerate(zip(strips, plain, strict=True)):
        line = _judged(reading, second.get(i), strip)
        if strip.area[3] - strip.area[1] < LOW * highest[strip.cell] and line.confidence < SURE:
            stained.add(strip.cell)  # dirt above or below the text
        else:
            found.setdefault(strip.cell, []).append(line)
    last = {strip.cell: strip.area for strip in strips}
    blank = AGREED if grain < FAINT else BLANK
    return [
        _cell(
            found.get(number, []),
            STAINED if number in stained else blank,
            number in last and _full(last[number], area),
        )
        for number, area in enumerate(cells)
    ]


def _reaches(line: Area, cell: Area) -> bool:
    return line[0] - cell[0] <= 1 or cell[2] - line[2] <= 1


def _full(line: Area, cell: Area) -> bool:
    return cell[2] - line[2] < 1.8 * (line[3] - line[1])


def _strip(number: int, ink: Image, line: Area, area: Area, grain: float) -> _Strip:
    pieces = _pieces(ink, line)
    return _Strip(
        number,
        line,
        pieces,
        _reaches(line, area),
        (line[3] - line[1]) * grain < COARSE,
        pieces == 1 and _is_slash(ink, line),
    )


def _cell(lines: list[CellText], blank: float, full: bool) -> CellText:
    read = [line for line in lines if line.text]
    if not read:
        return CellText("", STAINED if lines else blank)
    return CellText("\n".join(line.text for line in read), min(line.confidence for line in read), full)


def _lines(ink: Image, area: Area) -> tuple[list[Area], bool]:
    """The lines of ink in a cell, and whether there is dirt that was passed over."""
    left, top, right, bottom = area
    part = ink[top:bottom, left:right]
    count, _, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=8)
    pieces, dirty = [], False
    for x, y, wide, high, _ in stats[1:count].tolist():
        if wide <= SPECK and high <= SPECK:
            dirty = True
        elif _rest_of_line(x, y, wide, high, part.shape):
            continue
        else:
            pieces.append((x, y, x + wide, y + high))
    if not any(
        bottom_ - top_ >= 2.5 * SPECK or right_ - left_ >= 2.5 * SPECK for left_, top_, right_, bottom_ in pieces
    ):
        return [], dirty or bool(pieces)
    taken = np.zeros(part.shape[0], dtype=bool)
    for _, y0, _, y1 in pieces:
        taken[y0:y1] = True
    lines = []
    for start, end in _runs(taken):
        inside = [piece for piece in pieces if piece[1] >= start and piece[3] <= end]
        x0, x1 = min(p[0] for p in inside), max(p[2] for p in inside)
        lines.append((left + x0, top + start, left + x1, top + end))
    return _without_slivers(lines), dirty


def _rest_of_line(x: int, y: int, wide: int, high: int, shape: tuple[int, ...]) -> bool:
    """Whether ink is what is left of a ruling line: thin, along the cell's edge, and at it."""
    at_side = x <= EDGE or x + wide >= shape[1] - EDGE
    at_end = y <= EDGE or y + high >= shape[0] - EDGE
    return (at_side and wide <= 2 * EDGE) or (at_end and high <= 2 * EDGE)


def _runs(taken: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], taken.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _without_slivers(lines: list[Area]) -> list[Area]:
    """Parts of a character standing free above or below the rest (二, 三, 言) put back together."""
    joined: list[Area] = []
    tall = max((bottom - top for _, top, _, bottom in lines), default=0)
    for left, top, right, bottom in lines:
        low = bottom - top < 0.45 * tall
        if joined:
            before = joined[-1]
            gap = top - before[3]
            together = bottom - before[1] <= 1.25 * tall
            if (low or before[3] - before[1] < 0.45 * tall) and together and gap < 0.35 * tall:
                joined[-1] = min(left, before[0]), before[1], max(right, before[2]), bottom
                continue
        joined.append((left, top, right, bottom))
    return joined


def _pieces(ink: Image, area: Area) -> int:
    """How many pieces of ink stand side by side in a line; digits never hang together in print."""
    left, top, right, bottom = area
    return len(_runs(ink[top:bottom, left:right].max(axis=0, initial=0) > 0))


def _is_slash(ink: Image, area: Area) -> bool:
    """Whether the ink is one straight stroke from bottom left to top right, the mark "/" for "not applicable"."""
    left, top, right, bottom = area
    ys, xs = np.nonzero(ink[top:bottom, left:right])
    if len(ys) < 8 or bottom - top < 1.2 * (right - left):
        return False
    together = np.cov(xs, ys)
    slope = together[0, 1] / together[1, 1]
    straight = together[0, 1] / float(np.sqrt(together[0, 0] * together[1, 1]) or 1.0)
    return bool(slope < LEAN and straight < STRAIGHT)


def _cut(page: Image, area: Area, margin: float = 0.32) -> Image:
    """The strip with a white margin, high enough that a comma or a dash keeps its size among letters."""
    left, top, right, bottom = area
    high = max(bottom - top, round(0.09 * DPI))
    pad = round(margin * high)
    part = page[top:bottom, left:right]
    canvas = np.full((high + 2 * pad, right - left + 2 * pad), 255, dtype=np.uint8)
    y = pad + (high - (bottom - top)) // 2 if bottom - top < 0.6 * high else pad
    canvas[y : y + bottom - top, pad : pad + right - left] = part
    return canvas


def _black_and_white(page: Image, area: Area) -> Image:
    """The strip at twice the size, smoothed and reduced to two tones, with another margin."""
    strip = _cut(page, area, margin=0.18)
    large = cv2.resize(strip, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    smooth = cv2.GaussianBlur(large, (0, 0), 1.6)
    _, tones = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(cv2.GaussianBlur(tones, (0, 0), 1.0), dtype=np.uint8)


def _wants_second(reading: Reading, strip: _Strip) -> bool:
    """Whether a strip may be a number and one reading of it is not enough."""
    number = as_number(reading.text)
    if number and sum(c in NUMBER_PARTS for c in number) * 2 < len(number):
        return False
    plain = number == reading.text and number.isdigit() and strip.pieces == len(number)
    return not (plain and not strip.cut and reading.confidence >= CLEAR)


def as_number(text: str) -> str:
    """The text with letters that look like digits made digits, where nothing else is left."""
    squeezed = "".join(text.split())
    candidate = squeezed.translate(LIKE_DIGITS)
    return candidate if candidate and all(c in NUMBER_PARTS for c in candidate) else squeezed


def _judged(first: Reading, second: Reading | None, strip: _Strip) -> CellText:
    """The text of a strip and its confidence, from one reading of words or two of a number."""
    if strip.slash and as_number(first.text) in {"1", "/", "7", ""}:
        return CellText("/", AGREED if strip.coarse else SURE)
    if MEANT_DIGITS.fullmatch(first.text.strip()) and not as_number(first.text).isdigit():
        return CellText(first.digits, GUESSED)
    if second is None:
        return CellText(first.text.strip(), min(first.confidence, AGREED if strip.coarse else SURE))
    one, other = as_number(first.text), as_number(second.text)
    if not one and not other:
        return CellText("", STAINED)
    better = one if first.confidence >= second.confidence else other
    chosen = one if one == other or not other else other if not one else better
    if one != other:
        return CellText(chosen, DOUBTFUL)
    confidence = min(SURE, max(first.confidence, second.confidence))
    if strip.coarse:
        confidence = min(confidence, AGREED)
    if strip.cut:
        confidence = min(confidence, DOUBTFUL)
    digits = sum(c in DIGITS for c in chosen)
    if digits == len(chosen) and strip.pieces != digits:
        confidence = min(confidence, DOUBTFUL if strip.pieces > digits else AGREED)
    if min(first.confidence, second.confidence) < 0.6:
        confidence = min(confidence, AGREED)
    if chosen != first.text.strip() or chosen != second.text.strip():
        confidence = min(confidence, AGREED)
    return CellText(chosen, confidence)
