"""How far a ledger's work has come, kept beside the database: an import is one transaction, silent to its end.

A small file in the data folder, which the web processes and the workers share; beside it the rows that were made
ready and wait to be written.
"""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple


class Stage(NamedTuple):
    """One thing that is done, and the part of the whole that it is, in percent: by time, as measured."""

    label: str
    begins: int
    ends: int

    def percent(self, done: int, total: int) -> int:
        """The share of the whole that is done; it never falls from one stage to the next."""
        return self.begins + ((self.ends - self.begins) * done // total if total else 0)


class Stages(NamedTuple):
    """What is done with a ledger, in this order; a check ends with the second."""

    reading: Stage
    judging: Stage
    making: Stage
    writing: Stage


_LABELS = ("正在读取文件", "正在逐行检查", "正在准备", "正在写入")
CHECK = Stages(*map(Stage, _LABELS, (0, 50, 100, 100), (50, 100, 100, 100)))
IMPORT = Stages(*map(Stage, _LABELS, (0, 15, 25, 45), (15, 25, 45, 100)))


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done, how much of it, and how far the whole has come."""

    stage: str
    done: int
    total: int
    percent: int


class Cancelled(Exception):
    """Someone asked to stop."""


@dataclass(frozen=True, slots=True)
class Board:
    """The notes about one ledger; may be handed to another process."""

    folder: Path
    key: str

    def tell(self, stage: Stage, done: int = 0, total: int = 0) -> None:
        """Note how far it is. Raises Cancelled when someone asked to stop."""
        if self._cancel.exists():
            raise Cancelled
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._notes.with_suffix(".new")
        notes = [stage.label, done, total, stage.percent(done, total)]
        draft.write_text(json.dumps(notes, ensure_ascii=False), "utf-8")
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
        if self.rows.exists():
            shutil.rmtree(self.rows)

    @property
    def rows(self) -> Path:
        """The folder of the rows that wait to be written."""
        return self.folder / f"{self.key}.rows"

    @property
    def _notes(self) -> Path:
        return self.folder / f"{self.key}.json"

    @property
    def _cancel(self) -> Path:
        return self.folder / f"{self.key}.stop"
