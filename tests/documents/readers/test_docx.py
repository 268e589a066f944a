"""DOCX: what Word would print, in the order of the body."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.layout import Grid, Paragraph
from gongkai.documents.readers.errors import UnreadableFile
from gongkai.documents.readers.limits import Limits
from gongkai.documents.readers.numbering import chinese
from tests.documents.readers.blocks import filled, grids, opened, rows, texts
from tests.documents.readers.office_files import NAMES, TYPES, docx, p, packed, tbl, tc, tr


def test_paragraphs_and_tables_come_in_body_order() -> None:
    table = tbl(tr(tc("规章"), tc("0")), tr(tc("许可"), tc("5")))

    source = opened(docx(p("甲") + table + p("") + p("乙")), "年报.docx")

    assert [b.text if isinstance(b, Paragraph) else "表" for b in source.blocks] == ["甲", "表", "乙"]
    assert source.kind == "docx"


def test_merged_cells_have_their_spans() -> None:
    restart, going_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = tbl(
        tr(tc("三、", restart), tc("（三）", restart), tc("1."), tc("3")),
        tr(tc("", going_on), tc("", going_on), tc("2."), tc("4")),
        tr(tc("", going_on), tc("（七）总计", '<w:gridSpan w:val="2"/>'), tc("7")),
    )

    assert filled(grids(opened(docx(table)))[0]) == [
        ["三、", "（三）", "1.", "3"],
        ["三、", "（三）", "2.", "4"],
        ["三、", "（七）总计", "（七）总计", "7"],
    ]


def test_a_merge_that_goes_on_from_nothing_is_a_blank_cell() -> None:
    table = tbl(tr(tc("甲"), tc("1")), tr(tc("", "<w:vMerge/>"), tc("2")))

    assert rows(grids(opened(docx(table)))[0]) == [["甲", "1"], ["", "2"]]


def test_columns_left_out_before_a_row_are_kept() -> None:
    table = tbl(tr(tc("甲"), tc("1"), tc("2")), tr(tc("3"), tc("4"), properties='<w:gridBefore w:val="1"/>'))

    assert rows(grids(opened(docx(table)))[0]) == [["甲", "1", "2"], ["", "3", "4"]]


def test_tracked_changes_are_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>主动公开</w:t></w:r><w:del><w:r><w:delText>16</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>17</w:t></w:r></w:ins><w:r><w:t>条</w:t></w:r></w:p>"
    )
    table = tbl(tr(tc("留"), tc("1")), tr(tc("删"), tc("2"), properties="<w:del/>"))

    source = opened(docx(body + table))

    assert texts(source) == ["主动公开17条"]
    assert rows(grids(source)[0]) == [["留", "1"]]


def test_fields_hidden_text_and_breaks() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2023</w:t></w:r></w:p>'
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>一、总体情况</w:t><w:br/><w:t>正文</w:t>"
        "<w:tab/><w:t>x</w:t></w:r></w:p>"
    )

    assert texts(opened(docx(body))) == ["2023", "一、总体情况", "正文\tx"]


def test_text_boxes_and_content_controls_are_read_once() -> None:
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>段</w:t></w:r><w:r><mc:AlternateContent>"
        f"<mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"
    )

    assert texts(opened(docx(body))) == ["段", "框内", "控件"]


def test_automatic_numbers_are_restored() -> None:
    def level(index: int, kind: str, text: str) -> str:
        counted = f'<w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        return f'<w:lvl w:ilvl="{index}">{counted}</w:lvl>'

    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:styleId="a"><w:name w:val="heading 1"/>{listed}</w:style>'

    def item(level: int, text: str) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')

    body = p("总体情况", '<w:pStyle w:val="a"/>') + item(1, "主动公开") + item(1, "依申请公开") + item(2, "规章")
    source = opened(docx(body + item(0, "主动公开情况") + item(1, "其一"), numbering=numbering, styles=styles))

    assert texts(source) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "1.规章",
        "二、主动公开情况",
        "（一）其一",
    ]
    assert [b.heading for b in source.blocks if isinstance(b, Paragraph)][:2] == [True, False]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (105, "一百零五"),
        (110, "一百一十"),
        (10_005, "一万零五"),
    ],
)
def test_counting_in_chinese(number: int, text: str) -> None:
    assert chinese(number) == text


def test_a_page_wide_table_is_taken_apart() -> None:
    inner = tbl(*(tr(tc("规章"), tc(str(n))) for n in range(5)))
    outer = tbl(tr(f"<w:tc>{p('一、总体情况')}{inner}{p('尾')}</w:tc>"))

    source = opened(docx(outer))

    assert [type(b) for b in source.blocks] == [Paragraph, Grid, Paragraph]


def test_footnotes_and_pictures_are_told() -> None:
    body = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r><w:r><a:blip/></w:r></w:p>"
    source = opened(docx(body, footnotes=f'<w:footnote w:id="1">{p("含下属单位")}</w:footnote>'))

    assert texts(source) == ["甲"]
    assert any("1 张图片" in notice for notice in source.notices)
    assert "脚注：含下属单位" in source.notices


def test_a_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:styleId="t"><w:name w:val="toc 1"/></w:style>'

    assert texts(opened(docx(p("一、总体情况 1", '<w:pStyle w:val="t"/>') + p("正文"), styles=styles))) == ["正文"]


def test_strict_documents_are_read() -> None:
    strict = docx(p("正文")).replace(b"", b"")
    parts = f"<w:document {NAMES}><w:body>{p('正文')}</w:body></w:document>".replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )

    assert texts(opened(packed({"[Content_Types].xml": TYPES, "word/document.xml": parts}))) == texts(
        opened(strict)
    )


def test_an_entity_bomb_is_refused() -> None:
    laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "ha"}">' for i in range(9))
    document = f"<!DOCTYPE w [{laughs}]><w:document {NAMES}><w:body>{p('&l8;')}</w:body></w:document>"

    with pytest.raises(UnreadableFile, match="RDR-1005"):
        opened(packed({"[Content_Types].xml": TYPES, "word/document.xml": document}), "年报.docx")


def test_a_zip_bomb_is_refused_before_it_is_expanded() -> None:
    bomb = packed({"[Content_Types].xml": TYPES, "word/document.xml": b" " * 40_000_000})

    with pytest.raises(UnreadableFile, match=r"RDR-1007.*倍"):
        opened(bomb, "年报.docx")


@pytest.mark.parametrize("depth", [60, 3_000])
def test_deep_nesting_is_refused(depth: int) -> None:
    nested = "<w:tbl><w:tr><w:tc>" * depth + p("芯") + "</w:tc></w:tr></w:tbl>" * depth

    with pytest.raises(UnreadableFile, match="RDR-1009"):
        opened(docx(nested), "年报.docx", Limits(nesting=50))


def test_a_missing_body_and_cut_xml_are_named() -> None:
    with pytest.raises(UnreadableFile, match=r"RDR-1005.*正文"):
        opened(packed({"[Content_Types].xml": TYPES, "word/styles.xml": "<a/>"}), "年报.docx")
    with pytest.raises(UnreadableFile, match=r"RDR-1005.*document"):
        opened(packed({"[Content_Types].xml": TYPES, "word/document.xml": "<w:doc"}), "年报.docx")


@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["", "restart", "continue"])), max_size=5), max_size=5
    )
)
def test_any_merges_give_cells_that_do_not_overlap(shape: list[list[tuple[int, str]]]) -> None:
    table = tbl(
        *(
            tr(
                *(
                    tc("0", f'<w:gridSpan w:val="{span}"/>' + (f'<w:vMerge w:val="{m}"/>' if m else ""))
                    for span, m in row
                )
            )
            for row in shape
        )
    )

    for grid in grids(opened(docx(p("甲") + table))):
        filled(grid)


def test_slivers_between_columns_are_no_columns() -> None:
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="1"/><w:gridCol w:w="2000"/></w:tblGrid>'
    wide = '<w:gridSpan w:val="2"/>'
    table = f"<w:tbl>{grid}{tr(tc('甲', wide), tc('1'))}{tr(tc('乙'), tc('2', wide))}</w:tbl>"

    assert filled(grids(opened(docx(table)))[0]) == [["甲", "1"], ["乙", "2"]]
