"""Refusals of the deadline engine."""

from gongkai.statute.errors import GongkaiError


class NoReceipt(GongkaiError):
    """There is no day of receipt, or more than one."""

    code = "CAL-2001"
    text = "计算答复期限需要且只需要一个收到申请的日期，现有{count}个。"
    hint = "收到日按条例第三十一条确定。"


class BeforeReceipt(GongkaiError):
    """Something is dated before the request was received."""

    code = "CAL-2002"
    text = "{what}的日期 {day} 早于收到申请之日 {received}。"
    hint = "请核对这两个日期。"


class EndBeforeStart(GongkaiError):
    """An opinion came in before it was asked for."""

    code = "CAL-2003"
    text = "收到意见的日期 {heard} 早于发出征求意见书的日期 {sent}。"
    hint = "请核对这两个日期。"


class ExtensionTooLong(GongkaiError):
    """An extension is of one to twenty working days."""

    code = "CAL-2004"
    text = "延长了{days}个工作日，但条例第三十三条规定延长的期限最长不超过20个工作日。"
    hint = "请填1至20之间的整数。"


class ExtendedTwice(GongkaiError):
    """The period may be extended once."""

    code = "CAL-2005"
    text = "答复期限已经延长过一次，不能再次延长（条例第三十三条）。"
    hint = "请只保留一次延长。"


class UnknownClock(GongkaiError):
    """No such period is known."""

    code = "CAL-2006"
    text = "没有名为“{rule}”的期限。"
    hint = "可以计算的期限有：{known}。"


class SettingOutOfRange(GongkaiError):
    """A setting has a value the law does not leave open."""

    code = "CAL-2007"
    text = "设置“{label}”的值 {value} 不在允许范围内。"
    hint = "{allowed}"
