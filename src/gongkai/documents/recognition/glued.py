"""Digits of a row without separators: "640020470" is 64|0|0|2|0|4|70, because the last is the sum of the others.

`splits` enumerates the readings of one row; `joint` chooses among the readings of all rows by the columns' sums.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product

Split = tuple[int, ...]
MOST_JOINT = 64
"""More joint readings than this are not enumerated: one more is given, as a sign that there are others."""
_LIMIT = 4000
"""No more readings of a row, and no more joint readings, are looked at: beyond that the row is not read."""


@lru_cache(maxsize=512)
def splits(pieces: tuple[str, ...], width: int, groups: int = 1) -> tuple[Split, ...]:
    """Every way to divide the pieces into whole numbers without leading zeros, the last the sum of the rest.

    A piece is a run of digits; figures never reach across two pieces. `groups` rows of `width` figures may stand
    together (table four: three groups of five). Empty when there is no reading or there are too many.
    """
    found: list[Split] = []
    try:
        for parts in _summed(pieces, width) if groups == 1 else _divided(pieces, width * groups, width):
            found.append(parts)
            if len(found) > _LIMIT:
                return ()
    except OverflowError:
        return ()
    return tuple(dict.fromkeys(found))


def _summed(pieces: tuple[str, ...], width: int) -> Iterator[Split]:
    """Divisions into `width` numbers, the last the sum of the others: the last first, as it bounds the others."""
    *before, last = pieces
    for cut in range(len(last) - 1, max(-1, len(last) - 10), -1):
        if last[cut] == "0" and cut < len(last) - 1:
            continue
        heads = (*before, last[:cut]) if cut else tuple(before)
        total = int(last[cut:])
        if not len(heads) <= width - 1 <= sum(map(len, heads)):
            continue
        for parts in _adding_up(heads, width - 1, total):
            yield (*parts, total)


def _adding_up(pieces: tuple[str, ...], count: int, total: int) -> Iterator[Split]:
    """Divisions into `count` numbers that add up to `total`."""
    longest = len(str(total))
    budget = [100_000]
    taken: list[int] = []

    def inside(piece: int, start: int, left: int, rest: int) -> Iterator[Split]:
        if piece == len(pieces):
            if left == 0 and rest == 0:
                yield tuple(taken)
            return
        text = pieces[piece]
        most = left - (len(pieces) - piece - 1)
        if most < 1:
            return
        for end in range(start + 1, min(len(text), start + longest) + 1):
            if end > start + 1 and text[start] == "0":
                break
            budget[0] -= 1
            if budget[0] < 0:
                raise OverflowError
            number = int(text[start:end])
            if number > rest:
                break
            if end < len(text) and (most == 1 or len(text) - end > (most - 1) * longest):
                continue
            taken.append(number)
            at = (piece + 1, 0) if end == len(text) else (piece, end)
            yield from inside(*at, left - 1, rest - number)
            taken.pop()

    yield from inside(0, 0, count, total)


def any_splits(pieces: tuple[str, ...], width: int, limit: int = 200) -> tuple[Split, ...]:
    """Every way to divide the pieces into `width` numbers, whatever their sum; empty when there are too many."""
    found: list[Split] = []
    try:
        for parts in _divided(pieces, width):
            found.append(parts)
            if len(found) > limit:
                return ()
    except OverflowError:
        return ()
    return tuple(dict.fromkeys(found))


def _divided(pieces: tuple[str, ...], count: int, summed: int = 0) -> Iterator[Split]:
    """Divisions into `count` numbers; where `summed` is given, every `summed`-th is the sum of those before it."""
    if not len(pieces) <= count <= sum(map(len, pieces)):
        return
    budget = [120_000]
    taken: list[int] = []

    def inside(piece: int, start: int, left: int) -> Iterator[Split]:
        if piece == len(pieces):
            if left == 0:
                yield tuple(taken)
            return
        text = pieces[piece]
        others = len(pieces) - piece - 1
        most = left - others
        if most < 1:
            return
        for end in range(start + 1, len(text) + 1):
            digits = text[start:end]
            if digits == "-":
                continue
            if (len(digits) > 1 and digits[0] == "0") or len(digits) > 9:
                break
            budget[0] -= 1
            if budget[0] < 0:
                raise OverflowError
            number = int(digits)
            at = len(taken) + 1
            if summed and at % summed == 0 and sum(taken[at - summed :]) != number:
                continue
            taken.append(number)
            if end == len(text):
                yield from inside(piece + 1, 0, left - 1)
            elif most > 1:
                yield from inside(piece, end, left - 1)
            taken.pop()

    yield from inside(0, 0, count)


@lru_cache(maxsize=8)
def _nothing(width: int) -> Split:
    return (0,) * width


def joint(
    candidates: Mapping[str, Sequence[Split]],
    outcomes: Sequence[str],
    intake: tuple[str, str] = ("new", "carried_in"),
    closing: tuple[str, str] = ("result.total", "carried_out"),
) -> list[dict[str, Split]]:
    """The choices of one reading a row that satisfy T3-01 and T3-02 in every column; empty when none does.

    `outcomes` are the rows that the total row adds up. A search that is cut short gives nothing, because a reading
    that was not compared with all others is a guess.
    """
    needed = (*intake, *closing, *outcomes)
    if any(not candidates.get(code) for code in needed):
        return []
    heads = [
        {intake[0]: a, intake[1]: b, closing[0]: c, closing[1]: d}
        for a, b, c, d in product(*(candidates[code] for code in (*intake, *closing)))
        if all(w + x == y + z for w, x, y, z in zip(a, b, c, d, strict=True))
    ]
    found: list[dict[str, Split]] = []
    budget = [200_000]
    for head in heads:
        for tail in _outcomes(candidates, outcomes, head[closing[0]], budget):
            found.append(head | tail)
            if len(found) > MOST_JOINT:
                return found
        if budget[0] < 0:
            return []
    return found


def _outcomes(
    candidates: Mapping[str, Sequence[Split]], outcomes: Sequence[str], total: Split, budget: list[int]
) -> Iterator[dict[str, Split]]:
    """Choices whose columns add up to the total row; as no figure is negative, what exceeds it is cut early."""
    fitting = {
        code: [s for s in candidates[code] if all(a <= b for a, b in zip(s, total, strict=True))]
        for code in outcomes
    }
    order = sorted(outcomes, key=lambda code: len(fitting[code]))
    if not all(fitting.values()):
        return
    least = [tuple(map(min, zip(*fitting[code], strict=True))) for code in order]
    most = [tuple(map(max, zip(*fitting[code], strict=True))) for code in order]
    width = len(total)
    low = [_nothing(width)]
    high = [_nothing(width)]
    for smallest, largest in zip(reversed(least), reversed(most), strict=True):
        low.append(tuple(map(int.__add__, low[-1], smallest)))
        high.append(tuple(map(int.__add__, high[-1], largest)))
    low.reverse()
    high.reverse()

    def deeper(index: int, left: Split) -> Iterator[dict[str, Split]]:
        budget[0] -= 1
        if budget[0] < 0:
            return
        if any(a < b or a > c for a, b, c in zip(left, low[index], high[index], strict=True)):
            return
        if index == len(order):
            yield {}
            return
        for split in fitting[order[index]]:
            for rest in deeper(index + 1, tuple(map(int.__sub__, left, split))):
                yield {order[index]: split, **rest}

    yield from deeper(0, total)
