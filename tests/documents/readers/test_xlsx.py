"""Workbooks: titles and sentences as paragraphs, figures with merged cells as grids."""

import struct
import zipfile
from io import BytesIO

import openpyxl
import pytest

from gongkai.documents.layout import Paragraph
from gongkai.documents.readers.errors import UnreadableFile
from gongkai.documents.readers.xlsx import text_of
from tests.documents.damage.originals import original
from tests.documents.readers.blocks import filled, grids, opened, rows, texts


def book(*sheets: tuple[str, list[list[object]], list[str]]) -> bytes:
    """Sheets of title, rows and merged ranges."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, values, merges in sheets:
        sheet = workbook.create_sheet(title)
        for row in values:
            sheet.append(row)
        for place in merges:
            sheet.merge_cells(place)
    held = BytesIO()
    workbook.save(held)
    return held.getvalue()


def test_a_sheet_with_the_whole_report() -> None:
    values = [
        ["某街道2023年政府信息公开工作年度报告", None, None, None],
        ["一、总体情况", None, None, None],
        ["本年度认真贯彻落实条例，主动公开信息170条。", None, None, None],
        ["二、主动公开政府信息情况", None, None, None],
        ["第二十条第（一）项", None, None, None],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", 0, 0, 3.0],
        ["三、收到和处理政府信息公开申请情况", None, None, None],
        ["申请", 1, None, 2.5],
    ]

    source = opened(book(("年报", values, ["A1:D1", "A5:D5"])), "年报.xlsx")

    assert texts(source) == [
        "某街道2023年政府信息公开工作年度报告",
        "一、总体情况",
        "本年度认真贯彻落实条例，主动公开信息170条。",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
    ]
    assert filled(grids(source)[0])[0] == ["第二十条第（一）项"] * 4
    assert rows(grids(source)[0])[2] == ["规章", "0", "0", "3"]
    assert rows(grids(source)[1]) == [["申请", "1", "", "2.5"]]


def test_merged_cells_down_and_across() -> None:
    values = [["三、", "（一）", 1], [None, "（二）", 2], [None, None, None], ["总计", None, 3]]

    grid = grids(opened(book(("表", values, ["A1:A3", "A4:B4", "B2:B3", "C2:C3"])), "年报.xlsx"))[0]

    assert filled(grid) == [
        ["三、", "（一）", "1"],
        ["三、", "（二）", "2"],
        ["三、", "（二）", "2"],
        ["总计", "总计", "3"],
    ]


def test_further_sheets_begin_with_their_names() -> None:
    data = book(("表二", [["规章", 1, 2]], []), ("表三", [["申请", 3, 4]], []), ("空", [], []))

    source = opened(data, "年报.xlsx")

    assert [b.text if isinstance(b, Paragraph) else rows(b) for b in source.blocks] == [
        [["规章", "1", "2"]],
        "表三",
        [["申请", "3", "4"]],
    ]


def test_hidden_sheets_are_told() -> None:
    workbook = openpyxl.load_workbook(BytesIO(book(("表二", [["规章", 1]], []), ("底稿", [["草稿", 1]], []))))
    workbook["底稿"].sheet_state = "hidden"
    held = BytesIO()
    workbook.save(held)

    source = opened(held.getvalue(), "年报.xlsx")

    assert len(grids(source)) == 1
    assert "底稿" in source.notices[0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3.0, "3"),
        (0.1 + 0.2, "0.3"),
        (160.5964, "160.5964"),
        (1e-7, "0.0000001"),
        (True, "TRUE"),
        (" 甲\r\n乙 ", "甲\n乙"),
        (7, "7"),
    ],
)
def test_values_are_written_as_a_clerk_sees_them(value: object, text: str) -> None:
    assert text_of(value) == text  # type: ignore[arg-type]  # any value of a cell


def test_one_far_cell_does_not_fill_the_memory() -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = 1
    workbook.active["XFD1048576"] = 1
    held = BytesIO()
    workbook.save(held)

    with pytest.raises(UnreadableFile, match=r"RDR-1008.*1048576 行"):
        opened(held.getvalue(), "年报.xlsx")


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="RDR-1017"):
        opened(book(("空", [], [])), "年报.xlsx")


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_older_workbooks_hold_the_same_figures(kind: str) -> None:
    figures = [
        cell.text for grid in grids(opened(original("xlsx", 0), "年报.xlsx")) for cell in grid.cells if cell.text
    ]

    again = [
        cell.text for grid in grids(opened(original(kind, 0), f"年报.{kind}")) for cell in grid.cells if cell.text
    ]

    assert again == figures


def open_document(content: str) -> bytes:
    """A workbook of ODF with this inside its spreadsheet."""
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "table", "text")
    )
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>{content}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )
    return held.getvalue()


def test_a_table_without_an_end_is_refused_instead_of_waited_for() -> None:
    row = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>规章</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="3"><text:p>3</text:p></table:table-cell>'
        "</table:table-row>"
    )
    opening = '<table:table table:name="年报">'

    assert rows(grids(opened(open_document(f"{opening}{row}</table:table>"), "年报.ods"))[0]) == [["规章", "3"]]
    with pytest.raises(UnreadableFile, match="RDR-1005"):
        opened(open_document(f"{opening}{row}"), "年报.ods")


@pytest.mark.office
def test_sizes_that_cannot_be_true_are_refused_before_memory_is_reserved() -> None:
    data = original("xls", 0)
    dimensions = data.index(b"\x00\x02\x0e\x00")
    strings = data.index(b"\xfc\x00", 512)

    assert opened(data, "年报.xls").kind == "xlsx"
    for place, value in ((dimensions + 8, 2**31), (dimensions + 4, 9_999), (strings + 8, 2**30), (44, 2**30)):
        damaged = bytearray(data)
        struct.pack_into("<I", damaged, place, value)
        with pytest.raises(UnreadableFile, match=r"RDR-1005.*大小"):
            opened(bytes(damaged), "年报.xls")
