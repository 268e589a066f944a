"""Reports as websites, printers and extractors leave them: every way of flattening seen in published files.

`printed` lays a report out as prescribed; the damages change labels and cells the way clerks and tools do; the
styles turn the result into bytes. All of it is our own invention: nothing here is taken from a published report.
"""

import html
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from gongkai.statute.report import Report, Value
from gongkai.statute.tables import FORMATS, Table
from gongkai.statute.tables.parts import RECONCILIATION_NOTE


@dataclass
class Box:
    """A printed cell. `code` is the cell it shows, "" for a label."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    code: str = ""


Rows = list[list[Box]]


@dataclass
class Page:
    """A report laid out: lines of text and tables in order."""

    report: Report
    parts: list[str | Rows] = field(default_factory=list)
    kind: str = "2021"

    def tables(self) -> list[Rows]:
        """The tables alone."""
        return [part for part in self.parts if not isinstance(part, str)]


def shown(value: Value) -> str:
    """A value as a clerk prints it."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return str(value)


def printed(report: Report, *, apart: bool = False) -> Page:
    """The report as prescribed; `apart` prints the small tables of section two one by one."""
    page = Page(report, kind=report.format)
    page.parts.append(report.title)
    page.parts += list(report.preface)
    headings = FORMATS[report.format].sections
    for number in range(1, 7):
        page.parts.append(headings[number - 1])
        page.parts += list(report.sections.get(number, ()))
        if number == 2:
            small = [_small(report, t) for t in report.tables if t.code == "t2"]
            page.parts += small if apart else [[row for table in small for row in table]]
        elif number == 3:
            page.parts.append(_requests(report, next(t for t in report.tables if t.code == "t3")))
        elif number == 4:
            page.parts.append(_remedies(report, next(t for t in report.tables if t.code == "t4")))
    return page


def _cell(report: Report, code: str, colspan: int = 1) -> Box:
    return Box(report.marks.get(code) or shown(report.cells[code]), colspan, 1, code)


def _small(report: Report, table: Table) -> Rows:
    width = 3 if report.format == "2021" or len(table.columns) == 3 else len(table.columns)
    span = width // len(table.columns)
    rows: Rows = [[Box(table.title, width + 1)]]
    rows.append([Box("信息内容"), *(Box(c.label or "本年处理决定数量", span) for c in table.columns)])
    rows += [
        [Box(r.label), *(_cell(report, table.cell(r.code, c.code), span) for c in table.columns)]
        for r in table.rows
    ]
    return rows


def _requests(report: Report, table: Table) -> Rows:
    rows: Rows = [
        [Box(RECONCILIATION_NOTE, 3, 3), Box("申请人情况", 7)],
        [Box("自然人", 1, 2), Box("法人或其他组织", 5), Box("总计", 1, 2)],
        [Box(c.label) for c in table.columns[1:6]],
    ]
    results = [r for r in table.rows if r.code.startswith("result.")]
    groups = {g.code: g.label for g in table.headings}
    seen: set[str] = set()
    for row in table.rows:
        cells = [_cell(report, table.cell(row.code, c.code)) for c in table.columns]
        labels: list[Box] = []
        if row is results[0]:
            labels.append(Box(groups["result"], 1, len(results)))
        group = row.code.rpartition(".")[0]
        if row.code.startswith("result.") and group in groups and group != "result":
            if group not in seen:
                seen.add(group)
                labels.append(Box(groups[group], 1, sum(r.code.startswith(group + ".") for r in table.rows)))
            labels.append(Box(row.label))
        else:
            labels.append(Box(row.label, 2 if row in results else 3))
        rows.append(labels + cells)
    return rows


def _remedies(report: Report, table: Table) -> Rows:
    outcomes = [c.label for c in table.columns]
    return [
        [Box("行政复议", 5), Box("行政诉讼", 10)],
        [*(Box(o, 1, 2) for o in outcomes), Box("未经复议直接起诉", 5), Box("复议后起诉", 5)],
        [Box(o) for _ in range(2) for o in outcomes],
        [_cell(report, code) for code in table.cells],
    ]


