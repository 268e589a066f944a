"""What the page is made of: cells, findings, tables, sentences and repairs, ready for the templates."""

from dataclasses import dataclass

from gongkai.documents.writers.grid import PrintedCell, PrintedTable
from gongkai.statute.rules.model import Finding, Level

LEVELS = (  # level, what people call it, the sign that stands beside the colour
    (Level.ERROR, "错误", "✗"),
    (Level.WARNING, "警告", "▲"),
    (Level.HINT, "提示", "●"),
)
RANK = {level: rank for rank, (level, _, _) in enumerate(LEVELS)}
_WORDS = {level: word for level, word, _ in LEVELS}
_SIGNS = {level: sign for level, _, sign in LEVELS}
FEW = 8  # cells named at once; the rest on demand
MANY = 24  # cells of one warning beyond which they are marked faintly, so that errors stand out


def anchor(code: str) -> str:
    """The id of a cell on the page."""
    return "cell-" + code.replace(".", "-").replace("_", "-")


@dataclass(frozen=True, slots=True)
class NamedCell:
    """A cell as a link: its place in words, and where it stands on the page."""

    label: str
    anchor: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its number on the page and the cells it names; `in_text` where a sentence is marked."""

    number: int
    finding: Finding
    cells: tuple[NamedCell, ...]
    in_text: bool = False

    @property
    def anchor(self) -> str:
        """The id of its place in the list."""
        return f"finding-{self.number}"

    @property
    def word(self) -> str:
        """错误, 警告 or 提示."""
        return _WORDS[self.finding.level]

    @property
    def sign(self) -> str:
        """What says the level beside its colour."""
        return _SIGNS[self.finding.level]

    @property
    def first_cells(self) -> tuple[NamedCell, ...]:
        """The cells named at once."""
        return self.cells[:FEW]

    @property
    def other_cells(self) -> tuple[NamedCell, ...]:
        """The cells named on demand."""
        return self.cells[FEW:]


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of a printed table: heading or value, with what is wrong with it and what it should be."""

    printed: PrintedCell
    text: str = ""
    anchor: str = ""
    findings: tuple[FindingView, ...] = ()
    proposed: str | None = None
    uncertain: bool = False
    absent: bool = False

    @property
    def heading(self) -> bool:
        """Whether this is printed wording."""
        return self.printed.heading

    @property
    def worst(self) -> FindingView | None:
        """The gravest of its findings."""
        return min(self.findings, key=lambda view: RANK[view.finding.level], default=None)

    @property
    def mark(self) -> str:
        """The CSS class of its state; colour is never alone, `sign` and words go with it."""
        worst = self.worst
        if worst is not None and worst.finding.level is not Level.HINT:
            faint = worst.finding.level is not Level.ERROR and len(worst.cells) > MANY
            return f"is-{worst.finding.level}{' is-faint' if faint else ''}"
        if self.absent or self.uncertain:
            return "is-uncertain"
        return f"is-{worst.finding.level}" if worst is not None else ""

    @property
    def spoken(self) -> str:
        """The state in words, for those who do not see it."""
        said = [f"{len(self.findings)}处{self.worst.word}" if self.worst else ""]
        said.append("没有读到" if self.absent else "读得没有把握" if self.uncertain else "")
        said.append(f"应为 {self.proposed}" if self.proposed is not None else "")
        return "，".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a value comes from: for the list under each table."""

    label: str
    anchor: str
    text: str
    raw: str
    place: str
    percent: int | None
    uncertain: bool


@dataclass(frozen=True, slots=True)
class TableView:
    """A printed table with its rows of views; `readings` lists every cell with its raw text and place."""

    printed: PrintedTable
    title: str
    head: tuple[tuple[CellView, ...], ...]
    body: tuple[tuple[CellView, ...], ...]
    readings: tuple[Reading, ...]

    @property
    def marked(self) -> int:
        """How many of its cells have an error."""
        return sum(cell.mark == "is-error" for row in self.body for cell in row)

    @property
    def found(self) -> bool:
        """Whether any of its cells was read."""
        return any(not cell.heading and not cell.absent for row in self.body for cell in row)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph, plain or named by a finding; `begun`: the numbers of the findings that begin in it."""

    text: str
    finding: FindingView | None = None
    begun: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section's own heading and its paragraphs in pieces."""

    number: int
    heading: str
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One cell to change: from what to what, and why."""

    cell: NamedCell
    old: str
    new: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RepairGroup:
    """Sums that hang together: the `choices` that mend them, likeliest first; `complete` where these are all."""

    number: int
    choices: tuple[tuple[ChangeView, ...], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class OtherReading:
    """A cell that may also be read otherwise."""

    cell: NamedCell
    read: str
    other: str
