"""Pages: paragraphs and tables in reading order, spans as browsers place them, furniture left out."""

import html as escaping
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.layout import Grid, Paragraph
from gongkai.documents.readers import html
from gongkai.documents.readers.errors import UnreadableFile
from gongkai.documents.readers.html_known import known_table
from gongkai.documents.readers.html_meta import meta_of, meta_of_head
from gongkai.documents.readers.html_tree import parse
from gongkai.documents.readers.limits import DEFAULT, Limits
from tests.documents.readers.blocks import filled, grids, opened, rows, texts


def test_blocks_come_in_reading_order() -> None:
    source = opened(
        "<html><head><title>某局年报</title></head><body>前言<div>一、总体情况<p>甲<b>乙</b>丙</p>尾</div>"
        "<table><tr><td>规章</td><td>0</td></tr></table><ul><li>其一<li>其二</ul>行一<br>行二</body></html>"
    )

    assert [b.text if isinstance(b, Paragraph) else "表" for b in source.blocks] == [
        "前言",
        "一、总体情况",
        "甲乙丙",
        "尾",
        "表",
        "其一",
        "其二",
        "行一",
        "行二",
    ]
    assert source.kind == "html"


def test_headings_are_marked() -> None:
    source = opened("<h2>一、总体情况</h2><p>正文</p>")

    assert [(b.text, b.heading) for b in source.blocks if isinstance(b, Paragraph)] == [
        ("一、总体情况", True),
        ("正文", False),
    ]


def test_spans_are_placed_as_in_a_browser() -> None:
    grid = grids(
        opened(
            "<table><tr><td rowspan=3 colspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>1</td><td>2</td></tr>"
            "<tr><td>3</td><td>4</td></tr></table>"
        )
    )[0]

    assert filled(grid) == [["甲", "甲", "乙", "乙"], ["甲", "甲", "1", "2"], ["甲", "甲", "3", "4"]]


@pytest.mark.parametrize("span", ["100000000", "65534", "0", "-2", "x", "", "2.5", "99999999999999999999"])
@pytest.mark.parametrize("kind", ["rowspan", "colspan"])
def test_bad_spans_are_clipped_to_the_table(kind: str, span: str) -> None:
    page = f"<table><tr><td {kind}='{span}'>规章</td><td>1</td></tr><tr><td>2</td><td>3</td><td>4</td></tr></table>"

    grid = grids(opened(page))[0]

    assert all(cell.row + cell.rowspan <= grid.rows for cell in grid.cells)
    assert all(cell.column + cell.colspan <= grid.columns for cell in grid.cells)
    assert grid.columns <= 1002


def test_head_body_and_foot_are_put_in_order() -> None:
    page = (
        "<table><tfoot><tr><td>总计</td><td>2</td></tr></tfoot><tbody><tr><td>其他</td><td>2</td></tr></tbody>"
        "<thead><tr><th>项目</th><th>件</th></tr></thead></table>"
    )

    assert rows(grids(opened(page))[0]) == [["项目", "件"], ["其他", "2"], ["总计", "2"]]


def test_cells_without_a_row_and_unclosed_cells_are_kept() -> None:
    assert rows(grids(opened("<table><td>规章<td>0<tr><td>处罚<td>1</table>"))[0]) == [["规章", "0"], ["处罚", "1"]]


def test_layout_tables_are_taken_apart() -> None:
    inner = "<table><tr><td>规章</td><td>1</td><td>2</td><td>3</td></tr><tr><td>许可</td><td>4</td></tr></table>"
    page = f"<table><tr><td>导航</td></tr><tr><td><p>一、总体情况</p>{inner}<p>尾</p></td></tr></table>"

    source = opened(page)

    assert texts(source) == ["导航", "一、总体情况", "尾"]
    assert rows(grids(source)[0]) == [["规章", "1", "2", "3"], ["许可", "4"]]


