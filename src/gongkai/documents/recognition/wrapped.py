"""Labels that a line's end broke in two, so that the row's figures stand between their halves.

Printers set a row's figures beside the middle of its label; tools that give a page line by line then print the
label's beginning, the figures, and the rest of the label. The halves are put together before rows are told.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from gongkai.documents.recognition.labels import GROUPS_3, ROWS_OF_2, ROWS_OF_3, Label
from gongkai.documents.recognition.normalise import key
from gongkai.documents.recognition.observe import Run


def _is_row(line: Label) -> bool:
    return line.part == "row" or line.code == "result.other"


_ROWS = {
    table: tuple(sorted((f for f, line in rows.items() if len(f) > 4 and _is_row(line)), key=len, reverse=True))
    for table, rows in (("t2", ROWS_OF_2), ("t3", ROWS_OF_3))
}
_BETWEEN = frozenset("".join(key(line.label) for line in GROUPS_3))
"""Characters of the groups' labels, which stand beside several rows and may come between the halves."""
_MOST_BETWEEN = 12
_SHORTEST = 2  # characters of either half


def put_together(runs: Sequence[Run], table: str) -> list[Run]:
    """The runs, each with its whole label before it where the label goes on behind the figures.

    Where some do, the words before the others may be the rest of another row's label: those runs are `torn`.
    """
    joined = list(runs)
    whole: set[int] = set()
    for at in range(len(joined)):
        run, after = joined[at], joined[at + 1] if at + 1 < len(joined) else None
        if run.row.grid is not None or not run.before or (after is not None and after.row.grid is not None):
            continue
        before, behind = key(run.before[-400:]), key(after.before[-400:] if after is not None else run.behind)
        if behind not in ROWS_OF_3 and (found := _halves(before[-60:], behind[:60], table)):
            label, rest = found
            joined[at] = replace(run, before=label, own=(label,) if run.own else ())
            if after is not None:
                joined[at + 1] = replace(after, before=behind.replace(rest, "", 1))
            whole.add(at)
    return [replace(run, torn=at not in whole) for at, run in enumerate(joined)] if whole else joined


@lru_cache(maxsize=512)
def _halves(before: str, behind: str, table: str) -> tuple[str, str] | None:
    """The longest label whose beginning ends the words before the figures, and what of it begins those behind."""
    for label in _ROWS[table]:
        last = behind.find(label[-_SHORTEST:])
        if not 0 <= last <= _MOST_BETWEEN + len(label):
            continue
        for cut in range(len(label) - _SHORTEST, _SHORTEST - 1, -1):
            start, end = before.rfind(label[:cut]), behind.find(label[cut:])
            if start >= 0 and end >= 0 and _only_groups(before[start + cut :]) and _only_groups(behind[:end]):
                return label, label[cut:]
    return None


def _only_groups(words: str) -> bool:
    return len(words) <= _MOST_BETWEEN and _BETWEEN.issuperset(words)
