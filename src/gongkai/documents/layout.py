"""What every reader gives, whatever the file was: paragraphs and grids in reading order, each with its place."""

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text that ends where the file says a paragraph or line ends. `page` and `line` count from one."""

    text: str
    page: int | None = None
    line: int | None = None
    heading: bool = False


class GridCell(NamedTuple):
    """A cell at its top left corner. `row`, `column` count from zero; `confidence` is the reader's (OCR: below 1).

    A tuple, because a report has three hundred of them and reading one takes a millisecond in all.
    """

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    confidence: float = 1.0
    page: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """Where the cells of a table stand, apart from what they say: (row, column, rowspan, colspan) for each.

    Pages of one site share it, so readers keep it and recognition remembers what it made of it: it is compared by
    identity.
    """

    rows: int
    columns: int
    places: tuple[tuple[int, int, int, int], ...]
    cost: int
    """How many cells count against the limit."""


class Grid:
    """A table as the file has it. Blank cells are present, with empty text. `number` counts from one.

    `exact` is True where the file itself states the structure (HTML, DOCX, XLSX) and False where it was inferred.
    A grid made by `placed` makes its cells only when they are asked for.
    """

    __slots__ = ("_cells", "columns", "exact", "number", "page", "placement", "rows", "texts")

    def __init__(
        self,
        cells: tuple[GridCell, ...],
        rows: int,
        columns: int,
        number: int = 1,
        page: int | None = None,
        exact: bool = True,
    ) -> None:
        self._cells: tuple[GridCell, ...] | None = cells
        self.rows = rows
        self.columns = columns
        self.number = number
        self.page = page
        self.exact = exact
        self.texts: tuple[str, ...] = tuple([cell.text for cell in cells])
        self.placement: Placement | None = None

    @classmethod
    def placed(cls, texts: tuple[str, ...], placement: Placement, number: int, exact: bool = True) -> "Grid":
        """A grid of these texts in these places."""
        grid = cls((), placement.rows, placement.columns, number, exact=exact)
        grid._cells = None
        grid.texts = texts
        grid.placement = placement
        return grid

    @property
    def cells(self) -> tuple[GridCell, ...]:
        """Every cell, row by row."""
        if self._cells is None:
            places = () if self.placement is None else self.placement.places
            self._cells = tuple(
                [_new(GridCell, (text, *place, 1.0, None)) for text, place in zip(self.texts, places, strict=True)]
            )
        return self._cells

    def head(self, count: int) -> tuple[GridCell, ...]:
        """The first cells, without making the others."""
        if self._cells is not None or self.placement is None:
            return self.cells[:count]
        return tuple(
            GridCell(text, *place) for text, place in zip(self.texts[:count], self.placement.places, strict=False)
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Grid) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Grid{self._key()!r}"

    def _key(self) -> tuple[object, ...]:
        return self.cells, self.rows, self.columns, self.number, self.page, self.exact


_new = tuple.__new__


Block: TypeAlias = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A file opened: its blocks in reading order.

    `kind` is the type found by content ("html", "docx", "xlsx", "pdf", "txt", "md", "doc", "image"). `meta` holds
    what the file states about itself outside the text (meta tags, document properties): "title", "published_on", ….
    `notices` are sentences for the reader of the result ("第3页是图片，没有文字层").
    """

    name: str
    kind: str
    blocks: tuple[Block, ...]
    meta: dict[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
