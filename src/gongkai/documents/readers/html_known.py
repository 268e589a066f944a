"""Tables whose markup and words were met before: only their figures are looked for.

The source of such a table is the same from report to report but for its figures, which stand between pieces of text
that are known. A table that differs in anything else is cut at its tags, as is one met for the first time.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from operator import eq
from threading import Lock
from typing import NamedTuple

from gongkai.documents.forms import FIGURE, Form, word_of
from gongkai.documents.layout import Grid

_FIGURE = re.compile(r">\s*([0-9]{1,12}(?:\.[0-9]{1,6})?(?:万?元)?)(?=\s*<)")
_LONGEST = 21
_LONGEST_WHOLE = 12
_LONGEST_ROW = 4000
_MOST_ALIKE = 8
_MOST_KEPT = 4_000_000
"""Characters of source that are kept in all; the tables that were learnt first go."""


class _Run(NamedTuple):
    """Figures with the same piece of source between them, and the piece before them.

    `stop` is as much of the piece after them as tells it from the one between, which stands within `reach`.
    """

    before: str
    between: str
    length: int
    stop: str
    reach: int


class KnownTable(NamedTuple):
    """The source of a table apart from its figures."""

    captions: tuple[str, ...]
    form: Form
    runs: tuple[_Run, ...]
    last: str
    amounts: tuple[tuple[int, str], ...]
    """The position and the kind of each figure that is no whole number."""
    size: int

    def figures_in(self, text: str, at: int) -> tuple[tuple[str, ...], int] | None:
        """The figures of a table that begins there, and where it ends; None where it is not this table."""
        found: list[str] = []
        for before, between, count, stop, reach in self.runs:
            if not text.startswith(before, at):
                return None
            at += len(before)
            end = text.find(stop, at, at + reach)
            if end < 0:
                return None
            if count == 1:
                found.append(text[at:end])
            else:
                several = text[at:end].split(between)
                if len(several) != count:
                    return None
                found += several
            at = end
        if not text.startswith(self.last, at):
            return None
        return (tuple(found), at + len(self.last)) if self._are_such(found) else None

    def _are_such(self, figures: list[str]) -> bool:
        """Whether every figure is of its kind."""
        if self.amounts:
            figures = figures.copy()
            for at, kind in self.amounts:
                if word_of(figures[at]) != kind:
                    return False
                figures[at] = "0"
        digits = "".join(figures)
        return (
            digits.isdigit() and digits.isascii() and "" not in figures and max(map(len, figures)) <= _LONGEST_WHOLE
        )


_known: dict[str, tuple[KnownTable, ...]] = {}
_lock = Lock()


def known_table(text: str, start: int) -> tuple[KnownTable, tuple[str, ...], int] | None:
    """The table that begins there, its figures and where it ends, if it was met before."""
    for table in _known.get(_opening(text, start), ()):
        if found := table.figures_in(text, start):
            return table, *found
    return None


def _opening(text: str, start: int) -> str:
    """What tables are looked up by: the first row, which seldom holds figures."""
    return text[start : max(text.find("</tr", start, start + _LONGEST_ROW), start)]


def learn(text: str, start: int, end: int, captions: Sequence[str], grid: Grid) -> None:
    """Remember a table that stands there, if its figures are all that could differ."""
    form, spans = grid.form, [found.span(1) for found in _FIGURE.finditer(text, start, end)]
    if form is None or not spans or grid.figures != tuple([text[first:last] for first, last in spans]):
        return  # a figure is put together from several pieces, or one stands in a cell with other words
    bounds = [start, *(place for span in spans for place in span), end]
    pieces = [text[first:last] for first, last in zip(bounds[::2], bounds[1::2], strict=True)]
    kinds = [form.words[at] for at in form.figures]
    amounts = tuple([(at, kind) for at, kind in enumerate(kinds) if kind != FIGURE])
    table = KnownTable(tuple(captions), form, tuple(_runs(pieces, kinds)), pieces[-1], amounts, end - start)
    opening = _opening(text, start)
    with _lock:
        _known[opening] = (table, *_known.pop(opening, ()))[:_MOST_ALIKE]
        while sum(one.size for tables in _known.values() for one in tables) > _MOST_KEPT:
            del _known[next(iter(_known))]


def _runs(pieces: Sequence[str], kinds: Sequence[str]) -> list[_Run]:
    """The figures between these pieces, whole numbers with the same pieces between them together."""
    runs: list[_Run] = []
    at = 0
    while at < len(kinds):
        between, last = pieces[at + 1], at
        while kinds[last : last + 2] == [FIGURE, FIGURE] and pieces[last + 1] == between:
            last += 1
        count = last - at + 1
        if count > 2 and not between.startswith(pieces[last + 1]):
            alike = sum(takewhile(bool, map(eq, between, pieces[last + 1])))
            stop = pieces[last + 1][: alike + 1]
            runs.append(_Run(pieces[at], between, count, stop, count * (_LONGEST_WHOLE + len(between)) + len(stop)))
        else:
            count = 1
            runs.append(_Run(pieces[at], "", 1, between[:1], _LONGEST + 1))
        at += count
    return runs
