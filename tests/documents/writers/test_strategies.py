"""The random reports other tests rely on hold what they promise."""

import random

import pytest

from tests.strategies import consistent_report


@pytest.mark.parametrize("format_code", ["2021", "2019"])
@pytest.mark.parametrize("hybrid", [False, True])
def test_a_consistent_report_satisfies_every_identity(format_code: str, hybrid: bool) -> None:
    for seed in range(40):
        report = consistent_report(random.Random(seed), format_code=format_code, hybrid=hybrid)

        assert list(report.cells) == list(report.kinds)
        for table in report.tables:
            for row, column, parts in table.row_totals():
                total = report.cells[table.cell(row.code, column.code)]
                assert total == sum(report.cells[table.cell(row.code, part)] for part in parts)
            for row, column, parts in table.column_totals():
                total = report.cells[table.cell(row.code, column.code)]
                assert total == sum(report.cells[table.cell(part, column.code)] for part in parts)
        cells = report.cells
        for column in ("person", "business", "research", "public_interest", "legal_service", "other", "total"):
            intake = cells[f"t3.new.{column}"] + cells[f"t3.carried_in.{column}"]
            assert intake == cells[f"t3.result.total.{column}"] + cells[f"t3.carried_out.{column}"]
            assert cells[f"t3.new.{column}"] >= 0
