"""Workbooks (XLSX, XLSM, XLSB, XLS, ET, ODS): each sheet's figures as Grids, its long texts as Paragraphs."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TypeAlias

import python_calamine

from gongkai.documents.layout import Block, Paragraph, Source
from gongkai.documents.readers.archive import Archive
from gongkai.documents.readers.errors import DamagedFile, NothingInside, PasswordProtected, TooManyParts
from gongkai.documents.readers.grids import Budget, Row, blocks_of_rows, paragraphs_of
from gongkai.documents.readers.limits import Limits
from gongkai.documents.readers.sniff import OLE, ZIP_STARTS
from gongkai.documents.readers.xls_sizes import are_plausible

KIND = "电子表格"
Value: TypeAlias = int | float | str | bool | time | date | datetime | timedelta
Merge: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
CELL_PLACE = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
WIDEST_SPAN = 4_000_000
"""Cells of the rectangle around a sheet's values; the library fills it whole, so a lone far cell is a bomb."""
SENTENCE = 24
SECTION = re.compile(r"^[一二三四五六七八九]\s*[、.．].*(?:情况|事项|工作|措施)$")
TITLE = re.compile(
    r"(?:报告|年度|情况|事项)$|[：。；]$|^[一二三四五六七八九][、.．]|^[（(][一二三四五六七八九][)）]"
)
EXACT = 15  # significant digits a workbook's binary numbers keep


def read(data: bytes, name: str, limits: Limits) -> Source:
    """A workbook's sheets in order; a further sheet begins with a heading of its name.

    Rows with one long text become Paragraphs, so do lines that stand alone in the sheet; the rest are Grids with
    its merged cells. Numbers are written as a clerk sees them: 3.0 is "3". Blank rows and columns around are
    trimmed. Hidden sheets are left out unless nothing else is there. Refusals: RDR-1004, 1005, 1007, 1008, 1017.
    """
    if data.startswith(ZIP_STARTS):
        archive = Archive(data, name, KIND, limits)
        archive.xml("content.xml")  # of an ODS: the library waits for ever for the end of an element that has none
        _check_places(archive, name)
    elif data.startswith(OLE) and not are_plausible(data, WIDEST_SPAN):
        raise DamagedFile(name=name, kind=KIND, detail="其中写明的大小不可能为真")
    book = _opened(data, name)
    budget = Budget(name, limits)
    blocks: list[Block] = []
    left_out: list[str] = []
    shown = [m.name for m in book.sheets_metadata if m.visible == python_calamine.SheetVisibleEnum.Visible]
    for title in book.sheet_names:
        if shown and title not in shown:
            left_out.append(title)
            continue
        found = list(_sheet(book, title, name, budget))
        if found and blocks:
            blocks.append(Paragraph(title.strip(), heading=True))
        blocks.extend(found)
    if not blocks:
        raise NothingInside(name=name, advice="请确认表格里已填写内容。")
    notices = (f"隐藏的工作表没有读取：{'、'.join(left_out)}。",) if left_out else ()
    return Source(name, "xlsx", tuple(blocks), {}, notices)


def _check_places(archive: Archive, name: str) -> None:
    """Refuse sheets whose values stand so far apart that the rectangle between them would not fit in memory."""
    for part in archive.names:
        if not (part.startswith("xl/worksheets/") and part.endswith(".xml")):
            continue
        data = archive.read(part) or b""
        columns = rows = 0
        for letters, digits in CELL_PLACE.findall(data):
            rows = max(rows, int(digits))
            columns = max(columns, _column_number(letters))
        if columns * rows > WIDEST_SPAN:
            raise TooManyParts(name=name, what=f"工作表范围（{rows} 行 {columns} 列）单元格", limit=WIDEST_SPAN)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _opened(data: bytes, name: str) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    except python_calamine.PasswordError as error:
        raise PasswordProtected(name=name) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise DamagedFile(name=name, kind=KIND, detail="工作簿结构不完整") from error
    except BaseException as error:
        raise _unless_panic(error, name) from error


def _unless_panic(error: BaseException, name: str) -> BaseException:
    """A panic of the Rust library on damaged bytes is a refusal; anything else goes on as it is."""
    if type(error).__name__ == "PanicException":
        return DamagedFile(name=name, kind=KIND, detail="工作簿内容不符合格式")
    return error


