"""A report's rows sorted: front matter, the six sections' text, headings, and the rows of each table.

One pass over the blocks. Grids are sorted row by row, because a sheet or a page may hold everything in one grid.
"""

import re
from collections.abc import Iterable

from gongkai.documents.layout import Block, Grid, GridCell, Paragraph
from gongkai.documents.recognition.line_kinds import SENTENCE, WIDTH_OF_4, is_furniture, is_rule, label_of_row
from gongkai.documents.recognition.lines import Lines
from gongkai.documents.recognition.normalise import clean
from gongkai.documents.recognition.parts import TABLES, Parts
from gongkai.documents.recognition.plans import Step, recall
from gongkai.documents.recognition.rows import Row, grid_rows
from gongkai.documents.recognition.values import is_value

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


class _Walker(Lines):
    """Sorts grids and, in between, lines."""

    def __init__(self, recalling: bool) -> None:
        super().__init__()
        self.recalling = recalling

    def grid(self, grid: Grid) -> None:
        before = self.state()
        plan = recall(grid, before) if self.recalling else None
        if plan is not None:
            self.follow(plan)
            self.parts.steps.append(Step(grid, before, plan.after, plan, plan.tables, pure=True))
            return
        lengths = self.lengths()
        self._sort(grid)
        grown = [old != new for old, new in zip(lengths, self.lengths(), strict=True)]
        tables = tuple(table for table, has_grown in zip(TABLES, grown, strict=False) if has_grown)
        self.parts.steps.append(Step(grid, before, self.state(), None, tables, pure=not grown[-1]))

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
                self.enter(current)
                self.add_grid_row(current, row, label)
            else:
                for cell in filled:
                    self.narrative(clean(cell.text), Paragraph("", cell.page or grid.page))
        self.apart = True

    def _unlabelled(self, rows: list[Row]) -> str:
        """The table that a grid without any known label continues, "" for a grid of something else."""
        figures = [sum(1 for c in row.cells if c.text and is_value(c.text)) for row in rows]
        if not any(figures):
            words = "".join(cell.text for row in rows for cell in row.cells)
            return self.by_characters(clean(words)) if len(words) < 200 else ""
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
        if is_furniture(joined):
            return True
        if self.take_heading(joined, False, Row([GridCell(joined, 0, 0)], None, cell.page)):
            return True
        if current and len(text) < 60 and not SENTENCE.search(text):
            return False
        for part in text.split("\n"):
            self.line(Paragraph(part, line.page), part.strip())
        return True
