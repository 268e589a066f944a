"""DOCX, DOCM, DOTX, also from WPS: body order, tracked changes accepted, automatic numbers restored."""

from collections.abc import Iterator

from gongkai.documents.layout import Block, Paragraph, Source
from gongkai.documents.readers.archive import Archive, Element, inner_text, parse_xml
from gongkai.documents.readers.docx_text import MC, M, Styles, TextOf, W
from gongkai.documents.readers.errors import DamagedFile, NestedTooDeeply, NothingInside
from gongkai.documents.readers.grids import Budget, Row, blocks_of_rows, lays_out
from gongkai.documents.readers.limits import Limits
from gongkai.documents.readers.numbering import Numbering

KIND = " DOCX "
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Strict OOXML differs in its namespaces only (ECMA-376 part 1 against part 4).
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
WRAPPERS = {f"{W}{tag}" for tag in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "txbxContent", "body")}
CORE = {"title": "title", "creator": "author", "subject": "subject", "keywords": "keywords", "modified": "modified"}
MOST_NOTES = 20
SLIVER = 100  # twentieths of a point: 1.8 mm, less than any character needs


def read(data: bytes, name: str, limits: Limits) -> Source:
    """A document's blocks: paragraphs (a manual line break ends one), tables as Grids, text boxes at their anchors.

    Deleted and hidden text is left out. Footnotes and pictures are told in `notices`. Refusals: RDR-1004, 1005,
    1007, 1008, 1009, 1017.
    """
    archive = Archive(data, name, KIND, limits)
    main = _main_part(archive)
    folder = main.rpartition("/")[0]
    document = _Document(archive, folder, limits)
    root = document.part(main)
    if root is None:
        raise DamagedFile(name=name, kind=KIND, detail="缺少正文部件")
    body = root.find(f"{W}body")
    blocks = tuple(document.blocks(root if body is None else body, 0))
    notices = document.notices()
    if not any(not isinstance(block, Paragraph) or block.text.strip() for block in blocks):
        advice = "内容是图片，请改用图片或 PDF 文件识别。" if document.text.pictures else "请确认选对了文件。"
        raise NothingInside(name=name, advice=advice)
    return Source(name, "docx", blocks, _core(archive), notices)


def _main_part(archive: Archive) -> str:
    """The main document part, which the package's relations name."""
    relations = archive.xml("_rels/.rels")
    if relations is not None:
        for relation in relations.iter(RELATIONS):
            if (relation.get("Type") or "").endswith("/officeDocument"):
                return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


