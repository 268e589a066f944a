"""What must be published: the items of articles 20 and 21 (DOMAIN 1.4), in short words of our own."""

from collections.abc import Mapping
from types import MappingProxyType

from gongkai.statute.law.instruments import OGI
from gongkai.statute.vocab.agencies import AgencyKind
from gongkai.statute.vocab.term import Term


class Art20Item(Term):
    """第二十条, for every agency."""

    DOCUMENTS = "20.1", "行政法规、规章和规范性文件", OGI(20, None, 1)
    ORGANISATION = "20.2", "机关职能、机构设置和联系方式", OGI(20, None, 2)
    PLANS = "20.3", "规划及相关政策", OGI(20, None, 3)
    STATISTICS = "20.4", "统计信息", OGI(20, None, 4)
    LICENSING = "20.5", "行政许可和其他对外管理服务事项", OGI(20, None, 5)
    ENFORCEMENT = "20.6", "行政处罚、行政强制", OGI(20, None, 6)
    BUDGETS = "20.7", "财政预算、决算", OGI(20, None, 7)
    FEES = "20.8", "行政事业性收费", OGI(20, None, 8)
    PROCUREMENT = "20.9", "政府集中采购", OGI(20, None, 9)
    PROJECTS = "20.10", "重大建设项目", OGI(20, None, 10)
    LIVELIHOOD = "20.11", "扶贫、教育、医疗、社会保障、就业", OGI(20, None, 11)
    EMERGENCIES = "20.12", "突发公共事件", OGI(20, None, 12)
    INSPECTIONS = "20.13", "监督检查", OGI(20, None, 13)
    RECRUITMENT = "20.14", "公务员招考", OGI(20, None, 14)
    OTHER = "20.15", "其他法定事项", OGI(20, None, 15)


class Art21Item(Term):
    """第二十一条, what cities, counties and townships publish besides."""

    MUNICIPAL = "21.municipal", "市政建设", OGI(21)
    PUBLIC_SERVICE = "21.public_service", "公共服务", OGI(21)
    WELFARE = "21.welfare", "公益事业", OGI(21)
    LAND = "21.land", "土地征收", OGI(21)
    HOUSES = "21.houses", "房屋征收", OGI(21)
    PUBLIC_ORDER = "21.public_order", "治安管理", OGI(21)
    RELIEF = "21.relief", "社会救助", OGI(21)
    AGRICULTURE = "21.agriculture", "农业农村政策", OGI(21)
    IRRIGATION = "21.irrigation", "农田水利工程建设运营", OGI(21)
    LAND_CONTRACTS = "21.land_contracts", "土地承包经营权流转", OGI(21)
    HOMESTEADS = "21.homesteads", "宅基地使用审核", OGI(21)
    LEVIES = "21.levies", "筹资筹劳", OGI(21)


_TOWN = (Art21Item.MUNICIPAL, Art21Item.PUBLIC_SERVICE, Art21Item.WELFARE, Art21Item.LAND, Art21Item.HOUSES,
         Art21Item.PUBLIC_ORDER, Art21Item.RELIEF)  # fmt: skip
_COUNTRY = (Art21Item.AGRICULTURE, Art21Item.IRRIGATION, Art21Item.LAND_CONTRACTS, Art21Item.HOMESTEADS,
            Art21Item.LAND, Art21Item.HOUSES, Art21Item.LEVIES, Art21Item.RELIEF)  # fmt: skip
# A subdistrict is not named in the article: the county's list by default (derived, DOMAIN 1.4).
ART21_OF_KIND: dict[AgencyKind, tuple[Art21Item, ...]] = {
    AgencyKind.PROVINCE: (),
    AgencyKind.CITY: _TOWN,
    AgencyKind.COUNTY: _TOWN,
    AgencyKind.TOWNSHIP: _COUNTRY,
    AgencyKind.SUBDISTRICT: _TOWN,
    AgencyKind.DEPARTMENT: _TOWN,
    AgencyKind.DISPATCHED_GOVERNMENT: _TOWN,
    AgencyKind.CENTRAL_DEPARTMENT: (),
    AgencyKind.DISPATCHED: (),
    AgencyKind.INTERNAL: (),
    AgencyKind.DEVELOPMENT_ZONE: _TOWN,
    AgencyKind.VERTICAL: (),
    AgencyKind.AUTHORIZED: (),
    AgencyKind.PUBLIC_BODY: (),
}

# The name a column for the item usually has (DOMAIN 1.4); an agency may call its columns otherwise.
COLUMN_OF_ITEM: Mapping[Art20Item, str] = MappingProxyType(
    {
        Art20Item.DOCUMENTS: "政策文件",
        Art20Item.ORGANISATION: "机构职能",
        Art20Item.PLANS: "规划信息",
        Art20Item.STATISTICS: "统计信息",
        Art20Item.LICENSING: "许可服务",
        Art20Item.ENFORCEMENT: "处罚强制",
        Art20Item.BUDGETS: "预决算",
        Art20Item.FEES: "收费项目",
        Art20Item.PROCUREMENT: "政府采购",
        Art20Item.PROJECTS: "重大项目",
        Art20Item.LIVELIHOOD: "重点民生",
        Art20Item.EMERGENCIES: "应急管理",
        Art20Item.INSPECTIONS: "监督检查",
        Art20Item.RECRUITMENT: "招考录用",
        Art20Item.OTHER: "其他法定",
    }
)


def statutory_items(
    kind: AgencyKind, *, subdistrict_as: AgencyKind = AgencyKind.COUNTY
) -> tuple[Art20Item | Art21Item, ...]:
    """Everything an agency of this kind has to publish: article 20, and what article 21 adds.

    `subdistrict_as` says whose list a subdistrict office follows, which the article leaves open.
    """
    added = ART21_OF_KIND[subdistrict_as if kind is AgencyKind.SUBDISTRICT else kind]
    return (*Art20Item, *added)
