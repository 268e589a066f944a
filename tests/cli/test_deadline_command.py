"""`gongkai deadline`."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gongkai.cli.deadline import deadline


def run(*arguments: str) -> Result:
    return CliRunner().invoke(deadline, arguments)


def data(*arguments: str) -> dict[str, Any]:
    done = run(*arguments, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        ("--received 2024-03-04 --rule reply", "2024-04-01"),
        ("--received 2025年9月26日", "2025-10-30"),
        ("--received 2025-04-24 --rule supplement_notice", "2025-05-07"),
        ("--received 2025-04-24 --rule reply --supplement 2025-05-20", "2025-06-18"),
        ("--received 2024-09-05 --rule reply --extend 20", "2024-11-06"),
        ("--received 2025-01-13 --rule reply --consult 2025-01-16..2025-02-12", "2025-03-07"),
        ("--received 2025-01-13 --rule reply --consult 2025-01-16..2025-02-12 --mode strict", "2025-03-06"),
        ("--received 2025-01-13 --rule reply --consult 2025-01-16.. --served 2025-01-20", "2025-03-11"),
        ("--received 2025-01-13 --rule reply --consult 2025-01-16@2025-01-20..", "2025-03-11"),
        ("--received 2025-01-13 --rule reply --consult 2025-01-16..(未回复) --served 2025-01-20", "2025-03-11"),
        ("--received 2025-12-01 --rule reply --paid 2025-12-30", "2026-01-28"),
        ("--received 2025-12-01 --rule fee_notice", "2025-12-29"),
        ("--served 2025-12-08 --rule pay", "2026-01-06"),
        ("--received 2025-12-08 --rule pay", "2026-01-06"),
        ("--served 2026-09-21 --rule co_maker", "2026-10-19"),
        ("--served 2025-01-20 --rule third_party", "2025-02-14"),
        ("--received 2026-04-24 --rule publish", "2026-05-26"),
        ("--served 2026-01-30 --rule reconsider", "2026-03-31"),
        ("--received 2026-01-30 --rule sue", "2026-07-30"),
        ("--rule report_department --year 2025", "2026-01-30"),
        ("--rule report_government --year 2023", "2024-03-29"),
    ],
)
def test_the_date(arguments: str, due: str) -> None:
    assert data(*arguments.split())["due"] == due


def test_every_day_is_explained() -> None:
    found = data("--received", "2025-09-26", "--rule", "reply")

    assert found["days"][0]["date"] == "2025-09-26"
    assert found["days"][-1] == {"date": "2025-10-30", "weekday": "四", "nth": 20, "why": "工作日"}
    assert len(found["days"]) == 35
    assert any("国庆节" in line for line in found["explanation"])


def test_the_text_says_date_provision_and_days() -> None:
    done = run("--received", "2025-09-26", "--rule", "reply")

    assert done.exit_code == 0
    assert "答复期限：2025年10月30日（四）" in done.stdout
    assert "第三十三条" in done.stdout
    assert "2025-10-11（六） 第6日" in done.stdout


def test_an_open_reading_is_named() -> None:
    done = run("--received", "2025-01-13", "--rule", "reply", "--consult", "2025-01-16..2025-02-12")

    assert "口径待主管部门确认" in done.stdout
    assert "2025-03-06" in done.stdout  # warn by the stricter day


def test_a_year_without_a_notice_is_refused_with_the_bound() -> None:
    done = run("--received", "2026-12-20", "--rule", "reply", "--json")

    assert done.exit_code == 1
    found = json.loads(done.stdout)
    assert found["due"] is None
    assert found["error"]["code"] == "CAL-1001"
    assert found["not_before"] == "2027-01-12"
    assert "不早于 2027年1月12日" in done.stderr


def test_a_notice_given_as_a_file_is_used(tmp_path: Path) -> None:
    notice = tmp_path / "2027.json"
    notice.write_text(
        json.dumps(
            {
                "schema": "gongkai.notice/1",
                "year": 2027,
                "title": "节假日安排的通知",
                "holidays": [{"name": "元旦", "from": "2027-01-01", "to": "2027-01-03"}],
            }
        ),
        "utf-8",
    )

    found = data("--received", "2026-12-20", "--rule", "reply", "--notice", str(notice))

    assert found["due"] == "2027-01-18"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("", "CLI-2002"),
        ("--rule reconsider", "CLI-2002"),
        ("--rule report_department", "CLI-2002"),
        ("--received 2025-02-30", "CLI-2001"),
        ("--received yesterday", "CLI-2001"),
        ("--received 0001-01-01", "CLI-2001"),
        ("--received 2024-03-04 --consult 2024-03-05", "CLI-2003"),
        ("--received 2024-03-04 --extend x", "CLI-2004"),
        ("--received 2024-03-04 --extend 21", "CAL-2004"),
        ("--received 2024-03-04 --rule lunch", "CLI-2005"),
        ("--received 2024-03-04 --mode x", "CLI-2005"),
        ("--received 2024-03-04 --notice /nowhere/2027.json", "CLI-2006"),
        ("--received 2024-03-04 --supplement 2024-03-01", "CAL-2002"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_a_code(arguments: str, code: str) -> None:
    done = run(*arguments.split())

    assert done.exit_code == 2
    assert f"〔{code}〕" in done.stderr
    assert "Traceback" not in done.output


def test_a_notice_that_is_no_notice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"\xff\xfe")

    done = run("--received", "2024-03-04", "--notice", str(tmp_path / "x.json"))

    assert done.exit_code == 2
    assert "〔CAL-1002〕" in done.stderr
