"""The fields of an agency in a file, declared once."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.statute.vocab import AgencyKind


class Kind(StrEnum):
    """How a value is written."""

    KEY = "key"
    TEXT = "text"
    CHOICE = "choice"
    CODE = "code"
    REGION = "region"
    SLUG = "slug"
    FLAG = "flag"
    DATE = "date"
    MAIL = "mail"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Field:
    """One column: the permanent code (JSON), the heading (XLSX), how it is written, and what it is for."""

    code: str
    label: str
    kind: Kind
    help: str
    limit: int = 0
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()


STATES = (("active", "在设"), ("merged", "已并入"), ("abolished", "已撤销"))
_REFERENCE = "全称、统一社会信用代码或公开编号"
# fmt: off
FIELDS: tuple[Field, ...] = (
    Field("key", "公开编号", Kind.KEY, "导出时带有；新机关留空，由系统编"),
    Field("name", "名称", Kind.TEXT, "印章上的全称", 200, True),
    Field("short_name", "简称", Kind.TEXT, "页面上用的简称，可留空", 64),
    Field("kind", "类别", Kind.CHOICE, "从下拉列表中选", 0, True, tuple(AgencyKind.choices())),
    Field("superior", "上级机关", Kind.REFERENCE, f"{_REFERENCE}；最上一级的机关留空"),
    Field("uscc", "统一社会信用代码", Kind.CODE, "18位，按校验位核对；没有的留空", 18),
    Field("region", "行政区划代码", Kind.REGION, "6位、9位或12位数字；可留空", 12),
    Field("government", "所属人民政府", Kind.REFERENCE,
          f"{_REFERENCE}；留空时取名录中往上最近的一级人民政府"),
    Field("seat_government", "所在地人民政府", Kind.REFERENCE,
          f"{_REFERENCE}；只有按区划设立的派出机构需要"),
    Field("has_rulemaking_power", "有规章制定权", Kind.FLAG, "是、否；留空为否"),
    Field("slug", "网址短名", Kind.SLUG, "小写字母、数字、连字符；留空由系统编", 64),
    Field("established_on", "设立日期", Kind.DATE, "如 2019-03-01；不清楚的留空"),
    Field("reviewer", "复议机关（另有规定时）", Kind.REFERENCE, f"{_REFERENCE}；一般留空，由系统按行政复议法确定"),
    Field("reviewer_basis", "另定复议机关的依据", Kind.TEXT, "与上一列同时填写", 200),
    Field("state", "状态", Kind.CHOICE, "留空为在设；撤销、并入请在机关页面办理", 0, False, STATES),
    Field("ended_on", "并入或撤销日期", Kind.DATE, "在设的留空"),
    Field("successor", "承继机关", Kind.REFERENCE, f"{_REFERENCE}；在设的留空"),
    Field("office_name", "公开工作机构", Kind.TEXT, "指南内容，可由机关自己填写", 100),
    Field("address", "办公地址", Kind.TEXT, "同上", 200),
    Field("hours", "办公时间", Kind.TEXT, "同上", 200),
    Field("telephone", "联系电话", Kind.TEXT, "同上", 64),
    Field("fax", "传真", Kind.TEXT, "同上；没有的写“无”", 64),
    Field("mail", "电子邮箱", Kind.MAIL, "同上", 254),
    Field("postcode", "邮政编码", Kind.TEXT, "同上", 6),
    Field("website", "在线受理网址", Kind.TEXT, "同上", 200),
    Field("guide_classification", "信息的分类", Kind.TEXT, "同上", 4000),
    Field("guide_arrangement", "编排体系", Kind.TEXT, "同上", 4000),
    Field("guide_access", "获取方式", Kind.TEXT, "同上", 4000),
)
# fmt: on
FIELD = {field.code: field for field in FIELDS}
LABEL = {field.label: field for field in FIELDS}
REFERENCES = tuple(field.code for field in FIELDS if field.kind is Kind.REFERENCE)
REQUIRED = tuple(field for field in FIELDS if field.required)
LIMIT = 100_000
"""Rows of one file."""
SCHEMA = "gongkai.agencies/1"
