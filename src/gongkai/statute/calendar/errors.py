"""Refusals of the calendar: a year without a notice, and notice files that cannot be used."""

from datetime import date

from gongkai.statute.errors import GongkaiError
from gongkai.statute.written import written


class CalendarMissing(GongkaiError):
    """A date would need a year whose notice is not loaded.

    `year` is that year. `not_before` is the earliest date the answer can possibly be, whatever the notice will say
    (None where no such bound exists); `remaining` is how many working days were still to be counted.
    """

    code = "CAL-1001"
    text = "计算到{year}年，但日历里没有国务院办公厅关于{year}年节假日安排的通知，不能推算{bound}。"
    hint = "通知一般在上一年11至12月发布，请在发布后导入通知数据文件再重新计算。"

    def __init__(self, year: int, not_before: date | None = None, remaining: int = 0, bound: str = "") -> None:
        if not bound and not_before is not None:
            left = f"，还差{remaining}个工作日" if remaining else ""
            bound = f"{left}；期限不早于 {written(not_before)}"
        self.year = year
        self.not_before = not_before
        self.remaining = remaining
        super().__init__(year=year, not_before=not_before, remaining=remaining, bound=bound)


class NoticeUnreadable(GongkaiError):
    """The text is not a notice data file at all."""

    code = "CAL-1002"
    text = "节假日通知文件“{name}”读不出来：{problem}。"
    hint = "文件应为 UTF-8 编码的 JSON，格式与软件自带的通知文件相同。"


class NoticeField(GongkaiError):
    """A field of the notice is absent or is not what it must be."""

    code = "CAL-1003"
    text = "节假日通知文件“{name}”的“{field}”一项{problem}。"
    hint = "请对照通知原文改正后再导入。"


class NoticeDay(GongkaiError):
    """A day in the notice cannot be what the notice says it is."""

    code = "CAL-1004"
    text = "节假日通知文件“{name}”中 {day}（“{holiday}”）{problem}。"
    hint = "请核对通知原文的日期。"


class NoticeConflict(GongkaiError):
    """Two annual notices for one year say different things."""

    code = "CAL-1005"
    text = "{year}年的节假日通知已经有了（{number}），新文件与它不一致。"
    hint = "如果是年中调整，请把新文件的“kind”写为“amendment”。"


class NoticeWithoutBase(GongkaiError):
    """An amendment or a local notice for a year that has no annual notice."""

    code = "CAL-1006"
    text = "{number}调整的是{year}年的安排，但{year}年的节假日通知尚未导入。"
    hint = "请先导入当年的通知。"
