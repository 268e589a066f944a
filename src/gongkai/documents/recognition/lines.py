"""The pass over lines of text: headings, sentences, and the rows of tables that stand in lines.

Lines belong to a table from the first line that only the table has until a heading or the last figure.
"""

import re
from functools import lru_cache

from gongkai.documents.layout import GridCell, Paragraph
from gongkai.documents.recognition import labels
from gongkai.documents.recognition.headings import INLINE, bare_title, exact_section, heading_of
from gongkai.documents.recognition.line_kinds import (
    HEADER_CHARACTERS,
    LAST_FIGURES,
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
    is_furniture,
    is_glued_table,
    is_plain_prose,
    like_row_of_3,
    may_hold_table,
    without_figures,
)
from gongkai.documents.recognition.normalise import clean, key
from gongkai.documents.recognition.parts import SECTION_OF, Standing
from gongkai.documents.recognition.rows import Row, line_row
from gongkai.documents.recognition.values import begins_like_value, is_value


class Lines(Standing):
    """Sorts lines as they come."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: set[str] = set()  # of the headings, as they are compared
        self.piped = False  # the last line ended with a pipe
        self.spare = 0  # lines of figures alone since the table had all its figures

    def paragraph(self, paragraph: Paragraph) -> None:
        """Sort a paragraph: its lines, cut where one holds several headings."""
        text = clean(paragraph.text)
        if is_plain_prose(text):
            self.piped = False
            self.narrative(text, paragraph)
            return
        if len(text) <= 60 and (section := exact_section(text)):
            self._begin(text, section)
            return
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
        if is_furniture(text.rstrip(" |｜") or text):
            return
        if len(text) > 60 and (cuts := [m.start() for m in INLINE.finditer(text) if m.start()]):
            for start, end in zip((0, *cuts), (*cuts, len(text)), strict=True):
                self.line(Paragraph(text[start:end], paragraph.page, paragraph.line), text[start:end].strip())
            return
        self.line(paragraph, text)

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

    def line(self, paragraph: Paragraph, text: str) -> None:
        """Sort one line: a heading, a row of a table, or a sentence."""
        if not text:
            return
        if not (self.table or paragraph.heading) and _is_running_text(paragraph.text, text, self.section):
            self.narrative(text, paragraph)
            return
        row = line_row(paragraph, text)
        if self.take_heading(text, paragraph.heading, row):
            return
        if self.take_table_line(row, text):
            return
        self.narrative(text, paragraph)

    def take_heading(self, text: str, marked: bool, row: Row) -> bool:
        """Whether the line is a first-level heading; its section begins then."""
        bare = row.cells[0].text if len(row.cells) == 1 else text
        if len(row.cells) > 1 and sum(bool(c.text) for c in row.cells) > 1:
            return False
        if has_several_figures(bare) and not INLINE.match(bare):
            return False
        may_be_row = len(bare) < 60 and (self.table == "t3" or bare[:1] in "一二三四")
        if may_be_row and (labels.row_of_3(bare) or labels.begins_row_of_3(without_figures(bare))):
            return False
        found = heading_of(bare, marked=marked, after=self.section)
        if found is None or (self.table and not found.section and not self.closing):
            return False
        self._begin(found.text, found.section)
        if found.rest:
            self.line(Paragraph(found.rest, row.page, row.line), found.rest)
        return True

    def _begin(self, heading: str, section: int) -> None:
        """A section begins, or with 0 something under a heading of its own."""
        if (bare := bare_title(heading)) not in self.titles:
            self.titles.add(bare)
            self.parts.headings.append(heading)  # once: a table's caption and a page break say it again
        if section:
            self.section = section
        self.leave_table()
        self.apart = True
        self.piped = False

    def take_table_line(self, row: Row, text: str) -> bool:
        """Whether the line is a row of a table, or holds a whole one."""
        opener = OPENER.search(text) if len(text) > 40 and may_hold_table(text) else None
        if opener is not None and is_glued_table(text, opener):
            self._glued(row, text, opener)
            return True
        table = self._table_of_line(row, text)
        if not table:
            return False
        self.enter(table)
        self.add(table, row)
        return True

    def _glued(self, row: Row, text: str, opener: re.Match[str]) -> None:
        """A line that holds a whole table, perhaps with sentences before and after it."""
        table = OPENER_TABLE[opener[0].lstrip()[0]]
        before = text[: opener.start()].strip()
        if before:
            self.narrative(before, Paragraph(before, row.page, row.line))
        body = text[opener.start() :]
        self.enter(table)
        ends = [m.end() for m in LAST_FIGURES[table].finditer(body)]
        following = OPENER.search(body, ends[-1] if ends else len(body))
        end = ends[-1] if ends and (following or len(body) - ends[-1] > 0) else len(body)
        rest = body[end:].strip()
        self.add(table, line_row(Paragraph(body[:end], row.page, row.line), body[:end]))
        if rest:
            self.line(Paragraph(rest, row.page, row.line), rest)

    def _table_of_line(self, row: Row, text: str) -> str:
        """The table a line belongs to, "" for running text."""
        filled = [c.text for c in row.cells if c.text]
        if not filled:
            return self.table
        values = begins_like_value(filled[0]) and all(is_value(t) or all_figures(t) for t in filled)
        if values:
            if self.table:
                few = self.table == "t4" and self.figures < WIDTH_OF_4 + 2
                return self.table if few or not self.is_complete() or self._goes_on() else ""
            return "t4" if self.section == 4 and figure_count(filled) >= 5 else ""
        self.spare = 0
        for part in filled:
            label = labels.table_of(without_figures(part)) if len(part) < 80 else None
            if label is not None and self._may_open(label, text):
                return label.table
        if len(filled) == 1 and len(text) < 80 and self.section in (2, 3, 4):
            for piece in text.split():
                label = labels.table_of(piece)
                if label is not None and SECTION_OF[label.table] == self.section and label.part == "column":
                    return label.table
        if text[0] in "一二三四" and labels.begins_row_of_3(without_figures(text)):
            return "t3"
        figures = sum(map(is_value, filled)) if len(filled) > 1 else len(figures_at_end(text))
        if figures and (table := self._row_of_section(filled[0])):
            return table
        if figures >= WIDTH_OF_3 and self.table != "t3" and like_row_of_3(filled[0]):
            return "t3"
        if not self.table:
            return self.by_characters(text)
        if (figures >= 3 or len(row.cells) > WIDTH_OF_3) and not SENTENCE.search(text):
            return self.table
        return "" if self._is_running_text(text) else self.table

    def _goes_on(self) -> bool:
        """Whether figures go on and on behind a table's last row: its labels stood all together before them.

        A page's number or two do not say so. The lines that were held for such are the table's, too.
        """
        self.spare += 1
        if self.table == "t3" and self.spare == WIDTH_OF_3:
            texts = self.parts.texts[self.section]
            for text in texts[1 - WIDTH_OF_3 :]:
                self.add(self.table, line_row(Paragraph(text.text, text.page, text.line), text.text))
            del texts[1 - WIDTH_OF_3 :]
        return self.table == "t3" and self.spare >= WIDTH_OF_3

    def _row_of_section(self, text: str) -> str:
        """The table of the section at hand, where these words with figures behind name one of its rows."""
        words = without_figures(text)
        if self.section == 2 and labels.row_of_2(words):
            return "t2"
        return "t3" if self.section == 3 and labels.row_of_3(words) else ""

    def by_characters(self, text: str) -> str:
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
        if self.is_complete() and (SUBHEADING.match(text) or len(text) > 12 or self.table != "t4"):
            return True
        return "，" in text and len(text) > 30 and self.is_complete()


@lru_cache(maxsize=2048)
def _is_running_text(printed: str, text: str, section: int) -> bool:
    """Whether a line outside the tables is neither heading nor row; the same ones come in many reports."""
    lines = Lines()
    lines.section = section
    row = line_row(Paragraph(printed), text)
    return not (lines.take_heading(text, False, row) or lines.take_table_line(row, text))
