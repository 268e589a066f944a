"""What a page's meta tags state about it (国办发〔2017〕47号 names them)."""

from gongkai.documents.readers.archive import Element, inner_text
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


def meta_of(root: Element) -> dict[str, str]:
    """What the page's meta tags state (国办发〔2017〕47号 names them), under our own keys, and its title."""
    meta: dict[str, str] = {}
    for tag in root.iter("meta"):
        key = META.get((tag.get("name") or tag.get("property") or "").strip().lower())
        content = (tag.get("content") or "").strip()
        if key and content:
            meta.setdefault(key, content)
    for title in root.iter("title"):
        text = clean(inner_text(title))
        if text:
            meta.setdefault("page_title", text)
            meta.setdefault("title", text)
        break
    return meta


def meta_of_head(text: str, name: str) -> dict[str, str]:
    """The meta tags of a page of which no tree was built."""
    end = text.find("</head")
    head = text[: end + 7] if end >= 0 else text[:HEAD_SIZE]
    return meta_of(parse(head, name)) if "<meta" in head or "<title" in head else {}
