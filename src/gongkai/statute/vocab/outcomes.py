"""Exemption grounds and outcomes: one taxonomy for decision, letter and row of table three (DOMAIN 1.2, 1.5)."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from gongkai.statute.law.cite import Cite, Standing
from gongkai.statute.law.instruments import FEE_MEASURES, OGI, REPORT_FORMAT_2021
from gongkai.statute.vocab.term import Term


class Nature(Term):
    """How binding a ground of exemption is."""

    ABSOLUTE = "absolute", "绝对"
    RELATIVE = "relative", "相对"
    DISCRETIONARY = "discretionary", "裁量"
    REFERRED = "referred", "转引"


class ExemptionGround(Term):
    """不公开事由."""

    STATE_SECRET = "EX14A", "国家秘密", OGI(14)
    PROHIBITED_BY_LAW = "EX14B", "法律、行政法规禁止公开", OGI(14)
    SECURITY_STABILITY = "EX14C", "危及“三安全一稳定”", OGI(14)
    THIRD_PARTY = "EX15", "第三方合法权益", OGI(15)
    INTERNAL_AFFAIRS = "EX16A", "三类内部事务信息", OGI(16, 1)
    PROCESS_INFORMATION = "EX16B", "四类过程性信息", OGI(16, 2)
    ENFORCEMENT_FILE = "EX16C", "行政执法案卷信息", OGI(16, 2)
    INQUIRY_MATTER = "EX36G", "行政查询事项", OGI(36, None, 7)


class Remedy(Term):
    """What an applicant may do against an outcome (DOMAIN 5.3)."""

    RECONSIDERATION_FIRST = "reconsideration_first", "应先申请行政复议"
    EITHER = "either", "可以申请行政复议或者提起行政诉讼"
    PARTS = "parts", "不公开部分按其事由，其余部分可以申请行政复议或者提起行政诉讼"
    UNSETTLED = "unsettled", "由人工选定"


class Outcome(Term):
    """OutcomeCode: the one result a request is closed with; the label is that of table three's row."""

    DISCLOSED = "O1", "予以公开", OGI(36, None, 2)
    PARTLY_DISCLOSED = "O2", "部分公开", OGI(37)
    STATE_SECRET = "O3.1", "属于国家秘密", OGI(14)
    PROHIBITED_BY_LAW = "O3.2", "其他法律行政法规禁止公开", OGI(14)
    SECURITY_STABILITY = "O3.3", "危及“三安全一稳定”", OGI(14)
    THIRD_PARTY = "O3.4", "保护第三方合法权益", OGI(15)
    INTERNAL_AFFAIRS = "O3.5", "属于三类内部事务信息", OGI(16, 1)
    PROCESS_INFORMATION = "O3.6", "属于四类过程性信息", OGI(16, 2)
    ENFORCEMENT_FILE = "O3.7", "属于行政执法案卷", OGI(16, 2)
    INQUIRY_MATTER = "O3.8", "属于行政查询事项", OGI(36, None, 7)
    NOT_HELD = "O4.1", "本机关不掌握相关政府信息", OGI(36, None, 4)
    NEEDS_CREATION = "O4.2", "没有现成信息需要另行制作", OGI(38)
    UNCLEAR_AFTER_SUPPLEMENT = "O4.3", "补正后申请内容仍不明确", OGI(30)
    PETITION = "O5.1", "信访举报投诉类申请", OGI(39, 1)
    REPEAT = "O5.2", "重复申请", OGI(36, None, 6)
    PUBLICATION = "O5.3", "要求提供公开出版物", OGI(39, 2)
    EXCESSIVE = "O5.4", "无正当理由大量反复申请", OGI(35)
    REISSUE = "O5.5", "要求行政机关确认或重新出具已获取信息", REPORT_FORMAT_2021()
    SUPPLEMENT_OVERDUE = "O6.1", "逾期不补正、不再处理", OGI(30)
    FEE_OVERDUE = "O6.2", "逾期不缴费、不再处理", FEE_MEASURES(6)
    OTHER = "O6.3", "其他", Cite(OGI, 2, standing=Standing.UNVERIFIED)


