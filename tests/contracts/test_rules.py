"""Every rule of the catalogue has its own code, cites a provision, and has a passing and a failing sheet."""

import re
from collections import Counter
from pathlib import Path

import pytest

from gongkai.statute.rules.catalogue import RULES
from gongkai.statute.rules.model import Rule

SHEETS = Path(__file__).resolve().parent.parent / "statute" / "rules"


def test_no_two_rules_share_a_code() -> None:
    assert [code for code, times in Counter(rule.code for rule in RULES).items() if times > 1] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_coded_cited_and_in_chinese(rule: Rule) -> None:
    assert re.fullmatch(r"(T2|T3|T4|X|N|F)-\d{2}", rule.code)
    assert str(rule.cite).startswith("《")
    assert re.search("[一-鿿]", rule.requires)
    assert re.search("[一-鿿]", rule.says)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_passing_and_a_failing_sheet(rule: Rule) -> None:
    folder = SHEETS / rule.code

    assert list(folder.glob("pass*.json")), f"no passing sheet in tests/statute/rules/{rule.code}/"
    assert list(folder.glob("fail*.json")), f"no failing sheet in tests/statute/rules/{rule.code}/"
