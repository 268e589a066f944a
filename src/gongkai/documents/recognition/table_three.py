"""Table three: runs of figures to the cells of the 25 (or 23) prescribed rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from gongkai.documents.layout import Grid, GridCell
from gongkai.documents.recognition import labels
from gongkai.documents.recognition.alignment import OTHER_ALL, Placed, align
from gongkai.documents.recognition.normalise import clean, key
from gongkai.documents.recognition.observe import Run, observe
from gongkai.documents.recognition.readings import BASE, Found, Reading, reading
from gongkai.documents.recognition.rows import Row, Token, grid_rows
from gongkai.documents.recognition.unseparated import COLUMNS, WIDTH, put_back_loose, solve_rows
from gongkai.documents.recognition.values import parse
from gongkai.statute.tables import Kind

UsualStarts = dict[int, tuple[int, float]]
_CUT_OFF = 3  # rows; one or two may be slips of the pen


def read_table_three(rows: Sequence[Row]) -> Found:
    """The cells of table three in these rows."""
    found = Found()
    runs = _best_of_repeated(observe(rows, WIDTH, _is_row))
    if not runs:
        return found
    doubtful = _contradicted(runs)
    _, placed = align(runs)
    placed = [replace(p, sure=min(p.sure, 0.6)) if p.code in doubtful else p for p in placed]
    if any(p.code.startswith("result.other.") for p in placed):
        placed = [p for p in placed if p.code != OTHER_ALL]
    columns = _header_columns(runs)
    usual_starts = _usual_starts(runs) if any(len(run.cells) > WIDTH for run in runs) else {}
    open_rows: list[Placed] = []
    for place in placed:
        if (direct := _full_row(place, columns, usual_starts)) is not None:
            for column, read in zip(COLUMNS, direct, strict=True):
                if read is not None:
                    found.readings[f"t3.{place.code}.{column}"] = read
        elif place.run.tokens:
            open_rows.append(place)
        _keep_label(found, place)
    if open_rows:
        solve_rows(found, placed, open_rows)
    taken = {id(place.run) for place in placed}
    exact = {place.code for place in placed if place.run.exact}
    put_back_loose(found, [run for run in runs if id(run) not in taken], exact)
    _doubt_cut_off(found, placed)
    return found


def _doubt_cut_off(found: Found, placed: Sequence[Placed]) -> None:
    """Totals that the page's edge has cut: several rows fail, and each prints the first digits of its sum."""
    cut: list[str] = []
    blank: list[str] = []
    others = 0
    for place in placed:
        read = [found.readings.get(f"t3.{place.code}.{column}") for column in COLUMNS]
        if read[-1] is not None and read[-1].value is None:
            blank.append(f"t3.{place.code}.total")
        values = [r.value for r in read if r is not None and isinstance(r.value, int)]
        if place.run.exact or len(values) < WIDTH or sum(values[:-1]) == values[-1]:
            continue
        if str(sum(values[:-1])).startswith(str(values[-1])):
            cut.append(f"t3.{place.code}.total")
        else:
            others += 1
    if len(cut) >= _CUT_OFF and others * 4 <= len(cut):
        for cell in (*cut, *blank):
            total = found.readings[cell]
            found.readings[cell] = total._replace(confidence=min(total.confidence, 0.6), firm=False)


def _is_row(text: str) -> bool:
    label = labels.row_of_3(text)
    return label is not None and (label.part == "row" or label.code == "result.other")


def _keep_label(found: Found, place: Placed) -> None:
    printed = place.run.own[-1] if place.run.own else ""
    official = labels.ROW_LABELS_3[place.code]
    if printed and key(printed) != key(official):
        found.labels[f"t3.{place.code}"] = " ".join(printed.split())


def _best_of_repeated(runs: list[Run]) -> list[Run]:
    """Of runs that name the same row outright and say the same, the one whose structure is known best."""
    named = [labels.row_of_3(run.own[-1]) if run.own else _last_label(run) for run in runs]
    codes = [label.code for label in named if label is not None]
    if len(set(codes)) == len(codes):
        return runs
    seen: dict[tuple[str, tuple[str, ...]], int] = {}
    dropped: set[int] = set()
    for index, (run, label) in enumerate(zip(runs, named, strict=True)):
        if label is None:
            continue
        figures = tuple(clean(c.text) for c in run.cells) or tuple(t.text for t in run.tokens)
        figures = tuple(f for f in figures if f)
        previous = seen.get((label.code, figures))
        if previous is None:
            seen[label.code, figures] = index
        elif runs[previous].quality() >= run.quality():
            dropped.add(index)
        else:
            dropped.add(previous)
            seen[label.code, figures] = index
    return [run for index, run in enumerate(runs) if index not in dropped]


