"""A document as it is written, made ready in any process: folding and cutting need no database."""

import zlib
from dataclasses import replace
from datetime import date
from typing import NamedTuple, Protocol

from gongkai.kit.search.documents import FACETS, Document, Prepared, digest, prepare

NAMES = 'number, key, date, title_digest, agency, "column", year, kind, validity'
Entry = tuple[int | str | date, ...]


class Texts(Protocol):
    """What an engine indexes of a document; a class, so that another process can be told which."""

    def texts(self, prepared: Prepared) -> tuple[str, ...]:
        """The texts, in the engine's own form."""


class Ready(NamedTuple):
    """What is shown of a document, its row in the order of NAMES, and the engine's texts."""

    key: int
    number: int
    shown: tuple[str, bytes]
    entry: Entry
    texts: tuple[str, ...]


def ready(document: Document, engine: Texts) -> Ready:
    """All that can be done before anything is written."""
    document = clean(document)
    prepared = prepare(document)
    shown = document.title, zlib.compress(document.body.encode(), 4)
    return Ready(document.key, prepared.number, shown, entry_of(prepared), engine.texts(prepared))


def clean(document: Document) -> Document:
    """Without what UTF-8 cannot say and PostgreSQL does not take: what is kept must fold as what was indexed."""
    title, body = (
        text.replace("\0", "").encode(errors="ignore").decode() for text in (document.title, document.body)
    )
    if (title, body) == (document.title, document.body):
        return document
    return replace(document, title=title, body=body)


def entry_of(prepared: Prepared) -> Entry:
    """The row of a document, in the order of NAMES."""
    document = prepared.document
    facets = [getattr(document, name) for name in FACETS]
    return prepared.number, document.key, document.date, digest(prepared.title), *facets
