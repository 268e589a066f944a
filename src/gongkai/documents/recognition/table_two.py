"""Table two: four small tables of format 2021, or five of format 2019, together or apart.

The column headings printed above a row say which format it has; without them the number of figures does.
"""

import math
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from gongkai.documents.layout import GridCell
from gongkai.documents.recognition import labels
from gongkai.documents.recognition.glued import Split, any_splits
from gongkai.documents.recognition.normalise import clean, key
from gongkai.documents.recognition.observe import Run, observe, without_remarks
from gongkai.documents.recognition.readings import BASE, Found, Reading, reading
from gongkai.documents.recognition.rows import Row
from gongkai.documents.recognition.values import parse, unit_of
from gongkai.documents.recognition.wrapped import put_together
from gongkai.statute.report import Value
from gongkai.statute.tables import FORMATS

_COLUMN_WORDS = re.compile("|".join(sorted(map(re.escape, labels.COLUMNS_OF_2), key=len, reverse=True)))
_DOCUMENTS = ("rule", "normative")
_SHAPES: dict[str, dict[str, tuple[str, ...]]] = {
    "2021": {
        **dict.fromkeys(_DOCUMENTS, ("made", "repealed", "in_force")),
        **dict.fromkeys(("licence", "penalty", "coercion", "fee"), ("",)),
    },
    "2019": {
        **dict.fromkeys(_DOCUMENTS, ("newly_made", "newly_published", "total_published")),
        **dict.fromkeys(("licence", "other_services", "penalty", "coercion"), ("previous_items", "change", "")),
        "fee": ("previous_items", "change"),
        "procurement": ("projects", "amount"),
    },
}
_KINDS = FORMATS["2021"].kinds | FORMATS["2019"].kinds
_OFFICIAL = {
    format_code: {
        line.code: line.label for table in FORMATS[format_code].tables if table.code == "t2" for line in table.rows
    }
    for format_code in FORMATS
}


def read_table_two(rows: Sequence[Row]) -> tuple[Found, str | None]:
    """The cells of table two in these rows, and the format it has (None when it is not there)."""
    found = Found()
    runs = put_together(observe(rows, 1, lambda text: labels.row_of_2(text) is not None), "t2")
    named = [(run, code) for run in runs if (code := _code_of(run))]
    if not named:
        return found, None
    format_code = _format(rows, named)
    for run, code in named:
        shape = _SHAPES[format_code].get(code)
        if shape is None:
            other = "2019" if format_code == "2021" else "2021"
            shape = _SHAPES[other][code]
        _read_row(found, run, code, shape)
        printed = run.own[-1] if run.own else ""
        if printed and key(printed) != key(_OFFICIAL[format_code].get(code, printed)):
            found.labels.setdefault(f"t2.{code}", " ".join(printed.split()))
    return found, format_code


def _code_of(run: Run) -> str | None:
    for label in (run.own[-1:] and run.own[-1], "".join(run.own)):
        if label and (code := labels.row_of_2(label)):
            return code
    words = key(labels.without_remark(run.before[-200:])[-60:])
    for length in range(min(len(words), 12), 1, -1):
        if found := labels.ROWS_OF_2.get(words[-length:]):
            return found.code
    return _alike(key(run.own[-1]) if run.own else "", words)


def _alike(own: str, words: str) -> str | None:
    """The row whose label differs by a slip of the pen; long labels only, and not the headings of columns."""
    best, code = 0.0, None
    for form, label in labels.ROWS_OF_2.items():
        if len(form) < 4:
            continue
        for candidate in (own,) if own else (words[-len(form) :], words[-len(form) - 1 :], words[1 - len(form) :]):
            ratio = SequenceMatcher(None, form, candidate, autojunk=False).ratio()
            if ratio > best:
                best, code = ratio, label.code
    return code if best >= 0.74 else None


def _format(rows: Sequence[Row], named: Sequence[tuple[Run, str]]) -> str:
    """Format 2019 or 2021, by the column headings printed, else by the rows, else by the number of figures."""
    words = key("".join(cell.text for row in rows for cell in row.cells if not cell.text.isdigit())[:6000])
    printed = [labels.COLUMNS_OF_2[form].code for form in _COLUMN_WORDS.findall(words)]
    old = sum(code in labels.OLD_COLUMNS_2 for code in printed)
    new = sum(code in labels.NEW_COLUMNS_2 for code in printed)
    if old or new:
        return "2019" if old > new else "2021"
    if any(code in ("other_services", "procurement") for _, code in named):
        return "2019"
    several = [
        len(run.cells) or len(run.tokens) for run, code in named if code in ("licence", "penalty", "coercion")
    ]
    return "2019" if several and min(several) >= 3 else "2021"


def _read_row(found: Found, run: Run, code: str, shape: tuple[str, ...]) -> None:
    cells = [".".join(part for part in ("t2", code, column) if part) for column in shape]
    if all(cell in found.readings for cell in cells):
        _compare(found, run, cells)
        return
    texts = _figures(run, len(shape))
    if texts is not None:
        for cell, (text, place, row, sure) in zip(cells, texts, strict=True):
            found.readings[cell] = _read(run, cell, text, place, row, sure)
    elif run.tokens:
        _read_glued(found, run, cells)


def _compare(found: Found, run: Run, cells: Sequence[str]) -> None:
    """A row printed twice: where the two say different things, neither is sure."""
    texts = _figures(run, len(cells))
    if texts is None:
        return
    for cell, (text, place, row, sure) in zip(cells, texts, strict=True):
        again = _read(run, cell, text, place, row, sure)
        first = found.readings[cell]
        if again.value != first.value and again.value is not None:
            if first.value is None:
                found.readings[cell] = again
            else:
                found.readings[cell] = first._replace(confidence=min(first.confidence, 0.6), firm=False)


