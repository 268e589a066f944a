"""What a repair proposes."""

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai.statute.report import Value


@dataclass(frozen=True, slots=True)
class Change:
    """One cell to change, with a sentence for the clerk: 行政复议“总计”应为 11，现为 0."""

    cell: str
    old: Value
    new: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Group:
    """Identities that hang together: `choices` are the tied sets of changes, the likeliest first.

    `complete` is False when more sets tie than were enumerated.
    """

    choices: tuple[tuple[Change, ...], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Repair:
    """The smallest changes after which every decided identity holds; empty when nothing is broken."""

    groups: tuple[Group, ...] = ()

    @property
    def changes(self) -> tuple[Change, ...]:
        """The proposal: the first choice of each group."""
        return tuple(change for group in self.groups for change in group.choices[0])

    @property
    def alternatives(self) -> tuple[tuple[Change, ...], ...]:
        """The choices that tie with the proposal; each stands in for the changes of its own group."""
        return tuple(choice for group in self.groups for choice in group.choices[1:])

    @property
    def complete(self) -> bool:
        """Whether every tied choice is listed."""
        return all(group.complete for group in self.groups)

    @property
    def values(self) -> Mapping[str, int]:
        """The proposed cells, ready for `Report.with_cells`."""
        return {change.cell: change.new for change in self.changes}
