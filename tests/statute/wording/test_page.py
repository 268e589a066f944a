"""Pages: plain text with places, links, pictures, tables, attachments; and the list of checks."""

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.wording import CHECKS, Known, LinkVerdict, Terms, addresses, is_elsewhere, page_text, precheck

NONE = Terms(())


def remarks(html: str, *attachments: str) -> list[tuple[str, str]]:
    return [(r.code, r.excerpt) for r in precheck("", html, attachments, NONE)]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("纯文字 1 < 2", "纯文字 1 < 2"),
        ("<p>一、<b>总体</b>情况</p>\n<p>二</p>", "一、总体情况\n二"),
        ("<p>a <i> b</i>  c<br>d</p>", "a b c\nd"),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙"),
        ("<table><tr><td><p>1</p></td><td>2</td></tr><tr><td>3</td></tr></table>后", "1\t2\n3\n后"),
        ("<script>x()</script><style>p{}</style><p>看得见</p>", "看得见"),
        ("<p>&lt;b&gt;&amp;&#38;</p>", "<b>&&"),
        ("<p>没有结束<b>的", "没有结束的"),
    ],
)
def test_the_plain_text_of_a_page(html: str, text: str) -> None:
    assert page_text(html).text == text


@given(st.text(alphabet="<>/abpt dhr=\"'&;!-甲1", max_size=60))
def test_any_text_is_read_and_every_place_lies_in_it(html: str) -> None:
    page = page_text(html)

    for thing in (*page.links, *page.tables):
        assert 0 <= thing.start <= thing.end <= len(page.text)
    for remark in precheck("", html, terms=NONE):
        assert 0 <= remark.start <= remark.end <= len(page.text)


@pytest.mark.parametrize(
    ("href", "code"),
    [
        ("", "PC-16"),
        ("#", "PC-16"),
        ("javascript:void(0)", "PC-16"),
        ("javascript:alert(1)", "PC-17"),
        ("java\nscript:alert(1)", "PC-17"),
        ("file:///C:/a.doc", "PC-17"),
        ("http://localhost/a", "PC-17"),
        ("http://127.0.0.1/a", "PC-17"),
        ("http://192.168.1.8:8080/", "PC-17"),
        ("//10.0.0.1/x", "PC-17"),
        ("http://[::1]/", "PC-17"),
        ("http://[bad/", "PC-17"),
        ("http://2130706433/", "PC-17"),
        ("http://oa.intranet/", "PC-17"),
        ("http://oa/x", "PC-17"),
        ("../a.html", "PC-18"),
        ("/art/1.html", "PC-18"),
        ("www.example.gov.cn", "PC-18"),
    ],
)
def test_a_link_that_leads_nowhere(href: str, code: str) -> None:
    assert remarks(f'<p>见<a href="{href}">这里</a></p>') == [(code, "这里")]
    assert [found for found in addresses(page_text(f'<a href="{href}">x</a>')) if is_elsewhere(found)] == []


@pytest.mark.parametrize("href", ["https://www.example.gov.cn/a?b=1", "#part2", "mailto:a@example.cn", "tel:12345"])
def test_a_link_that_is_in_order(href: str) -> None:
    assert remarks(f'<a href="{href}">这里</a>') == []


def test_addresses_are_listed_once_in_order_with_their_first_words() -> None:
    places = (
        "https://b.a.cn/",
        "//a.b.cn/x",
        "/i/1/",
        "https://b.a.cn/",
        "#part2",
        "mailto:a@b.cn",
        "http://10.0.0.1/",
    )
    html = "".join(f'<a href="{place}">第{number}处</a>' for number, place in enumerate(places, 1))

    found = addresses(page_text(html))

    assert list(found.items()) == [("https://b.a.cn/", "第1处"), ("//a.b.cn/x", "第2处"), ("/i/1/", "第3处")]
    assert [is_elsewhere(place) for place in found] == [True, True, False]


def test_what_is_known_of_an_address_is_said_where_it_stands() -> None:
    html = (
        "<p>见<a href='/i/1/'>通知</a>和<a href='https://a.b.cn/'>外网</a>、<a href='http://10.0.0.1/'>内网</a></p>"
    )
    dead = {
        "/i/1/": LinkVerdict("PC-22", "这条信息已经撤回", "请改为现行的信息。"),
        "https://a.b.cn/": LinkVerdict("PC-23", "404"),
        "http://10.0.0.1/": LinkVerdict("PC-23", "404"),
    }

    found = precheck("", html, terms=NONE, known=Known(dead))

    assert [(r.code, r.excerpt) for r in found] == [("PC-22", "通知"), ("PC-23", "外网"), ("PC-17", "内网")]
    assert found[0].says == "链接“通知”指向 /i/1/，这条信息已经撤回。"
    assert found[0].hint == "请改为现行的信息。"
    assert found[1].says == "链接“外网”指向 https://a.b.cn/，检查时打不开：404。"