def _contradicted(runs: Sequence[Run]) -> set[str]:
    """Rows printed twice with different figures: whichever is taken, it is not sure."""
    named = [labels.row_of_3(run.own[-1]) for run in runs if run.own and len(run.cells) >= WIDTH]
    codes = Counter(label.code for label in named if label is not None)
    return {code for code, times in codes.items() if times > 1} if len(codes) < len(named) else set()


def _last_label(run: Run) -> labels.Label | None:
    words = key(run.before[-60:])
    for length in range(min(len(words), 45), 4, -1):
        if found := labels.ROWS_OF_3.get(words[-length:]):
            return found
    return None


def _header_columns(runs: Sequence[Run]) -> dict[int, list[tuple[int, int]]]:
    """For each grid with rows of more than seven cells, the columns that each of the seven headings spans."""
    spans: dict[int, list[tuple[int, int]]] = {}
    before: tuple[int, list[tuple[int, int]]] = (0, [])  # a grid that goes on on the next page
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


def _common_spans(runs: Sequence[Run], grid: Grid) -> list[tuple[int, int]] | None:
    """In a grid that goes on without a header: the columns between the edges that all its rows have."""
    edges = [
        {c.column for c in r.cells} | {r.cells[-1].column + r.cells[-1].colspan}
        for r in runs
        if r.row.grid is grid and r.cells
    ]
    common = sorted(set.intersection(*edges)) if len(edges) > 1 else []
    return list(pairwise(common)) if len(common) == WIDTH + 1 else None


def _usual_spans(runs: Sequence[Run], grid: Grid) -> list[tuple[int, int]] | None:
    """In a grid that goes on without a header: the columns that most of its rows with seven cells have."""
    counted = Counter(
        tuple((c.column, c.column + c.colspan) for c in run.cells)
        for run in runs
        if run.row.grid is grid and len(run.cells) == WIDTH
    )
    (found, times), *_ = counted.most_common(1) or [((), 0)]
    return list(found) if times > 1 else None


def _spans_of(grid: Grid) -> list[tuple[int, int]] | None:
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


def _full_row(
    place: Placed, columns: dict[int, list[tuple[int, int]]], usual_starts: UsualStarts
) -> list[Reading | None] | None:
    """The seven cells of a run that has them side by side; None where they must be worked out."""
    run = place.run
    if run.cells:
        return _from_cells(place, columns, usual_starts)
    figures = [t for t in run.tokens if t.text]
    if len(figures) == WIDTH:
        sure = 0.6 if _blank_inside(run.tokens) and not _sums([t.text for t in figures]) else 1.0
        return [_read(place, t.text, t.cell, t.row, sure) for t in figures]
    tokens = _without_outer_blanks(run.tokens)
    if len(tokens) == WIDTH:
        return [_read(place, t.text, t.cell, t.row, 1.0) for t in tokens]
    return None


def _blank_inside(tokens: Sequence[Token]) -> bool:
    """Whether a blank stands between figures: then one of seven figures may not be the row's."""
    filled = [n for n, token in enumerate(tokens) if token.text]
    return len(filled) <= filled[-1] - filled[0]


def _without_outer_blanks(tokens: Sequence[Token]) -> list[Token]:
    """A row's own blanks come first; blanks after its seventh cell belong to the next row's labels."""
    kept = list(tokens)
    while len(kept) > WIDTH and not kept[-1].text:
        kept.pop()
    while len(kept) > WIDTH and not kept[0].text:
        kept.pop(0)
    return kept


def _from_cells(
    place: Placed, columns: dict[int, list[tuple[int, int]]], usual_starts: UsualStarts
) -> list[Reading | None]:
    run = place.run
    row = run.row
    cells = run.cells
    if run.exact and place.sure == 1.0 and len(cells) == WIDTH and (plain := _as_printed(run)) is not None:
        return plain
    if len(cells) == WIDTH and all(c.colspan == cells[0].colspan for c in cells):
        return [_read(place, c.text, c, row, 1.0) for c in cells]
    spans = columns.get(row.grid.number) if row.grid is not None else None
    if len(cells) == WIDTH and spans is None:
        return [_read(place, c.text, c, row, 1.0) for c in cells]
    if spans is not None and run.exact:
        return _by_columns(place, spans)
    starts = _starts(cells)
    sure = 1.0 if len({c.colspan for c in cells}) == 1 else 0.6  # a divided cell has a blank beside its figure
    if len(starts) > 1:
        adding_up = [start for start in starts if _adds_up(_from_column(cells, start))]
        usual, share = usual_starts.get(row.grid.number, (-1, 0.0)) if row.grid is not None else (-1, 0.0)
        if usual in starts and share >= 0.9:
            starts = [usual]
        elif len(adding_up) == 1:
            starts, sure = adding_up, 0.75  # one figure alone is the sum of zeros before it, too
        elif usual in starts:
            starts, sure = [usual], 0.6
        else:
            starts, sure = starts[:1], 0.6
    if len(starts) == 1:
        return [_read(place, c.text, c, row, sure) for c in _from_column(cells, starts[0])]
    return _by_columns(place, spans) if spans is not None else [None] * WIDTH


