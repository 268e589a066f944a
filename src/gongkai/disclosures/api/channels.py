"""Channels of an agency, and the outbox: what goes where, how it stands, what a person can do."""

from typing import Annotated, Any

from django.http import FileResponse, Http404
from ninja import Schema
from ninja.files import UploadedFile
from ninja.params.functions import File, Form
from pydantic import Field

from gongkai.disclosures.adapters import CHOICES
from gongkai.disclosures.adapters.base import NotDone
from gongkai.disclosures.models import Channel, Delivery
from gongkai.disclosures.selectors import channels as selectors
from gongkai.disclosures.services import channels as services
from gongkai.disclosures.services import deliveries
from gongkai.kit import store, worker
from gongkai.kit.access import Clerk, ClerkRequest
from gongkai.kit.api import (
    ASKED,
    Day,
    Number,
    Take,
    act,
    bounded,
    chars,
    download,
    many,
    named,
    one_of,
    read,
    received,
    row,
    upload,
)
from gongkai.kit.paging import PAGING, Paging, page, page_of
from gongkai.statute.vocab import PublicationChannel
from gongkai.statute.vocab.roles import Perm

READ, MANAGE = Perm.DISCLOSURE_READ, Perm.CHANNEL_MANAGE
PUSH = (Perm.DISCLOSURE_PUBLISH, Perm.CHANNEL_MANAGE)
REGISTER = (Perm.DISCLOSURE_DRAFT, *PUSH)
STATED, OPTIONAL, EVIDENCE = Form(...), Form(""), File(None)
ChannelRow = row(
    Channel, "ChannelRow", "id", "agency", "name", "kind", "adapter", "settings", "is_default", "closed_on",
    version=int,
)  # fmt: skip
DeliveryRow = row(
    Delivery, "DeliveryRow",
    "id", "channel", "action", "state", "version", "sent_version", "address", "remote_id", "released_on",
    "released_at", "withdrawn_at", "attempts", "next_try_at", "problem", "evidence_name",
)  # fmt: skip
Key = Annotated[int, Field(ge=1, le=2**31 - 1)]
_STATES = (selectors.BY_HAND_WAITING, *(code for code, _ in Delivery.STATES))


class ChannelLine(Schema):
    """A channel, and how many deliveries of it are in which open state."""

    channel: ChannelRow  # type: ignore[valid-type]  # made from the model
    waiting: dict[str, int]


class DeliveryLine(Schema):
    """A delivery with the item and the channel it is about."""

    delivery: DeliveryRow  # type: ignore[valid-type]  # made from the model
    item: str
    title: str
    channel: str
    agency: str


class TestResult(Schema):
    """What was found, in words."""

    says: str


class DeliveryFilters(Paging):
    """What the list is narrowed to."""

    state: one_of("", *_STATES) = ""  # type: ignore[valid-type]  # one of these texts
    channel: Key | None = None
    text: chars(100) = ""  # type: ignore[valid-type]  # a bounded text


def listed(request: ClerkRequest) -> Any:  # noqa: ANN401
    """本机关的渠道，停用的在后；waiting 是各状态未办完的推送件数。"""
    found = list(selectors.channels(request.clerk.agency_id))
    waiting = selectors.waiting_on(found)
    return [{"channel": channel, "waiting": waiting.get(channel.pk, {})} for channel in found]


def one(request: ClerkRequest, pk: Number) -> Any:  # noqa: ANN401
    """一个渠道。"""
    return selectors.channel(pk, request.clerk)


def outbox(request: ClerkRequest, asked: DeliveryFilters = ASKED) -> Any:  # noqa: ANN401
    """各渠道的推送：按状态、渠道和词语筛选，最近的在前；by_hand 是等候人工登记的。"""
    wanted = selectors.Asked(**asked.dict(exclude=PAGING))
    seen = page(selectors.listed(request.clerk, wanted), asked, "-id")
    return seen | {"lines": [_line(found) for found in seen["lines"]]}  # type: ignore[attr-defined]


