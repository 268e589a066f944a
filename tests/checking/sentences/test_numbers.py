"""Numbers as reports write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.checking.sentences.mentions import read_prose
from gongkai.checking.sentences.numbers import chinese_number
from gongkai.statute.claims import ClaimKind
from gongkai.statute.law.cite import chinese_numeral

# fmt: off
WRITTEN = (
    ("公开信息1,305条", "1305", "条", True),
    ("公开信息１３０５条", "1305", "条", True),
    ("公开信息1.2万余条", "12000", "条", False),
    ("公开信息18万余条", "180000", "条", False),
    ("公开信息6750余条", "6750", "条", False),
    ("公开信息近三百条", "300", "条", False),
    ("公开信息一百二十条", "120", "条", True),
    ("收到申请十二件", "12", "件", True),
    ("收到申请一件，已办结", "1", "件", True),
    ("收费12.5万元", "12.5", "万元", True),
    ("收费3亿元", "3", "亿元", True),
    ("召开会议2次", "2", "次", True),
    ("约40件申请", "40", "件", False),
    ("不少于20件", "20", "件", False),
    ("累计784.58万条", "7845800", "条", True),
)
# fmt: on
NOT_COUNTS = (
    "第二十条第（一）项",
    "《条例》第20条",
    "是一项重要工作",
    "2023年1月1日至12月31日",
    "（国办函〔2020〕109号）",
    "邮编：223100，电话：000-12345678",
    "高效办成一件事",
)


@pytest.mark.parametrize(("text", "value", "unit", "exact"), WRITTEN)
def test_a_number_is_read_with_its_unit(text: str, value: str, unit: str, exact: bool) -> None:
    (figure,) = read_prose(text).figures

    assert (figure.value, figure.unit, figure.exact) == (Decimal(value), unit, exact)


@pytest.mark.parametrize("text", NOT_COUNTS)
def test_what_is_no_count_is_left_alone(text: str) -> None:
    assert not read_prose(text).figures


# fmt: off
KINDS = (
    ("申请12件，占33.9%", ClaimKind.SHARE),
    ("同比增长1.4倍", ClaimKind.GROWTH),
    ("较上年下降12%", ClaimKind.GROWTH),
    ("比上年增加8件", ClaimKind.GROWTH),
    ("增加到8件", ClaimKind.COUNT),
    ("提高2.5个百分点", ClaimKind.GROWTH),
    ("收取420元", ClaimKind.AMOUNT),
    ("办结率100%", ClaimKind.SHARE),
)
# fmt: on


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_a_figure_is_a_count_an_amount_a_share_or_a_growth(text: str, kind: ClaimKind) -> None:
    assert read_prose(text).figures[-1].kind is kind


@given(st.integers(min_value=1, max_value=999))
def test_a_chinese_numeral_is_read_as_it_is_written(number: int) -> None:
    assert chinese_number(chinese_numeral(number)) == number


@pytest.mark.parametrize(("text", "number"), [("三千零五", 3005), ("两万", 20000), ("一万二千三百", 12300)])
def test_larger_chinese_numerals(text: str, number: int) -> None:
    assert chinese_number(text) == number