_GROUNDED = MappingProxyType(
    {
        Outcome.STATE_SECRET: ExemptionGround.STATE_SECRET,
        Outcome.PROHIBITED_BY_LAW: ExemptionGround.PROHIBITED_BY_LAW,
        Outcome.SECURITY_STABILITY: ExemptionGround.SECURITY_STABILITY,
        Outcome.THIRD_PARTY: ExemptionGround.THIRD_PARTY,
        Outcome.INTERNAL_AFFAIRS: ExemptionGround.INTERNAL_AFFAIRS,
        Outcome.PROCESS_INFORMATION: ExemptionGround.PROCESS_INFORMATION,
        Outcome.ENFORCEMENT_FILE: ExemptionGround.ENFORCEMENT_FILE,
        Outcome.INQUIRY_MATTER: ExemptionGround.INQUIRY_MATTER,
    }
)
GROUND_OF_OUTCOME: Mapping[Outcome, ExemptionGround] = _GROUNDED
OUTCOME_OF_GROUND: Mapping[ExemptionGround, Outcome] = MappingProxyType({g: o for o, g in _GROUNDED.items()})
NATURE_OF_GROUND: Mapping[ExemptionGround, Nature] = MappingProxyType(
    {
        ExemptionGround.STATE_SECRET: Nature.ABSOLUTE,
        ExemptionGround.PROHIBITED_BY_LAW: Nature.ABSOLUTE,
        ExemptionGround.SECURITY_STABILITY: Nature.ABSOLUTE,
        ExemptionGround.THIRD_PARTY: Nature.RELATIVE,
        ExemptionGround.INTERNAL_AFFAIRS: Nature.DISCRETIONARY,
        ExemptionGround.PROCESS_INFORMATION: Nature.DISCRETIONARY,
        ExemptionGround.ENFORCEMENT_FILE: Nature.DISCRETIONARY,
        ExemptionGround.INQUIRY_MATTER: Nature.REFERRED,
    }
)
ROW_OF_OUTCOME: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.DISCLOSED: "result.disclosed",
        Outcome.PARTLY_DISCLOSED: "result.partly_disclosed",
        Outcome.STATE_SECRET: "result.withheld.state_secret",
        Outcome.PROHIBITED_BY_LAW: "result.withheld.prohibited_by_law",
        Outcome.SECURITY_STABILITY: "result.withheld.security_stability",
        Outcome.THIRD_PARTY: "result.withheld.third_party",
        Outcome.INTERNAL_AFFAIRS: "result.withheld.internal_affairs",
        Outcome.PROCESS_INFORMATION: "result.withheld.process_information",
        Outcome.ENFORCEMENT_FILE: "result.withheld.enforcement_file",
        Outcome.INQUIRY_MATTER: "result.withheld.inquiry_matter",
        Outcome.NOT_HELD: "result.unable.not_held",
        Outcome.NEEDS_CREATION: "result.unable.needs_creation",
        Outcome.UNCLEAR_AFTER_SUPPLEMENT: "result.unable.unclear_after_supplement",
        Outcome.PETITION: "result.not_processed.petition",
        Outcome.REPEAT: "result.not_processed.repeat",
        Outcome.PUBLICATION: "result.not_processed.publication",
        Outcome.EXCESSIVE: "result.not_processed.excessive",
        Outcome.REISSUE: "result.not_processed.reissue",
        Outcome.SUPPLEMENT_OVERDUE: "result.other.supplement_overdue",
        Outcome.FEE_OVERDUE: "result.other.fee_overdue",
        Outcome.OTHER: "result.other.other",
    }
)
# DOC-R2 to DOC-R6: the Reconsideration Law of 2024 asks for reconsideration first where articles 14 to 16 withhold;
# until the interpretation of 2025 took effect the scope differed from place to place.
RECONSIDERATION_FIRST_FROM = date(2024, 1, 1)
SCOPE_SETTLED_FROM = date(2025, 6, 1)


def remedy_of(outcome: Outcome, decided_on: date, *, inquiry_needs_reconsideration: bool = False) -> Remedy:
    """The remedy to be told with an outcome decided on a day (复议法第二十三条、法释〔2025〕8号第一条).

    `inquiry_needs_reconsideration` is the setting of DOC-R3, by default no.
    """
    if outcome is Outcome.PARTLY_DISCLOSED:
        return Remedy.PARTS if decided_on >= RECONSIDERATION_FIRST_FROM else Remedy.EITHER
    ground = GROUND_OF_OUTCOME.get(outcome)
    if ground is None or (ground is ExemptionGround.INQUIRY_MATTER and not inquiry_needs_reconsideration):
        return Remedy.EITHER
    if decided_on < RECONSIDERATION_FIRST_FROM:
        return Remedy.EITHER
    return Remedy.RECONSIDERATION_FIRST if decided_on >= SCOPE_SETTLED_FROM else Remedy.UNSETTLED
