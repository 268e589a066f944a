"""A life cycle as a table of moves: a state changes by a declared move and by nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from gongkai.statute.errors import GongkaiError
from gongkai.statute.law.cite import Cite
from gongkai.statute.vocab.term import Term

S = TypeVar("S", bound=Term)
V = TypeVar("V", bound=Term)


@dataclass(frozen=True, slots=True)
class Move(Generic[S, V]):
    """From a state, by an act, to a state, and the provision it rests on (None where it is our own order)."""

    start: S
    verb: V
    end: S
    cite: Cite | None = None


class Lifecycle(Generic[S, V]):
    """The moves of one kind of thing. It knows no user and no database; buttons ask the same table."""

    def __init__(self, moves: Iterable[Move[S, V]], refusal: type[GongkaiError]) -> None:
        """`refusal` is raised for a move that is not declared, with `state`, `verb` and `allowed`."""
        self.moves = tuple(moves)
        self._by_act = {(move.start, move.verb): move for move in self.moves}
        self._refusal = refusal
        if len(self._by_act) != len(self.moves):
            raise ValueError("the same act is declared twice from one state")

    def move(self, state: S, verb: V) -> Move[S, V]:
        """The declared move, or the refusal."""
        found = self._by_act.get((state, verb))
        if found is None:
            allowed = "、".join(verb.label for verb in self.allowed(state)) or "无（办理已经结束）"
            raise self._refusal(state=state.label, verb=verb.label, allowed=allowed)
        return found

    def allowed(self, state: S) -> tuple[V, ...]:
        """What may be done in a state, in the order of the table."""
        return tuple(move.verb for move in self.moves if move.start is state)

    def is_final(self, state: S) -> bool:
        """Whether nothing leads out of a state."""
        return not self.allowed(state)
