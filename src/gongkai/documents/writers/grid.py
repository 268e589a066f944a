"""The cells of each printed table: the prescribed headings and how they are merged, derived from `statute.tables`.

The writers and the 体检 page print from here, so a table has one shape. A report prints three tables: the small
tables of 第二十条 stacked into one, table three, and table four.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongkai.statute.report import Report, Value
from gongkai.statute.tables import Line, Table, tables_of
from gongkai.statute.tables.parts import APPLICANTS_HEADING, ORGANISATIONS_HEADING, RECONCILIATION_NOTE

CONTENT_HEADING = "信息内容"
_SINGLE_OTHER = "t3.result.other_all.total"  # （六）其他处理 as one row: format 2019 and hybrids
_SPLIT_OTHER = "t3.result.other.other.total"
_LABEL_COLUMNS = 3  # table three: 大项, 组, 明细 (DOMAIN §3.9)


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell at its top left corner, row and column counted from zero.

    A heading has `text`, and `scope` as in HTML ("col", "colgroup", "row", "rowgroup"; "" for a note that heads
    nothing); a value has `code`, the cell code of the report. `upright` asks for vertical writing in a narrow
    column.
    """

    row: int
    column: int
    text: str = ""
    code: str = ""
    rowspan: int = 1
    colspan: int = 1
    scope: str = ""
    upright: bool = False

    @property
    def heading(self) -> bool:
        """Whether this is printed wording rather than a value."""
        return not self.code


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as printed: rows of cells in order, merged places left out.

    `code` is t2, t3 or t4; `caption` names it. `header_rows` repeat on every page. `label_columns` hold wording and
    the rest values. `bodies` are the rows at which a part with headings of its own begins (table two).
    """

    code: str
    caption: str
    columns: int
    label_columns: int
    header_rows: int
    rows: tuple[tuple[PrintedCell, ...], ...]
    bodies: tuple[int, ...] = ()

    @property
    def cells(self) -> Iterator[PrintedCell]:
        """Every cell, row by row."""
        return (cell for row in self.rows for cell in row)


def printed_tables(report: Report) -> tuple[PrintedTable, ...]:
    """The three tables of a report, in order, of its format (hybrids included)."""
    return _printed(report.format, _SINGLE_OTHER in report.kinds)


def value_text(report: Report, code: str) -> str:
    """What is printed in a cell: the number in plain digits, else its mark, else nothing."""
    return printed_value(report.cells.get(code), report.marks.get(code, ""))


def printed_value(value: Value, mark: str = "") -> str:
    """A number in plain digits, without unit or thousands separator (DOMAIN §3.9); the mark where there is none."""
    if value is None:
        return mark
    return str(value) if isinstance(value, int) else format(value, "f")


@lru_cache(maxsize=16)
def _printed(format_code: str, single_other: bool) -> tuple[PrintedTable, ...]:
    tables = tables_of(format_code, (_SINGLE_OTHER if single_other else _SPLIT_OTHER,))
    small = tuple(table for table in tables if table.code == "t2")
    requests = next(table for table in tables if table.code == "t3")
    remedies = next(table for table in tables if table.code == "t4")
    return (_disclosures(small), _requests(requests), _remedies(remedies))


def layout(table: Table) -> PrintedTable:
    """One table of the format by itself: a small table of 第二十条, table three or table four."""
    if table.code == "t3":
        return _requests(table)
    if table.code == "t4":
        return _remedies(table)
    return _disclosures((table,))


_SPANS: Mapping[int, Mapping[int, tuple[int, ...]]] = {
    1: {1: (1,)},
    2: {1: (2,), 2: (1, 1)},
    3: {1: (3,), 3: (1, 1, 1)},
    4: {1: (4,), 2: (2, 2), 3: (1, 2, 1)},  # format 2019: three columns and two over one grid
}


def _disclosures(tables: tuple[Table, ...]) -> PrintedTable:
    """第二十条: each small table has a title row, a row of headings and its rows; all share one grid."""
    counts = {len(table.columns) for table in tables}
    width = 4 if counts >= {2, 3} else max(counts)
    rows: list[tuple[PrintedCell, ...]] = []
    bodies = []
    for table in tables:
        spans = _SPANS[width][len(table.columns)]
        starts = [1 + sum(spans[:i]) for i in range(len(spans))]
        bodies.append(len(rows))
        rows.append((PrintedCell(len(rows), 0, table.title, colspan=width + 1, scope="colgroup"),))
        heads = [PrintedCell(len(rows), 0, CONTENT_HEADING, scope="col")]
        for line, start, span in zip(table.columns, starts, spans, strict=True):
            heads.append(
                PrintedCell(len(rows), start, line.label, colspan=span, scope="colgroup" if span > 1 else "col")
            )
        rows.append(tuple(heads))
        for row in table.rows:
            cells = [PrintedCell(len(rows), 0, row.label, scope="row")]
            for line, start, span in zip(table.columns, starts, spans, strict=True):
                cells.append(PrintedCell(len(rows), start, code=table.cell(row.code, line.code), colspan=span))
            rows.append(tuple(cells))
    return PrintedTable("t2", "主动公开政府信息情况", width + 1, 1, 0, tuple(rows), tuple(bodies))


def _requests(table: Table) -> PrintedTable:
    """Table three: three rows of headings, three columns of labels, seven of values."""
    columns = table.columns
    organisations = [line for line in columns if line.code not in ("person", "total")]
    first = _LABEL_COLUMNS
    heads = (
        (
            PrintedCell(0, 0, RECONCILIATION_NOTE, rowspan=3, colspan=first),
            PrintedCell(0, first, APPLICANTS_HEADING, colspan=len(columns), scope="colgroup"),
        ),
        (
            PrintedCell(1, first, columns[0].label, rowspan=2, scope="col"),
            PrintedCell(1, first + 1, ORGANISATIONS_HEADING, colspan=len(organisations), scope="colgroup"),
            PrintedCell(1, first + len(columns) - 1, columns[-1].label, rowspan=2, scope="col"),
        ),
        tuple(PrintedCell(2, first + 1 + i, line.label, scope="col") for i, line in enumerate(organisations)),
    )
    rows = [*heads]
    opened: set[str] = set()
    for line in table.rows:
        number = len(rows)
        labels = list(_row_labels(table, line, number, opened))
        values = (PrintedCell(number, first + i, code=table.cell(line.code, c.code)) for i, c in enumerate(columns))
        rows.append((*labels, *values))
    caption = "收到和处理政府信息公开申请情况"
    return PrintedTable("t3", caption, first + len(columns), first, len(heads), tuple(rows))


def _row_labels(table: Table, line: Line, number: int, opened: set[str]) -> Iterator[PrintedCell]:
    """The wording left of a row: the groups it opens, downwards merged, then its own label over what is left."""
    groups = [heading for heading in table.headings if line.code.startswith(heading.code + ".")]
    for column, heading in enumerate(groups):
        if heading.code not in opened:
            opened.add(heading.code)
            height = sum(row.code.startswith(heading.code + ".") for row in table.rows)
            yield PrintedCell(number, column, heading.label, rowspan=height, scope="rowgroup", upright=column == 0)
    depth = len(groups)
    yield PrintedCell(number, depth, line.label, colspan=_LABEL_COLUMNS - depth, scope="row")


def _remedies(table: Table) -> PrintedTable:
    """Table four: one row of values under three rows of headings, the groups side by side."""
    width = len(table.columns)
    total = width * len(table.rows)
    heading = table.headings[0]
    alone, under = table.rows[0], table.rows[1:]
    heads = (
        (
            PrintedCell(0, 0, alone.label, colspan=width, scope="colgroup"),
            PrintedCell(0, width, heading.label, colspan=total - width, scope="colgroup"),
        ),
        (
            *(PrintedCell(1, i, line.label, rowspan=2, scope="col") for i, line in enumerate(table.columns)),
            *(
                PrintedCell(1, width * (i + 1), line.label, colspan=width, scope="colgroup")
                for i, line in enumerate(under)
            ),
        ),
        tuple(
            PrintedCell(2, width * (g + 1) + i, line.label, scope="col")
            for g in range(len(under))
            for i, line in enumerate(table.columns)
        ),
    )
    values = tuple(
        PrintedCell(3, g * width + i, code=table.cell(row.code, line.code))
        for g, row in enumerate(table.rows)
        for i, line in enumerate(table.columns)
    )
    return PrintedTable("t4", "政府信息公开行政复议、行政诉讼情况", total, 0, len(heads), (*heads, values))
