"""Dates and numbers as clerks type them on the command line, with refusals in Chinese (CLI-2000s)."""

import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from gongkai.statute.calendar import Calendar, CalendarMissing, notice_from_text, shipped_calendar
from gongkai.statute.calendar.errors import NoticeUnreadable
from gongkai.statute.errors import GongkaiError

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|年(\d{1,2})月(\d{1,2})日?|(\d{2})(\d{2}))")
_EARLIEST, _LATEST = 1949, 2999
LARGEST_NOTICE = 1_000_000  # bytes; a notice is about a thousand


class BadDate(GongkaiError):
    """What was typed is no date."""

    code = "CLI-2001"
    text = "选项 {option} 的值“{value}”不是日期。"
    hint = "请写成 2025-09-26 的样子。"


class MissingOption(GongkaiError):
    """An option is needed for what was asked."""

    code = "CLI-2002"
    text = "缺少 {option}：{why}。"
    hint = "用 --help 查看用法和例子。"


class BadConsultation(GongkaiError):
    """What was typed is no stretch of consultation."""

    code = "CLI-2003"
    text = "选项 --consult 的值“{value}”看不懂。"
    hint = "应写成“发出日..收到意见日”，未回复的写“发出日..”，例如 2025-01-16..2025-02-12。"


class BadNumber(GongkaiError):
    """What was typed is no whole number."""

    code = "CLI-2004"
    text = "选项 {option} 的值“{value}”不是{least}以上的整数。"
    hint = "请改正后重新运行。"


class BadChoice(GongkaiError):
    """What was typed is not among the choices."""

    code = "CLI-2005"
    text = "选项 {option} 没有“{value}”这个值。"
    hint = "可以用的有：{allowed}。"


class NoFile(GongkaiError):
    """A file that was named cannot be opened."""

    code = "CLI-2006"
    text = "打不开文件“{path}”：{problem}。"
    hint = "请核对路径。"


def parse_date(value: str, option: str) -> date:
    """A date written 2025-09-26, 2025/9/26, 20250926 or 2025年9月26日."""
    match = _DATE.fullmatch("".join(unicodedata.normalize("NFKC", value).split()))
    if match is not None:
        year, month, day = (int(part) for part in match.groups() if part is not None)
        try:
            found = date(year, month, day)
        except ValueError as error:
            raise BadDate(option=option, value=value) from error
        if _EARLIEST <= found.year <= _LATEST:
            return found
    raise BadDate(option=option, value=value)


def parse_whole(value: str, option: str, least: int = 0) -> int:
    """A whole number not below `least` and not absurd."""
    text = unicodedata.normalize("NFKC", value).strip()
    if not re.fullmatch(r"\d{1,7}", text) or int(text) < least:
        raise BadNumber(option=option, value=value, least=least)
    return int(text)


def calendar_with(files: tuple[str, ...]) -> Calendar:
    """The shipped calendar and the notices in the given files."""
    notices = []
    for name in files:
        path = Path(name)
        try:
            if path.stat().st_size > LARGEST_NOTICE:
                raise NoticeUnreadable(name=path.name, problem="文件太大，不会是一份通知")
            data = path.read_bytes()
        except OSError as error:
            problem = "没有这个文件" if isinstance(error, FileNotFoundError) else "读取失败"
            raise NoFile(path=name, problem=problem) from error
        notices.append(notice_from_text(data, path.name))
    return shipped_calendar().with_notices(notices)


def refuse(error: GongkaiError, *, as_json: bool) -> NoReturn:
    """Say why there is no answer: exit 1 where the calendar does not reach, 2 where the input is wrong."""
    missing = isinstance(error, CalendarMissing)
    if as_json:
        data: dict[str, Any] = {"due": None, "error": {"code": error.code, "message": error.message}}
        if isinstance(error, CalendarMissing):
            data["not_before"] = None if error.not_before is None else error.not_before.isoformat()
        print_json(data)
    click.echo(str(error), err=True)
    raise SystemExit(1 if missing else 2)


def print_json(data: object) -> None:
    """Data on standard output, Chinese left readable."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
