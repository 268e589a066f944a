"""SQLite FTS5 for the tokens, the folded text beside it for the order of a phrase.

Row numbers fall with time: a walk from the newest then goes as the lists lie, and ends when enough is found. Walked
the other way (`ORDER BY rowid DESC`) FTS5 takes twice as long and, in long lists of which it skips parts, misses
rows (seen in 3.40). The table is without content: what it holds can be said again from the documents, and is,
when a document goes.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from django.db import connection, transaction

from gongkai.kit.search.documents import FACETS, Plan, Prepared
from gongkai.kit.search.engines import Found, entries
from gongkai.kit.search.engines.asking import Asked, asked
from gongkai.kit.search.ready import Entry, Ready, entry_of

_PENDING_BYTES = 64 * 2**20  # of tokens sorted in memory before they are written, while much is written
_USUAL_BYTES = 2**20
_FIND = "instr"


def _expression(ask: Asked) -> str:
    """FTS5's own language; tokens hold neither quotes nor blanks."""
    wanted = " AND ".join(
        [*map(_quoted, (*ask.every, *ask.likely)), *(_any(map(_quoted, marks)) for marks in ask.either)]
    )
    return f"({wanted}) NOT {_any(map(_all, ask.never))}" if ask.never else wanted


def _quoted(token: str) -> str:
    return f'"{token}"'


def _all(tokens: Iterable[str]) -> str:
    return "({})".format(" AND ".join(map(_quoted, tokens)))


def _any(expressions: Iterable[str]) -> str:
    return "({})".format(" OR ".join(expressions))


class Sqlite:
    """The engine on FTS5."""

    def texts(self, prepared: Prepared) -> tuple[str, ...]:
        """The tokens, and the folded text for the order of a phrase."""
        return " ".join(prepared.tokens), prepared.title, prepared.text

    def add(self, documents: Sequence[Ready]) -> None:
        """In the order that is wanted for writing."""
        ordered = sorted(documents, key=lambda document: document.number)
        self._write([(document.entry, document.texts) for document in ordered])

    @contextmanager
    def bulk(self) -> Iterator[Callable[[Sequence[Ready]], None]]:
        """More is sorted in memory before it is written; nobody else sees the setting, which goes back in time."""
        self._configure(hashsize=_PENDING_BYTES)
        yield self.add
        self._configure(hashsize=_USUAL_BYTES)

    def _write(self, rows: Sequence[tuple[Entry, tuple[str, ...]]]) -> None:
        """By rising number, FTS5 the other way: where its row numbers fall, it writes out what it has sorted."""
        entries.insert([entry for entry, _ in rows])
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_folded (number, title, body) VALUES (%s, %s, %s)",
                [(entry[0], title, text) for entry, (_, title, text) in rows],
            )
            cursor.executemany(
                "INSERT INTO search_tokens(rowid, tokens) VALUES (-%s, %s)",
                [(entry[0], tokens) for entry, (tokens, _, _) in reversed(rows)],
            )

    def drop(self, documents: Sequence[Prepared]) -> None:
        """FTS5 without content is told what it held."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_tokens(search_tokens, rowid, tokens) VALUES ('delete', -%s, %s)",
                [(prepared.number, self.texts(prepared)[0]) for prepared in documents],
            )
            cursor.executemany(
                "DELETE FROM search_folded WHERE number = %s", [(prepared.number,) for prepared in documents]
            )
        entries.delete(documents)

    def found(self, plan: Plan, limit: int) -> Found:
        """One walk over the index, the texts where they must decide, and the entries."""
        if plan.terms or plan.without or plan.facets:
            walk, parameters = self._walk(asked(plan, find=_FIND), plan, entries.COLUMNS, limit)
        else:
            walk = (
                f"SELECT {entries.COLUMNS} FROM search_entry e"  # noqa: S608
                " WHERE number >= %s AND number < %s ORDER BY number DESC LIMIT %s"
            )
            parameters = [plan.low, plan.high, limit]
        joined = ", ".join(f'group_concat("{name}", char(31))' for name in ("number", *FACETS))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {joined} FROM ({walk})", parameters)  # noqa: S608
            return Found.read([texts] if (texts := cursor.fetchone())[0] else [])

    def titled(self, plan: Plan, phrases: Sequence[str], limit: int) -> list[int]:
        """The same walk over the tokens of titles; what is in the title need not be asked of the text again."""
        ask = asked(replace(plan, terms=()), phrases, find=_FIND)
        walk, parameters = self._walk(ask, plan, "e.number", limit)
        with connection.cursor() as cursor:
            cursor.execute(walk, parameters)
            return [number for (number,) in cursor.fetchall()]

    def _walk(self, ask: Asked, plan: Plan, columns: str, limit: int) -> tuple[str, list[str | int]]:
        """The statement that goes from the newest match to older ones; its joins are made in this order."""
        text = f"CROSS JOIN search_folded f ON f.number = -t.rowid AND {ask.condition}" if ask.condition else ""
        walk = (
            f"SELECT {columns} FROM search_tokens t {text} CROSS JOIN search_entry e ON e.number = -t.rowid"  # noqa: S608
            " WHERE search_tokens MATCH %s AND t.rowid > %s AND t.rowid <= %s ORDER BY t.rowid LIMIT %s"
        )
        return walk, [*ask.phrases, _expression(ask), -plan.high, -plan.low, limit]

    def entitled(self, plan: Plan, digest: int, limit: int) -> list[int]:
        """By the digest's own index."""
        return entries.entitled(plan, digest, limit, find=_FIND)

    def clear(self) -> None:
        """FTS5 without content forgets all at once only."""
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_tokens(search_tokens) VALUES ('delete-all')")
            cursor.execute("DELETE FROM search_folded")
        entries.clear()

    def fill(self, batches: Iterable[Sequence[Prepared]]) -> None:
        """Few large runs, merged once."""
        self._configure(hashsize=_PENDING_BYTES, automerge=0, crisismerge=2000)
        for batch in batches:
            with transaction.atomic():
                self._write([(entry_of(prepared), self.texts(prepared)) for prepared in batch])
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_tokens(search_tokens) VALUES ('optimize')")
        self._configure(hashsize=_USUAL_BYTES, automerge=4, crisismerge=16)

    def _configure(self, **options: int) -> None:
        with connection.cursor() as cursor:
            for name, value in options.items():
                cursor.execute("INSERT INTO search_tokens(search_tokens, rank) VALUES (%s, %s)", [name, value])
