"""Proactive disclosure in the API, a module for each matter."""

from gongkai.disclosures.api import activities, channels, columns, items, ledgers, register, review, upkeep
from gongkai.kit.api import Operation

OPERATIONS: tuple[Operation, ...] = (
    *items.OPERATIONS,
    *columns.OPERATIONS,
    *activities.OPERATIONS,
    *review.OPERATIONS,
    *upkeep.OPERATIONS,
    *register.OPERATIONS,
    *ledgers.OPERATIONS,
    *channels.OPERATIONS,
)
