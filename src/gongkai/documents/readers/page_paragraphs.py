"""Printed lines → paragraphs: a line goes on in the next where only the margin broke it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from gongkai.documents.readers.page_model import TextLine
from gongkai.documents.readers.text_lines import is_wide

HEADING = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）])")
SHORT = 2.6  # ems a line may stay short of the margin and still be full: two characters moved by line-end rules
INDENT = 1.2  # ems from which a line is set in
FEW = 24
PITCH = 1.45  # times the usual distance of lines from which a gap divides paragraphs


@dataclass(slots=True)
class Frame:
    """The left and right margin of the running text of a page."""

    left: float
    right: float
    pitch: float


@dataclass(slots=True)
class Joined:
    """Lines of one paragraph."""

    lines: list[TextLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraph's text; a blank goes between lines only between Latin letters or digits that had one."""
        parts = [self.lines[0].text]
        for before, after in pairwise(self.lines):
            tail, head = before.text[-1:], after.text[:1]
            latin = tail.isalpha() and head.isalpha() and not is_wide(tail) and not is_wide(head)
            if latin or (before.spaced and not is_wide(tail) and not is_wide(head)):
                parts.append(" ")
            parts.append(after.text)
        return "".join(parts)


def frame_of(lines: Sequence[TextLine], fallback: Frame | None = None) -> Frame | None:
    """The margins most lines of a page keep; those of the file where the page has too few lines to tell."""
    wide = [line for line in lines if "\t" not in line.text]
    if len(wide) < 4:
        return fallback
    right = _margin([line.box.x1 for line in wide], outermost=max)
    left = _margin([line.box.x0 for line in wide], outermost=min)
    if right is None or left is None:
        return fallback
    gaps = [b.box.bottom - a.box.bottom for a, b in pairwise(wide)]
    close = [gap for gap in gaps if 0 < gap < 3.2 * median(line.size for line in wide)]
    pitch = median(close) if close else 1.6 * median(line.size for line in wide)
    return Frame(left, right, pitch)


def _margin(edges: list[float], outermost: object) -> float | None:
    """The outermost place at which several lines end (or begin), or the very outermost if none do."""
    far = sorted(edges, reverse=outermost is max)
    several = max(2, len(far) // 8) if len(far) > FEW else 1  # of few lines perhaps one alone is full
    for edge in far:
        if sum(abs(edge - other) < 5.0 for other in far) >= several:
            return edge
    return far[0] if far else None


def goes_on(before: TextLine, after: TextLine, frame: Frame, frame_after: Frame) -> bool:
    """Whether `after` continues the paragraph of `before`. Frames are those of their pages."""
    em = max(before.size, 1.0)
    if "\t" in before.text or "\t" in after.text:
        return False
    if before.box.x1 < frame.right - SHORT * em:
        return False
    if after.box.x0 > frame_after.left + INDENT * em or HEADING.match(after.text):
        return False
    if before.page == after.page:
        distance = after.box.bottom - before.box.bottom
        if distance > PITCH * frame.pitch + 0.3 * em or distance <= 0:
            return False
    # In text without indents a full line that ends a sentence may also end its paragraph; nothing could tell.
    return 0.7 < after.size / em < 1.4


def paragraphs(lines: Sequence[TextLine], frames: dict[int, Frame]) -> list[Joined]:
    """Lines that follow each other (no table between), joined into paragraphs."""
    joined: list[Joined] = []
    for line in lines:
        last = joined[-1].lines[-1] if joined else None
        framed = last is not None and line.page in frames and last.page in frames
        if last is not None and framed and goes_on(last, line, frames[last.page], frames[line.page]):
            joined[-1].lines.append(line)
        else:
            joined.append(Joined([line]))
    return joined