def test_a_picture_of_which_is_known_that_it_is_not_seen() -> None:
    html = '<p><img src="/a.png" alt="流程图"></p><p><img src="/b.png" alt="示意图"></p>'

    (found,) = precheck("", html, terms=NONE, known=Known(pictures={"/b.png": "附件已经移除"}))

    assert (found.code, found.says) == ("PC-24", "第2张图片公众看不到：附件已经移除。")


@pytest.mark.parametrize(
    "alt", ["", ' alt=""', ' alt=" "', ' alt="图片1"', ' alt="IMG_0012.jpg"', ' alt="微信图片_20250101"']
)
def test_a_picture_without_a_description(alt: str) -> None:
    assert [code for code, _ in remarks(f"<p>甲<img src=a.png{alt}></p>")] == ["PC-19"]


def test_a_picture_with_a_description_and_a_table_with_a_header() -> None:
    table = "<table><tr><th>甲</th></tr><tr><td>1</td></tr></table>"

    assert remarks(f'<img src=a.png alt="办理流程图">{table}') == []
    assert remarks(table.replace("th>", "td>")) == [("PC-20", "甲")]


@pytest.mark.parametrize(
    ("text", "attached", "said"),
    [
        ("附件：1.申请表\n2.清单", [], "2个附件，已上传0个"),
        ("附件：1.申请表 2.清单 3.说明", ["a"], "3个附件，已上传1个"),
        ("附件：申请表", [], "1个附件"),
        ("详见附件2。", ["a"], "2个附件，已上传1个"),
        ("请填写申请表（附件1）", [], "1个附件"),
        ("附件3\n名单", [], "3个附件"),
    ],
)
def test_attachments_that_are_spoken_of_and_missing(text: str, attached: list[str], said: str) -> None:
    (remark,) = precheck("", text, attached, NONE)

    assert remark.code == "PC-21"
    assert said in remark.says


@pytest.mark.parametrize(
    ("text", "attached"),
    [
        ("附件：1.申请表\n2.清单", ["a", "b"]),
        ("附件：申请表", ["a"]),
        ("按国办公开办函〔2021〕30号附件的格式编制", []),
        ("没有附件", []),
        ("附件：", []),
    ],
)
def test_attachments_in_order(text: str, attached: list[str]) -> None:
    assert precheck("", text, attached, NONE) == ()


def test_remarks_come_in_the_order_of_the_text() -> None:
    found = precheck("其它13800001234", "<p>帐户</p><p>13800001234</p><a href='#'>x</a>")

    assert [(r.where, r.start) for r in found] == sorted(
        ((r.where, r.start) for r in found), key=lambda p: (p[0] == "text", p[1])
    )
    assert [r.code for r in found] == ["PC-14", "PC-03", "PC-13", "PC-03", "PC-16"]


def test_the_checks_are_numbered_once_and_cite_a_provision() -> None:
    assert [check.code for check in CHECKS] == [f"PC-{n:02}" for n in range(1, len(CHECKS) + 1)]
    assert all(str(check.cite).startswith("《") for check in CHECKS)


def test_the_documentation_lists_the_checks_as_they_are(root: Path) -> None:
    levels = {"error": "错误", "warning": "警告", "hint": "提示"}
    page = (root / "docs" / "explanation" / "prechecks.md").read_text("utf-8")

    rows = [f"| `{c.code}` | {levels[c.level]} | {c.title} | {c.cite} |" for c in CHECKS]
    assert [line for line in page.splitlines() if line.startswith("| `PC-")] == rows


def test_a_long_text_is_checked_in_time_that_grows_with_its_length() -> None:
    hostile = [
        "1" * 20000,
        "甲1号楼" * 5000,
        "住址" * 10000,
        "附件：" + "1. " * 10000,
        "<a href='" * 3000,
        "秘密 " * 9000,
    ]

    hostile.append("、".join(f"1380000{n:04}" for n in range(5000)))
    started = process_time()

    for text in hostile:
        precheck("", text, terms=NONE)

    assert process_time() - started < 10  # about half a second; a pattern that backtracks takes minutes
