"""Proactive disclosure in the API, a module for each matter."""

from gongkai.disclosures.api import activities, columns, items, review
from gongkai.kit.api import Operation

OPERATIONS: tuple[Operation, ...] = (
    *items.OPERATIONS,
    *columns.OPERATIONS,
    *activities.OPERATIONS,
    *review.OPERATIONS,
)
