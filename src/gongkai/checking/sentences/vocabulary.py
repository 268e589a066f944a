"""What reports count, as data: the words, the permanent subject code, and the cells of the statutory tables.

Words are literals: an alternation of literals lets the engine skip text by first characters.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from gongkai.statute.tables import Table, kinds_of

Reading = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """Something reports count: its code, its words, and the sums of cells it may mean, likeliest first.

    A code of `readings` that ends in "." stands for every row of the printed table that begins so, column 总计.
    `certain` says that the words themselves leave no other reading.
    """

    code: str
    words: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    certain: bool = True


def literals(words: Iterable[str]) -> "re.Pattern[str]":
    """A pattern of literal words, the longest first."""
    return re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


_NEW, _IN = "t3.new.total", "t3.carried_in.total"
_DONE, _OUT = "t3.result.total.total", "t3.carried_out.total"

NEW = Subject("requests.new", ("新收", "新接收", "新受理", "新增", "新接到"), ((_NEW,),))
RECEIVED = Subject(
    "requests.received",
    ("收到", "接到", "接收", "受理", "收办", "收取", "登记", "收件", "共收"),
    ((_NEW,), (_NEW, _IN)),
)
PROCESSED = Subject("requests.processed", ("办理", "处理", "承办", "申请"), ((_NEW, _IN), (_NEW,), (_DONE,)))
HANDLED = Subject(
    "requests.handled",
    ("办结", "答复", "回复", "办复", "办理完毕", "处理完毕", "完成办理", "已办理", "已处理"),
    ((_DONE,), (_NEW,)),
)
INTAKE = (NEW, RECEIVED, PROCESSED, HANDLED)
CARRIED_IN = Subject("requests.carried_in", (), ((_IN,),))
CARRIED_OUT = Subject("requests.carried_out", (), ((_OUT,),))

_DISCLOSED, _PARTLY = "t3.result.disclosed.total", "t3.result.partly_disclosed.total"
OUTCOMES = (
    Subject(
        "outcome.partly_disclosed",
        ("部分公开", "部分予以公开", "部分同意公开", "予以部分公开", "同意部分公开", "部分提供"),
        ((_PARTLY,),),
    ),
    Subject("outcome.withheld", ("不予公开", "不予以公开", "不同意公开"), (("t3.result.withheld.",),)),
    Subject("outcome.disclosed", ("予以公开", "同意公开", "准予公开"), ((_DISCLOSED,), (_DISCLOSED, _PARTLY))),
    Subject("outcome.unable", ("无法提供", "不能提供"), (("t3.result.unable.",),)),
    Subject("outcome.not_processed", ("不予处理",), (("t3.result.not_processed.",),)),
    Subject(
        "outcome.other",
        ("其他处理", "其它处理", "其他方式处理", "其它方式处理"),
        (("t3.result.other.",), ("t3.result.other.other.total",)),
    ),
)
# A row may be told of loosely ("因信息不存在"): its figure is compared, but a difference is never called certain.
ROWS = tuple(
    Subject(f"outcome.{row}", tuple(words.split()), ((f"t3.result.{row}.total",),), certain=False)
    for row, words in (
        ("withheld.state_secret", "属于国家秘密 涉及国家秘密"),
        ("withheld.prohibited_by_law", "法律行政法规禁止公开 法律、行政法规禁止公开"),
        ("withheld.security_stability", "三安全一稳定"),
        ("withheld.third_party", "保护第三方合法权益"),
        ("withheld.internal_affairs", "属于三类内部事务信息"),
        ("withheld.process_information", "属于四类过程性信息"),
        ("withheld.enforcement_file", "属于行政执法案卷"),
        ("withheld.inquiry_matter", "属于行政查询事项"),
        (
            "unable.not_held",
            "不掌握相关政府信息 不掌握相关信息 不掌握该信息 不掌握该政府信息 不掌握政府信息 机关不掌握 不掌握",
        ),
        ("unable.needs_creation", "需要另行制作 需另行制作"),
        ("unable.unclear_after_supplement", "补正后申请内容仍不明确 补正后仍不明确"),
        ("not_processed.petition", "信访举报投诉类申请 信访举报投诉类 信访、举报、投诉类申请 信访、举报、投诉类"),
        ("not_processed.repeat", "重复申请"),
        ("not_processed.publication", "要求提供公开出版物"),
        ("not_processed.excessive", "无正当理由大量反复申请"),
        ("not_processed.reissue", "要求行政机关确认或重新出具已获取信息"),
        ("other.supplement_overdue", "逾期不补正 逾期未补正 逾期没有补正"),
        ("other.fee_overdue", "逾期未按收费通知要求缴纳费用 逾期未缴费 逾期不缴费 逾期未缴纳费用"),
    )
)
OUTCOME_OF = {word: subject for subject in (*ROWS, *OUTCOMES) for word in subject.words}

ORGANISATIONS = ("business", "research", "public_interest", "legal_service", "other")
APPLICANT_OF = {
    **dict.fromkeys(
        (f"法人{join}其他{kind}" for join in "或和及、与" for kind in ("组织", "社会组织")),
        ("requests.applicant.organisations", ORGANISATIONS),
    ),
    "自然人": ("requests.applicant.person", ("person",)),
    "商业企业": ("requests.applicant.business", ("business",)),
    "科研机构": ("requests.applicant.research", ("research",)),
    "社会公益组织": ("requests.applicant.public_interest", ("public_interest",)),
    "法律服务机构": ("requests.applicant.legal_service", ("legal_service",)),
}

DOCUMENTS = (
    Subject("repealed", ("废止",), (("t2.{row}.repealed",),)),
    Subject("in_force", ("现行有效", "继续有效"), (("t2.{row}.in_force",),)),
    Subject(
        "made", ("制发", "制定", "出台", "印发", "制作", "新制"), (("t2.{row}.made",), ("t2.{row}.newly_made",))
    ),
    Subject(
        "published",
        ("公开", "发布", "公布"),
        (("t2.{row}.made",), ("t2.{row}.newly_published",), ("t2.{row}.newly_made",)),
        certain=False,
    ),
)
REMEDY_CELLS = {
    "reconsideration": ("t4.reconsideration",),
    "litigation": ("t4.litigation_direct", "t4.litigation_after_reconsideration"),
}
REMEDY_OUTCOME_OF = {
    "维持": "upheld",
    "纠正": "corrected",
    "纠错": "corrected",
    "撤销": "corrected",
    "败诉": "corrected",
    "其他结果": "other",
    "未审结": "pending",
    "正在审理": "pending",
}
CHANNEL_OF = {
    word: f"channel.{code}"
    for code, words in (
        ("website", "网站 门户 网页"),
        ("wechat", "微信 公众号"),
        ("weibo", "微博"),
        ("video", "抖音 视频号 快手"),
        ("gazette", "公报"),
        ("media", "新媒体 其他媒体 头条 客户端"),
        ("board", "公示栏 公开栏 宣传栏 电子屏"),
    )
    for word in words.split()
}
DECISION_OF = {"行政许可": "licence", "行政处罚": "penalty", "行政强制": "coercion"}

TOPIC_OF = {
    word: topic
    for topic, words in (
        ("remedy", "复议申请 复议 诉讼 应诉"),
        (
            "other",
            "诉求 热线 留言 工单 建议 提案 议案 信访 咨询 来访 投诉 举报 信箱 来信 培训 问政 会议 许可申请 调研",
        ),
        ("other", "解读 专栏 栏目 访谈 征集 回应 线索 指南"),
        ("", "申请人 申请表 申请执行 申请救助 申请强制"),  # these change no topic
        ("requests", "信息公开申请 依申请 依申请公开政府信息 依申请公开信息 公开申请 申请公开 申请件 申请"),
        ("fee", "信息处理费 收费 缴费"),
        ("documents", "规范性文件 规章"),
        ("published", "主动公开 发布 公开政府信息 公开信息 公开各类 公开政务信息 推送"),
    )
    for word in words.split()
}


@lru_cache(maxsize=1024)
def cells_of(reading: Reading, tables: tuple[Table, ...]) -> Reading:
    """The cells that a reading means in these printed tables; empty when they have none of them."""
    kinds = kinds_of(tables)
    cells: list[str] = []
    for code in reading:
        if code.endswith("."):
            openings = (code, "t3.result.other_all.") if code == "t3.result.other." else (code,)
            group = [cell for cell in kinds if cell.startswith(openings) and cell.endswith(".total")]
            if not group:
                return ()
            cells += group
        elif code in kinds:
            cells.append(code)
        else:
            return ()
    return tuple(cells)
