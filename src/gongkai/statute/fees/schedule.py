"""Fee schedules as data: progressive brackets with the provision (DOMAIN 4.1). Money is integer 分."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gongkai.statute.fees.errors import NoSchedule
from gongkai.statute.law.cite import Cite, Instrument, Standing
from gongkai.statute.law.instruments import FEE_MEASURES, OGI

YUAN = 100


class Method(StrEnum):
    """How a fee is reckoned; for one request an agency takes one of the two, never both (FEE-02)."""

    ITEM = "item"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Bracket:
    """Units `first` to `last` (None: without end) at `rate` 分 each."""

    first: int
    last: int | None
    rate: int


@dataclass(frozen=True, slots=True)
class Rise:
    """From `first` on, brackets of `width` units without end, each `step` 分 dearer than the one before."""

    first: int
    width: int
    rate: int
    step: int


@dataclass(frozen=True, slots=True)
class Scale:
    """A progressive scale: fixed brackets, then perhaps a rise."""

    unit: str
    cite: Cite
    brackets: tuple[Bracket, ...]
    rise: Rise | None = None

    def upto(self, number: int) -> Iterator[Bracket]:
        """The brackets that units 1 to `number` touch."""
        for bracket in self.brackets:
            if bracket.first <= number:
                yield bracket
        if self.rise is not None:
            for index, first in enumerate(range(self.rise.first, number + 1, self.rise.width)):
                yield Bracket(first, first + self.rise.width - 1, self.rise.rate + index * self.rise.step)


@dataclass(frozen=True, slots=True)
class FeeSchedule:
    """The two scales in force from a day."""

    source: Instrument
    in_force_from: date
    by_item: Scale
    by_page: Scale


@dataclass(frozen=True, slots=True)
class FeeRule:
    """A rule of the measures as a statement, with its permanent code."""

    code: str
    says: str
    cite: Cite
    standing: Standing = Standing.VERIFIED


MEASURES_2020 = FeeSchedule(
    source=FEE_MEASURES,
    in_force_from=date(2021, 1, 1),
    by_item=Scale(
        "件",
        FEE_MEASURES(4),
        (Bracket(1, 10, 0), Bracket(11, 30, 100 * YUAN)),
        Rise(first=31, width=10, rate=200 * YUAN, step=100 * YUAN),
    ),
    by_page=Scale(
        "页",
        FEE_MEASURES(5),
        (
            Bracket(1, 30, 0),
            Bracket(31, 100, 10 * YUAN),
            Bracket(101, 200, 20 * YUAN),
            Bracket(201, None, 40 * YUAN),
        ),
    ),
)
SCHEDULES: tuple[FeeSchedule, ...] = (MEASURES_2020,)

_U, _D = Standing.UNVERIFIED, Standing.DERIVED
RULES: tuple[FeeRule, ...] = (
    FeeRule("FEE-01", "信息处理费用于调节申请行为，对超出一定数量或者频次范围的申请人收取。", FEE_MEASURES(2)),
    FeeRule("FEE-02", "分按件、按量两种，均为超额累进；每件申请可选其一，不得同时重复计算。", FEE_MEASURES(3)),
    FeeRule("FEE-03", "按件计收适用于所有处理决定类型；一份多项的可按合理最小单位拆分计件。", FEE_MEASURES(4)),
    FeeRule("FEE-04", "按件计收的，以同一申请人一个自然月内累计的件数分档。", FEE_MEASURES(4)),
    FeeRule("FEE-05", "按量计收适用于要求提供纸质件、发送电子邮件、复制电子数据等方式的申请。", FEE_MEASURES(5)),
    FeeRule("FEE-06", "按量计收的，以页数分档。", FEE_MEASURES(5)),
    FeeRule(
        "FEE-07",
        "按量计收以单件申请计页，A4及以下单面为1页，同一申请人多件不累加；只告知途径的不适用按量。",
        FEE_MEASURES(5),
        _U,
    ),
    FeeRule(
        "FEE-08",
        "收费通知在申请处理期限内、按申请人获取信息的途径发出，写明依据、标准、数额、缴纳方式。",
        FEE_MEASURES(6),
    ),
    FeeRule(
        "FEE-09",
        "申请人自收到通知次日起20个工作日内缴费，逾期视为放弃，不再处理（年报表三（六）2）。",
        FEE_MEASURES(6),
    ),
    FeeRule("FEE-10", "自缴费完成次日起，处理期限重新计算。", FEE_MEASURES(7), _U),
    FeeRule(
        "FEE-11", "对收费决定不单独复议、诉讼；缴费期满后可就“不再处理”投诉、复议或者诉讼。", FEE_MEASURES(8), _U
    ),
    FeeRule("FEE-12", "属行政事业性收费，全额缴入同级国库，使用省级财政统一监（印）制的财政票据。", FEE_MEASURES()),
    FeeRule("FEE-13", "不得擅自增加项目、扩大范围、提高标准或者加收其他费用。", FEE_MEASURES()),
    FeeRule("FEE-14", "缴后需要退付的，由执收单位按规定办理。", FEE_MEASURES()),
    FeeRule("FEE-15", "是否收取由受理申请的行政机关决定，并非必须。", FEE_MEASURES(3)),
    FeeRule("FEE-16", "收取情况在年度报告第六部分报告。", FEE_MEASURES(), _U),
    FeeRule("FEE-17", "计月以收到日所在的自然月为准；累计以同一行政机关为准。", FEE_MEASURES(4), _D),
    FeeRule("FEE-18", "是否“明显超过合理范围”由行政机关判断并留存理由；本计算只给出数额。", OGI(42)),
)
RULE_OF: dict[str, FeeRule] = {rule.code: rule for rule in RULES}


def schedule_on(day: date) -> FeeSchedule:
    """The schedule in force on a day; raises FEE-1001 where there was none."""
    in_force = [schedule for schedule in SCHEDULES if schedule.in_force_from <= day]
    if not in_force:
        raise NoSchedule(day=day)
    return max(in_force, key=lambda schedule: schedule.in_force_from)
