"""The annual report as one value: read, typed or compiled, checked, repaired and written by the same code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypeAlias

from gongkai.statute.tables import FORMATS, Kind, Table, kinds_of, labels_of, tables_of

Value: TypeAlias = int | Decimal | None
"""What a cell holds: 件 as int, 万元 or 元 as Decimal, None for a blank. A cell that was not found is absent."""


SURE = 0.9
"""From this confidence on a cell counts as read; below it the reading is told as doubtful."""


class Origin(StrEnum):
    """How the report came to be."""

    COMPILED = "compiled"  # counted from ledgers
    TYPED = "typed"  # entered in a form
    READ = "read"  # read from a published file


@dataclass(frozen=True, slots=True)
class Agency:
    """The agency that reports. What is unknown is None.

    `kind` is one of the agency kinds of `statute.vocab` ("subdistrict", "township", "county", "department", …).
    """

    name: str
    uscc: str | None = None
    region: str | None = None
    kind: str | None = None
    may_make_rules: bool | None = None


class Source(NamedTuple):
    """Where in the file a cell was read: its raw text, how sure the reading is (0 to 1), and the place.

    `page`, `table`, `row`, `column` and `line` count from one; None where the file has no such thing.
    """

    raw: str
    confidence: float = 1.0
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        names = (("第{}页", self.page), ("第{}个表", self.table), ("第{}行", self.row), ("第{}列", self.column))
        places = [name.format(number) for name, number in names if number is not None]
        if self.line is not None:
            places.append(f"第{self.line}行文字")
        return "".join(places)


class SureSources(Mapping[str, Source]):
    """Sources all of which are as sure as can be."""


@dataclass(frozen=True, slots=True)
class Period:
    """统计期限, both days included."""

    start: date
    end: date


@dataclass(frozen=True)
class Report:
    """政府信息公开工作年度报告.

    `sections` maps 1 to 6 to paragraphs, without the section's own heading and without table text. `alternatives`
    are other readings of some cells that satisfy every identity as well. `headings` and `labels` keep what was
    printed where it may differ from the prescribed wording: first-level headings in printed order; row and column
    labels by line code ("t3.result.total", "t3..person"). Both are empty for what is compiled or typed here.
    """

    agency: Agency
    year: int | None
    format: str = "2021"
    title: str = ""
    preface: tuple[str, ...] = ()
    period: Period | None = None
    published_on: date | None = None
    version: int = 1
    cells: Mapping[str, Value] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    alternatives: tuple[Mapping[str, Value], ...] = ()
    sections: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    origin: Origin = Origin.TYPED
    headings: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables as this report prints them (a hybrid's table three has the single row （六）其他处理)."""
        return tables_of(self.format, self.cells)

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """What each cell of the printed tables may hold, in printed order."""
        return kinds_of(self.tables)

    @property
    def cell_labels(self) -> Mapping[str, str]:
        """Each cell's place in words, for messages."""
        return labels_of(self.tables)

    def count(self, code: str) -> int | None:
        """The whole number in a cell; None where it is absent, blank or something else."""
        value = self.cells.get(code)
        return value if type(value) is int else None

    def confidence(self, code: str) -> float:
        """How sure the reading of a cell is; 1.0 for what was not read from a file."""
        source = None if self._all_sure else self.sources.get(code)
        return 1.0 if source is None else source.confidence

    def is_sure(self, codes: Iterable[str]) -> bool:
        """Whether every one of these cells was read with confidence."""
        return self._all_sure or all(self.confidence(code) >= SURE for code in codes)

    @cached_property
    def _all_sure(self) -> bool:
        return not self.sources or isinstance(self.sources, SureSources)

    def with_cells(self, changed: Mapping[str, Value]) -> "Report":
        """The same report with some cells replaced; their marks go."""
        marks = {code: mark for code, mark in self.marks.items() if code not in changed}
        return replace(self, cells={**self.cells, **changed}, marks=marks)


def blank_report(agency: Agency, year: int, format_code: str = "2021") -> Report:
    """A report to be filled in: every cell of the format present and blank."""
    return Report(
        agency=agency,
        year=year,
        format=format_code,
        title=f"{agency.name}{year}年政府信息公开工作年度报告",
        cells=dict.fromkeys(FORMATS[format_code].cells),
    )
