"""A table's rows as runs: words, and the figures after them, before it is known which row is which."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gongkai.documents.layout import GridCell
from gongkai.documents.recognition.normalise import clean
from gongkai.documents.recognition.rows import Row, Token, tokens
from gongkai.documents.recognition.values import is_value


@dataclass(slots=True)
class Run:
    """Figures that stand together.

    `own` are the words in the same row, `before` all words since the previous run (own ones included). `cells` are
    the figures when the row's own cells give them, one a column; else `tokens` are what the stream of text gives.
    `behind` are words after the table's last figures. `lump`: several rows stood together, so that the words before
    are those of any of them. `torn`: the row's label may go on behind the figures.
    """

    row: Row
    own: tuple[str, ...] = ()
    before: str = ""
    cells: list[GridCell] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    behind: str = ""
    lump: bool = False
    torn: bool = False

    @property
    def exact(self) -> bool:
        """Whether the file itself states the structure."""
        return self.row.grid is not None and self.row.grid.exact

    def quality(self) -> int:
        """How well the structure is known: 3 exact grid, 2 cells, 1 figures in a line."""
        return 3 if self.exact else 2 if self.cells else 1


def observe(rows: Iterable[Row], width: int, is_label: Callable[[str], bool]) -> list[Run]:
    """The runs of a table whose rows have `width` columns. `is_label` knows the exact wordings of its rows."""
    builder = _Builder(width, is_label)
    for row in rows:
        builder.add(row)
    return builder.finish()


def without_remarks(cells: Sequence[GridCell], width: int) -> list[GridCell]:
    """The cells without words that stand in columns of their own behind a row's figures."""
    words = (at for at, cell in enumerate(cells) if at >= width and not is_value(cell.text))
    return list(cells[: next(words, len(cells))])


_ROWS_A_MISTAKE = 6
"""Of so many rows one may fail to add up."""
_NOTE = re.compile(r"[（(]\s*(?:其中|含|包括|包含|不含|均为)")


def come_apart(runs: Iterable[Run], width: int) -> list[Run]:
    """The runs, those with figures for several whole rows divided where the rows then add up.

    The figures may stand row by row or run down the columns. Where neither adds up they stay together; of many
    rows a few may fail, as those of a report with mistakes.
    """
    apart: list[Run] = []
    for run in runs:
        figures = [token for token in run.tokens if token.text]
        count, rest = divmod(len(figures), width)
        if run.cells or count < 2 or rest:
            apart.append(run)
            continue
        along = [figures[n * width : (n + 1) * width] for n in range(count)]
        down = [figures[n::count] for n in range(count)]
        rows = max((along, down), key=lambda rows: sum(map(adds_up, rows)))
        if sum(map(adds_up, rows)) < count - count // _ROWS_A_MISTAKE:
            apart.append(run)
            continue
        apart.append(Run(rows[0][0].row, run.own, run.before, [], rows[0], lump=True))
        apart += [Run(row[0].row, (), "", [], row) for row in rows[1:]]
    return apart


def adds_up(row: list[Token]) -> bool:
    """Whether the last figure of a row is the sum of the others."""
    *parts, total = (token.text for token in row if token.text)
    return total.isdigit() and all(p.isdigit() for p in parts) and sum(map(int, parts)) == int(total)


class _Builder:
    def __init__(self, width: int, is_label: Callable[[str], bool]) -> None:
        self.width = width
        self.is_label = is_label
        self.runs: list[Run] = []
        self.words: list[str] = []
        self.open: list[Token] = []
        self.row_ended = False
        self.note = False

    def add(self, row: Row) -> None:
        if not row.cells:
            self._blank_line()
            return
        split = self._split(row) if row.grid is not None or len(row.cells) > 1 else None
        if split is not None:
            own, values = split
            self._close()
            self.runs.append(Run(row, own, "".join((*self.words, *own)), values))
            self.words = []
            return
        for token in tokens(row):
            if self._in_note(token):
                continue
            if token.value:
                self._figure(token)
            else:
                self._close()
                self.words.append(token.text)

    def _in_note(self, token: Token) -> bool:
        """A note thrown out of its cell ("（其中修订" | "6件）") belongs to no row, nor do its figures."""
        if not self.note:
            if token.value or not _NOTE.match(token.text):
                return False
            self.note = True
        end = max(token.text.rfind("）"), token.text.rfind(")"))
        if end >= 0:
            self.note = False
            if rest := token.text[end + 1 :]:
                self._close()
                self.words.append(rest)
        return True

    def _figure(self, token: Token) -> None:
        """After a row's end, blanks belong to the labels of the next row, and a figure begins another row."""
        if self.row_ended and self.open:
            if not token.text:
                return
            if len(self.open) == self.width > 1:
                self._close()
        self.row_ended = False
        self.open.append(token)

    def _split(self, row: Row) -> tuple[tuple[str, ...], list[GridCell]] | None:
        """Words and value cells of a row that has both in cells of their own; None for a row of another kind."""
        cells = row.cells
        last_word = last_label = -1
        for index, cell in enumerate(cells):
            text = cell.text
            if not text or text.isdigit():
                continue
            if not is_value(text):
                last_word = index
                if self.is_label(text):
                    last_label = index
        # A misspelt label may stand after a known one (the group's); words after the figures are a remark.
        misspelt = last_word > last_label and len(cells) - last_word > self.width
        start = last_word if last_label < 0 or misspelt else last_label
        values = cells[start + 1 :]
        if self.width > 1:
            values = without_remarks(values, self.width)
        if len(values) < self.width and (
            row.grid is None or last_label < 0 or not any(cell.text for cell in values)
        ):
            return None
        filled = sum(bool(cell.text) for cell in values)
        if start < 0 and (not filled or (filled == 1 and row.grid is None)):
            return None  # a figure with the bars of a span behind it may be one of several of its row
        own = tuple(clean(cell.text) for cell in cells[: start + 1] if cell.text)
        return own, values

    def _blank_line(self) -> None:
        """A blank line may end a printed row."""
        self.row_ended = True

    def _close(self) -> None:
        """The figures so far are a run; blanks alone are one only where they fill the row after its label."""
        if any(token.text for token in self.open) or (len(self.open) == self.width > 1 and self.words):
            self.runs.append(Run(self.open[0].row, (), "".join(self.words), [], self.open))
            self.words = []
        self.open = []
        self.row_ended = False

    def finish(self) -> list[Run]:
        """The last run closed, and all of them."""
        self._close()
        if self.runs:
            self.runs[-1].behind = "".join(self.words)
        return self.runs
