"""One search: what matches is counted newest first as far as it is worth; titles come before texts."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Literal

from gongkai.kit.search.documents import FACETS, Hit, Hits, Plan, Value, day_of, digest, key_of, span
from gongkai.kit.search.engines import Found, engine
from gongkai.kit.search.highlight import excerpt, whole
from gongkai.kit.search.index import texts_of
from gongkai.kit.search.query import Query, parse

REACHABLE = 1_000  # results that can be paged through
COUNTED = 2 * REACHABLE  # of more it is only said that there are more; the deepest page needs as many
Filters = Mapping[str, Value | Sequence[Value]]
Sort = Literal["relevance", "date"]


def search(
    typed: str,
    *,
    facets: Filters | None = None,
    since: date | None = None,
    until: date | None = None,
    sort: Sort = "relevance",
    page: int = 1,
    size: int = 20,
) -> Hits:
    """One page of what matches everything typed, has one of the values of every facet, and lies between the dates.

    A facet given without any value matches nothing. By relevance: a title that is the query, then titles that hold
    the whole query as a phrase, then titles that hold every term, then the rest; the newest first in each.
    """
    query = parse(typed)
    page, size = max(1, page), min(max(1, size), REACHABLE)
    chosen = {name: _listed(values) for name, values in (facets or {}).items()}
    if unknown := chosen.keys() - set(FACETS):
        raise ValueError(f"not a facet: {sorted(unknown)}")
    plan = Plan(query.terms, query.without, chosen, *span(since, until))
    nothing = not (query.terms or query.without or query.blank) or not all(chosen.values())
    found = Found.read([]) if nothing else engine().found(plan, COUNTED + 1)
    total = min(len(found.numbers), COUNTED)
    pages = math.ceil(min(total, REACHABLE) / size)
    hits: list[Hit] = []
    if page <= pages:
        start, end = (page - 1) * size, min(page * size, REACHABLE)
        hits = _shown(list(islice(_ordered(plan, sort, end, found), start, end)), query)
    return Hits(total, len(found.numbers) <= COUNTED, hits, _counts(found), page, pages, query.cut)


def _listed(values: Value | Sequence[Value]) -> Sequence[Value]:
    return [values] if isinstance(values, int | str) else values


def _counts(found: Found) -> dict[str, dict[Value, int]]:
    """For each facet its values, the most frequent first."""
    return {
        name: {kind(value): times for value, times in Counter(column[:COUNTED]).most_common()}
        for (name, kind), column in zip(FACETS.items(), found.values, strict=True)
    }


def _ordered(plan: Plan, sort: Sort, end: int, found: Found) -> Iterator[int]:
    """Numbers of documents in the order of results, as many as are needed to reach `end`.

    Fewer than `end` are given before what was found is taken, so that of this twice `end` are enough.
    """
    given: dict[int, None] = {}
    if sort == "relevance" and plan.terms:
        for tier in _tiers(plan, end):
            yield from (number for number in tier if number not in given)
            given |= dict.fromkeys(tier)
    yield from (number for number in found.numbers if number not in given)


def _tiers(plan: Plan, end: int) -> Iterator[list[int]]:
    """Each tier holds the one before it, so `end` of each are enough."""
    phrase = Query(plan.terms).whole
    yield engine().entitled(plan, digest(phrase), end)
    yield engine().titled(plan, [phrase], end)
    if len(plan.terms) > 1:
        yield engine().titled(plan, plan.terms, end)


def _shown(numbers: Sequence[int], query: Query) -> list[Hit]:
    texts = {key: (title, body) for key, title, body in texts_of([key_of(number) for number in numbers])}
    return [
        Hit(key, whole(texts[key][0], query.terms), excerpt(texts[key][1], query.terms), day_of(number))
        for number in numbers
        if (key := key_of(number)) in texts  # removed since the index was asked
    ]
