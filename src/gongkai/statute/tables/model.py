"""What a statutory table is: lines with permanent codes and official labels; cell codes and sums derive from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from gongkai.statute.law.cite import Instrument


class Kind(StrEnum):
    """What a cell may hold."""

    COUNT = "count"  # 件: a whole number, not negative
    CHANGE = "change"  # 本年增/减: a whole number, may be negative
    AMOUNT = "amount"  # 万元 or 元: a decimal, not negative


@dataclass(frozen=True, slots=True)
class Line:
    """A row, a column or a heading over several of them.

    `code` is a part of the cell code; the empty code adds nothing to it. `sums` names the codes this line adds up:
    a tuple of codes, or a prefix ending in "." for every other line that begins with it.
    """

    code: str
    label: str
    sums: tuple[str, ...] | str = ()
    kind: Kind = Kind.COUNT


@dataclass(frozen=True, eq=False)
class Table:
    """One printed table. `code` opens its cell codes; `headings` name the groups of rows by their common prefix."""

    code: str
    title: str
    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    unit: str
    source: Instrument
    headings: tuple[Line, ...] = ()

    def cell(self, row: str, column: str) -> str:
        """The permanent code of a cell: ``t3.new.person``, ``t2.licence``."""
        return ".".join(part for part in (self.code, row, column) if part)

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """Every cell code, row by row."""
        return tuple(self.cell(r.code, c.code) for r in self.rows for c in self.columns)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """What each cell may hold: the row's kind unless the column has one of its own."""
        return {
            self.cell(r.code, c.code): r.kind if c.kind is Kind.COUNT else c.kind
            for r in self.rows
            for c in self.columns
        }

    @cached_property
    def labels(self) -> dict[str, str]:
        """The place of each cell in words, for messages: ``{"t4.reconsideration.total": "行政复议“总计”"}``."""
        return {
            self.cell(r.code, c.code): self.row_label(r) + (f"“{c.label}”" if c.label else "")
            for r in self.rows
            for c in self.columns
        }

    def heading_of(self, row: Line) -> Line | None:
        """The narrowest group heading that a row stands under: （三）不予公开 for 1.属于国家秘密."""
        above = [h for h in self.headings if row.code.startswith(h.code + ".")]
        return max(above, key=lambda h: len(h.code), default=None)

    def row_label(self, row: Line) -> str:
        """A row's label with the group that makes it unambiguous: （六）其他处理3.其他."""
        heading = self.heading_of(row)
        return heading.label + row.label if heading and "." in heading.code else row.label

    def summed(self, line: Line, among: tuple[Line, ...]) -> tuple[str, ...]:
        """The codes that `line` adds up."""
        if isinstance(line.sums, str):
            return tuple(x.code for x in among if x.code.startswith(line.sums) and x.code != line.code)
        return line.sums

    def row_totals(self) -> Iterator[tuple[Line, Line, tuple[str, ...]]]:
        """For each row with a total column: row, total column, the columns it adds up."""
        for column in self.columns:
            if column.sums:
                for row in self.rows:
                    yield row, column, self.summed(column, self.columns)

    def column_totals(self) -> Iterator[tuple[Line, Line, tuple[str, ...]]]:
        """For each column under a total row: total row, column, the rows it adds up."""
        for row in self.rows:
            if row.sums:
                for column in self.columns:
                    yield row, column, self.summed(row, self.rows)


@dataclass(frozen=True, eq=False)
class ReportFormat:
    """A prescribed report format: its tables in printed order, the six headings, the years it is for."""

    code: str
    source: Instrument
    sections: tuple[str, ...]
    tables: tuple[Table, ...]
    first_year: int
    last_year: int | None = None

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """Every cell code of the format, in printed order."""
        return tuple(code for table in self.tables for code in table.cells)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """What each cell may hold."""
        return {code: kind for table in self.tables for code, kind in table.kinds.items()}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Each cell's place in words."""
        return {code: label for table in self.tables for code, label in table.labels.items()}
