"""The cells of a ledger: XLSX, XLS, ODS by the calamine library, CSV by Python. Run in the sandbox."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import python_calamine

from gongkai.disclosures.ledgers import errors
from gongkai.documents.readers.archive import Archive
from gongkai.documents.readers.encoding import decode
from gongkai.documents.readers.errors import DamagedFile, PasswordProtected, UnsupportedType
from gongkai.documents.readers.limits import MEGABYTE, Limits
from gongkai.documents.readers.sniff import OLE, ZIP_STARTS, kind_of
from gongkai.documents.readers.xls_sizes import are_plausible
from gongkai.documents.readers.xlsx import CELL_PLACE, KIND, Merge, text_of

MOST_ROWS = 200_000
MOST_CELLS = 8_000_000
MOST_COLUMNS = 100
SHOWN_ROWS, SHOWN_TEXT = 12, 60
LONGEST_CELL = 200_000
CSV_SHEET = "CSV"
LIMITS = Limits(xml_bytes=400 * MEGABYTE, archive_bytes=600 * MEGABYTE, seconds=180.0, memory=2048 * MEGABYTE)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_ERROR_TYPE = b't="e"'
_ERROR = re.compile(rb'(<(?:\w+:)?c\b[^<>]*?)\bt="e"')
_SEPARATORS = ",\t;，"


@dataclass(frozen=True, slots=True)
class SheetHead:
    """A sheet as it is shown for choosing: its name, how many rows, and the first of them, texts cut short."""

    name: str
    rows: int
    head: tuple[tuple[str, ...], ...]


def heads(data: bytes, name: str) -> list[SheetHead]:
    """The sheets that are not empty. Raises DSC-3002, DSC-3003 and the readers' refusals."""
    found = []
    for title, rows in _sheets(data, name):
        if rows:
            if len(rows) > MOST_ROWS + SHOWN_ROWS:
                raise errors.LedgerTooLong(name=name, rows=len(rows), limit=MOST_ROWS)
            first = [[text[:SHOWN_TEXT] for text in row[:MOST_COLUMNS]] for row in rows[:SHOWN_ROWS]]
            found.append(SheetHead(title, len(rows), tuple(tuple(row) for row in first)))
    if not found:
        raise errors.NothingInLedger()
    return found


def rows_of(data: bytes, name: str, sheet: str, heading: int, wanted: Sequence[int]) -> list[tuple[int, list[str]]]:
    """The rows below the heading that hold anything: their number in the sheet, and the texts of wanted columns."""
    for title, rows in _sheets(data, name, only=sheet):
        if title == sheet:
            return [
                (number, [row[place] if place < len(row) else "" for place in wanted])
                for number, row in enumerate(rows[heading:], heading + 1)
                if any(row)
            ]
    raise errors.SheetUnknown(sheet=sheet, known="—")


def counts_from_1904(data: bytes, name: str) -> bool:
    """Whether a bare number of days means another day than elsewhere: workbooks that began on an old Macintosh."""
    if not data.startswith(ZIP_STARTS):
        return False
    book = Archive(data, name, f" {KIND} ", LIMITS).read("xl/workbook.xml") or b""
    return re.search(rb"\bdate1904=[\"'](?:1|true|on)[\"']", book) is not None


def _sheets(data: bytes, name: str, only: str = "") -> Iterator[tuple[str, list[list[str]]]]:
    try:
        kind = kind_of(data, name)
    except UnsupportedType as error:
        raise errors.NotALedger(name=name) from error
    if kind == "xlsx":
        yield from _workbook(data, name, only)
    elif kind in {"txt", "md"} and not name.lower().endswith((".md", ".markdown")):
        yield CSV_SHEET, _separated(decode(data, name), name)
    else:
        raise errors.NotALedger(name=name)


def _workbook(data: bytes, name: str, only: str) -> Iterator[tuple[str, list[list[str]]]]:
    """Known gap: in XLS and ODS a formula that failed is read as a blank; XLSX says so and is refused."""
    if data.startswith(ZIP_STARTS):
        archive = Archive(data, name, f" {KIND} ", LIMITS)
        if not only:  # the same bytes were looked through when they were uploaded
            _check_extent(archive, name)
        data = _with_errors_as_texts(data, archive)
    elif data.startswith(OLE) and not are_plausible(data, MOST_CELLS):
        raise DamagedFile(name=name, kind=KIND, detail="其中写明的大小不可能为真")
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for found in book.sheets_metadata:
            visible = found.visible == python_calamine.SheetVisibleEnum.Visible
            if found.typ == python_calamine.SheetTypeEnum.WorkSheet and visible and only in {"", found.name}:
                sheet = book.get_sheet_by_name(found.name)
                rows = [[text_of(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
                _fill_merged(rows, sheet.merged_cell_ranges or (), name)
                yield found.name, _trimmed(rows)
    except python_calamine.PasswordError as error:
        raise PasswordProtected(name=name) from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise DamagedFile(name=name, kind=KIND, detail="工作簿结构不完整") from error


def _with_errors_as_texts(data: bytes, archive: Archive) -> bytes:
    """Formulas that failed as the texts that they show (#REF!), to be refused: the library reads them as blanks."""
    changed = {}
    for part in archive.names:
        if _SHEET.fullmatch(part) and _ERROR_TYPE in (xml := archive.read(part) or b""):
            changed[part] = _ERROR.sub(rb'\1t="str"', xml)
    if not changed:
        return data
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for member in old.infolist():
            part = member.filename.lower()
            new.writestr(member.filename, changed.get(part) or archive.read(part) or b"")
    return buffer.getvalue()


def _fill_merged(rows: list[list[str]], merges: Iterable[Merge], name: str) -> None:
    """A cell merged over several rows says the same of each that holds anything else."""
    tall = [(top, left, bottom) for (top, left), (bottom, _) in merges if top < bottom and top < len(rows)]
    if sum(min(bottom, len(rows)) - top for top, _, bottom in tall) > MOST_CELLS:
        raise DamagedFile(name=name, kind=KIND, detail="合并的单元格互相重叠")
    for top, left, bottom in tall:
        text = rows[top][left] if left < len(rows[top]) else ""
        for row in rows[top + 1 : bottom + 1] if text else ():
            if any(row) and not row[left]:
                row[left] = text


def _check_extent(archive: Archive, name: str) -> None:
    """Refuse values that stand so far apart that the rectangle between them would not fit in memory."""
    for part in archive.names:
        if _SHEET.fullmatch(part):
            places = CELL_PLACE.findall(archive.read(part) or b"")
            rows = max((int(digits) for digits in {digits for _, digits in places}), default=0)
            columns = max((_column_number(letters) for letters in {letters for letters, _ in places}), default=0)
            if columns * rows > MOST_CELLS:
                raise errors.LedgerTooLong(name=name, rows=rows, limit=MOST_ROWS)


def _column_number(letters: bytes) -> int:
    return sum((letter - 64) * 26**place for place, letter in enumerate(reversed(letters)))


def _separated(text: str, name: str) -> list[list[str]]:
    """A CSV by the separator that its first line holds most of; semicolons and tabs are usual too."""
    first = text.lstrip("\ufeff\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    if not first.count(separator) or "\0" in text:
        raise errors.NotALedger(name=name)
    csv.field_size_limit(LONGEST_CELL)
    try:
        return _trimmed(
            [[text_of(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=separator)]
        )
    except csv.Error as error:
        raise DamagedFile(name=name, kind=" CSV ", detail="引号不成对，或者一格太长") from error


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without the blank rows at the end."""
    last = len(rows)
    while last and not any(rows[last - 1]):
        last -= 1
    return rows[:last]
