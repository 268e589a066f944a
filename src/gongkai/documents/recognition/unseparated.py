"""Rows of table three whose figures do not stand one a column: digits glued together, or blanks lost.

The sum across each row gives the readings that are possible, the sums down the columns choose among them. What
stays open is put with little confidence, and the other readings are offered.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from gongkai.documents.recognition.alignment import FORMS, OTHER_ALL, Placed
from gongkai.documents.recognition.glued import MOST_JOINT, Split, joint, splits
from gongkai.documents.recognition.observe import Run
from gongkai.documents.recognition.readings import Found, Reading, reading
from gongkai.documents.recognition.rows import Token
from gongkai.statute.report import Value
from gongkai.statute.tables.parts import APPLICANTS

COLUMNS = tuple(line.code for line in APPLICANTS)
WIDTH = len(COLUMNS)
_OPEN = 0.49  # too little for any sum to raise it: other readings satisfy the sums as well
_ZEROS: Split = (0,) * WIDTH


def solve_rows(found: Found, placed: Sequence[Placed], open_rows: Sequence[Placed]) -> None:
    """Read the rows that have no figure of their own for each column."""
    candidates: dict[str, tuple[Split, ...]] = {}
    glued: set[str] = set()
    for place in open_rows:
        pieces = _pieces(place.run)
        if not all(p.isdigit() for p in pieces):
            continue
        if _is_glued(place.run, pieces):
            glued.add(place.code)
            candidates[place.code] = splits(pieces, WIDTH)
        else:
            candidates[place.code] = _spread(tuple(map(int, pieces)))
    for place in open_rows:
        _put_without_one(found, place)
    joint_readings = _joint(found, placed, candidates, blanks_lost=len(glued) < len(candidates))
    for place in open_rows:
        options = candidates.get(place.code, ())
        fitting = list(dict.fromkeys(choice[place.code] for choice in joint_readings)) if options else []
        if len(joint_readings) > MOST_JOINT and len(options) > 1:
            fitting = sorted(options, key=fitting.__contains__, reverse=True)  # others may fit as well
        if options and (place.code in glued or fitting):
            _put(found, place, fitting or list(options), _sureness(options, fitting), place.code in glued)
        elif f"t3.{place.code}.total" not in found.readings:
            _put_total(found, place, printed=_have_totals(open_rows))
    _offer(found, joint_readings, candidates, glued)


def _pieces(run: Run) -> tuple[str, ...]:
    return tuple(t.text for t in run.tokens if t.text)


def _is_glued(run: Run, pieces: tuple[str, ...]) -> bool:
    """Whether figures stand together: more digits than columns, or a zero in front that no figure has."""
    if not len(pieces) < WIDTH <= sum(map(len, pieces)):
        return False
    return any(t.joined for t in run.tokens) or any(len(p) > 1 and p[0] == "0" for p in pieces) or len(pieces) == 1


def _spread(figures: Split) -> tuple[Split, ...]:
    """Every way to set fewer figures than columns into the row, blanks counting nothing, the last one the total."""
    if not 2 <= len(figures) < WIDTH or sum(figures[:-1]) != figures[-1]:
        return ()
    rows: list[Split] = []
    for places in combinations(range(WIDTH - 1), len(figures) - 1):
        row = [0] * WIDTH
        for place, figure in zip(places, figures, strict=False):
            row[place] = figure
        row[-1] = figures[-1]
        rows.append(tuple(row))
    return tuple(rows)


def _joint(
    found: Found, placed: Sequence[Placed], candidates: Mapping[str, tuple[Split, ...]], *, blanks_lost: bool
) -> list[dict[str, Split]]:
    """Readings of all rows together that satisfy every sum down the columns."""
    known: dict[str, tuple[Split, ...]] = {code: options for code, options in candidates.items() if options}
    for place in placed:
        if place.code in known:
            continue
        values = [_value(found.readings.get(f"t3.{place.code}.{c}"), blanks_lost) for c in COLUMNS]
        whole = tuple(v for v in values if v is not None)
        if len(whole) == WIDTH:
            known[place.code] = (whole,)
    form = FORMS["2019" if OTHER_ALL in known else "2021"]
    if blanks_lost:
        known = dict.fromkeys(form, (_ZEROS,)) | known
    outcomes = [code for code in form if code.startswith("result.") and code != "result.total"]
    outcomes = [code for code in outcomes if code in known]
    return joint(known, outcomes)


def _value(read: Reading | None, blanks_lost: bool) -> int | None:
    if read is not None and isinstance(read.value, int):
        return read.value
    return 0 if blanks_lost and read is not None and read.value is None else None


def _sureness(options: Sequence[Split], fitting: Sequence[Split]) -> float:
    if len(fitting) == 1:
        return 0.97 if len(options) == 1 else 0.95
    return 0.93 if len(options) == 1 and not fitting else _OPEN


def _plausible(split: Split) -> tuple[int, int]:
    """Among readings that fit: most applicants are natural persons, and few kinds of organisation apply."""
    return (sum(v == 0 for v in split[1:-1]), split[0])


def _put(found: Found, place: Placed, options: Sequence[Split], sure: float, glued: bool) -> None:
    """The likeliest reading; cells that all readings share are as sure as their row's place."""
    best = max(options, key=_plausible)
    token = next(t for t in place.run.tokens if t.text)
    raw = " ".join(_pieces(place.run))
    left = list(_pieces(place.run))
    # Fewer zeros printed than columns without applicants: which of them are blank is anybody's guess.
    guessed = not glued and 0 < left[:-1].count("0") < best[:-1].count(0)
    for index, (column, value) in enumerate(zip(COLUMNS, best, strict=True)):
        settled = all(option[index] == value for option in options)
        confidence = min(max(sure, 0.93) if settled else sure, place.sure)
        if guessed and not value and index < WIDTH - 1:
            settled, confidence = False, min(confidence, 0.6)
        cell: Value = value
        if not glued:
            blank = not left or (value == 0 and left[0] != "0") or (index < WIDTH - 1 and len(left) == 1)
            cell = None if blank else int(left.pop(0))
        found.readings[f"t3.{place.code}.{column}"] = reading(
            cell, raw if cell is not None else "", confidence, settled and place.sure >= 0.9, token.cell, token.row
        )


