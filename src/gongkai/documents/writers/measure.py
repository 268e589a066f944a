"""Column widths and type size of a table, so that its longest number stands in one line on the page.

Widths are points. The forms have fifteen columns in 156 mm: a ten-digit number fits only when its column is wider
than the others, or the type is smaller than 5号 (10.5 pt).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.documents.writers.grid import PrintedCell, PrintedTable

_SIZES = (10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5, 4)
_SMALLEST_WORDING = 7.5
_DIGIT = 0.64  # em: 0.5 in 宋体, 0.56 in Noto Serif SC, 0.64 in what replaces a font that is missing
_LABELS_WANTED: Mapping[str, tuple[float, ...]] = {"t2": (9.5,), "t3": (2.1, 4.2, 13.3), "t4": ()}
_LABELS_NEEDED: Mapping[str, tuple[float, ...]] = {"t2": (7.2,), "t3": (2.1, 4.2, 8.0), "t4": ()}
_SHARES: Mapping[int, tuple[int, ...]] = {5: (5, 4, 2, 2, 4)}
_VALUE_NEEDED = 2.05  # em: two Chinese characters of a heading


@dataclass(frozen=True, slots=True)
class Fit:
    """The type size of numbers and of wording, and the width of each column, all in points."""

    size: float
    wording: float
    widths: tuple[float, ...]


def fit(table: PrintedTable, texts: Mapping[str, str], width: float, padding: float, digit: float = _DIGIT) -> Fit:
    """The largest type at which every number stands in one line.

    `padding` is that of both sides of a cell together; `digit` is the width of a digit in em.
    """
    for size in _SIZES:
        needed = _needed(table, texts, size, padding, digit)
        if sum(needed) <= width:
            break
    else:
        needed = [share * width / sum(needed) for share in needed]
    wording = max(size, _SMALLEST_WORDING)
    wanted = [em * wording + padding for em in _LABELS_WANTED[table.code]]
    return Fit(size, wording, _spread(table, needed, wanted, width))


def text_width(text: str, size: float, digit: float = _DIGIT) -> float:
    """The width of a text in points: Chinese characters are square, all others as wide as a digit at most."""
    return sum(size * (1 if ord(char) > 0x2E7F else digit) for char in text)


def _needed(
    table: PrintedTable, texts: Mapping[str, str], size: float, padding: float, digit: float
) -> list[float]:
    """The least width of each column: wording may be broken, numbers may not."""
    wording = max(size, _SMALLEST_WORDING)
    least = [em * wording + padding for em in _LABELS_NEEDED[table.code]]
    least += [_VALUE_NEEDED * wording + padding] * (table.columns - len(least))
    for cell in sorted((cell for cell in table.cells if cell.code), key=lambda cell: cell.colspan):
        _widen(least, cell, _longest(texts.get(cell.code, ""), size, digit) + padding)
    return least


def _widen(least: list[float], cell: PrintedCell, need: float) -> None:
    """Make the columns of a cell wide enough together."""
    columns = range(cell.column, cell.column + cell.colspan)
    lacking = need - sum(least[column] for column in columns)
    if lacking > 0:
        for column in columns:
            least[column] += lacking / cell.colspan


def _longest(text: str, size: float, digit: float) -> float:
    """The width of the longest piece that cannot be broken: a number, or a Chinese character."""
    pieces = "".join(char if ord(char) <= 0x2E7F and not char.isspace() else f" {char} " for char in text).split()
    return max((text_width(piece, size, digit) for piece in pieces), default=0.0)


def _spread(table: PrintedTable, needed: list[float], wanted: list[float], width: float) -> tuple[float, ...]:
    """What is left goes to the labels until they break well, then to the narrowest values; table two is even."""
    if table.code == "t2":
        return _towards(_SHARES.get(len(needed), (1,) * len(needed)), needed, width)
    rest = width - sum(needed)
    labels, values = needed[: table.label_columns], needed[table.label_columns :]
    for column, want in enumerate(wanted):
        more = min(max(want - labels[column], 0.0), rest)
        labels[column] += more
        rest -= more
    level = _level(values, rest)
    return (*labels, *(max(value, level) for value in values))


def _towards(shares: tuple[int, ...], needed: list[float], width: float) -> tuple[float, ...]:
    """Columns in the given proportion as far as what each needs allows."""
    lacking = [max(width * share / sum(shares) - need, 0.0) for share, need in zip(shares, needed, strict=True)]
    rest = (width - sum(needed)) / (sum(lacking) or 1.0)
    return tuple(need + lack * rest for need, lack in zip(needed, lacking, strict=True))


def _level(values: list[float], rest: float) -> float:
    """The height to which `rest` fills up the lowest of `values`."""
    ordered = sorted(values)
    total = rest
    for count, value in enumerate(ordered, start=1):
        total += value
        level = total / count
        if count == len(ordered) or level <= ordered[count]:
            return level
    return 0.0
