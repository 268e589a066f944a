"""`gongkai demonstrate`: fill an empty installation with the demonstration."""

import click

from gongkai.cli.chinese import ChineseCommand
from gongkai.cli.serve import prepare


@click.command(cls=ChineseCommand)
def demonstrate() -> None:
    """在空的系统里装入演示数据：前进区及其部门、街道，港湾街道一年的台账，各岗位的演示账号。

    已有机关的系统不会改动。演示账号只在 GONGKAI_DEMONSTRATION=true 时可以使用。

    \b
    例：GONGKAI_HOME=/tmp/yanshi GONGKAI_DEMONSTRATION=true gongkai demonstrate
    """
    prepare()
    from gongkai.site.demonstration.load import load

    if load(lambda line: click.echo(f"正在装入：{line}", err=True)):
        click.echo("演示数据已装入。")
    else:
        click.echo("系统里已有数据，没有改动。")
