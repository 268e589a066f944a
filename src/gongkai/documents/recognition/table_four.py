"""Table four: one row of fifteen figures, or the same figures by groups, by outcomes, or one a line."""

from collections.abc import Sequence

from gongkai.documents.layout import Grid, GridCell
from gongkai.documents.recognition import labels
from gongkai.documents.recognition.glued import splits
from gongkai.documents.recognition.normalise import clean, key
from gongkai.documents.recognition.observe import Run, observe
from gongkai.documents.recognition.readings import Found, reading
from gongkai.documents.recognition.rows import Row, Token, grid_rows
from gongkai.documents.recognition.values import is_value, parse
from gongkai.statute.report import Value
from gongkai.statute.tables import Kind
from gongkai.statute.tables.parts import REMEDY_OUTCOMES, REMEDY_ROWS

OUTCOMES = tuple(line.code for line in REMEDY_OUTCOMES)
GROUPS = tuple(line.code for line in REMEDY_ROWS)
CELLS = tuple(f"t4.{group}.{outcome}" for group in GROUPS for outcome in OUTCOMES)
WIDTH = len(CELLS)

Figure = tuple[str, GridCell, Row]


def read_table_four(rows: Sequence[Row]) -> Found:
    """The cells of table four in these rows."""
    found = Found()
    if _one_row(found, rows):
        return found
    runs = [run for run in observe(rows, WIDTH, lambda text: labels.line_of_4(text) is not None) if _texts(run)]
    for attempt in (_in_order, _by_lines, _glued, _without_one, _first_fifteen):
        if attempt(found, runs):
            break
    return found


def _texts(run: Run) -> list[Figure]:
    if run.cells:
        return [(c.text, c, run.row) for c in run.cells if c.text.strip()]
    return [(t.text, t.cell, t.row) for t in run.tokens if t.text]


def _one_row(found: Found, rows: Sequence[Row]) -> bool:
    """A row of fifteen cells, blank ones included; in a wider grid, by the headings' columns."""
    for row in rows:
        cells = row.cells if len(row.cells) >= WIDTH else _with_blank_in_front(row, rows)
        if len(cells) < WIDTH or not all(is_value(cell.text) for cell in cells):
            continue
        if not any(cell.text.strip() for cell in cells) and any(
            r is not row and len(r.cells) == WIDTH and any(c.text.isdigit() for c in r.cells) for r in rows
        ):
            continue
        while len(cells) > WIDTH and not cells[-1].text.strip():
            cells = cells[:-1]
        if len(cells) > WIDTH and row.grid is not None:
            cells = _under_headings(row.grid, cells) or cells
        if len(cells) == WIDTH:
            exact = row.grid is not None and row.grid.exact
            sure = 1.0 if exact else 0.97
            _put(found, CELLS, [(c.text, c, row) for c in cells], sure if _only(row, cells, rows) else 0.6)
            return True
    return False


def _with_blank_in_front(row: Row, rows: Sequence[Row]) -> list[GridCell]:
    """The cells of a line from which a blank first cell was taken for a pipe that only opens the line.

    In the lines around it a pipe stands behind each cell and none in front.
    """
    if len(row.cells) != WIDTH - 1 or not _is_barred(row.text, opened=True):
        return row.cells
    if not any(_is_barred(other.text, opened=False) for other in rows if len(other.cells) > 1):
        return row.cells
    return [GridCell("", row.cells[0].row, -1, page=row.page), *row.cells]


def _is_barred(text: str, *, opened: bool) -> bool:
    """Whether a line ends in a pipe, and begins with one if `opened`, with none if not."""
    return text.endswith(("|", "｜")) and text.startswith(("|", "｜")) is opened


def _only(row: Row, cells: Sequence[GridCell], rows: Sequence[Row]) -> bool:
    """Whether no other row of fifteen figures says something else."""
    shown = [c.text.strip() for c in cells]
    return all(
        other is row or len(other.cells) != WIDTH or [c.text.strip() for c in other.cells] == shown
        for other in rows
        if any(c.text.isdigit() for c in other.cells)
    )


def _under_headings(grid: Grid, cells: Sequence[GridCell]) -> list[GridCell] | None:
    """The cells under the fifteen outcome headings, where each has one."""
    heads = [
        (cell.column, cell.column + cell.colspan)
        for row in grid_rows(grid)
        for cell in row
        if key(clean(cell.text)) in labels.OUTCOMES_OF_4
    ]
    heads.sort()
    if len(heads) != WIDTH:
        return None
    chosen: list[GridCell] = []
    for start, end in heads:
        under = [c for c in cells if c.column < end and c.column + c.colspan > start]
        filled = [c for c in under if c.text.strip()]
        if len(filled) > 1 or not under:
            return None
        chosen.append((filled or under)[0])
    return chosen


def _in_order(found: Found, runs: Sequence[Run]) -> bool:
    """Fifteen figures in the printed order, in one run or divided by groups."""
    sizes = [len(_texts(run)) for run in runs]
    if sizes in ([15], [5, 10], [5, 5, 5], [10, 5]):
        figures = [figure for run in runs for figure in _texts(run)]
        if sizes == [10, 5]:
            figures = figures[10:] + figures[:10]
        if sizes == [5, 5, 5] and (order := _groups_in_order(runs)) is not None:
            figures = [figure for at in order for figure in _texts(runs[at])]
        _put(found, CELLS, figures, 0.95)
        return True
    if len(runs) == 1 and runs[0].tokens:
        tokens, sure = _trimmed(runs[0].tokens)
        if len(tokens) == WIDTH:
            _put(found, CELLS, [(t.text, t.cell, t.row) for t in tokens], sure)
            return True
    return False


