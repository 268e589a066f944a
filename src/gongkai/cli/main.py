"""`gongkai`: the one command; each subcommand is imported only when it is called."""

import sys
from typing import ClassVar

import click

from gongkai import __version__
from gongkai.cli.chinese import ChineseGroup, run


class Gongkai(ChineseGroup):
    """The commands and where they live."""

    lazy: ClassVar[dict[str, str]] = {
        "report": "gongkai.cli.report:report",
        "deadline": "gongkai.cli.deadline:deadline",
        "fee": "gongkai.cli.fee:fee",
        "serve": "gongkai.cli.serve:serve",
        "demonstrate": "gongkai.cli.demonstrate:demonstrate",
        "worker": "gongkai.cli.serve:worker",
        "export": "gongkai.cli.export:export",
        "audit": "gongkai.cli.audit:audit",
        "setup": "gongkai.cli.setup:setup",
    }


@click.group(cls=Gongkai)
@click.version_option(__version__, prog_name="gongkai", message="公开 %(prog)s %(version)s")
def gongkai() -> None:
    """公开：政府信息公开工作年度报告的读取、核对、修复和输出，期限和信息处理费的计算。

    \b
    例：gongkai report check 年度报告.docx --previous 上年报告.docx
    """


def main() -> None:
    """The entry point of the installed command."""
    sys.exit(run(gongkai))
