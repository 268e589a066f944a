"""docs/reference/ from the code: `scripts/reference.py` writes it, with --check it says what is out of date.

Run by the Python of .venv. Rules, cells, errors, commands, settings, calendars, states, words, acts and the API are
listed once, in the code; nobody writes them out by hand.
"""

import atexit
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import click
from reference_parts import acts, lifecycle, vocabularies
from reference_parts.found import refusals, walk
from reference_parts.markdown import table

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
LEVELS = {"error": "错误", "warning": "警告", "hint": "提示"}
HEAD = "<!-- 由 scripts/reference.py 生成，请勿手改 -->\n\n"


def main() -> int:
    """Write every page, or with --check compare every page."""
    _django()
    pages = {name: (HEAD if name.endswith(".md") else "") + page() for name, page in PAGES.items()}
    if "--check" not in sys.argv[1:]:
        REFERENCE.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            (REFERENCE / name).write_text(text, "utf-8")
        return 0
    there = {path.name: path.read_text("utf-8") for path in REFERENCE.iterdir() if path.is_file()}
    stale = sorted(name for name in pages.keys() | there.keys() if pages.get(name) != there.get(name))
    for name in stale:
        print(f"docs/reference/{name} 与代码不一致：请运行 .venv/bin/python scripts/reference.py", file=sys.stderr)
    return 1 if stale else 0


def _django() -> None:
    """Errors of the platform live in modules that need Django's settings; they get an empty home."""
    home = tempfile.TemporaryDirectory(prefix="gongkai-reference-")
    atexit.register(home.cleanup)
    os.environ["GONGKAI_HOME"] = home.name
    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.site.settings"
    import django

    django.setup()


def rules() -> str:
    """The catalogue of rules."""
    from gongkai.statute.rules.catalogue import RULES

    ordered = sorted(RULES, key=lambda rule: rule.code)
    rows = ((f"`{r.code}`", LEVELS[r.level], r.requires, r.cite, r.says) for r in ordered)
    return (
        f"# 核对规则\n\n共 {len(ordered)} 条。编号永久不变，不重复使用；"
        "从文件读取的报告，格式类规则降为警告（见“读取是怎样进行的”）。说明里花括号中的词在报告里换成具体的数和位置。\n\n"
        + table("编号", "级别", "应当怎样", "依据", "不符时的说明", rows=rows)
    )


def cells() -> str:
    """Every cell of every format."""
    from gongkai.statute.tables import FORMATS

    kinds = {"count": "件，整数", "change": "件，可为负", "amount": "金额，小数"}
    parts = ["# 单元格编号\n\n编号永久不变，用于 JSON、命令行和提示；文字与格式原文逐字一致。\n"]
    for format_ in FORMATS.values():
        parts.append(f"\n## {format_.code} 年格式：{len(format_.cells)} 格\n\n依据：{format_.source.number}。\n\n")
        rows = ((f"`{code}`", format_.labels[code], kinds[format_.kinds[code]]) for code in format_.cells)
        parts.append(table("编号", "位置", "内容", rows=rows))
    parts.append("\n两种格式混用的报告，表三“（六）其他处理”只有一行时，编号为 `t3.result.other_all.*`。\n")
    return "".join(parts)


def errors() -> str:
    """Every refusal."""
    rows = ((f"`{e.code}`", e.text + e.hint) for e in refusals())
    return "# 错误编号\n\n编号永久不变，不重复使用。花括号里的词在实际提示中换成具体内容。\n\n" + table(
        "编号", "提示", rows=rows
    )


def commands() -> str:
    """Every command's own help."""
    from gongkai.cli.main import gongkai as top

    parts = [
        "# 命令行\n\n每个命令都可以用 `--help` 看到下面的说明。"
        "退出码：0 没有错误，1 查出错误，2 有文件读不了或写法不对。\n"
    ]
    for path, command in walk("gongkai", top):
        context = click.Context(command, info_name=path, terminal_width=100, max_content_width=100)
        parts.append(f"\n## {path}\n\n```text\n{command.get_help(context)}\n```\n")
    return "".join(parts)


def settings() -> str:
    """Every variable of the environment."""
    from gongkai.site.environment import ELSEWHERE, Environment, in_words

    rows = (
        (f"`{f.metadata['name']}`", f"`{in_words(f.default)}`" if f.default != "" else "", f.metadata["says"])
        for f in fields(Environment)
    )
    library = ((f"`{name}`", says) for name, says in ELSEWHERE.items())
    return (
        "# 设置\n\n都来自环境变量，在一处读取；写错的值和认不得的 `GONGKAI_` 变量会被拒绝并说明，不会猜测。\n\n"
        + table("变量", "默认值", "含义", rows=rows)
        + ("\n不用网页平台时也有效的设置：\n\n" + table("变量", "含义", rows=library) if ELSEWHERE else "")
    )


def calendars() -> str:
    """The shipped notices, day by day."""
    from gongkai.statute.calendar import shipped_notices

    kinds = {"annual": "全年安排", "amendment": "调整", "local": "地方"}
    notices = shipped_notices()
    listed = (
        (n.year, kinds[n.kind], n.number or "", "" if n.number_standing == "verified" else "文号未核实", n.title)
        for n in notices
    )
    days = (
        (n.year, h.name, h.start if h.start == h.end else f"{h.start} 至 {h.end}", "、".join(map(str, h.make_up)))
        for n in notices
        for h in n.holidays
    )
    return (
        "# 工作日历\n\n逐年依据国务院办公厅的通知；还没有通知的年份不推算。\n\n"
        + table("年份", "性质", "文号", "核实情况", "名称", rows=listed)
        + "\n## 放假与调休上班\n\n"
        + table("年份", "节日", "放假", "调休上班", rows=days)
    )


def operations() -> str:
    """Every operation of the API, by its part."""
    from gongkai.site.api import OPERATIONS
    from gongkai.site.api.schema import summary
    from gongkai.site.api.words import TAGS
    from gongkai.statute.vocab.roles import label_of

    parts = [
        f"# 接口\n\n共 {len(OPERATIONS)} 项，地址都在 `/api/v1/` 之下。参数、答复和例子见"
        " [openapi.json](openapi.json)（OpenAPI 3.1；运行中的平台在 `/api/v1/openapi.json`），"
        "用法见[用接口办理业务](../how-to/api.md)。权限写有几项的，有任一项即可。\n"
    ]
    for tag, says in TAGS.items():
        rows = (
            (
                f"`{o.method}`",
                f"`{o.path}`",
                summary(o),
                "不需要令牌" if o.public else "；".join(label_of(code) for code in sorted(o.may)) or "有效的令牌",
            )
            for o in OPERATIONS
            if o.tag == tag
        )
        parts.append(f"\n## {says}\n\n" + table("方法", "地址", "办理", "权限", rows=rows))
    return "".join(parts)


def schema() -> str:
    """The schema of the API, as the platform answers it."""
    from gongkai.site.api import api

    return json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), ensure_ascii=False, indent=1) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules,
    "cells.md": cells,
    "errors.md": errors,
    "command-line.md": commands,
    "settings.md": settings,
    "calendars.md": calendars,
    "states.md": lifecycle.page,
    "vocabularies.md": vocabularies.page,
    "acts.md": acts.page,
    "api.md": operations,
    "openapi.json": schema,
}

if __name__ == "__main__":
    raise SystemExit(main())
