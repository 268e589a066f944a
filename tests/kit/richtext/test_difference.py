"""What changed is shown whole, and nothing that did not change is shown as changed."""

import re
from html import escape, unescape
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.kit.richtext import Change, difference

LABEL = re.compile(r'<span class="visually-hidden">[^<]*</span>')


def shown(old: str, new: str) -> list[tuple[str, str]]:
    return [(block.change.code, LABEL.sub("", block.html)) for block in difference(old, new)]


def side(old: str, new: str, gone: str, kept: str) -> list[str]:
    """The paragraphs of one version, read back from the comparison."""
    found = []
    for block in difference(old, new):
        html = re.sub(rf"<{gone}>.*?</{gone}>", "", LABEL.sub("", block.html), flags=re.DOTALL)
        text = unescape(re.sub(rf"</?{kept}>", "", html))
        if text:
            found.append(text)
    return found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<p>甲</p>", "<p>甲</p>", [("same", "甲")]),
        ("<p>甲</p>", "<p><b>甲</b></p>", [("restyled", "甲")]),
        ("<p>共12件</p>", "<p>共13件</p>", [("changed", "共<del>12</del><ins>13</ins>件")]),
        ("<p>甲</p>", "<p>甲</p><p>乙</p>", [("same", "甲"), ("added", "<ins>乙</ins>")]),
        ("<p>甲</p><p>乙</p>", "<p>乙</p>", [("removed", "<del>甲</del>"), ("same", "乙")]),
        (
            "<p>全是旧的</p>",
            "<p>完全不同内容</p>",
            [("removed", "<del>全是旧的</del>"), ("added", "<ins>完全不同内容</ins>")],
        ),
        (
            '<p>请见<a href="/a">附件</a></p>',
            '<p>请见<a href="/b">附件</a></p>',
            [("changed", "请见附件〔链接：/<del>a</del><ins>b</ins>〕")],
        ),
        (
            "<table><tr><th>甲</th><td>1</td></tr></table>",
            "<table><tr><th>甲</th><td>2</td></tr></table>",
            [("changed", "甲 | <del>1</del><ins>2</ins>")],
        ),
    ],
)
def test_a_change_and_how_it_is_shown(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert shown(old, new) == expected


def test_a_picture_that_was_exchanged_is_a_change() -> None:
    (block,) = difference('<p><img src="/1.png" alt="图">文</p>', '<p><img src="/2.png" alt="图">文</p>')

    assert block.change is Change.CHANGED


TEXTS = st.lists(st.text("甲乙丙1234<&\"'ab ", min_size=1, max_size=12).map(str.strip).filter(bool), max_size=6)


@given(TEXTS, TEXTS)
def test_both_versions_can_be_read_back(old: list[str], new: list[str]) -> None:
    before = "".join(f"<p>{escape(t)}</p>" for t in old)
    after = "".join(f"<p>{escape(t)}</p>" for t in new)

    assert side(before, after, "ins", "del") == [re.sub(" +", " ", t) for t in old]
    assert side(before, after, "del", "ins") == [re.sub(" +", " ", t) for t in new]


@given(TEXTS)
def test_the_same_text_has_no_change(texts: list[str]) -> None:
    html = "".join(f"<p>{escape(t)}</p>" for t in texts)

    assert {block.change for block in difference(html, html)} <= {Change.SAME}


@given(st.text("<>scriptb/ ='\"&;#甲", max_size=60), st.text("<>scriptb/ ='\"&;#甲", max_size=60))
def test_the_comparison_holds_no_markup_but_its_own(old: str, new: str) -> None:
    for block in difference(old, new):
        rest = re.sub(r"</?(?:ins|del)>", "", LABEL.sub("", block.html))
        assert "<" not in rest
        assert ">" not in rest


def test_a_long_paragraph_is_shown_whole_rather_than_compared_for_ever() -> None:
    changes = {block.change for block in difference("<p>" + "甲乙" * 5000 + "</p>", "<p>" + "乙甲" * 5000 + "</p>")}

    assert changes == {Change.REMOVED, Change.ADDED}


def test_a_long_text_is_compared_within_its_budget() -> None:
    old, new = ("".join(f"<p>{first}{'甲乙丙' * 300}{n}</p>" for n in range(300)) for first in "子丑")
    started = process_time()

    changes = [block.change for block in difference(old, new)]

    assert process_time() - started < 30  # seconds; without a budget it is minutes
    assert changes.count(Change.CHANGED) == 14
    assert changes.count(Change.REMOVED) == changes.count(Change.ADDED) == 300 - changes.count(Change.CHANGED)
