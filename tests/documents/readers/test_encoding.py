"""Chinese text in any encoding that websites and offices have used."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.readers.encoding import decode
from gongkai.documents.readers.errors import NotText

TEXT = "一、总体情况\n2023年，街道主动公开政府信息170条，其中规范性文件0件。镕喆堃\n"
TRADITIONAL = "一、總體情況\n本年度主動公開政府信息170條，均在法定期限內答覆。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    text = TEXT.replace("堃", "") if encoding == "gbk" else TEXT

    assert decode(text.encode(encoding), "x") == text


def test_big5_is_told_from_the_national_standard() -> None:
    assert decode(TRADITIONAL.encode("big5"), "x") == TRADITIONAL


def test_a_page_that_says_gb2312_and_holds_more_is_read() -> None:
    page = f'<html><meta charset="gb2312"><p>{TEXT}</p>'

    assert decode(page.encode("gb18030"), "x") == page


def test_a_page_that_says_utf8_and_is_not_is_read() -> None:
    page = f'<html><meta charset="utf-8"><p>{TEXT}</p>'

    assert decode(page.encode("gb18030"), "x") == page


def test_a_cut_character_at_the_end_costs_one_character() -> None:
    assert decode(TEXT.encode()[:-3], "x").startswith(TEXT[:-3])


def test_noise_is_no_text() -> None:
    with pytest.raises(NotText, match="RDR-1010"):
        decode(bytes(range(256)) * 20, "噪声.txt")


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with contextlib.suppress(NotText):
        assert isinstance(decode(data, "x"), str)
