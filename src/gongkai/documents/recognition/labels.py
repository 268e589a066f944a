"""The words printed in the three tables, and which line of which table they name.

Built from the formats themselves; `_ALIASES` adds the shortened and the older wordings seen in published reports.
Look-up is by `normalise.key`, with and without the ordinal in front.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from gongkai.documents.recognition.normalise import clean, key
from gongkai.statute.tables import annual_2021
from gongkai.statute.tables.model import Line
from gongkai.statute.tables.parts import (
    APPLICANTS_HEADING,
    ORGANISATIONS_HEADING,
    OTHER_ROW_2019,
    RECONCILIATION_NOTE,
)


class Label(NamedTuple):
    """What a printed label names. `part` is "row", "column", "group" (heading of rows) or "title"."""

    table: str
    part: str
    code: str


_ORDINAL = re.compile(
    r"^[（(【\[]?\s*[一二三四五六七八九十]{1,2}\s*[)）】\]、.．,，:：]\s*|^[（(]?\s*\d{1,2}\s*[.、．,，:：)）]\s*"
)
_REMARK = re.compile(r"\s*[（(【\[][^（()）]*[)）】\]]$")

ROWS_3 = (*annual_2021.REQUESTS_TABLE.rows, OTHER_ROW_2019)
GROUPS_3 = annual_2021.REQUESTS_TABLE.headings
ROW_LABELS_3 = {line.code: line.label for line in ROWS_3}

_ALIASES: dict[str, tuple[str, ...]] = {
    "new": (
        "本年新收",
        "本年新收申请数量",
        "本年度新收政府信息公开申请数量",
        "本年新收政府信息公开申请",
        "新收政府信息公开申请数量",
    ),
    "carried_in": (
        "上年结转",
        "上年度结转政府信息公开申请数量",
        "上年结转申请数量",
        "上年结转政府信息公开申请",
        "上年度结转",
    ),
    "result.disclosed": ("予以公开", "予以公开的"),
    "result.partly_disclosed": ("部分公开", "部分公开（区分处理的，只计这一情形）", "部分予以公开"),
    "result.withheld.state_secret": ("国家秘密", "属于国家秘密的"),
    "result.withheld.prohibited_by_law": (
        "法律行政法规禁止公开",
        "其他法律、法规禁止公开",
        "其他法律法规禁止公开",
        "其他法律行政法规禁止",
    ),
    "result.withheld.security_stability": ("三安全一稳定", "危及三安全一稳定的", "危及三安全、一稳定"),
    "result.withheld.third_party": ("保护第三方权益", "第三方合法权益", "保护第三方合法利益"),
    "result.withheld.internal_affairs": ("三类内部事务信息", "属于内部事务信息", "内部事务信息"),
    "result.withheld.process_information": ("四类过程性信息", "属于过程性信息", "过程性信息"),
    "result.withheld.enforcement_file": ("行政执法案卷", "属于行政执法案卷信息", "行政执法案卷信息"),
    "result.withheld.inquiry_matter": ("行政查询事项", "属于行政查询事项信息"),
    "result.unable.not_held": ("不掌握相关政府信息", "本机关不掌握", "本机关不掌握相关信息"),
    "result.unable.needs_creation": (
        "没有现成信息",
        "没有现成信息需另行制作",
        "需要另行制作",
        "没有现成信息需要另外制作",
    ),
    "result.unable.unclear_after_supplement": ("申请内容仍不明确", "补正后仍不明确", "补正后申请内容不明确"),
    "result.not_processed.petition": ("信访举报投诉类", "信访、举报、投诉类申请", "信访投诉举报类申请"),
    "result.not_processed.repeat": ("重复申请", "重复提交申请"),
    "result.not_processed.publication": ("提供公开出版物", "要求提供公开出版物的", "公开出版物"),
    "result.not_processed.excessive": ("无正当理由大量反复", "大量反复申请", "无正当理由的大量反复申请"),
    "result.not_processed.reissue": (
        "要求确认或重新出具已获取信息",
        "确认或重新出具已获取信息",
        "要求行政机关确认或者重新出具已获取信息",
    ),
    "result.other.supplement_overdue": ("逾期不补正", "申请人无正当理由逾期不补正", "无正当理由逾期不补正"),
    "result.other.fee_overdue": (
        "逾期不缴费",
        "逾期未缴费",
        "申请人逾期未按收费通知要求缴纳费用",
        "逾期未缴纳费用",
        "申请人逾期未缴费",
    ),
    "result.other.other": ("其他",),
    "result.other_all": ("其他处理",),
    "result.total": ("总计", "合计"),
    "carried_out": ("结转下年度", "结转下年", "结转下年继续办理", "结转下年度办理", "结转至下年度继续办理"),
}
_GROUP_ALIASES: dict[str, tuple[str, ...]] = {
    "result": ("本年办理结果", "办理结果", "三、本年度办理结果（续）"),
    "result.withheld": ("不予公开",),
    "result.unable": ("无法提供",),
    "result.not_processed": ("不予处理",),
}
_COLUMN_ALIASES_3 = {
    "business": ("企业",),
    "research": ("科研单位",),
    "public_interest": ("社会公益机构", "公益组织"),
    "legal_service": ("法律服务组织",),
    "total": ("合计",),
}

ROWS_2: dict[str, tuple[str, ...]] = {
    "rule": ("规章", "政府规章"),
    "normative": ("行政规范性文件", "规范性文件"),
    "licence": ("行政许可",),
    "other_services": ("其他对外管理服务事项", "对外管理服务事项"),
    "penalty": ("行政处罚",),
    "coercion": ("行政强制",),
    "fee": ("行政事业性收费", "行政事业收费"),
    "procurement": ("政府集中采购", "集中采购"),
}
COLUMNS_2: dict[str, tuple[str, ...]] = {
    "made": ("本年制发件数", "本年度制发数", "本年制发数", "本年度制发件数", "制发件数", "本年制发数量"),
    "repealed": ("本年废止件数", "本年度废止数", "本年废止数", "本年度废止件数", "废止件数", "本年废止数量"),
    "in_force": ("现行有效件数", "现行有效数", "现行有效件数（历史累计）", "现行有效数量"),
    "decisions": ("本年处理决定数量", "本年度处理决定数量"),
    "amount_2021": (
        "本年收费金额（单位：万元）",
        "本年收费金额",
        "本年收费金额（万元）",
        "本年度收费金额（单位：万元）",
        "收费金额（单位：万元）",
        "本年收费金额单位万元",
    ),
    "newly_made": ("本年新制作数量", "本年新制作数", "本年度新制作数量"),
    "newly_published": ("本年新公开数量", "本年新公开数", "本年度新公开数量"),
    "total_published": ("对外公开总数量", "对外公开总数", "现行有效对外公开总数量"),
    "previous_items": ("上一年项目数量", "上年项目数量", "上一年度项目数量"),
    "change": ("本年增/减", "本年增减", "本年度增/减"),
    "decisions_2019": ("处理决定数量",),
    "projects": ("采购项目数量", "采购项目数"),
    "amount": ("采购总金额", "采购金额", "采购总金额（元）", "采购总金额（万元）"),
}
OLD_COLUMNS_2 = frozenset(
    ("newly_made", "newly_published", "total_published", "previous_items", "change", "projects", "amount")
)
NEW_COLUMNS_2 = frozenset(("made", "repealed", "in_force", "decisions", "amount_2021"))
OUTCOMES_4: dict[str, tuple[str, ...]] = {
    "upheld": ("结果维持", "维持"),
    "corrected": ("结果纠正", "纠正"),
    "other": ("其他结果",),
    "pending": ("尚未审结", "未审结"),
    "total": ("总计", "合计"),
}
GROUPS_4: dict[str, tuple[str, ...]] = {
    "reconsideration": ("行政复议", "行政法复议", "复议"),
    "litigation": ("行政诉讼",),
    "litigation_direct": ("未经复议直接起诉", "未经复议而直接起诉", "直接起诉"),
    "litigation_after_reconsideration": ("复议后起诉", "经复议后起诉", "复议后再起诉"),
}


def _lines(table: str, part: str, named: dict[str, tuple[str, ...]]) -> dict[str, Label]:
    return {key(word): Label(table, part, code) for code, words in named.items() for word in words}


def _official(table: str, part: str, lines: tuple[Line, ...]) -> dict[str, Label]:
    return {
        form: Label(table, part, line.code)
        for line in lines
        for form in (key(line.label), key(without_ordinal(line.label)))
    }


def without_ordinal(text: str) -> str:
    """The label without "（一）", "一、", "1." in front."""
    return _ORDINAL.sub("", text, count=1)


def without_remark(text: str) -> str:
    """The label without a remark in brackets behind it."""
    return _REMARK.sub("", text)


def _named(lines: dict[str, Label], text: str) -> Label | None:
    """The line that this label names, without its ordinal and a remark behind it where it names none with them."""
    text = clean(text)
    found = lines.get(key(text)) or lines.get(key(without_ordinal(text)))
    if found is None and text[-1:] in ")）】]" and (bare := without_remark(text)):
        found = lines.get(key(bare)) or lines.get(key(without_ordinal(bare)))
    return found


ROWS_OF_3 = (
    _lines("t3", "row", _ALIASES)
    | {key("其他处理"): Label("t3", "group", "result.other")}
    | _official("t3", "row", annual_2021.REQUESTS_TABLE.rows)
    | _official("t3", "group", GROUPS_3)
    | _lines("t3", "group", _GROUP_ALIASES)
)
"""Labels of table three's rows and groups. （六）其他处理 is a group; a row of figures so named is `other_all`."""

