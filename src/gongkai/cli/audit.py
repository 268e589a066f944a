"""`gongkai audit`: prove the audit chain, from an export alone or from the database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import click

from gongkai.audit import verify as proof
from gongkai.cli.chinese import ChineseCommand, ChineseGroup, CommandError

_SHOWN = 50
"""How many problems are listed; the count is always of all."""


class ExportMissing(CommandError):
    """A file that cannot be opened."""

    code = "CLI-1009"
    text = "打不开“{path}”：{why}。"
    hint = "请核对文件的位置和权限。"


class ExportNotText(CommandError):
    """A file that is not an export at all."""

    code = "CLI-1010"
    text = "“{path}”不是审计记录的导出文件。"
    hint = "请选择从“审计”页面或者用 gongkai audit export 导出的文件（扩展名 .jsonl）。"


@click.group(cls=ChineseGroup)
def audit() -> None:
    """审计记录：核验、导出。

    \b
    例：gongkai audit verify 审计记录.jsonl
    """


@audit.command(cls=ChineseCommand)
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="［文件…］")
@click.option("--seal", "published", default="", help="另行公布的一次封存的摘要，核对文件里确有这一次封存。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def verify(files: tuple[Path, ...], published: str, as_json: bool) -> int:
    """核验审计记录没有被改动、移走、调换、插入或截去。

    给出导出文件时只看文件，不需要数据库；不给文件时核验本系统的数据库。
    退出码：0 没有问题，1 有问题，2 文件打不开或者不是导出文件。

    \b
    例：gongkai audit verify 审计记录.jsonl
        gongkai audit verify --json
    """
    verdicts = {str(path): _of_file(path, published) for path in files} or {"数据库": _of_database(published)}
    if as_json:
        shown = {name: _as_data(verdict) for name, verdict in verdicts.items()}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        for name, verdict in verdicts.items():
            _tell(name, verdict)
    return 1 if any(verdict.problems for verdict in verdicts.values()) else 0


@audit.command(cls=ChineseCommand)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="写到哪个文件，默认屏幕。")
def export(output: Path | None) -> None:
    """导出本系统全部的审计链和封存，每行一条 JSON。

    \b
    例：gongkai audit export -o 审计记录.jsonl
    """
    lines = _exported()
    if output is None:
        for line in lines:
            click.echo(line, nl=False)
        return
    try:
        with output.open("w", encoding="utf-8") as file:
            file.writelines(lines)
    except OSError as why:
        raise ExportMissing(path=output, why=why.strerror or why) from why


def _of_file(path: Path, published: str) -> proof.Verdict:
    try:
        with path.open(encoding="utf-8") as file:
            _must_be_an_export(path, file)
            return proof.examine(file, published=published)
    except OSError as why:
        raise ExportMissing(path=path, why=why.strerror or why) from why
    except UnicodeDecodeError as why:
        raise ExportNotText(path=path) from why


def _must_be_an_export(path: Path, file: TextIO) -> None:
    """A file whose beginning is not JSON was never an export; one whose later lines are not was damaged."""
    try:
        kind = json.loads(file.readline()).get("type")
    except (ValueError, AttributeError) as why:
        raise ExportNotText(path=path) from why
    if kind not in {"export", "entry", "seal", "end"}:
        raise ExportNotText(path=path)
    file.seek(0)


def _of_database(published: str) -> proof.Verdict:
    selectors = _selectors()
    verdict: proof.Verdict = selectors.proven(selectors.all_chains(), published=published)
    return verdict


def _exported() -> Iterator[str]:
    selectors = _selectors()
    lines: Iterator[str] = selectors.export(selectors.all_chains())
    return lines


def _selectors() -> Any:  # noqa: ANN401  a module of the platform, which a check of files does without
    from gongkai.cli.serve import prepare

    prepare()
    from gongkai.audit import selectors

    return selectors


def _as_data(verdict: proof.Verdict) -> dict[str, object]:
    return {
        "ok": not verdict.problems,
        "entries": verdict.entries,
        "chains": verdict.chains,
        "seals": verdict.seals,
        "last_seal": verdict.last_seal,
        "problems": [
            {"code": one.code, "chain": one.chain, "number": one.number, "day": one.day, "message": one.message}
            for one in verdict.problems
        ],
    }


def _tell(name: str, verdict: proof.Verdict) -> None:
    counted = f"{verdict.entries} 条记录、{verdict.chains} 条链、{verdict.seals} 次封存"
    if not verdict.problems:
        click.echo(f"{name}：{counted}，没有发现改动。")
        if verdict.last_seal:
            click.echo(f"最后一次封存的摘要：{verdict.last_seal}")
        return
    click.echo(f"{name}：{counted}，发现 {len(verdict.problems)} 处问题。")
    for problem in verdict.problems[:_SHOWN]:
        click.echo(f"  {problem}")
    if len(verdict.problems) > _SHOWN:
        click.echo(f"  另有 {len(verdict.problems) - _SHOWN} 处，用 --json 查看全部。")
