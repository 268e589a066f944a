"""What the 公开指南 must say of an agency (条例第十二条), and what of it is not on record."""

from dataclasses import dataclass
from datetime import date

from gongkai.agencies.models import Agency
from gongkai.agencies.selectors.reviewer import Reviewed, reviewer_of
from gongkai.statute.law.cite import Cite
from gongkai.statute.law.instruments import FEE_MEASURES, OGI, RECONSIDERATION


@dataclass(frozen=True, slots=True)
class GuideElement:
    """One thing the guide says: the permanent code, its words, the value, and who asks for it."""

    code: str
    label: str
    value: str
    cite: Cite
    required: bool

    @property
    def missing(self) -> bool:
        """Whether the regulation asks for it and nothing is on record."""
        return self.required and not self.value


@dataclass(frozen=True, slots=True)
class Guide:
    """An agency's guide."""

    agency: Agency
    elements: tuple[GuideElement, ...]
    reviewer: Reviewed
    updated_on: date | None

    @property
    def missing(self) -> tuple[GuideElement, ...]:
        """What article 12 asks for and is not on record."""
        return tuple(element for element in self.elements if element.missing)

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    def value(self, code: str) -> str:
        """What is on record for one element."""
        return next(element.value for element in self.elements if element.code == code)


def guide_of(agency: Agency) -> Guide:
    """The guide as far as it is on record. 无 is an answer (a fax that is not there); a blank is none."""
    reviewer = reviewer_of(agency)
    online = "　".join(part for part in (agency.mail, agency.website) if part)
    article = OGI(12, 2)
    # fmt: off
    elements = (
        GuideElement("classification", "政府信息的分类", agency.guide_classification, article, True),
        GuideElement("arrangement", "编排体系", agency.guide_arrangement, article, True),
        GuideElement("access", "获取方式", agency.guide_access, article, True),
        GuideElement("office_name", "政府信息公开工作机构", agency.office_name, article, True),
        GuideElement("address", "办公地址", agency.address, article, True),
        GuideElement("hours", "办公时间", agency.hours, article, True),
        GuideElement("telephone", "联系电话", agency.telephone, article, True),
        GuideElement("fax", "传真号码", agency.fax, article, True),
        GuideElement("online", "互联网联系方式", online, article, True),
        GuideElement("postcode", "邮政编码", agency.postcode, article, False),
        GuideElement("reviewer", "行政复议机关", reviewer.words, RECONSIDERATION(24), False),
        GuideElement("fees", "信息处理费", "提供政府信息不收取费用；申请数量、频次明显超过合理范围的，"
                     f"按{FEE_MEASURES()}的标准收取信息处理费。", OGI(42), False),
    )
    # fmt: on
    return Guide(agency, elements, reviewer, agency.guide_updated_on)
