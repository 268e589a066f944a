"""`gongkai deadline`: one date, with every day explained."""

import unicodedata
from dataclasses import dataclass, replace
from typing import Any

import click

from gongkai.cli.chinese import ChineseCommand
from gongkai.cli.legal_dates import (
    BadChoice,
    BadConsultation,
    MissingOption,
    calendar_with,
    parse_date,
    parse_whole,
    print_json,
    refuse,
)
from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import (
    CLOCK_OF,
    CLOCKS,
    Consulted,
    Deadline,
    Event,
    Extended,
    Paid,
    Received,
    ReplyClock,
    Settings,
    Supplemented,
    SuspendMode,
    reply_clock,
    report_due,
    spell,
)
from gongkai.statute.deadlines import (
    deadline as deadline_of,
)
from gongkai.statute.errors import GongkaiError

_REPORTS = {"report_department": False, "report_government": True}
_RULES = (*CLOCK_OF, *_REPORTS)
# Since when each period runs, for the help text.
_LIST = "\n".join(f"  {clock.key}  {clock.title}（{clock.span}，自{clock.since}）" for clock in CLOCKS)
_HELP = f"""计算一个法定期限的最后一天，并逐日说明。

\b
例：收到申请后 20 个工作日答复
  gongkai deadline --received 2025-09-26 --rule reply
例：征求第三方意见、延长 20 个工作日
  gongkai deadline --received 2025-01-13 --rule reply --consult 2025-01-16..2025-02-12 --extend 20
例：第三方 1 月 20 日收到征求意见书，未回复
  gongkai deadline --received 2025-01-13 --rule reply --consult 2025-01-16.. --served 2025-01-20
例：申请人收到答复之日起算的复议期限
  gongkai deadline --served 2026-01-30 --rule reconsider
例：2025 年度部门年报
  gongkai deadline --rule report_department --year 2025

\b
可以计算的期限（--rule）：
{_LIST}
  report_department  政府部门年度报告（次年1月31日前）
  report_government  本级政府年度报告（次年3月31日前）

退出码：0 已算出；1 日历缺少通知，不能推算；2 输入有误。
"""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The options as typed."""

    rule: str
    received: str | None
    served: str | None
    supplement: tuple[str, ...]
    paid: str | None
    consult: tuple[str, ...]
    extend: str | None
    year: str | None
    mode: str


@click.command("deadline", cls=ChineseCommand, help=_HELP)
@click.option("--received", metavar="日期", help="收到申请之日（或其他期限的起算之日）")
@click.option("--rule", default="reply", show_default=True, metavar="期限", help="要计算的期限，见上表")
@click.option("--supplement", multiple=True, metavar="日期", help="收到补正申请之日，答复期限重新计算；可多次")
@click.option("--paid", metavar="日期", help="缴清信息处理费之日")
@click.option(
    "--consult", multiple=True, metavar="发出日..收到意见日", help="征求意见的期间，未回复的写“发出日..”；可多次"
)
@click.option("--extend", metavar="N", help="延长的工作日数，1至20")
@click.option("--served", metavar="日期", help="送达之日：文书送达申请人，或者第三方收到征求意见书")
@click.option("--year", metavar="年份", help="年度报告的统计年度，用于 report_department、report_government")
@click.option(
    "--mode", default="half_open", show_default=True, metavar="口径", help="征求意见的扣除：half_open 或 strict"
)
@click.option("--notice", multiple=True, metavar="文件", help="另行导入的节假日通知数据文件；可多次")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def deadline(notice: tuple[str, ...], as_json: bool, **typed: Any) -> None:  # noqa: ANN401 - click hands options over by name
    """Parse, compute, print."""
    try:
        asked = _Asked(**typed)
        result, clock = _compute(asked, calendar_with(notice))
    except GongkaiError as error:
        refuse(error, as_json=as_json)
    if as_json:
        print_json({**result.as_dict(), **_clock_facts(clock)})
    else:
        _print(result, clock)


def _compute(asked: _Asked, calendar: Calendar) -> tuple[Deadline, ReplyClock | None]:
    if asked.rule not in _RULES:
        raise BadChoice(option="--rule", value=asked.rule, allowed="、".join(_RULES))
    if asked.mode not in list(SuspendMode):
        raise BadChoice(option="--mode", value=asked.mode, allowed="、".join(SuspendMode))
    settings = Settings(suspend_mode=SuspendMode(asked.mode))
    if asked.rule in _REPORTS:
        if asked.year is None:
            raise MissingOption(option="--year", why="年度报告的期限要知道统计年度")
        year = parse_whole(asked.year, "--year", 2008)
        return report_due(min(year, 2998), calendar, government=_REPORTS[asked.rule]), None
    if asked.rule in ("reply", "fee_notice"):
        clock = reply_clock(_events(asked), calendar, settings)
        if clock.deadline is None:  # nothing typed here leaves the case waiting
            raise AssertionError(clock.state)
        return _named(asked.rule, clock.deadline), clock
    start = asked.served or asked.received
    if start is None:
        raise MissingOption(option="--received 或 --served", why=f"期限自{CLOCK_OF[asked.rule].since}起算")
    return deadline_of(
        asked.rule, parse_date(start, "--served" if asked.served else "--received"), calendar, settings
    ), None


def _named(rule: str, found: Deadline) -> Deadline:
    """The fee notice is due within the period for the answer (FEE-08), so it has the same last day."""
    if rule == "reply":
        return found
    clock = CLOCK_OF[rule]
    return replace(found, rule=rule, code=clock.code, title=clock.title, cites=(*clock.cites, *found.cites))


def _events(asked: _Asked) -> list[Event]:
    if asked.received is None:
        raise MissingOption(option="--received", why="答复期限自收到申请之日起算")
    events: list[Event] = [Received(parse_date(asked.received, "--received"))]
    events += [Supplemented(parse_date(day, "--supplement")) for day in asked.supplement]
    if asked.paid is not None:
        events.append(Paid(parse_date(asked.paid, "--paid")))
    events += [_consulted(value, asked.served) for value in asked.consult]
    if asked.extend is not None:
        days = parse_whole(asked.extend, "--extend")
        if days:
            events.append(Extended(days))
    return events


def _consulted(value: str, served: str | None) -> Consulted:
    """`SENT..HEARD`, `SENT..` without a reply, `SENT@SERVED..` with the day the other side received it."""
    text = "".join(unicodedata.normalize("NFKC", value).split())
    sent, dots, heard = text.partition("..")
    sent, _, own_served = sent.partition("@")
    if not dots or not sent:
        raise BadConsultation(value=value)
    no_reply = heard.strip("()").lower() in ("", "noreply", "no-reply", "未回复", "无")
    if own_served:
        served = own_served
    return Consulted(
        on=parse_date(sent, "--consult"),
        served=None if served is None else parse_date(served, "--served"),
        heard=None if no_reply else parse_date(heard, "--consult"),
    )


def _clock_facts(clock: ReplyClock | None) -> dict[str, Any]:
    if clock is None:
        return {}
    return {
        "state": clock.state.value,
        "base": None if clock.base is None else clock.base.isoformat(),
        "strict": None if clock.strict is None else clock.strict.isoformat(),
        "suspended_days": clock.suspended_days,
        "extended_days": clock.extended_days,
        "restarted_by": clock.restarted_by,
    }


def _print(result: Deadline, clock: ReplyClock | None) -> None:
    for line in result.explanation:
        click.echo(line)
    if clock is not None and clock.strict is not None and clock.strict != result.due:
        click.echo(f"征求意见按少扣一个工作日计算的，为{spell(clock.strict)}，请以此预警。")
    for warning in result.warnings:
        click.echo(f"注意：{warning}")
    click.echo("逐日：")
    for day in result.days:
        if day.why != "自然日":
            click.echo(f"  {day}")
    click.echo(f"日历版本：{result.calendar_version}")
