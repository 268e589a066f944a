"""System checks: what would go wrong later is refused at the start, with a code and what to do."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from gongkai.statute.errors import GongkaiError


class HomeNotWritable(GongkaiError):
    """The folder for data cannot be written."""

    code = "CLI-3003"
    text = "数据文件夹 {path} 不能写入。"
    hint = "请检查权限，或者用 GONGKAI_HOME 指定另一个文件夹。"


class AssetsMissing(GongkaiError):
    """The style sheet has not been installed."""

    code = "CLI-3004"
    text = "页面样式还没有安装，页面只能以素面显示。"
    hint = "请用 ./run 启动一次，它会自己安装。"


class DebugInTheOpen(GongkaiError):
    """Development mode on an address that others can reach."""

    code = "CLI-3005"
    text = "开发模式只能在本机使用，现在监听的是 {bind}。"
    hint = "请去掉 GONGKAI_DEBUG，或者把 GONGKAI_BIND 改回 127.0.0.1。"


def _error(problem: GongkaiError) -> Error:
    return Error(problem.message, id=f"gongkai.{problem.code}")


@register()
def environment(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:  # noqa: ANN401  Django's shape
    """Every problem of the environment, then what the settings need of the machine."""
    found: list[CheckMessage] = [_error(problem) for problem in settings.GONGKAI_PROBLEMS]
    home: Path = settings.GONGKAI.home
    if not os.access(home, os.W_OK):
        found.append(_error(HomeNotWritable(path=home)))
    bind = settings.GONGKAI.bind
    if settings.GONGKAI.debug and not bind.startswith(("127.", "localhost:", "[::1]:")):
        found.append(_error(DebugInTheOpen(bind=bind)))
    if not (settings.ASSETS / "bootstrap" / "bootstrap.min.css").is_file():
        missing = AssetsMissing()
        found.append(Warning(missing.message, id=f"gongkai.{missing.code}"))
    return found
