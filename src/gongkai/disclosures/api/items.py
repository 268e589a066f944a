"""Items from draft to public: the list, one, every act of their life, files, remarks."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import FileResponse
from ninja import Schema
from ninja.files import UploadedFile
from ninja.params.functions import Form
from pydantic import Field

from gongkai.disclosures.facts import Facts
from gongkai.disclosures.models import Attachment, Item, PlannedWithdrawal, PrecheckDecision
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.services import attachments, items, publishing, remarks, review, withdrawals
from gongkai.disclosures.services.attachments import Incoming
from gongkai.kit import clock, store
from gongkai.kit.access import ClerkRequest
from gongkai.kit.api import (
    ASKED,
    FILE,
    Line,
    Long,
    Number,
    Take,
    act,
    bounded,
    chars,
    download,
    named,
    read,
    received,
    row,
    upload,
)
from gongkai.kit.paging import PAGING, Paging, page, page_of
from gongkai.statute.vocab.roles import Perm

ALTERNATIVE = Form("")
READ, DRAFT, SIGN, PUBLISH = (
    Perm.DISCLOSURE_READ,
    Perm.DISCLOSURE_DRAFT,
    Perm.DISCLOSURE_SIGN,
    Perm.DISCLOSURE_PUBLISH,
)
_FACTS = tuple(name for name in Facts.__dataclass_fields__ if name not in {"column_id", "channels"})
ItemLine = row(
    Item,
    "ItemLine",
    "key", "agency", "column", "index_number", "state", "correction", "version", "round", "awaited_role",
    "published_on", "publish_due", "scheduled_for", "withdrawn_on", "validity", "next_review_on", *_FACTS,
)  # fmt: skip
FileLine = row(Attachment, "FileLine", "key", "name", "media_type", "size", "digest", "alternative", "is_inline")
PlannedLine = row(PlannedWithdrawal, "PlannedLine", "on", "notice", "is_shown", "approved_at")
Decision = row(PrecheckDecision, "Decision", "code", "fingerprint", "decision", "reason", "decided_at")


class RemarkLine(Schema):
    """One remark of the automatic check."""

    code: str
    fingerprint: str
    level: str
    says: str
    is_open: bool


class SignatureLine(Schema):
    """One decision of the review."""

    round: int
    step: str
    decision: str
    opinion: str
    person: str
    post: str
    principal: str
    signed_at: datetime
    digest: str


class ItemWhole(Schema):
    """One item: its latest text, what the check remarked, who signed what."""

    item: ItemLine  # type: ignore[valid-type]  # made from the model
    body: str
    notice: str
    revision: int
    digest: str
    steps: list[dict[str, str]]
    next_step: int
    files: list[FileLine]  # type: ignore[valid-type]  # made from the model
    remarks: list[RemarkLine]
    trail: list[SignatureLine]
    planned_withdrawal: PlannedLine | None  # type: ignore[valid-type]


class DeskLine(Schema):
    """What waits, and why."""

    item: ItemLine  # type: ignore[valid-type]  # made from the model
    why: str
    urgent: bool


class ItemFilters(Paging):
    """What the list is narrowed to."""

    state: chars(16) = ""  # type: ignore[valid-type]  # a bounded text
    column: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    kind: chars(24) = ""  # type: ignore[valid-type]
    publicity: chars(16) = ""  # type: ignore[valid-type]
    year: Annotated[int, Field(ge=1949, le=2999)] | None = None
    text: chars(100) = ""  # type: ignore[valid-type]


def listed(request: ClerkRequest, asked: ItemFilters = ASKED) -> Any:  # noqa: ANN401
    """信息列表，可以按状态、栏目、类型、公开属性、年份和词语筛选。"""
    return page(selectors.listed(request.clerk, selectors.Filters(**asked.dict(exclude=PAGING))), asked, "-id")


def desk(request: ClerkRequest) -> Any:  # noqa: ANN401
    """我的工作台：等待我办理的信息，紧急的在前。"""
    return selectors.desk(request.clerk, clock.today())


def whole(request: ClerkRequest, key: UUID) -> Any:  # noqa: ANN401
    """一条信息：最新稿、自动检查的提示、审查意见和附件。"""
    item = selectors.for_reading(key, request.clerk)
    latest = item.latest
    if latest is None:
        raise ValueError(item.pk)
    files = selectors.files_at(item.pk, latest.number)
    return {
        "item": item,
        "planned_withdrawal": getattr(item, "planned_withdrawal", None),
        "body": latest.body,
        "notice": latest.notice,
        "revision": latest.number,
        "digest": latest.digest,
        "steps": item.steps,
        "next_step": item.next_step,
        "files": files,
        "remarks": [
            {
                "code": asked.remark.code,
                "fingerprint": asked.fingerprint,
                "level": asked.remark.level.value,
                "says": asked.remark.says,
                "is_open": asked.is_open,
            }
            for asked in reviews.remarks_of(item, latest, files)
        ],
        "trail": [
            {
                "round": one.round,
                "step": one.step,
                "decision": one.decision,
                "opinion": one.opinion,
                "person": one.person.name,
                "post": str(one.post),
                "principal": one.principal.name if one.principal else "",
                "signed_at": one.signed_at,
                "digest": one.digest,
            }
            for one in reviews.trail(item)
        ],
    }


def content(request: ClerkRequest, key: UUID, attachment: UUID) -> Any:  # noqa: ANN401
    """附件的内容。"""
    selectors.for_reading(key, request.clerk)
    found = selectors.attachment_for(attachment, request.clerk)
    return FileResponse(
        store.opened(found.digest), as_attachment=True, filename=found.name, content_type=found.media_type
    )


def attach(
    request: ClerkRequest,
    key: UUID,
    file: UploadedFile = FILE,
    alternative: Line = ALTERNATIVE,
) -> Any:  # noqa: ANN401
    """添加附件；图片须有替代文字。"""
    coming = Incoming(named(file), received(request, file), alternative)
    return attachments.attach(key, coming, by=request.clerk)


FACTS = bounded(
    Facts, Item, column_id=Annotated[int, Field(ge=1, le=2**31 - 1)],
    channels=Annotated[tuple[Number, ...], Field(max_length=100)],
)  # fmt: skip
_TEXT = {"facts": FACTS, "body": Take(Long)}
_BY_KEY = "items/{key}"
OPERATIONS = (
    read("desk", "desk", desk, READ, answer=list[DeskLine]),
    read("item.list", "items", listed, READ, answer=page_of(ItemLine)),
    read("item.read", _BY_KEY, whole, READ, answer=ItemWhole),
    act("item.draft", "items", items.draft, DRAFT, answer=ItemLine, takes=_TEXT),
    act("item.edit", _BY_KEY, items.edit, DRAFT, answer=ItemLine, method="PUT", takes=_TEXT),
    act("item.correct", f"{_BY_KEY}/correct", items.correct, DRAFT, answer=ItemLine, takes=_TEXT),
    act("item.cancel", f"{_BY_KEY}/cancel", items.cancel, DRAFT, answer=ItemLine),
    act("item.redraft", f"{_BY_KEY}/redraft", items.redraft, DRAFT, answer=ItemLine),
    act("item.drop", f"{_BY_KEY}/drop", items.drop, DRAFT, PUBLISH, answer=ItemLine),
    act("item.submit", f"{_BY_KEY}/submit", review.submit, DRAFT, answer=ItemLine),
    act("item.take_back", f"{_BY_KEY}/take-back", review.take_back, DRAFT, answer=ItemLine),
    act("item.sign", f"{_BY_KEY}/sign", review.sign, SIGN, answer=ItemLine),
    act("item.send_back", f"{_BY_KEY}/send-back", review.send_back, SIGN, PUBLISH, answer=ItemLine),
    act("item.publish", f"{_BY_KEY}/publish", publishing.publish, PUBLISH, answer=ItemLine),
    act("item.schedule", f"{_BY_KEY}/schedule", publishing.schedule, PUBLISH, answer=ItemLine),
    act("item.unschedule", f"{_BY_KEY}/unschedule", publishing.unschedule, PUBLISH, answer=ItemLine),
    act(
        "item.publish_correction", f"{_BY_KEY}/publish-correction", publishing.publish_correction, PUBLISH,
        answer=ItemLine,
    ),
    act("item.withdraw", f"{_BY_KEY}/withdraw", publishing.withdraw, PUBLISH, answer=ItemLine),
    act(
        "item.schedule_withdrawal", f"{_BY_KEY}/schedule-withdrawal", withdrawals.schedule, PUBLISH,
        answer=PlannedLine, takes={"notice": Take(chars(400))},
    ),
    act(
        "item.unschedule_withdrawal", f"{_BY_KEY}/unschedule-withdrawal", withdrawals.unschedule, PUBLISH,
        answer=ItemLine,
    ),
    act("item.file", f"{_BY_KEY}/file", publishing.file, PUBLISH, answer=ItemLine),
    act(
        "item.decide_remark", f"{_BY_KEY}/remarks", remarks.decide, DRAFT, SIGN, answer=Decision,
        takes={"code": Take(chars(8)), "fingerprint": Take(chars(64)), "reason": Take(chars(200))},
    ),
    upload("item.attach", f"{_BY_KEY}/files", attach, DRAFT, answer=FileLine),
    download("item.download", f"{_BY_KEY}/files/{{attachment}}", content, READ, media="*/*"),
    act(
        "item.detach", f"{_BY_KEY}/files/{{attachment}}", attachments.detach, DRAFT, answer=ItemLine,
        method="DELETE",
    ),
)  # fmt: skip
