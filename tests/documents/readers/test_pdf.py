"""PDF with a text layer: what is seen on the page is read, in order, and nothing else."""

import dataclasses

import pytest

from gongkai.documents.layout import Source
from gongkai.documents.readers import DEFAULT, open_source, pdf
from gongkai.documents.readers.errors import DamagedFile, PasswordProtected, TooManyPages, TooSlow
from tests.documents.readers.blocks import grids, rows
from tests.documents.readers.blocks import texts as paragraphs
from tests.documents.readers.pdf_making import Sheet
from tests.documents.readers.pdf_making import pdf as made

XS, YS = [100.0, 220.0, 300.0, 380.0], [200.0, 220.0, 240.0, 260.0]
LINE = "本机关全年主动公开政府信息一千余条均在规定期限内完成办理"  # 28 characters of 16 points fill the line


def read(*sheets: Sheet) -> Source:
    return open_source(made(*sheets), "年报.pdf")


def body(sheet: Sheet, first: float, *lines: str, indent: bool = True) -> Sheet:
    """Running text of 16 points with a margin of 74 points, 28 points from line to line."""
    for number, line in enumerate(lines):
        sheet.text(106 if indent and number == 0 else 74, first + 28 * number, line, 16)
    return sheet


def test_text_and_tables_come_in_reading_order_with_their_pages() -> None:
    first = Sheet().text(74, 100, "一、总体情况").table(XS, YS, {(0, 0): "规章"}).text(74, 400, "表后文字")

    source = read(first, Sheet().text(74, 100, "第二页"))

    assert [type(block).__name__ for block in source.blocks] == ["Paragraph", "Grid", "Paragraph", "Paragraph"]
    assert [block.page for block in source.blocks] == [1, 1, 1, 2]


def test_merged_cells_keep_their_spans_and_blanks_are_present() -> None:
    sheet = Sheet().table(XS, YS, {(0, 0): "合并", (0, 1): "1", (1, 2): "0"}, {(0, 0): (2, 1), (2, 1): (1, 2)})

    (grid,) = grids(read(sheet))

    spans = {(c.row, c.column): (c.rowspan, c.colspan, c.text) for c in grid.cells}
    assert spans[0, 0] == (2, 1, "合并")
    assert spans[2, 1] == (1, 2, "")
    assert spans[1, 2] == (1, 1, "0")
    assert len(spans) == 7


def test_the_lines_of_a_paragraph_are_joined_and_paragraphs_stay_apart() -> None:
    sheet = body(Sheet(), 100, LINE[:26], LINE, LINE[:9])
    body(sheet, 184, LINE[:26], LINE[:20])

    assert paragraphs(read(sheet)) == [LINE[:26] + LINE + LINE[:9], LINE[:26] + LINE[:20]]


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    first = body(Sheet(), 700, LINE[:26], LINE).text(280, 810, "- 1 -", 12)
    second = body(Sheet(), 100, LINE, LINE[:5], indent=False).text(280, 810, "- 2 -", 12)

    assert paragraphs(read(first, second)) == [LINE[:26] + LINE + LINE + LINE[:5]]


@pytest.mark.parametrize("dress", ["-{}-", "— {} —", "第{}页", "第 {} 页 共 9 页", "{}/9"])
def test_a_dressed_page_number_is_left_out(dress: str) -> None:
    assert paragraphs(read(Sheet().text(74, 100, "正文").text(280, 815, dress.format(4)))) == ["正文"]


def test_a_page_number_inside_a_table_is_left_out() -> None:
    sheet = Sheet().table([100, 220, 300], [780, 830], {}).text(120, 790, "总计").text(190, 822, "-4-")

    (grid,) = grids(read(sheet))

    assert rows(grid) == [["总计", ""]]


def test_a_number_at_the_foot_that_does_not_count_the_pages_stays() -> None:
    source = read(Sheet().text(74, 815, "2023"), Sheet().text(74, 815, "17"))

    assert paragraphs(source) == ["2023", "17"]


def test_a_running_header_is_left_out_and_the_title_stays() -> None:
    sheets = [Sheet().text(74, 40, "某某市年度报告", 9).text(74, 200 + 10 * n, f"正文{n}") for n in range(3)]
    sheets[0].text(150, 120, "某某市年度报告", 22)

    assert paragraphs(read(*sheets)) == ["某某市年度报告", "正文0", "正文1", "正文2"]


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    sheet = Sheet().text(24, 30, "11/23/26, 4:41 PM", 8).text(250, 30, "年度报告", 8).text(74, 120, "正文")
    sheet.text(24, 825, "https://www.example.gov.cn/report.html", 8).text(560, 825, "1/2", 8)

    assert paragraphs(read(sheet)) == ["正文"]


