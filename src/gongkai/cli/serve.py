"""`gongkai serve` and `gongkai worker`: the platform's two processes. The only commands that load Django."""

import os
import signal
import socket
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

import click

from gongkai.cli.chinese import ChineseCommand
from gongkai.statute.errors import GongkaiError


class AddressTaken(GongkaiError):
    """Another program listens there already."""

    code = "CLI-3006"
    text = "地址 {bind} 不能使用：{why}。"
    hint = "请先停止占用它的程序，或者换一个端口，例如 GONGKAI_BIND=127.0.0.1:8001 ./run。"


class NotReady(GongkaiError):
    """The settings or the machine are not in order; every problem has been listed."""

    code = "CLI-3007"
    text = "有 {count} 处设置需要改正，没有启动：\n{problems}"


class PlatformMissing(GongkaiError):
    """The packages of the platform are not installed."""

    code = "CLI-3008"
    text = "没有安装网页平台所需的软件包（{name}）。"
    hint = "请用 ./run 启动，它会自己安装。"


@click.command(cls=ChineseCommand)
def serve() -> None:
    """启动网页平台，默认在 http://127.0.0.1:8000。

    设置都来自环境变量，见 docs/reference/settings.md。按 Ctrl+C 停止。

    \b
    例：gongkai serve
        GONGKAI_BIND=127.0.0.1:8001 GONGKAI_HOME=/srv/gongkai gongkai serve
    """
    prepare()
    from django.conf import settings

    settings_ = settings.GONGKAI
    _refuse_taken(settings_.bind)
    _collect_static()
    _let_go_of_databases()
    _run_server(
        {
            "bind": settings_.bind,
            "workers": settings_.processes,
            "threads": settings_.threads,
            "worker_class": "gthread",
            "timeout": 120,  # of silence; a thread that receives a slow upload does not count as silent
            "graceful_timeout": 10,
            "control_socket_disable": True,
            "loglevel": "warning",
            "proc_name": "gongkai",
            "when_ready": lambda server: click.echo(f"公开已启动：{_address(settings_.bind)}（按 Ctrl+C 停止）"),
            "post_worker_init": lambda worker: _start_embedded_worker(),
        }
    )


@click.command(cls=ChineseCommand)
def worker() -> None:
    """单独启动一个后台进程：检查上传的文件、定时发布、向渠道推送、每日封存审计记录。

    默认不需要：网页进程里已经带有一个。文件很多时可以启动几个，共用同一个数据库和数据文件夹。

    \b
    例：GONGKAI_EMBEDDED_WORKER=false gongkai serve
        gongkai worker
    """
    prepare()
    from gongkai.kit.worker import work_forever

    stopped = threading.Event()

    def stop(number: int, frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    click.echo("后台进程已启动（按 Ctrl+C 停止）")
    work_forever(stopped.is_set)


def prepare() -> None:
    """Load Django, refuse what is not in order, bring the database up to date."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.site.settings")
    try:
        import django
        from django.core import checks
        from django.core.management import call_command
    except ModuleNotFoundError as missing:
        raise PlatformMissing(name=missing.name) from missing
    django.setup()
    found = [one for one in checks.run_checks(include_deployment_checks=False) if not one.is_silenced()]
    for warning in found:
        if checks.WARNING <= warning.level < checks.ERROR:
            click.echo(f"〔{_code(warning)}〕{warning.msg}", err=True)
    errors = [message for message in found if message.level >= checks.ERROR]
    if errors:
        listed = "\n".join(f"〔{_code(error)}〕{error.msg}" for error in errors)
        raise NotReady(count=len(errors), problems=listed)
    call_command("migrate", interactive=False, verbosity=0)


def _code(message: Any) -> str:  # noqa: ANN401  django.core.checks.CheckMessage, which is loaded lazily
    return str(message.id).removeprefix("gongkai.")


def _collect_static() -> None:
    from django.conf import settings
    from django.core.management import call_command

    if not settings.DEBUG:
        call_command("collectstatic", interactive=False, verbosity=0)


def _let_go_of_databases() -> None:
    """The web processes are forked; they must not share this process's connections."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()


def _start_embedded_worker() -> None:
    from gongkai.kit import worker

    worker.start_embedded_worker()


def _refuse_taken(bind: str) -> None:
    """gunicorn would try five times and then say so in English."""
    host, _, port = bind.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as taken:
            raise AddressTaken(bind=bind, why=taken.strerror or taken) from taken


def _address(bind: str) -> str:
    host, _, port = bind.rpartition(":")
    return f"http://{'127.0.0.1' if host in {'', '0.0.0.0'} else host}:{port}"  # noqa: S104  shown, not listened on


def _run_server(options: dict[str, Any]) -> None:
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
        """gunicorn, configured from here and from nowhere else."""

        def load_config(self) -> None:
            """Take the options as they are; no file and no variable of gunicorn's own is read."""
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Callable[..., Any]:
            """The WSGI application, in each web process."""
            from gongkai.site.wsgi import application

            return application

    Server().run()
