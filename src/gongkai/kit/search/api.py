"""The interface of search."""

from gongkai.kit.search.documents import FACETS, Document, Hit, Hits
from gongkai.kit.search.index import put, rebuild, remove
from gongkai.kit.search.searching import search

__all__ = ["FACETS", "Document", "Hit", "Hits", "put", "rebuild", "remove", "search"]
