"""DOCX: schema order, GB/T 9704 measures, the prescribed tables merged as Word, WPS and LibreOffice expect."""

import io
import random
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import mammoth
import pdfplumber
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from hypothesis import given, settings
from lxml import etree

from gongkai.documents.writers import write
from gongkai.documents.writers.grid import printed_tables
from gongkai.statute.report import Agency, Report
from gongkai.statute.tables import FORMATS
from tests.documents.writers.wordprocessing import W, misplaced
from tests.strategies import consistent_report, reports


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def _wide(report: Report) -> Report:
    return replace(report, cells={c: 9_876_543_210 if isinstance(v, int) else v for c, v in report.cells.items()})


@settings(max_examples=30)
@given(reports())
def test_every_part_keeps_the_order_of_the_schema(report: Report) -> None:
    parts = _parts(write(report, "docx"))

    for name, data in parts.items():
        if name.startswith("word/") and name.endswith(".xml"):
            assert list(misplaced(data)) == []


def test_every_relation_and_style_that_is_used_is_there() -> None:
    parts = _parts(write(consistent_report(random.Random(1)), "docx"))

    document = etree.fromstring(parts["word/document.xml"])
    styles = {s.get(f"{W}styleId") for s in etree.fromstring(parts["word/styles.xml"]).iter(f"{W}style")}
    used = {e.get(f"{W}val") for name in ("pStyle", "rStyle", "tblStyle") for e in document.iter(f"{W}{name}")}
    assert used <= styles
    targets = [r.get("Target") for r in etree.fromstring(parts["word/_rels/document.xml.rels"])]
    assert {f"word/{target}" for target in targets} <= set(parts)
    overrides = {o.get("PartName") for o in etree.fromstring(parts["[Content_Types].xml"]) if o.get("PartName")}
    assert {name.lstrip("/") for name in overrides} <= set(parts)


def test_the_same_report_gives_the_same_bytes() -> None:
    report = consistent_report(random.Random(2))

    assert write(report, "docx") == write(report, "docx")


def test_the_page_is_that_of_gb_9704() -> None:
    document = docx.Document(io.BytesIO(write(consistent_report(random.Random(3)), "docx")))

    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert [round(m.mm) for m in (section.top_margin, section.left_margin)] == [37, 28]
    assert [round(m.mm) for m in (section.bottom_margin, section.right_margin)] == [35, 26]
    body, title = document.styles["报告正文"], document.styles["Title"]
    assert document.styles["Normal"].font.size is None  # 3号 is the default of the document
    assert body.element.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "200"
    assert body.paragraph_format.line_spacing.pt == pytest.approx(28.95)
    assert title.font.size.pt == 22
    assert title.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    fonts = {
        name: document.styles[name].element.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia")
        for name in ("Title", "heading 1", "heading 2", "表格文字")
    }
    assert fonts == {
        "Title": "方正小标宋简体",
        "heading 1": "黑体",
        "heading 2": "楷体_GB2312",
        "表格文字": "宋体",
    }
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT)
    assert odd.text == "— 1 —"


def test_the_six_headings_are_headings_and_the_title_is_a_property() -> None:
    report = consistent_report(random.Random(4))

    document = docx.Document(io.BytesIO(write(report, "docx")))

    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert tuple(headings) == FORMATS["2021"].sections
    properties = document.core_properties
    assert (properties.title, properties.author) == (report.title, report.agency.name)
    assert properties.language == "zh-CN"


@pytest.mark.parametrize(("format_code", "hybrid"), [("2021", False), ("2019", False), ("2021", True)])
def test_tables_are_merged_as_prescribed(format_code: str, hybrid: bool) -> None:
    report = consistent_report(random.Random(5), format_code=format_code, hybrid=hybrid)

    document = docx.Document(io.BytesIO(write(report, "docx")))

    for printed, table in zip(printed_tables(report), document.tables, strict=True):
        assert (len(table.rows), len(table.columns)) == (len(printed.rows), printed.columns)
        cells = table._cells  # all at once; table.cell() builds them anew each time
        for cell in printed.cells:
            corner = cells[cell.row * printed.columns + cell.column]
            last_row, last_column = cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1
            assert cells[last_row * printed.columns + last_column]._tc is corner._tc
            if cell.heading:
                assert "".join(corner.text.split()) == cell.text
        repeated = [bool(row._tr.findall(f"{W}trPr/{W}tblHeader")) for row in table.rows]
        assert repeated == [number < printed.header_rows for number in range(len(printed.rows))]
        assert all(row._tr.findall(f"{W}trPr/{W}cantSplit") for row in table.rows)