# Damages: what clerks and tools do to a page before it is flattened --------------------------------------------

Damage = Callable[[Page, random.Random], None]


def _labels(page: Page) -> list[Box]:
    return [box for rows in page.tables() for row in rows for box in row if not box.code]


def zeros_blank(page: Page, rng: random.Random) -> None:
    """Blank for 0 in the columns of organisations."""
    for rows in page.tables():
        for row in rows:
            for box in row:
                blankable = box.code.startswith("t3.") and not box.code.endswith((".person", ".total"))
                if blankable and box.text == "0":
                    box.text = ""


def totals_missing(page: Page, rng: random.Random) -> None:
    """The total of most outcome rows is left empty."""
    for rows in page.tables():
        for row in rows:
            for box in row:
                if (
                    box.code.startswith("t3.result.")
                    and box.code.endswith(".total")
                    and ".result.total" not in box.code
                ):
                    box.text = ""


def totals_zero(page: Page, rng: random.Random) -> None:
    """Table four's totals are printed as 0."""
    for rows in page.tables():
        for row in rows:
            for box in row:
                if box.code.startswith("t4.") and box.code.endswith(".total"):
                    box.text = "0"


def half_width(page: Page, rng: random.Random) -> None:
    """Half-width brackets, "1、" for "1."."""
    table = str.maketrans("（）：，“”", '():,""')
    for box in _labels(page):
        box.text = box.text.translate(table)
        if box.text[:1].isdigit():
            box.text = box.text[0] + "、" + box.text[2:]


def broken_labels(page: Page, rng: random.Random) -> None:
    """Blanks inside labels."""
    for box in _labels(page):
        if len(box.text) > 3 and rng.random() < 0.4:
            at = rng.randint(1, len(box.text) - 1)
            box.text = box.text[:at] + " " + box.text[at:]


def misspelt(page: Page, rng: random.Random) -> None:
    """A character lost or wrong in some long labels."""
    for box in _labels(page):
        if len(box.text) > 8 and rng.random() < 0.3:
            at = rng.randint(3, len(box.text) - 2)
            box.text = box.text[:at] + rng.choice(("", "的", "理")) + box.text[at + 1 :]


def shortened(page: Page, rng: random.Random) -> None:
    """The short wordings some pages use."""
    short = {
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "1.逾期不补正",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": "2.逾期不缴费",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": "（二）部分公开",
        "行政规范性文件": "规范性文件",
        "本年制发件数": "本年度制发数",
        "现行有效件数": "现行有效件数（历史累计）",
    }
    for box in _labels(page):
        box.text = short.get(box.text, box.text)


_RADICALS = str.maketrans(
    "一二八十人力大小山工己文方日月木止比毛水火牛生用田目示立老而自至舟行金非面音高",
    "⼀⼆⼋⼗⼈⼒⼤⼩⼭⼯⼰⽂⽅⽇⽉⽊⽌⽐⽑⽔⽕⽜⽣⽤⽥⽬⽰⽴⽼⽽⾃⾄⾈⾏⾦⾮⾯⾳⾼",
)
_SUPPLEMENT = str.maketrans("民见长门", "⺠⻅⻓⻔")


def radicals(page: Page, rng: random.Random) -> None:
    """Kangxi code points, those of the U+2E80 block too."""
    page.parts = [
        part.translate(_RADICALS).translate(_SUPPLEMENT) if isinstance(part, str) else part for part in page.parts
    ]
    for box in _labels(page):
        box.text = box.text.translate(_RADICALS).translate(_SUPPLEMENT)


def notes_in_cells(page: Page, rng: random.Random) -> None:
    """Notes, units and lost blanks in cells of table two."""
    for rows in page.tables():
        for row in rows:
            for box in row:
                if box.code.startswith(("t2.rule", "t2.normative")) and box.text not in ("", "/", "0"):
                    box.text = rng.choice(("{}（其中修订1件）", "{}(含自然失效2件)", "{} ", "? {}", "{}件")).format(
                        box.text
                    )


