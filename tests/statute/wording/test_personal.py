"""Personal numbers: found wherever they stand, and nothing else taken for one."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.statute.identifiers.credit_code import ALPHABET, check_character, organisation_check
from gongkai.statute.rules.model import Level
from gongkai.statute.wording import precheck
from gongkai.statute.wording.personal import half_width, identity_holds, luhn_holds, masked

IDENTITIES = ("PC-01", "PC-02", "PC-03", "PC-05")


def found(text: str) -> list[tuple[str, str]]:
    """Code and the text at each place."""
    return [(r.code, text[r.start : r.end]) for r in precheck("", text)]


def identity(region: str, born: date, serial: int) -> str:
    first = f"{region}{born:%Y%m%d}{serial:03}"
    return next(first + c for c in "0123456789X" if identity_holds(first + c))


def card(first: str) -> str:
    return next(first + c for c in "0123456789" if luhn_holds(first + c))


REGIONS = st.sampled_from(["110101", "330106", "440305", "510104", "620102", "650102"])
BORN = st.dates(date(1930, 1, 1), date(2024, 12, 31))
identities = st.builds(identity, REGIONS, BORN, st.integers(0, 999))
mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
cards = st.from_regex(r"62[0-9]{14,16}", fullmatch=True).map(card)
BEFORE = st.sampled_from(["", "张某，", "身份证号：", "（", "、", "\n", "为", "一 ", "附：", "卡号:"])
AFTER = st.sampled_from(["", "。", "，", "）", "、", "\n第二行", "的", ",", ";", " 元月"])


def full_width(text: str) -> str:
    return text.translate({n: n + 0xFEE0 for n in range(0x30, 0x5B)})


@given(identities, BEFORE, AFTER, st.sampled_from([str, str.lower, full_width]))
def test_an_identity_is_found_wherever_it_stands(number: str, before: str, after: str, written: object) -> None:
    assert callable(written)
    shown = written(number)

    remarks = precheck("", before + shown + after)

    assert [(r.code, r.place) for r in remarks] == [("PC-01", (len(before), len(before) + 18))]
    assert shown not in remarks[0].says
    assert "*" * 8 in remarks[0].excerpt


@given(identities)
def test_the_groups_of_an_identity_may_stand_apart(number: str) -> None:
    apart = f"{number[:6]} {number[6:14]} {number[14:]}"

    assert found(apart) == [("PC-01", apart)]


@given(identities, st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_wrong_digit_makes_it_no_identity(number: str, place: int, other: str) -> None:
    assume(number[place] != other)

    wrong = number[:place] + other + number[place + 1 :]

    assert "PC-01" not in {code for code, _ in found(wrong)}


@given(mobiles, BEFORE, AFTER, st.sampled_from(["", "+86", "86-", "+86 "]))
def test_a_mobile_number_is_found_wherever_it_stands(number: str, before: str, after: str, country: str) -> None:
    text = before + country + number + after

    assert found(text) == [("PC-03", country + number)]


@given(st.lists(mobiles, min_size=2, max_size=5), st.sampled_from(["，", ",", "、", "/", "；", " ", "\n"]))
def test_every_number_of_a_row_is_found(numbers: list[str], between: str) -> None:
    assert found(between.join(numbers)) == [("PC-03", number) for number in numbers]


@given(cards, BEFORE, AFTER)
def test_a_bank_card_is_found_wherever_it_stands(number: str, before: str, after: str) -> None:
    assume(not (len(number) == 18 and identity_holds(number)))

    assert found(before + number + after) == [("PC-05", number)]


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    """Codes whose organisation part is in order too; of digits alone more often than by chance."""
    letters = draw(st.sampled_from(["0123456789", ALPHABET]))
    head = draw(st.sampled_from(["11", "12", "13", "51", "52", "53", "91", "92", "93"]))
    head += draw(st.sampled_from(["10", "11", "33", "44", "51", "62"]))
    head += draw(st.text("0123456789", min_size=4, max_size=4))
    body = draw(st.text(letters, min_size=8, max_size=8))
    first = head + body + organisation_check(body)
    return first + check_character(first)


@given(credit_codes(), st.sampled_from(["", "统一社会信用代码", "（", "、"]))
def test_a_credit_code_is_never_an_identity(code: str, before: str) -> None:
    assert [c for c, _ in found(before + code) if c in IDENTITIES and c != "PC-05"] == []


dates = st.dates(date(1949, 10, 1), date(2099, 12, 31))
amounts = st.decimals(0, 10**15, places=2, allow_nan=False)
INNOCENT = st.one_of(
    dates.map("{:%Y-%m-%d}".format),
    dates.map("{:%Y%m%d}".format),
    dates.map(lambda d: f"{d.year}年{d.month}月{d.day}日"),
    amounts.map(lambda n: f"{n:,}元"),
    amounts.map(lambda n: f"{n}元"),
    st.integers(0, 10**13).map(lambda n: f"{n}万元"),
    st.builds("国办发〔{}〕{}号".format, st.integers(1949, 2099), st.integers(1, 99999)),
    st.builds("11370812004339255B/{}-{:05}".format, st.integers(1990, 2099), st.integers(1, 99999)),
    st.builds("第{}条第（{}）项".format, st.integers(1, 999), st.integers(1, 99)),
    st.builds("2101-{:06}-04-01-{:06}".format, st.integers(110000, 659999), st.integers(0, 999999)),
    st.builds("GB/T {}—{}".format, st.integers(1, 99999), st.integers(1990, 2099)),
    st.builds("{}.{}%".format, st.integers(0, 100), st.integers(0, 10**11)),
    st.builds("https://www.example.gov.cn/art/{}/{}.html".format, dates, st.integers(0, 10**11)),
)


@given(st.lists(INNOCENT, max_size=12), st.sampled_from(["，", "、", "\n", "；", "。"]))
def test_numbers_of_official_texts_are_not_taken_for_personal_ones(parts: list[str], between: str) -> None:
    text = between.join(parts)

    assert [item for item in found(text) if item[0] <= "PC-08"] == []


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("身份证号330106900101123", "PC-02", Level.WARNING),
        ("330106900101123", "PC-02", Level.HINT),
        ("联系电话：13800001234", "PC-03", Level.HINT),
        ("王某 138 0000 1234", "PC-03", Level.WARNING),
        ("咨询电话：0571-88776655", "PC-04", Level.HINT),
        ("（0571）88776655", "PC-04", Level.HINT),
        ("家庭电话 0571-88776655-801", "PC-04", Level.WARNING),
        ("收款单位开户行账号6222021234567890128", "PC-05", Level.WARNING),
        ("家住某市某区幸福路12号3幢501室", "PC-06", Level.WARNING),
        ("住址：某县某镇某村三组", "PC-06", Level.WARNING),
        ("张某现居幸福路12号3幢2单元501室", "PC-06", Level.WARNING),
        ("幸福苑3幢2单元501", "PC-06", Level.WARNING),
        ("地址：行政中心2号楼301室", "PC-06", Level.HINT),
        ("护照号E12345678", "PC-07", Level.WARNING),
        ("浙A·12345", "PC-08", Level.HINT),
        ("浙AD12345", "PC-08", Level.HINT),
        ("被监护人为女童", "PC-09", Level.HINT),
        ("经诊断为某病", "PC-10", Level.HINT),
    ],
)
def test_what_the_words_around_a_number_make_of_it(text: str, code: str, level: Level) -> None:
    assert [(r.code, r.level) for r in precheck("", text)] == [(code, level)]


@pytest.mark.parametrize(
    "text",
    [
        "工商注册号330106900101123",
        "E12345678",
        "浙ICP备12345678号",
        "浙B2-20090185",
        "共建设安置房3幢120户",
        "在3号楼二层会议室开会",
        "未成年人保护工作",
        "项目编号13800001234",
        "020000001234",
        "版本1.13800001234",
        "6222021234567890120",
        "3301061990010112",
        "330106199013011234",
        "国家秘密、商业秘密、个人隐私",
    ],
)
def test_what_only_looks_like_it(text: str) -> None:
    assert found(text) == []


def test_numbers_of_neighbouring_cells_do_not_grow_together() -> None:
    html = "<table><tr><th>甲</th><th>乙</th></tr><tr><td>1380000</td><td>1234</td></tr></table>"

    assert precheck("", html) == ()
    assert [r.code for r in precheck("", html.replace("1380000<", "138<b>0000</b>1234<"))] == ["PC-03"]


def test_a_number_in_the_title_is_said_of_the_title() -> None:
    (remark,) = precheck("关于13800001234的公示", "正文")

    assert (remark.where, remark.place) == ("title", (2, 13))


@given(st.text())
def test_making_characters_half_width_keeps_places(text: str) -> None:
    assert len(half_width(text)) == len(text)


@given(st.from_regex(r"[0-9]{4,24}", fullmatch=True))
def test_a_masked_number_keeps_its_middle_to_itself(number: str) -> None:
    shown = masked(number)

    assert shown.count("*") >= 4
    assert len(shown) == max(len(number), 7)