@settings(max_examples=30)
@given(reports())
def test_columns_fill_the_type_area_exactly(report: Report) -> None:
    document = etree.fromstring(_parts(write(report, "docx"))["word/document.xml"])

    for table in document.iter(f"{W}tbl"):
        widths = [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]
        assert sum(widths) == 8844
        assert min(widths) > 200
        for row in table.iter(f"{W}tr"):
            assert sum(int(w.get(f"{W}w")) for w in row.iter(f"{W}tcW")) == 8844


def test_mammoth_reads_the_spans_as_well() -> None:
    report = consistent_report(random.Random(6))

    html = mammoth.convert_to_html(io.BytesIO(write(report, "docx"))).value

    assert '<td rowspan="22">' in html
    assert 'colspan="10"' in html


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    report = consistent_report(random.Random(7))
    dirty = replace(
        report, sections={**report.sections, 5: ("一是\x00制度\x0b不全\ud800。\ufffe", "<w:p>&amp;]]>")}
    )

    document = docx.Document(io.BytesIO(write(dirty, "docx")))

    texts = [p.text for p in document.paragraphs]
    assert "一是制度" in texts  # a vertical tab divides lines
    assert "不全。" in texts
    assert "<w:p>&amp;]]>" in texts


def test_a_long_title_is_broken_behind_the_agencys_name_wherever_that_stands() -> None:
    report = replace(consistent_report(random.Random(8)), agency=Agency("云川市科委"), year=2023)

    for title in ("2023年云川市科委政府信息公开工作年度报告", "云川市科委2023年政府信息公开工作年度报告"):
        document = docx.Document(io.BytesIO(write(replace(report, title=title), "docx")))
        first, second = document.paragraphs[0].text.split("\n")
        assert first.endswith("云川市科委")
        assert first + second == title


def test_a_title_without_agency_or_year_gets_them() -> None:
    report = replace(consistent_report(random.Random(8)), title="政府信息公开工作年度报告")

    document = docx.Document(io.BytesIO(write(report, "docx")))

    title = "".join(document.paragraphs[0].text.split())
    assert report.agency.name in title
    assert str(report.year) in title


def test_a_report_without_a_year_is_written() -> None:
    report = replace(consistent_report(random.Random(9)), year=None, title="", published_on=None)

    document = docx.Document(io.BytesIO(write(report, "docx")))

    assert document.core_properties.title == f"{report.agency.name}政府信息公开工作年度报告"


def test_the_date_of_publication_stands_under_the_title() -> None:
    report = replace(consistent_report(random.Random(9)), published_on=date(2024, 1, 5))

    document = docx.Document(io.BytesIO(write(report, "docx")))

    assert document.paragraphs[1].text == "发布日期：2024年1月5日"


@pytest.mark.office
@pytest.mark.parametrize("format_code", ["2021", "2019"])
def test_in_libreoffice_nothing_overflows_and_headings_repeat(format_code: str, tmp_path: Path) -> None:
    report = _wide(consistent_report(random.Random(10), format_code=format_code))
    (tmp_path / "report.docx").write_bytes(write(report, "docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"

    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "report.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)

    with pdfplumber.open(tmp_path / "report.pdf") as pdf:
        words = [word for page in pdf.pages for word in page.extract_words()]
        pages = ["".join(page.extract_text().split()) for page in pdf.pages]
        outside = [w for w in words if w["x0"] < 79 - 2 or w["x1"] > 595.3 - 73.7 + 2]
    assert outside == []
    numbers = [word["text"] for word in words if word["text"].startswith("98765")]
    assert numbers == ["9876543210"] * sum(v == 9_876_543_210 for v in report.cells.values())
    of_requests = [page for page in pages if "申请人情况" in page]
    assert len(of_requests) == 2  # table three runs over a page, and its headings with it
    assert all("法人或其他组织" in page for page in of_requests)
