"""Proactive disclosure: columns that must not go stale, documents in force, and the life of an item."""

from gongkai.statute.disclosures.freshness import (
    ColumnStanding,
    Freshness,
    Light,
    VetoItem,
    freshness,
    veto_summary,
)
from gongkai.statute.disclosures.validity import DocumentEvent, RegisterCounts, register_counts, validity_on

__all__ = [
    "ColumnStanding",
    "DocumentEvent",
    "Freshness",
    "Light",
    "RegisterCounts",
    "VetoItem",
    "freshness",
    "register_counts",
    "validity_on",
    "veto_summary",
]
