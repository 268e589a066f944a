"""What a check before publication says, and the list of all checks."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.statute.law.cite import Cite, Standing
from gongkai.statute.law.instruments import ACCESSIBILITY, DOCUMENT_LAYOUT, INSPECTION_2019, OGI, SECRECY_RULES
from gongkai.statute.rules.model import Level

_PRIVACY = OGI(15)
_HIDE = "公开前请删去或者隐去；确需公开的，由审查人写明理由。"
_U = Standing.UNVERIFIED


class Where(StrEnum):
    """Which text a place is counted in."""

    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Check:
    """One check: permanent code, the level it has by itself (a context may lower it), its sentence and hint."""

    code: str
    level: Level
    title: str
    says: str
    hint: str
    cite: Cite


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at. A person decides; what is decided is kept with the remark.

    `start` and `end` are places in the plain text. `excerpt` shows personal numbers and addresses with their middle
    hidden, so that keeping a remark keeps no personal data.
    """

    code: str
    level: Level
    where: Where
    start: int
    end: int
    excerpt: str
    says: str
    hint: str

    @property
    def place(self) -> tuple[int, int]:
        """The same as a pair."""
        return self.start, self.end


E_, W_, H_ = Level.ERROR, Level.WARNING, Level.HINT
_ALT = Cite(ACCESSIBILITY, 29)
# fmt: off
CHECKS: tuple[Check, ...] = (
    Check("PC-01", E_, "居民身份证号码", "有一个居民身份证号码：{excerpt}。", _HIDE, _PRIVACY),
    Check("PC-02", W_, "15位居民身份证号码", "可能是15位的旧居民身份证号码：{excerpt}。", _HIDE, _PRIVACY),
    Check("PC-03", W_, "手机号码", "有一个手机号码：{excerpt}。",
          "个人的号码请隐去；公务联系电话可以保留。", _PRIVACY),
    Check("PC-04", H_, "固定电话", "有一个固定电话：{excerpt}。", "请确认是单位的公开电话。", _PRIVACY),
    Check("PC-05", E_, "银行卡号", "可能是银行卡号：{excerpt}。", _HIDE, _PRIVACY),
    Check("PC-06", W_, "住址", "可能是个人住址：{excerpt}。", "个人住址请隐去门牌；单位地址可以保留。", _PRIVACY),
    Check("PC-07", W_, "护照和通行证号码", "可能是证件号码：{excerpt}。", _HIDE, _PRIVACY),
    Check("PC-08", H_, "车牌号码", "有一个车牌号码：{excerpt}。", "请确认是否需要隐去。", _PRIVACY),
    Check("PC-09", H_, "未成年人信息", "提到“{excerpt}”。",
          "涉及未成年人的，请确认没有可以识别个人的内容。", _PRIVACY),
    Check("PC-10", H_, "健康信息", "提到“{excerpt}”。", "请确认没有可以识别个人的健康信息。", _PRIVACY),
    Check("PC-11", E_, "密级标志", "有密级标志“{excerpt}”。",
          "请停止发布，交保密审查人员核对是否已经解密。", SECRECY_RULES(42)),
    Check("PC-12", W_, "内部标识", "有内部标识“{excerpt}”。", "请交保密审查人员确认可以公开。", SECRECY_RULES(42)),
    Check("PC-13", W_, "可能的错字", "“{excerpt}”可能应为“{right}”。", "{reason}",
          Cite(INSPECTION_2019, standing=_U)),
    Check("PC-14", H_, "不规范的用语", "“{excerpt}”建议写作“{right}”。", "{reason}",
          Cite(INSPECTION_2019, standing=_U)),
    Check("PC-15", H_, "发文字号的括号", "发文字号“{excerpt}”的年份没有用六角括号。", "请写作“{right}”。",
          DOCUMENT_LAYOUT()),
    Check("PC-16", W_, "空链接", "链接“{excerpt}”没有指向任何地址。", "请补上地址或者去掉链接。",
          INSPECTION_2019()),
    Check("PC-17", W_, "公众打不开的链接", "链接“{excerpt}”指向 {href}，公众打不开。", "请换成公开的网址。",
          INSPECTION_2019()),
    Check("PC-18", H_, "相对地址的链接", "链接“{excerpt}”用的是相对地址 {href}。",
          "转到其他渠道后会失效，请写完整网址或者作为附件上传。", INSPECTION_2019()),
    Check("PC-19", W_, "图片没有替代文字", "第{number}张图片没有替代文字。", "请用一句话说明图片的内容。", _ALT),
    Check("PC-20", W_, "表格没有表头", "第{number}个表格没有表头单元格。",
          "请把第一行或者第一列设为表头，读屏软件才能读出各格的含义。", _ALT),
    Check("PC-21", W_, "附件不齐", "文中提到{named}个附件，已上传{attached}个。", "请补上附件或者改正文字。",
          OGI(6)),
    Check("PC-22", W_, "指向本平台而打不开的链接", "链接“{excerpt}”指向 {href}，{problem}。", "{cure}",
          INSPECTION_2019()),
    Check("PC-23", W_, "打不开的链接", "链接“{excerpt}”指向 {href}，检查时打不开：{problem}。",
          "请核对网址后改正，或者去掉链接；确实可以打开的，写明理由后保留。", INSPECTION_2019()),
    Check("PC-24", W_, "显示不出来的图片", "第{number}张图片公众看不到：{problem}。",
          "请把图片作为正文中的图片重新放入，或者去掉。", INSPECTION_2019()),
)
# fmt: on
CHECK_OF: dict[str, Check] = {check.code: check for check in CHECKS}


def remark(
    code: str,
    place: tuple[int, int],
    excerpt: str,
    *,
    where: Where = Where.TEXT,
    level: Level | None = None,
    **fields: object,
) -> Remark:
    """The remark of a check, its sentences filled."""
    check = CHECK_OF[code]
    values = {"excerpt": excerpt, **fields}
    says, hint = check.says.format(**values), check.hint.format(**values)
    return Remark(code, level or check.level, where, *place, excerpt, says, hint)
