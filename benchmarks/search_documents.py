"""A million invented government documents: seeded, skewed as such texts are, each the same for the same number."""

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from gongkai.kit.search.documents import Document

LAST_DAY = date(2024, 12, 31)
_YEARS = range(2008, 2025)


def _words(listed: str) -> list[str]:
    return listed.split()


_PLACES = [a + b + c for a in "云松青白北南临望石柳" for b in "川溪岭湖江山陵" for c in ("市", "区", "县", "镇")]
_BODIES = _words(
    "人民政府 人民政府办公室 教育局 财政局 民政局 卫生健康委员会 住房和城乡建设局 自然资源局 "
    "生态环境局 水务局 农业农村局 交通运输局 人力资源和社会保障局 市场监督管理局 应急管理局 医疗保障局 "
    "文化和旅游局 审计局 统计局 城市管理局 发展和改革委员会 科学技术局 公安局 司法局 退役军人事务局 "
    "信访局 林业局 行政审批局 "
)
TOPICS = _words(
    "政府信息公开 安全生产 乡村振兴 义务教育 招生入学 住房公积金 公共租赁住房 最低生活保障 医疗救助 "
    "城乡居民基本医疗保险 食品安全 环境影响评价 污染防治 扫黑除恶 优化营商环境 行政处罚 行政许可 "
    "双随机一公开 财政预算 财政决算 政府采购 国有土地使用权出让 征地补偿安置 房屋征收 城市更新 "
    "老旧小区改造 既有住宅加装电梯 物业管理 道路交通 公共交通 停车场建设 防汛抗旱 森林防火 "
    "地质灾害防治 气象灾害 消防安全 危险化学品 特种设备 产品质量 知识产权 科技创新 高新技术企业 "
    "人才引进 就业创业 职业技能培训 农民工工资支付 养老服务 儿童福利 残疾人保障 退役军人安置 慈善事业 "
    "殡葬管理 地名管理 社区治理 文物保护 非物质文化遗产 全民健身 旅游发展 广播电视 网络安全 数据共享 "
    "电子政务 档案管理 统计调查 审计整改 绩效评价 粮食储备 生猪生产 动物防疫 农业机械 高标准农田 "
    "农村集体产权 宅基地管理 水资源管理 河长制 取水许可 节约用水 垃圾分类 大气污染 噪声污染 固体废物 "
    "自然保护区 林地占用 野生动物 矿产资源 测绘地理信息 不动产登记 规划许可 施工许可 工程招标投标 "
    "燃气安全 供热管理 城市绿化 户外广告 市容环境卫生 学校食堂 校外培训 学前教育 教师资格 疫情防控 "
    "疫苗接种 药品监管 医疗机构设置 献血 计划生育 渔业资源 盐业 烟花爆竹 民族宗教 港口岸线 航道养护 "
    "海域使用 "
)
_KINDS = [
    "管理办法",
    "实施方案",
    "工作要点",
    "实施细则",
    "若干措施",
    "应急预案",
    "行动计划",
    "暂行规定",
    "工作规则",
    "专项规划",
]
_TITLES = (
    "{place}{body}关于印发《{place}{topic}{kind}》的通知",
    "{place}{body}关于进一步加强{topic}工作的意见",
    "{place}{body}关于{topic}有关事项的通知",
    "{place}{body}{year}年度{topic}情况公示",
    "{place}{body}关于{company}{topic}的批复",
    "关于公布{year}年{topic}项目名单的公告",
    "{place}{body}{year}年政府信息公开工作年度报告",
    "{company}{topic}行政处罚决定书",
    "公示",
)
_TITLE_WEIGHTS = (18, 9, 24, 14, 8, 9, 2, 15, 1)
_SENTENCES = (
    "为进一步规范{topic}工作，保障公民、法人和其他组织的合法权益，根据有关法律法规，结合我{level}实际，制定本{kind}。",
    "各有关单位要高度重视{topic}工作，切实加强组织领导，明确责任分工，确保各项任务落到实处。",
    "{place}{body}负责本行政区域内{topic}的监督管理，{place2}{body2}按照各自职责做好相关工作。",
    "经研究，同意{company}的申请，项目位于{place2}{street}{number}号，总投资{number}万元。",
    "本{kind}自{year}年{month}月{day}日起施行，有效期五年，{body}此前印发的有关文件同时废止。",
    "联系人：{person}，联系电话：0{number}-{number}{number}，地址：{place}{street}{number}号。",
    "{year}年全{level}{topic}投入资金{number}万元，比上年增长{month}.{day}%，完成项目{day}个。",
    "对违反{topic}有关规定的单位和个人，依法予以处理；构成犯罪的，依法追究刑事责任。",
    "申请人应当提交下列材料：（一）申请书；（二）身份证明；（三）与{topic}有关的证明材料。",
    "{body}应当自收到申请之日起{month}个工作日内作出决定，并书面告知申请人。",
    "公示期为{month}个工作日，公示期间如有异议，请以书面形式向{place}{body}反映。",
    "要坚持问题导向，聚焦{topic}和{topic2}领域的突出问题，建立健全长效机制，推动{topic2}高质量发展。",
    "{place}{body}文件（{short}发〔{year}〕{day}号）明确，{topic}经费纳入同级财政预算。",
    "截至{year}年{month}月底，{place2}共受理{topic}申请{number}件，办结{number}件，群众满意率为{day}%。",
    "{company}、{company2}等{day}家单位被评为{topic}先进单位，{person}等同志被评为先进个人。",
    "经查，{company}在{street}从事{topic}活动，违反了有关规定，责令限期改正，罚款{number}元。",
    "加强宣传引导，充分利用广播、电视、报刊、网络等媒体，普及{topic}知识，营造良好氛围。",
    "现将{topic}工作任务分解如下，请各乡镇、街道和有关部门认真贯彻执行，并于每季度末报送进展情况。",
)
_COMMON = [bytes([high, low]).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFA)]
_STREETS = [a + b + "路" for a in "解放建设人民中山新华和平长江黄河" for b in ("", "东", "西", "南", "北")]


