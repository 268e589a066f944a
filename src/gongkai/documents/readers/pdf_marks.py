"""One PDF page → its marks: visible characters, ruling lines, pictures.

Hidden text is left out: invisible, without opacity, outside the crop box, too small to see, white on white, painted
over, or printed twice at one place (imitated bold).
"""

import ctypes
import math
from collections import Counter
from collections.abc import Callable

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gongkai.documents.readers.page_model import Box, Glyph, Marks, Rule
from gongkai.documents.readers.pdf_drawn import THIN, Drawn, Handle, address_of, drawn_on
from gongkai.documents.readers.pdf_forms import form_values
from gongkai.documents.readers.pdf_view import View, crop_of

SMALLEST = 1.5  # points; smaller text cannot be seen
NOT_PRINTED = {0x0A, 0x0D, 0xAD, 0xFEFF, 0x200B}  # line ends, soft hyphen, zero-width marks
TWICE = 0.16  # ems: the same character this close to itself was printed twice

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def marks_of(page: pdfium.PdfPage, number: int, check_time: Callable[[], None]) -> Marks:
    """The marks of one page as a person sees it upright. `check_time` is called often and may raise."""
    drawn = drawn_on(page, check_time)
    crop = crop_of(page)
    text_page = page.get_textpage()
    try:
        found = _characters(text_page, drawn, check_time)
    finally:
        text_page.close()
    turn = page.get_rotation() // 90 % 4
    # A page whose text mostly runs up or down was turned without saying so.
    angles = Counter((glyph.angle - 90 * turn) % 360 for glyph, _ in found if not glyph.text.isspace())
    lean = angles.most_common(1)[0][0] if angles else 0
    turn = (turn + lean // 90) % 4
    view = View(crop, turn)
    marks = Marks(number, *view.size)
    _place_lines(drawn, view, marks)
    fills = [(order, view.box(*corners), white, covers) for order, corners, white, covers in drawn.fills]
    pictures = [(order, view.box(*corners)) for order, corners in drawn.pictures]
    marks.pictures = [box for _, box in pictures]
    _place_characters(found, drawn, view, fills, pictures, marks)
    marks.glyphs.extend(form_values(page, view))
    return marks


def _place_lines(drawn: Drawn, view: View, marks: Marks) -> None:
    width, height = view.size
    for one, other in drawn.lines:
        box = view.box(one, other)
        if box.x1 < -THIN or box.top > height + THIN or box.bottom < -THIN or box.x0 > width + THIN:
            continue
        if box.x1 - box.x0 >= box.bottom - box.top:
            marks.horizontals.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
        else:
            marks.verticals.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))


Found = tuple[Glyph, int]  # a character in the file's coordinates (top below bottom), and its text object's address


def _characters(text_page: Handle, drawn: Drawn, check_time: Callable[[], None]) -> list[Found]:
    """Every character with its box in the file's own coordinates; broken ones carry U+FFFD."""
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    tight = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    found: list[Found] = []
    fonts: dict[int, tuple[int, float]] = {}  # text object → angle, size of its em
    high = 0
    for i in range(raw.FPDFText_CountChars(text_page)):
        if i % 2000 == 0:
            check_time()
        if raw.FPDFText_IsGenerated(text_page, i) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text_page, i)
        if 0xD800 <= code < 0xDC00:  # the first half of a character beyond U+FFFF; the second follows
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        if code in NOT_PRINTED or not raw.FPDFText_GetLooseCharBox(text_page, i, box):
            continue
        address = address_of(raw.FPDFText_GetTextObject(text_page, i))
        font = fonts.get(address)
        if font is None:
            raw.FPDFText_GetMatrix(text_page, i, matrix)
            angle = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4 * 90
            em = raw.FPDFText_GetFontSize(text_page, i) * math.hypot(matrix.a, matrix.b)
            font = fonts[address] = angle, em or box.top - box.bottom
        if raw.FPDFText_GetCharBox(text_page, i, *tight):
            _correct(box, [edge.value for edge in tight], font[1])
        text = "\ufffd" if _meaningless(code, text_page, i) else chr(code)
        found.append((Glyph(text, box.left, box.bottom, box.right, box.top, font[1], font[0]), address))
    return found


def _correct(box: Handle, tight: list[float], em: float) -> None:
    """Sets a box around its character's ink where it is beside it or far too large (fonts for vertical setting)."""
    left, right, bottom, top = tight
    across, along = (left + right) / 2, (bottom + top) / 2
    if right <= left or top <= bottom:
        return
    too_large = box.right - box.left > 2.2 * em and right - left < 1.5 * em
    if not too_large and box.left <= across <= box.right and box.bottom <= along <= box.top:
        return
    half = max(em, right - left, top - bottom) / 2
    box.left, box.right, box.bottom, box.top = across - half, across + half, along - half, along + half


def _meaningless(code: int, text_page: Handle, i: int) -> bool:
    """A character whose meaning the font does not tell."""
    if code in (0x09, 0x20, 0xA0, 0x3000):
        return False
    if code < 0x20 or 0x7F <= code < 0xA0 or code >= 0xFFFE or 0xE000 <= code <= 0xF8FF or code == 0xFFFD:
        return True
    return bool(raw.FPDFText_HasUnicodeMapError(text_page, i) == 1)


def _place_characters(
    found: list[Found],
    drawn: Drawn,
    view: View,
    fills: list[tuple[int, Box, bool, bool]],
    pictures: list[tuple[int, Box]],
    marks: Marks,
) -> None:
    width, height = view.size
    sheet = Box(0, 0, width, height)
    covers = [(order, box) for order, box, _, covering in fills if covering]
    backgrounds = [box for _, box, white, _ in fills if not white] + [box for _, box in pictures]
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph, address in found:
        box = view.box((glyph.x0, glyph.top), (glyph.x1, glyph.bottom))
        angle = (glyph.angle - 90 * view.turn) % 360
        size = glyph.size
        placed = Glyph(glyph.text, *box, size, angle)
        x, y = placed.centre, placed.middle
        order, hidden = drawn.texts.get(address, (0, False))
        if size < SMALLEST or not sheet.holds(x, y):
            continue
        if hidden:
            marks.hidden.append(placed)
            continue
        if address in drawn.white_texts and not any(back.holds(x, y) for back in backgrounds):
            continue
        if any(order < later and cover.holds(x, y) for later, cover in covers):
            continue
        if _printed_before(placed, seen):
            continue
        marks.broken += glyph.text == "\ufffd"
        marks.glyphs.append(placed)


def _printed_before(glyph: Glyph, seen: dict[tuple[str, int, int], list[Glyph]]) -> bool:
    near = TWICE * glyph.size
    column, row = int(glyph.centre // glyph.size), int(glyph.middle // glyph.size)
    for i in (column - 1, column, column + 1):
        for j in (row - 1, row, row + 1):
            for other in seen.get((glyph.text, i, j), ()):
                if abs(other.centre - glyph.centre) < near and abs(other.middle - glyph.middle) < near:
                    return True
    seen.setdefault((glyph.text, column, row), []).append(glyph)
    return False
