"""A mistake of the report is found however the report was flattened: what is printed is read, and read as sure."""

import random
from io import BytesIO

import pytest
from openpyxl import Workbook

from gongkai.checking.pipeline import check
from gongkai.documents.readers import open_source
from gongkai.documents.recognition import recognise
from gongkai.statute.report import SURE
from gongkai.statute.rules.model import Level
from tests.documents.recognition.flatten import STYLES, Box, Page, printed
from tests.strategies import consistent_report

NEED_THE_SUMS = frozenset(("glued", "glued_rows", "down_columns"))
"""Styles whose figures only the sums tell apart."""


def sheet(page: Page, rng: random.Random) -> bytes:
    """Everything on one sheet, cells merged: rows narrower than the widest table have blanks behind them."""
    book = Workbook()
    paper = book.active
    assert paper is not None
    top = 1
    for part in page.parts:
        if isinstance(part, str):
            paper.cell(top, 1, part)
            top += 1
            continue
        taken: set[tuple[int, int]] = set()
        for y, row in enumerate(part):
            x = 0
            for box in row:
                while (y, x) in taken:
                    x += 1
                paper.cell(top + y, 1 + x, int(box.text) if box.text.isdigit() else box.text)
                taken |= {(y + dy, x + dx) for dy in range(box.rowspan) for dx in range(box.colspan)}
                if box.rowspan > 1 or box.colspan > 1:
                    paper.merge_cells(None, top + y, 1 + x, top + y + box.rowspan - 1, x + box.colspan)
                x += box.colspan
        top += len(part)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


WRITERS = {name: style for name, style in STYLES.items() if name not in NEED_THE_SUMS} | {"sheet": (sheet, "xlsx")}


def _boxes(page: Page) -> dict[str, Box]:
    return {box.code: box for rows in page.tables() for row in rows for box in row if box.code}


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("t3.new.person", "T3-01"),
        ("t3.result.total.business", "T3-02"),
        ("t3.result.unable.not_held.research", "T3-02"),
        ("t3.result.disclosed.total", "T3-03"),
        ("t3.carried_out.total", "T3-03"),
        ("t4.litigation_direct.total", "T4-01"),
    ],
)
@pytest.mark.parametrize("style", WRITERS)
def test_a_figure_changed_is_an_error(style: str, cell: str, code: str) -> None:
    rng = random.Random(f"{style} {cell}")
    page = printed(consistent_report(rng, scale=40))
    box = _boxes(page)[cell]
    box.text = str(int(box.text) + 3)
    write, suffix = WRITERS[style]

    (report,) = recognise(open_source(write(page, rng), f"report.{suffix}"))

    assert (str(report.cells[cell]), report.confidence(cell) >= SURE) == (box.text, True)
    assert code in {finding.code for finding in check(report) if finding.level is Level.ERROR}