def _skewed(values: Sequence[str], rng: random.Random) -> list[str]:
    """A thousand drawn once after Zipf, so that drawing is one look-up."""
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(values))))
    return [values[bisect(weights, rng.random() * weights[-1])] for _ in range(1000)]


def _name(rng: random.Random, length: int) -> str:
    return "".join(rng.choices(_COMMON, k=length))


def document(key: int) -> Document:
    """The document of this key."""
    rng = random.Random(key)
    pick = rng.random
    topic, agency = _DRAWN[int(pick() * 1000)], int(3000 * pick() ** 3)
    year = _YEARS[int(len(_YEARS) * pick() ** 0.6)]
    day = min(date(year, 1, 1) + timedelta(days=int(365 * pick())), LAST_DAY)
    place, body = _PLACES[agency % len(_PLACES)], _BODIES[agency // 7 % len(_BODIES)]
    words = {
        "topic": topic, "topic2": _DRAWN[int(pick() * 1000)], "place": place, "body": body,
        "place2": _PLACES[int(pick() * len(_PLACES))], "body2": _BODIES[int(pick() * len(_BODIES))],
        "kind": _KINDS[int(10 * pick() ** 2)], "year": year, "level": place[-1], "short": place[0] + body[0],
        "company": f"{place[:2]}{_name(rng, 4)}有限公司", "company2": f"{_name(rng, 3)}有限责任公司",
        "person": _name(rng, 3), "street": _STREETS[int(pick() * len(_STREETS))],
        "number": int(10 ** (1 + 3 * pick())), "month": 1 + int(12 * pick()), "day": 1 + int(99 * pick()),
    }  # fmt: skip
    title = rng.choices(_TITLES, cum_weights=_TITLE_SUMS)[0].format_map(words)
    length, text = 300 + int(700 * pick() ** 1.5), []
    while length > 0:
        sentence = _SENTENCES[int(len(_SENTENCES) * pick())].format_map(words)
        if pick() < 0.5:
            words["topic"], words["number"] = _DRAWN[int(pick() * 1000)], int(10 ** (1 + 3 * pick()))
        if pick() < 0.2:
            words["company"], words["person"] = f"{_name(rng, 4)}有限公司", _name(rng, 3)
        text.append(sentence)
        length -= len(sentence)
    kind = ("通知公告", "规范性文件", "行政处罚", "行政许可", "规划计划", "财政信息")[int(6 * pick() ** 2)]
    validity = ("现行有效", "已废止", "已失效")[int(3 * pick() ** 3)]
    return Document(key, title, "\n".join(text), day, agency + 1, int(40 * pick() ** 2) + 1, year, kind, validity)


def documents(items: int) -> Iterator[Document]:
    """All of them, in no order of time."""
    return map(document, range(1, items + 1))


_DRAWN = _skewed(TOPICS, random.Random(7))
_TITLE_SUMS = list(accumulate(_TITLE_WEIGHTS))
