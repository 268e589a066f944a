"""The sentences of the corpus: every listed mismatch is found at its sentence, nothing else is an error."""

import json
import re
from collections import defaultdict
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from gongkai.checking.pipeline import check
from gongkai.checking.sentences import extract
from gongkai.documents.reading import read_reports
from gongkai.statute.claims import Claim
from gongkai.statute.report import Agency, Origin, Report
from gongkai.statute.rules.model import Case, Finding, Level
from gongkai.statute.rules.narrative import NARRATIVE_RULES
from tests.corpus.truth import CORPUS, FOLDERS, needs_corpus

pytestmark = needs_corpus
EXCERPTS = sorted((CORPUS / "excerpts").glob("*.json")) if CORPUS.is_dir() else []
CODES = {rule.code for rule in NARRATIVE_RULES}


@lru_cache
def report_of(folder: str) -> Report:
    path = next((CORPUS / folder).glob("raw.*"))
    return read_reports(path.read_bytes(), path.name)[0]


@lru_cache
def findings_of(folder: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in check(report_of(folder)) if finding.code in CODES)


def truth_of(folder: str) -> dict[str, Any]:
    truth: dict[str, Any] = json.loads((CORPUS / folder / "truth.json").read_text("utf-8"))
    return truth


def listed_sentences(folder: str) -> list[dict[str, str]]:
    expected = json.loads((CORPUS / "expected.json").read_text("utf-8"))[folder]["errors"]
    return [entry for entry in expected if "sentence" in entry]


def nonzero(parts: list[int]) -> list[int]:
    """A part of nothing may be told in another unit (规范性文件 0 件) and stand outside the breakdown."""
    return sorted(part for part in parts if part)


def breakdowns(claims: tuple[Claim, ...]) -> dict[Decimal, list[list[int]]]:
    """The parts of each breakdown, by the value of the whole."""
    groups: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.group is not None:
            groups[claim.group].append(claim)
    found: dict[Decimal, list[list[int]]] = defaultdict(list)
    for members in groups.values():
        found[claims[members[0].whole or 0].value].append([int(claim.value) for claim in members])
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_listed_sentence_is_found_and_nothing_else_is_an_error(folder: str) -> None:
    findings = findings_of(folder)
    listed = listed_sentences(folder)

    for entry in listed:
        numbers = re.findall(r"\d+", entry["sentence"])
        levels = {Level.ERROR, Level.WARNING} if "level" in entry else {Level.ERROR}
        assert any(
            finding.level in levels
            and finding.passage is not None
            and finding.message.count(numbers[0])
            and finding.message.count(numbers[-1])
            for finding in findings
        ), entry
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    assert len(errors) <= len(listed), [finding.message for finding in errors]
    assert bool(errors) <= bool(listed)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_listed_claims_are_extracted(folder: str) -> None:
    claims = extract(report_of(folder))
    values = {claim.value for claim in claims}
    tied = breakdowns(claims)

    for sentence in truth_of(folder)["narrative_claims"]:
        facts = dict(sentence["facts"])
        parts = facts.pop("parts", None)
        for name, value in facts.items():
            if not isinstance(value, list):
                assert Decimal(str(value)) in values, (sentence["text"], name)
        whole = next((facts[k] for k in ("whole", "published", "new+carried_in.total") if k in facts), None)
        if parts and whole is not None:
            found = [nonzero(group) for group in tied[Decimal(whole)]]
            assert nonzero(parts) in found, sentence["text"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_claim_that_agrees_raises_nothing_above_a_hint(folder: str) -> None:
    report = report_of(folder)
    agreeing = [
        re.sub(r"\s+", "", sentence["text"])
        for sentence in truth_of(folder)["narrative_claims"]
        if sentence["agrees"] is True
    ]

    for finding in findings_of(folder):
        place = finding.passage
        if place is None or finding.level is Level.HINT or not place.section:
            continue
        text = re.sub(r"\s+", "", report.sections[place.section][place.paragraph][place.start : place.end])
        assert not any(text in sentence for sentence in agreeing), finding.message


def test_the_hints_of_the_first_report() -> None:
    report = report_of("gangwan_2023")
    hints = [finding.code for finding in check(report) if finding.level is Level.HINT]

    assert sorted(hints) == ["ERR-27", "F-05", "F-05", "F-05", "N-10", "T2-06"]
    assert [0, 147, 23] in [group[-3:] for group in breakdowns(extract(report))[Decimal(170)]]


@pytest.mark.parametrize("path", EXCERPTS, ids=lambda path: path.stem)
def test_an_excerpt_is_called_wrong_only_where_its_sum_is(path: Path) -> None:
    excerpt = json.loads(path.read_text("utf-8"))
    texts = (*excerpt["excerpt"].split("\n"), *excerpt.get("narrative", "").split("\n"))
    report = Report(
        agency=Agency(re.split(r"20\d\d年", excerpt["title"])[0]),
        year=excerpt["year"],
        title=excerpt["title"],
        sections={1: texts},
        origin=Origin.READ,
    )

    claims = extract(report)
    case = Case(report, None, claims)
    found = [f for rule in NARRATIVE_RULES if rule.code.startswith("N-") for f in rule.judge(case, rule)]

    summed = excerpt.get("sum_check")
    assert not [f for f in found if f.level is Level.ERROR]
    if summed is None or summed["agrees"]:
        assert not [f for f in found if f.code == "N-04" and f.level is not Level.HINT]
    if summed is not None:
        assert summed["parts"] in breakdowns(claims)[Decimal(summed["whole"])]
        assert summed["agrees"] or any(f.code == "N-04" for f in found)
