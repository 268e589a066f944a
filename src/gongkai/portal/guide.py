"""政府信息公开指南 from the register of agencies: every element of article 12, nothing typed twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from gongkai.statute.vocab import FACTS_OF_KIND, AgencyKind

UNKNOWN = "尚未公布"


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: sentences, then lines of name and value."""

    title: str
    sentences: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    links: Sequence[tuple[str, str]] = field(default=())


def contact(agency: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """机构名称、办公地址、办公时间、联系电话、传真、互联网联系方式 (条例第十二条)."""
    return [
        ("公开工作机构", agency.office_name or agency.name),
        ("办公地址", agency.address or UNKNOWN),
        ("邮政编码", agency.postcode or UNKNOWN),
        ("办公时间", agency.hours or UNKNOWN),
        ("联系电话", agency.telephone or UNKNOWN),
        ("传真", agency.fax or UNKNOWN),
        ("互联网联系方式", agency.mail or UNKNOWN),
    ]


def takes_requests(agency: Any) -> bool:  # noqa: ANN401
    """Whether one may apply to it (条例第二十七条)."""
    return FACTS_OF_KIND[AgencyKind(agency.kind)].takes_requests


APPLICATION = (
    ("申请人情况", "姓名或者名称、身份证明、联系方式"),
    ("所需信息", "名称、文号，或者便于查询的其他特征性描述"),
    ("形式要求", "希望以什么形式（纸质、电子）、通过什么途径（当面、邮寄、电子邮件）获取"),
)
"""What an application states (条例第二十九条第二款)."""

PERIODS = (
    ("补正", "内容不明确的，自收到申请之日起 7 个工作日内一次性告知补正（第三十条）"),
    ("答复", "能当场答复的当场答复；不能的，自收到申请之日起 20 个工作日内答复（第三十三条）"),
    ("延长", "经公开工作机构负责人同意，最多延长 20 个工作日，并告知申请人（第三十三条）"),
    ("不计入", "征求第三方和其他机关意见所需时间不计算在内（第三十三条）"),
)

FEES = (
    "依申请提供政府信息不收取检索、复制、邮寄等费用。申请公开政府信息的数量、频次明显超过合理范围的，"
    "可以收取信息处理费（条例第四十二条；《政府信息公开信息处理费管理办法》，国办函〔2020〕109号）。"
)

HELP = (
    "阅读有困难或者视听有障碍的，公开工作机构提供必要的帮助；书面填写有困难的，可以口头提出，由工作人员代为填写。"
)


def remedies(reviewer: str) -> list[str]:
    """Where to turn (条例第四十七条、第五十一条)."""
    where = f"复议机关：{reviewer}。" if reviewer else "复议机关在答复书中告知。"
    return [
        "认为行政机关未按照要求主动公开政府信息，或者对申请不依法答复处理的，可以向上一级行政机关或者政府信息公开"
        "工作主管部门投诉、举报（第四十七条、第五十一条）。",
        f"认为行政机关在政府信息公开工作中侵犯其合法权益的，也可以依法申请行政复议或者提起行政诉讼（第五十一条）。{where}",
    ]


def sections(
    agency: Any,  # noqa: ANN401
    columns: Sequence[str],
    points: Sequence[Any],
    address: str,
    reviewer: str,
) -> list[Section]:
    """The guide, chapter by chapter."""
    listed = "、".join(columns) if columns else "栏目正在设置"
    found = [
        Section(
            "一、信息的分类和编排体系",
            (
                f"本机关的政府信息按《中华人民共和国政府信息公开条例》第二十条、第二十一条所列事项分类，设置下列栏目：{listed}。",
                "每条信息编有索引号，载明名称、内容概述、生成日期、发布机构、发布日期；规范性文件另注明有效性。索引号唯一，不重复使用。",
            ),
        ),
        Section(
            "二、获取方式",
            (
                f"主动公开的信息在政府信息公开平台公布（{address}），可以按栏目和年份浏览、全文检索、下载目录。"
                if address
                else "主动公开的信息在政府信息公开平台公布，可以按栏目和年份浏览、全文检索、下载目录。",
                "也可以到下列场所查阅。" if points else "也可以到本机关公开工作机构查阅。",
            ),
            [
                (point.name, "；".join(filter(None, (point.address, point.hours, point.telephone, point.services))))
                for point in points
            ],
        ),
        Section("三、公开工作机构", (), contact(agency)),
    ]
    if takes_requests(agency):
        found += [
            Section(
                "四、依申请公开",
                (
                    "除主动公开的以外，公民、法人或者其他组织可以向本机关申请获取相关政府信息（第二十七条）。"
                    "申请应当采用包括信件、数据电文在内的书面形式，写明：",
                ),
                APPLICATION,
            ),
            Section("五、办理期限", (), PERIODS),
            Section("六、收费", (FEES, HELP)),
            Section("七、监督和救济", remedies(reviewer)),
        ]
    else:
        found.append(
            Section(
                "四、监督",
                (
                    "公共企事业单位的信息公开依照有关法律、法规和主管部门的规定执行（第五十五条），对其信息公开工作有意见的，可以向主管部门申诉。",
                ),
            )
        )
    return found
