"""Kinds of column and how long each may go without anything new (DOMAIN 6.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gongkai.statute.law.cite import Cite, Standing
from gongkai.statute.law.instruments import INSPECTION_2019
from gongkai.statute.vocab.term import Term


class ColumnKind(Term):
    """What a column is for; the kind decides its limit."""

    NEWS = "news", "动态要闻类", INSPECTION_2019()
    NOTICE = "notice", "通知公告类", INSPECTION_2019()
    POLICY = "policy", "政策文件类", INSPECTION_2019()
    HR_PLAN = "hr_plan", "人事、规划计划类", Cite(INSPECTION_2019, standing=Standing.UNVERIFIED)
    OTHER = "other", "其他", None


@dataclass(frozen=True, slots=True)
class UpdateLimit:
    """The longest a column may stand still, in calendar days, and how long before its end one is reminded."""

    max_idle_days: int
    remind_before: int

    def __post_init__(self) -> None:
        if self.max_idle_days < 1 or self.remind_before < 0:
            raise ValueError(self)


FORTNIGHT = 14


def limit_of(max_idle_days: int) -> UpdateLimit:
    """A limit an agency sets itself; one is reminded 3 days before (up to a fortnight) or 15 days before."""
    return UpdateLimit(max_idle_days, 3 if max_idle_days <= FORTNIGHT else 15)


# 监测前2周、前6个月; the year for plans is not verified and is each agency's to set. None: no limit of its own.
LIMIT_OF_COLUMN: Mapping[ColumnKind, UpdateLimit | None] = MappingProxyType(
    {
        ColumnKind.NEWS: limit_of(FORTNIGHT),
        ColumnKind.NOTICE: limit_of(180),
        ColumnKind.POLICY: limit_of(180),
        ColumnKind.HR_PLAN: limit_of(365),
        ColumnKind.OTHER: None,
    }
)
