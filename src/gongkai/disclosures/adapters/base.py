"""What every way of serving a channel takes and gives."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol, TypeAlias
from uuid import UUID

from gongkai.statute.errors import GongkaiError

PUBLISH, UPDATE, WITHDRAW = "publish", "update", "withdraw"
Progress: TypeAlias = dict[str, Any]
Keep: TypeAlias = Callable[[Progress], None]
"""Writes down how far it is, before and after every step at the channel. Raises ClaimLost."""


@dataclass(frozen=True, slots=True)
class File:
    """An attachment or a picture of the public text; `read` gives its bytes."""

    key: UUID
    name: str
    media_type: str
    alternative: str
    is_inline: bool
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Account:
    """The channel: whose it is, what a clerk chose, what it told us before."""

    pk: int
    name: str
    agency: str
    agency_slug: str
    settings: Mapping[str, Any]
    remote: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """One request: this version of this item on this channel.

    `interrupted` says that an earlier try ended without a word, so that the channel has to be asked what it has.
    """

    account: Account
    action: str
    version: int
    key: UUID
    address: str  # of the public page, in full where the site's address is set
    title: str
    summary: str = ""
    body: str = ""
    index_number: str = ""
    document_number: str = ""
    published_on: date | None = None
    notices: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    released: bool = False
    remote_id: str = ""
    progress: Mapping[str, Any] = field(default_factory=dict)
    interrupted: bool = False
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """The channel has done what `action` and `version` say, which may be those of an earlier request."""

    action: str
    version: int
    address: str = ""
    remote_id: str = ""
    remote: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pending:
    """The channel is at it; look again after `wait`. This is no failure and is not counted."""

    wait: timedelta
    says: str


class NotDone(Exception):
    """Something is in the way; `problem` is what the page shows."""

    def __init__(self, problem: GongkaiError) -> None:
        super().__init__(problem)
        self.problem = problem


class TryLater(NotDone):
    """It may go by itself. `wait` is the least time; a try that the channel's limits forbade is not counted."""

    def __init__(self, problem: GongkaiError, wait: timedelta = timedelta(), *, counted: bool = True) -> None:
        super().__init__(problem)
        self.wait, self.counted = wait, counted


class NeedsPerson(NotDone):
    """It does not go by itself."""


class ClaimLost(Exception):
    """Another worker has taken over, or the request has ended: leave everything as it is."""


class Adapter(Protocol):
    """One way of serving a channel."""

    code: str
    label: str
    repeats: bool
    """Whether a try may be done again, or the channel can be asked. If not, an interrupted one is a person's."""

    def push(self, job: Job, keep: Keep) -> Done | Pending:
        """Do it. Raises TryLater, NeedsPerson, ClaimLost."""
        ...

    def test(self, account: Account) -> str:
        """Try the connection and publish nothing; what was found, in words. Raises TryLater, NeedsPerson."""
        ...


SOURCE = re.compile(r'(<img\b[^>]*?\bsrc=")([^"]*)(")')


def pictures_of(job: Job) -> Iterator[tuple[str, File]]:
    """The pictures in the text that are files of the item, each with its address in the text."""
    known = {str(file.key): file for file in job.files if file.media_type.startswith("image/")}
    for _, source, _ in SOURCE.findall(job.body):
        for key, file in known.items():
            if key in source:
                yield source, file
