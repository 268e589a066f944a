"""What one report's blocks are sorted into, and where the pass over them stands."""

from dataclasses import dataclass, field

from gongkai.documents.layout import Paragraph
from gongkai.documents.recognition import labels
from gongkai.documents.recognition.line_kinds import LAST_ROWS, figure_count, without_figures
from gongkai.documents.recognition.normalise import clean
from gongkai.documents.recognition.plans import Plan, State, Step
from gongkai.documents.recognition.rows import Row

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


class Standing:
    """Section, table and how much of the table was seen; texts and rows go where it stands."""

    def __init__(self) -> None:
        self.parts = Parts()
        self.section = 0
        self.table = ""  # the table whose rows are being read, "" in running text
        self.figures = 0  # figures of the table seen so far
        self.closing = False  # the table's last row was seen
        self.after = 0  # figures since then
        self.old = False  # table two has the columns of format 2019
        self.apart = True

    def narrative(self, text: str, paragraph: Paragraph) -> None:
        """Add a line of running text to the section at hand."""
        self.parts.texts[self.section].append(
            Text(text, paragraph.page, paragraph.line, self.apart, paragraph.heading)
        )
        self.apart = False

    def enter(self, table: str) -> None:
        """What comes belongs to this table."""
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

    def add_grid_row(self, table: str, row: Row, label: labels.Label | None) -> None:
        """Add a row of a grid."""
        self.parts.tables[table].append(row)
        if label is not None and label.code in LAST_ROWS:
            self.closing, self.after = True, 0
        count = sum([cell.text.isdigit() for cell in row.cells])
        self.figures += count
        self.after += len(row.cells) if self.closing else 0

    def add(self, table: str, row: Row) -> None:
        """Add a row that stands in a line of text."""
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

    def is_complete(self) -> bool:
        """Whether the last row of the table has all its figures."""
        if self.table == "t4":
            return self.figures >= 15
        needed = 7 if self.table == "t3" else 2 if self.old else 1
        return self.closing and self.after >= needed

    def leave_table(self) -> None:
        """What comes is running text."""
        self.table = ""
        self.closing = self.old = False
        self.figures = 0

    def state(self) -> State:
        """The standing as plans remember it."""
        return State(self.table, self.section, self.figures, self.closing, self.after, self.old, self.apart)

    def follow(self, plan: Plan) -> None:
        """Stand where the grid left the pass the first time; a blank row says that the table was there."""
        self.table, self.section, self.figures, self.closing, self.after, self.old, self.apart = plan.after
        for table in plan.tables:
            self.parts.tables[table].append(Row([]))

    def lengths(self) -> tuple[int, ...]:
        """How many rows each table has, and how much text there is."""
        parts = self.parts
        text = len(parts.headings) + sum(map(len, parts.texts.values()))
        return (*(len(parts.tables[table]) for table in TABLES), text)
