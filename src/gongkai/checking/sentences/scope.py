"""Whom and when a sentence speaks of: the reporting agency and the reporting year, or less than that."""

import re
from enum import StrEnum
from functools import cached_property, lru_cache

from gongkai.checking.sentences.words import remembered, remembered_for_a_while


class Body(StrEnum):
    """Whose figure a sentence states."""

    OWN = "own"  # 全区, 我局, the agency by name
    UNNAMED = "unnamed"  # nobody is named: the agency that reports
    DOUBTFUL = "doubtful"  # 区政府 in a report that covers the whole district
    NARROWER = "narrower"  # another agency, a part of this one


_EVERYBODY = re.compile(
    r"(?:全|我|本)(?:(?P<region>[市区县省州盟旗镇乡]|街道?)(?!域|政府|属|直|级)"
    r"|(?P<office>[局委办厅院])|系统|机关|单位|部门|中心|部|所|管委会|行政机关|级政府)|各级行政机关"
)
_PART = re.compile(r"[市区县省州局委厅办府]本级|[局委厅院]机关|机关本[级部]|下属|所属|直属|下级")
# Who does what the sentence tells of, after 全区 did: 全区收到120件，区教育局收到30件.
_ACTOR = re.compile(
    r"(?:[局办委厅镇乡]|委员会|政府|街道|办事处|中心|大队|公司|部门|单位|机关)(?:共|累计|全年|本年度?|年内|新|已)*"
    r"(?:收到|受理|办理|接到|收办|答复|办结|新收|登记)"
)
_EACH = re.compile("各镇|各乡|各街|各县|各区|各科室|各地")
_BODY = re.compile(
    "委员会|办公室|办公厅|办事处|管委会|政府办"
    "|政府(?!信息|网|门户|公报|公开|系统|采购|规章|职能|文件|工作|购买|热线|依申请)"
    "|局|厅|街道|单位|部门(?!网)|机关(?!不)|公司|医院|学校|大队|中心|委(?!托|员)"
)
_REGION = re.compile(r"[\u4e00-\u9fff]{2,4}[县区市镇乡](?=共|累计|全年|年度|收到|受理|办理|接到|答复|新收|$)")
_CLAUSE_END = re.compile(r"[，,；。：]")
_NOBODY = re.compile(
    "行政复议机关|复议机关|复议审查机关|司法机关|行政机关|受理机关|上级机关|上级部门|上级单位|有关部门|相关部门|相关单位|职能部门"
)
_YEAR = re.compile(r"20[0-9][0-9]年|去年|上年|上一年|前年")
_COMPARED = ("比", "较", "与", "同", "对比", "超")
_ONWARD_TO = re.compile(r"(?:转|延|留待)(?:到|至|入|给)?$")
_NO_SCOPE = re.compile(
    r"度?(?:的?(?:未办结)?结转|遗留|转|相比|同期(?:相比|持平|基本|增|减|上升|下降)|持平|预算|决算"
    r"|政务公开|政府信息公开工作)"
)
_SPAN_HINT = re.compile(r"[至到—－~-]20|[两二三四五]年|月|季度|半年|每年|以来|历年|近|累年|十[三四]五")
_WHOLE_YEAR = re.compile(
    r"[今本]年(?:度)?以来|1月1日[^，。]{0,8}12月31日|截[至止]?[^，。]{0,8}12月(?:31日|底|末)?|1月?[-—－–~至到]12月|年底|年末|12月31日"
)
_OTHER_SPAN = re.compile(
    r"20\d\d年?[至到—－~-]20\d\d年(?!\d+月)|[两二三四五]年(?:来|间|共|累计)|\d月|[一二三四五六七八九十]月|季度|半年|每月|每年|自然月|以来|历年|近[两二三四五]年|累年|十[三四]五"
)
_SPEAKS_OF_NOBODY = re.compile(r"[全我本局委厅府位门机公医学所县区市镇乡街办中属级]")


class Owner:
    """The names by which a report's own agency is told."""

    __slots__ = ("cores", "governs_region", "names")

    def __init__(self, name: str, title: str) -> None:
        titled = title.partition("政府信息公开")[0].rstrip("0123456789年度 ")
        self.names = tuple(dict.fromkeys(n.replace("人民政府", "政府") for n in (name, titled) if n))
        self.cores = tuple(map(_core, self.names))
        self.governs_region = _names_region(name or titled)


owner_of = remembered(Owner)


def _core(name: str) -> str:
    """The last characters of a name by which it is told, without 办事处, 政府 and their like."""
    core = re.sub(r"(?:办事处|政府|管理委员会|管委会)$", "", name)
    return core[-4:] if len(core) > 2 else name


def _names_region(name: str) -> bool:
    """Whether it is a government's, whose tables cover its departments and lower governments as well."""
    return bool(re.search(r"(?:(?<![镇乡])人民政府|[省市区县州旗盟]|管委会|管理委员会)$", name))


def _is_abbreviation(phrase: str, name: str) -> bool:
    """Whether the characters of `phrase` stand in `name` in this order."""
    at = -1
    for char in phrase:
        at = name.find(char, at + 1)
        if at < 0:
            return False
    return True


