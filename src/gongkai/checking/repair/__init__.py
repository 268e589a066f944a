"""Repair: the smallest set of cells to change so that the sums hold, its ties, and a sentence for each."""

from gongkai.checking.repair.model import Change, Group, Repair
from gongkai.checking.repair.proposal import propose

__all__ = ["Change", "Group", "Repair", "propose"]
