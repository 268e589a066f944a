"""`gongkai report`: read, check, repair and diff, as a person would call them."""

import json
import random
from pathlib import Path

import pytest

from gongkai.cli.chinese import run
from gongkai.cli.main import gongkai
from gongkai.documents.writers import write
from gongkai.statute.report import Report
from tests.strategies import consistent_report


def call(*arguments: object) -> int:
    return run(gongkai, [str(argument) for argument in arguments])


def a_report(seed: int = 3) -> Report:
    return consistent_report(random.Random(seed), scale=20)


def broken(report: Report) -> Report:
    total = report.count("t4.reconsideration.total")
    assert total is not None
    return report.with_cells({"t4.reconsideration.total": total + 7})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.html").write_bytes(write(a_report(), "html"))
    (tmp_path / "bad.json").write_bytes(write(broken(a_report()), "json"))
    (tmp_path / "noise.docx").write_bytes(b"\x00\x01\x02not a document")
    return tmp_path


def test_check_exits_0_without_errors_and_1_with(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("report", "check", folder / "good.html") == 0
    assert "错误 0" in capsys.readouterr().out

    assert call("report", "check", folder / "bad.json") == 1
    assert "〔T4-01〕" in capsys.readouterr().out


def test_an_unreadable_file_is_named_and_the_others_are_still_checked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = call("report", "check", folder / "noise.docx", folder / "bad.json", folder / "missing.pdf")

    told = capsys.readouterr()
    assert code == 2
    assert "〔T4-01〕" in told.out
    assert "noise.docx：〔RDR-" in told.err
    assert "〔CLI-1004〕" in told.err
    assert "［2/3］bad.json" in told.err


def test_check_prints_one_report_as_the_interchange_object(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call("report", "check", folder / "bad.json", "--json")

    printed = json.loads(capsys.readouterr().out)
    assert printed["schema"] == "gongkai.report/1"
    assert "T4-01" in {finding["code"] for finding in printed["findings"]}


def test_json_of_many_files_names_the_file_and_the_refusal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call("report", "read", folder / "good.html", folder / "noise.docx", "--json")

    printed = json.loads(capsys.readouterr().out)
    assert printed[0]["file"].endswith("good.html")
    assert printed[1]["error"]["code"].startswith("RDR-")


def test_last_years_report_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = a_report()
    before = {**report_json(report), "year": (report.year or 0) - 1}
    before["cells"] = {**before["cells"], "t3.carried_out.total": 987654}
    (tmp_path / "before.json").write_text(json.dumps(before), "utf-8")
    (tmp_path / "now.json").write_bytes(write(report, "json"))

    assert call("report", "check", tmp_path / "now.json", "--previous", tmp_path / "before.json") == 1
    assert "〔X-01〕" in capsys.readouterr().out


def report_json(report: Report) -> dict[str, dict[str, object]]:
    loaded: dict[str, dict[str, object]] = json.loads(write(report, "json"))
    return loaded


def test_repair_says_what_the_cell_should_be(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = a_report()
    total = report.count("t4.reconsideration.total")
    assert total is not None

    assert call("report", "repair", folder / "bad.json") == 0

    assert f"行政复议“总计”应为 {total}，现为 {total + 7}" in capsys.readouterr().out


def test_repair_as_json_gives_changes_ties_and_the_mended_report(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call("report", "repair", folder / "bad.json", "--json")

    printed = json.loads(capsys.readouterr().out)
    assert printed["changes"][0]["cell"] == "t4.reconsideration.total"
    assert printed["complete"] is True
    assert printed["report"]["cells"]["t4.reconsideration.total"] == printed["changes"][0]["new"]


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "json"])
def test_a_report_is_converted(folder: Path, kind: str) -> None:
    output = folder / f"out.{kind}"

    assert call("report", "read", folder / "good.html", "--to", kind, "-o", output) == 0

    assert output.stat().st_size > 1000


def test_the_source_is_never_overwritten(folder: Path) -> None:
    before = (folder / "good.html").read_bytes()

    assert call("report", "read", folder / "good.html", "--to", "html") == 0

    assert (folder / "good.html").read_bytes() == before
    assert (folder / "good-公开.html").exists()


def test_many_reports_need_a_folder_to_go_to(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = (folder / "good.html", folder / "bad.json")

    assert call("report", "read", *files, "--to", "docx", "-o", folder / "one.docx") == 2
    assert "〔CLI-1007〕" in capsys.readouterr().err


def test_diff_tells_cells_and_paragraphs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("report", "diff", folder / "good.html", folder / "good.html") == 0
    assert "相同" in capsys.readouterr().out

    assert call("report", "diff", folder / "good.html", folder / "bad.json") == 1
    assert "行政复议“总计”" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("report", "chekc"), "CLI-1001"),
        (("report", "check", "--nope"), "CLI-1001"),
        (("report", "check"), "CLI-1002"),
        (("report", "read", "x.docx", "--to", "odt"), "CLI-1003"),
        (("report", "check", "/"), "CLI-1005"),
    ],
)
def test_a_wrong_command_line_gets_a_coded_answer(
    arguments: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(*arguments) == 2
    assert f"〔{code}〕" in capsys.readouterr().err


def test_help_is_in_chinese_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("report", "check", "--help") == 0

    told = capsys.readouterr().out
    assert told.startswith("用法：gongkai report check")
    assert "例：" in told
    assert "Options" not in told
