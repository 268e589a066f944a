"""T2-07, T3-04, T4-02: what may stand in a cell: whole numbers, not negative, no blank, no words."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import compress, repeat
from operator import is_, itemgetter
from typing import NamedTuple, cast

from gongkai.statute.law.instruments import REPORT_FORMAT_2021
from gongkai.statute.report import Report, Value
from gongkai.statute.rules.arithmetic import certainty
from gongkai.statute.rules.model import Case, Finding, Level, Rule, form_level
from gongkai.statute.tables import Kind, Table, labels_of

_SAYS = "{where}为“{value}”，应填不小于 0 的整数。请核对原始台账。"
_TOTAL_SAYS = "{where}空白，而各分项已有数字。请填写合计（按已填分项为 {due}，空白不自动当作 0）。"
_BLANK_SAYS = "{table}有 {count} 格空白（如{where}）。没有发生的应填 0，请逐格确认后填写。"
_MARK_SAYS = "{table}有 {count} 格填的是文字或符号（如{where}填“{mark}”）。没有发生的应填 0。"
_NAMES = {"t2": "表二", "t3": "表三", "t4": "表四"}


@lru_cache(maxsize=64)
def _kinds(tables: tuple[Table, ...], table_code: str) -> tuple[tuple[str, Kind], ...]:
    return tuple(item for table in tables if table.code == table_code for item in table.kinds.items())


@lru_cache(maxsize=64)
def _codes(tables: tuple[Table, ...], table_code: str) -> tuple[str, ...]:
    return tuple(code for code, _ in _kinds(tables, table_code))


@lru_cache(maxsize=64)
def _count_cells(tables: tuple[Table, ...], table_code: str) -> Callable[[Mapping[str, Value]], tuple[Value, ...]]:
    return itemgetter(*_codes(tables, table_code))


def _blanks_of_counts(report: Report, table_code: str) -> list[str] | None:
    """The blank cells of a table that else holds whole numbers, not negative: the usual cases, seen at once.

    None where another rule than that of blanks may be broken, or a cell is absent.
    """
    try:
        values = _count_cells(report.tables, table_code)(report.cells)
    except KeyError:
        return None
    if not {*map(type, values)} <= _INT_OR_BLANK or min(cast("Iterator[int]", filter(None, values)), default=0) < 0:
        return None
    return list(compress(_codes(report.tables, table_code), map(is_, values, repeat(None))))


_INT_OR_BLANK = {int, type(None)}


def _is_wrong(value: int | Decimal, kind: Kind) -> bool:
    if type(value) is int:
        return value < 0 and kind is Kind.COUNT
    return kind is not Kind.AMOUNT


class _Total(NamedTuple):
    """A total of a table: its cell, its place in words, what it adds up, and what looks those cells up at once."""

    cell: str
    where: str
    parts: tuple[str, ...]
    look_up: Callable[[Mapping[str, Value]], tuple[Value, ...]]


@lru_cache(maxsize=16)
def _totals(tables: tuple[Table, ...], table_code: str) -> tuple[_Total, ...]:
    """The totals of a table; the total of totals by its row."""
    table = next(table for table in tables if table.code == table_code)
    added: dict[str, tuple[str, ...]] = {}
    for row, column, parts in table.column_totals():
        added[table.cell(row.code, column.code)] = tuple(table.cell(part, column.code) for part in parts)
    for row, column, parts in table.row_totals():
        added[table.cell(row.code, column.code)] = tuple(table.cell(row.code, part) for part in parts)
    labels = labels_of(tables)
    return tuple(
        _Total(cell, _NAMES[table_code] + labels[cell], parts, itemgetter(*parts)) for cell, parts in added.items()
    )


def _blank_totals(report: Report, table_code: str) -> Iterator[tuple[_Total, int]]:
    """Totals left blank beside parts that hold numbers, with what the known parts add up to."""
    cells = report.cells
    for total in _totals(report.tables, table_code):
        if cells.get(total.cell, 0) is not None:
            continue
        try:
            parts = total.look_up(cells)
        except KeyError:
            parts = tuple(map(cells.get, total.parts))
        if parts.count(None) < len(parts) and (known := [value for value in parts if type(value) is int]):
            yield total, sum(known)


def entries_are_counts(case: Case, rule: Rule) -> Iterator[Finding]:
    """Whole numbers, not negative; a blank total beside values is an error, other blanks are one warning."""
    report = case.report
    table_code = rule.code[:2].lower()
    blanks = _blanks_of_counts(report, table_code)
    if blanks is None:
        blanks = []
        for code, kind in _kinds(report.tables, table_code):
            value = report.cells.get(code, 0)
            if value is None:
                blanks.append(code)
            elif _is_wrong(value, kind):
                where = _NAMES[table_code] + report.cell_labels[code]
                yield rule.finding(code, level=certainty(report, (code,)), where=where, value=value)
    if blanks:
        yield from _blanks(case, rule, table_code, blanks)


def _blanks(case: Case, rule: Rule, table_code: str, blanks: list[str]) -> Iterator[Finding]:
    report = case.report
    name, marks, labels = _NAMES[table_code], report.marks, report.cell_labels
    totals: dict[str, None] = {}
    for total, due in _blank_totals(report, table_code):
        totals[total.cell] = None
        level = certainty(report, (total.cell,))
        yield rule.finding(total.cell, says=_TOTAL_SAYS, level=level, where=total.where, due=due)
    if totals:
        blanks = [code for code in blanks if code not in totals]
    marked = [code for code in blanks if code in marks] if marks else []
    if marked:
        where, mark = labels[marked[0]], marks[marked[0]]
        yield rule.finding(
            *marked,
            says=_MARK_SAYS,
            level=form_level(case),
            table=name,
            count=len(marked),
            where=where,
            mark=mark,
        )
    empty = [code for code in blanks if code not in marks] if marked else blanks
    if empty:
        yield rule.finding(
            *empty,
            says=_BLANK_SAYS,
            level=Level.WARNING,
            table=name,
            count=len(empty),
            where=labels[empty[0]],
        )


def _rule(code: str, name: str) -> Rule:
    return Rule(
        code,
        Level.ERROR,
        REPORT_FORMAT_2021(),
        f"{name}各格为不小于 0 的整数，没有空白，也不填文字（收费金额可以有小数）。",
        _SAYS,
        entries_are_counts,
    )


ENTRY_RULES = (_rule("T2-07", "表二"), _rule("T3-04", "表三"), _rule("T4-02", "表四"))
