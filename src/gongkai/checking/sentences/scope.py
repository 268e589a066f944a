"""Whom and when a sentence speaks of: the reporting agency and the reporting year, or less than that."""

import re
from enum import StrEnum
from functools import lru_cache

from gongkai.statute.report import Report


class Body(StrEnum):
    """Whose figure a sentence states."""

    OWN = "own"  # 全区, 我局, the agency by name
    UNNAMED = "unnamed"  # nobody is named: the agency that reports
    DOUBTFUL = "doubtful"  # 区政府 in a report that covers the whole district
    NARROWER = "narrower"  # another agency, a part of this one


_EVERYBODY = re.compile(
    r"[全我本](?P<region>[市区县省州盟旗镇乡]|街道?)(?!域|政府|属|直|级)"
    r"|全(?:局|委|办|厅|院|系统|所)|[我本](?:局|委|办|厅|院|机关|单位|部门|中心|部|管委会|行政机关|级政府)|各级行政机关"
)
_PART = re.compile(r"[市区县省州局委厅办]本级|[局委厅院]机关|机关本级|机关本部")
_BODY = re.compile(
    r"(?:委员会|办公室|办公厅|办事处|管委会|政府办|政府(?!信息|网|门户|公报|公开|系统|采购|规章|职能|文件|工作|购买|热线)"
    r"|局|厅|街道|单位|部门(?!网)|机关(?!不)|公司|医院|学校|大队|中心|委(?!托|员))"
)
_REGION = re.compile(r"[\u4e00-\u9fff]{2,4}[县区市镇乡](?=共|累计|全年|年度|收到|受理|办理|接到|答复|新收|$)")
_YEAR = re.compile(
    r"(?P<compared>比|较|与|同|对比)?(?:(?P<year>20\d\d)年|(?P<past>去年|上年|上一年|前年))度?"
    r"(?P<not_scope>度?的?(?:未办结)?结转|遗留|转|相比|同期|持平|预算|决算|政务公开|政府信息公开工作)?"
)
_NOBODY = re.compile(
    r"(?:行政)?复议(?:审查)?机关|司法机关|行政机关|受理机关|上级(?:机关|部门|单位)|有关部门|相关部门|相关单位|职能部门"
)
_WHOLE_YEAR = re.compile(
    r"[今本]年(?:度)?以来|1月1日[^，。]{0,8}12月31日|截[至止]?[^，。]{0,8}12月(?:31日|底)|1月?[-—－–~至到]12月|年底|年末|12月31日"
)
_OTHER_SPAN = re.compile(
    r"\d月|[一二三四五六七八九十]月|季度|半年|每月|每年|自然月|以来|历年|近[两二三四五]年|累年|“?十[三四]五"
)


@lru_cache(maxsize=256)
def _plain(name: str) -> str:
    return name.replace("人民政府", "政府")


def _is_abbreviation(phrase: str, name: str) -> bool:
    """Whether the characters of `phrase` stand in `name` in this order, the last one near its end."""
    at = -1
    for char in phrase:
        at = name.find(char, at + 1)
        if at < 0:
            return False
    return True


@lru_cache(maxsize=256)
def _core(name: str) -> str:
    """The last characters of a name by which it is told, without 办事处, 政府 and their like."""
    core = re.sub(r"(?:办事处|政府|管理委员会|管委会)$", "", name)
    return core[-4:] if len(core) > 2 else name


def _own_names(report: Report) -> tuple[str, ...]:
    names = (report.agency.name, report.title.split("政府信息公开")[0].rstrip("0123456789年度 "))
    return tuple(_plain(name) for name in names if name)


@lru_cache(maxsize=256)
def _names_region(name: str) -> bool:
    return bool(
        re.search(r"(?:(?<![镇乡])人民政府|[省市区县州旗盟]|管委会|管理委员会)$", re.sub(r"[\d年度\s]+$", "", name))
    )


def governs_region(report: Report) -> bool:
    """Whether the report is a government's, whose tables cover its departments and lower governments as well."""
    return _names_region(report.agency.name or report.title.split("政府信息公开")[0])


def body_of(prefix: str, report: Report) -> Body:
    """Whose figure follows this beginning of a sentence."""
    if _PART.search(prefix):
        return Body.NARROWER
    names = _own_names(report)
    everybody = list(_EVERYBODY.finditer(prefix))
    if everybody:
        region = everybody[-1]["region"]
        if region is None or not names or any(region in _core(name)[-2:] for name in names):
            return Body.OWN
        return Body.NARROWER  # 全区 in the report of a bureau or of a town: others too
    for name in names:
        core = _core(name)
        at = prefix.rfind(core)
        if at >= 0:
            government = prefix.startswith(("人民政府", "政府"), at + len(core))
            return Body.DOUBTFUL if government and governs_region(report) else Body.OWN
    prefix = _NOBODY.sub("", prefix)
    bodies = list(_BODY.finditer(prefix))
    if not bodies:
        place = _REGION.search(prefix)
        if place is None:
            return Body.UNNAMED
        named = place[0]
        return Body.OWN if any(named[-3:] in name for name in names) else Body.NARROWER
    phrase = _plain(prefix[max(0, bodies[-1].end() - 12) : bodies[-1].end()])
    for name in names:
        longest = next(
            (k for k in range(2, len(phrase) + 1) if not _is_abbreviation(phrase[-k:], name)), len(phrase) + 1
        )
        if longest > 3:  # at least the last three characters are the agency's own
            return Body.DOUBTFUL if governs_region(report) else Body.OWN
    if re.search(r"[，,；。：]", prefix[bodies[-1].end() :]):
        return Body.DOUBTFUL  # 各部门密切配合，全年收到…: named, but in a clause of its own
    if phrase.endswith(("单位", "部门", "机关")) and "各级" in prefix:
        return Body.OWN
    return Body.NARROWER


def year_of(prefix: str, report_year: int | None) -> int | None:
    """The year a figure after this text is of; None where the text leaves it open (the report's own)."""
    found = None
    for match in _YEAR.finditer(prefix):
        if match["compared"] or match["not_scope"]:
            continue
        if match["year"]:
            found = int(match["year"])
        elif report_year is not None:
            found = report_year - (2 if match["past"] == "前年" else 1)
    return found


class Scope:
    """What the beginning of a sentence says of whom and when; looked at only when asked."""

    __slots__ = ("_body", "_prefix", "_report", "year")

    def __init__(self, prefix: str, report: Report) -> None:
        self._prefix = prefix
        self._report = report
        self._body: Body | None = None
        self.year = year_of(prefix, report.year) if "年" in prefix else None

    @property
    def body(self) -> Body:
        """Whose figure follows."""
        if self._body is None:
            self._body = body_of(self._prefix, self._report)
        return self._body

    @property
    def this_year(self) -> bool:
        """Whether the figure that follows is of the whole reporting year."""
        if self.year is not None and self._report.year is not None and self.year != self._report.year:
            return False
        return is_whole_year(self._prefix)


def is_whole_year(prefix: str) -> bool:
    """False where the sentence speaks of a month, a quarter, several years."""
    return not _OTHER_SPAN.search(_WHOLE_YEAR.sub("", prefix))
