"""Ledgers: upload, say which column is what, look at the verdict and the refused rows, import, or leave it."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404
from ninja import Schema
from ninja.files import UploadedFile
from pydantic import Field

from gongkai.disclosures.ledgers import sheets
from gongkai.disclosures.ledgers.fields import FIELD, guess, heading_row
from gongkai.disclosures.models import LedgerImport, LedgerRow
from gongkai.disclosures.selectors import ledgers as selectors
from gongkai.disclosures.services import ledgers as services
from gongkai.kit import worker
from gongkai.kit.access import Clerk, ClerkRequest
from gongkai.kit.api import (
    ASKED,
    FILE,
    Given,
    Number,
    Take,
    act,
    attachment,
    chars,
    download,
    named,
    one_of,
    read,
    received,
    row,
    upload,
)
from gongkai.kit.paging import Paging, page, page_of
from gongkai.statute.vocab import PublicationChannel
from gongkai.statute.vocab.roles import Perm

IMPORT = Perm.DISCLOSURE_IMPORT
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LedgerLine = row(
    LedgerImport, "LedgerLine",
    "key", "name", "size", "digest", "sheet", "heading_row", "state", "rows", "done", "refused", "created_at",
    "finished_at", "problem",
)  # fmt: skip
RefusedRow = row(LedgerRow, "RefusedRow", "number", "column", "value", "code", "says")
_KINDS = "|".join(kind.code for kind in PublicationChannel)
ChannelKey = Annotated[str, Field(pattern=f"^(id:[0-9]{{1,10}}|kind:({_KINDS}))$")]
Name = chars(100)


class SheetSeen(Schema):
    """A sheet of the file: its first rows, and what its columns are likely to be (column from 0 → field)."""

    name: str
    rows: int
    head: list[list[str]]
    heading_row: int
    guessed: dict[int, str]


class ProgressSeen(Schema):
    """What is being done, and how much of it."""

    stage: str
    done: int
    total: int


class ColumnChoice(Schema):
    """A column of the agency, by its path."""

    id: int
    path: str


class ChannelChoice(Schema):
    """A channel of the agency."""

    key: str
    name: str


class Unknown(Schema):
    """Names in the ledger that the agency does not have, with the number of rows; refused rows not noted singly."""

    columns: dict[str, int] = Field(default_factory=dict)
    channels: dict[str, int] = Field(default_factory=dict)
    unnoted: int = 0


class PreviewLine(Schema):
    """One of the first rows as it would be imported."""

    row: int
    title: str
    column: int
    published_on: str
    formed_on: str
    index_number: str
    document_number: str
    channels: list[str]


class Mapped(Schema):
    """What was chosen."""

    fields: dict[int, str] = Field(default_factory=dict)
    default_column: int | None = None
    default_channels: list[str] = Field(default_factory=list)
    column_of: dict[str, int] = Field(default_factory=dict)
    channel_of: dict[str, str] = Field(default_factory=dict)


class LedgerWhole(Schema):
    """A ledger: how far it is, what can be chosen, what was chosen, what the check found."""

    ledger: LedgerLine  # type: ignore[valid-type]  # made from the model
    progress: ProgressSeen | None
    sheets: list[SheetSeen]
    columns: list[ColumnChoice]
    channels: list[ChannelChoice]
    mapping: Mapped
    unknown: Unknown
    preview: list[PreviewLine]


class ChosenGiven(Given):
    """Sheet, heading row, the field of each column (from 0), and what serves where a row leaves one blank."""

    sheet: chars(100)  # type: ignore[valid-type]  # a bounded text
    heading_row: Annotated[int, Field(ge=1, le=100)]
    fields: dict[Annotated[int, Field(ge=0, le=1000)], one_of(*FIELD)]  # type: ignore[valid-type]
    default_column: Number | None = None
    default_channels: Annotated[list[ChannelKey], Field(max_length=20)] = Field(default_factory=list)
    column_of: Annotated[dict[Name, Number], Field(max_length=500)] = Field(default_factory=dict)  # type: ignore[valid-type]
    channel_of: Annotated[dict[Name, ChannelKey], Field(max_length=500)] = Field(default_factory=dict)  # type: ignore[valid-type]


def listed(request: ClerkRequest, asked: Paging = ASKED) -> Any:  # noqa: ANN401
    """本机关导入过的台账，最近的在前。"""
    return page(selectors.listed(request.clerk), asked, "-id")


def one(request: ClerkRequest, key: UUID) -> Any:  # noqa: ANN401
    """一份台账：办到哪一步、各工作表的前几行和推测的列、检查结果、读出的前几条。

    检查和导入由后台办理，state 为 checking、importing 时请隔几秒再读；progress 是进度。
    """
    return _whole(selectors.get(key, request.clerk))


def refused(request: ClerkRequest, key: UUID, asked: Paging = ASKED) -> Any:  # noqa: ANN401
    """台账中需要改正的行和原因，按表中的次序。"""
    return page(selectors.refusals(selectors.get(key, request.clerk)), asked, "number", "id")


def refused_xlsx(request: ClerkRequest, key: UUID) -> Any:  # noqa: ANN401
    """台账中需要改正的行（XLSX）。"""
    ledger = selectors.get(key, request.clerk)
    rows = selectors.refusals(ledger).values_list("number", "column", "value", "code", "says")
    return attachment(sheets.refusals(rows.iterator()), XLSX, f"需要改正的行-{ledger.name}.xlsx")


def bring(request: ClerkRequest, file: UploadedFile = FILE) -> Any:  # noqa: ANN401
    """上传台账（XLSX、XLS、ODS 或者 CSV）：只保存文件，还不导入任何内容。 Raises DSC-3006."""
    data, name = received(request, file), named(file)
    found = services.look_into(data, name)
    return _whole(services.upload(data, name, found, by=request.clerk))


def _chosen(given: ChosenGiven, by: Clerk) -> services.Chosen:
    """As the service takes it. 404 for a column or channel of another agency: never left out in silence."""
    columns = {pk for pk, _ in selectors.columns_of(by.agency_id)}
    channels = {f"id:{pk}" for pk, _, _ in selectors.channels_of(by.agency_id)}
    wanted = {*given.column_of.values()} | ({given.default_column} if given.default_column is not None else set())
    keys = {key for key in (*given.default_channels, *given.channel_of.values()) if key.startswith("id:")}
    if not (wanted <= columns and keys <= channels):
        raise Http404
    return services.Chosen(**given.dict())


def _whole(ledger: LedgerImport) -> dict[str, object]:
    remembered = selectors.remembered(ledger.agency_id)
    return {
        "ledger": ledger,
        "progress": services.board_of(ledger).read(),
        "sheets": [_sheet(sheet, remembered) for sheet in ledger.sheets],
        "columns": [{"id": pk, "path": path} for pk, path in selectors.columns_of(ledger.agency_id)],
        "channels": [{"key": f"id:{pk}", "name": name} for pk, name, _ in selectors.channels_of(ledger.agency_id)],
        "mapping": ledger.mapping,
        "unknown": ledger.unknown,
        "preview": ledger.preview,
    }


def _sheet(sheet: Mapping[str, Any], remembered: Mapping[str, str]) -> dict[str, object]:
    at = heading_row(sheet["head"])
    head = sheet["head"][at - 1] if sheet["head"] else []
    return {**sheet, "heading_row": at, "guessed": guess(head, remembered)}


def _queued(ledger: LedgerImport) -> LedgerImport:
    """The worker is told that there is something to do."""
    worker.wake()
    return ledger


_KEY = "ledgers/{key}"
OPERATIONS = (
    read("ledger.list", "ledgers", listed, IMPORT, answer=page_of(LedgerLine)),
    read("ledger.read", _KEY, one, IMPORT, answer=LedgerWhole),
    read("ledger.refused", f"{_KEY}/refused", refused, IMPORT, answer=page_of(RefusedRow)),
    download("ledger.refused_xlsx", f"{_KEY}/refused.xlsx", refused_xlsx, IMPORT, media=XLSX),
    upload("ledger.upload", "ledgers", bring, IMPORT, answer=LedgerWhole),
    act(
        "ledger.map", f"{_KEY}/map", services.choose, IMPORT, answer=LedgerLine, shown=_queued,
        takes={"mapping": Take(ChosenGiven, _chosen)},
    ),
    act("ledger.begin", f"{_KEY}/begin", services.begin, IMPORT, answer=LedgerLine, shown=_queued),
    act("ledger.cancel", f"{_KEY}/cancel", services.cancel, IMPORT, answer=LedgerLine, label="停止检查或者导入"),
    act("ledger.abandon", f"{_KEY}/abandon", services.abandon, IMPORT, answer=LedgerLine),
)  # fmt: skip
