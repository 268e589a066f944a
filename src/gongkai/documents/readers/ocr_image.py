"""Pictures of pages: even background, level lines, ruling lines."""

import cv2
import numpy as np

from gongkai.documents.readers.ocr_engine import Image
from gongkai.documents.readers.page_model import Rule

STEEPEST = 6.0  # degrees of skew that are looked for
DPI = 200  # the resolution everything is done at
LONG_LEVEL, LONG_UPRIGHT = 0.42, 0.22  # inches; strokes of characters in tables are shorter


def evened(grey: Image) -> Image:
    """The page with its background made white: shadows and grey paper go, ink stays."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, np.maximum(paper, 60), scale=255), dtype=np.uint8)


def ink_of(grey: Image) -> Image:
    """Where ink is (255) on an evened page."""
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    limit = min(max(float(threshold), 120.0), 205.0)
    return np.asarray(cv2.threshold(grey, limit, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def skew_of(grey: Image) -> float:
    """Degrees by which the page leans, counter-clockwise: where rows of ink and blank rows part best."""
    scale = 900 / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    ink = ink_of(np.asarray(small, dtype=np.uint8))
    best = max(np.arange(-STEEPEST, STEEPEST + 0.01, 0.5), key=lambda angle: _contrast(ink, angle))
    for step in (0.1, 0.025):
        best = max(best + step * np.arange(-5, 6), key=lambda angle: _contrast(ink, angle))
    return float(best)


def _contrast(ink: Image, angle: float) -> float:
    rows = turned(ink, angle, blank=0).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def turned(picture: Image, angle: float, *, blank: int = 255, scale: float = 1.0) -> Image:
    """The picture turned clockwise by `angle` degrees about its middle and scaled, on the same sheet."""
    height, width = picture.shape[:2]
    size = round(width * scale), round(height * scale)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, scale)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    done = cv2.warpAffine(
        picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(blank,)
    )
    return np.asarray(done, dtype=np.uint8)


def ruling_lines(ink: Image) -> tuple[list[Rule], list[Rule], Image]:
    """Horizontal and vertical lines in pixels, and the page's ink without them."""
    level = _long_runs(ink, (round(LONG_LEVEL * DPI), 1))
    upright = _long_runs(ink, (1, round(LONG_UPRIGHT * DPI)))
    horizontals = [
        Rule(y + high / 2, float(x), float(x + wide)) for x, y, wide, high in _extents(level) if wide > 4 * high
    ]
    verticals = [
        Rule(x + wide / 2, float(y), float(y + high)) for x, y, wide, high in _extents(upright) if high > 4 * wide
    ]
    lines = cv2.dilate(cv2.bitwise_or(level, upright), np.ones((3, 3), np.uint8))
    text = cv2.bitwise_and(ink, cv2.bitwise_not(lines))
    return horizontals, verticals, np.asarray(text, dtype=np.uint8)


def _long_runs(ink: Image, length: tuple[int, int]) -> Image:
    """Ink that runs on for a length in one direction; a line may lean by a pixel and have breaks of one or two."""
    wide = length[1] == 1
    thick = cv2.dilate(ink, np.ones((3, 1) if wide else (1, 3), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, 5) if wide else (5, 1), np.uint8))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones(length[::-1], np.uint8)), dtype=np.uint8)


def _extents(mask: Image) -> list[tuple[int, int, int, int]]:
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [tuple(row[:4]) for row in stats[1:count].tolist()]
