"""What a cell's text says."""

from decimal import Decimal

import pytest

from gongkai.documents.recognition.values import is_value, parse
from gongkai.statute.tables import Kind


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("１２", 12),
        ("1,234", 1234),
        ("31（其中修订6件）", 31),
        ("44(含自然失效 9 件)", 44),
        ("12①", 12),
        ("12*", 12),
        ("? 0", 0),
        ("7件", 7),
        ("0.00", 0),
        ("2.5", Decimal("2.5")),
        ("-18", -18),
        ("－18", -18),
    ],
)
def test_a_count_is_read_without_its_notes(text: str, value: int | Decimal) -> None:
    assert parse(text, Kind.COUNT).value == value
    assert is_value(text)


@pytest.mark.parametrize("text", ["/", "-", "—", "——", "无", "\\"])
def test_a_mark_is_kept_and_is_no_zero(text: str) -> None:
    assert parse(text, Kind.COUNT).value is None
    assert parse(text, Kind.COUNT).mark == text


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u00a0"])
def test_a_blank_is_neither_zero_nor_mark(text: str) -> None:
    assert parse(text, Kind.COUNT) == (None, "", 1.0)


@pytest.mark.parametrize(
    ("text", "value"), [("36000元", Decimal("3.6")), ("1.2万元", Decimal("1.2")), ("0.05", Decimal("0.05"))]
)
def test_an_amount_is_in_the_unit_of_its_column(text: str, value: Decimal) -> None:
    assert parse(text, Kind.AMOUNT, unit="万元").value == value


def test_figures_divided_by_a_blank_are_not_joined_with_confidence() -> None:
    assert parse("12 3", Kind.COUNT).sure < 0.9


@pytest.mark.parametrize("text", ["1.属于国家秘密", "（一）予以公开", "3.其他", "2023年"])
def test_a_label_is_no_value(text: str) -> None:
    assert not is_value(text)