Figure = tuple[str, GridCell, Row, float]


def _figures(run: Run, count: int) -> list[Figure] | None:
    """The row's figures in the order of its columns, None where they do not come apart by themselves."""
    if run.cells:
        row = run.row
        cells = without_remarks(run.cells, count)
        filled = [c for c in cells if c.text.strip()]
        if len(cells) == count:
            return [(c.text, c, row, 1.0) for c in cells]
        if len(filled) == count:
            if merged := _blank_and_repeated(cells, count):
                return [(c.text, c, row, 0.6) for c in merged]
            return [(c.text, c, row, 0.98) for c in filled]
        if not filled and len(cells) > count:
            return [("", c, row, 0.95) for c in cells[:count]]
        if merged := _repeated(cells, count):
            return [(c.text, c, row, 0.95) for c in merged]
        if count == 1 and filled:
            return [(filled[0].text, filled[0], row, 0.6)]
        while len(cells) > count and not cells[-1].text.strip():
            cells.pop()
        if len(cells) == count:
            return [(c.text, c, row, 0.95) for c in cells]
        return None
    tokens = [t for t in run.tokens if t.text]
    if len(tokens) == count:
        sure = 0.7 if any(t.joined for t in tokens[1:]) else 1.0
        return [(t.text, t.cell, t.row, sure) for t in tokens]
    trimmed = list(run.tokens)
    while len(trimmed) > count and not trimmed[-1].text:
        trimmed.pop()
    if len(trimmed) == count:
        return [(t.text, t.cell, t.row, 1.0) for t in trimmed]
    if count == 1 and tokens:
        return [(tokens[0].text, tokens[0].cell, tokens[0].row, 0.6)]
    if len(tokens) > count:
        return [(t.text, t.cell, t.row, 0.6) for t in tokens[:count]]
    return None


def _repeated(cells: Sequence[GridCell], count: int) -> list[GridCell]:
    """A row whose merged cells a tool wrote out once a column ("13 | 47.5 | 47.5"); empty for any other row."""
    if not all(cell.text.strip() for cell in cells):
        return []
    first = [cell for n, cell in enumerate(cells) if not n or cells[n - 1].text != cell.text]
    if len(first) == count:
        return first
    return list(cells[:count]) if len(first) == 1 and len(cells) >= count else []


def _blank_and_repeated(cells: Sequence[GridCell], count: int) -> list[GridCell]:
    """A row with a blank figure and a merged cell written out ("| 19.6 | 19.6"), or else with its figures moved.

    Empty for a row that leaves no such doubt.
    """
    texts = [cell.text.strip() for cell in cells]
    first = [cell for n, cell in enumerate(cells) if not n or texts[n - 1] != texts[n]]
    repeated = any(text and text == before for before, text in pairwise(texts))
    return first if repeated and not texts[0] and len(first) == count else []


def _read(run: Run, cell: str, text: str, place: GridCell, row: Row, sure: float) -> Reading:
    parsed = parse(text, _KINDS[cell], unit=unit_of(cell))
    confidence = round(BASE[run.quality()] * sure * parsed.sure * place.confidence, 3)
    return reading(parsed.value, clean(text), confidence, sure >= 0.9, place, row, parsed.mark)


def _read_glued(found: Found, run: Run, cells: Sequence[str]) -> None:
    """Digits without separators. No sum binds these rows: of several readings the likeliest, and doubted."""
    pieces = tuple(t.text for t in run.tokens if t.text)
    if not all(re.fullmatch(r"-?\d+", p) for p in pieces):
        return
    options = [s for s in any_splits(pieces, len(cells)) if s[0] >= 0 and s[-1] >= 0]
    if not options:
        return
    options.sort(key=_PRIORS.get(cells[0].rpartition(".")[2], _steady), reverse=True)
    best = options[0]
    token = next(t for t in run.tokens if t.text)
    sure = 0.95 if len(options) == 1 and len(pieces) == 1 else 0.6
    for index, (cell, value) in enumerate(zip(cells, best, strict=True)):
        settled = all(option[index] == value for option in options)
        found.readings[cell] = reading(
            value,
            " ".join(pieces),
            max(sure, 0.9) if settled and len(pieces) == 1 else sure,
            settled,
            token.cell,
            token.row,
        )
    for option in options[1:6]:
        other: dict[str, Value] = {c: v for c, v in zip(cells, option, strict=True) if v != found.readings[c].value}
        found.alternatives.append(other)


def _likelihood(split: Split) -> float:
    """How plausible made, repealed and in force are together.

    Documents in force are the most; a year makes about a tenth of them and repeals fewer, give or take a factor
    of ten.
    """
    made, second, stock = split
    most = math.log(stock + 1.0)
    share = -((math.log(made + 1) - most + 2.1) ** 2)
    return share - ((math.log(second + 1) - most + 3.0) ** 2) / 3


def _likelihood_2019(split: Split) -> float:
    """The same for made, published, all published: what is made is published, mostly all of it."""
    made, published, stock = split
    gap = abs(math.log(made + 1) - math.log(published + 1))
    return -((math.log(made + 1) - math.log(stock + 1) + 2.1) ** 2) - 6 * gap - 9 * (published > stock)


def _steady(split: Split) -> float:
    """Items last year, their change, decisions: mostly there is no change, else it is small beside the items."""
    if len(split) < 2 or split[1] == 0:
        return 0.0
    return -1.5 - abs(math.log(abs(split[1]) + 1) - math.log(split[0] + 1) + 2.0)


_PRIORS = {"made": _likelihood, "newly_made": _likelihood_2019}
