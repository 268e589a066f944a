"""What every reader gives, whatever the file was: paragraphs and grids in reading order, each with its place."""

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from gongkai.documents.forms import Form, Placement, form_of


class Paragraph(NamedTuple):
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


class Grid:
    """A table as the file has it. Blank cells are present, with empty text. `number` counts from one.

    `exact` is True where the file itself states the structure (HTML, DOCX, XLSX) and False where it was inferred.
    A grid made by `placed` or `filled` makes its cells and texts only when they are asked for.
    """

    __slots__ = (
        "_cells",
        "_figures",
        "_form",
        "_placement",
        "_texts",
        "columns",
        "exact",
        "number",
        "page",
        "rows",
    )

    def __init__(
        self,
        cells: tuple[GridCell, ...] | None,
        rows: int,
        columns: int,
        number: int = 1,
        page: int | None = None,
        exact: bool = True,
    ) -> None:
        self._cells = cells
        self.rows = rows
        self.columns = columns
        self.number = number
        self.page = page
        self.exact = exact
        self._texts: tuple[str, ...] | None = None
        self._placement: Placement | None = None
        self._form: Form | None = None
        self._figures: tuple[str, ...] | None = None

    @classmethod
    def placed(cls, texts: tuple[str, ...], placement: Placement, number: int, exact: bool = True) -> "Grid":
        """A grid of these texts in these places."""
        grid = cls(None, placement.rows, placement.columns, number, exact=exact)
        grid._texts = texts
        grid._placement = placement
        return grid

    @classmethod
    def filled(cls, form: Form, figures: tuple[str, ...], number: int) -> "Grid":
        """A grid of a known form with these figures."""
        grid = cls(None, form.placement.rows, form.placement.columns, number)
        grid._placement = form.placement
        grid._form = form
        grid._figures = figures
        return grid

    @property
    def form(self) -> Form | None:
        """What the grid says apart from its figures; None where its structure was inferred."""
        if self._form is None and self._placement is not None and self.exact:
            self._form = form_of(self._placement, self.texts)
        return self._form

    @property
    def figures(self) -> tuple[str, ...]:
        """The texts of the form's figures, in order."""
        if self._figures is None:
            texts, form = self.texts, self.form
            self._figures = () if form is None else tuple([texts[at] for at in form.figures])
        return self._figures

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of every cell."""
        if self._texts is None:
            if self._form is not None and self._figures is not None:
                self._texts = self._form.filled(self._figures)
            else:
                self._texts = tuple([cell.text for cell in self._cells or ()])
        return self._texts

    @property
    def cells(self) -> tuple[GridCell, ...]:
        """Every cell, row by row."""
        if self._cells is None:
            places = () if self._placement is None else self._placement.places
            self._cells = tuple(
                [_new(GridCell, (text, *place, 1.0, None)) for text, place in zip(self.texts, places, strict=True)]
            )
        return self._cells

    def head(self, count: int) -> tuple[GridCell, ...]:
        """The first cells, without making the others."""
        if self._cells is not None or self._placement is None:
            return self.cells[:count]
        places = self._placement.places
        return tuple(GridCell(text, *place) for text, place in zip(self.texts[:count], places, strict=False))

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
