"""The commands of the README do what it says, as they are written there."""

import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.cli.chinese import run
from gongkai.cli.main import gongkai
from gongkai.documents.writers import write
from gongkai.statute.report import Agency, Report, blank_report
from tests.contracts.test_readme import READMES, commands

LINES = [line for line in commands(READMES[0]) if line.startswith(".venv/bin/gongkai ")]


def consistent(year: int) -> Report:
    """A report in which every sum holds."""
    report = blank_report(Agency("示例市南湖街道办事处"), year)
    return replace(report, cells=dict.fromkeys(report.cells, 0), sections={1: ("本机关依法公开政府信息。",)})


@pytest.mark.parametrize("line", LINES)
def test_a_command_of_the_readme_works(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, year in (("年报.docx", 2023), ("年报.pdf", 2023), ("上年年报.pdf", 2022)):
        Path(name).write_bytes(write(consistent(year), Path(name).suffix[1:]))

    code = run(gongkai, shlex.split(line)[1:])

    assert code in ((0, 1) if " check " in line else (0,))
