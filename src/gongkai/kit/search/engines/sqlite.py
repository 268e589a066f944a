"""SQLite FTS5. Its row numbers are the order of results, so that a walk from the newest ends when enough is found.

Both tables are without content: what they hold can be said again from the documents, and is, when a document goes.
Phrases are decided by the positions in the index; the text is never read.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from gongkai.kit.search.documents import FACETS, Plan, Prepared, in_sequence, singles
from gongkai.kit.search.engines import entries
from gongkai.kit.search.folding import sequence
from gongkai.kit.search.ready import Ready, entry_of

_PENDING_BYTES = 64 * 2**20  # of tokens sorted in memory before they are written, while much is written
_USUAL_BYTES = 2**20
_CHUNK = 200
TABLES = ("search_body", "search_title")


def _body_tokens(prepared: Prepared) -> str:
    alone = singles(prepared.title + prepared.body)
    title, body = sequence(prepared.title), sequence(prepared.body)
    return " ".join([*prepared.marks, *alone, "§", *title, "§", *body])


def _title_tokens(prepared: Prepared) -> str:
    return " ".join([*prepared.marks, *singles(prepared.title), "§", *sequence(prepared.title)])


def _phrase(phrase: str) -> str:
    return f'"{" ".join(in_sequence(phrase))}"'


def _expression(plan: Plan, phrases: Sequence[str]) -> str:
    """FTS5's own language; tokens hold neither quotes nor blanks."""
    wanted = [_phrase(phrase) for phrase in phrases]
    wanted += ["({})".format(" OR ".join(f'"{mark}"' for mark in marks)) for marks in plan.filters]
    return " AND ".join(wanted or ['"§"'])


def _excluded(plan: Plan) -> str:
    return " OR ".join(_phrase(phrase) for phrase in plan.without)


