"""HTML that a government site can publish: tags of 《政府网站发展指引》 (DOMAIN §6.3), captions, scoped headings.

One file without scripts or anything from outside; readable from 320 px and on paper.
"""

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files

from gongkai.documents.writers.grid import PrintedCell, PrintedTable
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
from gongkai.statute.report import Report

_COLUMN = "政府信息公开年报"
_TYPE_AREA = 442.2  # points of 156 mm: the width on paper, and the ratio of width to type on a screen
_PADDING = 3.0


def write(report: Report) -> bytes:
    """The report as an HTML file in UTF-8."""
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title_of(report))}</title>",
        *_tags(report),
        f"<style>\n{_style()}</style>",
        "</head>",
        "<body>",
        "<main>",
        "<article>",
        *(line for block in story(report) for line in _block(report, block)),
        "</article>",
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(lines) + "\n").encode()


@cache
def _style() -> str:
    return (files(__package__) / "report.css").read_text("utf-8")


def _tags(report: Report) -> Iterator[str]:
    """The content's tags; those of the site are left for the site that publishes the page to fill in."""
    agency = agency_of(report)
    year = f"{report.year}年" if report.year is not None else ""
    yield "<!-- SiteName、SiteDomain、SiteIDCode 由发布网站填写 -->"
    tags = {
        "SiteName": "",
        "SiteDomain": "",
        "SiteIDCode": "",
        "ColumnName": _COLUMN,
        "ColumnType": _COLUMN,
        "ColumnDescription": "行政机关政府信息公开工作年度报告",
        "ColumnKeywords": "政府信息公开,年度报告",
        "ArticleTitle": title_of(report),
        "PubDate": f"{report.published_on.isoformat()} 00:00" if report.published_on else "",
        "ContentSource": agency,
        "Author": agency,
        "Keywords": ",".join(part for part in ("政府信息公开", "年度报告", year, agency) if part),
        "Description": title_of(report),
    }
    for name, content in tags.items():
        yield f'<meta name="{name}" content="{escape(content)}">'


def _block(report: Report, block: Block) -> Iterator[str]:
    if isinstance(block, Title):
        yield f"<h1>{''.join(f'<span>{escape(line)}</span>' for line in block.lines)}</h1>"
    elif isinstance(block, Dateline):
        label, _, day = block.text.partition("：")
        stated = report.published_on.isoformat() if report.published_on else ""
        yield f'<p class="dateline">{escape(label)}：<time datetime="{stated}">{escape(day)}</time></p>'
    elif isinstance(block, Heading):
        yield f'<h2 id="section-{block.section}">{escape(block.text)}</h2>'
    elif isinstance(block, Subheading):
        yield f"<h3>{escape(block.text)}</h3>"
    elif isinstance(block, Body):
        lead = f'<span class="lead">{escape(block.text[: block.lead])}</span>' if block.lead else ""
        yield f"<p>{lead}{escape(block.text[block.lead :])}</p>"
    elif isinstance(block, Grid):
        yield from _table(block)


def _table(block: Grid) -> Iterator[str]:
    """A table in a region that scrolls sideways on narrow screens, within reach of the keyboard."""
    table = block.table
    caption = escape(table.caption)
    yield f'<div class="wide" role="region" aria-label="{caption}（表格）" tabindex="0">'
    size = fit(table, block.texts, _TYPE_AREA, _PADDING)
    yield f'<table class="{table.code}" style="--print: {size.size}pt; min-width: {_TYPE_AREA / size.size:.1f}em">'
    yield f"<caption>{caption}</caption>"
    shares = (f'<col style="width: {100 * width / _TYPE_AREA:.2f}%">' for width in size.widths)
    yield f"<colgroup>{''.join(shares)}</colgroup>"
    if table.header_rows:
        yield "<thead>"
        yield from (_row(block, row) for row in table.rows[: table.header_rows])
        yield "</thead>"
    for start, end in _bodies(table):
        yield "<tbody>"
        yield from (_row(block, row) for row in table.rows[start:end])
        yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _bodies(table: PrintedTable) -> Iterator[tuple[int, int]]:
    """Where each body of rows begins and ends: one for each small table of 第二十条."""
    starts = table.bodies or (table.header_rows,)
    yield from zip(starts, (*starts[1:], len(table.rows)), strict=True)


def _row(block: Grid, row: tuple[PrintedCell, ...]) -> str:
    return f"<tr>{''.join(_cell(block, cell) for cell in row)}</tr>"


def _cell(block: Grid, cell: PrintedCell) -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if count > 1
    )
    if cell.code:
        return f"<td{spans}>{escape(block.texts.get(cell.code, ''))}</td>"
    if not cell.scope:
        return f'<td{spans} class="note">{escape(cell.text)}</td>'
    return f'<th{spans} scope="{cell.scope}">{_wording(cell)}</th>'


def _wording(cell: PrintedCell) -> str:
    """A heading; the label of a group may break after its number, （三） and 不予公开, and nowhere else."""
    if cell.scope == "rowgroup" and "）" in cell.text[:4]:
        head, tail = cell.text.split("）", 1)
        return f"{escape(head)}）<wbr>{escape(tail)}"
    return escape(cell.text)