def test_the_header_of_a_table_at_the_top_of_each_page_is_no_running_header() -> None:
    sheets = [
        Sheet().table([100, 220, 340], [60, 80, 100], {(0, 0): "信息内容", (1, 0): f"第{n}行", (1, 1): "1"})
        for n in "一二三"
    ]

    (grid,) = grids(read(*sheets))

    assert [row[0] for row in rows(grid)] == ["信息内容", "第一行", "第二行", "第三行"]


def test_a_table_over_two_pages_is_one_table_and_each_cell_knows_its_page() -> None:
    first = Sheet().table(XS, [740, 760, 780], {(0, 0): "一", (0, 1): "1", (1, 0): "二", (1, 1): "2"})
    second = Sheet().table(XS, [80, 100, 120], {(0, 0): "三", (0, 1): "3", (1, 0): "四", (1, 1): "4"})
    first.text(280, 815, "-1-")

    (grid,) = grids(read(first, second))

    assert rows(grid) == [["一", "1", ""], ["二", "2", ""], ["三", "3", ""], ["四", "4", ""]]
    assert [cell.page for cell in grid.cells if cell.column == 0] == [1, 1, 2, 2]


def test_a_repeated_header_is_left_out() -> None:
    head = {(0, 0): "信息内容", (0, 1): "制发", (0, 2): "现行有效"}
    first = Sheet().table(XS, [740, 760, 780], {**head, (1, 0): "规章", (1, 1): "1", (1, 2): "2"})
    second = Sheet().table(XS, [80, 100, 120], {**head, (1, 0): "规范性文件", (1, 1): "3", (1, 2): "4"})

    (grid,) = grids(read(first, second))

    assert rows(grid) == [["信息内容", "制发", "现行有效"], ["规章", "1", "2"], ["规范性文件", "3", "4"]]


def test_a_heading_or_other_columns_begin_a_new_table() -> None:
    first = Sheet().table(XS, [740, 760, 780], {(0, 0): "一"})
    headed = Sheet().text(74, 60, "四、行政复议").table(XS, [80, 100, 120], {(0, 0): "二"})
    other = Sheet().table([100, 180, 260, 380], [80, 100, 120], {(0, 0): "二"})

    assert len(grids(read(first, headed))) == 2
    assert len(grids(read(first, other))) == 2


def test_a_label_cut_by_the_page_break_is_put_together() -> None:
    cells = {(0, 0): "（四）无", (0, 1): "1.本机关不掌握", (0, 2): "5"}
    rest = {(0, 0): "法提供", (0, 1): "2.没有现成信息", (0, 2): "6", (1, 1): "3.补正后仍不明确", (1, 2): "7"}
    first = Sheet().table(XS, [740, 760, 780], {(0, 2): "4", **{(r + 1, c): t for (r, c), t in cells.items()}})
    second = Sheet().table(XS, [80, 100, 120], rest, {(0, 0): (2, 1)})

    (grid,) = grids(read(first, second))

    label = next(cell for cell in grid.cells if "无" in cell.text)
    assert (label.text, label.row, label.rowspan) == ("（四）无法提供", 1, 3)
    assert [c.text for c in grid.cells if c.column == 2] == ["4", "5", "6", "7"]


def test_a_label_on_one_page_and_its_values_on_the_next_are_one_row() -> None:
    first = Sheet().table(XS, [740, 760, 780], {(0, 0): "规章", (0, 1): "1", (0, 2): "2", (1, 0): "规范性文件"})
    second = Sheet().table(XS, [80, 100, 120], {(0, 1): "3", (0, 2): "4", (1, 0): "收费", (1, 1): "5"})

    (grid,) = grids(read(first, second))

    assert rows(grid) == [["规章", "1", "2"], ["规范性文件", "3", "4"], ["收费", "5", ""]]


def test_rows_that_only_follow_each_other_stay_two_rows() -> None:
    first = Sheet().table(XS, [740, 760, 780], {(0, 0): "规章", (1, 0): "行政处罚", (1, 1): "3"})
    second = Sheet().table(XS, [80, 100, 120], {(0, 0): "行政强制", (1, 0): "收费", (1, 1): "5"})

    (grid,) = grids(read(first, second))

    assert rows(grid)[1:3] == [["行政处罚", "3", ""], ["行政强制", "", ""]]


def test_columns_of_text_without_ruling_lines_are_parted_by_tabs() -> None:
    sheet = Sheet().text(74, 100, "规章").text(200, 100, "12").text(300, 100, "0")

    assert paragraphs(read(sheet)) == ["规章\t12\t0"]


def test_narrow_gaps_part_columns_where_wide_ones_do() -> None:
    sheet = Sheet().text(74, 100, "行政规范性文件").text(161, 100, "564").text(240, 100, "98").text(320, 100, "0")
    sheet.text(74, 130, "全年共制发").text(137, 130, "564").text(156, 130, "件")

    assert paragraphs(read(sheet)) == ["行政规范性文件\t564\t98\t0", "全年共制发564件"]


