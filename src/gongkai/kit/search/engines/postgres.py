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
from itertools import filterfalse, islice
from typing import Any

from django.db import connection, transaction

from gongkai.kit.search.documents import (
    FACETS,
    Plan,
    Prepared,
    day_of,
    decided_without_order,
    first_number,
    singles,
    unordered,
)
from gongkai.kit.search.engines import entries
from gongkai.kit.search.folding import pairs
from gongkai.kit.search.ready import NAMES, Entry, Ready, entry_of

_PART = 200
_LONGEST_DAYS = 366 * 1000
_FIRST_DAYS = 31  # the first stretch; how much it gives says how long the next must be
_PENDING, _PENDING_IN_BULK = 64, 2**20  # kilobytes
INDEX = "CREATE INDEX search_entry_tokens ON search_entry USING gin (tokens)"
DROP_INDEX = "DROP INDEX search_entry_tokens"


def _tokens(prepared: Prepared) -> list[str]:
    day = prepared.document.date
    time = [f"§D{day:%Y%m%d}", f"§M{day:%Y%m}", f"§Y{day.year:04}"]
    title = [f"^{token}" for token in (*pairs(prepared.title), *singles(prepared.title))]
    text = pairs(prepared.title) | pairs(prepared.body)
    return [*prepared.marks, *time, *title, *text, *singles(prepared.title + prepared.body)]