class Sqlite:
    """The engine on FTS5."""

    def texts(self, prepared: Prepared) -> tuple[str, ...]:
        """The tokens of both tables."""
        return _body_tokens(prepared), _title_tokens(prepared)

    def add(self, documents: Sequence[Ready]) -> None:
        """Row numbers rise, else FTS5 writes out what it has sorted so far."""
        ordered = sorted(documents, key=lambda document: document.number)
        entries.insert([document.entry for document in ordered])
        self._write([(document.number, *document.texts) for document in ordered])

    @contextmanager
    def bulk(self) -> Iterator[Callable[[Sequence[Ready]], None]]:
        """More is sorted in memory before it is written; nobody else sees the setting, which goes back in time."""
        self._configure(hashsize=_PENDING_BYTES)
        yield self.add
        self._configure(hashsize=_USUAL_BYTES)

    def _write(self, rows: Sequence[tuple[int | str, ...]]) -> None:
        with connection.cursor() as cursor:
            for place, table in enumerate(TABLES, 1):
                cursor.executemany(
                    f"INSERT INTO {table}(rowid, tokens) VALUES (%s, %s)",  # noqa: S608
                    [(row[0], row[place]) for row in rows],
                )

    def drop(self, documents: Sequence[Prepared]) -> None:
        """FTS5 without content is told what it held."""
        with connection.cursor() as cursor:
            for table, tokens in zip(TABLES, (_body_tokens, _title_tokens), strict=True):
                cursor.executemany(
                    f"INSERT INTO {table}({table}, rowid, tokens) VALUES ('delete', %s, %s)",  # noqa: S608
                    [(prepared.number, tokens(prepared)) for prepared in documents],
                )
        entries.delete(documents)

    def facets(self, plan: Plan, limit: int) -> list[list[str]]:
        """One walk over the index and the entries."""
        joined = ", ".join(f'group_concat("{name}", char(31))' for name in FACETS)
        walk, parameters = self._walk(plan, entries.COLUMNS, limit)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {joined} FROM ({walk})", parameters)  # noqa: S608
            texts = cursor.fetchone()
        return [(text or "").split(entries.PARTED) if texts[0] else [] for text in texts]

    def newest(self, plan: Plan, limit: int) -> list[int]:
        """One walk over the index."""
        walk, parameters = self._walk(plan, "e.number", limit)
        with connection.cursor() as cursor:
            cursor.execute(walk, parameters)
            return [number for (number,) in cursor.fetchall()]

    def _walk(self, plan: Plan, columns: str, limit: int) -> tuple[str, list[str | int]]:
        """The statement that goes from the newest match to older ones."""
        if not (plan.terms or plan.without or plan.facets):
            walk = f"SELECT {columns} FROM search_entry e WHERE number >= %s AND number < %s ORDER BY number DESC"  # noqa: S608
            return f"{walk} LIMIT %s", [plan.low, plan.high, limit]
        found = _expression(plan, plan.terms)
        if plan.without:
            found = f"({found}) NOT ({_excluded(plan)})"
        walk = (
            f"SELECT {columns} FROM search_body b CROSS JOIN search_entry e ON e.number = b.rowid"  # noqa: S608
            " WHERE search_body MATCH %s AND b.rowid >= %s AND b.rowid < %s ORDER BY b.rowid DESC LIMIT %s"
        )
        return walk, [found, plan.low, plan.high, limit]

    def titled(self, plan: Plan, phrases: Sequence[str], limit: int) -> list[int]:
        """A walk over the titles, a stretch at a time where something is excluded."""
        return self._kept(plan, self._titles(_expression(plan, phrases), plan, limit), limit)

    def _titles(self, expression: str, plan: Plan, limit: int) -> Iterator[list[int]]:
        high, size = plan.high, max(limit, _CHUNK) if plan.without else limit
        while True:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT rowid FROM search_title WHERE search_title MATCH %s AND rowid >= %s AND rowid < %s"
                    " ORDER BY rowid DESC LIMIT %s",
                    [expression, plan.low, high, size],
                )
                stretch = [number for (number,) in cursor.fetchall()]
            if stretch:
                yield stretch
            if len(stretch) < size:
                return
            high, size = stretch[-1], size * 4

    def entitled(self, plan: Plan, digest: int, limit: int) -> list[int]:
        """By the digest's own index."""
        return self._kept(plan, [entries.entitled(plan, digest, None if plan.without else limit)], limit)

    def _kept(self, plan: Plan, stretches: Iterable[Sequence[int]], limit: int) -> list[int]:
        """The first `limit` of falling numbers that hold nothing of what is excluded."""
        kept: list[int] = []
        for stretch in stretches:
            excluded = self._holding(_excluded(plan), stretch) if plan.without and stretch else set()
            kept += [number for number in stretch if number not in excluded]
            if len(kept) >= limit:
                break
        return kept[:limit]

    def _holding(self, expression: str, stretch: Sequence[int]) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM search_body WHERE search_body MATCH %s AND rowid BETWEEN %s AND %s",
                [expression, stretch[-1], stretch[0]],
            )
            return {number for (number,) in cursor.fetchall()}

    def clear(self) -> None:
        """FTS5 without content forgets all at once only."""
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")  # noqa: S608
        entries.clear()

    def fill(self, batches: Iterable[Sequence[Prepared]]) -> None:
        """Few large runs, merged once."""
        self._configure(hashsize=_PENDING_BYTES, automerge=0, crisismerge=2000)
        for batch in batches:
            with transaction.atomic():
                entries.insert([entry_of(prepared) for prepared in batch])
                self._write([(prepared.number, *self.texts(prepared)) for prepared in batch])
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608
        self._configure(hashsize=_USUAL_BYTES, automerge=4, crisismerge=16)

    def _configure(self, **options: int) -> None:
        with connection.cursor() as cursor:
            for table in TABLES:
                for name, value in options.items():
                    cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES (%s, %s)", [name, value])  # noqa: S608
