"""Table three: runs of figures to the cells of the 25 (or 23) prescribed rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from gongkai.documents.layout import GridCell
from gongkai.documents.recognition import labels
from gongkai.documents.recognition.alignment import OTHER_ALL, Placed, align
from gongkai.documents.recognition.columns import (
    Spans,
    Usual,
    adds_up,
    belongs,
    header_columns,
    likely_start,
    shifted,
    starts_of,
    usual_starts,
    within,
)
from gongkai.documents.recognition.normalise import clean, key
from gongkai.documents.recognition.observe import Run, come_apart, observe
from gongkai.documents.recognition.readings import BASE, Found, Reading, reading
from gongkai.documents.recognition.rows import Row, Token
from gongkai.documents.recognition.unseparated import COLUMNS, WIDTH, put_back_loose, solve_rows
from gongkai.documents.recognition.values import parse
from gongkai.documents.recognition.wrapped import put_together
from gongkai.statute.tables import Kind

_CUT_OFF = 3  # rows; one or two may be slips of the pen


def read_table_three(rows: Sequence[Row]) -> Found:
    """The cells of table three in these rows."""
    found = Found()
    runs = _best_of_repeated(put_together(come_apart(observe(rows, WIDTH, _is_row), WIDTH), "t3"))
    if not runs:
        return found
    doubtful = _contradicted(runs)
    _, placed = align(runs)
    placed = [replace(p, sure=min(p.sure, 0.6)) if p.code in doubtful else p for p in placed]
    if any(p.code.startswith("result.other.") for p in placed):
        placed = [p for p in placed if p.code != OTHER_ALL]
    columns = header_columns(runs)
    usual = usual_starts(placed) if any(len(run.cells) > WIDTH for run in runs) else Usual({}, {})
    open_rows: list[Placed] = []
    for place in placed:
        if (direct := _full_row(place, columns, usual)) is not None:
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
    whole = [run for run in runs if run.own and len(run.cells) >= WIDTH and any(c.text for c in run.cells)]
    named = [labels.row_of_3(run.own[-1]) for run in whole]
    codes = Counter(label.code for label in named if label is not None)
    return {code for code, times in codes.items() if times > 1} if len(codes) < len(named) else set()


def _last_label(run: Run) -> labels.Label | None:
    words = key(run.before[-60:])
    for length in range(min(len(words), 45), 4, -1):
        if found := labels.ROWS_OF_3.get(words[-length:]):
            return found
    return None


def _full_row(place: Placed, columns: dict[int, Spans], usual: Usual) -> list[Reading | None] | None:
    """The seven cells of a run that has them side by side; None where they must be worked out."""
    run = place.run
    if run.cells:
        return _from_cells(place, columns, usual)
    figures = [t for t in run.tokens if t.text]
    if len(figures) == WIDTH:
        sure = 0.6 if _blank_inside(run.tokens) and not adds_up([t.text for t in figures]) else 1.0
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


def _from_cells(place: Placed, columns: dict[int, Spans], usual: Usual) -> list[Reading | None]:
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
    filled = [c for c in cells if c.text.strip()]
    if len(filled) == WIDTH and _whole(filled):  # wherever a page break has moved the row
        return [_read(place, c.text, c, row, 0.98) for c in filled]
    if spans is not None and run.exact:
        return _by_columns(place, spans)
    starts = starts_of(cells)
    if starts:
        start, sure = (starts[0], 1.0) if len(starts) == 1 else likely_start(place, starts, usual)
        if len({c.colspan for c in cells}) > 1:
            sure = min(sure, 0.6)  # a divided cell has a blank beside its figure
        return [_read(place, c.text, c, row, sure) for c in cells[start : start + WIDTH]]
    return _by_columns(place, spans) if spans is not None else [None] * WIDTH


def _whole(cells: Sequence[GridCell]) -> bool:
    """Whether seven figures add up, zeros too."""
    texts = [c.text.strip() for c in cells]
    return adds_up(texts) or all(text == "0" for text in texts)


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


def _by_columns(place: Placed, spans: Spans) -> list[Reading | None]:
    """Each heading's figures by place: one cell, or one figure among blanks, else nothing."""
    run = place.run
    row = run.row
    result: list[Reading | None] = []
    cells = within(run.cells, spans)
    spans, sure = shifted(cells, spans)
    for start, end in spans:
        under = [c for c in cells if c.column < end and c.column + c.colspan > start]
        filled = [c for c in under if c.text.strip()]
        chosen = filled if filled else under[:1]
        if len(chosen) == 1 and belongs(chosen[0], start, end, spans):
            result.append(_read(place, chosen[0].text, chosen[0], row, sure))
        else:
            result.append(None)
    return result


def _read(place: Placed, text: str, cell: GridCell, row: Row, factor: float) -> Reading:
    value, mark, plain = parse(text, Kind.COUNT)
    sure = BASE[place.run.quality()] * factor * plain * cell.confidence
    if sure != 1.0:
        sure = round(min(sure, place.sure), 3)
    elif place.sure < 1.0:
        sure = place.sure
    firm = place.sure >= 0.9 and plain >= 0.95 and cell.confidence >= 0.99
    return reading(value, text if text.isdigit() else clean(text), sure, firm, cell, row, mark)
