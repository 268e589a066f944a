"""A result as the page shows it: findings numbered, tables as published with their marks, sentences with theirs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gongkai.documents.interchange import report_from_json
from gongkai.documents.writers.grid import PrintedCell, PrintedTable, printed_tables, printed_value, value_text
from gongkai.reports.examination import SURE, findings_of
from gongkai.statute.report import Report, Value
from gongkai.statute.rules.model import Finding, Level, Passage
from gongkai.statute.tables import FORMATS

LEVELS = (  # level, what people call it, the sign that stands beside the colour
    (Level.ERROR, "错误", "✗"),
    (Level.WARNING, "警告", "▲"),
    (Level.HINT, "提示", "●"),
)
_WORDS = {level: word for level, word, _ in LEVELS}
_SIGNS = {level: sign for level, _, sign in LEVELS}
_RANK = {level: rank for rank, (level, _, _) in enumerate(LEVELS)}
_TABLES = {"t2": "表二", "t3": "表三", "t4": "表四"}
_BLANK, _ABSENT = "（空白）", "（没有读到）"
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
        return min(self.findings, key=lambda view: _RANK[view.finding.level], default=None)

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


@dataclass(frozen=True)
class Result:
    """A stored document as the page needs it."""

    document: Mapping[str, Any]
    counts: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "counts", self.document["counts"])

    @cached_property
    def report(self) -> Report:
        """The report as a value."""
        return report_from_json(dict(self.document["report"]))

    @cached_property
    def findings(self) -> tuple[FindingView, ...]:
        """Every finding, numbered in the order of gravity."""
        found = sorted(findings_of(self.document), key=lambda finding: _RANK[finding.level])
        return tuple(
            FindingView(
                number, finding, tuple(self._named(code) for code in finding.cells), self._in_text(finding.passage)
            )
            for number, finding in enumerate(found, 1)
        )

    @property
    def notices(self) -> tuple[str, ...]:
        """What the reader of the file had to leave out."""
        return tuple(self.document["notices"])

    @cached_property
    def other_readings(self) -> tuple[tuple[OtherReading, ...], ...]:
        """Other ways to read glued digits that satisfy every identity as well."""
        read = self.report.cells
        return tuple(
            tuple(
                OtherReading(self._named(code), _shown(read.get(code)), _shown(value))
                for code, value in alternative.items()
            )
            for alternative in self.report.alternatives
        )

    @property
    def groups(self) -> list[tuple[str, str, str, list[FindingView]]]:
        """The findings by level: level, word, sign, findings."""
        return [
            (str(level), word, sign, [view for view in self.findings if view.finding.level is level])
            for level, word, sign in LEVELS
        ]

    @cached_property
    def repair(self) -> tuple[RepairGroup, ...]:
        """The proposed repair, cells named; empty when every sum holds or nothing mends them."""
        return tuple(
            RepairGroup(number, tuple(self._changes(choice) for choice in group["choices"]), group["complete"])
            for number, group in enumerate(self.document["repair"]["groups"], 1)
        )

    @property
    def plain_repair(self) -> tuple[ChangeView, ...]:
        """All changes at once where no group leaves a choice; else empty."""
        if any(len(group.choices) > 1 for group in self.repair):
            return ()
        return tuple(change for group in self.repair for change in group.choices[0])

    @cached_property
    def tables(self) -> tuple[TableView, ...]:
        """The three tables as published."""
        by_cell: dict[str, list[FindingView]] = {}
        for view in self.findings:
            for code in view.finding.cells:
                by_cell.setdefault(code, []).append(view)
        proposed = {
            change["cell"]: str(change["new"])
            for group in self.document["repair"]["groups"]
            if len(group["choices"]) == 1
            for change in group["choices"][0]
        }
        return tuple(self._table(printed, by_cell, proposed) for printed in printed_tables(self.report))

    @cached_property
    def sections(self) -> tuple[SectionView, ...]:
        """Title and preface, then the six sections, with the marked sentences."""
        headings = FORMATS[self.report.format].sections
        views = []
        for number in range(7):
            paragraphs = paragraphs_of(self.report, number)
            if not paragraphs:
                continue
            pieces = tuple(_pieces(text, self._passages(number, index)) for index, text in enumerate(paragraphs))
            views.append(SectionView(number, headings[number - 1] if number else "题名和引言", pieces))
        return tuple(views)

    def _passages(self, section: int, paragraph: int) -> list[tuple[Passage, FindingView]]:
        return [
            (passage, view)
            for view in self.findings
            if (passage := view.finding.passage) and (passage.section, passage.paragraph) == (section, paragraph)
        ]

    def _in_text(self, passage: Passage | None) -> bool:
        if passage is None:
            return False
        paragraphs = paragraphs_of(self.report, passage.section)
        return 0 <= passage.paragraph < len(paragraphs) and bool(paragraphs[passage.paragraph])

    def _named(self, code: str) -> NamedCell:
        table = _TABLES.get(code.partition(".")[0], "")
        return NamedCell(table + self.report.cell_labels.get(code, code), anchor(code), table)

    def _changes(self, changes: Iterable[Mapping[str, Any]]) -> tuple[ChangeView, ...]:
        return tuple(
            ChangeView(
                self._named(change["cell"]),
                _BLANK if change["old"] is None else str(change["old"]),
                str(change["new"]),
                change["sentence"],
            )
            for change in changes
        )

    def _table(
        self, printed: PrintedTable, by_cell: Mapping[str, list[FindingView]], proposed: Mapping[str, str]
    ) -> TableView:
        rows = [
            tuple(
                CellView(cell, cell.text)
                if cell.heading
                else CellView(
                    cell,
                    value_text(self.report, cell.code),
                    anchor(cell.code),
                    tuple(by_cell.get(cell.code, ())),
                    proposed.get(cell.code),
                    uncertain=self.report.confidence(cell.code) < SURE,
                    absent=cell.code not in self.report.cells and cell.code not in self.report.marks,
                )
                for cell in row
            )
            for row in printed.rows
        ]
        number = int(printed.code[1])
        return TableView(
            printed,
            FORMATS[self.report.format].sections[number - 1],
            tuple(rows[: printed.header_rows]),
            tuple(rows[printed.header_rows :]),
            tuple(self._reading(cell.code) for cell in printed.cells if cell.code),
        )

    def _reading(self, code: str) -> Reading:
        source = self.report.sources.get(code)
        absent = code not in self.report.cells and code not in self.report.marks
        return Reading(
            label=self.report.cell_labels.get(code, code),
            anchor=anchor(code),
            text=_ABSENT if absent else value_text(self.report, code) or _BLANK,
            raw=source.raw if source else "",
            place=str(source) if source else "",
            percent=round(100 * source.confidence) if source else None,
            uncertain=source is not None and source.confidence < SURE,
        )


def _shown(value: Value) -> str:
    return printed_value(value) or _BLANK


def paragraphs_of(report: Report, section: int) -> Sequence[str]:
    """The paragraphs that `Passage.paragraph` counts: section 0 is the title, then the preface."""
    if section == 0:
        return [report.title, *report.preface] if report.title or report.preface else []
    return report.sections.get(section, ())


def _pieces(text: str, passages: Sequence[tuple[Passage, FindingView]]) -> tuple[Piece, ...]:
    """Cut a paragraph at the passages; where two overlap, the graver keeps its whole, the other what is left."""
    owner: list[FindingView | None] = [None] * len(text)
    begins: dict[int, list[int]] = {}
    for passage, view in sorted(passages, key=lambda pair: -_RANK[pair[1].finding.level]):
        start = min(max(passage.start, 0), len(text) - 1)
        begins.setdefault(start, []).append(view.number)
        owner[start : passage.end] = [view] * len(owner[start : passage.end])
    pieces: list[Piece] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or owner[at] is not owner[start]:
            begun = tuple(number for place in range(start, at) for number in begins.get(place, ()))
            pieces.append(Piece(text[start:at], owner[start], begun))
            start = at
    return tuple(pieces)
