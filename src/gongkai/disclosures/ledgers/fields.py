"""What a ledger's column can be, and which field a heading tells."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class LedgerField:
    """A field of an imported item: its code, its name, how long it may be, and the headings that tell it."""

    code: str
    label: str
    headings: tuple[str, ...]
    most: int = 0
    required: bool = False
    says: str = ""


def _field(
    code: str, label: str, *headings: str, most: int = 0, required: bool = False, says: str = ""
) -> LedgerField:
    return LedgerField(code, label, (label, *headings), most, required, says)


# fmt: off
FIELDS: tuple[LedgerField, ...] = (
    _field("title", "标题", "信息标题", "信息名称", "文件名称", "文章标题", "题名", "名称",
           most=300, required=True),
    _field("column", "栏目", "所属栏目", "公开栏目", "发布栏目", "栏目名称", "信息分类", "分类", "类别", most=100,
           required=True, says="写栏目名称；重名的写成“上级栏目/栏目”"),
    _field("published_on", "发布日期", "公开日期", "发布时间", "公开时间", "发文时间", "上传时间", "发布日",
           required=True, says="实际公开的日期，不晚于今天"),
    _field("formed_on", "成文日期", "生成日期", "形成日期", "制发日期", "印发日期", "成文时间", "生成时间",
           "发文日期", says="没有这一列或者空着时，按发布日期登记"),
    _field("index_number", "索引号", "信息索引号", "索引", "编号", most=64, says="空着时由系统按模板编号"),
    _field("document_number", "文号", "发文字号", "发文文号", "文件编号", "文件文号", most=64),
    _field("publicity", "公开属性", "公开方式", "公开类型", "是否公开", says="空着时为主动公开"),
    _field("summary", "内容概述", "摘要", "概述", "内容摘要", "内容简介", "简介", most=200),
    _field("body", "正文", "内容", "信息内容", "正文内容", most=200_000),
    _field("link", "链接", "网址", "信息链接", "原文链接", "网页链接", "url", most=500),
    _field("channels", "渠道", "公开渠道", "发布渠道", "发布平台", "公开形式", "公开载体", "平台", "媒体",
           says="几个渠道用顿号分开，例如“网站、微信”"),
    _field("addresses", "渠道地址", "发布地址", "渠道链接", "发布链接", "公开地址",
           says="几个渠道时按顺序用换行分开"),
    _field("office", "责任科室", "科室", "公开责任科室", "责任部门", "发布机构", "承办科室", "报送科室", "来源",
           "信息来源", most=100, says="登记为信息来源"),
    _field("kind", "信息类型", "体裁", "文种", "类型", most=24, says="空着时为政府信息"),
    _field("keywords", "主题词", "关键词", "关键字", most=200),
    _field("valid_from", "施行日期", "实施日期", "生效日期"),
    _field("valid_until", "有效期至", "有效期", "截止日期", "失效日期"),
    _field("validity", "有效性", "效力", "是否有效", "时效性", says="有效、已废止或宣布失效"),
    _field("ended_on", "废止日期", "废止时间", "废止或失效日期"),
)
# fmt: on
FIELD: Mapping[str, LedgerField] = {field.code: field for field in FIELDS}
_NOISE = re.compile(r"[\s*＊:：_]|[（(][^）)]*[）)]")


@lru_cache(maxsize=10_000)
def plain(text: str) -> str:
    """A heading or a name as it is compared: widths, case, blanks, remarks in brackets and stars do not count."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


_TOLD = {plain(heading): field.code for field in reversed(FIELDS) for heading in reversed(field.headings)}


def guess(headings: Sequence[str], remembered: Mapping[str, str] | None = None) -> dict[int, str]:
    """The field of each column, by what the agency chose for the heading before, else by the heading's own words.

    A field is given once: to the column whose heading is its own name, else to the first that tells it.
    """
    before = {plain(heading): code for heading, code in (remembered or {}).items()}
    chosen: dict[int, str] = {}
    taken: set[str] = set()
    for ranks in (before, {plain(field.label): field.code for field in FIELDS}, _TOLD):
        for place, heading in enumerate(headings):
            code = ranks.get(plain(heading), "") if place not in chosen else ""
            if plain(heading) in before and ranks is not before:
                continue  # the agency said before that this column is not imported
            if code and code not in taken:
                chosen[place] = code
                taken.add(code)
    return chosen


def heading_row(rows: Sequence[Sequence[str]]) -> int:
    """The row, counted from 1, whose cells tell the most fields; 1 where none tells any."""
    told = [sum(plain(cell) in _TOLD for cell in row) for row in rows]
    return told.index(max(told)) + 1 if any(told) else 1