def reordered_headings(page: Page, rng: random.Random) -> None:
    """A heading lost, one repeated, one worded as in the old format."""
    result: list[str | Rows] = []
    lost = rng.choice("二三五")
    for part in page.parts:
        if isinstance(part, str) and part[1:2] == "、":
            if part[0] == lost:
                continue
            if part[0] == "四":
                part = "四、因政府信息公开工作被申请行政复议提起行政诉讼情况"
            result.append(part)
            if part[0] == "六":
                result.append(part)
            continue
        result.append(part)
    page.parts = result


def page_breaks(page: Page, rng: random.Random) -> None:
    """Table three goes on on another page: the header and a group's label once more."""
    for index, part in enumerate(page.parts):
        if not isinstance(part, str) and len(part) > 15:
            cut = rng.randint(8, len(part) - 4)
            first, second = part[:cut], part[cut:]
            page.parts[index : index + 1] = [first, f"- {rng.randint(2, 9)} -", second]
            return


def narrow_columns(page: Page, rng: random.Random) -> None:
    """Labels broken over lines, the group's one character a line."""
    for box in _labels(page):
        if box.text == "三、本年度办理结果" or (box.rowspan > 1 and box.text.startswith("（")):
            box.text = "\n".join(box.text)
        elif len(box.text) == 4:
            box.text = box.text[:2] + "\n" + box.text[2:]


def cut_group(page: Page, rng: random.Random) -> None:
    """A group's label divided by a page break: its second half stands in the next row."""
    for rows in page.tables():
        for row, following in pairwise(rows):
            for at, box in enumerate(row):
                if box.text.startswith("（四）无") and box.rowspan > 1:
                    row[at] = Box("（四）无")
                    following.insert(0, Box("法提供", 1, box.rowspan - 1))
                    return


def repeated_header(page: Page, rng: random.Random) -> None:
    """The header of table three once more in the middle, and the words of the first column again."""
    for rows in page.tables():
        if len(rows) > 15:
            at = rng.randint(9, len(rows) - 4)
            rows[at:at] = [[replace(box) for box in row] for row in rows[:3]]
            rows[at][0].rowspan = 3


def footnotes(page: Page, rng: random.Random) -> None:
    """A note under each table, a sentence between a heading and its table, a caption."""
    result: list[str | Rows] = []
    for part in page.parts:
        if not isinstance(part, str):
            result += [rng.choice(("表1", "（单位：件）", "本年度相关数据见下表。")), part]
            result.append("注：本表数据由各科室提供，统计到12月31日止，共涉及3个科室。")
        else:
            result.append(part)
    page.parts = result


def stray_page_number(page: Page, rng: random.Random) -> None:
    """A page number without dashes amid table three."""
    for index, part in enumerate(page.parts):
        if not isinstance(part, str) and len(part) > 15:
            cut = rng.randint(8, len(part) - 4)
            page.parts[index : index + 1] = [part[:cut], str(rng.randint(2, 9)), part[cut:]]
            return


def _lines_between(texts: Callable[[random.Random], str]) -> Damage:
    def damage(page: Page, rng: random.Random) -> None:
        parts: list[str | Rows] = []
        for part in page.parts:
            if isinstance(part, str) or len(part) < 8:
                parts.append(part)
                continue
            cut = rng.randint(4, len(part) - 2)
            parts += [part[:cut], texts(rng), part[cut:]]
        page.parts = parts

    return damage


page_numbers = _lines_between(
    lambda rng: rng.choice(("-{}-", "— {} —", "- {} -", "第 {} 页", "第{}页 共9页")).format(rng.randint(2, 9))
)


