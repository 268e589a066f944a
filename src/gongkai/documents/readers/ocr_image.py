"""Pictures of pages: even background, level lines, ruling lines."""

import cv2
import numpy as np

from gongkai.documents.readers.ocr_engine import Image
from gongkai.documents.readers.page_model import Rule
from gongkai.documents.readers.ruling import merged

STEEPEST = 6.0  # degrees of skew that are looked for
STREWN = 400  # dots in a million pixels, from which a page is taken to be dirty
DPI = 200  # the resolution everything is done at
LEVEL_RUN, LEVEL_LEAST = 0.22, 0.4  # inches; strokes of characters in tables are shorter than a run
UPRIGHT_RUN, UPRIGHT_LEAST = 0.2, 0.2
SHORT_RUN = 0.06  # inches; beside a line, ink this long belongs to it
THICKEST, BREAK = 0.04, 0.05  # inches
CROWDED = (0.3, 0.9)  # the share of a run beside which there is ink where it is part of characters
BAND = 5  # pixels to each side of a line's middle


def evened(grey: Image) -> Image:
    """The page with its background made white: shadows, grey paper and strewn black dots go, ink stays."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 21)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return _without_dots(np.asarray(cv2.divide(grey, np.maximum(paper, 60), scale=255), dtype=np.uint8))


def _without_dots(page: Image) -> Image:
    """Takes off black dots of a pixel or two where they are strewn all over; decimal points are larger."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((page < 140).astype(np.uint8), connectivity=8)
    dots = stats[:count, cv2.CC_STAT_AREA] <= 2
    if dots.sum() < STREWN * page.size / 1_000_000:
        return page
    return np.where(dots[labels], np.uint8(255), page)


def ink_of(grey: Image) -> Image:
    """Where ink is (255) on an evened page."""
    threshold, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    limit = min(max(float(threshold), 120.0), 205.0)
    return np.asarray(cv2.threshold(grey, limit, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)


def skew_of(grey: Image) -> float:
    """Degrees by which the page leans, counter-clockwise: where rows of ink and blank rows part best."""
    best = 0.0
    for side, step, reach in ((450, 0.5, STEEPEST), (900, 0.1, 0.5), (900, 0.025, 0.1)):
        scale = min(1.0, side / max(grey.shape))
        ink = ink_of(np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)))
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _contrast(ink, angle)))
    return best


def _contrast(ink: Image, angle: float) -> float:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    level = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)
    rows = level.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def turned(picture: Image, angle: float, *, scale: float = 1.0) -> Image:
    """The picture turned clockwise by `angle` degrees about its middle and scaled, on the same sheet."""
    height, width = picture.shape[:2]
    size = round(width * scale), round(height * scale)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, scale)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    done = cv2.warpAffine(
        picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255,)
    )
    return np.asarray(done, dtype=np.uint8)


def ruling_lines(ink: Image) -> tuple[list[Rule], list[Rule], Image]:
    """Horizontal and vertical lines in pixels, and the page's ink without them.

    A line is made of runs longer than any stroke of a character in a table; runs in line join over short breaks.
    """
    lines = np.zeros_like(ink)
    found: list[list[Rule]] = []
    for level, run, least in ((True, LEVEL_RUN, LEVEL_LEAST), (False, UPRIGHT_RUN, UPRIGHT_LEAST)):
        pieces = [
            rule for rule in _pieces(_runs(_mended(ink, level), level, run), level) if _alone(ink, rule, level)
        ]
        kept = [rule for rule in merged(pieces, BREAK * DPI) if rule.end - rule.start >= least * DPI]
        found.append(kept)
        near = np.zeros_like(ink)
        for rule in kept:
            _band(near, rule, level)
        lines |= _runs(ink, level, SHORT_RUN) & near
    text = ink & ~cv2.dilate(lines, np.ones((5, 5), np.uint8))
    return found[0], found[1], np.asarray(text, dtype=np.uint8)


def _mended(ink: Image, level: bool) -> Image:
    """The ink with breaks of two pixels along a line filled, and steps of a leaning line bridged."""
    thick = cv2.dilate(ink, np.ones((3, 1) if level else (1, 3), np.uint8))
    kernel = np.ones((1, 3) if level else (3, 1), np.uint8)
    return np.asarray(cv2.morphologyEx(thick, cv2.MORPH_CLOSE, kernel), dtype=np.uint8)


def _alone(ink: Image, rule: Rule, level: bool) -> bool:
    """Whether a run has white paper or another line beside it: heads of digits have the digits below."""
    page = ink if level else ink.T
    at, start, end = round(rule.at), round(rule.start), round(rule.end)
    for near in (max(0, at - 8), at + 5):
        beside = page[near : near + 4, start:end]
        if beside.size and CROWDED[0] < float((beside.max(axis=0) > 0).mean()) < CROWDED[1]:
            return False
    return True


def _runs(ink: Image, level: bool, length: float) -> Image:
    """The ink that goes on level or upright for so many inches."""
    size = round(length * DPI)
    kernel = np.ones((1, size) if level else (size, 1), np.uint8)
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


def _pieces(runs: Image, level: bool) -> list[Rule]:
    """The runs as rules; a blot thicker than any line is none."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    rules = []
    for x, y, wide, high, _ in stats[1:count].tolist():
        along, across = (wide, high) if level else (high, wide)
        if across <= THICKEST * DPI and along > 3 * across:
            start = float(x if level else y)
            rules.append(Rule((y if level else x) + across / 2, start, start + along))
    return rules


def _band(mask: Image, rule: Rule, level: bool) -> None:
    """Marks where the ink of a rule may be: printed lines lean a little and are a few pixels wide."""
    near, far = max(0, round(rule.at) - BAND), round(rule.at) + BAND + 1
    start, end = max(0, round(rule.start) - BAND), round(rule.end) + BAND
    if level:
        mask[near:far, start:end] = 255
    else:
        mask[start:end, near:far] = 255
