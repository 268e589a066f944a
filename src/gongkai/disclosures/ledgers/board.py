"""How far a ledger's work has come, kept beside the database: an import is one transaction, silent to its end.

A small file in the data folder, which the web processes and the workers share.
"""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done, and how much of it."""

    stage: str
    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        """The share that is done."""
        return 100 * self.done // self.total if self.total else 0


class Cancelled(Exception):
    """Someone asked to stop."""


@dataclass(frozen=True, slots=True)
class Board:
    """The notes about one ledger; may be handed to another process."""

    folder: Path
    key: str

    def tell(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Note how far it is. Raises Cancelled when someone asked to stop."""
        if self._cancel.exists():
            raise Cancelled
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._notes.with_suffix(".new")
        draft.write_text(json.dumps([stage, done, total], ensure_ascii=False), "utf-8")
        draft.replace(self._notes)

    def read(self) -> Progress | None:
        """What was noted last; None before the first note."""
        try:
            return Progress(*json.loads(self._notes.read_text("utf-8")))
        except FileNotFoundError:
            return None

    def ask_to_stop(self) -> None:
        """The next note raises."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._cancel.touch(mode=0o600)

    def clear(self) -> None:
        """Nothing is under way any more."""
        for path in (self._notes, self._cancel):
            path.unlink(missing_ok=True)

    @property
    def _notes(self) -> Path:
        return self.folder / f"{self.key}.json"

    @property
    def _cancel(self) -> Path:
        return self.folder / f"{self.key}.stop"
