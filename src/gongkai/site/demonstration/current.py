"""The ledger that is alive: items of the weeks before today, in every state: each page has something on it."""

from dataclasses import dataclass

DRAFTING, IN_REVIEW, RETURNED, APPROVED, SCHEDULED, PUBLISHED, CORRECTED, WITHDRAWN, FILED = (
    "drafting", "in_review", "returned", "approved", "scheduled", "published", "corrected", "withdrawn", "filed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Planned:
    """An item: title, column, kind, how many days ago it was formed, and the state to bring it to.

    `signed` is how many of the steps are signed while it is in review.
    """

    title: str
    column: str
    kind: str
    formed_days_ago: int
    state: str
    summary: str
    signed: int = 0
    number: str = ""
    reason: str = ""


# fmt: off
ITEMS: tuple[Planned, ...] = (
    Planned("港湾街道关于规范电动自行车停放的通告", "通知公告", "notice", 30, PUBLISHED,
            "划定12处停放点，说明充电和停放要求及咨询电话。"),
    Planned("港湾街道公共法律服务站办事指南", "许可服务", "information", 26, PUBLISHED,
            "说明服务站地址、开放时间、法律咨询和调解的办理方式。"),
    Planned("港湾街道办事处行政规范性文件制定程序规定", "政策文件", "normative_document", 40, PUBLISHED,
            "规定规范性文件起草、征求意见、合法性审核和公布的程序，有效期五年。", number="港街发〔{year}〕8号"),
    Planned("《港湾街道办事处行政规范性文件制定程序规定》解读", "政策解读", "interpretation", 38, PUBLISHED,
            "用问答说明制定程序的三个变化和公众参与的渠道。"),
    Planned("港湾街道冬季取暖安全提示", "应急管理", "information", 12, PUBLISHED,
            "提示燃气、用电取暖的安全事项和应急电话。"),
    Planned("港湾街道机构职能和联系方式", "机构职能", "information", 60, CORRECTED,
            "列出街道各科室职责、办公地址、办公时间和联系电话。", reason="社会事务办公室电话有变动，予以更正。"),
    Planned("港湾街道临时救助对象公示", "社会救助", "information", 21, WITHDRAWN,
            "公示本批临时救助的对象和金额。", reason="公示期满，按规定撤下涉及个人的信息。"),
    Planned("港湾街道口袋公园建设情况", "公共服务", "information", 3, DRAFTING,
            "介绍两处口袋公园的位置、建设进度和开放时间。"),
    Planned("港湾街道养老服务补贴申请须知", "重点民生", "information", 5, IN_REVIEW,
            "说明申请条件、材料、办理时限和咨询窗口。", signed=0),
    Planned("港湾街道便民服务大厅节假日安排", "通知公告", "notice", 4, IN_REVIEW,
            "公布节假日期间值班时间和可办理事项。", signed=2),
    Planned("港湾街道沿街商户消防安全检查情况", "监督检查", "information", 9, IN_REVIEW,
            "公布检查的户数、发现的问题和整改期限。", signed=3),
    Planned("港湾街道社区工作者招聘资格审核结果", "招考录用", "information", 6, RETURNED,
            "公布通过资格审核的报名序号和后续安排。", signed=1, reason="请删去表中的身份证号码，只保留报名序号。"),
    Planned("港湾街道老旧小区加装电梯补助办法问答", "政策解读", "interpretation", 7, APPROVED,
            "解答补助范围、标准、申请流程和常见问题。"),
    Planned("港湾街道政务公开日活动预告", "通知公告", "notice", 2, SCHEDULED,
            "公布政务公开日的时间、地点和现场服务内容。"),
    Planned("港湾街道内部请示事项办理记录", "其他法定", "information", 33, FILED,
            "记录本季度内部请示事项的办理过程。", reason="属于内部事务信息，依据条例第十六条第一款不予公开。"),
)
# fmt: on
