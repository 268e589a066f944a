"""Keeping the index: inside the transaction of whoever publishes, or built anew from all documents."""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, transaction

from gongkai.kit import bulk
from gongkai.kit.search.documents import FACETS, Document, Prepared, day_of, key_of, number_of, prepare
from gongkai.kit.search.engines import engine
from gongkai.kit.search.models import Entry, Shown
from gongkai.kit.search.ready import Ready, clean, ready

_BATCH = 1_000
_FILLED_AT_ONCE = 10_000
Progress = Callable[[str, int], None]
Item = TypeVar("Item")


@transaction.atomic
def put(documents: Iterable[Document]) -> None:
    """Index documents, in place of what is known under their keys."""
    at = engine()
    for batch in _batches({document.key: document for document in documents}.values(), _BATCH):
        remove([document.key for document in batch])
        made = [ready(document, at) for document in batch]
        _show(made)
        at.add(made)


@contextmanager
def in_bulk() -> Iterator[Callable[[Sequence[Ready]], None]]:
    """Gives what writes many documents, none of them known, by rising number; in the caller's transaction."""
    with engine().bulk() as add:

        def write(documents: Sequence[Ready]) -> None:
            _show(documents)
            add(documents)

        yield write


@transaction.atomic
def remove(keys: Iterable[int]) -> None:
    """Forget documents; keys that are not known are passed over."""
    for batch in _batches(keys, _BATCH):
        engine().drop([prepare(document) for document in _known(batch)])
        Shown.objects.filter(key__in=batch).delete()


def rebuild(documents: Iterable[Document], progress: Progress = lambda stage, done: None) -> int:
    """Build everything anew from documents in any order; how many there are.

    Nothing is held in memory but a batch. Each batch is a transaction of its own: until the end a part is found.
    """
    engine().clear()
    Shown.objects.all().delete()
    with _staging():
        staged = _stage(documents, progress)
        engine().fill(_in_order(staged, progress))
    progress("done", staged)
    return staged


def refresh(progress: Progress = lambda stage, done: None) -> None:
    """Index anew what is known: for migrations, when texts are folded or cut in another way than they were."""
    facets = ", ".join(f'"{name}"' for name in FACETS)
    with _staging():
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO search_staged SELECT number, {facets} FROM search_entry")  # noqa: S608
        known = Entry.objects.count()
        engine().clear()
        engine().fill(_in_order(known, progress))


@contextmanager
def _staging() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE search_staged (number bigint PRIMARY KEY, agency bigint, col bigint,"
            " year integer, kind varchar(32), validity varchar(32))"
        )
        try:
            yield
        finally:
            cursor.execute("DROP TABLE search_staged")


def _stage(documents: Iterable[Document], progress: Progress) -> int:
    """Keep what is shown, and note the rest aside: the index is filled oldest first."""
    staged = 0
    for batch in _batches(map(clean, documents), _BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            Shown.objects.bulk_create(map(_shown, batch))
            cursor.executemany(
                "INSERT INTO search_staged VALUES (%s, %s, %s, %s, %s, %s)", list(map(_aside, batch))
            )
        staged += len(batch)
        progress("stage", staged)
    return staged


def _aside(document: Document) -> tuple[int | str, ...]:
    facets = (getattr(document, name) for name in FACETS)
    return number_of(document.date, document.key), *facets


def _in_order(staged: int, progress: Progress) -> Iterator[list[Prepared]]:
    last = done = 0
    while done < staged:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM search_staged WHERE number > %s ORDER BY number LIMIT %s", [last, _FILLED_AT_ONCE]
            )
            rows = cursor.fetchall()
        yield [prepare(document) for document in _with_text(rows)]
        last = rows[-1][0]
        done += len(rows)
        progress("fill", done)


def _known(keys: Sequence[int]) -> list[Document]:
    """The documents as they were indexed."""
    return _with_text(Entry.objects.filter(key__in=keys).values_list("number", *FACETS))


def _with_text(rows: Iterable[tuple[Any, ...]]) -> list[Document]:
    by_key = {key_of(row[0]): row for row in rows}
    texts = {key: (title, body) for key, title, body in texts_of(list(by_key))}
    return [
        Document(key, *texts[key], day_of(number), *facets)  # the facets in the order of FACETS
        for key, (number, *facets) in by_key.items()
    ]


def texts_of(keys: Sequence[int]) -> Iterator[tuple[int, str, str]]:
    """Key, title and text of documents, in no order."""
    for batch in _batches(keys, _BATCH):
        for key, title, body in Shown.objects.filter(key__in=batch).values_list("key", "title", "body"):
            yield key, title, zlib.decompress(body).decode()


def _shown(document: Document) -> Shown:
    return Shown(key=document.key, title=document.title, body=zlib.compress(document.body.encode(), 4))


def _show(documents: Sequence[Ready]) -> None:
    bulk.insert(Shown, ("key", "title", "body"), [(document.key, *document.shown) for document in documents])


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