def counts(request: ClerkRequest) -> Any:  # noqa: ANN401
    """没有办完的推送各有多少件。"""
    return selectors.counts(request.clerk)


def delivery(request: ClerkRequest, pk: Number) -> Any:  # noqa: ANN401
    """一件推送。"""
    return _line(selectors.delivery(pk, request.clerk))


def evidence(request: ClerkRequest, pk: Number) -> Any:  # noqa: ANN401
    """人工登记时上传的佐证文件。"""
    found = selectors.delivery(pk, request.clerk)
    if not found.evidence:
        raise Http404
    return FileResponse(store.opened(found.evidence), as_attachment=True, filename=found.evidence_name)


def by_hand(
    request: ClerkRequest,
    pk: Number,
    on: Day = STATED,
    address: chars(500) = OPTIONAL,  # type: ignore[valid-type]  # a bounded text
    evidence: UploadedFile = EVIDENCE,
) -> Any:  # noqa: ANN401
    """登记人工在渠道上办理的发布、更新或者撤下：日期、地址或版次，可以附佐证文件。

    Raises DSC-3801 to 3805.
    """
    proof = (named(evidence), received(request, evidence)) if evidence else None
    made = deliveries.by_hand(pk, address, on=on, by=request.clerk, evidence=proof)
    return _pushed(made)


def test(pk: int, *, by: Clerk) -> dict[str, str]:
    """Try the connection. Raises DSC-3707, DSC-3901 to 3911."""
    try:
        return {"says": services.test(pk, by=by)}
    except NotDone as fault:
        raise fault.problem from fault


def _line(found: Delivery) -> dict[str, object]:
    return {
        "delivery": found,
        "item": str(found.item.key),
        "title": found.item.title,
        "channel": found.channel.name,
        "agency": found.channel.agency.name,
    }


def _pushed(found: Delivery) -> Delivery:
    """The worker is told that there may be something to do."""
    worker.wake()
    return found


_FACTS = bounded(
    services.ChannelFacts,
    Channel,
    kind=one_of(*(kind.code for kind in PublicationChannel)),
    adapter=one_of(*(code for code, _ in CHOICES)),
    account=chars(40),
)
_TAKES = {"facts": _FACTS}
_KEY, _AT = "channels/{pk}", "deliveries/{pk}"
OPERATIONS = (
    read("channel.list", "channels", listed, MANAGE, answer=many(ChannelLine)),
    read("channel.read", _KEY, one, MANAGE, answer=ChannelRow),
    act("channel.open", "channels", services.open_channel, MANAGE, answer=ChannelRow, takes=_TAKES),
    act("channel.edit", _KEY, services.edit, MANAGE, answer=ChannelRow, method="PUT", takes=_TAKES),
    act("channel.close", f"{_KEY}/close", services.close, MANAGE, answer=ChannelRow),
    act("channel.reopen", f"{_KEY}/reopen", services.reopen, MANAGE, answer=ChannelRow),
    act("channel.test", f"{_KEY}/test", test, MANAGE, answer=TestResult, label="测试渠道的连接，不发布任何内容"),
    read("delivery.list", "deliveries", outbox, READ, answer=page_of(DeliveryLine)),
    read("delivery.counts", "deliveries/counts", counts, READ, answer=dict[str, int]),
    read("delivery.read", _AT, delivery, READ, answer=DeliveryLine),
    download("delivery.evidence", f"{_AT}/evidence", evidence, READ, media="*/*"),
    act("delivery.retry", f"{_AT}/retry", deliveries.retry, *PUSH, answer=DeliveryRow, shown=_pushed),
    upload("delivery.by_hand", f"{_AT}/by-hand", by_hand, *REGISTER, answer=DeliveryRow),
    act(
        "delivery.cancel", f"{_AT}/cancel", deliveries.cancel, *PUSH, answer=DeliveryRow,
        takes={"reason": Take(chars(200, 1))}, shown=_pushed,
    ),
)  # fmt: skip
