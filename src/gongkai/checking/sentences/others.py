"""Figures of documents, remedies, fees, decisions and channels."""

import re

from gongkai.checking.sentences.requests import SURE_UNITS
from gongkai.checking.sentences.vocabulary import (
    CHANNEL_OF,
    DECISION_OF,
    DOCUMENTS,
    REMEDY_CELLS,
    REMEDY_OUTCOME_OF,
    Reading,
    Subject,
    literals,
)
from gongkai.checking.sentences.words import Found, Words

_DOCUMENT_UNITS = frozenset(("件", "份", "个", "部", "项", "条"))
_NOUN = re.compile(r"行政规范性文件|规范性文件|规章")
_NOUN_TAIL = re.compile(r"(?:总?数量?|共计?|合计|总计|有|为|了|保留|：|:|“|”|\s)*$")
_OF_OTHER_KINDS = re.compile(
    "解读|审查|清理|征求|意见|备案|部门|党内|党委|重大|拟|评估|草案|类|库|转发|上级|国家|省|本级|联合|起草|合法性|修改|修订"
    "|失效|宣布|其中|含|包括|约|分别"
)
_ACT_OF = {word: subject for subject in DOCUMENTS for word in subject.words}
_ACT = literals(_ACT_OF)
_ENDS_NOUN = "的均并已予全"
_GOING_ON = re.compile(
    r"(?:并|已|同时|本年度?|全年|年内|目前|废止与?失效)*(制发|制定|出台|印发|制作|新制|废止|现行有效|继续有效)(?:了|的|数|共计?|为|有|：)*"
)
_GOES_NOWHERE = frozenset(("", "的", "均", "并", "已"))
# An authority tells of the cases it decides as well as of those it is a party to.
_REMEDY_OF_OTHERS = re.compile("审结|办结|审理|受理|办理|作出|作为|出庭|参与|代理|承办|其中")
_ENDED_OTHERWISE = re.compile("胜诉|撤诉|撤回|驳回")
_GOES_ON = re.compile(
    r"[、和及]?(?:并|被|又|引起|引发|发生|产生|申请|提起|提出|未经复议直接|复议后)*(?:行政)?(?:复议|诉讼)(?:案件?|申请)?(?:共计?|为|有|：)*"
)
_ENDING_OF = {**REMEDY_OUTCOME_OF, "其他": "other", "其它": "other", "尚在审理": "pending"}
_ENDED = re.compile(
    rf"[、，]?(?:其中|结果|获得?|被|法院|复议机关|予以|尚)*({literals(_ENDING_OF).pattern})(?:原?行政行为|的|有|为|共|：)*"
)
_NO_WORD = frozenset(("", "、", "其中"))
_REMEDY_DOUBT = re.compile("一审|二审|再审|新增|新收|上年|结转|累计|应诉")
_REMEDY_OUTCOME = literals(REMEDY_OUTCOME_OF)
_CHANNEL = literals(CHANNEL_OF)
_DECISION = re.compile(r"(?:作出|实施|办理|下达)了?(行政许可|行政处罚|行政强制)(?:决定|案件)?(?:共计?|总计)?$")


def document(words: Words, before: Found | None, *, governs_region: bool) -> Found | None:
    """规章 and 规范性文件: made, repealed, in force, published; in a `governs_region` others make them too.

    制发规范性文件3件，废止1件: what goes on from a figure `before` is of the same documents.
    """
    clause, after = words.clause, words.after
    if words.unit not in _DOCUMENT_UNITS:
        return None
    if before is not None and before.readings and before.subject.startswith("documents."):
        going_on = _GOING_ON.fullmatch(clause.lstrip("、"))
        if going_on is not None and after[:1] in _GOES_NOWHERE:
            return _document(before.subject.split(".")[1], _ACT_OF[going_on[1]], bool(before.certain))
    nouns = list(_NOUN.finditer(clause))
    if nouns:
        noun = nouns[-1]
        if not _NOUN_TAIL.fullmatch(clause, noun.end()):
            return None
    else:
        following = _NOUN.match(after)
        if following is None or after[following.end() : following.end() + 1] not in _ENDS_NOUN:
            return None
        noun = following
    row = "rule" if noun[0] == "规章" else "normative"
    acts = {_ACT_OF[word] for word in _ACT.findall(clause)}
    told = [subject for subject in DOCUMENTS if subject in acts] if len(acts) > 1 else list(acts)
    if len(told) > 1 and told[-1].code == "published":
        told = told[:-1]  # 制发并公开
    if len(told) != 1:
        return Found(f"documents.{row}", (), False)
    sure = words.unit != "条" and not _OF_OTHER_KINDS.search(clause)
    return _document(row, told[0], sure and (noun[0] != "规范性文件" or not governs_region))


