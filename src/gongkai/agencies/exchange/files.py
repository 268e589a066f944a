"""Workbook and JSON to rows and back. Everything is written as text, so that no code loses its zeros."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from gongkai.agencies import errors
from gongkai.agencies.exchange.fields import FIELD, FIELDS, LABEL, LIMIT, REQUIRED, SCHEMA, Field, Kind
from gongkai.agencies.exchange.model import Line, Refusal, Row, Sheet, in_words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHEET, _HELP = "机关名录", "填写说明"
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001  the format has no time zone; fixed, so that equal trees give equal files
_WIDE = {"name": 34, "superior": 30, "key": 38, "uscc": 22, "government": 26, "successor": 26, "reviewer": 26}
_TEMPLATE_ROWS = 2000
_CELL = 32_000
_MOST_BYTES = 300 * 2**20  # of a workbook's parts unpacked


def read(data: bytes, name: str) -> Sheet:
    """The rows of a workbook or of our JSON. Raises AGY-1041 and 1052; wrong columns are refusals in the sheet."""
    sheet = _read_json(data, name) if data.lstrip()[:1] == b"{" else _read_xlsx(data, name)
    if len(sheet.rows) > LIMIT:
        raise errors.TooManyRows(count=len(sheet.rows), limit=LIMIT)
    return sheet


def _read_xlsx(data: bytes, name: str) -> Sheet:
    _bounded(data, name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        chosen = _SHEET if _SHEET in book.sheet_names else book.sheet_names[0]
        sheet = book.get_sheet_by_name(chosen)
        grid = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError, ValueError, OSError) as reason:
        raise errors.TableUnreadable(name=name, why="不是完整的 XLSX 文件") from reason
    head = next((number for number, cells in enumerate(grid) if any(_text(cell) for cell in cells)), None)
    if head is None:
        raise errors.TableUnreadable(name=name, why="工作表是空的")
    labels = [_text(cell).rstrip("*＊ ") for cell in grid[head]]
    columns, refusals = _columns(labels, LABEL, head + 1)
    places = {LABEL[label].code: place for place, label in enumerate(labels) if label in LABEL}
    rows = tuple(
        Row(number, {code: _text(cells[place]) for code, place in places.items() if place < len(cells)})
        for number, cells in enumerate(grid[head + 1 :], start=head + 2)
        if any(_text(cell) for cell in cells)
    )
    return Sheet(columns, rows, refusals)


def _bounded(data: bytes, name: str) -> None:
    """A workbook that unpacks to more than any directory is refused before it is unpacked."""
    try:
        with ZipFile(io.BytesIO(data)) as parts:
            size = sum(part.file_size for part in parts.infolist())
    except (BadZipFile, OSError, ValueError) as reason:
        raise errors.TableUnreadable(name=name, why="不是 XLSX 或 JSON 文件") from reason
    if size > _MOST_BYTES:
        raise errors.TableUnreadable(name=name, why="文件展开后过大")


def _columns(
    labels: Sequence[str], known: Mapping[str, Field], row: int
) -> tuple[tuple[Field, ...], tuple[Refusal, ...]]:
    refusals = [
        Refusal(row, label, errors.ColumnUnknown(column=label[:40]))
        for label in labels
        if label and label not in known
    ]
    found = list(dict.fromkeys(known[label] for label in labels if label in known))
    refusals += [
        Refusal(row, field.label, errors.ColumnMissing(column=field.label))
        for field in REQUIRED
        if field not in found
    ]
    return tuple(found), tuple(refusals)


def _text(cell: object) -> str:
    """A cell as it is read: whole numbers without a decimal point, dates as dates."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell).strip()


def _read_json(data: bytes, name: str) -> Sheet:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as reason:
        raise errors.TableUnreadable(name=name, why="不是完整的 JSON") from reason
    if value.get("schema") != SCHEMA or not isinstance(value.get("agencies"), list):
        raise errors.TableUnreadable(name=name, why=f"不是 {SCHEMA} 格式")
    lines = value["agencies"]
    if not all(isinstance(line, dict) for line in lines):
        raise errors.TableUnreadable(name=name, why="agencies 中有的项不是对象")
    codes = list(dict.fromkeys(code for line in lines for code in line))
    columns, refusals = _columns(codes, FIELD, 0)
    rows = []
    wrong: list[Refusal] = []
    for number, line in enumerate(lines, start=1):
        cells = {}
        for code, cell in line.items():
            if cell is None or isinstance(cell, str | bool):
                cells[code] = _text(cell)
            elif code in FIELD:
                expected = "文字、true、false 或 null"
                strange = errors.ValueForm(column=FIELD[code].label, value=str(cell)[:40], expected=expected)
                wrong.append(Refusal(number, FIELD[code].label, strange))
        rows.append(Row(number, cells))
    return Sheet(columns, tuple(rows), (*refusals, *wrong))