def test_a_report_set_in_one_table_comes_apart() -> None:
    story = "本年度认真贯彻落实条例，" * 12
    figures = "<tr><td>规章</td><td>0</td></tr><tr><td>许可</td><td>5</td></tr>"
    page = f"<table><tr><td colspan=2>{story}</td></tr>{figures}</table>"

    source = opened(page)

    assert texts(source) == [story]
    assert rows(grids(source)[0]) == [["规章", "0"], ["许可", "5"]]


def test_hidden_parts_menus_and_scripts_are_left_out() -> None:
    page = (
        "<nav>首页</nav><script>var a='<p>假</p>'</script><style>p{}</style><!-- <p>注</p> -->"
        "<p style='display: none'>隐藏</p><ul><li><a>首页</a><li><a>政务</a><li><a>服务</a><li><a>互动</a></ul>"
        "<select><option>市级</select><p>正文</p><footer>备案号</footer>"
    )

    assert texts(opened(page)) == ["正文"]


def test_fields_and_struck_out_figures_of_a_table() -> None:
    """A form's fields hold the figures of some pages; what is struck out is no longer said."""
    cells = (
        "<input type='text' value='12' readonly>",
        "<span><textarea>7</textarea></span>",
        "<input type=hidden value=5>3",
        "<s>9</s>4",
        "<p><del>8</del></p>",
    )
    page = opened("<table>" + "".join(f"<tr><td>甲</td><td>{cell}</td></tr>" for cell in cells) + "</table>")

    assert [row[1] for row in rows(grids(page)[0])] == ["12", "7", "3", "4", ""]


def test_a_page_hidden_until_a_script_runs_is_read() -> None:
    assert texts(opened("<div style='display:none'><p>正文</p></div>")) == ["正文"]


def test_word_exports_are_read() -> None:
    page = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><style>p.MsoNormal{}</style></head><body>"
        "<!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->"
        "<p class=MsoNormal><span lang=EN-US style='mso-spacerun:yes'>2023</span>年<o:p></o:p></p>"
        "<table class=MsoTableGrid><tr style='mso-yfti-irow:0'><td><p class=MsoNormal>规章<o:p></o:p></p></td>"
        "<td><p><span>&nbsp;</span></p></td></tr>"
        "<![if !supportMisalignedColumns]><tr height=0><td width=9></td><td width=9></td></tr><![endif]></table>"
    )

    source = opened(page)

    assert texts(source) == ["2023年"]
    assert rows(grids(source)[0]) == [["规章", ""]]


def test_meta_tags_of_government_sites_are_kept() -> None:
    source = opened(
        "<html><head><meta name='ArticleTitle' content='某街道2023年年报'>"
        "<meta name='PubDate' content='2024-01-20 10:00'>"
        "<meta name='SiteName' content='某区政府'><title>某区政府网</title></head><body><p>正文</p></body></html>"
    )

    assert source.meta["title"] == "某街道2023年年报"
    assert source.meta["published_on"] == "2024-01-20 10:00"
    assert source.meta["site_name"] == "某区政府"
    assert source.meta["page_title"] == "某区政府网"


def test_line_ends_between_chinese_characters_are_no_blanks() -> None:
    assert texts(opened("<p>政府信息\n    公开工作\n 2023 年</p>")) == ["政府信息公开工作 2023 年"]


def test_frames_are_told() -> None:
    assert "框架" in opened("<p>正文</p><iframe src='a.html'></iframe>").notices[0]
    with pytest.raises(UnreadableFile, match=r"RDR-1017.*框架"):
        opened("<html><frameset><frame src='a.html'></frameset></html>")


def test_nothing_is_fetched_and_no_entity_expanded() -> None:
    page = "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>甲&x;乙</p><img src='http://127.0.0.1:9/a.png'>"

    assert "root:" not in "".join(texts(opened(page)))


def test_limits_of_cells_and_nesting() -> None:
    many = "<table>" + "<tr>" + "<td>0</td>" * 50 + "</tr>" * 50 + "</table>"
    with pytest.raises(UnreadableFile, match="RDR-1008"):
        opened(many, limits=Limits(table_cells=40))
    with pytest.raises(UnreadableFile, match="RDR-1009"):
        opened("<ul><li>" * 150 + "正文", limits=Limits(nesting=40))
    with pytest.raises(UnreadableFile, match="RDR-1009"):
        opened("<table><tr><td>" * 100 + "正文")


