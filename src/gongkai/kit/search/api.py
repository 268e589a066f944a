"""The interface of search."""

from gongkai.kit.search.documents import FACETS, Document, Hit, Hits
from gongkai.kit.search.engines import engine
from gongkai.kit.search.index import in_bulk, put, rebuild, remove
from gongkai.kit.search.ready import Ready, Texts, ready
from gongkai.kit.search.searching import search

__all__ = [
    "FACETS",
    "Document",
    "Hit",
    "Hits",
    "Ready",
    "Texts",
    "engine",
    "in_bulk",
    "put",
    "ready",
    "rebuild",
    "remove",
    "search",
]