def _groups_in_order(runs: Sequence[Run]) -> list[int] | None:
    named: dict[str, int] = {}
    for index, run in enumerate(runs):
        words = key(run.before)
        for code, wordings in labels.GROUPS_4.items():
            if any(words.endswith(key(word)) for word in wordings[:1]):
                named.setdefault(code, index)
    return [named[g] for g in GROUPS] if all(g in named for g in GROUPS) else None


def _trimmed(tokens: Sequence[Token]) -> tuple[Sequence[Token], float]:
    """Fifteen of the tokens without the blanks around the row, and how sure it is which blanks are the row's own.

    A row's end may leave one more blank before or after it than the row has; the three sums tell which.
    """
    filled = [i for i, t in enumerate(tokens) if t.text]
    if not filled or filled[-1] - filled[0] >= WIDTH or len(tokens) < WIDTH:
        return tokens, 0.93
    starts = range(max(0, filled[-1] - WIDTH + 1), min(filled[0], len(tokens) - WIDTH) + 1)
    rows = [tokens[start : start + WIDTH] for start in starts]
    if len(rows) == 1:
        return rows[0], 0.93
    fitting = [row for row in rows if _sums_hold(row)]
    return (fitting[0], 0.93) if len(fitting) == 1 else (rows[0], 0.6)


def _sums_hold(tokens: Sequence[Token]) -> bool:
    """Whether each group's total is the sum of its outcomes, blanks counting nothing."""
    values = [int(t.text) if t.text.isdigit() else 0 for t in tokens]
    return all(sum(values[g : g + 4]) == values[g + 4] for g in (0, 5, 10))


def _by_lines(found: Found, runs: Sequence[Run]) -> bool:
    """Outcomes down the side with three figures each, or one figure for each outcome of each group."""
    sizes = [len(run.cells) or len(_texts(run)) for run in runs]
    named = [(run, _outcome(run)) for run in runs]
    if any(outcome is None for _, outcome in named):
        return False
    if sizes == [3] * 5 and {outcome for _, outcome in named} == set(OUTCOMES):
        for run, outcome in named:
            figures = _cells_of(run)
            _put(found, [f"t4.{group}.{outcome}" for group in GROUPS], figures, 0.95)
        return True
    if sizes == [1] * 15 and [outcome for _, outcome in named] == list(OUTCOMES) * 3:
        _put(found, CELLS, [_cells_of(run)[0] for run in runs], 0.95)
        return True
    return False


def _cells_of(run: Run) -> list[Figure]:
    if run.cells:
        return [(c.text, c, run.row) for c in run.cells]
    return _texts(run)


def _outcome(run: Run) -> str | None:
    label = labels.OUTCOMES_OF_4.get(key(run.own[-1])) if run.own else None
    if label is not None:
        return label.code
    words = key(run.before[-40:])
    for length in (4, 3, 2):
        if found := labels.OUTCOMES_OF_4.get(words[-length:]):
            return found.code
    return None


def _glued(found: Found, runs: Sequence[Run]) -> bool:
    """Digits without separators: each group's total is the sum of its outcomes."""
    figures = [figure for run in runs for figure in _texts(run)]
    pieces = tuple(text for text, _, _ in figures)
    if not pieces or not all(p.isdigit() for p in pieces) or not len(pieces) < WIDTH <= sum(map(len, pieces)):
        return False
    if not any((p.startswith("0") and len(p) > 1) or len(p) >= WIDTH for p in pieces):
        return False
    options = splits(pieces, len(OUTCOMES), len(GROUPS))
    if not options:
        return False
    best = max(options, key=lambda s: sum(v == 0 for v in s))
    raw = " ".join(pieces)
    _, cell, row = figures[0]
    for index, (code, value) in enumerate(zip(CELLS, best, strict=True)):
        settled = all(option[index] == value for option in options)
        found.readings[code] = reading(value, raw, 0.94 if settled else 0.6, settled, cell, row)
    for option in options[:50]:
        if option != best:
            other: dict[str, Value] = {c: v for c, v, b in zip(CELLS, option, best, strict=True) if v != b}
            found.alternatives.append(other)
    return True


def _without_one(found: Found, runs: Sequence[Run]) -> bool:
    """One figure too many, such as a page number: the only one without which all three sums hold."""
    figures = [figure for run in runs for figure in _texts(run)]
    if len(figures) != WIDTH + 1:
        return False
    fitting = []
    for left_out in range(len(figures)):
        rest = figures[:left_out] + figures[left_out + 1 :]
        values = [parse(text, Kind.COUNT).value for text, _, _ in rest]
        numbers = [v for v in values if isinstance(v, int)]
        if len(numbers) == WIDTH and all(sum(numbers[g : g + 4]) == numbers[g + 4] for g in (0, 5, 10)):
            fitting.append((numbers, rest))
    if not fitting or any(numbers != fitting[0][0] for numbers, _ in fitting):
        return False
    _put(found, CELLS, fitting[0][1], 0.85)
    return True


def _first_fifteen(found: Found, runs: Sequence[Run]) -> bool:
    """Of sixteen figures whose sums tell nothing, the first fifteen, doubted."""
    figures = [figure for run in runs for figure in _texts(run)]
    if len(figures) != WIDTH + 1:
        return False
    _put(found, CELLS, figures[:WIDTH], 0.6)
    return True


def _put(found: Found, codes: Sequence[str], figures: Sequence[Figure], sure: float) -> None:
    for code, (text, cell, row) in zip(codes, figures, strict=True):
        parsed = parse(text, Kind.COUNT)
        confidence = round(sure * parsed.sure * cell.confidence, 3)
        firm = parsed.sure >= 0.95 and cell.confidence >= 0.99
        found.readings[code] = reading(parsed.value, clean(text), confidence, firm, cell, row, parsed.mark)
