"""PostgreSQL: a tsvector under GIN for the tokens, the folded text beside it for the order of a phrase.

GIN gives all that matches, in no order. A walk from the newest is made of stretches of time instead, whose months
and days are tokens as well: of a frequent word GIN then reads only the part that falls in the stretch.
A tsvector keeps no more than 256 places of a token; therefore it has none, and the text decides about phrases.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from gongkai.kit.search.documents import FACETS, Plan, Prepared, day_of, first_number
from gongkai.kit.search.engines import Found, entries
from gongkai.kit.search.engines.asking import asked
from gongkai.kit.search.ready import NAMES, Entry, Ready, entry_of

_FIND = "strpos"
_PART = 200
_ENOUGH = 3  # tokens of phrases that the text decides about, if the frequent ones are among them
_LONGEST_DAYS = 366 * 1000
_MOST_MONTHS = 12
_BY_ROW = ("agency", "column")  # of which a filter may have many values,
_MOST_MARKS = 24  # and more than these are told apart in the rows: GIN looks at each mark for every candidate
_FIRST_DAYS = 31  # the first stretch; how much it gives says how long the next must be
_PENDING, _PENDING_IN_BULK = 64, 2**20  # kilobytes
INDEX = "CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens)"
DROP_INDEX = "DROP INDEX search_entry_tokens"


def _tokens(prepared: Prepared) -> list[str]:
    day = prepared.document.date
    return [*prepared.tokens, f"§M{day.year:04}{day.month:02}", f"§Y{day.year:04}"]


def stretch_tokens(since: date, until: date) -> list[str]:
    """Months or, where these would be many, years that hold all days from `since` to before `until`.

    What they hold besides is told apart by its number; each token more is looked at for every candidate.
    """
    last = until - timedelta(days=1)
    months = range(_month(since), _month(last) + 1)
    if len(months) > _MOST_MONTHS:
        return [f"§Y{year:04}" for year in range(since.year, last.year + 1)]
    return [f"§M{month // 12:04}{month % 12 + 1:02}" for month in months]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _quoted(tokens: Iterable[str]) -> list[str]:
    return [f"'{token}'" for token in tokens]


def _all(tokens: Iterable[str]) -> str:
    return " & ".join(_quoted(tokens))


def _any(tokens: Iterable[str]) -> str:
    return f"({' | '.join(_quoted(tokens))})"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Numbers from `low` to before `high`; the tokens say the same, roughly, to GIN."""

    low: int
    high: int
    tokens: Sequence[str]


class _Search:
    """One query in PostgreSQL's words: the tokens that are needed, and what the folded text must say."""

    def __init__(self, plan: Plan, title_phrases: Sequence[str] = ()) -> None:
        by_row = {name: plan.facets[name] for name in _BY_ROW if len(plan.facets.get(name, ())) > _MOST_MARKS}
        by_token = {name: values for name, values in plan.facets.items() if name not in by_row}
        ask = asked(replace(plan, facets=by_token), title_phrases, find=_FIND)
        self.tokens = [
            _all((*ask.every, *_rarest(ask.likely))),
            *map(_any, ask.either),
            *(f"!({_all(tokens)})" for tokens in ask.never),
        ]
        self.by_row = [list(by_row[name]) if name in by_row else None for name in _BY_ROW]
        self.condition = ask.condition
        self.phrases = ask.phrases

    def ask(self, wanted: str, stretch: _Stretch, limit: int) -> Iterator[tuple[Any, ...]]:
        """Aggregates of the newest `limit` matches in a stretch; in parts where the text must decide."""
        tokens = " & ".join([*self.tokens, *([_any(stretch.tokens)] if stretch.tokens else [])])
        # Some candidates more than are wanted: where few are refused, one part is enough.
        high, part = stretch.high, limit + limit // 4 + _PART if self.condition else limit
        while limit > 0:
            parameters: list[Any] = [tokens, stretch.low, high, *self.by_row, part]
            fitting = "SELECT * FROM c"
            if self.condition:
                fitting = (
                    "SELECT c.* FROM (SELECT * FROM c ORDER BY number DESC) c CROSS JOIN LATERAL"  # noqa: S608  one look-up a candidate, never a merge of all texts
                    " (SELECT title, body FROM search_folded WHERE search_folded.number = c.number OFFSET 0) f"
                    f" WHERE {self.condition} ORDER BY c.number DESC LIMIT %s"
                )
                parameters += [*self.phrases, limit]
            with connection.cursor() as cursor:
                cursor.execute(
                    "WITH c AS MATERIALIZED (SELECT * FROM search_candidates(%s::tsquery, %s, %s, %s, %s, %s)),"  # noqa: S608
                    f" m AS MATERIALIZED ({fitting})"
                    f" SELECT (SELECT count(*) FROM c), (SELECT min(number) FROM c), count(*), {wanted} FROM m",
                    parameters,
                )
                candidates_found, last, found, *answer = cursor.fetchone()
            yield found, *answer
            if candidates_found < part:
                return
            limit -= found
            high, part = last, part * 4


