"""The auditor's part of the API: find, read, export, prove. What it shows is what the entries hold."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from ninja import Schema
from pydantic import Field

from gongkai.audit import selectors, verify
from gongkai.audit.errors import PeriodReversed, TooManyToProve
from gongkai.audit.models import Chain, Entry, Seal
from gongkai.kit import clock
from gongkai.kit.access import ClerkRequest
from gongkai.kit.api import ASKED, Day, chars, download, read, row
from gongkai.kit.paging import PAGING, Paging, page, page_of
from gongkai.statute.vocab.roles import Perm

READ = Perm.AUDIT_READ
MOST_TO_PROVE = 200_000
"""Entries that are proven while one waits; more are proven by the command."""
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
ChainLine = row(Chain, "ChainLineOfAudit", "id", "agency", "label", "length", "head")
SealLine = row(Seal, "SealLine", "day", "sealed_at", "algorithm", "previous", "digest")
EntryRow = row(
    Entry, "EntryRow", "id", "chain", "number", "recorded_at", "act", "subject_type", "subject_id", "algorithm",
    "digest", person_id=int | None,
)  # fmt: skip


class ChangedField(Schema):
    """A field with its old and new value; a personal value is kept as a keyed digest only."""

    field: str
    label: str
    old: str | int | bool | None
    new: str | int | bool | None
    masked: bool


class EntryLine(Schema):
    """An entry as it is shown: the body says what was done, by whom, to what, on what footing."""

    id: int
    chain: int
    number: int
    recorded_at: datetime
    act: str
    label: str
    person_id: int | None
    person: str
    post: str
    agency: str
    on_behalf_of: str
    subject_type: str
    subject_kind: str
    subject_id: str
    subject_name: str
    on: str
    cite: str
    note: str
    rows: int | None
    root: str
    changes: list[ChangedField]
    algorithm: str
    digest: str


class Chains(Schema):
    """The chains the auditor sees, and the latest seals."""

    chains: list[ChainLine]  # type: ignore[valid-type]  # made from the model
    seals: list[SealLine]  # type: ignore[valid-type]


class ProblemLine(Schema):
    """One thing that is not as it was recorded; chain and number name the entry, day the seal."""

    code: str
    message: str
    chain: int | None
    number: int | None
    day: str


class Verdict(Schema):
    """What was proven, and what was found; no problem means that nothing was changed."""

    entries: int
    chains: int
    seals: int
    last_seal: str
    problems: list[ProblemLine]


class Period(Schema):
    """A period of days, either end open."""

    since: Day | None = None
    until: Day | None = None


class EntryFilters(Period, Paging):
    """By day, person, act, subject, chain."""

    person: chars(64) = ""  # type: ignore[valid-type]  # a bounded text
    act: chars(64) = ""  # type: ignore[valid-type]
    subject_type: chars(64) = ""  # type: ignore[valid-type]
    subject_id: chars(64) = ""  # type: ignore[valid-type]
    chain: Key | None = None


def listed(request: ClerkRequest, asked: EntryFilters = ASKED) -> Any:  # noqa: ANN401
    """审计记录：按日期、办理人、事项、对象和链筛选，最近的在前。 Raises AUD-1103."""
    _in_order(asked.since, asked.until)
    wanted = selectors.Asked(**asked.dict(exclude=PAGING))
    seen = page(selectors.entries(request.clerk, wanted), asked, "-id")
    return seen | {"lines": [_line(selectors.shown(one)) for one in seen["lines"]]}  # type: ignore[attr-defined]


def one(request: ClerkRequest, pk: Key) -> Any:  # noqa: ANN401
    """一条审计记录的全部内容。"""
    return _line(selectors.entry(pk, request.clerk))


def all_chains(request: ClerkRequest) -> Any:  # noqa: ANN401
    """可以查看的审计链（本机关和下级机关；最上一级的机关还有平台的链）和最近的每日封存。"""
    return {"chains": list(selectors.chains(request.clerk)), "seals": selectors.seals()}


def prove(request: ClerkRequest) -> Any:  # noqa: ANN401
    """现在核验可以查看的全部审计链。 Raises AUD-1104."""
    found = list(selectors.chains(request.clerk))
    count = sum(chain.length for chain in found)
    if count > MOST_TO_PROVE:
        raise TooManyToProve(count=count, most=MOST_TO_PROVE)
    return verify.examine(selectors.export(found))


class Exported(Period):
    """Which chain, over which period; all that the auditor sees unless stated."""

    chain: Key | None = None


def export(request: ClerkRequest, asked: Exported = ASKED) -> Any:  # noqa: ANN401
    """导出审计链：逐行 JSON，离开本系统也能核验。 Raises AUD-1103."""
    _in_order(asked.since, asked.until)
    of = [selectors.chain(asked.chain, request.clerk)] if asked.chain else list(selectors.chains(request.clerk))
    answer = StreamingHttpResponse(selectors.export(of, asked.since, asked.until), content_type=JSONL)
    name = f"审计记录-{clock.today():%Y%m%d}.jsonl"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


JSONL = "application/jsonl"


def _in_order(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        raise PeriodReversed(since=since, until=until)


def _line(entry: selectors.Recorded) -> dict[str, object]:
    names = [name for name in EntryLine.model_fields if hasattr(entry, name)]
    return {name: getattr(entry, name) for name in names} | {
        "id": entry.key,
        "subject_type": entry.subject[0],
        "subject_id": entry.subject[1],
        "changes": [
            {"label": label, **{name: getattr(change, name) for name in ("field", "old", "new", "masked")}}
            for label, change in entry.labelled
        ],
    }


OPERATIONS = (
    read("audit.entries", "audit/entries", listed, READ, answer=page_of(EntryLine)),
    read("audit.entry", "audit/entries/{pk}", one, READ, answer=EntryLine),
    read("audit.chains", "audit/chains", all_chains, READ, answer=Chains),
    read("audit.prove", "audit/proof", prove, READ, answer=Verdict),
    download("audit.export", "audit/export.jsonl", export, READ, media=JSONL),
)