def _sheet(book: python_calamine.CalamineWorkbook, title: str, name: str, budget: Budget) -> Iterator[Block]:
    try:
        sheet = book.get_sheet_by_name(title)
        values: Sequence[Sequence[Value]] = sheet.to_python(skip_empty_area=False)
        merges: Sequence[Merge] = sheet.merged_cell_ranges or ()
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise DamagedFile(name=name, kind=KIND, detail=f"工作表“{title}”无法读取") from error
    except BaseException as error:
        raise _unless_panic(error, name) from error
    budget.take_cells(sum(1 for row in values for value in row if value != ""))
    yield from _parts([[text_of(value) for value in row] for row in values], merges, budget)


def text_of(value: Value) -> str:
    """A value as the sheet shows it, without formats: whole numbers without ".0", dates as 2024-01-31."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\u00a0\u3000")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**EXACT else _decimal(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _decimal(value: float) -> str:
    """A float without the dust of binary arithmetic (0.1 + 0.2 is 0.3) and without an exponent."""
    text = f"{value:.{EXACT}g}"
    return f"{value:.10f}".rstrip("0").rstrip(".") if "e" in text else text


def _parts(texts: list[list[str]], merges: Sequence[Merge], budget: Budget) -> Iterator[Block]:
    """A sheet cut at its blank rows into paragraphs and tables."""
    spans = {start: (end[0] - start[0] + 1, end[1] - start[1] + 1) for start, end in merges if end >= start}
    covered = _covered(texts, spans)
    region: list[int] = []
    for index, row in enumerate(texts):
        if any(row) or index in covered:
            region.append(index)
        else:
            yield from _region(texts, region, spans, covered, budget)
            region = []
    yield from _region(texts, region, spans, covered, budget)


def _covered(texts: list[list[str]], spans: dict[tuple[int, int], tuple[int, int]]) -> dict[int, set[int]]:
    """For each row, the columns that a merged cell beginning elsewhere covers (within the values' rectangle)."""
    covered: dict[int, set[int]] = {}
    width = max((len(row) for row in texts), default=0)
    for (top, left), (height, breadth) in spans.items():
        for row in range(top, min(top + height, len(texts))):
            columns = set(range(left, min(left + breadth, width)))
            if row == top:
                columns.discard(left)
            if columns:
                covered.setdefault(row, set()).update(columns)
    return covered


def _region(
    texts: list[list[str]],
    rows: list[int],
    spans: dict[tuple[int, int], tuple[int, int]],
    covered: dict[int, set[int]],
    budget: Budget,
) -> Iterator[Block]:
    """Rows without a blank row between them: a title or narrative line above, then the table."""
    if not rows:
        return
    used = [c for r in rows for c, text in enumerate(texts[r]) if text]
    first, last = (min(used), max(used)) if used else (0, -1)
    table: list[Row] = []
    for index in rows:
        row: Row = []
        for column in range(first, last + 1):
            if column in covered.get(index, ()):
                continue
            text = texts[index][column] if column < len(texts[index]) else ""
            height, breadth = spans.get((index, column), (1, 1))
            row.append((text, min(height, rows[-1] - index + 1), min(breadth, last + 1 - column)))
        if _is_line(row, above=not table):
            yield from blocks_of_rows(table, budget)
            table = []
            yield from paragraphs_of(next(cell[0] for cell in row if cell[0]), budget)
        else:
            table.append(row)
    yield from blocks_of_rows(table, budget)


def _is_line(row: Row, *, above: bool) -> bool:
    """A title, heading or sentence rather than a row of the table: alone in its row, at its beginning.

    Above the table any title-like text is one; below its first row only a section's heading or a whole sentence.
    """
    filled = [text for text, _, _ in row if text]
    if len(filled) != 1 or not row[0][0] or row[0][1] > 1:
        return False
    text = filled[0]
    if SECTION.search(text) or (len(text) > SENTENCE and text.endswith("。")):
        return True
    return above and (len(text) > SENTENCE or TITLE.search(text) is not None or _is_narrow(row))


def _is_narrow(row: Row) -> bool:
    """A sheet region of one column: text typed into the first column only."""
    return len(row) == 1 and row[0][2] == 1
