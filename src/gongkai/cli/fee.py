"""`gongkai fee`: the processing fee, bracket by bracket."""

from datetime import date
from typing import Any

import click

from gongkai.cli.chinese import ChineseCommand
from gongkai.cli.legal_dates import BadChoice, MissingOption, parse_date, parse_whole, print_json, refuse
from gongkai.statute.errors import GongkaiError
from gongkai.statute.fees import (
    MEASURES_2020,
    Fee,
    FeeSchedule,
    Method,
    fee_by_item,
    fees_by_month,
    fees_by_page,
    schedule_on,
    yuan,
)

_HELP = """计算信息处理费，逐档列出。

\b
例：同一申请人当月共 45 件，按件
  gongkai fee --method item --count 45
例：当月已有 11 件，又收到 3 件
  gongkai fee --method item --count 3 --earlier 11
例：当月第 12 件至第 20 件
  gongkai fee --method item --from 12 --to 20
例：按收到日分月计件
  gongkai fee --method item --received 2025-03-03 --received 2025-04-01
例：单件 250 页，按量；多件各自计算
  gongkai fee --method page --pages 250
  gongkai fee --method page --pages 20 --pages 20

退出码：0 已算出；2 输入有误。
"""


@click.command("fee", cls=ChineseCommand, help=_HELP)
@click.option("--method", metavar="方法", help="item 按件，page 按量（按页）")
@click.option("--count", "--items", metavar="N", help="按件：件数")
@click.option("--earlier", metavar="N", help="按件：同一自然月内此前已有的件数")
@click.option("--from", "first", metavar="K", help="按件：自当月第几件")
@click.option("--to", "last", metavar="K", help="按件：至当月第几件")
@click.option("--received", multiple=True, metavar="日期", help="按件：各件的收到日，按自然月分别累计；可多次")
@click.option("--pages", multiple=True, metavar="N", help="按量：单件的页数；可多次，各件不累加")
@click.option("--on", "day", metavar="日期", help="适用哪一天有效的标准，默认现行标准")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
def fee(method: str | None, as_json: bool, day: str | None, **typed: Any) -> None:  # noqa: ANN401 - click hands options over by name
    """Parse, reckon, print."""
    try:
        schedule = MEASURES_2020 if day is None else schedule_on(parse_date(day, "--on"))
        fees = _reckon(method, schedule, typed)
    except GongkaiError as error:
        refuse(error, as_json=as_json)
    if as_json:
        total = sum(part.amount for part in fees)
        single = (
            fees[0].as_dict() if len(fees) == 1 else {"method": fees[0].method.value, "notes": list(fees[0].notes)}
        )
        parts = {"fees": [part.as_dict() for part in fees]} if len(fees) > 1 else {}
        print_json({**single, "amount": str(yuan(total)), "fen": total, **parts})
    else:
        _print(fees)


def _reckon(method: str | None, schedule: FeeSchedule, typed: dict[str, Any]) -> tuple[Fee, ...]:
    if method is None:
        raise MissingOption(option="--method", why="每件申请只能选择按件（item）或者按量（page）之一")
    if method not in list(Method):
        raise BadChoice(option="--method", value=method, allowed="、".join(Method))
    if method == Method.PAGE:
        if not typed["pages"]:
            raise MissingOption(option="--pages", why="按量计算要知道页数")
        return fees_by_page([parse_whole(pages, "--pages") for pages in typed["pages"]], schedule)
    if typed["received"]:
        days: list[date] = [parse_date(value, "--received") for value in typed["received"]]
        return fees_by_month(days)
    if typed["first"] is not None or typed["last"] is not None:
        if typed["last"] is None:
            raise MissingOption(option="--to", why="要知道算到当月第几件")
        first = 1 if typed["first"] is None else parse_whole(typed["first"], "--from", 1)
        return (fee_by_item(first, parse_whole(typed["last"], "--to", 1), schedule),)
    if typed["count"] is None:
        raise MissingOption(option="--count", why="按件计算要知道当月的件数")
    earlier = 0 if typed["earlier"] is None else parse_whole(typed["earlier"], "--earlier")
    count = parse_whole(typed["count"], "--count", 1)
    return (fee_by_item(earlier + 1, earlier + count, schedule),)


def _print(fees: tuple[Fee, ...]) -> None:
    click.echo(f"应收：{yuan(sum(part.amount for part in fees))} 元。依据{fees[0].cite}。")
    for part in fees:
        if len(fees) > 1:
            click.echo(f"{part.label or ''}：{yuan(part.amount)} 元")
        for line in part.lines:
            span = f"第{line.first}{part.unit}" + (f"至第{line.last}{part.unit}" if line.last > line.first else "")
            click.echo(f"  {span}：{line.count}{part.unit} × {yuan(line.rate)} 元 = {yuan(line.amount)} 元")
    for note in fees[0].notes:
        click.echo(f"说明：{note}")
