"""What every page is made of."""

from collections.abc import Iterable


def table(*head: str, rows: Iterable[tuple[object, ...]]) -> str:
    """A table of Markdown."""
    lines = [head, ("---",) * len(head), *rows]
    return "".join("| " + " | ".join(cell(value) for value in line) + " |\n" for line in lines)


def cell(value: object) -> str:
    """A value as a cell may hold it."""
    return str(value).replace("|", "\\|").replace("\n", "<br>")
