"""The arithmetic of the tables as rows of data, Σ aᵢ·cellᵢ = 0.

The check of one report, the screening of many, the repair and the reading of glued digits derive from them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import cast

from gongkai.statute.tables.model import Table


@dataclass(frozen=True, slots=True)
class Identity:
    """One equation: the cells `minus` add up to what the cells `plus` add up to.

    `code` is the rule's permanent code; `at` the cell at which a failure is reported (the total).
    """

    code: str
    at: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell of the equation."""
        return self.plus + self.minus

    def gap(self, cells: Mapping[str, object]) -> int | None:
        """Σ minus − Σ plus; None while any cell is absent, blank or no whole number."""
        look = cast("Callable[[str], int]", cells.__getitem__)
        try:
            difference = sum(map(look, self.minus)) - sum(map(look, self.plus))
        except (KeyError, TypeError):  # absent or blank
            return None
        return difference if type(difference) is int else None  # a decimal among the counts makes the sum one


def broken(code: str, tables: tuple[Table, ...], cells: Mapping[str, object]) -> Iterator[tuple[Identity, int]]:
    """The identities of one rule that do not hold, with their gaps."""
    found, look, width, left = _together(code, tables)
    try:
        values = cast("tuple[int, ...]", look(cells))
    except KeyError:  # a cell is absent
        values = cast("tuple[int, ...]", tuple(map(cells.get, _operands(found))))
    if width and None not in values:
        operands = [values[at::width] for at in range(width)]
        plus, minus = zip(*operands[:left], strict=True), zip(*operands[left:], strict=True)
        if list(map(sum, plus)) == list(map(sum, minus)):
            return
    at = 0
    for identity in found:
        start, at = at, at + len(identity.plus) + len(identity.minus)
        operands_of_one = values[start:at]
        if None in operands_of_one:  # absent or blank
            continue
        gap = sum(operands_of_one) - 2 * sum(operands_of_one[: len(identity.plus)])
        if gap and type(gap) is int:  # a decimal among the counts makes the sum one
            yield identity, gap


@lru_cache(maxsize=16)
def identities_of(tables: tuple[Table, ...]) -> tuple[Identity, ...]:
    """Every identity of these printed tables: T3-01, T3-02, T3-03, T4-01."""
    found: list[Identity] = []
    for table in tables:
        if table.code == "t3":
            found += _requests(table)
        elif table.code == "t4":
            found += _totals_of_rows(table, "T4-01")
    return tuple(found)


@lru_cache(maxsize=64)
def identities_with(code: str, tables: tuple[Table, ...]) -> tuple[Identity, ...]:
    """The identities of one rule."""
    return tuple(identity for identity in identities_of(tables) if identity.code == code)


def _operands(identities: Iterable[Identity]) -> list[str]:
    return [cell for identity in identities for cell in identity.cells]


@lru_cache(maxsize=64)
def _together(
    code: str, tables: tuple[Table, ...]
) -> tuple[tuple[Identity, ...], Callable[[Mapping[str, object]], object], int, int]:
    """The identities of one rule, what looks all their operands up, how many each has (0: not all as many) and how
    many of these are `plus`."""
    found = identities_with(code, tables)
    lengths = {(len(identity.plus), len(identity.minus)) for identity in found}
    left, right = lengths.pop() if len(lengths) == 1 else (0, 0)
    operands = _operands(found)
    return found, itemgetter(*operands) if len(operands) > 1 else lambda _: (), left + right, left


def _requests(table: Table) -> list[Identity]:
    found = [
        Identity(  # 一 + 二 = 三（七）+ 四, printed in the table itself
            "T3-01",
            at=table.cell("result.total", column.code),
            plus=(table.cell("new", column.code), table.cell("carried_in", column.code)),
            minus=(table.cell("result.total", column.code), table.cell("carried_out", column.code)),
        )
        for column in table.columns
    ]
    for row, column, parts in table.column_totals():
        total = table.cell(row.code, column.code)
        found.append(Identity("T3-02", total, (total,), tuple(table.cell(part, column.code) for part in parts)))
    return found + _totals_of_rows(table, "T3-03")


def _totals_of_rows(table: Table, code: str) -> list[Identity]:
    found = []
    for row, column, parts in table.row_totals():
        total = table.cell(row.code, column.code)
        found.append(Identity(code, total, (total,), tuple(table.cell(row.code, part) for part in parts)))
    return found
