"""Files named on the command line: opened one by one under limits, with progress on standard error."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from gongkai.cli.chinese import CommandError
from gongkai.documents.readers.limits import DEFAULT
from gongkai.documents.readers.sandbox import in_sandbox
from gongkai.documents.reading import read_reports
from gongkai.statute.errors import GongkaiError
from gongkai.statute.report import Report

UNREADABLE = 2


class FileMissing(CommandError):
    """A path that leads nowhere."""

    code = "CLI-1004"
    text = "没有找到文件“{path}”。"
    hint = "请核对文件名和所在文件夹。"


class IsFolder(CommandError):
    """A folder where a file is wanted."""

    code = "CLI-1005"
    text = "“{path}”是文件夹。"
    hint = "请写出文件，例如“{path}/*.docx”。"


class NotAllowed(CommandError):
    """A file that this account may not open, or a disk that does not answer."""

    code = "CLI-1006"
    text = "打不开“{path}”：{why}。"
    hint = "请检查文件的权限，或先关闭正在使用它的程序。"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file and what was read from it: its reports, or the refusal."""

    path: Path
    reports: tuple[Report, ...] = ()
    refusal: GongkaiError | None = None


def open_one(path: Path) -> tuple[Report, ...]:
    """The reports in a file; raises a coded refusal."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise FileMissing(path=path) from error
    except IsADirectoryError as error:
        raise IsFolder(path=path) from error
    except OSError as error:
        raise NotAllowed(path=path, why=error.strerror) from error
    subject = f"“{path.name}”"
    return in_sandbox(
        read_reports, data, path.name, seconds=DEFAULT.seconds, memory=DEFAULT.memory, subject=subject
    )


def open_all(paths: Sequence[Path]) -> Iterator[Opened]:
    """Each file in turn; a refusal is told on standard error and handed on, so that the others are still read."""
    for count, path in enumerate(paths, start=1):
        if len(paths) > 1:
            click.echo(f"［{count}/{len(paths)}］{path.name}", err=True)
        try:
            yield Opened(path, open_one(path))
        except GongkaiError as refusal:
            click.echo(f"{path.name}：{refusal}", err=True)
            yield Opened(path, refusal=refusal)
