"""The ledger of 港湾街道 for 2023: 170 items, 147 by WeChat and 23 by other media, none on the website.

The totals are those that the office's annual report of that year states; titles, dates and numbers are invented.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.statute.written import written

YEAR = 2023
WECHAT, OTHER = 147, 23

# fmt: off
_TOPICS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    # column, Article 20/21 item, what
    ("重点民生", "20.11", ("社区卫生服务", "就业援助", "老年助餐", "残疾人康复", "困难家庭帮扶", "青少年暑期托管",
                          "退役军人服务", "适龄儿童入学", "灵活就业社保补贴", "居家养老上门服务")),
    ("应急管理", "20.12", ("防汛值守", "高温防暑", "低温雨雪防范", "消防演练", "燃气安全", "森林防火", "台风防御")),
    ("监督检查", "20.13", ("沿街商户安全检查", "出租房屋排查", "食品小作坊巡查", "电动自行车停放整治",
                          "工地扬尘巡查")),
    ("许可服务", "20.5", ("便民大厅延时服务", "一件事一次办", "帮办代办", "材料免提交", "社区事项下沉")),
    ("公共服务", "21.public_service", ("口袋公园开放", "停车位改造", "路灯维修", "社区图书室", "健身器材更新",
                                     "老旧小区改造", "垃圾分类", "楼道照明")),
    ("社会救助", "21.relief", ("临时救助", "低保复核", "特困供养", "冬季送温暖")),
    ("机构职能", "20.2", ("办公地点调整", "服务电话更新", "值班安排")),
    ("通知公告", "20.15", ("社区志愿招募", "文明养犬", "节假日提醒", "反诈宣传", "献血活动", "人口抽样调查")),
)
_WORDS = ("港湾街道{what}工作安排", "关于开展{what}的通告", "{what}：这些信息请留意", "街道推进{what}取得新进展",
          "一图看懂{what}", "{what}问答", "{month}月{what}情况公示")
_OFFICES = ("党政办公室", "社会事务办公室", "经济发展办公室", "综合治理办公室")
# fmt: on


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One row of the office's ledger."""

    title: str
    column: str
    article: str
    formed_on: date
    published_on: date
    channel: str
    office: str
    summary: str
    body: str


def lines(seed: int = YEAR) -> list[LedgerLine]:
    """The ledger in the order of publication. The same seed gives the same ledger."""
    rng = random.Random(f"港湾街道 {seed}")  # noqa: S311  a demonstration
    channels = ["微信"] * WECHAT + ["其他媒体"] * OTHER
    rng.shuffle(channels)
    titles = _titles(rng)
    made = [_line(rng, number, channel, *next(titles)) for number, channel in enumerate(channels)]
    return sorted(made, key=lambda line: line.published_on)


def _titles(rng: random.Random) -> Iterator[tuple[str, str, str, str]]:
    """Column, item, what, wording — each combination once."""
    every = [
        (column, article, what, words) for column, article, whats in _TOPICS for what in whats for words in _WORDS
    ]
    rng.shuffle(every)
    yield from every


def _line(
    rng: random.Random, number: int, channel: str, column: str, article: str, what: str, words: str
) -> LedgerLine:
    formed = date(YEAR, 1, 3) + timedelta(days=min(355, number * 2 + rng.randrange(12)))
    published = min(formed + timedelta(days=rng.choice((0, 0, 1, 1, 2, 3, 6, 9))), date(YEAR, 12, 31))
    title = words.format(what=what, month=published.month)
    return LedgerLine(
        title=title,
        column=column,
        article=article,
        formed_on=formed,
        published_on=published,
        channel=channel,
        office=rng.choice(_OFFICES),
        summary=f"{published.month}月就{what}作出的安排、办理方式和咨询电话。",
        body=_body(what, published),
    )


def _body(what: str, day: date) -> str:
    decided = written(day)
    return (
        f"为做好{what}有关工作，港湾街道办事处于{decided}作出安排，现将主要内容公开如下。\n"
        f"一、办理内容\n围绕{what}，由相关科室和各社区按职责办理，居民可以在便民服务大厅了解进度。\n"
        "二、办理方式\n工作日 8:30—11:30、13:30—17:00 在便民服务大厅综合窗口受理，行动不便的居民可以预约上门。\n"
        "三、监督\n对办理情况有意见的，可以向街道政务公开办公室反映。"
    )
