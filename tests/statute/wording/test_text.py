"""Secrecy marks, misprints and terms."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.errors import GongkaiError
from gongkai.statute.rules.model import Level
from gongkai.statute.wording import TermRule, Terms, precheck, shipped_terms, terms_from_text

NONE = Terms(())


def codes(text: str, terms: Terms = NONE) -> list[tuple[str, str]]:
    return [(r.code, r.excerpt) for r in precheck("", text, terms=terms)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("机密★5年\n某文件", [("PC-11", "机密★")]),
        ("秘密 ☆", [("PC-11", "秘密 ☆")]),
        ("★绝密", [("PC-11", "绝密")]),
        ("某文件\n　机 密　\n正文", [("PC-11", "机 密")]),
        ("密级：秘密", [("PC-11", "密级：秘密")]),
        ("保密期限：10年", [("PC-11", "保密期限：10年")]),
        ("内部资料，不得外传", [("PC-12", "内部资料"), ("PC-12", "不得外传")]),
        ("（工作秘密）", [("PC-12", "（工作秘密）")]),
        ("仅供内部使用", [("PC-12", "仅供内部")]),
        ("严禁复印机密文件", [("PC-12", "机密文件")]),
        ("属于国家秘密的不予公开", []),
        ("涉及商业秘密和个人隐私", []),
        ("国家秘密分为绝密、机密、秘密三级", []),
        ("加强内部资料管理", []),
    ],
)
def test_marks_are_told_from_mentions(text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


def test_work_secrets_mentioned_in_a_sentence_are_only_pointed_at() -> None:
    (remark,) = precheck("", "不得公开工作秘密。")

    assert (remark.code, remark.level) == ("PC-12", Level.HINT)


@pytest.mark.parametrize("rule", shipped_terms().rules, ids=lambda rule: rule.wrong)
def test_a_shipped_term_is_found_alone_and_not_where_it_is_right(rule: TermRule) -> None:
    terms = shipped_terms()

    assert [r.wrong for r, _ in terms.found(f"（{rule.wrong}）")] == [rule.wrong]
    for right in (rule.right, *rule.unless):
        assert rule.wrong not in [r.wrong for r, _ in terms.found(f"（{right}）")]
    assert rule.reason


def test_the_shipped_list_is_long_enough_and_repeats_nothing() -> None:
    rules = shipped_terms().rules

    assert len(rules) >= 60
    assert len({rule.wrong for rule in rules}) == len(rules)
    assert {rule.level for rule in rules} == {Level.WARNING, Level.HINT}


def test_the_right_word_of_one_rule_is_no_wrong_word_of_another() -> None:
    terms = shipped_terms()

    assert [
        (rule.right, list(terms.found(rule.right))) for rule in terms.rules if list(terms.found(rule.right))
    ] == []


def test_a_misprint_is_a_warning_and_a_better_term_a_hint_with_its_reason() -> None:
    remarks = precheck("", "截止目前，其它事项", terms=shipped_terms())

    assert [(r.code, r.level, r.excerpt) for r in remarks] == [
        ("PC-13", Level.WARNING, "截止目前"),
        ("PC-14", Level.HINT, "其它"),
    ]
    assert "截至目前" in remarks[0].says
    assert "其他" in remarks[1].hint


def test_the_longest_wording_counts_and_exceptions_hold_only_in_their_place() -> None:
    terms = Terms((TermRule("按排", "安排", unless=("按排名",)), TermRule("按排工作", "安排工作")))

    assert [(rule.wrong, at) for rule, at in terms.found("按排名次按排工作按排")] == [("按排工作", 4), ("按排", 8)]


def test_an_agency_adds_replaces_and_takes_out_rules() -> None:
    own = shipped_terms().with_rules([TermRule("其它", "其余"), TermRule("咱们区", "我区")]).without(["帐户"])

    assert [rule.right for rule, _ in own.found("其它咱们区帐户")] == ["其余", "我区"]


@given(st.lists(st.sampled_from("帐户账其它他按排名安"), max_size=30).map("".join))
def test_every_place_reported_holds_the_wording(text: str) -> None:
    for remark in precheck("", text, terms=shipped_terms()):
        assert text[remark.start : remark.end] == remark.excerpt


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff", "DSC-1302"),
        ("[]", "DSC-1302"),
        ("[" * 100000, "DSC-1302"),
        ('{"schema": "gongkai.terms/2", "terms": []}', "DSC-1302"),
        ({"wrong": "帐"}, "DSC-1301"),
        ({"wrong": "帐户", "right": "帐户"}, "DSC-1301"),
        ({"wrong": "帐户", "right": ""}, "DSC-1301"),
        ({"wrong": "帐户", "right": "账户", "level": "error"}, "DSC-1301"),
        ({"wrong": "帐户", "right": "账户", "level": "loud"}, "DSC-1301"),
        ({"wrong": "帐户", "right": "账户", "except": ["别的"]}, "DSC-1301"),
        ({"wrong": "帐户", "right": "账户", "except": "帐户名"}, "DSC-1301"),
        ({"wrong": "帐户", "right": "账户", "colour": "red"}, "DSC-1301"),
        ({"wrong": 5, "right": "账户"}, "DSC-1301"),
        ("x", "DSC-1302"),
        (["帐户"], "DSC-1301"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(data: object, code: str) -> None:
    text = data if isinstance(data, str | bytes) else json.dumps({"schema": "gongkai.terms/1", "terms": [data]})

    with pytest.raises(GongkaiError, match=code):
        terms_from_text(text)


def test_a_wording_listed_twice_is_refused() -> None:
    with pytest.raises(GongkaiError, match="DSC-1301"):
        Terms((TermRule("帐户", "账户"), TermRule("帐户", "户头")))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("国办发[2020]5号", "〔2020〕5号"),
        ("某政办（2021）第12号", "〔2021〕12号"),
        ("某发【2021】007号", "〔2021〕7号"),
    ],
)
def test_the_brackets_of_a_document_number(text: str, right: str) -> None:
    (remark,) = precheck("", text, terms=NONE)

    assert remark.code == "PC-15"
    assert right in remark.hint


@pytest.mark.parametrize("text", ["国办发〔2020〕5号", "（2023）浙0106行初12号", "见附件（2020）", "公式[2020]"])
def test_other_brackets_are_left_alone(text: str) -> None:
    assert [code for code, _ in codes(text) if code == "PC-15"] == []