class _Document:
    """One document being read."""

    def __init__(self, archive: Archive, folder: str, limits: Limits) -> None:
        self.archive = archive
        self.folder = folder
        self.budget = Budget(archive.name, limits)
        styles = Styles.of(self.part(f"{folder}/styles.xml"))
        self.text = TextOf(styles, Numbering.of(self.part(f"{folder}/numbering.xml")))

    def part(self, path: str) -> Element | None:
        """A part's root with strict namespaces made transitional; None when absent."""
        data = self.archive.read(path)
        if data is None:
            return None
        for strict, transitional in STRICT:
            if strict in data[:4096]:
                data = data.replace(strict, transitional)
        return parse_xml(data, self.archive.name, KIND, path)

    def blocks(self, container: Element, depth: int) -> Iterator[Block]:
        """The container's paragraphs and tables in order, text boxes after the paragraph that anchors them."""
        if depth > self.budget.limits.nesting:
            raise NestedTooDeeply(name=self.archive.name, limit=self.budget.limits.nesting)
        for child in container:
            tag = child.tag
            if tag == f"{W}p":
                yield from self._paragraph(child, depth)
            elif tag == f"{W}tbl":
                yield from self._table(child, depth + 1)
            elif tag == f"{W}sdt":
                if not _is_contents(child):
                    for content in child.iterchildren(f"{W}sdtContent"):
                        yield from self.blocks(content, depth + 1)
            elif tag in WRAPPERS:
                yield from self.blocks(child, depth + 1)
            elif tag == f"{MC}AlternateContent":
                chosen = child.find(f"{MC}Choice")
                chosen = child.find(f"{MC}Fallback") if chosen is None else chosen
                if chosen is not None:
                    yield from self.blocks(chosen, depth + 1)
            elif tag == f"{W}altChunk":
                yield from self._chunk(child)
            elif tag == f"{M}oMathPara":
                yield Paragraph(inner_text(child))

    def _paragraph(self, element: Element, depth: int) -> Iterator[Block]:
        text, boxes = self.text.paragraph(element)
        heading = self.text.is_heading(element)
        if not self.text.is_contents_line(element):
            for line in text.split("\n"):
                self.budget.take_paragraph()
                if line.strip():
                    yield Paragraph(line.strip(" \u00a0\u3000\r"), heading=heading)
        for box in boxes:
            yield from self.blocks(box, depth + 1)

    def _table(self, table: Element, depth: int) -> Iterator[Block]:
        """A data table as a Grid, a layout table's cells as blocks of the page."""
        rows = list(_rows(table))
        cells = [cell for row in rows for cell in _cells(row)]
        nested = [cell.find(f".//{W}tbl") is not None for cell in cells]
        if any(nested) or (len(rows) <= 3 and len(cells) <= 8):
            plain = ["".join(t.text or "" for t in cell.iter(f"{W}t")) for cell in cells]
            if lays_out(plain, nested):
                for cell in cells:
                    yield from self.blocks(cell, depth + 1)
                return
        yield from blocks_of_rows(self._merged(rows, _edges(table)), self.budget)

    def _merged(self, rows: list[Element], edges: list[int]) -> list[Row]:
        """Rows with the vertical merges of Word (restart, continue) turned into row spans."""
        found: list[Row] = []
        origin: dict[
            int, tuple[int, int, int]
        ] = {}  # column -> (row, position in row, colspan) of the cell merged down
        for number, row in enumerate(rows):
            cells: Row = []
            place = _leading(row)
            column = _at(edges, place)
            if column:
                cells.append(("", 1, column))
            for cell in _cells(row):
                stated, merge = _spans(cell)
                place += stated
                span = _at(edges, place) - column
                if span <= 0:
                    if not self._cell_text(cell):
                        continue  # a cell of a hair's width
                    span = 1
                start = origin.get(column)
                if merge == "continue" and start is not None and start[2] == span:
                    text, rowspan, colspan = found[start[0]][start[1]]
                    if rowspan == number - start[0]:
                        found[start[0]][start[1]] = (text, rowspan + 1, colspan)
                        self.budget.take_cells(1)
                        column += span
                        continue
                origin.pop(column, None)
                if merge == "restart":
                    origin[column] = (number, len(cells), span)
                cells.append((self._cell_text(cell), 1, span))
                column += span
            found.append(cells)
            self.budget.take_cells(1)
        return found

    def _cell_text(self, cell: Element) -> str:
        lines = []
        for paragraph in cell.iter(f"{W}p"):
            text, boxes = self.text.paragraph(paragraph)
            lines.append(text.strip(" \u00a0\u3000\r\n"))
            for box in boxes:
                lines.extend(self.text.paragraph(inner)[0] for inner in box.iterchildren(f"{W}p"))
        return "\n".join(line for line in lines if line)

    def _chunk(self, element: Element) -> Iterator[Block]:
        """An embedded HTML or text part (w:altChunk), which some exporters write instead of paragraphs."""
        relations = self.archive.xml(f"{self.folder}/_rels/document.xml.rels")
        for relation in relations.iter(RELATIONS) if relations is not None else ():
            if relation.get("Id") == element.get(R_ID) and relation.get("TargetMode") != "External":
                target = (relation.get("Target") or "").lstrip("/")
                data = self.archive.read(target if "/" in target else f"{self.folder}/{target}")
                if data and target.lower().endswith((".html", ".htm", ".xhtml")):
                    from gongkai.documents.readers import html

                    yield from html.read(data, self.archive.name, self.budget.limits).blocks

    def notices(self) -> tuple[str, ...]:
        """What was left out: pictures, footnotes."""
        found = []
        if self.text.pictures:
            found.append(f"文中有 {self.text.pictures} 张图片，图片里的文字和表格没有读取。")
        notes = self.part(f"{self.folder}/footnotes.xml") if self.text.notes else None
        if notes is not None:
            for note in notes.iterchildren(f"{W}footnote"):
                text = "".join(t.text or "" for t in note.iter(f"{W}t")).strip()
                if text and len(found) < MOST_NOTES:
                    found.append(f"脚注：{text}")
        return tuple(found)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == f"{W}tr":
            properties = child.find(f"{W}trPr")
            gone = properties is not None and any(
                properties.find(f"{W}{tag}") is not None for tag in ("del", "hidden", "moveFrom")
            )
            if not gone:
                yield child
        elif child.tag == f"{W}sdt":
            for content in child.iterchildren(f"{W}sdtContent"):
                yield from _rows(content)
        elif child.tag in WRAPPERS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag == f"{W}sdt":
            for content in child.iterchildren(f"{W}sdtContent"):
                yield from _cells(content)
        elif child.tag in WRAPPERS:
            yield from _cells(child)


def _leading(row: Element) -> int:
    """Columns left out before the first cell (w:gridBefore)."""
    before = row.find(f"{W}trPr/{W}gridBefore")
    return 0 if before is None else _count(before.get(f"{W}val"), 0)


def _edges(table: Element) -> list[int]:
    """For each vertical edge of the table's grid its number, slivers not counted.

    Hand-drawn tables and conversions leave columns of a hair's width, where one row's edge misses another's.
    """
    edges = [0]
    for column in table.iterfind(f"{W}tblGrid/{W}gridCol"):
        width = column.get(f"{W}w") or ""
        sliver = width.isascii() and width.isdigit() and 0 < int(width[:9]) < SLIVER
        edges.append(edges[-1] + (0 if sliver else 1))
    return edges


def _at(edges: list[int], place: int) -> int:
    """The number of an edge; a grid that states too few columns goes on with whole ones."""
    return edges[place] if place < len(edges) else edges[-1] + place - len(edges) + 1


def _spans(cell: Element) -> tuple[int, str | None]:
    """A cell's column span and its part in a vertical merge: "restart", "continue" or None."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        return 1, None
    span, merge = properties.find(f"{W}gridSpan"), properties.find(f"{W}vMerge")
    wide = 1 if span is None else max(1, _count(span.get(f"{W}val"), 1))
    return wide, None if merge is None else merge.get(f"{W}val") or "continue"


def _count(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 4 else default


def _is_contents(sdt: Element) -> bool:
    """A table of contents, whose lines repeat the headings."""
    gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(f"{W}val") == "Table of Contents"


def _core(archive: Archive) -> dict[str, str]:
    """Title, author and dates from the core properties."""
    root = archive.xml("docProps/core.xml")
    meta: dict[str, str] = {}
    for child in root if root is not None else ():
        key = CORE.get(str(child.tag).rpartition("}")[2])
        if key and child.text and child.text.strip():
            meta[key] = child.text.strip()
    return meta
