"""The objects of a PDF page: where text objects stand in drawing order, lines, filled areas, pictures."""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeAlias

import pypdfium2 as pdfium
import pypdfium2.raw as raw

THIN = 3.2  # points; a filled shape no thicker than this is a line
DEEPEST = 8  # forms within forms
MOST_SEGMENTS = 60_000
INVISIBLE_MODES = {3, 7}  # text render modes: neither filled nor stroked

Handle: TypeAlias = Any  # a pointer of PDFium; its types are opaque
Point: TypeAlias = tuple[float, float]
Matrix: TypeAlias = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawn:
    """What the page's objects say, in page coordinates of the file."""

    texts: dict[int, tuple[int, bool]] = field(default_factory=dict)  # address → order drawn, hidden by itself
    white_texts: set[int] = field(default_factory=set)
    lines: list[tuple[Point, Point]] = field(default_factory=list)
    fills: list[tuple[int, tuple[Point, Point], bool, bool]] = field(default_factory=list)  # …, white, may cover
    pictures: list[tuple[int, tuple[Point, Point]]] = field(default_factory=list)
    order: int = 0
    segments: int = 0


def drawn_on(page: pdfium.PdfPage, check_time: Callable[[], None]) -> Drawn:
    """Everything drawn on a page, forms unfolded. `check_time` is called often and may raise."""
    drawn = Drawn()
    _walk(_objects(page), IDENTITY, drawn, 0, check_time)
    return drawn


def address_of(item: Handle) -> int:
    """The number by which a text object is known."""
    return ctypes.cast(item, ctypes.c_void_p).value or 0


def _objects(page: pdfium.PdfPage) -> Iterator[Handle]:
    for i in range(raw.FPDFPage_CountObjects(page)):
        yield raw.FPDFPage_GetObject(page, i)


def _form_objects(form: Handle) -> Iterator[Handle]:
    for i in range(raw.FPDFFormObj_CountObjects(form)):
        yield raw.FPDFFormObj_GetObject(form, i)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _matrix(item: Handle) -> Matrix:
    value = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, value)
    return value.a, value.b, value.c, value.d, value.e, value.f


def _colour(item: Handle, of: Callable[..., int]) -> tuple[int, int, int, int]:
    parts = [ctypes.c_uint(0) for _ in range(4)]
    if not of(item, *parts):
        return 0, 0, 0, 255
    red, green, blue, alpha = (part.value for part in parts)
    return red, green, blue, alpha


def _walk(items: Iterator[Handle], outer: Matrix, drawn: Drawn, depth: int, check_time: Callable[[], None]) -> None:
    for item in items:
        drawn.order += 1
        if drawn.order % 500 == 0:
            check_time()
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            _note_text(item, drawn)
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _note_path(item, outer, drawn)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            _note_picture(item, outer, drawn)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            _walk(_form_objects(item), _times(_matrix(item), outer), drawn, depth + 1, check_time)


def _note_text(item: Handle, drawn: Drawn) -> None:
    red, green, blue, alpha = _colour(item, raw.FPDFPageObj_GetFillColor)
    hidden = alpha == 0 or raw.FPDFTextObj_GetTextRenderMode(item) in INVISIBLE_MODES
    address = address_of(item)
    drawn.texts[address] = (drawn.order, hidden)
    if min(red, green, blue) > 250:
        drawn.white_texts.add(address)


def _bounds(item: Handle, outer: Matrix) -> tuple[Point, Point] | None:
    edges = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(item, *edges):
        return None
    left, bottom, right, top = (edge.value for edge in edges)
    return _apply(outer, left, bottom), _apply(outer, right, top)


def _note_picture(item: Handle, outer: Matrix, drawn: Drawn) -> None:
    corners = _bounds(item, outer)
    if corners is None:
        return
    (xa, ya), (xb, yb) = corners
    if min(abs(xa - xb), abs(ya - yb)) <= THIN:  # borders drawn with tiny pictures
        drawn.lines.append(corners)
    else:
        drawn.pictures.append((drawn.order, corners))


def _note_path(item: Handle, outer: Matrix, drawn: Drawn) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    corners = _bounds(item, outer)
    if corners is None:
        return
    (xa, ya), (xb, yb) = corners
    wide, high = abs(xa - xb), abs(ya - yb)
    if min(wide, high) <= THIN:
        if max(wide, high) > 0.3:
            drawn.lines.append(corners)
        return
    if drawn.segments > MOST_SEGMENTS:
        return
    pieces = _pieces(item, _times(_matrix(item), outer), drawn)
    for points in pieces:
        if stroke.value:
            drawn.lines.extend(
                (one, other)
                for one, other in pairwise(points)
                if min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= 1.0
            )
        elif points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN:
                drawn.lines.append(((min(xs), min(ys)), (max(xs), max(ys))))
    if fill.value and len(pieces) == 1 and 4 <= len(pieces[0]) <= 6:
        red, green, blue, alpha = _colour(item, raw.FPDFPageObj_GetFillColor)
        clipped = raw.FPDFClipPath_CountPaths(raw.FPDFPageObj_GetClipPath(item)) > 0
        covers = alpha == 255 and not clipped and not raw.FPDFPageObj_HasTransparency(item)
        if alpha > 0:
            drawn.fills.append((drawn.order, corners, min(red, green, blue) > 250, covers))


def _pieces(item: Handle, matrix: Matrix, drawn: Drawn) -> list[list[Point]]:
    """The corner points of each straight run of a path; rounded frames keep their straights."""
    pieces: list[list[Point]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(raw.FPDFPath_CountSegments(item)):
        drawn.segments += 1
        if drawn.segments > MOST_SEGMENTS:
            break
        segment = raw.FPDFPath_GetPathSegment(item, i)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(matrix, x.value, y.value)
        if pieces and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            pieces[-1].append(point)
        else:
            pieces.append([point])
        if raw.FPDFPathSegment_GetClose(segment) and pieces[-1][0] != point:
            pieces[-1].append(pieces[-1][0])
    return pieces
