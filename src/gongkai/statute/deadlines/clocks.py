"""Every statutory period of the work, as data (DOMAIN 2.2)."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.statute.law.cite import Cite, Standing
from gongkai.statute.law.instruments import (
    CIVIL_CODE,
    FEE_MEASURES,
    LITIGATION,
    LITIGATION_2018,
    OGI,
    PENALTY,
    RECONSIDERATION,
)


class Unit(StrEnum):
    """How a period is counted."""

    WORKING = "个工作日"
    NATURAL = "日"
    MONTHS = "个月"
    YEARS = "年"


@dataclass(frozen=True, slots=True)
class Clock:
    """One period: how long, from what day, whose duty, and where it is written.

    `setting` names the field of `Settings` that holds the length where the law states none.
    """

    key: str
    code: str
    title: str
    unit: Unit
    length: int
    since: str
    whose: str
    cites: tuple[Cite, ...]
    standing: Standing = Standing.VERIFIED
    setting: str = ""

    @property
    def span(self) -> str:
        """The length in words: 20个工作日."""
        return f"{self.length}{self.unit.value}"


W, N, M, Y = Unit.WORKING, Unit.NATURAL, Unit.MONTHS, Unit.YEARS
AGENCY, APPLICANT, OTHERS = "行政机关", "申请人", "第三方或其他机关"
REVIEWER, COURT = "行政复议机关", "人民法院"
_U = Standing.UNVERIFIED
# fmt: off
CLOCKS: tuple[Clock, ...] = (
    Clock("reply", "DL-04", "答复期限", W, 20, "收到申请之日", AGENCY, (OGI(33, 2),)),
    Clock("supplement_notice", "DL-02", "一次性告知补正的期限", W, 7, "收到申请之日", AGENCY, (OGI(30),)),
    Clock("supplement", "DL-03", "申请人补正的期限", W, 15, "收到补正通知之日", APPLICANT, (OGI(30),), _U,
          "supplement_days"),
    Clock("third_party", "DL-06", "第三方回复意见的期限", W, 15, "第三方收到征求意见书之日", OTHERS,
          (OGI(32),)),
    Clock("co_maker", "DL-07", "共同制作机关回复意见的期限（逾期视为同意公开）", W, 15,
          "对方收到征求意见函之日", OTHERS,
          (OGI(34),)),
    Clock("fee_notice", "DL-08", "发出收费通知的期限", W, 20, "收到申请之日", AGENCY, (FEE_MEASURES(6),)),
    Clock("pay", "DL-08", "申请人缴纳信息处理费的期限", W, 20, "收到收费通知之日", APPLICANT,
          (FEE_MEASURES(6),)),
    Clock("publish", "DL-09", "主动公开的期限", W, 20, "信息形成或者变更之日", AGENCY, (OGI(26),)),
    Clock("reconsider", "DL-13", "申请行政复议的期限", N, 60, "知道或者应当知道之日", APPLICANT,
          (RECONSIDERATION(20),)),
    Clock("reconsider_uninformed", "DL-13", "未告知复议权利的，申请行政复议的最长期限", Y, 1,
          "知道行政行为内容之日",
          APPLICANT, (RECONSIDERATION(20),)),
    Clock("reconsider_longest", "DL-13", "申请行政复议的最长期限", Y, 5, "行政行为作出之日", APPLICANT,
          (RECONSIDERATION(21),)),
    Clock("sue", "DL-14", "直接提起行政诉讼的期限", M, 6, "知道或者应当知道之日", APPLICANT, (LITIGATION(46),)),
    Clock("sue_after_reconsideration", "DL-14", "经复议后起诉的期限", N, 15, "收到复议决定书之日", APPLICANT,
          (LITIGATION(45),)),
    Clock("sue_reconsideration_overdue", "DL-14", "复议机关逾期不作决定的起诉期限", N, 15, "复议期满之日",
          APPLICANT,
          (LITIGATION(45),)),
    Clock("sue_reconsideration_refused", "DL-14", "复议前置被不予受理、驳回或者逾期的起诉期限", N, 15,
          "收到决定书或者复议期满之日", APPLICANT, (RECONSIDERATION(34),)),
    Clock("sue_inaction", "DL-14", "不履行职责的起诉期限", M, 6, "履行期限届满之日", APPLICANT,
          (LITIGATION_2018(66),)),
    Clock("sue_uninformed", "DL-14", "未告知起诉期限的，最长起诉期限", Y, 1,
          "知道或者应当知道行政行为内容之日", APPLICANT,
          (LITIGATION_2018(64),)),
    Clock("reconsideration_answer", "DL-15", "提交复议答复的期限（普通程序）", W, 10,
          "收到复议申请书副本之日", AGENCY,
          (RECONSIDERATION(48), RECONSIDERATION(88))),
    Clock("reconsideration_answer_summary", "DL-15", "提交复议答复的期限（简易程序）", W, 5,
          "收到复议申请书副本之日",
          AGENCY, (RECONSIDERATION(54), RECONSIDERATION(88))),
    Clock("reconsideration_decision", "DL-16", "复议审理期限（普通程序）", N, 60, "受理申请之日", REVIEWER,
          (RECONSIDERATION(62),)),
    Clock("reconsideration_decision_extended", "DL-16", "复议审理期限（普通程序，延长后）", N, 90,
          "受理申请之日", REVIEWER,
          (RECONSIDERATION(62),)),
    Clock("reconsideration_decision_summary", "DL-16", "复议审理期限（简易程序）", N, 30, "受理申请之日",
          REVIEWER,
          (RECONSIDERATION(62),)),
    Clock("litigation_answer", "DL-17", "提交答辩状和证据的期限", N, 15, "收到起诉状副本之日", AGENCY,
          (LITIGATION(67),)),
    Clock("first_instance", "DL-18", "一审审理期限", M, 6, "立案之日", COURT, (LITIGATION(81),)),
    Clock("first_instance_summary", "DL-18", "一审审理期限（简易程序）", N, 45, "立案之日", COURT,
          (LITIGATION(83),)),
    Clock("appeal_judgment", "DL-18", "对判决的上诉期限", N, 15, "判决书送达之日", "当事人", (LITIGATION(85),)),
    Clock("appeal_ruling", "DL-18", "对裁定的上诉期限", N, 10, "裁定书送达之日", "当事人", (LITIGATION(85),)),
    Clock("second_instance", "DL-18", "二审审理期限", M, 3, "收到上诉状之日", COURT, (LITIGATION(88),)),
    Clock("rectification", "DL-19", "报告复议意见书整改情况的期限", N, 60, "收到复议意见书之日", AGENCY,
          (RECONSIDERATION(76),)),
    Clock("penalty_withdrawal", "DL-20", "撤回已公开处罚决定的期限", W, 3,
          "处罚决定被变更、撤销、确认违法或者无效之日",
          AGENCY, (PENALTY(48), PENALTY(85))),
    Clock("remake", "B14", "复议撤销后重新答复的期限", W, 20, "收到复议决定书之日", AGENCY,
          (RECONSIDERATION(64),), _U,
          "remake_days"),
)
# fmt: on
CLOCK_OF: dict[str, Clock] = {clock.key: clock for clock in CLOCKS}
# How periods are counted at all: DL-00, DL-00c, DL-00b.
START_NOT_COUNTED, CORRESPONDING_DAY, REST_MOVES_ON = CIVIL_CODE(201), CIVIL_CODE(202), CIVIL_CODE(203)
