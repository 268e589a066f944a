"""What a page's meta tags state about it (国办发〔2017〕47号 names them)."""

import re
from collections.abc import Iterable

from gongkai.documents.readers.archive import Element, inner_text
from gongkai.documents.readers.html_plain import cut
from gongkai.documents.readers.html_tags import NotPlain
from gongkai.documents.readers.html_tree import clean, parse

# fmt: off
META = {
    "articletitle": "title", "pubdate": "published_on", "contentsource": "source", "sitename": "site_name",
    "siteidcode": "site_code", "columnname": "column", "author": "author", "publisher": "publisher",
    "keywords": "keywords", "description": "description", "publishdate": "published_on",
    "createdate": "published_on",
}
# fmt: on
HEAD_SIZE = 4096


_OPENED = re.compile(r"<[mMtT](?:[eE][tT][aA]|[iI][tT][lL][eE])")
_TAG = re.compile(r'<meta((?:\s+[a-z:-]+="[^"<>]*")+)\s*/?>')
_ATTRIBUTE = re.compile(r'([a-z:-]+)="([^"]*)"')
_TITLE = re.compile(r"<title>([^<>]*)</title>")


def meta_of(root: Element) -> dict[str, str]:
    """What the page's meta tags state, under our own keys, and its title."""
    meta: dict[str, str] = {}
    for tag in root.iter("meta"):
        _take(meta, tag.get("name") or tag.get("property") or "", tag.get("content") or "")
    _take_title(meta, (inner_text(title) for title in root.iter("title")))
    return meta


def _take(meta: dict[str, str], name: str, content: str) -> None:
    key = META.get(name.strip().lower())
    content = content.strip()
    if key and content:
        meta.setdefault(key, content)


def _take_title(meta: dict[str, str], titles: Iterable[str]) -> None:
    """The first title, in place of none."""
    for text in map(clean, titles):
        if text:
            meta.setdefault("page_title", text)
            meta.setdefault("title", text)
        break


def meta_of_head(text: str, name: str) -> dict[str, str]:
    """The meta tags of a page of which no tree was built."""
    end = text.find("</head") if "<head" in text[:HEAD_SIZE] else -1
    head = text[: end + 7] if end >= 0 else text[:HEAD_SIZE]
    if not _OPENED.search(head):
        return {}
    try:
        return _stated_plainly(head)
    except NotPlain:
        return meta_of(parse(head, name))


def _stated_plainly(head: str) -> dict[str, str]:
    """What tags of the usual form state; raises NotPlain where one has another form."""
    head = cut(cut(cut(head, "<!--", "-->"), "<script", "</script>"), "<style", "</style>")
    tags = _TAG.findall(head)
    titles = _TITLE.findall(head)
    if len(tags) + len(titles) != len(_OPENED.findall(head)) or len(titles) > 1 or "&" in head:
        raise NotPlain
    meta: dict[str, str] = {}
    for tag in tags:
        pairs = _ATTRIBUTE.findall(tag)
        stated = dict(pairs)
        if len(stated) != len(pairs):
            raise NotPlain
        _take(meta, stated.get("name") or stated.get("property") or "", stated.get("content", ""))
    _take_title(meta, titles)
    return meta