DAMAGES: dict[str, Damage] = {
    f.__name__: f
    for f in (
        stray_page_number,
        zeros_blank,
        totals_missing,
        totals_zero,
        half_width,
        broken_labels,
        misspelt,
        shortened,
        radicals,
        notes_in_cells,
        reordered_headings,
        page_breaks,
        narrow_columns,
        cut_group,
        repeated_header,
        footnotes,
    )
} | {"page_numbers": page_numbers}


# Styles: what an extractor makes of a page -----------------------------------------------------------------------


def as_html(page: Page, rng: random.Random) -> bytes:
    """A page with tables as tables."""
    out = ["<html><head><meta charset='utf-8'></head><body>"]
    for part in page.parts:
        if isinstance(part, str):
            out.append(f"<p>{html.escape(part)}</p>")
            continue
        out.append("<table>")
        for row in part:
            cells = (
                f'<td colspan="{b.colspan}" rowspan="{b.rowspan}"><p>{_escaped(b.text) or "&nbsp;"}</p></td>'
                for b in row
            )
            out.append("<tr>" + "".join(cells) + "</tr>")
        out.append("</table>")
    return "".join(out).encode()


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br/>")


def cell_a_line(page: Page, rng: random.Random) -> bytes:
    """Each cell a line with a tab in front, a blank line after each row, spanned cells as empty lines."""
    return _lines(page, lambda row: "".join(f"\t{b.text}\n" for b in row) + "\n")


def cell_pipe_a_line(page: Page, rng: random.Random) -> bytes:
    """Each cell a line with a pipe after it, spans as further pipes."""
    return _lines(page, lambda row: "".join(f"{b.text} |\n" for b in row))


def pipe_alone(page: Page, rng: random.Random) -> bytes:
    """A pipe alone on a line after each cell."""
    return _lines(page, lambda row: "".join(f"{b.text}\n|\n" for b in row))


def piped_rows(page: Page, rng: random.Random) -> bytes:
    """A row a line, pipes between the cells."""
    return _lines(page, lambda row: " | ".join(b.text.replace("\n", "") for b in row) + " |\n")


def tabbed_rows(page: Page, rng: random.Random) -> bytes:
    """A row a line, tabs between the cells."""
    return _lines(page, lambda row: "\t".join(b.text.replace("\n", "") for b in row) + "\n")


def spaced_rows(page: Page, rng: random.Random) -> bytes:
    """A row a line, blanks between the cells."""
    return _lines(page, lambda row: " ".join(b.text.replace("\n", "") for b in row if b.text) + "\n")


def cell_a_paragraph(page: Page, rng: random.Random) -> bytes:
    """Each cell a paragraph of its own, blank lines between them."""
    return _lines(page, lambda row: "".join(f"{b.text}\n\n" for b in row if b.text))


def glued(page: Page, rng: random.Random) -> bytes:
    """Everything in one line without any separator between cells."""
    text = []
    for part in page.parts:
        text.append(
            part if isinstance(part, str) else "".join(b.text.replace("\n", "") for row in part for b in row)
        )
    return ("\n".join(text[:1]) + "\n" + "".join(text[1:])).encode()


def markdown(page: Page, rng: random.Random) -> bytes:
    """Pipe tables, spans as empty cells."""
    out = []
    for part in page.parts:
        if isinstance(part, str):
            out.append(part + "\n")
            continue
        for index, row in enumerate(part):
            cells = [text for b in row for text in (b.text.replace("\n", "<br>"), *[""] * (b.colspan - 1))]
            out.append("| " + " | ".join(cells) + " |")
            if index == 0:
                out.append("|" + "---|" * len(cells))
        out.append("")
    return "\n".join(out).encode()


def _lines(page: Page, row_text: Callable[[Sequence[Box]], str]) -> bytes:
    out = []
    for part in page.parts:
        if isinstance(part, str):
            out.append(part + "\n")
        else:
            out.append("\n" + "".join(row_text(row) for row in part) + "\n")
    return "".join(out).encode()


