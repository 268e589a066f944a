"""How a PDF page is seen: crop box and rotation, from the file's coordinates to the page's top left corner."""

import pypdfium2 as pdfium

from gongkai.documents.readers.page_model import Box
from gongkai.documents.readers.pdf_drawn import Point


class View:
    """Page coordinates of the file (up is y) → points from the top left of the page as seen."""

    def __init__(self, crop: tuple[float, float, float, float], turn: int) -> None:
        self.left, self.bottom, self.right, self.top = crop
        self.turn = turn
        width, height = self.right - self.left, self.top - self.bottom
        self.size = (width, height) if turn % 2 == 0 else (height, width)

    def point(self, x: float, y: float) -> Point:
        """Where a point of the file is seen."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, one: Point, other: Point) -> Box:
        """The rectangle between two corners of the file."""
        (xa, ya), (xb, yb) = self.point(*one), self.point(*other)
        return Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


def crop_of(page: pdfium.PdfPage) -> tuple[float, float, float, float]:
    """The part of the sheet that is shown: left, bottom, right, top."""
    media, crop = page.get_mediabox(), page.get_cropbox()
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    return (left, bottom, right, top) if right - left > 1 and top - bottom > 1 else media
