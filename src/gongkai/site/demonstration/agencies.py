"""The agencies of the demonstration: 前进区, its departments and subdistricts. Codes and numbers are invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    """One agency: name, short name in addresses, kind, and what the guide says."""

    name: str
    slug: str
    kind: str
    serial: int


DISTRICT = Office("前进区人民政府", "qianjin", "county", 1)
HARBOUR = Office("港湾街道办事处", "gangwan", "subdistrict", 21)
DEPARTMENTS = (
    Office("前进区人民政府办公室", "qianjin-office", "department", 2),
    Office("前进区发展和改革局", "qianjin-fagai", "department", 3),
    Office("前进区教育局", "qianjin-jiaoyu", "department", 4),
    Office("前进区民政局", "qianjin-minzheng", "department", 5),
    Office("前进区财政局", "qianjin-caizheng", "department", 6),
    Office("前进区人力资源和社会保障局", "qianjin-renshe", "department", 7),
    Office("前进区住房和城乡建设局", "qianjin-zhujian", "department", 8),
    Office("前进区卫生健康局", "qianjin-weijian", "department", 9),
    Office("前进区应急管理局", "qianjin-yingji", "department", 10),
    Office("前进区市场监督管理局", "qianjin-shichang", "department", 11),
)
SUBDISTRICTS = (
    HARBOUR,
    Office("江北街道办事处", "jiangbei", "subdistrict", 22),
    Office("青年街道办事处", "qingnian", "subdistrict", 23),
    Office("工农街道办事处", "gongnong", "subdistrict", 24),
    Office("永兴街道办事处", "yongxing", "subdistrict", 25),
    Office("望江街道办事处", "wangjiang", "subdistrict", 26),
)