def one_table(page: Page, rng: random.Random) -> bytes:
    """A page or sheet with everything in one table: headings and sentences are rows of it."""
    out = ["<body><table>"]
    for part in page.parts:
        if isinstance(part, str):
            out.append(f'<tr><td colspan="15">{html.escape(part)}</td></tr>')
            continue
        for row in part:
            cells = (f'<td colspan="{b.colspan}" rowspan="{b.rowspan}">{_escaped(b.text)}</td>' for b in row)
            out.append("<tr>" + "".join(cells) + "</tr>")
    out.append("</table>")
    return "".join(out).encode()


def glued_rows(page: Page, rng: random.Random) -> bytes:
    """A row a line, nothing between its cells."""
    return _lines(page, lambda row: "".join(b.text.replace("\n", "") for b in row) + "\n")


def split_columns(page: Page, rng: random.Random) -> bytes:
    """A page whose columns a word processor split: every span doubled, some cells with a blank twin."""
    out = ["<body>"]
    for part in page.parts:
        if isinstance(part, str):
            out.append(f"<p>{html.escape(part)}</p>")
            continue
        out.append("<table>")
        for row in part:
            out.append("<tr>")
            for b in row:
                text = html.escape(b.text).replace("\n", "<br>")
                if b.code and b.code.startswith("t3.") and rng.random() < 0.2:
                    first, second = rng.choice(((text, ""), ("", text)))
                    out.append(f"<td>{first}</td><td>{second}</td>")
                else:
                    out.append(f'<td colspan="{b.colspan * 2}" rowspan="{b.rowspan}">{text}</td>')
            out.append("</tr>")
        out.append("</table>")
    return "".join(out).encode()


def detached(page: Page, rng: random.Random) -> bytes:
    """Markdown from a PDF: one small table a row, and some labels loose in the text before or after their row."""
    out: list[str] = []
    for part in page.parts:
        if isinstance(part, str):
            out.append(part + "\n")
            continue
        for row in part:
            labels = [b.text.replace("\n", "") for b in row if not b.code]
            values = [b.text for b in row if b.code]
            loose = (
                bool(values) and values != [""] and row[-1].code.startswith("t3.result.") and rng.random() < 0.25
            )
            loose = loose and not any(word in "".join(labels) for word in ("总计", "（一）", "其他处理"))
            if not values:
                out.append(" ".join(labels) + "\n")
                continue
            before = loose and rng.random() < 0.5
            if before:
                out.append("\n" + "\n".join(labels) + "\n")
            cells = values if loose else [*labels, *values]
            out += ["| " + " | ".join(cells) + " |", "|" + "---|" * len(cells)]
            if loose and not before:
                out.append("\n" + "\n".join(labels) + "\n")
        out.append("")
    return "\n".join(out).encode()


def full_markdown(page: Page, rng: random.Random) -> bytes:
    """Pipe tables in which every spanned cell is written out blank."""
    out = []
    for part in page.parts:
        if isinstance(part, str):
            out.append(part + "\n")
            continue
        for index, cells in enumerate(_written_out(part)):
            out.append("| " + " | ".join(cell.replace("\n", "<br>") for cell in cells) + " |")
            if index == 0:
                out.append("|" + "---|" * len(cells))
        out.append("")
    return "\n".join(out).encode()


def _written_out(rows: Rows) -> list[list[str]]:
    """Every grid position's text, blank where a span covers it."""
    width = max(sum(box.colspan for box in row) for row in rows)
    grid = [[""] * width for _ in rows]
    covered: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for box in row:
            while (y, x) in covered:
                x += 1
            if x >= width:
                break
            grid[y][x] = box.text
            covered |= {(y + dy, x + dx) for dy in range(box.rowspan) for dx in range(box.colspan)}
            x += box.colspan
    return grid