COLUMNS_OF_3 = _official("t3", "column", annual_2021.REQUESTS_TABLE.columns) | _lines(
    "t3", "column", _COLUMN_ALIASES_3
)
_TITLES = {
    key(APPLICANTS_HEADING): Label("t3", "title", "applicants"),
    key(ORGANISATIONS_HEADING): Label("t3", "title", "organisations"),
    key("法人和其他组织"): Label("t3", "title", "organisations"),
    key(RECONCILIATION_NOTE): Label("t3", "title", "note"),
    key("信息内容"): Label("t2", "title", "content"),
    **{
        key(f"第二十条第{left}{n}{right}项"): Label("t2", "title", n)
        for n in "一五六八九"
        for left, right in (("（", "）"), ("", ""))
    },
}
ROWS_OF_2 = _lines("t2", "row", ROWS_2)
COLUMNS_OF_2 = _lines("t2", "column", COLUMNS_2)
OUTCOMES_OF_4 = _lines("t4", "column", OUTCOMES_4)
GROUPS_OF_4 = _lines("t4", "group", GROUPS_4)

_AMBIGUOUS = {
    key(word)
    for word in (
        "总计",
        "合计",
        "其他",
        "维持",
        "纠正",
        "复议",
        "企业",
        "公开出版物",
        "不予公开",
        "重复申请",
        "部分公开",
        "予以公开",
        "规章",
        "规范性文件",
    )
}
_ANYWHERE = {**OUTCOMES_OF_4, **GROUPS_OF_4, **COLUMNS_OF_2, **ROWS_OF_2, **_TITLES, **COLUMNS_OF_3, **ROWS_OF_3}
_TELLING = {k: label for k, label in _ANYWHERE.items() if k not in _AMBIGUOUS or k in ROWS_OF_3}
_TELLING.update({key(line.label): Label("t3", "row", line.code) for line in ROWS_3})