def _as_printed(run: Run) -> list[Reading | None] | None:
    """Seven plain figures side by side in a grid that the file states: the usual row, quickly."""
    cells = run.cells
    grid = run.row.grid
    span = cells[0].colspan
    found: list[Reading | None] = []
    for cell in cells:
        text = cell.text
        if (
            cell.colspan != span
            or cell.confidence != 1.0
            or grid is None
            or not (text.isdigit() and text.isascii())
        ):
            return None
        page = grid.page if cell.page is None else cell.page
        found.append(Reading(int(text), text, 1.0, True, "", page, grid.number, cell.row + 1, cell.column + 1))
    return found


def _from_column(cells: Sequence[GridCell], column: int) -> Sequence[GridCell]:
    first = next(i for i, c in enumerate(cells) if c.column == column)
    return cells[first : first + WIDTH]


def _adds_up(cells: Sequence[GridCell]) -> bool:
    """Whether the seventh figure is the sum of the others, blanks counting nothing."""
    return _sums([c.text for c in cells])


def _sums(texts: Sequence[str]) -> bool:
    values = [parse(text, Kind.COUNT).value for text in texts]
    return isinstance(values[-1], int) and sum(v for v in values[:-1] if isinstance(v, int)) == values[-1] != 0


def _starts(cells: Sequence[GridCell]) -> list[int]:
    """The columns at which the seven figures may begin: all that is filled lies in the seven cells from there."""
    filled = [i for i, c in enumerate(cells) if c.text.strip()]
    if not filled or filled[-1] - filled[0] >= WIDTH:
        return []
    last_start = len(cells) - WIDTH
    return [cells[i].column for i in range(max(0, filled[-1] - WIDTH + 1), min(filled[0], last_start) + 1)]


def _usual_starts(runs: Sequence[Run]) -> UsualStarts:
    """For each grid, the column at which the figures of most unambiguous rows begin, and their share."""
    counted: dict[int, Counter[int]] = {}
    for run in runs:
        if run.row.grid is not None and run.cells:
            starts = _starts(run.cells)
            if len(starts) == 1:
                counted.setdefault(run.row.grid.number, Counter())[starts[0]] += 1
    usual = {number: starts.most_common(1)[0] for number, starts in counted.items()}
    return {number: (start, times / counted[number].total()) for number, (start, times) in usual.items()}


def _by_columns(place: Placed, spans: list[tuple[int, int]]) -> list[Reading | None]:
    """Each heading's figures by place: one cell, or one figure among blanks, else nothing."""
    run = place.run
    row = run.row
    result: list[Reading | None] = []
    spans, sure = _shifted(run.cells, spans)
    for start, end in spans:
        under = [c for c in run.cells if c.column < end and c.column + c.colspan > start]
        filled = [c for c in under if c.text.strip()]
        chosen = filled if filled else under[:1]
        if len(chosen) == 1 and _belongs(chosen[0], start, end, spans):
            result.append(_read(place, chosen[0].text, chosen[0], row, sure))
        else:
            result.append(None)
    return result


def _shifted(cells: Sequence[GridCell], spans: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], float]:
    """The headings' columns as this row has them: the same, or moved where a span above covers too many rows."""
    start, end = cells[0].column, cells[-1].column + cells[-1].colspan
    if (start, end) == (spans[0][0], spans[-1][1]):
        return spans, 0.98
    if end - start == spans[-1][1] - spans[0][0]:
        by = start - spans[0][0]
        return [(a + by, b + by) for a, b in spans], 0.95
    return spans, 0.6


def _belongs(cell: GridCell, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    """A figure that spans several headings belongs to none; a blank may."""
    touched = sum(cell.column < b and cell.column + cell.colspan > a for a, b in spans)
    return touched == 1 or not cell.text.strip()


def _read(place: Placed, text: str, cell: GridCell, row: Row, factor: float) -> Reading:
    value, mark, plain = parse(text, Kind.COUNT)
    sure = BASE[place.run.quality()] * factor * plain * cell.confidence
    if sure != 1.0:
        sure = round(min(sure, place.sure), 3)
    elif place.sure < 1.0:
        sure = place.sure
    firm = place.sure >= 0.9 and plain >= 0.95 and cell.confidence >= 0.99
    return reading(value, text if text.isdigit() else clean(text), sure, firm, cell, row, mark)
