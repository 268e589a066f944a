"""What the code has, found in the code: commands and refusals. Tests ask the same."""

import importlib
import pkgutil
from collections.abc import Iterator

import click

import gongkai
from gongkai.statute.errors import GongkaiError

EXTRAS = {"cv2", "onnxruntime", "rapidocr"}


def refusals() -> list[type[GongkaiError]]:
    """Every coded refusal of the package, by code."""
    for module in pkgutil.walk_packages(gongkai.__path__, "gongkai."):
        if not module.name.endswith("__main__") and ".migrations" not in module.name:
            try:
                importlib.import_module(module.name)
            except ModuleNotFoundError as missing:  # the refusals themselves stand in modules that need no extra
                if missing.name not in EXTRAS:
                    raise
    found: list[type[GongkaiError]] = []
    waiting = list(GongkaiError.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if "code" in vars(kind) and kind.__module__.startswith("gongkai."):
            found.append(kind)
    return sorted(set(found), key=lambda kind: kind.code)


def walk(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """A command and all below it, with the words that call them."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            if below := command.get_command(context, name):
                yield from walk(f"{path} {name}", below)
