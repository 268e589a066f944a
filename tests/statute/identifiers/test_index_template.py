"""Templates of 索引号: what a template allows, and that no two sets of values give one number."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.statute.errors import GongkaiError
from gongkai.statute.identifiers import (
    DEFAULT_TEMPLATE,
    FIELDS,
    KNOWN_TEMPLATES,
    IndexTemplate,
    KnownTemplate,
    index_number,
    index_template,
)

VALUES = {"uscc": "11370812004339255B", "year": "2020"}


@pytest.mark.parametrize("known", KNOWN_TEMPLATES, ids=lambda k: k.seen)
def test_a_known_template_reads_and_writes_its_example(known: KnownTemplate) -> None:
    template = index_template(known.template)

    values = template.parse(known.example)

    assert values
    assert template.render(int(values["serial"]), values) == known.example


def test_the_default_gives_numbers_that_are_read_as_index_numbers() -> None:
    number = index_template(DEFAULT_TEMPLATE).render(41, VALUES)

    assert number == "11370812004339255B/2020-00041"
    assert index_number(number).serial == 41


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "没有流水号"),
        ("{uscc}/{year}", "没有流水号"),
        ("{serial:0}", "1至10位"),
        ("{serial:11}", "1至10位"),
        ("{year}-{serial}-{serial}", "不止一次"),
        ("{nummer}-{serial:5}", "不是已知的项"),
        ("{year:2}-{serial:5}", "不能写位数"),
        ("{place}{department}-{serial:5}", "分隔符"),
        ("{category}{serial:5}", "分隔符"),
        ("{category}A-{serial:5}", "分隔符"),
        ("{uscc} {serial:5}", "不能使用"),
        ("号{serial:5}", "不能使用"),
        ("{}{serial:5}", "不能使用"),
        ("{0.__class__}{serial:5}", "不能使用"),
        ("-" * 101 + "{serial:5}", "超过100个字符"),
        ("A" * 50 + "{uscc}-{serial:5}", "会有74个字符，超过64个"),
    ],
)
def test_a_template_that_cannot_work_is_refused_with_the_reason(text: str, problem: str) -> None:
    with pytest.raises(GongkaiError, match="AGY-1006") as refused:
        index_template(text)

    assert problem in str(refused.value)


@pytest.mark.parametrize(
    "values", [{}, {"uscc": "11370812004339255B"}, {**VALUES, "year": "20"}, {**VALUES, "uscc": "x/y"}]
)
def test_a_value_that_is_missing_or_malformed_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(GongkaiError, match="AGY-1007"):
        index_template(DEFAULT_TEMPLATE).render(1, values)


def test_the_last_number_is_given_and_the_one_after_it_is_not() -> None:
    template = index_template("{year}-{serial:2}")

    assert template.render(99, VALUES) == "2020-99"
    with pytest.raises(GongkaiError, match="AGY-1008"):
        template.render(100, VALUES)
    with pytest.raises(ValueError, match="0"):
        template.render(0, VALUES)


def test_the_serial_restarts_only_with_what_stands_in_the_number() -> None:
    assert index_template("{uscc}/{year}-{serial:5}").restarts_with == ("uscc", "year")
    assert index_template("{serial:5}").restarts_with == ()


@st.composite
def templates(draw: st.DrawFn) -> IndexTemplate:
    names = draw(st.lists(st.sampled_from(sorted(FIELDS)), unique=True, max_size=5))
    parts = [f"{{{name}}}" for name in names]
    parts.insert(draw(st.integers(0, len(parts))), f"{{serial:{draw(st.integers(3, 6))}}}")
    separators = [draw(st.sampled_from(["-", "/", "_", ".", ""])) for _ in parts]
    text = "".join(part + separator for part, separator in zip(parts, separators, strict=True))
    try:
        return index_template(text)
    except GongkaiError:
        assume(False)
        raise


def values_for(template: IndexTemplate) -> st.SearchStrategy[tuple[int, dict[str, str]]]:
    fields = {
        name: st.from_regex(FIELDS[name].pattern, fullmatch=True).filter(str.isascii) for name in template.fields
    }
    return st.tuples(st.integers(1, 999), st.fixed_dictionaries(fields))


@given(templates().flatmap(lambda t: st.tuples(st.just(t), values_for(t), values_for(t))))
def test_one_number_has_one_set_of_values(
    case: tuple[IndexTemplate, tuple[int, dict[str, str]], tuple[int, dict[str, str]]],
) -> None:
    template, one, other = case

    number = template.render(*one)

    assert (number == template.render(*other)) == (one == other)
    found = template.parse(number)
    assert found
    assert int(found.pop("serial")) == one[0]
    assert found == one[1]
