"""PDF: embedded fonts, text that can be selected, bookmarks, tags, and nothing beyond its cell or its page."""

import io
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from hypothesis import given, settings

from gongkai.documents import fonts
from gongkai.documents.writers import write
from gongkai.statute.report import Agency, Report
from gongkai.statute.tables import FORMATS
from tests.strategies import consistent_report, reports

LEFT, RIGHT, TOP, BOTTOM = 79.4, 595.3 - 73.7, 104.9, 841.9 - 99.2  # the type area in points
HALF_EMPTY = "，。；：、！？）》”"  # at the end of a line the blank half of these is outside


def _open(report: Report) -> pdfplumber.PDF:
    return pdfplumber.open(io.BytesIO(write(report, "pdf")))


def _text(report: Report) -> str:
    with _open(report) as pdf:
        return "".join("".join(page.extract_text().split()) for page in pdf.pages)


def _outline(data: bytes) -> Iterator[tuple[int, str]]:
    for item in pypdfium2.PdfDocument(data).get_toc():
        yield item.level, item.get_title()


def test_the_six_headings_are_bookmarks() -> None:
    data = write(consistent_report(random.Random(1)), "pdf")

    assert tuple(title for level, title in _outline(data) if level == 0) == FORMATS["2021"].sections


def test_title_agency_and_standards_are_stated() -> None:
    report = consistent_report(random.Random(2))

    data = write(report, "pdf")

    document = pypdfium2.PdfDocument(data)
    assert document.get_metadata_value("Title") == report.title
    assert document.get_metadata_value("Author") == report.agency.name
    assert b"pdfaid:part" in data
    assert b"pdfuaid:part" in data
    assert b"/MarkInfo" in data


def test_every_font_is_embedded() -> None:
    with _open(consistent_report(random.Random(3))) as pdf:
        names = {char["fontname"] for page in pdf.pages for char in page.chars}

    assert names
    assert all("+" in name for name in names)  # a subset of the font is in the file


def test_the_same_report_gives_the_same_bytes() -> None:
    report = consistent_report(random.Random(4))

    assert write(report, "pdf") == write(report, "pdf")


@settings(max_examples=5)
@given(reports())
def test_nothing_stands_outside_the_type_area(report: Report) -> None:
    wide = replace(report, cells={c: 9_876_543_210 if isinstance(v, int) else v for c, v in report.cells.items()})

    with _open(wide) as pdf:
        for page in pdf.pages:
            body = [c for c in page.chars if c["top"] < BOTTOM + 2 and c["text"] not in HALF_EMPTY]
            assert min(c["x0"] for c in body) > LEFT - 2
            assert max(c["x1"] for c in body) < RIGHT + 2
            assert min(c["top"] for c in body) > TOP - 4


def test_ten_digits_stay_within_their_cell() -> None:
    report = consistent_report(random.Random(5))
    wide = replace(report, cells={c: 9_876_543_210 if isinstance(v, int) else v for c, v in report.cells.items()})

    with _open(wide) as pdf:
        for page in pdf.pages:
            upright = [edge for edge in page.edges if edge["orientation"] == "v"]
            numbers = [word for word in page.extract_words() if word["text"].startswith("98765")]
            assert {word["text"] for word in numbers} <= {"9876543210"}
            for word in numbers:
                beside = (e["x0"] for e in upright if e["top"] < word["bottom"] and e["bottom"] > word["top"])
                assert not [x for x in beside if word["x0"] + 0.5 < x < word["x1"] - 0.5]


@pytest.mark.parametrize("format_code", ["2021", "2019"])
def test_a_table_over_two_pages_repeats_its_headings(format_code: str) -> None:
    report = consistent_report(random.Random(6), format_code=format_code)
    filler = ("一是公开内容的深度还不够，部分栏目更新不够均衡。",) * 12

    with _open(replace(report, sections={**report.sections, 3: filler})) as pdf:
        pages = ["".join(page.extract_text().split()) for page in pdf.pages]

    rows = [page for page in pages if "（一）予以公开" in page or "（七）总计" in page]
    assert len(rows) >= 2
    assert all("申请人情况" in page and "法人或其他组织" in page for page in rows)


def test_markup_of_the_typesetter_is_only_text() -> None:
    hostile = '#panic("x") $x^2$ *a* _b_ @ref <label> `raw` \\ [c] // d https://e'
    report = replace(consistent_report(random.Random(7)), sections={1: (hostile,), 6: ('#read("/etc/passwd")',)})

    text = _text(report)

    assert "".join(hostile.split()) in text
    assert '#read("/etc/passwd")' in text


def test_characters_that_one_font_lacks_come_from_another() -> None:
    rare = "镕喆堃垚鄠"
    report = replace(consistent_report(random.Random(8)), sections={1: (f"联系人：{rare}。",)})

    data = write(report, "pdf")

    with pdfplumber.open(io.BytesIO(data)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
    assert rare in text
    assert b"pdfaid:part" in data  # PDF/A would have been refused had a glyph been missing


def test_a_character_in_no_font_does_not_stop_the_report(caplog: pytest.LogCaptureFixture) -> None:
    report = replace(consistent_report(random.Random(9)), sections={1: ("\U0001f600开放日。",)})

    assert write(report, "pdf").startswith(b"%PDF")
    assert "PDF/A" in caplog.text


def test_characters_that_cannot_be_seen_are_left_out() -> None:
    report = replace(
        consistent_report(random.Random(10)), sections={1: ("一是\x00制度\x07健全，共\u202e12\u202c件。",)}
    )

    assert "一是制度健全，共12件。" in _text(report)


def test_a_word_longer_than_a_line_is_broken() -> None:
    report = replace(consistent_report(random.Random(10)), sections={1: ("x" * 300,)})

    with _open(report) as pdf:
        assert max(char["x1"] for page in pdf.pages for char in page.chars if "x" in char["text"]) < RIGHT + 2


def test_a_very_long_agency_name_stays_on_the_page() -> None:
    name = "石桥市东湖新区国家级经济技术开发区和综合保税区管理委员会行政审批与政务服务管理办公室"
    report = replace(consistent_report(random.Random(11)), agency=Agency(name), title="")

    with _open(report) as pdf:
        first = pdf.pages[0]
        assert max(char["x1"] for char in first.chars if char["text"] not in HALF_EMPTY) < RIGHT + 2
        assert name in "".join(first.extract_text().split())


def test_without_any_font_the_refusal_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    monkeypatch.delenv("GONGKAI_FONTS", raising=False)

    with pytest.raises(fonts.FontsMissing, match=r"RDR-1310.*GONGKAI_FONTS"):
        write(consistent_report(random.Random(12)), "pdf")


def test_without_fangsong_another_font_stands_in_and_the_log_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for font in fonts.FOLDER.glob("NotoSerif*"):
        (tmp_path / font.name).symlink_to(font)
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    monkeypatch.delenv("GONGKAI_FONTS", raising=False)

    found = fonts.styles(fonts.folders())

    assert found["仿宋"] == ["Noto Serif SC"]
    assert "仿宋" in caplog.text
    assert write(consistent_report(random.Random(13)), "pdf").startswith(b"%PDF")