@lru_cache(maxsize=4096)
def table_of(text: str) -> Label | None:
    """The line this label names in whichever table, None for a word that several tables use or none does."""
    text = clean(text)
    form = key(text)
    found = _TELLING.get(form)
    if found is not None and form in _AMBIGUOUS and form == key(without_ordinal(text)) and not _ORDINAL.match(text):
        return found if form in _SURE_SHORT else None
    return found or _TELLING.get(key(without_ordinal(text)) if _ORDINAL.match(text) else "")


_SURE_SHORT = {key(word) for word in ("予以公开", "部分公开", "不予公开", "重复申请")}


@lru_cache(maxsize=2048)
def row_of_3(text: str) -> Label | None:
    """The row or group of table three that this label names, by its exact wording or a known variant."""
    return _named(ROWS_OF_3, text)


_OPENERS = tuple(
    key(line.label)
    for line in (*annual_2021.REQUESTS_TABLE.rows, *GROUPS_3)
    if line.code in ("new", "carried_in", "result", "carried_out")
)


@lru_cache(maxsize=512)
def begins_row_of_3(text: str) -> bool:
    """Whether these words are the beginning, broken off, of a label numbered like a section's heading."""
    words = key(clean(text))
    return len(words) > 5 and any(form.startswith(words) for form in _OPENERS)


@lru_cache(maxsize=512)
def row_of_2(text: str) -> str | None:
    """The row of table two, None when it is none."""
    found = _named(ROWS_OF_2, text)
    return found.code if found else None


@lru_cache(maxsize=512)
def column_of_2(text: str) -> str | None:
    """The column of table two, None when it is none."""
    found = COLUMNS_OF_2.get(key(text))
    return found.code if found else None


@lru_cache(maxsize=512)
def line_of_4(text: str) -> Label | None:
    """The group or outcome of table four, None when it is neither."""
    form = key(clean(text))
    return GROUPS_OF_4.get(form) or OUTCOMES_OF_4.get(form)
