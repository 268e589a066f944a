"""click in Chinese: headings of the help, and refusals of the command line with their codes."""

from collections.abc import Callable
from typing import Any, ClassVar

import click

from gongkai.statute.errors import GongkaiError


class CommandError(GongkaiError):
    """A command line that cannot be carried out."""


class NoSuchCommand(CommandError):
    """A command or option that does not exist."""

    code = "CLI-1001"
    text = "没有“{given}”这个命令或选项。"
    hint = "请用“{path} --help”查看可用的命令和选项。"


class MissingInput(CommandError):
    """A file or an option that must be given."""

    code = "CLI-1002"
    text = "缺少“{given}”。"
    hint = "请用“{path} --help”查看写法和例子。"


class BadInput(CommandError):
    """A value of the wrong form."""

    code = "CLI-1003"
    text = "“{given}”的值不合要求：{why}。"
    hint = "请用“{path} --help”查看写法和例子。"


def refusal_of(error: click.UsageError) -> CommandError:
    """The coded refusal for what click could not parse."""
    path = error.ctx.command_path if error.ctx else "gongkai"
    if isinstance(error, click.NoSuchOption):
        return NoSuchCommand(given=error.option_name, path=path)
    if isinstance(error, click.MissingParameter):
        return MissingInput(given=_name_of(error), path=path)
    if isinstance(error, click.BadParameter):
        return BadInput(given=_name_of(error), why=error.message.rstrip(".。"), path=path)
    return NoSuchCommand(given=_first_word(error), path=path)


def _name_of(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    return error.param.opts[-1] if isinstance(error.param, click.Option) else error.param.make_metavar(_ctx(error))


def _ctx(error: click.UsageError) -> click.Context:
    return error.ctx or click.Context(click.Command("gongkai"))


def _first_word(error: click.UsageError) -> str:
    """The word in click's own message that it did not know."""
    quoted = error.message.split("'")
    return quoted[1] if len(quoted) > 1 else error.message.rstrip(".")


class ChineseHelp(click.Command):
    """Help with Chinese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line."""
        pieces = [_PIECES.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and the commands of a group."""
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        if records:
            with formatter.section("选项"):
                formatter.write_dl([(name, _in_chinese(text)) for name, text in records])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


def _in_chinese(text: str) -> str:
    for english, chinese in _CLICK_WORDS.items():
        text = text.replace(english, chinese)
    return text


_PIECES = {"[OPTIONS]": "［选项］", "COMMAND [ARGS]...": "命令 …"}
_CLICK_WORDS = {
    "Show this message and exit.": "显示本说明。",
    "Show the version and exit.": "显示版本。",
    "[required]": "［必填］",
    "[default: ": "［默认 ",
}


class ChineseCommand(ChineseHelp):
    """A command with Chinese help."""


class ChineseGroup(ChineseHelp, click.Group):
    """A group of commands with Chinese help; commands may be loaded when first used."""

    lazy: ClassVar[dict[str, str]] = {}
    command_class = ChineseCommand

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order they were listed."""
        return [*self.lazy, *(name for name in self.commands if name not in self.lazy)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command; its module is imported now when it is a lazy one."""
        if cmd_name in self.lazy:
            from importlib import import_module

            module, _, attribute = self.lazy[cmd_name].partition(":")
            command: click.Command = getattr(import_module(module), attribute)
            return command
        return super().get_command(ctx, cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, a line each."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("命令"):
            formatter.write_dl([(name, command.get_short_help_str(60)) for name, command in found if command])


def run(command: click.Command, arguments: list[str] | None = None) -> int:
    """Run a command line and give its exit code: 2 for what cannot be carried out, 130 when interrupted."""
    call: Callable[..., Any] = command.main
    try:
        result = call(args=arguments, prog_name="gongkai", standalone_mode=False)
    except click.UsageError as error:
        click.echo(str(refusal_of(error)), err=True)
        return 2
    except GongkaiError as error:
        click.echo(str(error), err=True)
        return 2
    except click.Abort:
        click.echo("已中断。", err=True)
        return 130
    return result if isinstance(result, int) else 0
