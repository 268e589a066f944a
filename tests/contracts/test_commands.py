"""Every command has Chinese help with an example, and every command that the README names exists."""

import re
from pathlib import Path

import click
import pytest

from gongkai.cli.main import gongkai
from scripts.reference_parts.found import walk

COMMANDS = dict(walk("gongkai", gongkai))
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_has_help_with_an_example(path: str) -> None:
    command = COMMANDS[path]
    help_ = command.get_help(click.Context(command, info_name=path))

    assert re.search("[一-鿿]", help_)
    assert "例：" in help_
    assert "Show this" not in help_


def test_the_stated_commands_are_there() -> None:
    stated = {"report read", "report check", "report repair", "report diff", "deadline", "fee", "serve"}

    assert {f"gongkai {words}" for words in stated} <= COMMANDS.keys()


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/**/*.md")) + sorted(ROOT.glob("README*.md")), ids=str)
def test_documentation_names_only_commands_that_exist(page: Path) -> None:
    named = re.findall(r"(?:`|bin/)gongkai ((?:[a-z]+)(?: [a-z]+)?)", page.read_text("utf-8"))
    known = {path.removeprefix("gongkai ") for path in COMMANDS}

    assert [words for words in named if words not in known and words.split()[0] not in known] == []
