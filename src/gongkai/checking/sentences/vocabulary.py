"""What reports count, as data: the words, the permanent subject code, and the cells of the statutory tables."""

import re
from dataclasses import dataclass
from functools import lru_cache

from gongkai.statute.report import Report

Reading = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Something reports count. `words` is a pattern; `readings` are the sums of cells it may mean, likeliest first.

    A code of `readings` that ends in "." stands for every row of the printed table that begins so, column 总计.
    `certain` says that the words themselves leave no other reading.
    """

    code: str
    words: str
    readings: tuple[Reading, ...] = ()
    certain: bool = True


_NEW, _IN = "t3.new.total", "t3.carried_in.total"
_DONE, _OUT = "t3.result.total.total", "t3.carried_out.total"

INTAKE = (
    Subject("requests.new", r"新收|新接收|新受理|新增|新收到|新接到", ((_NEW,),)),
    Subject(
        "requests.received",
        r"收到|接到|接收|受理|收办|收取|登记|收件|共收",
        ((_NEW,), (_NEW, _IN)),
    ),
    Subject(
        "requests.processed",
        r"办理|处理|承办|申请的?(?:总?数量?|总量|件数|案件)?(?:共计?|为|有|合计|总计|：|达)*$",
        ((_NEW, _IN), (_NEW,), (_DONE,)),
    ),
)
HANDLED = Subject(
    "requests.handled", r"办结|答复|回复|办复|办理完毕|处理完毕|完成办理", ((_DONE,), (_NEW, _IN), (_NEW,))
)
CARRIED_IN = Subject("requests.carried_in", "", ((_IN,),))
CARRIED_OUT = Subject("requests.carried_out", "", ((_OUT,),))

OUTCOMES = (
    Subject(
        "outcome.partly_disclosed",
        r"部分(?:予以|同意)?公开|(?:予以|同意)部分公开|部分提供",
        (("t3.result.partly_disclosed.total",),),
    ),
    Subject("outcome.withheld", r"(?:决定)?不予(?:以)?公开|不同意公开", (("t3.result.withheld.",),)),
    Subject(
        "outcome.disclosed",
        r"予以公开|同意公开|准予公开",
        (("t3.result.disclosed.total",), ("t3.result.disclosed.total", "t3.result.partly_disclosed.total")),
    ),
    Subject("outcome.unable", r"(?:信息)?(?:无法|不能)提供", (("t3.result.unable.",),)),
    Subject("outcome.not_processed", r"不予处理", (("t3.result.not_processed.",),)),
    Subject(
        "outcome.other", r"作?其[他它](?:方式)?处理", (("t3.result.other.",), ("t3.result.other.other.total",))
    ),
)
_ROW_WORDS = (
    ("withheld.state_secret", r"(?:属于|涉及)国家秘密"),
    ("withheld.prohibited_by_law", r"其他法律行政法规禁止公开|法律、?行政法规禁止公开"),
    ("withheld.security_stability", r"危及“?三安全一稳定”?"),
    ("withheld.third_party", r"保护第三方合法权益"),
    ("withheld.internal_affairs", r"属于三类内部事务信息"),
    ("withheld.process_information", r"属于四类过程性信息"),
    ("withheld.enforcement_file", r"属于行政执法案卷"),
    ("withheld.inquiry_matter", r"属于行政查询事项"),
    ("unable.not_held", r"(?:本(?:机关|单位|局|行政机关))?不掌握(?:相关|该)?(?:政府)?信息|本机关不掌握"),
    ("unable.needs_creation", r"(?:没有现成信息)?需要?另行制作"),
    ("unable.unclear_after_supplement", r"补正后(?:申请内容)?仍不明确"),
    ("not_processed.petition", r"信访、?举报、?投诉类(?:申请)?"),
    ("not_processed.repeat", r"重复申请"),
    ("not_processed.publication", r"要求提供公开出版物"),
    ("not_processed.excessive", r"无正当理由大量反复申请"),
    ("not_processed.reissue", r"要求行政机关确认或重新出具已获取信息"),
    ("other.supplement_overdue", r"(?:无正当理由)?逾期不补正"),
    ("other.fee_overdue", r"逾期(?:未|不)(?:按收费通知要求)?(?:缴纳?费用?)"),
)
# A row may be told of loosely ("因信息不存在"): its figure is compared, but a difference is never called certain.
ROWS = tuple(
    Subject(f"outcome.{row}", words, ((f"t3.result.{row}.total",),), certain=False) for row, words in _ROW_WORDS
)
ORGANISATION_COLUMNS = ("business", "research", "public_interest", "legal_service", "other")
APPLICANTS = (
    ("requests.applicant.organisations", r"法人(?:或|和|及|、|与)其他(?:社会)?组织", ORGANISATION_COLUMNS),
    ("requests.applicant.person", r"自然人", ("person",)),
    ("requests.applicant.business", r"商业企业", ("business",)),
    ("requests.applicant.research", r"科研机构", ("research",)),
    ("requests.applicant.public_interest", r"社会公益组织", ("public_interest",)),
    ("requests.applicant.legal_service", r"法律服务机构", ("legal_service",)),
)

_DOCUMENT = r"规范性文件"
DOCUMENTS = (
    ("repealed", r"废止", (("t2.{row}.repealed",),)),
    ("in_force", r"现行有效|继续有效", (("t2.{row}.in_force",),)),
    ("made", r"制发|制定|出台|印发|制作|新制", (("t2.{row}.made",), ("t2.{row}.newly_made",))),
    ("published", r"公开|发布|公布", (("t2.{row}.made",), ("t2.{row}.newly_published",), ("t2.{row}.newly_made",))),
)

REMEDY_CELLS = {
    "reconsideration": ("t4.reconsideration",),
    "litigation": ("t4.litigation_direct", "t4.litigation_after_reconsideration"),
}
REMEDY_OUTCOMES = (
    ("upheld", r"维持"),
    ("corrected", r"纠正|纠错|撤销"),
    ("other", r"其他结果"),
    ("pending", r"尚未审结|未审结|正在审理"),
)

CHANNELS = (
    ("channel.website", r"网站|门户|网页"),
    ("channel.wechat", r"微信|公众号"),
    ("channel.weibo", r"微博"),
    ("channel.video", r"抖音|视频号|快手"),
    ("channel.gazette", r"公报"),
    ("channel.media", r"新媒体|其他媒体|头条|客户端"),
    ("channel.board", r"公示栏|公开栏|宣传栏|电子屏"),
)
CHANNEL = re.compile("|".join(words for _, words in CHANNELS))
CHANNEL_OF = {word: code for code, words in CHANNELS for word in words.split("|")}

DECISIONS = (("licence", r"行政许可"), ("penalty", r"行政处罚"), ("coercion", r"行政强制"))


@lru_cache(maxsize=64)
def _rows_under(rows: tuple[str, ...], prefix: str) -> Reading:
    """The 总计 cells of the rows of table three whose code opens with a prefix."""
    return tuple(f"t3.{row}.total" for row in rows if f"t3.{row}.".startswith(prefix))


def cells_of(reading: Reading, report: Report) -> Reading:
    """The cells of a reading in the tables this report prints; empty when they have none of them."""
    cells: list[str] = []
    for code in reading:
        if code.endswith("."):
            rows = tuple(row.code for table in report.tables if table.code == "t3" for row in table.rows)
            prefixes = (code,) if code != "t3.result.other." else (code, "t3.result.other_all.")
            found = tuple(cell for prefix in prefixes for cell in _rows_under(rows, prefix))
            if not found:
                return ()
            cells.extend(found)
        elif code in report.kinds:
            cells.append(code)
        else:
            return ()
    return tuple(cells)
