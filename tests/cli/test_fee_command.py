"""`gongkai fee`."""

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gongkai.cli.fee import fee


def run(*arguments: str) -> Result:
    return CliRunner().invoke(fee, arguments)


def data(arguments: str) -> dict[str, Any]:
    done = run(*arguments.split(), "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("arguments", "amount"),
    [
        ("--method item --count 10", "0.00"),
        ("--method item --count 45", "5500.00"),
        ("--method item --items 100", "37000.00"),
        ("--method item --count 1 --earlier 11", "100.00"),
        ("--method item --from 12 --to 12", "100.00"),
        ("--method item --to 31", "2200.00"),
        ("--method item --received 2025-03-03 --received 2025-04-01", "0.00"),
        ("--method page --pages 250", "4700.00"),
        ("--method page --pages 20 --pages 20", "0.00"),
        ("--method page --pages 31 --pages 31", "20.00"),
    ],
)
def test_the_amount(arguments: str, amount: str) -> None:
    assert data(arguments)["amount"] == amount


def test_the_brackets_are_listed() -> None:
    found = data("--method item --count 45")

    assert [(b["from"], b["to"], b["amount"]) for b in found["brackets"]] == [
        (1, 10, "0.00"),
        (11, 30, "2000.00"),
        (31, 40, "2000.00"),
        (41, 45, "1500.00"),
    ]
    assert found["fen"] == 550_000


def test_the_text_shows_the_working_and_the_provision() -> None:
    done = run("--method", "page", "--pages", "250")

    assert done.exit_code == 0
    assert "应收：4700.00 元" in done.stdout
    assert "第201页至第250页：50页 × 40.00 元 = 2000.00 元" in done.stdout
    assert "第五条" in done.stdout
    assert "口径待主管部门确认" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("", "CLI-2002"),
        ("--method item", "CLI-2002"),
        ("--method page", "CLI-2002"),
        ("--method item --from 3", "CLI-2002"),
        ("--method weight", "CLI-2005"),
        ("--method item --count -1", "CLI-2004"),
        ("--method item --count 0", "CLI-2004"),
        ("--method page --pages many", "CLI-2004"),
        ("--method item --from 9 --to 3", "FEE-1003"),
        ("--method item --count 20 --on 2020-12-31", "FEE-1001"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_code(arguments: str, code: str) -> None:
    done = run(*arguments.split())

    assert done.exit_code == 2
    assert f"〔{code}〕" in done.stderr
