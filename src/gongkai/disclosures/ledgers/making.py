"""Lines of a ledger as rows ready to be written: all that can be done before the database is asked for anything.

Runs in the sandbox, in as many processes as there are processors. A batch of rows is two files of a folder: the
items, whose index numbers are allotted only while they are written, and all that belongs to them.
"""

import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from multiprocessing import get_context
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from gongkai.audit.chain import canonical, hashed
from gongkai.disclosures.ledgers.judge import Line
from gongkai.kit.clock import SHANGHAI
from gongkai.kit.richtext import clean, from_text
from gongkai.kit.search.documents import Document
from gongkai.kit.search.ready import Ready, Texts, ready
from gongkai.statute.calendar import shipped_calendar
from gongkai.statute.disclosures import DocumentEvent, events_at_birth, publish_by, validity_on
from gongkai.statute.vocab import REGISTERED_DOCUMENTS, DocumentVerb, Validity

SOURCE = "台账导入"
ROWS, CHARACTERS = 5_000, 4_000_000
"""The most of a batch: what is written without a look at whether someone asked to stop, and held in memory."""
_REGISTERED = frozenset(kind.value for kind in REGISTERED_DOCUMENTS)
_DESCRIBED = (
    "title", "column_id", "summary", "kind", "document_number", "formed_on", "source", "keywords", "valid_from",
    "valid_until", "channels",
)  # fmt: skip
ITEM = (
    "id", "key", *_DESCRIBED, "latest_id", "public_id", "published_on", "published_at", "publish_due", "validity",
    "index_number",
)  # fmt: skip
REVISION = ("id", "item_id", *_DESCRIBED, "body", "digest")
DELIVERY = ("item_id", "channel_id", "address", "released_on", "released_at")
EVENT = ("item_id", "kind", "on", "valid_until")
Values = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rows of a ledger have in common, and the keys they get; `channels` are rows by what lines say."""

    agency: int
    site: int
    channels: Mapping[str, int]
    items: Sequence[int]
    revisions: Sequence[int]
    today: date
    engine: Texts


class ItemRow(NamedTuple):
    """An item without its number: the row of the sheet, the address, the digest of the text, the values of ITEM."""

    row: int
    key: str
    digest: str
    published_on: date
    values: Values

    @property
    def place(self) -> tuple[str, int, date]:
        """What no other item has: title, column, day of publication."""
        _, _, title, column, *_ = self.values
        return title, column, self.published_on  # type: ignore[return-value]  # in the order of ITEM


class Belongings(NamedTuple):
    """What belongs to the items of a batch: rows in the order of REVISION, DELIVERY, EVENT; what search finds."""

    revisions: list[Values]
    deliveries: list[Values]
    events: list[Values]
    documents: list[Ready]


class Numbered(NamedTuple):
    """A row as its index number needs it."""

    row: int
    index_number: str
    published_on: date
    formed_on: date


class Made(NamedTuple):
    """A ledger made ready: `rows` in the order of the sheet, the columns and channels in use, where all lies."""

    rows: list[Numbered]
    columns: set[int]
    channels: set[str]
    folder: Path
    batches: int

    def belongings(self) -> Iterator[Belongings]:
        """Batch by batch, oldest first."""
        return (Belongings(*_read(self.folder / f"{at}.belongings")) for at in range(self.batches))

    def items(self) -> Iterator[list[ItemRow]]:
        """The same for the items."""
        return (list(_read(self.folder / f"{at}.items")) for at in range(self.batches))


# What the forked processes inherit, which saves sending a hundred thousand lines.
_inherited: list[tuple[Sequence[Line], Setting, Path]] = []


def make(lines: Sequence[Line], setting: Setting, folder: Path, told: Callable[[int], None]) -> Made:
    """Make all rows, those of the oldest day first: the search writes faster in the order in which it finds."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ordered = sorted(lines, key=attrgetter("published_on"))
    spans = list(_spans(ordered))
    _inherited[:] = [(ordered, setting, folder)]
    processes = min(os.cpu_count() or 1, len(spans))
    if processes < 2:
        for at, span in enumerate(spans):
            told(_make_batch(at, span))
    else:
        with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
            for ends in pool.map(_make_batch, range(len(spans)), spans):
                told(ends)
    return Made(
        [Numbered(line.row, line.index_number, line.published_on, line.formed_on) for line in lines],
        {line.column for line in lines},
        {key for line in lines for key, _ in line.channels},
        folder,
        len(spans),
    )


