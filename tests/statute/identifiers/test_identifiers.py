"""Credit codes, division codes, document and index numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.errors import GongkaiError
from gongkai.statute.identifiers import (
    Level,
    credit_code,
    division,
    document_number,
    index_number,
    is_credit_code,
)
from gongkai.statute.identifiers.credit_code import ALPHABET, check_character

# Published on government pages beside their index numbers (DOMAIN 6.2).
PUBLISHED = ["11370812004339255B", "12620600MB0523338C", "11441700007280420Y", "11341702486344515H"]


@st.composite
def codes(draw: st.DrawFn) -> str:
    first = draw(st.sampled_from(["11", "12", "91"])) + "".join(
        draw(st.lists(st.sampled_from("0123456789"), min_size=6, max_size=6))
    )
    first += "".join(draw(st.lists(st.sampled_from(ALPHABET), min_size=9, max_size=9)))
    return first + check_character(first)


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_credit_codes_are_valid(code: str) -> None:
    assert credit_code(code) == code


@pytest.mark.parametrize(
    "typed",
    [
        "11370812004339255b",
        " 1137 0812 0043 3925 5B ",
        "１１３７０８１２００４３３９２５５Ｂ",
        "11370812-00433925-5B",
    ],
)
def test_a_credit_code_is_made_canonical(typed: str) -> None:
    assert credit_code(typed) == "11370812004339255B"


@given(codes(), st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(code: str, place: int, other: str) -> None:
    wrong = code[:place] + other + code[place + 1 :]

    assert is_credit_code(code)
    assert is_credit_code(wrong) is (wrong == code)


@pytest.mark.parametrize(
    ("code", "refusal"),
    [
        ("", "AGY-1001"),
        ("1137081200433925", "AGY-1001"),
        ("1137081200433925OB", "AGY-1001"),
        ("113708A2004339255B", "AGY-1001"),
        ("11370812004339255C", "AGY-1002"),
        ("某区政府办公室某区政府办公室某区政府", "AGY-1001"),
    ],
)
def test_a_wrong_credit_code_is_refused(code: str, refusal: str) -> None:
    with pytest.raises(GongkaiError, match=refusal):
        credit_code(code)


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("110000", Level.PROVINCE, None),
        ("330100", Level.CITY, "330000"),
        ("330106", Level.COUNTY, "330100"),
        ("429004", Level.COUNTY, "429000"),
        ("330106001", Level.TOWNSHIP, "330106"),
        ("441900003", Level.TOWNSHIP, "441900"),
        ("330106001002", Level.VILLAGE, "330106001"),
    ],
)
def test_a_division_code_tells_its_level_and_parent(code: str, level: Level, parent: str | None) -> None:
    found = division(code)

    assert (found.level, found.parent) == (level, parent)


@pytest.mark.parametrize("code", ["", "11", "990000", "1101a5", "110005", "4419000030001"])
def test_a_wrong_division_code_is_refused(code: str) -> None:
    with pytest.raises(GongkaiError, match="AGY-1003"):
        division(code)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("国办发〔2026〕7号", "国办发〔2026〕7号"),
        ("国办公开办函[2021]30号", "国办公开办函〔2021〕30号"),
        ("武政办发（2025）54 号", "武政办发〔2025〕54号"),
        ("法释【2025】8号", "法释〔2025〕8号"),
    ],
)
def test_a_document_number_is_made_canonical(typed: str, canonical: str) -> None:
    assert str(document_number(typed)) == canonical


@pytest.mark.parametrize(
    "typed", ["", "国办发2026年7号", "〔2026〕7号", "国办发〔26〕7号", "国办发〔2026〕007号", "国办发〔2026〕7"]
)
def test_what_is_no_document_number_is_refused(typed: str) -> None:
    with pytest.raises(GongkaiError, match="AGY-1004"):
        document_number(typed)


@pytest.mark.parametrize(
    "typed", ["000014349/2017-00110", "11370812004339255B/2020-22849", "11341702486344515H/202110-00013"]
)
def test_an_index_number_of_a_usual_pattern_reads_back(typed: str) -> None:
    assert str(index_number(typed)) == typed


def test_what_is_no_index_number_is_refused() -> None:
    with pytest.raises(GongkaiError, match="AGY-1005"):
        index_number("2020-22849")
