"""Which of the tied readings is the likeliest slip: a shifted cell, a wrong total, a changed or swapped digit."""

from collections.abc import Collection, Mapping


def implausibility(
    old: Mapping[str, int], new: Mapping[str, int], totals: Collection[str]
) -> tuple[bool, int, int]:
    """A sort key, the likeliest slip first.

    A set whose new values are its old ones in another order (a cell shifted, two swapped) explains itself; then a
    printed total that contradicts consistent parts; then the fewest digits changed.
    """
    shuffled = len(new) > 1 and sorted(old[code] for code in new) == sorted(new.values())
    parts = sum(code not in totals for code in new)
    digits = sum(_digits_apart(str(old[code]), str(value)) for code, value in new.items())
    return not shuffled, parts, digits


def _digits_apart(old: str, new: str) -> int:
    """Typing slips between two numerals: 1 for a digit changed, lost, added, or two neighbours swapped."""
    rows = [[i + j if not i * j else 0 for j in range(len(new) + 1)] for i in range(len(old) + 1)]
    for i in range(1, len(old) + 1):
        for j in range(1, len(new) + 1):
            cost = old[i - 1] != new[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + cost)
            if i > 1 and j > 1 and old[i - 1] == new[j - 2] and old[i - 2] == new[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
