"""What was written reads back the same, by the readers of everyone's files: no format carries hidden data."""

import os
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.reading import read_reports
from gongkai.documents.writers import write
from gongkai.statute.report import Report
from tests.strategies import consistent_report, reports

FULL = os.environ.get("GONGKAI_FULL") == "1"
EXAMPLES = {"html": (20, 500), "docx": (20, 500), "xlsx": (20, 500), "json": (20, 500), "pdf": (8, 200)}
_OPENINGS = ("", "", "", "（一）", "（二）", "1.", "2.", "一是", "二是")
_PHRASES = (
    "坚持以公开为常态、不公开为例外",
    "政府网站开设“公开专区”3个",
    "通过12345热线答复咨询1024件次",
    "按照《中华人民共和国政府信息公开条例》（国务院令第711号）要求",
    "同比增长12.5%，其中PDF、OFD等格式文件占比下降0.3个百分点",
    "全面梳理2018—2023年制发的文件",
    "严格落实“三审三校”制度",
    "累计培训业务骨干86人次",
)


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """A paragraph as offices write them: Latin letters, figures, quotation marks, one line to many."""
    phrases = draw(st.lists(st.sampled_from(_PHRASES), min_size=1, max_size=14))
    return draw(st.sampled_from(_OPENINGS)) + "，".join(phrases) + "。"


@st.composite
def written_reports(draw: st.DrawFn) -> Report:
    """Consistent reports with more text than figures need."""
    report = draw(reports())
    sections = {n: (*texts, *draw(st.lists(paragraphs(), max_size=2))) for n, texts in report.sections.items()}
    return replace(report, sections=sections, preface=(*report.preface, *draw(st.lists(paragraphs(), max_size=1))))


def assert_same(report: Report, kind: str) -> None:
    """Agency, year, cells, marks and paragraphs are those written, and the reading is sure of itself."""
    (read,) = read_reports(write(report, kind), f"report.{kind}")

    assert read.agency.name == report.agency.name
    assert (read.year, read.format, read.published_on) == (report.year, report.format, report.published_on)
    assert dict(read.cells) == dict(report.cells)
    assert dict(read.marks) == dict(report.marks)
    assert read.preface == report.preface
    assert {n: texts for n, texts in read.sections.items() if texts} == {
        n: texts for n, texts in report.sections.items() if texts
    }
    assert [code for code in read.cells if read.confidence(code) < 0.9] == []


@pytest.mark.parametrize("kind", EXAMPLES)
def test_reading_back_gives_the_same_report(kind: str) -> None:
    few, many = EXAMPLES[kind]

    @settings(max_examples=many if FULL else few)
    @given(written_reports())
    def holds(report: Report) -> None:
        assert_same(report, kind)

    holds()


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("number", [9_999_999_999, 1_234_567_890])
def test_ten_digits_in_every_cell_read_back(kind: str, number: int) -> None:
    report = consistent_report(random.Random(7))
    wide = replace(report, cells={c: number if isinstance(v, int) else v for c, v in report.cells.items()})

    assert_same(wide, kind)


@pytest.mark.parametrize("kind", [kind for kind in EXAMPLES if kind != "xlsx"])  # it keeps no blank last row
@pytest.mark.parametrize("format_code", ["2021", "2019"])
def test_a_report_of_blanks_alone_reads_back(kind: str, format_code: str) -> None:
    report = consistent_report(random.Random(8), format_code=format_code)
    blank = replace(report, cells=dict.fromkeys(report.cells), marks={}, sections={1: ("无。",), 6: ("无。",)})

    assert_same(blank, kind)


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize(
    "title",
    [
        "",
        "政府信息公开工作年度报告",
        "2023年度政府信息公开工作情况的年度报告",
        "二〇二三年政府信息公开工作年度报告",
    ],
)
def test_whatever_the_title_lacks_agency_and_year_read_back(kind: str, title: str) -> None:
    report = replace(
        consistent_report(random.Random(9)), year=2023, title=title, sections={1: ("无。",), 6: ("无。",)}
    )

    (read,) = read_reports(write(report, kind), f"report.{kind}")

    assert (read.agency.name, read.year) == (report.agency.name, 2023)


@pytest.mark.parametrize("kind", ["html", "docx", "pdf", "xlsx", "svg", "png"])
def test_a_report_of_nobody_is_written_without_a_name(kind: str) -> None:
    report = consistent_report(random.Random(10))
    text = write(report, "html").decode().replace(report.agency.name, "")
    (nobody,) = read_reports(text.encode(), "report.html")

    assert nobody.agency.name == "（未写明）"
    assert "未写明" not in write(nobody, "html").decode()
    assert write(nobody, kind)
