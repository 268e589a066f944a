"""一图读懂: every figure is a cell or a sum of cells; what is blank is said to be blank."""

import io
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from lxml import etree
from PIL import Image

from gongkai.documents.writers import write
from gongkai.documents.writers.infographic import description, figures
from gongkai.statute.report import Agency, Report
from tests.strategies import consistent_report, reports


def _by_name(items: list[dict[str, str]]) -> dict[str, str]:
    return {item["name"]: item["text"] for item in items}


def test_groups_are_added_up() -> None:
    report = consistent_report(random.Random(1))

    results = _by_name(figures(report)["results"])

    total = sum(int(text) for text in results.values())
    assert total == report.cells["t3.result.total.total"]
    withheld = [v for c, v in report.cells.items() if c.startswith("t3.result.withheld.") and c.endswith(".total")]
    assert int(results["不予公开"]) == sum(v for v in withheld if isinstance(v, int))


@settings(max_examples=30)
@given(reports())
def test_a_blank_is_never_a_zero(report: Report) -> None:
    shown = figures(report)

    for item in shown["intake"]:
        code = {
            "本年新收": "t3.new.total",
            "上年结转": "t3.carried_in.total",
            "本年办结": "t3.result.total.total",
            "结转下年": "t3.carried_out.total",
        }[item["name"]]
        assert item["text"] == ("未填" if report.cells[code] is None else str(report.cells[code]))
    parts = [
        report.cells[f"t3.new.{c}"] for c in ("business", "research", "public_interest", "legal_service", "other")
    ]
    shown_parts = _by_name(shown["applicants"])["法人或其他组织"]
    assert (shown_parts == "未填") == (None in parts)


def test_a_report_of_blanks_shows_no_digit() -> None:
    report = consistent_report(random.Random(2))
    blank = figures(replace(report, cells=dict.fromkeys(report.cells)))

    assert not any(char.isdigit() for char in description(blank))


def test_a_mark_is_shown_as_printed() -> None:
    report = consistent_report(random.Random(3))
    marked = replace(report, cells={**report.cells, "t2.licence": None}, marks={"t2.licence": "/"})

    (licence,) = next(g["items"] for g in figures(marked)["disclosures"] if g["name"] == "行政许可")

    assert (licence["text"], licence["unit"]) == ("/", "")


def test_the_amount_keeps_its_unit_and_digits() -> None:
    report = consistent_report(random.Random(4))
    cells = {**report.cells, "t2.fee": Decimal("12.3400")}

    (fee,) = next(g["items"] for g in figures(replace(report, cells=cells))["disclosures"] if "收费" in g["name"])

    assert (fee["text"], fee["unit"]) == ("12.3400", "万元")


@pytest.mark.parametrize("format_code", ["2021", "2019"])
def test_the_svg_says_what_it_shows(format_code: str) -> None:
    report = consistent_report(random.Random(5), format_code=format_code)

    svg = etree.fromstring(write(report, "svg"))

    assert svg.get("role") == "img"
    assert svg[0].text == report.title
    assert f"本年新收{report.cells['t3.new.total']}件" in svg[1].text
    assert not svg.findall(".//{*}script")


def test_the_png_is_one_page_with_quiet_margins() -> None:
    report = replace(
        consistent_report(random.Random(6)),
        agency=Agency("石桥市东湖新区国家级经济技术开发区和综合保税区管理委员会行政审批与政务服务管理办公室"),
        title="",
    )
    wide = replace(report, cells={c: 9_876_543_210 if isinstance(v, int) else v for c, v in report.cells.items()})

    image = Image.open(io.BytesIO(write(wide, "png"))).convert("L")

    assert image.width == 1323
    below_header = image.crop((0, 400, image.width, image.height))
    for edge in ((0, 60), (image.width - 60, image.width)):
        assert below_header.crop((edge[0], 0, edge[1], below_header.height)).getextrema() == (255, 255)
