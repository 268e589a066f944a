"""Ruling lines → the lattice of a table with merged cells. Pure geometry, the same for PDF pages and scans."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.documents.readers.page_model import Box, Rule

MOST_RULES = 3000  # a page with more lines than this is a drawing, not a table
COVERED = 0.5  # the share of a cell's side that must be ruled for the side to count as ruled


@dataclass(frozen=True, slots=True)
class Lattice:
    """Edges of columns and rows, and the cells as (row, column, rowspan, colspan)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[tuple[int, int, int, int], ...]

    @property
    def box(self) -> Box:
        """The rectangle around the table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_box(self, span: tuple[int, int, int, int]) -> Box:
        """The rectangle of a cell."""
        row, column, rowspan, colspan = span
        return Box(self.xs[column], self.ys[row], self.xs[column + colspan], self.ys[row + rowspan])


def lattices(horizontals: Iterable[Rule], verticals: Iterable[Rule], slack: float = 3.0) -> list[Lattice]:
    """The tables that the ruling lines draw, from top to bottom; single boxes and single columns are not tables.

    `slack` is how far lines may miss each other, in the page's units (3 points are 1 mm).
    """
    level, upright = merged(horizontals, slack), merged(verticals, slack)
    if len(level) + len(upright) > MOST_RULES:
        return []
    found = []
    for across, down in _connected(level, upright, slack):
        lattice = _lattice(across, down, slack)
        if lattice is not None:
            found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def merged(rules: Iterable[Rule], slack: float) -> list[Rule]:
    """Lines at the same place joined where they touch: dashes, double lines, a border drawn cell by cell."""
    joined: list[Rule] = []
    for band in _bands(sorted(rules), slack * 0.6):
        weight = sum(rule.end - rule.start for rule in band) or 1.0
        at = sum(rule.at * (rule.end - rule.start) for rule in band) / weight
        start, end = None, 0.0
        for rule in sorted(band, key=lambda rule: rule.start):
            if start is None:
                start, end = rule.start, rule.end
            elif rule.start <= end + slack:
                end = max(end, rule.end)
            else:
                joined.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        if start is not None:
            joined.append(Rule(at, start, end))
    return [rule for rule in joined if rule.end - rule.start > slack]


def _bands(rules: Sequence[Rule], width: float) -> list[list[Rule]]:
    """Rules in order of `at`, cut into runs that lie within `width` of the run's first."""
    bands: list[list[Rule]] = []
    for rule in rules:
        if bands and rule.at - bands[-1][0].at <= width:
            bands[-1].append(rule)
        else:
            bands.append([rule])
    return bands


def _connected(level: list[Rule], upright: list[Rule], slack: float) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of lines that cross or touch each other."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, across in enumerate(level):
        for j, down in enumerate(upright, len(level)):
            if (
                across.start - slack <= down.at <= across.end + slack
                and down.start - slack <= across.at <= down.end + slack
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate((*level, *upright)):
        group = groups.setdefault(root(i), ([], []))
        group[0 if i < len(level) else 1].append(rule)
    return [group for group in groups.values() if len(group[0]) + len(group[1]) > 2]


def _edges(lines: list[Rule], crossing: list[Rule], slack: float) -> list[float]:
    """The places of the lines, and open outer edges: where the crossing lines go on beyond the outermost line."""
    ends = [rule.start for rule in crossing], [rule.end for rule in crossing]
    places = sorted({rule.at for rule in lines})
    apart = 2 * slack  # no row is this low and no column this narrow
    if ends[0] and (not places or min(ends[0]) < places[0] - apart):
        places.insert(0, min(ends[0]))
    if ends[1] and max(ends[1]) > places[-1] + apart:
        places.append(max(ends[1]))
    edges: list[float] = []
    for place in places:
        if not edges or place - edges[-1] > 1.2 * slack:
            edges.append(place)
    return edges


class _Ruled:
    """Answers whether the side of an elementary cell is ruled."""

    def __init__(self, edges: list[float], lines: list[Rule], slack: float) -> None:
        self.at: list[list[Rule]] = [[] for _ in edges]
        for rule in lines:
            near = min(range(len(edges)), key=lambda i: abs(edges[i] - rule.at))
            if abs(edges[near] - rule.at) <= 1.5 * slack:
                self.at[near].append(rule)

    def side(self, edge: int, start: float, end: float) -> bool:
        covered = sum(max(0.0, min(end, r.end) - max(start, r.start)) for r in self.at[edge])
        return covered >= COVERED * (end - start)


def _lattice(across: list[Rule], down: list[Rule], slack: float) -> Lattice | None:
    xs, ys = _edges(down, across, slack), _edges(across, down, slack)
    if len(xs) < 3 or len(ys) < 2:
        return None
    beside, below = _Ruled(xs, down, slack), _Ruled(ys, across, slack)
    # An edge inside the table at which no cell side is ruled (a stub, an underline) divides nothing.
    xs = [
        x for i, x in enumerate(xs) if i in (0, len(xs) - 1) or any(beside.side(i, *pair) for pair in pairwise(ys))
    ]
    ys = [
        y for i, y in enumerate(ys) if i in (0, len(ys) - 1) or any(below.side(i, *pair) for pair in pairwise(xs))
    ]
    if len(xs) < 3:
        return None
    spans = _spans(xs, ys, _Ruled(xs, down, slack), _Ruled(ys, across, slack))
    if len(spans) < 2:
        return None
    return Lattice(tuple(xs), tuple(ys), tuple(spans))


def _spans(xs: list[float], ys: list[float], beside: _Ruled, below: _Ruled) -> list[tuple[int, int, int, int]]:
    """Elementary cells united where no line divides them; a union that is no rectangle is cut into rectangles."""
    rows, columns = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * columns))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not beside.side(c + 1, ys[r], ys[r + 1]):
                parent[root(r * columns + c)] = root(r * columns + c + 1)
            if r + 1 < rows and not below.side(r + 1, xs[c], xs[c + 1]):
                parent[root(r * columns + c)] = root((r + 1) * columns + c)
    members: dict[int, list[tuple[int, int]]] = {}
    for r in range(rows):
        for c in range(columns):
            members.setdefault(root(r * columns + c), []).append((r, c))
    spans = []
    for cells in members.values():
        spans.extend(_rectangles(cells))
    return sorted(spans)


def _rectangles(cells: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """The rectangles that make up a set of elementary cells: one where it is a rectangle, else runs by row."""
    rows, columns = [r for r, _ in cells], [c for _, c in cells]
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height * width == len(cells):
        return [(min(rows), min(columns), height, width)]
    runs: list[tuple[int, int, int, int]] = []
    open_runs: dict[tuple[int, int], int] = {}
    for r in range(min(rows), max(rows) + 1):
        present = sorted(c for row, c in cells if row == r)
        extents: list[tuple[int, int]] = []
        for c in present:
            if extents and extents[-1][0] + extents[-1][1] == c:
                extents[-1] = (extents[-1][0], extents[-1][1] + 1)
            else:
                extents.append((c, 1))
        following: dict[tuple[int, int], int] = {}
        for extent in extents:
            index = open_runs.get(extent)
            if index is None:
                runs.append((r, extent[0], 1, extent[1]))
                index = len(runs) - 1
            else:
                top, left, tall, wide = runs[index]
                runs[index] = (top, left, tall + 1, wide)
            following[extent] = index
        open_runs = following
    return runs
