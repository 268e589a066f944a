"""The two engines behind the one interface."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import chain
from typing import Protocol

from django.db import connection

from gongkai.kit.search.documents import FACETS, Plan, Prepared
from gongkai.kit.search.ready import Ready

PARTED = chr(31)  # between values that the database hands over as one text: rows are dear, texts are cheap


@dataclass(frozen=True, slots=True)
class Found:
    """The numbers of matches, the newest first, and for each facet their values in no order."""

    numbers: Sequence[int]
    values: Sequence[Sequence[str]]

    @classmethod
    def read(cls, stretches: Sequence[Sequence[str]]) -> "Found":
        """From stretches of matches, each given as joined texts: of the numbers, and of every facet."""
        columns = [
            list(chain.from_iterable(text.split(PARTED) for text in texts))
            for texts in zip(*stretches, strict=True)
        ]
        numbers, *values = columns or [[] for _ in ("number", *FACETS)]
        return cls(sorted(map(int, numbers), reverse=True), values)


class Engine(Protocol):
    """What an engine can do. Numbers fall: the newest come first."""

    def texts(self, prepared: Prepared) -> tuple[str, ...]:
        """What is indexed of a document; asks no database, so that any process can make it."""

    def add(self, documents: Sequence[Ready]) -> None:
        """Index documents that are not there."""

    def bulk(self) -> AbstractContextManager[Callable[[Sequence[Ready]], None]]:
        """Gives an `add` for many documents in one transaction, by rising number."""

    def drop(self, documents: Sequence[Prepared]) -> None:
        """Forget documents, given as they were indexed."""

    def found(self, plan: Plan, limit: int) -> Found:
        """The newest `limit` matches; fewer only when there are no more."""

    def titled(self, plan: Plan, phrases: Sequence[str], limit: int) -> list[int]:
        """The newest `limit` documents that match and whose title holds all the phrases."""

    def entitled(self, plan: Plan, digest: int, limit: int) -> list[int]:
        """The newest `limit` documents that match and whose title has this digest."""

    def clear(self) -> None:
        """Forget everything."""

    def fill(self, batches: Iterable[Sequence[Prepared]]) -> None:
        """Index documents, oldest first, faster than one by one; the index was cleared."""


def engine() -> Engine:
    """The engine of the database in use."""
    if connection.vendor == "postgresql":
        from gongkai.kit.search.engines.postgres import Postgres

        return Postgres()
    from gongkai.kit.search.engines.sqlite import Sqlite

    return Sqlite()
