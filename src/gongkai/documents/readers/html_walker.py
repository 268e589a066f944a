"""The blocks of an element tree: paragraphs, and tables that hold data, in reading order."""

from gongkai.documents.layout import Block, Paragraph
from gongkai.documents.readers.archive import Element, inner_text
from gongkai.documents.readers.errors import NestedTooDeeply
from gongkai.documents.readers.grids import Budget, Row, blocks_of_rows
from gongkai.documents.readers.html_cells import cells_of, is_layout, is_phantom, rows_of
from gongkai.documents.readers.html_tree import BLOCKS, LINK_LIST, LINK_TEXT, SKIPPED, clean, hidden

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Walker:
    """Collects blocks in reading order from an element tree."""

    def __init__(self, budget: Budget, *, hidden: bool = False) -> None:
        self.blocks: list[Block] = []
        self.budget = budget
        self.show_hidden = hidden
        self.pieces: list[str] = []
        self.heading = False

    def walk(self, root: Element) -> None:
        """Collect everything below the root."""
        self._inside(root, 0)
        self._flush()

    def _flush(self) -> None:
        if not self.pieces:
            return
        text = clean("".join(self.pieces))
        self.pieces = []
        if text:
            self.budget.take_paragraph()
            self.blocks.append(Paragraph(text, heading=self.heading))

    def _inside(self, element: Element, depth: int) -> None:
        """The element's text, its children and the text after each of them."""
        if depth > self.budget.limits.nesting:
            raise NestedTooDeeply(name=self.budget.name, limit=self.budget.limits.nesting)
        if text := element.text:
            self.pieces.append(text)
        for child in element:
            tag = child.tag
            if tag == "br":
                self._flush()
            elif tag == "table":
                self._flush()
                if self.show_hidden or not hidden(child):
                    self._table(child, depth + 1)
            elif tag in SKIPPED or not isinstance(tag, str):
                pass
            elif tag in BLOCKS:
                self._flush()
                if self.show_hidden or not hidden(child):
                    self._block(child, tag, depth + 1)
            elif self.show_hidden or not hidden(child):
                self._inside(child, depth + 1)
            if tail := child.tail:
                self.pieces.append(tail)

    def _block(self, element: Element, tag: str, depth: int) -> None:
        if tag in {"ul", "ol"} and _is_link_list(element):
            return
        if tag == "pre":
            self._preformatted(element)
            return
        outer, self.heading = self.heading, self.heading or tag in HEADINGS
        self._inside(element, depth)
        self._flush()
        self.heading = outer

    def _preformatted(self, element: Element) -> None:
        for line in inner_text(element).splitlines():
            if line.strip():
                self.budget.take_paragraph()
                self.blocks.append(Paragraph(line.strip()))

    def _table(self, table: Element, depth: int) -> None:
        """A data table as a Grid; a layout table's cells as if they were blocks of the page."""
        rows = list(rows_of(table))
        if is_layout(table, rows):
            for row in rows:
                for cell in row:
                    self._block(cell, "td", depth + 1)
            return
        for caption in table.iterchildren("caption"):
            self._block(caption, "caption", depth + 1)
        show = self.show_hidden
        read: list[Row] = []
        for row in rows:
            cells = cells_of(row, show)
            if cells and (cells[0][0] or any(text for text, _, _ in cells) or not is_phantom(row)):
                read.append(cells)
        self.blocks.extend(blocks_of_rows(read, self.budget))


def _is_link_list(element: Element) -> bool:
    """A menu: a list of short links and nothing else."""
    items = [child for child in element if child.tag == "li"]
    if len(items) < LINK_LIST:
        return False
    for item in items:
        text = inner_text(item).strip()
        linked = "".join(inner_text(link) for link in item.iter("a")).strip()
        if text != linked or len(text) > LINK_TEXT:
            return False
    return True
