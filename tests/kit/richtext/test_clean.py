"""Whatever comes in, only what is on the whitelist goes out."""

import re
from html.parser import HTMLParser
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.richtext import clean, from_text, plain_text
from gongkai.kit.richtext.clean import CLASSES, LONGEST, TAGS
from gongkai.statute.errors import GongkaiError

ALLOWED = {
    "href",
    "src",
    "alt",
    "rel",
    "scope",
    "class",
    "id",
    "colspan",
    "rowspan",
    "start",
    "span",
    "width",
    "height",
}


class _Strict(HTMLParser):
    """Fails on anything that is not on the whitelist."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS - {"h1"}
        for name, value in attrs:
            assert name in ALLOWED
            if name in {"href", "src"}:
                assert re.match(r"(?:https?:|mailto:|tel:)", value or "", re.I) or ":" not in (value or "")[:20]
                assert not re.match(r"[\s\x00-\x1f]*[/\\]{2}", value or "")
            if name == "class":
                assert set((value or "").split()) <= CLASSES

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


def assert_harmless(html: str) -> None:
    parser = _Strict()
    parser.feed(html)
    parser.close()
    assert not re.search(r"<\s*(?:script|style|iframe|object|embed|form|input|svg|math|base|meta|link)", html, re.I)


HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="jav&#x09;ascript:alert(1)">x</a>',
    '<a href="&#1;javascript:alert(1)">x</a>',
    '<a href="vbscript:x">x</a><a href="data:text/html,x">x</a>',
    '<a href="//evil.example/">x</a><a href="/\\evil.example">x</a><a href="\\\\evil.example">x</a>',
    '<a href=" //evil.example/">x</a><a href="/&#9;/evil.example">x</a>',
    "<iframe src=https://evil.example></iframe>",
    "<object data=x></object><embed src=x><base href=//x>",
    "<form action=/logout method=post><button>x</button></form>",
    '<p style="position:fixed;background:url(//x)">x</p>',
    '<p class="modal-backdrop text-center">x</p>',
    '<p id="content" name="cookie">x</p><a id="document">x</a>',
    "<style>@import '//x'</style><link rel=stylesheet href=//x>",
    "<meta http-equiv=refresh content=0>",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?><% x %>",
    "<template><script>x</script></template><textarea><script>x</script></textarea>",
    "<h1 onclick=x>题</h1>",
    '<td colspan="99999999">x</td><table><td colspan="1e9" rowspan="-1">x</table>',
    "<table background=javascript:x><tr><td>x",
    '<img alt="<h1><script>x</script>" src="a.png">',
    "\x00<scr\x00ipt>alert(1)</script>",
    "<p>\ud7ff\ufffe</p>",
]


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_input_comes_out_harmless(html: str) -> None:
    out = clean(html)

    assert_harmless(out)
    assert "alert(1)" not in re.sub(r">[^<]*<|^[^<]*|[^>]*$", "", out)
    assert clean(out) == out


PIECES = st.sampled_from(
    [*HOSTILE, "<", ">", "</p>", "<p>", "<b>", "</b>", "<table>", "<td>", "</table>", '"', "'", "文", " "]
)


@given(st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=80))
def test_nothing_outside_the_whitelist_passes_and_cleaning_twice_changes_nothing(html: str) -> None:
    out = clean(html)

    assert_harmless(out)
    assert clean(out) == out


def test_what_an_official_text_needs_is_kept() -> None:
    text = (
        '<h2 class="text-center">标题</h2><p class="text-indent">一、<strong>重</strong><em>点</em><u>线</u>'
        'H<sub>2</sub>O<sup>3</sup></p><ol start="2"><li>甲</li></ol><blockquote>引</blockquote>'
        '<table><caption>表</caption><thead><tr><th scope="col" colspan="2">甲</th></tr></thead>'
        '<tbody><tr><td rowspan="2">1</td><td>2</td></tr></tbody></table>'
        '<figure><img src="/files/1.png" alt="图"><figcaption>图1</figcaption></figure>'
    )

    assert clean(text) == text


def test_links_name_no_referrer_and_a_first_heading_becomes_a_second() -> None:
    assert clean('<a href="https://www.example.cn/?a=1&amp;b=2">x</a>') == (
        '<a href="https://www.example.cn/?a=1&amp;b=2" rel="noopener noreferrer">x</a>'
    )
    assert clean("<h1>题</h1>") == "<h2>题</h2>"
    assert clean('<a id="footnote-ref-1" href="#footnote-1">1</a>').startswith('<a id="footnote-ref-1"')


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("x" * (LONGEST + 1), "UPL-2001"),
        ("<div>" * 100_000, "UPL-2004"),
        ("".join(f"<font color={n}>" for n in range(1000)), "UPL-2004"),
        ("<DIV/>" * 101, "UPL-2004"),
    ],
)
def test_what_is_too_long_or_too_deep_is_refused_at_once(html: str, code: str) -> None:
    started = process_time()

    with pytest.raises(GongkaiError, match=code):
        clean(html)

    assert process_time() - started < 5


def test_a_long_and_honest_text_is_cleaned() -> None:
    html = "<p>甲<b>乙</b><br>丙<li>丁" * 20_000

    assert plain_text(clean(html)).count("丁") == 20_000


@given(st.text(max_size=200))
def test_plain_text_becomes_paragraphs_and_back(text: str) -> None:
    html = from_text(text)

    assert_harmless(clean(html))
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    assert [" ".join(line.split()) for line in plain_text(html).split("\n") if line.strip()] == lines
