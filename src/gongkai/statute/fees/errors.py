"""Refusals of the fee schedules."""

from gongkai.statute.errors import GongkaiError


class NoSchedule(GongkaiError):
    """No measures were in force on the day."""

    code = "FEE-1001"
    text = "{day} 没有有效的信息处理费标准；《政府信息公开信息处理费管理办法》自2021年1月1日起施行。"
    hint = "请核对日期。"


class BadCount(GongkaiError):
    """A number of requests or pages that cannot be."""

    code = "FEE-1002"
    text = "{what}应为不小于{least}的整数，现为“{value}”。"
    hint = "请改正后重新计算。"


class BadRange(GongkaiError):
    """The last request of the month comes before the first."""

    code = "FEE-1003"
    text = "当月件数的范围应由小到大，现为第{first}件至第{last}件。"
    hint = "请改正后重新计算。"