def labels_round_figures(page: Page, rng: random.Random) -> bytes:
    """A row's figures beside the middle of its label: the label's beginning, the figures, the rest of the label."""

    def row_text(row: Sequence[Box]) -> str:
        labels = [b.text.replace("\n", "") for b in row if not b.code]
        figures = " ".join(b.text for b in row if b.code)
        if not figures or not labels or len(labels[-1]) < 9:
            return " ".join((*labels, figures)).strip() + "\n"
        *groups, label = labels
        at = rng.randint(4, len(label) - 3)
        between = rng.choice((" ", "\n"))
        return "".join(f"{group}\n" for group in groups) + f"{label[:at]}{between}{figures}\n{label[at:]}\n"

    return _lines(page, row_text)


def labels_round_cells(page: Page, rng: random.Random) -> bytes:
    """The same from a page without lines: tabs part the columns, the group's label is broken beside the row's."""

    def row_text(row: Sequence[Box]) -> str:
        labels = [b.text.replace("\n", "") for b in row if not b.code]
        figures = [b.text for b in row if b.code]
        if not figures or not labels:
            return "\t".join((*labels, *figures)) + "\n"
        broken = [(text[:at], text[at:]) for text in labels for at in (rng.randint(3, 5),)]
        firsts, rests = zip(*broken, strict=True)
        rest = "\t".join(filter(None, rests))
        return "\t".join((*firsts, *figures)) + "\n" + (f"{rest}\n" if rest else "")

    return _lines(page, row_text)


def down_columns(page: Page, rng: random.Random) -> bytes:
    """Table three column by column: all labels, then each column's figures, one a line."""
    out = []
    for part in page.parts:
        if isinstance(part, str):
            out.append(part)
            continue
        rows = [row for row in part if row[-1].code.startswith("t3.")]
        for row in part:
            boxes = [box for box in row if not box.code] if row in rows else row
            out.append(" ".join(box.text.replace("\n", "") for box in boxes))
        figures = [[box.text for box in row if box.code] for row in rows]
        out += [row[column] for column in range(7) for row in figures]
    return "\n".join(out).encode()


Style = Callable[[Page, random.Random], bytes]
STYLES: dict[str, tuple[Style, str]] = {
    "html": (as_html, "html"),
    "cell_a_line": (cell_a_line, "txt"),
    "cell_pipe_a_line": (cell_pipe_a_line, "txt"),
    "pipe_alone": (pipe_alone, "txt"),
    "piped_rows": (piped_rows, "txt"),
    "tabbed_rows": (tabbed_rows, "txt"),
    "spaced_rows": (spaced_rows, "txt"),
    "cell_a_paragraph": (cell_a_paragraph, "txt"),
    "one_table": (one_table, "html"),
    "glued": (glued, "txt"),
    "glued_rows": (glued_rows, "txt"),
    "markdown": (markdown, "md"),
    "full_markdown": (full_markdown, "md"),
    "split_columns": (split_columns, "html"),
    "detached": (detached, "md"),
    "labels_round_figures": (labels_round_figures, "txt"),
    "labels_round_cells": (labels_round_cells, "txt"),
    "down_columns": (down_columns, "txt"),
}
LOSES_BLANKS = frozenset(
    ("labels_round_figures", "down_columns", "spaced_rows", "cell_a_paragraph", "glued", "glued_rows")
)
"""Styles after which nobody can tell where a blank stood."""
NEEDS_BLANKS = frozenset(("zeros_blank", "totals_missing"))


def truth_of(page: Page) -> dict[str, Value]:
    """What the damaged page prints in each cell (notes and units do not change a value)."""
    values: dict[str, Value] = {}
    for rows in page.tables():
        for row in rows:
            for box in row:
                if box.code:
                    values[box.code] = page.report.cells[box.code] if box.text else None
                    if box.code.startswith("t4.") and box.code.endswith(".total") and box.text == "0":
                        values[box.code] = 0
    return values


__all__ = ["DAMAGES", "LOSES_BLANKS", "NEEDS_BLANKS", "STYLES", "Page", "printed", "replace", "truth_of"]
