"""Every rule has a passing and a failing sheet: tests/statute/rules/<CODE>/{pass,fail}_….json.

A sheet is a gongkai.report/1 object; `previous` is last year's, `options` what an agency has set, `expect` what the
rule must find (cells, or the text that the passage covers).
"""

import json
from pathlib import Path
from typing import Any

import pytest

from gongkai.checking.sentences import extract
from gongkai.documents.interchange import report_from_json
from gongkai.statute.report import Report
from gongkai.statute.rules.catalogue import BY_CODE, RULES
from gongkai.statute.rules.model import Case, Finding, Options

HERE = Path(__file__).parent
SHEETS = sorted(HERE.glob("*/*.json"))


def passage_text(report: Report, finding: Finding) -> str | None:
    where = finding.passage
    if where is None:
        return None
    paragraphs = report.sections.get(where.section, ()) if where.section else (report.title, *report.preface)
    return paragraphs[where.paragraph][where.start : where.end]


def as_expected(report: Report, finding: Finding, wanted: dict[str, Any]) -> bool:
    if finding.code != wanted["code"] or finding.level != wanted["level"]:
        return False
    if "cells" in wanted and list(finding.cells) != wanted["cells"]:
        return False
    return "text" not in wanted or wanted["text"] in (passage_text(report, finding) or "")


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_sheet_is_judged_as_it_says(path: Path) -> None:
    sheet = json.loads(path.read_text("utf-8"))
    report = report_from_json(sheet)
    previous = report_from_json(sheet["previous"]) if "previous" in sheet else None
    rule = BY_CODE[path.parent.name]
    options = Options(**sheet.get("options", {}))

    found = list(rule.judge(Case(report, previous, extract(report), options), rule))

    expected = sheet.get("expect", [])
    assert path.stem.startswith("fail_" if expected else "pass_")
    assert len(found) == len(expected), [finding.message for finding in found]
    for wanted in expected:
        assert any(as_expected(report, finding, wanted) for finding in found), (wanted, found)


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_a_rule_has_a_passing_and_a_failing_sheet(code: str) -> None:
    names = [path.name for path in SHEETS if path.parent.name == code]

    assert any(name.startswith("pass_") for name in names)
    assert any(name.startswith("fail_") for name in names)


def test_a_code_is_used_once() -> None:
    assert len(BY_CODE) == len(RULES)


def test_every_folder_of_sheets_belongs_to_a_rule() -> None:
    assert {path.parent.name for path in SHEETS} <= set(BY_CODE)
