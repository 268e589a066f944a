"""PDF: the same page as the DOCX, set by Typst, with embedded fonts, bookmarks and tags."""

from datetime import date
from typing import Any

from gongkai.documents.writers.grid import PrintedCell
from gongkai.documents.writers.measure import fit
from gongkai.documents.writers.story import (
    Block,
    Body,
    Dateline,
    Grid,
    Heading,
    Subheading,
    Title,
    agency_of,
    story,
    title_of,
)
from gongkai.documents.writers.typesetting import pdf
from gongkai.statute.report import Report

_TYPE_AREA = 442.2  # points of 156 mm
_PADDING = 3.0  # both sides of a cell
_DIGIT = 0.57  # em: the fonts are known here


def write(report: Report) -> bytes:
    """The report as a PDF file."""
    return pdf(
        "report.typ",
        {
            "title": title_of(report),
            "agency": agency_of(report),
            "blocks": [_block(block) for block in story(report)],
        },
        _day(report),
    )


def _day(report: Report) -> date:
    """The day that the file states: of publication, else the last of the year reported on; never today's."""
    return report.published_on or date(report.year or 1970, 12, 31)


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Title):
        return {"kind": "title", "lines": block.lines}
    if isinstance(block, Dateline):
        return {"kind": "dateline", "text": block.text}
    if isinstance(block, Heading):
        return {"kind": "heading", "text": block.text}
    if isinstance(block, Subheading):
        return {"kind": "subheading", "text": block.text}
    if isinstance(block, Body):
        return {"kind": "body", "lead": block.text[: block.lead], "text": block.text[block.lead :]}
    return _table(block)


def _table(block: Grid) -> dict[str, Any]:
    table = block.table
    size = fit(table, block.texts, _TYPE_AREA, _PADDING, _DIGIT)
    starts = table.bodies or (0,)  # each small table of 第二十条 stays on one page
    parts = zip(starts, (*starts[1:], len(table.rows)), strict=True)
    return {
        "kind": "table",
        "caption": table.caption,
        "columns": size.widths,
        "number-size": size.size,
        "wording-size": size.wording,
        "header-rows": table.header_rows,
        "whole": table.code != "t3",
        "parts": [
            [_cell(block, cell, start) for row in table.rows[start:end] for cell in row] for start, end in parts
        ],
    }


def _cell(block: Grid, cell: PrintedCell, first_row: int) -> dict[str, Any]:
    left = block.table.code == "t3" and cell.scope == "row"
    return {
        "x": cell.column,
        "y": cell.row - first_row,
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
        "lines": [block.texts.get(cell.code, "")] if cell.code else _lines(cell),
        "heading": cell.heading,
        "left": left,
    }


def _lines(cell: PrintedCell) -> list[str]:
    """Wording; the label of a group breaks after its number, （三） and 不予公开."""
    if cell.scope == "rowgroup" and "）" in cell.text[:4]:
        head, tail = cell.text.split("）", 1)
        return [f"{head}）", tail]
    return [cell.text]
