"""Where the seven columns of table three stand in a grid: by its headings, by the rows that leave no choice."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias, TypeVar

from gongkai.documents.layout import Grid, GridCell
from gongkai.documents.recognition import labels
from gongkai.documents.recognition.alignment import Placed
from gongkai.documents.recognition.normalise import clean, key
from gongkai.documents.recognition.observe import Run
from gongkai.documents.recognition.rows import grid_rows
from gongkai.documents.recognition.unseparated import COLUMNS, WIDTH
from gongkai.documents.recognition.values import parse
from gongkai.statute.tables import Kind

Spans: TypeAlias = list[tuple[int, int]]
_K = TypeVar("_K")


class Usual(NamedTuple):
    """Where figures usually begin: by the number of the grid (0: lines) the column, by the kind of row the blanks.

    Each with the share of the rows without choice that say so.
    """

    columns: dict[int, tuple[int, float]]
    leads: dict[str, tuple[int, float]]


def header_columns(runs: Sequence[Run]) -> dict[int, Spans]:
    """For each grid with rows of more than seven cells, the columns that each of the seven headings spans."""
    spans: dict[int, Spans] = {}
    before: tuple[int, Spans] = (0, [])  # a grid that goes on on the next page
    for run in runs:
        grid = run.row.grid
        if grid is None or grid.number in spans or len(run.cells) == WIDTH:
            continue
        found = _spans_of(grid) or _common_spans(runs, grid) or _usual_spans(runs, grid)
        if found is None and before[0] == grid.columns:
            found = before[1]
        if found:
            spans[grid.number] = found
            before = grid.columns, found
    return spans


def _common_spans(runs: Sequence[Run], grid: Grid) -> Spans | None:
    """In a grid that goes on without a header: the columns between the edges that all its rows have."""
    edges = [
        {c.column for c in r.cells} | {r.cells[-1].column + r.cells[-1].colspan}
        for r in runs
        if r.row.grid is grid and r.cells
    ]
    common = sorted(set.intersection(*edges)) if len(edges) > 1 else []
    return list(pairwise(common)) if len(common) == WIDTH + 1 else None


def _usual_spans(runs: Sequence[Run], grid: Grid) -> Spans | None:
    """In a grid that goes on without a header: the columns that most of its rows with seven cells have."""
    counted = Counter(
        tuple((c.column, c.column + c.colspan) for c in run.cells)
        for run in runs
        if run.row.grid is grid and len(run.cells) == WIDTH
    )
    (found, times), *_ = counted.most_common(1) or [((), 0)]
    return list(found) if times > 1 else None


def _spans_of(grid: Grid) -> Spans | None:
    by_code: dict[str, tuple[int, int]] = {}
    for row in grid_rows(grid)[:6]:
        for cell in row:
            label = labels.COLUMNS_OF_3.get(key(clean(cell.text)))
            if label is not None:
                by_code.setdefault(label.code, (cell.column, cell.column + cell.colspan))
    ordered = [by_code[code] for code in COLUMNS if code in by_code]
    if len(ordered) != WIDTH or any(a[1] > b[0] for a, b in pairwise(ordered)):
        return None
    return ordered


def shifted(cells: Sequence[GridCell], spans: Spans) -> tuple[Spans, float]:
    """The headings' columns as this row has them: the same, or moved where a span above covers too many rows."""
    start, end = cells[0].column, cells[-1].column + cells[-1].colspan
    if (start, end) == (spans[0][0], spans[-1][1]):
        return spans, 0.98
    if end - start == spans[-1][1] - spans[0][0]:
        by = start - spans[0][0]
        return [(a + by, b + by) for a, b in spans], 0.95
    return spans, 0.6


def within(cells: Sequence[GridCell], spans: Spans) -> Sequence[GridCell]:
    """The cells without blanks that lie wholly before the first or behind the last heading."""
    first, last = spans[0][0], spans[-1][1]
    inside = [c for c in cells if c.text.strip() or (c.column < last and c.column + c.colspan > first)]
    return inside or cells


def belongs(cell: GridCell, start: int, end: int, spans: Spans) -> bool:
    """A figure that spans several headings belongs to none; a blank may."""
    touched = sum(cell.column < b and cell.column + cell.colspan > a for a, b in spans)
    return touched == 1 or not cell.text.strip()


def starts_of(cells: Sequence[GridCell]) -> list[int]:
    """The cells at which the seven figures may begin: all that is filled lies in the seven from there."""
    filled = [i for i, c in enumerate(cells) if c.text.strip()]
    if len(cells) < WIDTH or (filled and filled[-1] - filled[0] >= WIDTH):
        return []
    if not filled:
        return [0]  # a blank row is blank wherever it begins
    last_start = len(cells) - WIDTH
    return list(range(max(0, filled[-1] - WIDTH + 1), min(filled[0], last_start) + 1))


def usual_starts(placed: Sequence[Placed]) -> Usual:
    """What the rows that leave no choice have in common."""
    columns: dict[int, Counter[int]] = {}
    leads: dict[str, Counter[int]] = {}
    for place in placed:
        run = place.run
        if run.cells and len(starts := starts_of(run.cells)) == 1:
            number = run.row.grid.number if run.row.grid is not None else 0
            columns.setdefault(number, Counter())[run.cells[starts[0]].column] += 1
            leads.setdefault(_level(place.code), Counter())[starts[0]] += 1
    return Usual(_most_common(columns), _most_common(leads))


def likely_start(place: Placed, starts: Sequence[int], usual: Usual) -> tuple[int, float]:
    """The cell at which the figures most likely begin, and how sure: as in most rows of grid or level."""
    cells = place.run.cells
    number = place.run.row.grid.number if place.run.row.grid is not None else 0
    column, share = usual.columns.get(number, (-1, 0.0))
    by_column = [start for start in starts if cells[start].column == column]
    lead, same = usual.leads.get(_level(place.code), (-1, 0.0))
    by_level = [lead] if lead in starts else []
    if share >= _MOST:  # columns line up throughout the grid: only they count
        return (by_column[0], 1.0) if by_column else (starts[0], 0.6)
    if same >= _MOST and by_level:
        return by_level[0], 0.9 if by_column in (by_level, []) else 0.75
    summed = [start for start in starts if adds_up([c.text for c in cells[start : start + WIDTH]])]
    if len(summed) == 1:
        return summed[0], 0.75  # one figure alone is the sum of zeros before it, too
    return (by_column or by_level or list(starts))[0], 0.6


def adds_up(texts: Sequence[str]) -> bool:
    """Whether the seventh figure is the sum of the others, blanks counting nothing."""
    values = [parse(text, Kind.COUNT).value for text in texts]
    return isinstance(values[-1], int) and sum(v for v in values[:-1] if isinstance(v, int)) == values[-1] != 0


def _level(code: str) -> str:
    """Rows with the same number of label cells before them: 一 二 四, （一）（二）（七）, and the numbered ones."""
    return str(min(code.count("."), 2))


def _most_common(counted: dict[_K, Counter[int]]) -> dict[_K, tuple[int, float]]:
    usual = {name: starts.most_common(1)[0] for name, starts in counted.items()}
    return {name: (start, times / counted[name].total()) for name, (start, times) in usual.items()}


_MOST = 0.9
