"""The smallest weighted set of cells to change: Fellegi and Holt's principle as an integer program for HiGHS.

For each cell a rise and a fall, both whole numbers, and a switch that pays the cell's weight when either is used:

    minimise  Σ wᵢ·zᵢ   subject to   A (v + rise − fall) = 0,   rise ≤ M·z,   fall ≤ min(M, v)·z

so repaired values are whole and not negative. The switches alone would leave the relaxation weak, so two facts are
added: a broken identity has a cell that changes, and in a sound one no cell changes alone. Optima tie; after each
one a cut forbids its set of cells, until no set of the same weight is left.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from gongkai.statute.rules.identities import Identity

MOST_TIES = 50
"""How many tied sets are enumerated before the repair says that there are more."""
_INFINITE = highspy.kHighsInf
_OPTIONS: dict[str, bool | int | float] = {
    "output_flag": False,
    "threads": 1,
    "random_seed": 0,
    "mip_feasibility_tolerance": 1e-9,  # with M in the millions a looser switch would leak whole units
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
}


@dataclass(frozen=True, slots=True)
class Solution:
    """A set of cells with the values that satisfy every identity, and what it weighs."""

    values: Mapping[str, int]
    weight: int


@dataclass(frozen=True, slots=True)
class Solved:
    """The tied optima; `complete` is False when there are more than `MOST_TIES`."""

    solutions: tuple[Solution, ...]
    complete: bool


def smallest_changes(
    identities: Sequence[Identity], values: Mapping[str, int], weights: Mapping[str, int]
) -> Solved:
    """Every smallest set of changes to `values` under which all `identities` hold.

    All cells of the identities must be in `values` and `weights`. Nothing broken is an empty tuple; otherwise there
    is a solution, because zeros everywhere satisfy the system.
    """
    codes = sorted({code for identity in identities for code in identity.cells})
    gaps = [_gap(identity, values) for identity in identities]
    if not any(gaps):
        return Solved((), complete=True)
    held = [values[code] for code in codes]
    costs = np.array([weights[code] for code in codes], dtype=np.float64)
    model = _model(codes, identities, gaps, held, costs)
    found: list[Solution] = []
    for changes in _tied_optima(model, len(codes), costs):
        if len(found) == MOST_TIES:
            return Solved(tuple(found), complete=False)
        found.append(
            Solution(
                values={codes[i]: held[i] + change for i, change in changes.items()},
                weight=sum(weights[codes[i]] for i in changes),
            )
        )
    return Solved(tuple(found), complete=True)


def _gap(identity: Identity, values: Mapping[str, int]) -> int:
    return sum(values[code] for code in identity.minus) - sum(values[code] for code in identity.plus)


class _Rows:
    """Rows of a constraint matrix as HiGHS takes them."""

    def __init__(self) -> None:
        self.starts, self.columns = [0], list[int]()
        self.entries, self.lower, self.upper = list[float](), list[float](), list[float]()

    def add(self, columns: Sequence[int], entries: Sequence[float], lower: float, upper: float) -> None:
        self.columns += columns
        self.entries += entries
        self.starts.append(len(self.columns))
        self.lower.append(lower)
        self.upper.append(upper)


def _rows(
    codes: Sequence[str],
    identities: Sequence[Identity],
    gaps: Sequence[int],
    most: float,
    bounds: Sequence[float],
) -> _Rows:
    n = len(codes)
    index = {code: position for position, code in enumerate(codes)}
    rows = _Rows()
    for identity, gap in zip(identities, gaps, strict=True):
        plus = [index[code] for code in identity.plus]
        minus = [index[code] for code in identity.minus]
        members = plus + minus
        signs = [-1.0] * len(plus) + [1.0] * len(minus)
        rises, falls = [n + i for i in members], [2 * n + i for i in members]
        rows.add(rises + falls, signs + [-sign for sign in signs], -float(gap), -float(gap))
        if gap:
            rows.add(members, [1.0] * len(members), 1.0, _INFINITE)
            continue
        for i in members:
            rows.add(members, [-1.0 if other == i else 1.0 for other in members], 0.0, _INFINITE)
    for i in range(n):
        rows.add((n + i, i), (1.0, -most), -_INFINITE, 0.0)
        rows.add((2 * n + i, i), (1.0, -bounds[i]), -_INFINITE, 0.0)
    return rows


def _model(
    codes: Sequence[str],
    identities: Sequence[Identity],
    gaps: Sequence[int],
    held: Sequence[int],
    costs: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> highspy.Highs:
    """The program; its columns are all switches, then all rises, then all falls."""
    n = len(codes)
    most = float(sum(abs(gap) for gap in gaps))
    bounds = [min(most, float(value)) for value in held]
    rows = _rows(codes, identities, gaps, most, bounds)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = 3 * n, len(rows.lower)
    lp.col_cost_ = np.concatenate([costs, np.zeros(2 * n)])
    lp.col_lower_ = np.zeros(3 * n)
    lp.col_upper_ = np.concatenate([np.ones(n), np.full(n, most), np.array(bounds)])
    lp.integrality_ = [highspy.HighsVarType.kInteger] * (3 * n)
    lp.row_lower_, lp.row_upper_ = np.array(rows.lower), np.array(rows.upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array(rows.starts, dtype=np.int32)
    lp.a_matrix_.index_ = np.array(rows.columns, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(rows.entries)
    model = highspy.Highs()  # type: ignore[no-untyped-call]  # the package ships no types for its constructor
    for option, setting in _OPTIONS.items():
        model.setOptionValue(option, setting)
    model.passModel(lp)
    return model


def _tied_optima(
    model: highspy.Highs, n: int, costs: "np.ndarray[tuple[int], np.dtype[np.float64]]"
) -> Iterator[dict[int, int]]:
    """The changes of each optimum in turn, by column; no set of cells twice."""
    best = None
    while True:
        model.run()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return
        columns = model.getSolution().col_value
        changes = {i: change for i in range(n) if (change := round(columns[n + i]) - round(columns[2 * n + i]))}
        yield changes
        if best is None:
            best = float(sum(costs[i] for i in changes))
            model.addRow(-_INFINITE, best, n, np.arange(n, dtype=np.int32), costs)
        changed = np.array(sorted(changes), dtype=np.int32)
        model.addRow(-_INFINITE, len(changed) - 1.0, len(changed), changed, np.ones(len(changed)))