# --- the short way and the tree agree ---
INLINE = (
    "<b>{}</b>",
    "<span class='a'>{}</span>",
    "{}<br>",
    '<p align="center">{}</p>',
    "{}",
    "{}&nbsp;",
    "<h3>{}</h3>",
    "<p><span>{}</span><b>甲</b></p>",
    "<p>乙<br/>{}</p>",
    "<div><time datetime='2024'>{}</time></div>",
    "<p style='display:none'>{}</p>",
    "<div class='hidden-xs' style='border: none'>{}</div>",
    "<div style='display: none'><p>{}</p></div>",
    "<span hidden>{}</span>",
    "<p class=MsoNormal><span lang=EN-US>{}<o:p></o:p></span></p>",
    "<UL><LI>{}</LI></UL>",
    "<P ALIGN=CENTER>{}</P>",
    "<!-- {} -->",
    "<![if !supportLists]>{}<![endif]>",
)
MENUS = (
    "<ul><li><a href='#'>首页</a></li><li><a>政务</a><li><a>服务</a></li><li><a>互动</a></li></ul>",
    "<ul><li><a>首页</a></li><li><a>政务</a>公开<li><a>服务</a></li><li><a>互动</a></li></ul>",
    "<ul><li><a>首页</a><ul><li>其一<li>其二</ul></li><li><a>政务</a></li><li><a>服务</a></li><li><a>互动</a></li></ul>",
    "<nav><div><a>首页</a></div></nav><footer>备案号</footer><div class=a hidden><div>甲</div></div>",
    "<select><option>市级<option>区级</select><input type=hidden value='a'><noscript>乙</noscript>",
)
WORDS = (
    "规章",
    "0",
    "12",
    "",
    "本年新\n收数量",
    "a > b",
    "a>b<p",
    "甲 &#x27;乙&#39;",
    "“三安全”",
    "（一）予以公开",
    " 总 计 ",
    "不予公开" * 40,
    "<",
    "&amp;lt;",
)


def random_page(seed: int) -> str:
    """A page that is mostly orderly."""
    rng = random.Random(seed)

    def text() -> str:
        word = rng.choice(WORDS)
        return rng.choice(INLINE).format(word if rng.random() < 0.9 else escaping.escape(word))

    def table() -> str:
        found = "<table border=1>" + ("<caption>表一</caption>" if rng.random() < 0.2 else "")
        sections = rng.random() < 0.3
        for index in range(rng.randint(1, 6)):
            cells = []
            for _ in range(rng.randint(1, 6)):
                span = rng.choice(
                    ("", "", "", " colspan=2", ' rowspan="2"', " colspan='3' rowspan=2", " style='x'")
                )
                tag = rng.choice(("td", "td", "th"))
                cells.append(f"<{tag}{span}>{text()}</{tag}>")
            row = f"<tr>{''.join(cells)}</tr>"
            found += f"<thead>{row}</thead>" if sections and index == 0 else row
        return found + "</table>"

    head = "<html><head><meta charset=utf-8><title>年报</title><style>p{a:b}</style></head><body>"
    parts = [rng.choice((text, text, table))() for _ in range(rng.randint(1, 12))]
    if rng.random() < 0.4:
        parts.insert(rng.randint(0, len(parts)), rng.choice(MENUS))
    if rng.random() < 0.2:
        parts = ["".join(parts)]
    if rng.random() < 0.2:
        parts.insert(
            0, rng.choice(("<!-- 注 -->", "<div>", "</div>", "<script>1</script>", "<ul><li>甲</ul>", "<td>乙"))
        )
    return (head if rng.random() < 0.7 else "") + "\n".join(parts)


