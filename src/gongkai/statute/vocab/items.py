"""What an item of disclosure is, whether it is open, and through what it is published (DOMAIN 1.3, 1.4)."""

from collections.abc import Mapping
from types import MappingProxyType

from gongkai.statute.law.instruments import OGI, PLATFORM_2019
from gongkai.statute.vocab.outcomes import ExemptionGround
from gongkai.statute.vocab.term import Term


class Openness(Term):
    """公开属性: decided for every document when it is made, with a reason wherever it is not published."""

    PROACTIVE = "proactive", "主动公开", OGI(19)
    ON_REQUEST = "on_request", "依申请公开", OGI(27)
    WITHHELD = "withheld", "不予公开", OGI(13, 1)


# The grounds articles 14, 15 and 16 give. 行政查询事项 (article 36) answers an application and withholds nothing.
_GROUNDS = tuple(ground for ground in ExemptionGround if ground is not ExemptionGround.INQUIRY_MATTER)
GROUNDS_OF_OPENNESS: Mapping[Openness, tuple[ExemptionGround, ...]] = MappingProxyType(
    {Openness.PROACTIVE: (), Openness.ON_REQUEST: (), Openness.WITHHELD: _GROUNDS}
)
# 公开属性随公文一并报批，拟不公开的说明理由 (DOMAIN 1.3).
NEEDS_REASON = frozenset({Openness.ON_REQUEST, Openness.WITHHELD})


class ItemKind(Term):
    """What a published item is."""

    INFORMATION = "information", "政府信息", OGI(2)
    NOTICE = "notice", "通知公告", OGI(19)
    NORMATIVE_DOCUMENT = "normative_document", "行政规范性文件", OGI(20, None, 1)
    GOVERNMENT_RULE = "government_rule", "规章", OGI(20, None, 1)
    INTERPRETATION = "interpretation", "政策解读", OGI(19)
    RESPONSE = "response", "回应关切", OGI(6)
    GUIDE = "guide", "政府信息公开指南", OGI(12)
    CATALOGUE = "catalogue", "政府信息公开目录", OGI(12)
    INSTITUTION = "institution", "政府信息公开制度", PLATFORM_2019()
    REPORT = "report", "政府信息公开年报", OGI(49)


# Kinds that stand in the register of documents, with a state of validity on every day.
REGISTERED_DOCUMENTS = frozenset({ItemKind.NORMATIVE_DOCUMENT, ItemKind.GOVERNMENT_RULE})
# Kinds that speak about another item and are linked to it.
EXPLAINS_ANOTHER = frozenset({ItemKind.INTERPRETATION, ItemKind.RESPONSE})


class PublicationChannel(Term):
    """Through what an item is published (第二十三条、第二十五条)."""

    WEBSITE = "website", "政府网站", OGI(23)
    WECHAT = "wechat", "微信", OGI(23)
    WEIBO = "weibo", "微博", OGI(23)
    GAZETTE = "gazette", "政府公报", OGI(23)
    BOARD = "board", "公示栏", OGI(25)
    OTHER = "other", "其他媒体", OGI(23)
