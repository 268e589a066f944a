"""Plain text and Markdown: every line stays, tables with rules become grids."""

import pytest

from gongkai.documents.layout import Paragraph
from gongkai.documents.readers.errors import UnreadableFile
from gongkai.documents.readers.limits import Limits
from tests.documents.readers.blocks import grids, opened, rows, texts


def test_lines_keep_their_numbers_tabs_and_blanks() -> None:
    source = opened("甲\r\n\t规章\t\t0\n\n乙 | |\n", "年报.txt")

    assert [(b.text, b.line) for b in source.blocks if isinstance(b, Paragraph)] == [
        ("甲", 1),
        ("\t规章\t\t0", 2),
        ("", 3),
        ("乙 | |", 4),
    ]
    assert source.kind == "txt"


def test_cells_divided_by_commas_are_divided_by_tabs() -> None:
    """As a spreadsheet writes them: quoted where they hold a comma or a line's end."""
    table = '"一、本年\r\n新收","1,204",0,0,,0,0,"1,204"\r\n' * 15

    source = opened("甲局2023年报告,,,,,,,\r\n" + table, "年报.csv")

    assert texts(source) == ["甲局2023年报告", *["一、本年 新收\t1,204\t0\t0\t\t0\t0\t1,204"] * 15]


def test_commas_of_sentences_divide_no_cells() -> None:
    sentence = '一是加强领导,二是健全制度,三是强化培训,四是严格考核,五是注重宣传,六是"五公开",七是监督,八是总结。'

    assert texts(opened("\n".join([sentence] * 4), "年报.txt")) == [sentence] * 4


def test_form_feeds_are_pages() -> None:
    source = opened("甲\n\f乙\n丙", "年报.txt")

    assert [(b.text, b.page) for b in source.blocks if isinstance(b, Paragraph)] == [
        ("甲", 1),
        ("乙", 2),
        ("丙", 2),
    ]


def test_an_archive_dump_states_its_head() -> None:
    source = opened(
        "标题: 某区2020年年报\n发布时间: 2021-03-05 08:58\n文号: \n发布机构: 某办\n==== 正文 ====\n", "a.txt"
    )

    assert source.meta == {"title": "某区2020年年报", "published_on": "2021-03-05 08:58", "publisher": "某办"}
    assert texts(source)[0] == "标题: 某区2020年年报"


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"RDR-1008.*行数"):
        opened("甲\n" * 30, "年报.txt", Limits(paragraphs=20))


def test_a_pipe_table_keeps_blank_headers_and_short_rows() -> None:
    source = opened("# 表\n\n|  |  |  |\n|---|:-:|--:|\n| 规章 | 0 |\n| a\\|b | **1** | 2<br>3 |\n\n尾", "年报.md")

    assert rows(grids(source)[0]) == [["", "", ""], ["规章", "0", ""], ["a|b", "1", "2\n3"]]
    assert not grids(source)[0].exact
    assert [t for t in texts(source) if t] == ["表", "尾"]


def test_a_table_cut_by_rules_becomes_several() -> None:
    lines = "| 甲 | 1 | 2 |\n|---|---|---|\n| 0 | 0 |\n|---|---|\n| 乙 | 3 |\n"

    assert [rows(grid) for grid in grids(opened(lines, "年报.md"))] == [
        [["甲", "1", "2"]],
        [["0", "0"], ["乙", "3"]],
    ]


def test_dashes_in_a_row_are_values() -> None:
    source = opened("| 甲 | 乙 |\n|---|---|\n| - | - |\n| -- | 1 |\n", "年报.md")

    assert rows(grids(source)[0]) == [["甲", "乙"], ["-", "-"], ["--", "1"]]


def test_html_tables_within_markdown_are_read() -> None:
    source = opened(
        "说明\n\n<table>\n<tr><td rowspan=2>甲</td><td>1</td></tr>\n<tr><td>2</td></tr>\n</table>\n尾\n", "年报.md"
    )

    assert rows(grids(source)[0]) == [["甲", "1"], ["2"]]
    assert [t for t in texts(source) if t] == ["说明", "尾"]


def test_marks_of_markdown_go_and_numbers_of_lists_stay() -> None:
    source = opened(
        "## 一、总体情况\n- 甲**乙**\n> 引\n1. 规章\n[公开专栏](http://a.cn/b(1))\n![图](a.png)x\n", "年报.md"
    )

    assert texts(source) == ["一、总体情况", "甲乙", "引", "1. 规章", "公开专栏", "x"]
    assert "图片" in source.notices[0]


def test_front_matter_is_meta() -> None:
    source = opened("---\ntitle: 某局年报\ndate: 2024-01-02\n---\n正文\n", "年报.md")

    assert source.meta["title"] == "某局年报"
    assert [t for t in texts(source) if t] == ["正文"]


def test_thousands_of_blanks_are_cut_to_a_gap() -> None:
    source = opened("规章" + " " * 5000 + "0\n短  距", "年报.txt")

    assert texts(source) == ["规章" + " " * 64 + "0", "短  距"]
