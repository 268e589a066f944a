"""Refusals about the audit chain."""

from http import HTTPStatus
from typing import ClassVar

from gongkai.statute.errors import GongkaiError


class DayNotOver(GongkaiError):
    """A day is sealed when it is over."""

    code = "AUD-1102"
    text = "{day} 还没有结束，不能封存。"
    hint = "请在次日封存；系统每天自动封存前一日。"


class PeriodReversed(GongkaiError):
    """The period ends before it begins."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "AUD-1103"
    text = "结束日期 {until} 早于开始日期 {since}。"
    hint = "请核对日期。"


class TooManyToProve(GongkaiError):
    """More entries than are proven while one waits."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "AUD-1104"
    text = "共有 {count} 条记录，超过可以当场核验的 {most} 条。"
    hint = "请在服务器上运行 gongkai audit verify 核验。"
