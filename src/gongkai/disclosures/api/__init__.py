"""Proactive disclosure in the API, a module for each matter."""

from gongkai.disclosures.api import items
from gongkai.kit.api import Operation

OPERATIONS: tuple[Operation, ...] = (*items.OPERATIONS,)
