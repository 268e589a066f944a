"""What the office watches: columns standing still, the duty of article 26, publications by channel."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from gongkai.disclosures.api.items import ItemLine
from gongkai.disclosures.models import Delivery
from gongkai.disclosures.selectors import activities, columns
from gongkai.kit import clock
from gongkai.kit.access import ClerkRequest
from gongkai.kit.api import ASKED, one_of, read
from gongkai.kit.paging import Paging, page, page_of, page_of_list
from gongkai.statute.vocab import PublicationChannel
from gongkai.statute.vocab.roles import Perm

READ, BELOW = Perm.DISCLOSURE_READ, Perm.SUBORDINATES_READ
Year = Annotated[int, Field(ge=1990, le=2100)]


class VetoLine(Schema):
    """One count of 单项否决 4: how many columns, and from how many on the site fails."""

    code: str
    says: str
    count: int
    limit: int
    fails: bool
    cite: str


class StandingLine(Schema):
    """A column and its light; `due` is the last day on which something new is in time."""

    key: UUID
    name: str
    section: str
    light: str
    due: date | None
    days_left: int | None
    items: int
    latest_on: date | None
    blank: bool


class Watch(Schema):
    """The veto items of the inspection, and every watched column with its light."""

    day: date
    veto: list[VetoLine]
    columns: list[StandingLine]


class BelowLine(Schema):
    """How an agency below stands."""

    key: UUID
    agency: str
    first: int
    stale: int
    blank: int
    fails: bool


class DutyLine(Schema):
    """An item under the duty of article 26; no figures where no calendar reaches."""

    item: ItemLine
    due: date | None
    used: int | None
    left: int | None
    late: bool | None
    provisional: bool | None


class ShareLine(Schema):
    """How many of a year's items came out in time."""

    year: int
    published: int
    in_time: int
    late: int
    unknown: int
    percent: str


class TotalLine(Schema):
    """Publications through channels of one kind in a year, channel by channel."""

    kind: str
    label: str
    count: int
    channels: dict[str, int]


class EvidenceLine(Schema):
    """One publication that a total counts."""

    item: UUID
    title: str
    channel: str
    address: str
    released_on: date


class InYear(Schema):
    """Which year; the present one unless stated."""

    year: Year | None = None


class LateIn(InYear, Paging):
    """Which year, from which line on."""


class TotalOf(LateIn):
    """Which kind of channel in which year."""

    kind: one_of(*(kind.code for kind in PublicationChannel))  # type: ignore[valid-type]  # one of these texts


def watch(request: ClerkRequest) -> Any:  # noqa: ANN401
    """栏目更新情况：单项否决各项的数量，本机关各栏目的状态和应更新的日期。"""
    today = clock.today()
    nodes = columns.tree(request.clerk.agency_id, today)
    return {
        "day": today,
        "veto": [
            {"cite": str(one.cite)}
            | {name: getattr(one, name) for name in ("code", "says", "count", "limit", "fails")}
            for one in columns.veto(nodes)
        ],
        "columns": [
            {
                "light": node.state.light.code, "due": node.state.due, "days_left": node.state.days_left,
                **{name: getattr(node.column, name) for name in ("key", "name", "section")},
                **{name: getattr(node, name) for name in ("items", "latest_on", "blank")},
            }
            for node in nodes
            if node.watched
        ],
    }  # fmt: skip


def below(request: ClerkRequest, asked: Paging = ASKED) -> Any:  # noqa: ANN401
    """下级机关的栏目更新情况，问题多的在前；没有问题的机关不列。"""
    seen = page_of_list(columns.veto_below(request.clerk.agency_path, clock.today()), asked, "freshness.below")
    lines: Any = seen["lines"]
    names = columns.agency_names(line.agency_id for line in lines)
    figures = ("first", "stale", "blank", "fails")
    return seen | {
        "lines": [
            {"agency": names[line.agency_id][0], "key": names[line.agency_id][1]}
            | {name: getattr(line, name) for name in figures}
            for line in lines
        ]
    }


def due(request: ClerkRequest, asked: Paging = ASKED) -> Any:  # noqa: ANN401
    """已经形成、还没有公开的主动公开信息和公开期限（条例第二十六条）。"""
    seen = page(columns.duty_open(request.clerk), asked, "id")
    return seen | {"lines": _duties(seen["lines"])}


def late(request: ClerkRequest, asked: LateIn = ASKED) -> Any:  # noqa: ANN401
    """某年超过期限才公开的信息。"""
    found = columns.duty_late(request.clerk, asked.year or clock.today().year)
    seen = page(found, asked, "-published_on", "-id")
    return seen | {"lines": _duties(seen["lines"])}


def shares(request: ClerkRequest) -> Any:  # noqa: ANN401
    """逐年在期限内公开的比例。"""
    names = list(ShareLine.model_fields)
    return [{name: getattr(one, name) for name in names} for one in columns.duty_share(request.clerk.agency_id)]


def totals(request: ClerkRequest, asked: InYear = ASKED) -> Any:  # noqa: ANN401
    """某年通过各类渠道公开的件数（年度报告第一部分），一类渠道发两次计一件。"""
    found = activities.channel_totals(request.clerk.agency_id, asked.year or clock.today().year)
    return [
        {"kind": one.kind.code, "label": one.kind.label, "count": one.count, "channels": dict(one.channels)}
        for one in found
    ]


def evidence(request: ClerkRequest, asked: TotalOf = ASKED) -> Any:  # noqa: ANN401
    """某类渠道的件数由哪些发布组成。"""
    year = asked.year or clock.today().year
    seen = page(
        activities.channel_evidence(request.clerk.agency_id, year, asked.kind), asked, "-released_on", "-id"
    )
    return seen | {"lines": [_evidence(one) for one in seen["lines"]]}  # type: ignore[attr-defined]


def _duties(found: Any) -> list[dict[str, object]]:  # noqa: ANN401
    names = ("used", "left", "late", "provisional")
    return [
        {"item": one.item, "due": one.duty.due if one.duty else one.item.publish_due}
        | {name: getattr(one.duty, name) if one.duty else None for name in names}
        for one in columns.with_duty(found, clock.today())
    ]


def _evidence(one: Delivery) -> dict[str, object]:
    return {
        "item": one.item.key, "title": one.item.title, "channel": one.channel.name, "address": one.address,
        "released_on": one.released_on,
    }  # fmt: skip


OPERATIONS = (
    read("freshness.read", "freshness", watch, READ, answer=Watch),
    read("freshness.below", "freshness/below", below, BELOW, answer=page_of(BelowLine)),
    read("duty.open", "duty/open", due, READ, answer=page_of(DutyLine)),
    read("duty.late", "duty/late", late, READ, answer=page_of(DutyLine)),
    read("duty.shares", "duty/shares", shares, READ, answer=list[ShareLine]),
    read("channel.totals", "channel-totals", totals, READ, answer=list[TotalLine]),
    read("channel.evidence", "channel-totals/evidence", evidence, READ, answer=page_of(EvidenceLine)),
)
