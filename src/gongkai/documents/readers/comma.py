"""Tables that a spreadsheet wrote with commas between the cells (RFC 4180): the same lines with tabs instead."""

import csv
from io import StringIO

_WIDTH = 8  # cells of a row of table three with its label
_ROWS = 15


def with_tabs(text: str) -> str:
    """The text with a tab where a comma divides cells, quotation marks gone; any other text as it is."""
    if text.count(",") < _WIDTH * _ROWS:
        return text
    try:
        rows = list(csv.reader(StringIO(text, newline="")))
    except csv.Error:
        return text
    if sum(len(row) >= _WIDTH for row in rows) < _ROWS:
        return text
    return "\n".join("\t".join(" ".join(cell.split()) for cell in _filled(row)) for row in rows)


def _filled(row: list[str]) -> list[str]:
    """A sentence alone in its row without the blank cells behind it."""
    return row[:1] if row and row[0] and not any(row[1:]) else row
