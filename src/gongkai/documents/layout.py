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


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as the file has it. Blank cells are present, with empty text. `number` counts from one.

    `exact` is True where the file itself states the structure (HTML, DOCX, XLSX) and False where it was inferred.
    """

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    number: int = 1
    page: int | None = None
    exact: bool = True


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