@given(st.integers(0, 10**9))
def test_the_short_way_gives_what_the_tree_gives(seed: int) -> None:
    page = random_page(seed)
    try:
        tree = html.read_tree(page, "x", DEFAULT).blocks
    except UnreadableFile:
        return

    short = html.read_text(page, "x", DEFAULT).blocks

    assert short == tree


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_table_met_again_gives_what_the_tree_gives(seed: int, other: int) -> None:
    """Whatever figures, blanks and words stand in the same markup."""
    rng = random.Random(seed)
    form = [
        [
            (f"<td{rng.choice(('', ' style=x', ' align=left'))}>", rng.choice(KINDS))
            for _ in range(rng.randint(2, 8))
        ]
        for _ in range(rng.randint(2, 6))
    ]
    for figures in (rng, random.Random(other)):
        page = "<p>甲</p><table border=1>"
        for row in form:
            cells = (f"{tag}{kind(figures)}</td>" for tag, kind in row)
            page += f"<tr>{''.join(cells)}</tr>"
        page += "</table>乙"

        assert html.read_text(page, "x", DEFAULT).blocks == html.read_tree(page, "x", DEFAULT).blocks


KINDS: tuple[Callable[[random.Random], str], ...] = (
    *[lambda rng: str(rng.randint(0, 10 ** rng.randint(1, 5)))] * 4,
    lambda rng: rng.choice(("0", "0", "12", "", "/", "１", "1.5", "1 2", "1<br>2", "1<b>2</b>", "1234567890123")),
    lambda rng: f"{rng.randint(0, 999)}元" if rng.random() < 0.8 else "5万元",
    lambda rng: f"<p align=center>{rng.randint(0, 9)}</p>",
    lambda rng: f"{rng.randint(0, 9)}.{rng.randint(10, 99)}",
    lambda _: "规章",
)


@pytest.mark.parametrize("cells", ["1234", "12_4_6_", "_2_4_6", "12__56", "1_3__6"])
def test_a_table_met_before_is_found_again_by_its_source(cells: str) -> None:
    """Also where blank cells stand between the figures."""
    first, again = (
        "<table><tr><td>甲</td></tr><tr>"
        + "".join(f"<td style='x'>{'' if c == '_' else int(c) * factor}</td>" for c in cells)
        + "</tr></table>"
        for factor in (1, 111)
    )
    html.read_text(first, "x", DEFAULT)

    found = known_table(again, 0)

    assert found is not None
    assert found[1] == tuple(str(int(c) * 111) for c in cells if c != "_")
    assert found[2] == len(again)


def test_an_orderly_report_takes_the_short_way() -> None:
    page = '<html><body><h1>年报</h1><p>一、</p><table><tbody><tr><td colspan="2"><p>甲</p></td></tr>'
    page += "<tr><td>规章</td><td>0</td></tr></tbody></table></body></html>"

    blocks = html.read_plain(page, html.Budget("x", DEFAULT), html.clean)

    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Grid]


HEADS = (
    '<meta name="PubDate" content=" 2024-01-05 "><meta charset="utf-8"><title>甲局\n年报</title>',
    '<!-- <meta name="PubDate" content="2020-01-01"> --><meta name="PubDate" content="2024-01-05"/>',
    "<meta content='2024-01-05' name=PubDate><title>年报</title>",
    '<META NAME="PubDate" CONTENT="2024-01-05"><title>年报</title>',
    '<meta name="ArticleTitle" content="甲&amp;乙"><title>年报</title><title>又</title>',
    '<style>a{}</style><meta property="author" content=""><meta name="author" content="办公室"><title></title>',
    '<meta name="PubDate" content="2024-01-05" name="Author"><!-- 没有结束 <meta name="Author" content="甲">',
    '<script>"<meta name=x>"</script><meta name="ContentSource" content="甲局">',
)


@pytest.mark.parametrize("head", HEADS)
def test_meta_tags_are_read_alike_with_and_without_a_tree(head: str) -> None:
    page = f"<html><head>{head}</head><body><p>年报</p></body></html>"

    stated = meta_of_head(page, "x")

    assert stated == meta_of(parse(page, "x"))
