"""A page as marks on paper: characters, ruling lines, pictures; then lines of text and grids.

PDF pages and scanned pages are brought to these values, and everything after (tables, paragraphs, joining across
pages) is the same code. Coordinates are points (or pixels) from the top left corner as a person sees the page.
"""

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias


class Glyph(NamedTuple):
    """A character, or a word read by OCR, in its box. `angle` is 0, 90, 180 or 270, counter-clockwise."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    angle: int = 0
    confidence: float = 1.0

    @property
    def middle(self) -> float:
        """Half-way down the character."""
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        """Half-way across the character."""
        return (self.x0 + self.x1) / 2


class Rule(NamedTuple):
    """A ruling line: at `at` across the page, from `start` to `end` along it."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A rectangle on the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Whether the point is inside, or outside by at most `slack`."""
        return self.x0 - slack <= x <= self.x1 + slack and self.top - slack <= y <= self.bottom + slack

    @property
    def area(self) -> float:
        """Square units; zero where the rectangle is turned inside out."""
        return max(0.0, self.x1 - self.x0) * max(0.0, self.bottom - self.top)


@dataclass(slots=True)
class Marks:
    """What is drawn on one page.

    `hidden` is text in invisible mode, as OCR software puts it over a scan; `broken` counts characters without a
    known meaning; `grids` are tables already read, from pictures;
    `hurried` says that long lines were left unread for want of time.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    horizontals: list[Rule] = field(default_factory=list)
    verticals: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    hidden: list[Glyph] = field(default_factory=list)
    broken: int = 0
    grids: list["PageGrid"] = field(default_factory=list)
    hurried: bool = False


@dataclass(slots=True)
class TextLine:
    """A printed line. `spaced` is True where the file has a blank after the last character."""

    text: str
    box: Box
    size: float
    page: int
    confidence: float = 1.0
    spaced: bool = False


@dataclass(slots=True)
class Cell:
    """A cell of a page's grid. `full`: its last line reaches the cell's right edge, so that a label may go on."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str = ""
    confidence: float = 1.0
    page: int = 1
    full: bool = False


@dataclass(slots=True)
class PageGrid:
    """A ruled table on one page, later on several. `xs` are the column edges, `rows` the number of rows."""

    xs: list[float]
    rows: int
    cells: list[Cell]
    box: Box
    page: int

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.xs) - 1


Item: TypeAlias = TextLine | PageGrid


@dataclass(slots=True)
class PageLayout:
    """A page read: lines outside tables and grids, from top to bottom."""

    number: int
    width: float
    height: float
    items: list[Item] = field(default_factory=list)
