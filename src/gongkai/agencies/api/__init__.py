"""Agencies in the API, a module for each matter."""

from gongkai.agencies.api import exchange, groups, tree
from gongkai.kit.api import Operation

OPERATIONS: tuple[Operation, ...] = (*exchange.OPERATIONS, *tree.OPERATIONS, *groups.OPERATIONS)
"""Files come first: their addresses would be taken for the key of an agency."""
