"""A result as the page shows it: findings numbered, tables as published with their marks, sentences with theirs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gongkai.documents.interchange import report_from_json
from gongkai.documents.writers.grid import PrintedTable, printed_tables, printed_value, value_text
from gongkai.reports.examination import SURE, findings_of
from gongkai.reports.passages import cut, paragraphs_of
from gongkai.reports.shown import (
    LEVELS,
    RANK,
    CellView,
    ChangeView,
    FindingView,
    NamedCell,
    OtherReading,
    Reading,
    RepairGroup,
    SectionView,
    TableView,
    anchor,
)
from gongkai.statute.report import Report, Value
from gongkai.statute.rules.model import Passage
from gongkai.statute.tables import FORMATS

_TABLES = {"t2": "表二", "t3": "表三", "t4": "表四"}
_BLANK, _ABSENT = "（空白）", "（没有读到）"


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
        found = sorted(findings_of(self.document), key=lambda finding: RANK[finding.level])
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
            pieces = tuple(cut(text, self._passages(number, index)) for index, text in enumerate(paragraphs))
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
