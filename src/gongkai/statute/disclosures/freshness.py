"""Whether a column stands still too long, and how near the site is to failing the inspection (DOMAIN 6.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.statute.law.cite import Cite
from gongkai.statute.law.instruments import INSPECTION_2019
from gongkai.statute.vocab import LIMIT_OF_COLUMN, ColumnKind, Term, UpdateLimit, limit_of


class Light(Term):
    """The state of a column at a glance."""

    GREEN = "green", "正常"
    YELLOW = "yellow", "临近期限"
    RED = "red", "逾期未更新"
    NO_LIMIT = "no_limit", "不设期限"


@dataclass(frozen=True, slots=True)
class Freshness:
    """`due` is the last day on which something new is in time; `days_left` is negative once it has passed.

    Both are None for a column without a limit, and for one in which nothing was ever published: that one is red.
    """

    light: Light
    due: date | None
    days_left: int | None


def freshness(kind: ColumnKind | UpdateLimit | int, last_published: date | None, today: date) -> Freshness:
    """The state of a column on a day: by its kind, or by a limit of its own (in days).

    An item without a day of publication does not count as an update; leave it out of `last_published`.
    """
    limit = _limit(kind)
    if limit is None:
        return Freshness(Light.NO_LIMIT, None, None)
    if last_published is None:
        return Freshness(Light.RED, None, None)
    due = last_published + timedelta(limit.max_idle_days)
    left = (due - today).days
    light = Light.RED if left < 0 else Light.YELLOW if left <= limit.remind_before else Light.GREEN
    return Freshness(light, due, left)


def _limit(kind: ColumnKind | UpdateLimit | int) -> UpdateLimit | None:
    if isinstance(kind, ColumnKind):
        return LIMIT_OF_COLUMN[kind]
    return limit_of(kind) if isinstance(kind, int) else kind


@dataclass(frozen=True, slots=True)
class ColumnStanding:
    """One column as the inspection sees it; `explained`: a blank one states why it has nothing (暂无)."""

    kind: ColumnKind
    first_level: bool
    light: Light
    blank: bool = False
    explained: bool = False


@dataclass(frozen=True, slots=True)
class VetoItem:
    """One count of 单项否决 4: how many columns, and from how many on the site fails."""

    code: str
    says: str
    count: int
    limit: int
    cite: Cite

    @property
    def fails(self) -> bool:
        """Whether the limit is reached."""
        return self.count >= self.limit


WATCHED_FIRST_LEVEL = frozenset({ColumnKind.NEWS, ColumnKind.NOTICE, ColumnKind.POLICY})


def veto_summary(columns: Iterable[ColumnStanding]) -> tuple[VetoItem, ...]:
    """栏目不更新: first-level columns standing still (5), columns that should be updated (10), blank columns (5).

    A blank column counts as blank alone, and not at all where it states its reason (derived: 核实无信息须备注).
    """
    seen = tuple(columns)
    still = [c for c in seen if c.light is Light.RED and not c.blank]
    first = sum(c.first_level and c.kind in WATCHED_FIRST_LEVEL for c in still)
    blank = sum(c.blank and not c.explained for c in seen)
    cite = INSPECTION_2019()
    return (
        VetoItem("stale_first_level", "要闻、通知公告、政策文件类一级栏目逾期未更新", first, 5, cite),
        VetoItem("should_update", "应更新未更新的栏目", len(still), 10, cite),
        VetoItem("blank", "空白栏目", blank, 5, cite),
    )
