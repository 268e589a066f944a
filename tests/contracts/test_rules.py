"""Every rule of the catalogue has its own code and cites a provision; tests/statute/rules has their sheets."""

import re
from collections import Counter

import pytest

from gongkai.statute.rules.catalogue import RULES
from gongkai.statute.rules.model import Rule


def test_no_two_rules_share_a_code() -> None:
    assert [code for code, times in Counter(rule.code for rule in RULES).items() if times > 1] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_is_coded_cited_and_in_chinese(rule: Rule) -> None:
    assert re.fullmatch(r"(T2|T3|T4|X|N|F|ERR)-\d{2}", rule.code)
    assert str(rule.cite).startswith("《")
    assert re.search("[一-鿿]", rule.requires)
    assert re.search("[一-鿿]", rule.says)
