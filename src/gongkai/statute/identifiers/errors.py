"""Refusals of identifiers."""

from gongkai.statute.errors import GongkaiError


class CreditCodeForm(GongkaiError):
    """Not eighteen characters of the code's alphabet."""

    code = "AGY-1001"
    text = "统一社会信用代码“{value}”{problem}。"
    hint = "应为18位数字或大写字母（不用 I、O、S、V、Z）。"


class CreditCodeCheck(GongkaiError):
    """The check digit does not fit."""

    code = "AGY-1002"
    text = "统一社会信用代码“{value}”的{what}不对：应为“{expected}”，现为“{found}”。"
    hint = "请对照登记证书逐位核对。"


class DivisionCode(GongkaiError):
    """Not a code of an administrative division."""

    code = "AGY-1003"
    text = "行政区划代码“{value}”{problem}。"
    hint = "应为6位（县级以上）、9位（乡级）或12位（村级）数字。"


class DocumentNumberForm(GongkaiError):
    """Not a 发文字号."""

    code = "AGY-1004"
    text = "“{value}”不是规范的发文字号。"
    hint = "应写成“国办发〔2026〕7号”的样子：机关代字、六角括号内的四位年份、不编虚位的序号。"


class IndexNumberForm(GongkaiError):
    """Not a 索引号 of a known pattern."""

    code = "AGY-1005"
    text = "“{value}”不是可识别的索引号。"
    hint = "常见样式为“统一社会信用代码/年份-5位流水号”。"


class IndexTemplateForm(GongkaiError):
    """Not a template by which unique numbers can be made."""

    code = "AGY-1006"
    text = "索引号模板“{template}”{problem}。"
    hint = "模板由数字、大写字母、分隔符（/ - _ .）和下列各项组成，流水号必须有：{known}。"


class IndexValue(GongkaiError):
    """A field of the template has no value, or one of another form."""

    code = "AGY-1007"
    text = "按模板“{template}”编索引号时，“{field}”的值“{value}”不符合要求。"
    hint = "请先在机构目录或栏目设置中补充或改正这一项。"


class SerialExhausted(GongkaiError):
    """All serial numbers of this width are used."""

    code = "AGY-1008"
    text = "按模板“{template}”编的流水号已用到{last}，位数不够了。"
    hint = "请把模板中流水号的位数加大；已经编过的索引号不变。"