def test_digits_that_stand_apart_are_not_glued() -> None:
    sheet = Sheet().text(74, 100, "6").text(84, 100, "40").text(100, 100, "20")

    assert paragraphs(read(sheet)) == ["6 40 20"]


def test_characters_one_a_line_in_a_narrow_cell_are_a_word() -> None:
    sheet = Sheet().table([100, 120, 200], [200, 400], {(0, 1): "0"})
    for number, character in enumerate("三、本年度办理结果"):
        sheet.text(104, 220 + 18 * number, character, 12)

    (grid,) = grids(read(sheet))

    assert rows(grid) == [["三、本年度办理结果", "0"]]


def test_what_cannot_be_seen_is_not_read() -> None:
    sheet = Sheet().text(74, 100, "看得见").text(74, 130, "无色", mode=3).text(74, 160, "白字", grey=1)
    sheet.text(74, 190, "极小", 1).text(-300, 220, "页外").text(74, 250, "12").fill(70, 235, 120, 255)
    sheet.text(74, 250, "21")

    assert paragraphs(read(sheet)) == ["看得见", "21"]


def test_white_text_on_a_dark_ground_is_read() -> None:
    sheet = Sheet().fill(60, 80, 300, 110, 0.2).text(74, 100, "信息内容", grey=1)

    assert paragraphs(read(sheet)) == ["信息内容"]


def test_text_printed_twice_for_boldness_is_read_once() -> None:
    sheet = Sheet().text(74, 100, "总计11").text(74.3, 100, "总计11").text(74.3, 100.3, "总计11")

    assert paragraphs(read(sheet)) == ["总计11"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(turn: int) -> None:
    upright = Sheet().text(74, 100, "一、总体情况").table(XS, YS, {(0, 0): "规章", (0, 2): "7"})
    straight = read(upright)
    # The page says it is turned, and its content is drawn turned the other way: it is seen upright.
    turned = dataclasses.replace(upright, rotate=turn, content=[_turned(upright, turn)])
    if turn != 180:
        turned.size = upright.size[::-1]

    assert read(turned).blocks == straight.blocks


def _turned(sheet: Sheet, turn: int) -> str:
    wide, high = sheet.size
    matrix = {90: f"0 1 -1 0 {high} 0", 180: f"-1 0 0 -1 {wide} {high}", 270: f"0 -1 1 0 0 {wide}"}[turn]
    return "\n".join((f"q {matrix} cm", *sheet.content, "Q"))


def test_what_is_cropped_away_is_not_read() -> None:
    sheet = Sheet(crop=(0, 400, 595, 842)).text(74, 100, "留下").text(74, 700, "裁去")

    assert paragraphs(read(sheet)) == ["留下"]


def test_values_of_form_fields_are_read_in_their_cells() -> None:
    sheet = Sheet().table([100, 220, 300], [200, 220], {(0, 0): "规章"}).entry("15", (225, 203, 295, 217))

    (grid,) = grids(read(sheet))

    assert rows(grid) == [["规章", "15"]]


def test_a_file_that_opens_without_a_password_is_read_though_encrypted() -> None:
    data = made(Sheet().text(74, 100, "一、总体情况"), owner="owner")

    assert paragraphs(open_source(data, "年报.pdf")) == ["一、总体情况"]


def test_a_file_with_a_password_is_refused() -> None:
    data = made(Sheet().text(74, 100, "一、总体情况"), owner="owner", user="secret")

    with pytest.raises(PasswordProtected, match="RDR-1004"):
        open_source(data, "年报.pdf")


def test_damage_and_limits_are_refused_with_their_codes() -> None:
    data = made(Sheet().text(74, 100, "甲"), Sheet().text(74, 100, "乙"))

    with pytest.raises(DamagedFile, match="RDR-1005"):
        pdf.read(b"%PDF-1.7\nnothing", "年报.pdf", DEFAULT)
    with pytest.raises(TooManyPages, match="RDR-1006"):
        pdf.read(data, "年报.pdf", dataclasses.replace(DEFAULT, pages=1))
    with pytest.raises(TooSlow, match="RDR-1013"):
        pdf.read(data, "年报.pdf", dataclasses.replace(DEFAULT, seconds=0))


def test_pictures_without_the_ocr_extra_are_named_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.documents.readers.ocr_extra.installed", lambda: False)
    picture = Sheet().picture(b"\xff" * 400, 20, 20, (0, 0, 595, 842))

    mixed = read(Sheet().text(74, 100, "有文字的一页，内容足够长"), picture)

    assert mixed.notices == ("第2页有图片，图中内容没有读取；安装文字识别组件后可以读取。",)
    with pytest.raises(pdf.OcrMissing, match="RDR-1101"):
        read(picture)


def test_a_text_layer_without_meaning_is_not_taken_for_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.documents.readers.ocr_extra.installed", lambda: False)

    with pytest.raises(pdf.OcrMissing, match="RDR-1101"):
        read(Sheet().text(74, 100, "乱码乱码乱码乱码", font="F2"))