def _put_without_one(found: Found, place: Placed) -> None:
    """A row with one figure too many, such as a page number: the only seven of the eight that add up."""
    tokens = list(place.run.tokens)
    if len(tokens) != WIDTH + 1:
        tokens = [t for t in tokens if t.text]
    if len(tokens) != WIDTH + 1 or not all(t.text.isdigit() or not t.text for t in tokens):
        return
    fitting: dict[tuple[int, ...], list[Token]] = {}
    for left_out in range(len(tokens)):
        rest = tokens[:left_out] + tokens[left_out + 1 :]
        values = tuple(int(t.text or 0) for t in rest)
        if tokens[left_out].text and rest[-1].text and sum(values[:-1]) == values[-1]:
            fitting.setdefault(values, rest)
    if len(fitting) != 1:
        return
    ((values, rest),) = fitting.items()
    for column, value, token in zip(COLUMNS, values, rest, strict=True):
        cell: Value = value if token.text else None
        sure = min(0.85, place.sure)
        found.readings[f"t3.{place.code}.{column}"] = reading(cell, token.text, sure, False, token.cell, token.row)


def _have_totals(rows: Sequence[Placed]) -> bool:
    """Whether rows with three figures or more mostly end in their sum: in others the total may be left blank."""
    figures = [[int(p) for p in _pieces(place.run) if p.isdigit()] for place in rows]
    ends = [sum(row[:-1]) == row[-1] for row in figures if len(row) > 2]
    return 4 * ends.count(False) <= ends.count(True)


def _put_total(found: Found, place: Placed, *, printed: bool) -> None:
    """Of a row with blanks lost, the total at least: the last of three or more figures, the sum of the others.

    A figure alone is most likely the total too, but may be the natural persons'. `printed`: rows do have totals.
    """
    figures = [int(p) for p in _pieces(place.run) if p.isdigit()]
    if len(figures) > WIDTH or (len(figures) > 1 and (sum(figures[:-1]) != figures[-1] or not figures[-1])):
        return
    if not figures:
        return
    token = [t for t in place.run.tokens if t.text][-1]
    sure = min(0.93 if len(figures) > 2 and printed else 0.7 if len(figures) == 2 else 0.5, place.sure)
    found.readings[f"t3.{place.code}.total"] = reading(figures[-1], token.text, sure, False, token.cell, token.row)


def _offer(
    found: Found,
    readings: Sequence[dict[str, Split]],
    candidates: Mapping[str, tuple[Split, ...]],
    glued: set[str],
) -> None:
    """The other joint readings, as the cells in which they differ from the one taken."""
    for choice in readings[:50] if len(readings) > 1 else ():
        other: dict[str, Value] = {}
        for code in candidates:
            if code not in glued or code not in choice:
                continue
            for column, value in zip(COLUMNS, choice[code], strict=True):
                cell = f"t3.{code}.{column}"
                if cell in found.readings and found.readings[cell].value != value:
                    other[cell] = value
        if other and other not in found.alternatives:
            found.alternatives.append(other)


def put_back_loose(found: Found, strays: Sequence[Run], exact: set[str]) -> None:
    """A figure that stands alone among the rows, and one blank whose row lacks just that figure.

    It may as well be a page number: the reading stays doubtful whatever the sums say. Rows that the file itself
    states (`exact`) have lost no cell.
    """
    for run in strays:
        pieces = _pieces(run)
        if len(pieces) != 1 or not pieces[0].isdigit():
            continue
        value = int(pieces[0])
        fitting = [
            cell
            for cell, read in found.readings.items()
            if cell[3:].rpartition(".")[0] not in exact and _lacks(found, cell, read, value)
        ]
        if len(fitting) == 1:
            token = next(t for t in run.tokens if t.text)
            found.readings[fitting[0]] = reading(value, pieces[0], _OPEN, False, token.cell, token.row)


def _lacks(found: Found, cell: str, read: Reading, value: int) -> bool:
    """Whether the blank cell's row adds up with this value; the blank must not be one the file states."""
    if read.value is not None or read.mark or read.confidence == 1.0 or value == 0:
        return False
    row, _, column = cell.rpartition(".")
    values = {c: found.readings.get(f"{row}.{c}") for c in COLUMNS}
    known = {c: r.value for c, r in values.items() if r is not None and isinstance(r.value, int)}
    if len(known) != WIDTH - 1:
        return False
    known[column] = value
    return sum(known[c] for c in COLUMNS[:-1]) == known["total"]
