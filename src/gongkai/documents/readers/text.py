"""Plain text: one Paragraph a line, nothing merged and nothing dropped: blank lines and tabs carry cells."""

import re

from gongkai.documents.layout import Paragraph, Source
from gongkai.documents.readers.comma import with_tabs
from gongkai.documents.readers.encoding import decode
from gongkai.documents.readers.errors import NothingInside, TooManyParts
from gongkai.documents.readers.limits import Limits

LINE_END = re.compile("\r\n|[\n\r\u2028\u2029\x85]")
HEADER = re.compile(r"^\s*([\u4e00-\u9fff]{2,8})\s*[:：]\s*(.*?)\s*$")
HEADERS = {
    "标题": "title",
    "信息名称": "title",
    "文件名称": "title",
    "发布时间": "published_on",
    "发布日期": "published_on",
    "发文日期": "published_on",
    "生成日期": "published_on",
    "公开日期": "published_on",
    "发布机构": "publisher",
    "发文机关": "publisher",
    "信息来源": "source",
    "来源": "source",
    "文号": "number",
    "索引号": "index",
    "栏目": "column",
    "原文链接": "url",
    "链接": "url",
}
HEADER_LINES = 20
HEADER_LENGTH = 300


def read(data: bytes, name: str, limits: Limits) -> Source:
    """A text file's lines, each with its number and, where form feeds divide pages, its page.

    A dump's leading "标题: …" lines stay in the text and are repeated in `meta`. Tabs, leading blanks and blank
    lines are kept as they are; commas between a spreadsheet's cells become tabs. Refusals: RDR-1008, RDR-1010,
    RDR-1017.
    """
    text = with_tabs(decode(data, name))
    paragraphs = lines_of(text, name, limits)
    if not any(paragraph.text.strip() for paragraph in paragraphs):
        raise NothingInside(name=name, advice="请确认选对了文件。")
    return Source(
        name=name, kind="txt", blocks=paragraphs, meta=header_pairs([p.text for p in paragraphs[:HEADER_LINES]])
    )


def lines_of(text: str, name: str, limits: Limits) -> tuple[Paragraph, ...]:
    """The lines of a text; a trailing line end makes no further line, NUL characters go."""
    text = text.replace("\x00", "")
    paged = "\f" in text
    found: list[Paragraph] = []
    number = 0
    for page, part in enumerate(text.split("\f") if paged else (text,), start=1):
        lines = LINE_END.split(part)
        if lines and not lines[-1]:
            lines.pop()
        if number + len(lines) > limits.paragraphs:
            raise TooManyParts(name=name, what="行数", limit=limits.paragraphs)
        for line in lines:
            number += 1
            found.append(Paragraph(line, page if paged else None, number))
    return tuple(found)


def header_pairs(lines: list[str]) -> dict[str, str]:
    """What the leading lines of an archive dump state about the page."""
    meta: dict[str, str] = {}
    for line in lines:
        found = HEADER.match(line[:HEADER_LENGTH])
        if found and found.group(1) in HEADERS and found.group(2):
            meta.setdefault(HEADERS[found.group(1)], found.group(2))
    return meta
