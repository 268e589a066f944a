"""Reports for the journeys, made without the platform: whole, and with two planted errors."""

from dataclasses import replace
from datetime import date

from gongkai.statute.report import Agency, Report, blank_report


def a_sound_report() -> Report:
    """Every sum holds; two reconsiderations, one application."""
    report = blank_report(Agency("示例市青云区北山街道办事处", kind="subdistrict"), 2023)
    ones = ("t3.new", "t3.result.disclosed", "t3.result.total")
    counted = {f"{row}.{column}": 1 for row in ones for column in ("person", "total")}
    counted |= {"t4.reconsideration.upheld": 2, "t4.reconsideration.total": 2, "t2.licence": 3, "t2.penalty": 1}
    return replace(
        report,
        cells={**dict.fromkeys(report.cells, 0), **counted},
        published_on=date(2024, 1, 20),
        sections={
            1: ("2023年新收政府信息公开申请1件，予以公开1件。",),
            5: ("存在的主要问题：更新不够及时。改进情况：每月核对。",),
            6: ("没有收取信息处理费。",),
        },
    )


def with_errors(report: Report) -> Report:
    """The total of 行政复议 printed as 0, and an outcome counted twice."""
    return report.with_cells({"t4.reconsideration.total": 0, "t3.result.disclosed.total": 2})