def _document(row: str, act: Subject, sure: bool) -> Found:
    readings = tuple(tuple(cell.format(row=row) for cell in reading) for reading in act.readings)
    return Found(f"documents.{row}.{act.code}", readings, act.certain and sure, may_fit=True)


def remedy(words: Words, section: int, depth: int, last: Found | None) -> Found | None:
    """Reconsiderations and lawsuits over disclosure, in all or by outcome.

    因政府信息公开被申请行政复议2件、行政诉讼1件: what goes on from the `last` figure is over disclosure too.
    """
    clause = words.clause
    if "复议" not in clause and "诉讼" not in clause:
        clause += words.after
    name, groups = _groups(clause)
    before, after = words.before.rpartition("。")[2], words.after
    goes_on = last is not None and last.subject.startswith("remedies.")
    if not groups:
        return _ending(words, last) if last is not None and goes_on and last.readings else None
    if _REMEDY_OF_OTHERS.search(before) or _ENDED_OTHERWISE.search(clause):
        return None
    over_disclosure = section == 4 or "公开" in before or "公开" in after
    answers = "答复后" in before or "答复引" in before  # told of the replies just told of
    if not (over_disclosure or goes_on or answers):
        return None
    outcome = _REMEDY_OUTCOME.search(words.clause) or _REMEDY_OUTCOME.search(after)
    if outcome is not None:
        code = REMEDY_OUTCOME_OF[outcome[0]]
        return Found(f"remedies.{name}.{code}", (tuple(f"{g}.{code}" for g in groups),), False)
    readings: tuple[Reading, ...] = (tuple(f"{g}.total" for g in groups),)
    if name == "litigation" and len(groups) == 2:
        readings = (*readings, (f"{groups[0]}.total",), (f"{groups[1]}.total",))
    certain = words.unit in SURE_UNITS and depth == 0 and not _REMEDY_DOUBT.search(before)
    if not over_disclosure:
        plainly = _GOES_ON.fullmatch(words.clause) is not None
        certain = certain and plainly and last is not None and bool(last.certain)
    return Found(f"remedies.{name}", readings, certain)


def _ending(words: Words, last: Found) -> Found | None:
    """行政复议7件，其中维持5件、纠正1件: how those just told of ended."""
    told = _ENDED.fullmatch(words.clause)
    if told is None and words.clause in _NO_WORD:
        told = _ENDED.match(words.after)
    if told is None:
        return None
    code = _ENDING_OF[told[1]]
    cells = tuple(f"{cell.rpartition('.')[0]}.{code}" for cell in last.readings[0])
    return Found(f"remedies.{last.subject.split('.')[1]}.{code}", (cells,), False)


def _groups(clause: str) -> tuple[str, Reading]:
    if "未经复议" in clause or "直接起诉" in clause:
        return "litigation", ("t4.litigation_direct",)
    if "复议后" in clause:
        return "litigation", ("t4.litigation_after_reconsideration",)
    reviewed, sued = "复议" in clause, "诉讼" in clause
    if reviewed and sued:
        return "all", (*REMEDY_CELLS["reconsideration"], *REMEDY_CELLS["litigation"])
    if reviewed:
        return "reconsideration", REMEDY_CELLS["reconsideration"]
    return "litigation", REMEDY_CELLS["litigation"] if sued else ()


def other(words: Words) -> Found | None:
    """Decisions under table two, notices of fees."""
    clause = words.clause
    if "行政" in clause:
        match = _DECISION.search(clause)
        if match is not None:
            code = DECISION_OF[match[1]]
            return Found(f"decisions.{code}", ((f"t2.{code}",),), False)
    if "收费通知" in clause or "收费通知" in words.after:
        return Found("fees.notices", (), False)
    return None


def fee(words: Words, topic: str) -> str:
    """An amount of processing fees collected or noticed; "" for another amount."""
    if "处理费" in words.clause or "处理费" in words.after or (topic == "fee" and "收取" in words.clause):
        return "fees.noticed" if "通知" in words.clause else "fees.collected"
    return ""


def published(words: Words, topic: str) -> str:
    """Items published in all or by a channel."""
    channels = _CHANNEL.findall(words.clause)
    if channels:
        return CHANNEL_OF[channels[-1]]
    if topic == "published" and ("信息" in words.clause or "信息" in words.after):
        return "items.published"
    return ""