def _spans(lines: Iterable[Line]) -> Iterator[tuple[int, int]]:
    """Where each batch begins and ends."""
    begins = at = characters = 0
    for at, line in enumerate(lines, 1):
        characters += len(line.body)
        if at - begins == ROWS or characters > CHARACTERS:
            yield begins, at
            begins, characters = at, 0
    if at > begins:
        yield begins, at


def _make_batch(at: int, span: tuple[int, int]) -> int:
    """Write the two files of a batch; where it ends."""
    [(lines, setting, folder)] = _inherited
    items, belongings = _Batch(setting).made(lines, *span)
    for name, made in (("items", items), ("belongings", belongings)):
        with (folder / f"{at}.{name}").open("wb") as file:
            pickle.dump(made, file, pickle.HIGHEST_PROTOCOL)
    return span[1]


def _read(path: Path) -> Iterable[Any]:
    with path.open("rb") as file:
        yield from pickle.load(file)  # noqa: S301 - written by our own child; see the sandbox's known gap


class _Batch:
    """The rows of one batch."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.items: list[ItemRow] = []
        self.belongings = Belongings([], [], [], [])

    def made(self, lines: Sequence[Line], begins: int, ends: int) -> tuple[list[ItemRow], Belongings]:
        for at in range(begins, ends):
            self._add(lines[at], self.setting.items[at], self.setting.revisions[at])
        return self.items, self.belongings

    def _add(self, line: Line, item: int, revision: int) -> None:
        setting, found = self.setting, self.belongings
        chosen = {setting.channels[key]: address for key, address in line.channels}
        listed = _one(tuple(sorted(pk for pk in chosen if pk != setting.site)))
        key, body, source = uuid4(), body_of(line), line.office or SOURCE
        digest, at = digest_of(line, source, listed, body), _midnight(line.published_on)
        described = (
            line.title, line.column, line.summary, line.kind, line.document_number, line.formed_on, source,
            line.keywords, line.valid_from, line.valid_until, listed,
        )  # fmt: skip
        validity = self._validity(line, item)
        dates = (line.published_on, at, _due(line.formed_on))
        self.items.append(
            ItemRow(line.row, str(key), digest, line.published_on,
                    (item, key.hex, *described, revision, revision, *dates, validity))
        )  # fmt: skip
        found.revisions.append((revision, item, *described, body, digest))
        for channel, address in chosen.items():  # the platform's own place counts only where the ledger names it
            at_home = f"/i/{key}/" if channel == setting.site else ""
            found.deliveries.append((item, channel, address or at_home, line.published_on, at))
        words = " ".join(filter(None, (line.summary, line.document_number, line.keywords)))
        document = Document(
            item, line.title, f"{words}\n{line.body}", line.published_on, setting.agency, line.column,
            line.published_on.year, line.kind, validity,
        )  # fmt: skip
        found.documents.append(ready(document, setting.engine))

    def _validity(self, line: Line, item: int) -> str:
        """The state of a document today; it enters the register with what the ledger says of its end."""
        if line.kind not in _REGISTERED:
            return ""
        happened = events_at_birth(line.formed_on, line.valid_from, line.valid_until)
        if line.ended_on is not None:
            verb = DocumentVerb.DECLARE_INVALID if line.validity == Validity.INVALID.code else DocumentVerb.REPEAL
            happened.append(DocumentEvent(verb, line.ended_on))
        self.belongings.events.extend((item, event.verb.value, event.on, event.until) for event in happened)
        found = validity_on(happened, self.setting.today)
        return found.value if found else ""


@cache
def _one(keys: tuple[int, ...]) -> list[int]:
    """One list for all rows that have the same channels."""
    return list(keys)


@cache
def _due(formed: date) -> date | None:
    return publish_by(formed, shipped_calendar())


@cache
def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def digest_of(line: Line, source: str, channels: Sequence[int], body: str) -> str:
    """The digest of the text, as `facts.text_digest` makes it; written out, since it is made for every row."""
    signed = {
        "title": line.title, "column_id": line.column, "summary": line.summary, "kind": line.kind, "article": "",
        "document_number": line.document_number, "formed_on": line.formed_on, "publicity": "proactive",
        "ground": "", "publicity_reason": "", "source": source, "keywords": line.keywords,
        "valid_from": line.valid_from, "valid_until": line.valid_until, "channels": channels,
        "body": body, "notice": "", "files": [],
    }  # fmt: skip
    return hashed(canonical(signed).encode())


def body_of(line: Line) -> str:
    """The text as it is shown: its paragraphs, and the link to where it stands in full."""
    link = f'<p>原文链接：<a href="{line.link}">{line.link}</a></p>' if line.link else ""
    return clean(from_text(line.body or line.summary) + link.replace("&", "&amp;"))
