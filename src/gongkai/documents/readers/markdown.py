"""Markdown: pipe tables as Grids, every other line a Paragraph; tables written in HTML go to the HTML reader."""

import html
import re

from gongkai.documents.layout import Block, Grid, Paragraph, Source
from gongkai.documents.readers.encoding import decode
from gongkai.documents.readers.errors import NothingInside
from gongkai.documents.readers.grids import Budget, Row, grid_of
from gongkai.documents.readers.html_tree import parse
from gongkai.documents.readers.html_walker import Walker
from gongkai.documents.readers.limits import Limits
from gongkai.documents.readers.text import header_pairs, lines_of

RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
PIPE = re.compile(r"(?<!\\)\|")
HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
BULLET = re.compile(r"^\s*[-*+]\s+(?=\S)")
QUOTE = re.compile(r"^\s{0,3}>\s?")
FENCE = re.compile(r"^\s*(?:```|~~~)")
RULER = re.compile(r"^\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,})$")
FRONT = re.compile(r"^([A-Za-z_]{2,30}|[\u4e00-\u9fff]{2,8})\s*:\s*(.+?)\s*$")
LONGEST_LINE = (
    8_000  # the patterns below look ahead from every mark: work on longer lines would grow with the square
)
FRONT_KEYS = {"title": "title", "date": "published_on", "author": "author", "source": "source", "标题": "title"}
BOLD = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
LINK = re.compile(r"\[([^\]]*)\]\((?:[^()]|\([^)]*\))*\)")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TAG_LINE = re.compile(r"<(/?)(table|div|p|tr|td|th|center|span|font|u|b|strong|sup|sub)\b[^>]*>", re.IGNORECASE)
TABLE_OPEN = re.compile(r"<table\b", re.IGNORECASE)
TABLE_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)


def read(data: bytes, name: str, limits: Limits) -> Source:
    """A Markdown file's blocks; blank lines stay as empty Paragraphs, lines keep their numbers.

    A pipe table's rule row (`|---|`) is dropped, its blank header row kept, short rows are filled with blank cells.
    Pipe tables have no spans, so their Grids are not `exact`. Refusals: RDR-1008, 1009, 1010, 1017.
    """
    lines = lines_of(decode(data, name), name, limits)
    reader = _Reader(lines, Budget(name, limits))
    blocks = reader.run()
    if not any(isinstance(block, Grid) or block.text.strip() for block in blocks):
        raise NothingInside(name=name, advice="请确认选对了文件。")
    meta = header_pairs([line.text for line in lines[:20]]) | reader.meta
    return Source(name, "md", tuple(blocks), meta, tuple(reader.notices))


class _Reader:
    """Goes through the lines once; a table takes as many as belong to it."""

    def __init__(self, lines: tuple[Paragraph, ...], budget: Budget) -> None:
        self.lines = lines
        self.budget = budget
        self.at = 0
        self.blocks: list[Block] = []
        self.meta: dict[str, str] = {}
        self.notices: list[str] = []

    def run(self) -> list[Block]:
        self._front_matter()
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if TABLE_OPEN.search(line.text):
                self._html_table()
            elif self._starts_table():
                self._pipe_table()
            else:
                self._line(line)
                self.at += 1
        return self.blocks

    def _front_matter(self) -> None:
        """YAML between two `---` lines at the very start."""
        if not self.lines or self.lines[0].text.strip() != "---":
            return
        for end in range(1, min(len(self.lines), 40)):
            if self.lines[end].text.strip() == "---":
                for line in self.lines[1:end]:
                    pair = FRONT.match(line.text[:300])
                    if pair and pair.group(1).lower() in FRONT_KEYS:
                        self.meta[FRONT_KEYS[pair.group(1).lower()]] = pair.group(2).strip("\"'")
                self.at = end + 1
                return

    def _starts_table(self) -> bool:
        """A row whose next line is a rule, or two lines that both begin and end with a pipe."""
        here = self.lines[self.at].text
        if not PIPE.search(here):
            return False
        following = self.lines[self.at + 1].text if self.at + 1 < len(self.lines) else ""
        if _is_rule(following):
            return not _is_rule(here) or "|" in following
        return _is_closed_row(here) and (_is_closed_row(following) or _is_closed_row(self._previous()))

    def _previous(self) -> str:
        return self.lines[self.at - 1].text if self.at else ""

    def _pipe_table(self) -> None:
        rows: list[list[str]] = []
        ruled = False
        while self.at < len(self.lines):
            text = self.lines[self.at].text
            if not PIPE.search(text) or TABLE_OPEN.search(text):
                break
            cells = _cells(text)
            if _is_rule(text) and ("---" in text or (len(rows) == 1 and not ruled)):
                if ruled and len(rows) > 1 and len(rows[-1]) != len(rows[-2]):
                    # Another table begins with the row above: extractors cut one table into many.
                    self._add_table(rows[:-1])
                    rows = rows[-1:]
                ruled = True
            else:
                rows.append(cells)
            self.at += 1
        self._add_table(rows)

    def _add_table(self, rows: list[list[str]]) -> None:
        width = max((len(row) for row in rows), default=0)
        filled: list[Row] = [[(text, 1, 1) for text in row + [""] * (width - len(row))] for row in rows]
        if any(text for row in rows for text in row):
            self.blocks.append(grid_of(filled, self.budget, exact=False))

    def _html_table(self) -> None:
        """All lines up to the end of the outermost table, through the HTML reader."""
        depth = 0
        taken: list[str] = []
        while self.at < len(self.lines):
            text = self.lines[self.at].text
            taken.append(text)
            self.at += 1
            depth += len(TABLE_OPEN.findall(text)) - len(TABLE_CLOSE.findall(text))
            if depth <= 0:
                break
        walker = Walker(self.budget)
        walker.walk(parse("\n".join(taken), self.budget.name))
        self.blocks.extend(walker.blocks)

    def _line(self, line: Paragraph) -> None:
        text = line.text
        if FENCE.match(text) or (RULER.match(text) and "|" not in text):
            return
        if "![" in text and not self.notices:
            self.notices.append("文中有图片，图片里的文字和表格没有读取。")
        heading = HEADING.match(text)
        inner = heading.group(1) if heading else BULLET.sub("", QUOTE.sub("", text))
        for part in BREAK.split(inner):
            self.budget.take_paragraph()
            self.blocks.append(Paragraph(inline(part), line.page, line.line, heading is not None))


def _is_rule(text: str) -> bool:
    return "-" in text and len(text) <= LONGEST_LINE and RULE.match(text) is not None


def _is_closed_row(text: str) -> bool:
    text = text.strip()
    return len(text) > 2 and text.startswith("|") and text.endswith("|")


def _cells(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("|"):
        text = text[1:]
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [BREAK.sub("\n", inline(cell)).strip() for cell in PIPE.split(text)]


def inline(text: str) -> str:
    """Text without emphasis, link targets, pictures, tags and escapes; blanks that carry layout stay."""
    if len(text) > LONGEST_LINE:
        return text
    if "!" in text:
        text = IMAGE.sub("", text)
    if "](" in text:
        text = LINK.sub(r"\1", text)
    if "**" in text or "__" in text or "~~" in text:
        text = BOLD.sub(r"\2", text)
    if "<" in text:
        text = TAG_LINE.sub("", text)
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    return html.unescape(text) if "&" in text else text
