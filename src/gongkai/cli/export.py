"""`gongkai export site`: the public site as files."""

from pathlib import Path

import click

from gongkai.cli.chinese import ChineseCommand, ChineseGroup
from gongkai.cli.serve import prepare


@click.group(cls=ChineseGroup)
def export() -> None:
    """导出：把公开平台写成静态文件，供政府网站的内容管理系统使用。

    \b
    例：gongkai export site /srv/zwgk
    """


@export.command(cls=ChineseCommand)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path, file_okay=False))
def site(folder: Path) -> None:
    """把整个公开平台写进文件夹；再次运行时只写有变化的文件，删去已撤回的。

    \b
    例：GONGKAI_SITE_ADDRESS=https://www.example.gov.cn/zwgk gongkai export site /srv/zwgk
    """
    prepare()
    from django.core.management import call_command

    from gongkai.portal.export import export as write

    call_command("collectstatic", interactive=False, verbosity=0)

    def told(done: int) -> None:
        if done % 500 == 0:
            click.echo(f"已处理 {done} 个文件", err=True)

    outcome = write(folder, told)
    click.echo(f"写入 {outcome.written} 个，没有变化 {outcome.unchanged} 个，删去 {outcome.removed} 个。")
    if outcome.missing:
        click.echo(
            f"有 {len(outcome.missing)} 个链接没有取到（内容已撤回、地址有误，或者这次没能生成）：", err=True
        )
        for address in outcome.missing[:20]:
            click.echo(f"  {address}", err=True)
        raise SystemExit(1)