class Postgres:
    """The engine on tsvector and GIN."""

    def texts(self, prepared: Prepared) -> tuple[str, ...]:
        """The tokens as a tsvector is written, and the folded text for the order of a phrase."""
        return " ".join(_quoted(_tokens(prepared))), prepared.title, prepared.text

    def add(self, documents: Sequence[Ready]) -> None:
        """Into GIN's list of what is pending, which is kept so short that reading it costs nothing."""
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL gin_pending_list_limit = {_PENDING}")
        self._write([(document.entry, document.texts) for document in documents])

    @contextmanager
    def bulk(self) -> Iterator[Callable[[Sequence[Ready]], None]]:
        """A whole batch is pending, then sorted into GIN at once: a third of the work of one by one."""

        def add(documents: Sequence[Ready]) -> None:
            self._write([(document.entry, document.texts) for document in documents])
            with connection.cursor() as cursor:
                cursor.execute("SELECT gin_clean_pending_list('search_entry_tokens')")

        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL gin_pending_list_limit = {_PENDING_IN_BULK}")
            cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        yield add

    def _write(self, rows: Sequence[tuple[Entry, tuple[str, ...]]]) -> None:
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY search_entry ({NAMES}, tokens) FROM STDIN") as copy:
                for entry, (tokens, _, _) in rows:
                    copy.write_row((*entry, tokens))
            with cursor.copy("COPY search_folded (number, title, body) FROM STDIN") as copy:
                for entry, (_, title, body) in rows:
                    copy.write_row((entry[0], title, body))

    def drop(self, documents: Sequence[Prepared]) -> None:
        """GIN is cleaned by vacuum."""
        numbers = [prepared.number for prepared in documents]
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_folded WHERE number = ANY(%s)", [numbers])
            cursor.execute("DELETE FROM search_entry WHERE number = ANY(%s)", [numbers])

    def found(self, plan: Plan, limit: int) -> Found:
        """Handed over as one text a column and stretch."""
        joined = ", ".join(f'string_agg("{name}"::text, chr(31))' for name in ("number", *FACETS))
        return Found.read(list(_walk(_Search(plan), plan, joined, limit)))

    def titled(self, plan: Plan, phrases: Sequence[str], limit: int) -> list[int]:
        """The same with the tokens of titles; what is in the title need not be asked of the text again."""
        search = _Search(replace(plan, terms=()), phrases)
        answers = _walk(search, plan, "array_agg(number ORDER BY number DESC)", limit)
        return [number for (numbers,) in answers for number in numbers]

    def entitled(self, plan: Plan, digest: int, limit: int) -> list[int]:
        """By the digest's own index."""
        return entries.entitled(plan, digest, limit, find=_FIND)

    def clear(self) -> None:
        """The index goes with what it holds."""
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE search_entry, search_folded")

    def fill(self, batches: Iterable[Sequence[Prepared]]) -> None:
        """Copied in, then indexed at once."""
        with connection.cursor() as cursor:
            cursor.execute(DROP_INDEX)
            for batch in batches:
                with transaction.atomic():
                    self._write([(entry_of(prepared), self.texts(prepared)) for prepared in batch])
            with transaction.atomic():
                cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")  # else GIN is written over and over
                cursor.execute(INDEX)
            cursor.execute("ANALYZE search_entry")


def _walk(search: _Search, plan: Plan, wanted: str, limit: int) -> Iterator[Sequence[Any]]:
    """From the newest, by stretches of time as long as what was found so far says; answers that hold something."""
    newest, oldest = _ends(plan)
    if newest is None or oldest is None:
        return
    until, first, days = day_of(newest) + timedelta(days=1), day_of(oldest), _FIRST_DAYS
    high, bounded = newest + 1, plan.low > 0 or "year" in plan.facets
    while until > first and limit > 0:
        since = (until - timedelta(days=min(days, (until - first).days))).replace(day=1)
        last = (since - first).days <= days
        if last:
            since = first
        low = oldest if last else first_number(since)
        tokens = [] if last and not bounded else stretch_tokens(since, until)
        found = 0
        for number, *answer in search.ask(wanted, _Stretch(low, high, tokens), limit):
            if number:
                yield answer
            found += number
        limit -= found
        each = found / (until - since).days
        days = min(math.ceil(1.3 * limit / each) if each else days * 16, _LONGEST_DAYS)
        until, high = since, low


def _ends(plan: Plan) -> tuple[int | None, int | None]:
    """The newest and the oldest number there can be; those of a year lie together, or nearly."""
    ends = (
        "SELECT max(number) AS newest, min(number) AS oldest FROM search_entry WHERE number >= %s AND number < %s"
    )
    parameters: list[Any] = [plan.low, plan.high]
    if "year" in plan.facets:
        ends = f"SELECT max(newest), min(oldest) FROM unnest(%s::int[]) y, LATERAL ({ends} AND year = y) e"  # noqa: S608
        parameters.insert(0, list(plan.facets["year"]))
    with connection.cursor() as cursor:
        cursor.execute(ends, parameters)
        newest, oldest = cursor.fetchone()
    return newest, oldest


def _rarest(tokens: Sequence[str]) -> Sequence[str]:
    """Of many tokens those worth asking for, by what ANALYZE found: lists of frequent ones are long to read."""
    if len(tokens) <= _ENOUGH:
        return tokens
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT token, share FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs)"
            " AS common (token, share) WHERE schemaname = current_schema AND tablename = 'search_entry'"
            " AND attname = 'tokens' AND token = ANY(%s)",
            [list(tokens)],
        )
        shares: dict[str, float] = dict(cursor.fetchall())
    by_share = sorted(tokens, key=lambda token: shares.get(token, 0))
    return by_share[: max(_ENOUGH, len(tokens) - len(shares))]