def to_json(lines: Iterable[Mapping[str, Any]]) -> bytes:
    """The tree as `gongkai.agencies/1`: references are keys."""
    agencies = [
        {code: value.isoformat() if isinstance(value, date) else value for code, value in line.items()}
        for line in lines
    ]
    text = json.dumps({"schema": SCHEMA, "agencies": agencies}, ensure_ascii=False, indent=1)
    return text.encode() + b"\n"


def to_xlsx(lines: Sequence[Line]) -> bytes:
    """The tree as a workbook: references are names where these are unique, else codes or keys."""
    buffer = io.BytesIO()
    book = _book(buffer)
    sheet = _headed(book)
    names = _readable(lines)
    for number, line in enumerate(lines, start=1):
        for column, field in enumerate(FIELDS):
            text = in_words(field.code, line[field.code], names)
            if text and not (field.kind is Kind.FLAG and text == "否"):
                sheet.write_string(number, column, text[:_CELL])
    _helped(book, sheet, len(lines) + 200)
    book.close()
    return buffer.getvalue()


def template() -> bytes:
    """An empty workbook with headings, lists to choose from, and what each column wants."""
    buffer = io.BytesIO()
    book = _book(buffer)
    _helped(book, _headed(book), _TEMPLATE_ROWS)
    book.close()
    return buffer.getvalue()


def _readable(lines: Sequence[Line]) -> dict[str, str]:
    """How each agency is called in a column of references, so that it is found again."""
    bearers: dict[str, int] = {}
    taken = {str(line["uscc"]) for line in lines} | {str(line["key"]) for line in lines}
    for line in lines:
        bearers[str(line["name"])] = bearers.get(str(line["name"]), 0) + 1
    return {
        str(line["key"]): str(line["name"])
        if bearers[str(line["name"])] == 1 and str(line["name"]) not in taken
        else str(line["key"])
        for line in lines
    }


def _book(buffer: io.BytesIO) -> Workbook:
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(buffer, options)
    book.set_properties({"title": _SHEET, "created": _CREATED})
    return book


def _headed(book: Workbook) -> Worksheet:
    sheet = book.add_worksheet(_SHEET)
    plain = book.add_format({"font_name": "宋体", "num_format": "@", "valign": "vcenter"})
    head = book.add_format(
        {"font_name": "宋体", "bold": True, "bg_color": "#E8EFF7", "border": 1, "text_wrap": True}
    )
    for column, field in enumerate(FIELDS):
        sheet.set_column(column, column, _WIDE.get(field.code, 16), plain)
        sheet.write_string(0, column, f"{field.label}*" if field.required else field.label, head)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _helped(book: Workbook, sheet: Worksheet, rows: int) -> None:
    guide = book.add_worksheet(_HELP)
    wrap = book.add_format({"font_name": "宋体", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"font_name": "宋体", "bold": True, "bg_color": "#E8EFF7"})
    guide.set_column(0, 0, 24, wrap)
    guide.set_column(1, 1, 90, wrap)
    for column, heading in enumerate(("列", "怎样填写")):
        guide.write_string(0, column, heading, bold)
    for number, field in enumerate(FIELDS, start=1):
        guide.write_string(number, 0, f"{field.label}*" if field.required else field.label, wrap)
        options = "；可填：" + "、".join(label for _, label in field.choices) if field.choices else ""
        guide.write_string(number, 1, field.help + options, wrap)
    lists = book.add_worksheet("选项")
    lists.hide()
    at = 0
    for column, field in enumerate(FIELDS):
        labels = [label for _, label in field.choices] or (["是", "否"] if field.kind is Kind.FLAG else [])
        if not labels:
            continue
        for number, label in enumerate(labels):
            lists.write_string(number, at, label)
        letter = chr(ord("A") + at)
        source = f"=选项!${letter}$1:${letter}${len(labels)}"
        sheet.data_validation(1, column, rows, column, {"validate": "list", "source": source})
        at += 1


__all__ = ["XLSX", "read", "template", "to_json", "to_xlsx"]
