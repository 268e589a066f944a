"""HTML: what a government site needs to publish it, and nothing that could run."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from lxml import html

from gongkai.documents.writers import write
from gongkai.documents.writers.grid import printed_tables
from gongkai.statute.report import Agency, Report
from gongkai.statute.tables import FORMATS
from tests.strategies import consistent_report, reports

HOSTILE = '<script>alert(1)</script>"onmouseover="x\' & </style><!--'


def _page(report: Report) -> html.HtmlElement:
    return html.document_fromstring(write(report, "html"), parser=html.HTMLParser(encoding="utf-8"))


def _tags(page: html.HtmlElement) -> dict[str, str]:
    return {tag.get("name"): tag.get("content") for tag in page.iter("meta") if tag.get("name")}


def test_the_tags_of_the_guidelines_are_there() -> None:
    report = replace(consistent_report(random.Random(1)), published_on=date(2024, 1, 20))

    tags = _tags(_page(report))

    assert tags["ArticleTitle"] == report.title
    assert tags["PubDate"] == "2024-01-20 00:00"
    assert tags["ContentSource"] == report.agency.name
    assert tags["ColumnName"] == "政府信息公开年报"
    assert {"SiteName", "SiteDomain", "SiteIDCode", "ColumnType", "Keywords", "Description"} <= set(tags)


def test_headings_language_and_captions_are_marked() -> None:
    page = _page(consistent_report(random.Random(2)))

    assert page.get("lang") == "zh-CN"
    assert len(page.findall(".//h1")) == 1
    assert tuple(h.text_content() for h in page.iter("h2")) == FORMATS["2021"].sections
    assert all(table.find("caption") is not None for table in page.iter("table"))
    assert {th.get("scope") for th in page.iter("th")} == {"col", "colgroup", "row", "rowgroup"}


@pytest.mark.parametrize("format_code", ["2021", "2019"])
def test_the_cells_are_those_of_the_printed_tables(format_code: str) -> None:
    report = consistent_report(random.Random(3), format_code=format_code)

    page = _page(report)

    for printed, table in zip(printed_tables(report), page.iter("table"), strict=True):
        rows = [
            [(c.text_content(), int(c.get("rowspan", 1)), int(c.get("colspan", 1))) for c in row]
            for row in table.iter("tr")
        ]
        expected = [
            [(c.text or str(report.cells[c.code]), c.rowspan, c.colspan) for c in row] for row in printed.rows
        ]
        assert rows == expected


@settings(max_examples=30)
@given(reports())
def test_a_page_has_no_script_and_nothing_from_outside(report: Report) -> None:
    text = write(report, "html").decode()

    assert "<script" not in text
    assert "http" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_hostile_text_is_only_text() -> None:
    report = consistent_report(random.Random(4))
    year = report.year
    hostile = replace(
        report,
        agency=Agency(HOSTILE),
        title=f"{HOSTILE}{year}年政府信息公开工作年度报告",
        preface=(HOSTILE,),
        sections=dict.fromkeys(range(1, 7), (HOSTILE, f"（一）{HOSTILE}。正文")),
        cells={**report.cells, "t3.new.person": None},
        marks={"t3.new.person": HOSTILE},
    )

    page = _page(hostile)

    assert page.findall(".//script") == []
    assert page.find(".//h1").text_content().startswith(HOSTILE)
    assert HOSTILE in [td.text_content() for td in page.iter("td")]
    assert _tags(page)["ContentSource"] == HOSTILE
    assert not [element for element in page.iter() if element.get("onmouseover")]


def test_a_blank_cell_stays_empty_and_a_mark_is_shown() -> None:
    report = consistent_report(random.Random(5))
    cells = {**report.cells, "t3.new.person": None, "t3.new.business": None}

    page = _page(replace(report, cells=cells, marks={"t3.new.business": "/"}))

    values = [td.text_content() for td in list(page.iter("table"))[1].iter("td")]
    assert values[1:3] == ["", "/"]  # the first is the note on reconciliation