def stretch_tokens(since: date, until: date) -> list[str]:
    """Years, months and days that together are the days from `since` to before `until`."""
    tokens = []
    day = since
    while day < until:
        year, month = date(day.year + 1, 1, 1), (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        if day == date(day.year, 1, 1) and year <= until:
            tokens.append(f"§Y{day.year:04}")
            day = year
        elif day.day == 1 and month <= until:
            tokens.append(f"§M{day:%Y%m}")
            day = month
        else:
            tokens.append(f"§D{day:%Y%m%d}")
            day += timedelta(days=1)
    return tokens


def _all(tokens: Iterable[str]) -> str:
    return " & ".join(f"'{token}'" for token in tokens)


def _any(tokens: Iterable[str]) -> str:
    either = " | ".join(f"'{token}'" for token in tokens)
    return f"({either})"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Numbers from `low` to before `high`; the tokens say the same, roughly, to GIN."""

    low: int
    high: int
    tokens: Sequence[str]


class _Search:
    """One query in PostgreSQL's words: the tokens that are needed, and what the folded text must say."""

    def __init__(self, plan: Plan, title_phrases: Sequence[str] = ()) -> None:
        needed = {token: None for phrase in plan.terms for token in unordered(phrase)}
        needed |= {f"^{token}": None for phrase in title_phrases for token in unordered(phrase)}
        self.tokens = [_all(needed)] if needed else []
        self.tokens += [_any(marks) for marks in plan.filters]
        conditions: list[str] = []
        self.phrases: list[str] = []
        for phrase in filterfalse(decided_without_order, plan.terms):
            conditions.append("strpos(f.body, %s) > 0")
            self.phrases.append(phrase)
        for phrase in filterfalse(decided_without_order, title_phrases):
            conditions.append("strpos(f.title, %s) > 0")
            self.phrases.append(phrase)
        for phrase in plan.without:
            if decided_without_order(phrase):
                self.tokens.append(f"!({_all(unordered(phrase))})")
            else:
                conditions.append("strpos(f.body, %s) = 0")
                self.phrases.append(phrase)
        if not any(token[0] != "!" for token in self.tokens):
            self.tokens.append("'§'")
        self.condition = " AND ".join(conditions)

    def ask(self, wanted: str, stretch: _Stretch, limit: int) -> Iterator[tuple[Any, ...]]:
        """Aggregates of the newest `limit` matches in a stretch; in parts where the text must decide."""
        tokens = " & ".join([*self.tokens, *([_any(stretch.tokens)] if stretch.tokens else [])])
        high, part = stretch.high, max(limit, _PART) if self.condition else limit
        while limit > 0:
            parameters: list[str | int] = [tokens, stretch.low, high, part]
            fitting = "SELECT * FROM c"
            if self.condition:
                fitting = (
                    "SELECT c.* FROM c CROSS JOIN LATERAL"  # noqa: S608  one look-up a candidate, never a merge of all texts
                    " (SELECT title, body FROM search_folded WHERE search_folded.number = c.number OFFSET 0) f"
                    f" WHERE {self.condition} ORDER BY c.number DESC LIMIT %s"
                )
                parameters += [*self.phrases, limit]
            with connection.cursor() as cursor:
                cursor.execute(
                    "WITH c AS MATERIALIZED (SELECT * FROM search_candidates(%s::tsquery, %s, %s, %s)),"  # noqa: S608
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
        return _quoted(_tokens(prepared)), prepared.title, f"{prepared.title}\n{prepared.body}"

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

    def facets(self, plan: Plan, limit: int) -> list[list[str]]:
        """Handed over as one text a facet and stretch."""
        joined = ", ".join(f'string_agg("{name}"::text, chr(31))' for name in FACETS)
        values: list[list[str]] = [[] for _ in FACETS]
        for texts in _walk(_Search(plan), plan, joined, limit):
            for column, text in zip(values, texts, strict=True):
                column += text.split(entries.PARTED)
        return values

    def newest(self, plan: Plan, limit: int) -> list[int]:
        """By stretches."""
        return _numbers(_Search(plan), plan, limit)

    def titled(self, plan: Plan, phrases: Sequence[str], limit: int) -> list[int]:
        """The same with the tokens of titles; the terms are in the title and need not be asked for again."""
        return _numbers(_Search(replace(plan, terms=()), phrases), plan, limit)

    def entitled(self, plan: Plan, digest: int, limit: int) -> list[int]:
        """By the digest's own index."""
        if not plan.without:
            return entries.entitled(plan, digest, limit)
        search = _Search(replace(plan, terms=(), facets={}))
        kept: list[int] = []
        numbers = iter(entries.entitled(plan, digest, None))
        while len(kept) < limit and (some := list(islice(numbers, _PART))):
            kept += self._among(search, some)
        return kept[:limit]

    def _among(self, search: _Search, numbers: Sequence[int]) -> list[int]:
        condition = f" AND {search.condition}" if search.condition else ""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT e.number FROM search_entry e JOIN search_folded f USING (number)"  # noqa: S608
                f" WHERE e.number = ANY(%s) AND e.tokens @@ %s::tsquery{condition} ORDER BY e.number DESC",
                [list(numbers), " & ".join(search.tokens), *search.phrases],
            )
            return [number for (number,) in cursor.fetchall()]

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
            cursor.execute(INDEX)
            cursor.execute("ANALYZE search_entry")


def _quoted(tokens: Iterable[str]) -> str:
    return " ".join(f"'{token}'" for token in tokens)


def _numbers(search: _Search, plan: Plan, limit: int) -> list[int]:
    answers = _walk(search, plan, "array_agg(number ORDER BY number DESC)", limit)
    return [number for (numbers,) in answers for number in numbers]


def _walk(search: _Search, plan: Plan, wanted: str, limit: int) -> Iterator[Sequence[Any]]:
    """From the newest, by stretches of time as long as what was found so far says; answers that hold something."""
    newest, oldest = _ends(plan)
    if newest is None or oldest is None:
        return
    until, first, days = day_of(newest) + timedelta(days=1), day_of(oldest), _FIRST_DAYS
    high = plan.high
    while until > first and limit > 0:
        since = (until - timedelta(days=min(days, (until - first).days))).replace(day=1)
        last = (since - first).days <= days
        if last:
            since = first
        low = plan.low if last else first_number(since)
        tokens = [] if last and not plan.low else stretch_tokens(since, until)
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
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(number), min(number) FROM search_entry WHERE number >= %s AND number < %s",
            [plan.low, plan.high],
        )
        newest, oldest = cursor.fetchone()
    return newest, oldest
