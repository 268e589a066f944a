"""A report's rows sorted: front matter, the six sections' text, headings, and the rows of each table.

One pass over the blocks. Grids are sorted row by row, because a sheet or a page may hold everything in one grid;
lines of text belong to a table from the first line that only the table has until a heading or the last figure.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from gongkai.documents.layout import Block, Grid, GridCell, Paragraph
from gongkai.documents.recognition import labels
from gongkai.documents.recognition.headings import INLINE, bare_title, heading_of
from gongkai.documents.recognition.line_kinds import (
    FURNITURE,
    HEADER_CHARACTERS,
    LAST_FIGURES,
    LAST_ROWS,
    OPENER,
    OPENER_TABLE,
    SENTENCE,
    SUBHEADING,
    WIDTH_OF_3,
    WIDTH_OF_4,
    all_figures,
    figure_count,
    figures_at_end,
    has_several_figures,
    is_glued_table,
    is_rule,
    label_of_row,
    like_row_of_3,
    may_hold_table,
    without_figures,
)
from gongkai.documents.recognition.normalise import clean, key
from gongkai.documents.recognition.plans import Plan, State, Step, recall
from gongkai.documents.recognition.rows import Row, grid_rows, line_row
from gongkai.documents.recognition.values import begins_like_value, is_value

TABLES = ("t2", "t3", "t4")
SECTION_OF = {"t2": 2, "t3": 3, "t4": 4}


@dataclass(slots=True)
class Text:
    """A line of running text. `apart`: a blank line or a table stood before it."""

    text: str
    page: int | None = None
    line: int | None = None
    apart: bool = False
    heading: bool = False


@dataclass(slots=True)
class Parts:
    """What one report consists of. Section 0 is everything before the first heading."""

    texts: dict[int, list[Text]] = field(default_factory=lambda: {n: [] for n in range(7)})
    tables: dict[str, list[Row]] = field(default_factory=lambda: {code: [] for code in TABLES})
    headings: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)


_PROBLEMS = re.compile(r"问题|不足|困难|短板|差距")


def segment(blocks: Iterable[Block], *, recalling: bool = True) -> Parts:
    """Sort the blocks of one report. Grids known from other reports are passed by their plans when `recalling`."""
    walker = _Walker(recalling)
    for block in blocks:
        if isinstance(block, Grid):
            walker.grid(block)
        else:
            walker.paragraph(block)
    _part_problems(walker.parts)
    return walker.parts


def _part_problems(parts: Parts) -> None:
    """Where section five has lost its heading, its text begins at the first words on problems after table four."""
    if parts.texts[5] or not parts.tables["t4"]:
        return
    texts = parts.texts[4]
    start = next((n for n, text in enumerate(texts) if len(text.text) < 30 and _PROBLEMS.search(text.text)), None)
    if start is None:
        start = next((n for n, text in enumerate(texts) if _PROBLEMS.search(text.text[:60])), None)
    if start is not None:
        parts.texts[5] = texts[start:]
        del texts[start:]


class _Walker:
    def __init__(self, recalling: bool) -> None:
        self.recalling = recalling
        self.parts = Parts()
        self.section = 0
        self.table = ""  # the table whose rows are being read, "" in running text
        self.figures = 0  # figures of the table seen so far
        self.closing = False  # the table's last row was seen
        self.after = 0  # figures since then
        self.old = False  # table two has the columns of format 2019
        self.apart = True
        self.piped = False  # the last line ended with a pipe

    # Text ------------------------------------------------------------------------------------------------------

    def paragraph(self, paragraph: Paragraph) -> None:
        text = clean(paragraph.text)
        if "\n" in text:
            for part in text.split("\n"):
                self.paragraph(Paragraph(part, paragraph.page, paragraph.line, paragraph.heading))
            return
        if not text:
            self._blank(paragraph)
            return
        if text in ("|", "｜"):
            self._lone_pipe(paragraph)
            return
        self.piped = text[-1] in "|｜"
        if len(text) < 80 and FURNITURE.fullmatch(text):
            return
        if len(text) > 60 and (cuts := [m.start() for m in INLINE.finditer(text) if m.start()]):
            for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True):
                self._line(Paragraph(text[start:end], paragraph.page, paragraph.line), text[start:end].strip())
            return
        self._line(paragraph, text)

    def _blank(self, paragraph: Paragraph) -> None:
        self.apart = True
        if not self.table:
            return
        if "\t" in paragraph.text or "|" in paragraph.text:
            cell = GridCell("", paragraph.line or 0, 0, page=paragraph.page)
            self.parts.tables[self.table].append(Row([cell], None, paragraph.page, paragraph.line))
        elif not self.piped:
            self.parts.tables[self.table].append(Row([], None, paragraph.page, paragraph.line))

    def _lone_pipe(self, paragraph: Paragraph) -> None:
        """A pipe alone: what divides two cells, or, after another pipe, the end of a blank cell."""
        if self.table and self.piped:
            cell = GridCell("", paragraph.line or 0, 0, page=paragraph.page)
            self.parts.tables[self.table].append(Row([cell], None, paragraph.page, paragraph.line))
        self.piped = True

    def _line(self, paragraph: Paragraph, text: str) -> None:
        if not text:
            return
        row = line_row(paragraph, text)
        if self._take_heading(text, paragraph.heading, row):
            return
        if self._take_table_line(row, text):
            return
        self._narrative(text, paragraph)

    def _take_heading(self, text: str, marked: bool, row: Row) -> bool:
        bare = row.cells[0].text if len(row.cells) == 1 else text
        if len(row.cells) > 1 and sum(bool(c.text) for c in row.cells) > 1:
            return False
        if has_several_figures(bare) and not INLINE.match(bare):
            return False
        label = labels.row_of_3(bare) if len(bare) < 60 else None
        if label is not None and (self.table == "t3" or bare[:1] in "一二三四"):
            return False
        found = heading_of(bare, marked=marked, after=self.section)
        if found is None or (self.table and not found.section and not self.closing):
            return False
        if bare_title(found.text) not in map(bare_title, self.parts.headings):
            self.parts.headings.append(found.text)  # once: a table's caption and a page break say it again
        if found.section:
            self.section = found.section
        self._leave_table()
        self.apart = True
        if found.rest:
            self._line(Paragraph(found.rest, row.page, row.line), found.rest)
        return True

    def _narrative(self, text: str, paragraph: Paragraph) -> None:
        self.parts.texts[self.section].append(
            Text(text, paragraph.page, paragraph.line, self.apart, paragraph.heading)
        )
        self.apart = False

    def _take_table_line(self, row: Row, text: str) -> bool:
        opener = OPENER.search(text) if len(text) > 40 and may_hold_table(text) else None
        if opener is not None and is_glued_table(text, opener):
            self._glued(row, text, opener)
            return True
        table = self._table_of_line(row, text)
        if not table:
            return False
        self._enter(table)
        self._add(table, row)
        return True

    def _glued(self, row: Row, text: str, opener: re.Match[str]) -> None:
        """A line that holds a whole table, perhaps with sentences before and after it."""
        table = OPENER_TABLE[opener[0].lstrip()[0]]
        before = text[: opener.start()].strip()
        if before:
            self._narrative(before, Paragraph(before, row.page, row.line))
        body = text[opener.start() :]
        self._enter(table)
        ends = [m.end() for m in LAST_FIGURES[table].finditer(body)]
        following = OPENER.search(body, ends[-1] if ends else len(body))
        end = ends[-1] if ends and (following or len(body) - ends[-1] > 0) else len(body)
        rest = body[end:].strip()
        self._add(table, line_row(Paragraph(body[:end], row.page, row.line), body[:end]))
        if rest:
            self._line(Paragraph(rest, row.page, row.line), rest)

    def _table_of_line(self, row: Row, text: str) -> str:
        """The table a line belongs to, "" for running text."""
        filled = [c.text for c in row.cells if c.text]
        if not filled:
            return self.table
        values = begins_like_value(filled[0]) and all(is_value(t) or all_figures(t) for t in filled)
        if values:
            if self.table:
                return (
                    ""
                    if self._complete() and not (self.table == "t4" and self.figures < WIDTH_OF_4 + 2)
                    else self.table
                )
            return "t4" if self.section == 4 and figure_count(filled) >= 5 else ""
        for part in filled:
            label = labels.table_of(without_figures(part)) if len(part) < 80 else None
            if label is not None and self._may_open(label, text):
                return label.table
        if len(filled) == 1 and len(text) < 80 and self.section in (2, 3, 4):
            for piece in text.split():
                label = labels.table_of(piece)
                if label is not None and SECTION_OF[label.table] == self.section and label.part == "column":
                    return label.table
        figures = sum(map(is_value, filled)) if len(filled) > 1 else len(figures_at_end(text))
        if figures and (table := self._row_of_section(filled[0])):
            return table
        if figures >= WIDTH_OF_3 and self.table != "t3" and like_row_of_3(filled[0]):
            return "t3"
        if not self.table:
            return self._by_characters(text)
        if (figures >= 3 or len(row.cells) > WIDTH_OF_3) and not SENTENCE.search(text):
            return self.table
        return "" if self._is_running_text(text) else self.table

    def _row_of_section(self, text: str) -> str:
        """The table of the section at hand, where these words with figures behind name one of its rows."""
        words = without_figures(text)
        if self.section == 2 and labels.row_of_2(words):
            return "t2"
        return "t3" if self.section == 3 and labels.row_of_3(words) else ""

    def _by_characters(self, text: str) -> str:
        """A broken piece of a header ("维持纠正结果审结"): made of the characters of its table's header."""
        table = next((t for t, section in SECTION_OF.items() if section == self.section), "")
        if not table or SENTENCE.search(text):
            return ""
        form = key(text)
        return table if 0 < len(form) <= 40 and HEADER_CHARACTERS[table].issuperset(form) else ""

    def _may_open(self, label: labels.Label, text: str) -> bool:
        if self.table == label.table or label.part in ("title", "column"):
            return True
        if self.section in (1, 5, 6) and not self.table:
            return label.part == "row" and len(key(text)) >= 10 and label.table == "t3"
        return True

    def _is_running_text(self, text: str) -> bool:
        """Whether a line amid a table is a sentence, a note, or what follows the table."""
        if SENTENCE.search(text) or len(text) > 60:
            return True
        if text.startswith(("注：", "注:", "备注", "说明", "附件", "*注")):
            return True
        if self._complete() and (SUBHEADING.match(text) or len(text) > 12 or self.table != "t4"):
            return True
        return "，" in text and len(text) > 30 and self._complete()

    # Grids -----------------------------------------------------------------------------------------------------

    def grid(self, grid: Grid) -> None:
        before = self._state()
        plan = recall(grid, before) if self.recalling else None
        if plan is not None:
            self._follow(plan)
            self.parts.steps.append(Step(grid, before, plan.after, plan, plan.tables, pure=True))
            return
        lengths = self._lengths()
        self._sort(grid)
        grown = [old != new for old, new in zip(lengths, self._lengths(), strict=True)]
        tables = tuple(table for table, has_grown in zip(TABLES, grown, strict=False) if has_grown)
        self.parts.steps.append(Step(grid, before, self._state(), None, tables, pure=not grown[-1]))

    def _state(self) -> State:
        return State(self.table, self.section, self.figures, self.closing, self.after, self.old, self.apart)

    def _follow(self, plan: Plan) -> None:
        """Stand where the grid left the pass the first time; a blank row says that the table was there."""
        self.table, self.section, self.figures, self.closing, self.after, self.old, self.apart = plan.after
        for table in plan.tables:
            self.parts.tables[table].append(Row([]))

    def _lengths(self) -> tuple[int, ...]:
        """How many rows each table has, and how much text there is."""
        parts = self.parts
        text = len(parts.headings) + sum(map(len, parts.texts.values()))
        return (*(len(parts.tables[table]) for table in TABLES), text)

    def _sort(self, grid: Grid) -> None:
        rows = [Row(cells, grid, grid.page) for cells in grid_rows(grid)]
        named = [label_of_row(row) for row in rows]
        tables = [label.table if label else "" for label in named]
        known = next((t for t in tables if t), "")
        if not known:
            known = self._unlabelled(rows)
        current = ""
        for row, table, label in zip(rows, tables, named, strict=True):
            filled = [c for c in row.cells if c.text]
            left_blank = current == "t4" and len(row.cells) == WIDTH_OF_4  # its only row of figures
            if not (filled or left_blank) or (filled and is_rule(filled)):
                continue
            if len(filled) == 1 and len(row.cells) <= 12 and self._take_lone(filled[0], table, current):
                current = "" if self.table == "" else current
                continue
            current = table or current or known
            if current:
                self._enter(current)
                self._add_grid_row(current, row, label)
            else:
                for cell in filled:
                    self._narrative(clean(cell.text), Paragraph("", cell.page or grid.page))
        self.apart = True

    def _unlabelled(self, rows: list[Row]) -> str:
        """The table that a grid without any known label continues, "" for a grid of something else."""
        figures = [sum(1 for c in row.cells if c.text and is_value(c.text)) for row in rows]
        if not any(figures):
            words = "".join(cell.text for row in rows for cell in row.cells)
            return self._by_characters(clean(words)) if len(words) < 200 else ""
        if self.table and not self.closing:
            return self.table
        if max(figures) >= 15 or (self.section == 4 and max(figures) >= 5):
            return "t4"
        return self.table

    def _take_lone(self, cell: GridCell, table: str, current: str) -> bool:
        """A row with one filled cell: a heading or a sentence inside a sheet; False for a row of the table."""
        text = clean(cell.text)
        if table or is_value(text):
            return False
        line = Row([cell], None, cell.page)
        joined = " ".join(text.split())
        if self._take_heading(joined, False, Row([GridCell(joined, 0, 0)], None, cell.page)):
            return True
        if current and len(text) < 60 and not SENTENCE.search(text):
            return False
        for part in text.split("\n"):
            self._line(Paragraph(part, line.page), part.strip())
        return True

    # Tables ----------------------------------------------------------------------------------------------------

    def _enter(self, table: str) -> None:
        if self.table != table:
            self.table = table
            self.closing = self.old = False
            self.figures = 0
            if self.section < SECTION_OF[table]:
                self.section = SECTION_OF[table]
            rows = self.parts.tables[table]
            if rows and rows[-1].cells:
                rows.append(Row([]))
        self.apart = True

    def _add_grid_row(self, table: str, row: Row, label: labels.Label | None) -> None:
        self.parts.tables[table].append(row)
        if label is not None and label.code in LAST_ROWS:
            self.closing, self.after = True, 0
        count = sum([cell.text.isdigit() for cell in row.cells])
        self.figures += count
        self.after += len(row.cells) if self.closing else 0

    def _add(self, table: str, row: Row) -> None:
        self.parts.tables[table].append(row)
        for cell in row.cells:
            text = cell.text
            if not text:
                self.after += self.closing
            elif text.isdigit():
                self.figures += 1
                self.after += self.closing
            else:
                if len(text) < 60 and (label := labels.table_of(without_figures(clean(text)))):
                    self.old = self.old or label.code in labels.OLD_COLUMNS_2
                    if label.code in LAST_ROWS:
                        self.closing, self.after = True, 0
                count = figure_count((text,))
                self.figures += count
                self.after += count

    def _complete(self) -> bool:
        if self.table == "t4":
            return self.figures >= 15
        needed = 7 if self.table == "t3" else 2 if self.old else 1
        return self.closing and self.after >= needed

    def _leave_table(self) -> None:
        self.table = ""
        self.closing = self.old = False
        self.figures = 0
