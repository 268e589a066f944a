"""What else is due beside the items on the desk: deliveries, columns, reviews; each with the way to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.disclosures.models import Delivery
from gongkai.disclosures.selectors import activities, channels, columns
from gongkai.kit.access import Clerk
from gongkai.statute.disclosures.freshness import Light
from gongkai.statute.vocab.roles import Perm


@dataclass(frozen=True, slots=True)
class Reminder:
    """So many of something wait there; `late` when a limit has passed or something stands still."""

    count: int
    what: str
    address: str
    late: bool = False


def reminders(by: Clerk, today: date) -> list[Reminder]:
    """What those who can act on it ought to know; nothing for whoever only reads."""
    told = [*_deliveries(by), *_columns(by, today), *_reviews(by, today)]
    return [one for one in told if one.count]


def _deliveries(by: Clerk) -> Iterator[Reminder]:
    if by.can(Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_PUBLISH, Perm.CHANNEL_MANAGE):
        counts, address = channels.counts(by), reverse("disclosures:deliveries")
        stopped, by_hand = Delivery.STOPPED, channels.BY_HAND_WAITING
        yield Reminder(counts[stopped], "条推送需要人工处理", f"{address}?state={stopped}", late=True)
        yield Reminder(counts[by_hand], "条信息等人工发布到渠道后登记", f"{address}?state={by_hand}")


def _columns(by: Clerk, today: date) -> Iterator[Reminder]:
    """检查指标单项否决第 4 项."""
    if by.can(Perm.DISCLOSURE_DRAFT, Perm.COLUMN_MANAGE):
        nodes, address = columns.tree(by.agency_id, today), reverse("disclosures:freshness")
        stale = sum(node.state.light is Light.RED for node in nodes)
        blank = sum(node.blank and not node.column.empty_reason for node in nodes)
        yield Reminder(stale, "个栏目逾期未更新", address, late=True)
        yield Reminder(blank, "个栏目没有内容，也没有说明原因", address)


def _reviews(by: Clerk, today: date) -> Iterator[Reminder]:
    """条例第十八条."""
    if by.can(Perm.DISCLOSURE_PUBLISH):
        due = activities.withheld_due(by, today).count()
        yield Reminder(due, "条不予公开的信息应当评估", reverse("disclosures:withheld"), late=True)
