"""`gongkai report`: read, check, repair and compare published annual reports."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click

from gongkai.checking.difference import differences
from gongkai.checking.pipeline import check
from gongkai.checking.repair import Repair, propose
from gongkai.cli import rendering
from gongkai.cli.chinese import ChineseCommand, ChineseGroup, CommandError
from gongkai.cli.files import UNREADABLE, Opened, open_all, open_one
from gongkai.documents.interchange import report_to_json
from gongkai.documents.writers import write
from gongkai.statute.errors import GongkaiError
from gongkai.statute.report import Report
from gongkai.statute.rules.model import Finding, Level, Options

_FORMATS = ("docx", "pdf", "html", "xlsx", "json")
_F = TypeVar("_F", bound=Callable[..., Any])


class NeedsFolder(CommandError):
    """Many reports, one output path that is no folder."""

    code = "CLI-1007"
    text = "要输出 {count} 份报告，而“{path}”不是文件夹。"
    hint = "请用 -o 指定一个已有的文件夹。"


class CannotWrite(CommandError):
    """An output path that cannot be written."""

    code = "CLI-1008"
    text = "写不进“{path}”：{why}。"
    hint = "请换一个可以写入的位置。"


@click.group(cls=ChineseGroup)
def report() -> None:
    """年度报告：读取、核对、修复、比较。

    \b
    例：gongkai report check 2023年报.docx --previous 2022年报.pdf
    """


def _files(command: _F) -> _F:
    paths = click.Path(path_type=Path)
    return click.argument("files", nargs=-1, required=True, type=paths, metavar="文件…")(command)


def _json(command: _F) -> _F:
    return click.option("--json", "as_json", is_flag=True, help="输出 JSON（gongkai.report/1）。")(command)


@report.command(cls=ChineseCommand)
@_files
@_json
@click.option("--to", "kind", type=click.Choice(_FORMATS), help="转换成这种格式。")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="输出的文件或文件夹；不写则放在原文件旁边。")
def read(files: tuple[Path, ...], as_json: bool, kind: str | None, output: Path | None) -> int:
    """读取已发布的年度报告，显示三张表，或转换成别的格式。

    可以读 TXT、Markdown、HTML、DOCX、DOC、XLSX、XLS、PDF、JSON 和扫描图片。

    \b
    例：gongkai report read 年报.pdf
        gongkai report read 年报.html --to docx -o 年报.docx
    """
    opened = list(open_all(files))
    if kind:
        _convert(opened, kind, output)
    elif as_json:
        _print_json([(one, item, ()) for one in opened for item in one.reports], opened)
    else:
        for one in opened:
            for item in one.reports:
                _print([f"{one.path.name}　{rendering.summary(item)}", *rendering.tables(item), ""])
    return _exit_code(opened)


@report.command("check", cls=ChineseCommand)
@_files
@click.option("--previous", type=click.Path(path_type=Path), help="上一年的报告，用于跨年核对。")
@click.option("--strict", is_flag=True, help="格式问题（标题、标签、旧表）也按错误处理。")
@_json
def check_command(files: tuple[Path, ...], previous: Path | None, strict: bool, as_json: bool) -> int:
    """核对年度报告：表内勾稽、跨年、文字与表格。

    没有错误时退出码为 0，有错误为 1，有文件读不出为 2；只有警告和提示时为 0。

    \b
    例：gongkai report check 2023年报.docx --previous 2022年报.pdf
    """
    before = open_one(previous) if previous else ()
    options = Options(strict=strict)
    opened, checked = [], []
    for one in open_all(files):
        opened.append(one)
        for item in one.reports:
            found = check(item, previous=_counterpart(item, before), options=options)
            checked.append((one, item, found))
            if not as_json:
                _print([f"{one.path.name}　{rendering.summary(item)}", *rendering.findings(found), ""])
    if as_json:
        _print_json(checked, opened)
    failed = any(finding.level is Level.ERROR for *_, found in checked for finding in found)
    return _exit_code(opened) or int(failed)


@report.command("repair", cls=ChineseCommand)
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@_json
def repair_command(file: Path, as_json: bool) -> int:
    """找出使各项合计成立的最小改动；几种改法一样小时全部列出。

    \b
    例：gongkai report repair 年报.docx
    """
    proposals = [(item, propose(item)) for item in open_one(file)]
    if as_json:
        _echo_json(_single([_repair_json(item, proposal) for item, proposal in proposals]))
    else:
        for item, proposal in proposals:
            _print([rendering.summary(item), *rendering.repair(proposal)])
    return 0


@report.command(cls=ChineseCommand)
@click.argument("old", type=click.Path(path_type=Path), metavar="旧文件")
@click.argument("new", type=click.Path(path_type=Path), metavar="新文件")
@_json
def diff(old: Path, new: Path, as_json: bool) -> int:
    """比较两份报告的单元格和文字：两个年度之间，或同一年度的两个版本之间。相同时退出码为 0，不同为 1。

    \b
    例：gongkai report diff 2022年报.docx 2023年报.docx
    """
    before, after = open_one(old)[0], open_one(new)[0]
    found = differences(before, after)
    if as_json:
        _echo_json(asdict(found))
    else:
        _print([f"{rendering.summary(before)}\n{rendering.summary(after)}", *rendering.difference(found)])
    return int(bool(found))


def _counterpart(item: Report, before: Sequence[Report]) -> Report | None:
    """The earlier report of the same agency, else the first one given."""
    same = (one for one in before if one.agency.name == item.agency.name)
    return next(same, before[0] if before else None)


def _exit_code(opened: Iterable[Opened]) -> int:
    return UNREADABLE if any(one.refusal for one in opened) else 0


def _convert(opened: Sequence[Opened], kind: str, output: Path | None) -> None:
    many = sum(len(one.reports) for one in opened)
    if many > 1 and output is not None and not output.is_dir():
        raise NeedsFolder(count=many, path=output)
    for one in opened:
        for number, item in enumerate(one.reports, start=1):
            stem = one.path.stem if len(one.reports) == 1 else f"{one.path.stem}-{number}"
            folder = output if output is not None and output.is_dir() else one.path.parent
            path = output if output is not None and not output.is_dir() else folder / f"{stem}.{kind}"
            if path == one.path:
                path = path.with_stem(f"{stem}-公开")
            _save(path, write(item, kind))
            click.echo(f"{one.path.name} → {path}", err=True)


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CannotWrite(path=path, why=error.strerror) from error


def _repair_json(item: Report, proposal: Repair) -> dict[str, object]:
    return {
        "agency": item.agency.name,
        "year": item.year,
        "changes": [asdict(change) for change in proposal.changes],
        "alternatives": [[asdict(change) for change in choice] for choice in proposal.alternatives],
        "groups": [
            {"choices": [[asdict(change) for change in choice] for choice in group.choices]}
            for group in proposal.groups
        ],
        "complete": proposal.complete,
        "report": report_to_json(replace(item.with_cells(proposal.values), alternatives=())),
    }


def _print_json(checked: Sequence[tuple[Opened, Report, Sequence[Finding]]], opened: Sequence[Opened]) -> None:
    """One report as an object; several, or any refusal, as a list that names the files."""
    refused = [(one.path, one.refusal) for one in opened if one.refusal]
    if len(checked) == 1 and not refused:
        _, item, found = checked[0]
        _echo_json(report_to_json(item, found))
        return
    listed: list[dict[str, Any]] = [
        {"file": str(one.path), **report_to_json(item, found)} for one, item, found in checked
    ]
    listed += [{"file": str(path), "error": _error_json(refusal)} for path, refusal in refused]
    _echo_json(listed)


def _error_json(refusal: GongkaiError) -> dict[str, str]:
    return {"code": refusal.code, "message": refusal.message}


def _single(items: list[dict[str, object]]) -> object:
    return items[0] if len(items) == 1 else items


def _echo_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value))


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)