def _is_name_of(phrase: str, name: str) -> bool:
    """Whether a body's name ends as the agency's own does: 区政府 is no name of a town of that district."""
    if not _is_abbreviation(phrase[-3:], name):
        return False
    if "政府办" in name and phrase.endswith("政府"):
        return True
    return _kind_of_body(name) in phrase[-5:]


@lru_cache(maxsize=256)
def _kind_of_body(name: str) -> str:
    """The character that says what a body of this name is."""
    return re.sub(r"(?:政府|办事处)$", "", name).replace("委员会", "委")[-1:]


def body_of(prefix: str, owner: Owner) -> Body:
    """Whose figure follows this beginning of a sentence."""
    if not _SPEAKS_OF_NOBODY.search(prefix):
        return Body.UNNAMED
    everybody = list(_EVERYBODY.finditer(prefix))
    part = _PART.search(prefix, everybody[-1].end() if everybody else 0)
    if part is not None:
        return Body.NARROWER
    if everybody:
        another = _later_actor(prefix, everybody[-1].end(), owner)
        if another is not None:
            return another
        region, office = everybody[-1].group("region", "office")
        if office and owner.governs_region and not any(office in name for name in owner.names):
            return Body.DOUBTFUL  # 我办 in the report of a government: its office alone
        if region is None or not owner.names or any(region in core[-2:] for core in owner.cores):
            return Body.OWN
        return Body.NARROWER  # 全区 in the report of a bureau or of a town: others too
    if _EACH.search(prefix):
        return Body.DOUBTFUL
    for core in owner.cores:
        at = prefix.rfind(core)
        if at >= 0:
            government = prefix.startswith(("人民政府", "政府"), at + len(core))
            return Body.DOUBTFUL if government and owner.governs_region else Body.OWN
    return _other_body(_NOBODY.sub("", prefix), owner)


def _later_actor(prefix: str, start: int, owner: Owner) -> Body | None:
    """Who acts in a later clause than that of 全区 or 我局, which ends at `start`; None where they go on."""
    clause = _CLAUSE_END.search(prefix, start)
    actors = list(_ACTOR.finditer(prefix, clause.end())) if clause is not None else ()
    if not actors:
        return None
    begins = max(prefix.rfind(mark, 0, actors[-1].start()) for mark in "，,；。：") + 1
    another = _other_body(_NOBODY.sub("", prefix[begins : actors[-1].end()]), owner)
    return another if another is Body.NARROWER else None


def _other_body(prefix: str, owner: Owner) -> Body:
    """A body that is not told by the agency's own name: an abbreviation of it, or somebody else."""
    bodies = list(_BODY.finditer(prefix))
    if not bodies:
        place = _REGION.search(prefix)
        if place is None:
            return Body.UNNAMED
        return Body.OWN if any(place[0][-3:] in name for name in owner.names) else Body.NARROWER
    end = bodies[-1].end()
    phrase = prefix[max(0, end - 12) : end].replace("人民政府", "政府")
    if len(phrase) > 2 and any(_is_name_of(phrase, name) for name in owner.names):
        return Body.DOUBTFUL if owner.governs_region else Body.OWN
    if _CLAUSE_END.search(prefix, end):
        return Body.DOUBTFUL  # 各部门密切配合，全年收到…: named, but in a clause of its own
    if "各级" in prefix and phrase.endswith(("单位", "部门", "机关")):
        return Body.OWN
    return Body.NARROWER


def year_of(prefix: str, report_year: int | None) -> int | None:
    """The year a figure after this text is of; None where the text leaves it open (the report's own)."""
    found = None
    for match in _YEAR.finditer(prefix):
        start, end = match.span()
        if (
            prefix.startswith("初", end)
            or (start and prefix[start - 1] in _COMPARED)
            or _ONWARD_TO.search(prefix, max(0, start - 4), start)
            or _NO_SCOPE.match(prefix, end)
        ):
            continue
        found = year_told(match[0], report_year) or found
    return found


def year_told(told: str, report_year: int | None) -> int | None:
    """The year of 2022年, 去年, 前年; None where that needs the year of the report and there is none."""
    if told[0] == "2":
        return int(told[:4])
    return None if report_year is None else report_year - (2 if told == "前年" else 1)


def is_whole_year(prefix: str) -> bool:
    """False where the sentence speaks of a month, a quarter, several years."""
    return not _SPAN_HINT.search(prefix) or not _OTHER_SPAN.search(_WHOLE_YEAR.sub("", prefix))


class Scope:
    """What the beginning of a sentence says of whom and when; looked at only when asked."""

    def __init__(self, prefix: str, owner: Owner, report_year: int | None) -> None:
        self._prefix = prefix
        self._owner = owner
        self._report_year = report_year
        self.year = year_of(prefix, report_year) if "年" in prefix else None

    @cached_property
    def body(self) -> Body:
        """Whose figure follows."""
        return body_of(self._prefix, self._owner)

    @cached_property
    def is_this_year(self) -> bool:
        """Whether the figure that follows is of the whole reporting year."""
        if self.year is not None and self._report_year is not None and self.year != self._report_year:
            return False
        return is_whole_year(self._prefix)

    @cached_property
    def is_last_year(self) -> bool:
        """Whether the figure that follows is of the whole year before."""
        return self._report_year is not None and self.year == self._report_year - 1 and is_whole_year(self._prefix)


scope_of = remembered_for_a_while(Scope)
