"""Kinds of agency, and the kind an agency's name tells (DOMAIN 1.1)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from gongkai.statute.law.cite import Cite, Standing
from gongkai.statute.law.instruments import LOCAL_ORGANISATION, OGI
from gongkai.statute.vocab.term import Term


class AgencyKind(Term):
    """What an agency is, as far as its duties under the regulation differ."""

    PROVINCE = "province", "省级人民政府", OGI(27)
    CITY = "city", "市级人民政府", OGI(27)
    COUNTY = "county", "县级人民政府", OGI(27)
    TOWNSHIP = "township", "乡镇人民政府", OGI(27)
    SUBDISTRICT = "subdistrict", "街道办事处", LOCAL_ORGANISATION(85)
    DEPARTMENT = "department", "政府部门", OGI(27)
    DISPATCHED_GOVERNMENT = "dispatched_government", "派出机关", LOCAL_ORGANISATION(85)
    CENTRAL_DEPARTMENT = "central_department", "国务院部门", OGI(3)
    DISPATCHED = "dispatched", "派出机构", OGI(10, 2)
    INTERNAL = "internal", "以自己名义履职的内设机构", OGI(10, 2)
    DEVELOPMENT_ZONE = "development_zone", "开发区等管理机构", OGI(27)
    VERTICAL = "vertical", "垂直领导机关", OGI(3)
    AUTHORIZED = "authorized", "法律法规授权的组织", OGI(54)
    PUBLIC_BODY = "public_body", "公共企事业单位", OGI(55)


class Tier(Term):
    """The tier of a people's government, highest first (地方组织法第一条所列各级)."""

    PROVINCIAL = "provincial", "省级"
    MUNICIPAL = "municipal", "市级"
    COUNTY = "county", "县级"
    TOWNSHIP = "township", "乡级"


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What follows from a kind.

    `government` is the tier of the people's government it is, None for every other agency. `takes_requests` says
    whether article 27 lets people apply to it, on the footing of `cite`; `own_name_only` that this holds only
    where a law or regulation lets it act in its own name (article 10, paragraph 2). `founded` says that it was set
    up by a government or a department, which the register must name.
    """

    takes_requests: bool
    cite: Cite
    government: Tier | None = None
    own_name_only: bool = False
    founded: bool = False


_DERIVED = Standing.DERIVED
_ASKED = OGI(27)
FACTS_OF_KIND: Mapping[AgencyKind, KindFacts] = MappingProxyType(
    {
        AgencyKind.PROVINCE: KindFacts(True, _ASKED, Tier.PROVINCIAL),
        AgencyKind.CITY: KindFacts(True, _ASKED, Tier.MUNICIPAL),
        AgencyKind.COUNTY: KindFacts(True, _ASKED, Tier.COUNTY),
        AgencyKind.TOWNSHIP: KindFacts(True, _ASKED, Tier.TOWNSHIP),
        # The article does not name dispatched organs; they act in their own name, and their reports show requests.
        AgencyKind.SUBDISTRICT: KindFacts(True, Cite(OGI, 27, standing=_DERIVED), founded=True),
        AgencyKind.DISPATCHED_GOVERNMENT: KindFacts(True, Cite(OGI, 27, standing=_DERIVED), founded=True),
        AgencyKind.CENTRAL_DEPARTMENT: KindFacts(True, _ASKED),
        AgencyKind.DEPARTMENT: KindFacts(True, _ASKED),
        AgencyKind.DISPATCHED: KindFacts(True, _ASKED, own_name_only=True, founded=True),
        AgencyKind.INTERNAL: KindFacts(True, _ASKED, own_name_only=True, founded=True),
        AgencyKind.DEVELOPMENT_ZONE: KindFacts(True, Cite(OGI, 27, standing=_DERIVED), founded=True),
        AgencyKind.VERTICAL: KindFacts(True, _ASKED),
        AgencyKind.AUTHORIZED: KindFacts(True, OGI(54)),
        # Public enterprises and institutions follow the rules of their own authorities.
        AgencyKind.PUBLIC_BODY: KindFacts(False, OGI(55)),
    }
)

PEOPLES_GOVERNMENTS = frozenset(kind for kind, facts in FACTS_OF_KIND.items() if facts.government)
GRASS_ROOTS = frozenset({AgencyKind.SUBDISTRICT, AgencyKind.TOWNSHIP})
_MUNICIPALITIES = ("北京市", "天津市", "上海市", "重庆市")

_ZONES = "(?:开发区|高新区|园区|示范区|保税区|度假区|名胜区|景区|合作区|实验区|产业区|工业区|试验区|新区)"

# Endings by which an agency's name tells its kind; the first that fits decides, so the longer stand first.
# fmt: off
_ENDINGS: tuple[tuple[str, AgencyKind], ...] = (
    (r"(?:街道(?:办事处|办公室|办)?|街办)", AgencyKind.SUBDISTRICT),
    (r"(?:乡|镇|苏木)(?:人民)?政府", AgencyKind.TOWNSHIP),
    (rf"管委会|{_ZONES}管理委员会", AgencyKind.DEVELOPMENT_ZONE),
    (r"(?:省|自治区)(?:人民)?政府", AgencyKind.PROVINCE),
    (r"(?:自治县|县|自治旗|旗|区|特区|林区)(?:人民)?政府", AgencyKind.COUNTY),
    (r"(?:市|自治州|州|盟|地区)(?:人民)?政府|(?:地区|盟)?行政公署|盟行署|地区行署", AgencyKind.CITY),
    (r"(?:政府)?(?:办公厅|办公室)", AgencyKind.DEPARTMENT),
    (r"(?:税务局|税务所|税务分局|海关|海事局|外汇管理局|国家安全局|金融监督管理局|金融监管局|证监局|邮政管理局"
     r"|通信管理局|矿山安全监察局|烟草专卖局)", AgencyKind.VERTICAL),
    (r"(?:分局|派出所|监管所|管理所|司法所|工商所|执法所)", AgencyKind.DISPATCHED),
    (r"(?:大学|学院|学校|中学|小学|幼儿园|医院|卫生院|公司|集团)", AgencyKind.PUBLIC_BODY),
    (r"(?:局|委员会|厅|厅局|部|署|总队|支队|大队|委|办)", AgencyKind.DEPARTMENT),
    (r"(?:中心|研究院|研究所|监测站|管理处|管理站|服务处|协会|馆)", AgencyKind.AUTHORIZED),
    # names of places, used for their governments in titles
     (_ZONES.replace("|新区", ""), AgencyKind.DEVELOPMENT_ZONE),
    (r"(?:乡|镇|苏木)", AgencyKind.TOWNSHIP),
    (r"(?:省|自治区)", AgencyKind.PROVINCE),
    (r"(?:自治县|县|自治旗|旗|区)", AgencyKind.COUNTY),
    (r"(?:市|自治州|盟)", AgencyKind.CITY),
)
# fmt: on
_KINDS = tuple((re.compile(rf"(?:{pattern})$"), kind) for pattern, kind in _ENDINGS)
_NOISE = re.compile(r"[\s“”\"'《》]|[（(][^（）()]*[）)]$")
# A city named inside another city, district named inside a city: a county-level city's government.
_NESTED_CITY = re.compile(r".(?:市|自治州|盟|地区)[^省市]{1,6}市(?:人民政府|政府)?$")


@lru_cache(maxsize=4096)
def kind_of_name(name: str) -> AgencyKind | None:
    """The kind an agency's name tells by its ending; None where it tells none.

    A county-level city named alone cannot be told from a prefecture-level one and counts as a city.

    >>> kind_of_name("前进区港湾街道办事处"), kind_of_name("某某委员"), kind_of_name("甲市乙区丙镇人民政府")
    (<AgencyKind.SUBDISTRICT: 'subdistrict'>, None, <AgencyKind.TOWNSHIP: 'township'>)
    """
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", name))
    if plain.startswith(_MUNICIPALITIES) and re.fullmatch(r"..市(?:人民)?(?:政府)?", plain):
        return AgencyKind.PROVINCE
    if _NESTED_CITY.search(plain) and not plain.startswith(_MUNICIPALITIES):
        return AgencyKind.COUNTY
    return next((kind for pattern, kind in _KINDS if pattern.search(plain)), None)


def is_peoples_government(kind: AgencyKind | str | None) -> bool:
    """Whether it is one of 各级人民政府, whose report also covers appraisal and accountability (条例第五十条).

    A subdistrict office is a dispatched organ (地方组织法第八十五条), not a people's government.
    """
    return _kind(kind) in PEOPLES_GOVERNMENTS


def is_grass_roots(kind: AgencyKind | str | None) -> bool:
    """Whether it is a subdistrict office or a township government."""
    return _kind(kind) in GRASS_ROOTS


def _kind(kind: AgencyKind | str | None) -> AgencyKind | None:
    return AgencyKind(kind) if isinstance(kind, str) else kind
