"""A report as the blocks a page prints, in order: title, date, preface, six headings, paragraphs, tables.

DOCX, PDF and HTML print the same story, so they cannot differ in what they say.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gongkai.documents.writers.grid import PrintedTable, printed_tables, value_text
from gongkai.statute.report import Report
from gongkai.statute.tables import FORMATS

_TITLE_LINE = 20  # characters of 2号 in 156 mm
_LEAD = 40
_HANZI = str.maketrans("0123456789", "〇一二三四五六七八九")
_SECTION_OF_TABLE = {"t2": 2, "t3": 3, "t4": 4}
# Control characters, lone surrogates and noncharacters: XML cannot hold them, a page cannot show them. What turns
# the direction of writing, or has no width, goes too: it could make a page show another figure than it holds.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_SUBHEADING = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_SENTENCE_END = re.compile(r"[。！？；：]")


@dataclass(frozen=True, slots=True)
class Title:
    """The title; `lines` break it where the sense allows."""

    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dateline:
    """The date of publication, under the title."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A first-level heading, 一、 to 六、."""

    text: str
    section: int


@dataclass(frozen=True, slots=True)
class Subheading:
    """（一） by itself in a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Body:
    """A paragraph; its first `lead` characters are a run-in heading （一）……。."""

    text: str
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A statutory table, with the text of every value cell by its code."""

    table: PrintedTable
    texts: dict[str, str]


Block: TypeAlias = Title | Dateline | Heading | Subheading | Body | Grid


def story(report: Report) -> Iterator[Block]:
    """The blocks of the report as published."""
    yield Title(title_of(report), _title_lines(report))
    if report.published_on is not None:
        day = report.published_on
        yield Dateline(f"发布日期：{day.year}年{day.month}月{day.day}日")
    yield from _paragraphs(report.preface)
    tables = {_SECTION_OF_TABLE[table.code]: table for table in printed_tables(report)}
    texts = cell_texts(report)
    for number, heading in enumerate(FORMATS[report.format].sections, start=1):
        yield Heading(heading, number)
        yield from _paragraphs(report.sections.get(number, ()))
        if number in tables:
            yield Grid(tables[number], texts)


def title_of(report: Report) -> str:
    """The report's own title, the agency's name before it where it has none; else the customary one (DOMAIN §3.1).

    A title that does not say the year is replaced as well: a published report has to say both.
    """
    agency, own = agency_of(report), one_line(report.title)
    year = f"{report.year}年" if report.year is not None else ""
    if not own or not any(word in own for word in _year_words(report.year)):
        return f"{agency}{year}政府信息公开工作年度报告"
    return own if agency in own else agency + own


def agency_of(report: Report) -> str:
    """The agency's name; nothing where the file that was read did not give one (recognition then says 未写明)."""
    name = one_line(report.agency.name)
    return "" if name == "（未写明）" else name


def _year_words(year: int | None) -> tuple[str, ...]:
    if year is None:
        return ("",)
    return str(year), str(year).translate(_HANZI), str(year).translate(_HANZI).replace("〇", "○")


def cell_texts(report: Report) -> dict[str, str]:
    """What is printed in each cell: plain digits without unit or separators, the mark where there is no number."""
    return {code: one_line(value_text(report, code)) for code in report.kinds}


def paragraphs_of(text: str) -> Iterator[str]:
    """The printable paragraphs of a text: control characters gone, a line break begins a new one, none empty."""
    for line in text.splitlines():
        clean = _UNPRINTABLE.sub("", line.replace("\t", " ")).strip()
        if clean:
            yield clean


def one_line(text: str) -> str:
    """The printable text in one line."""
    return "".join(paragraphs_of(text))


def _paragraphs(texts: Iterable[str]) -> Iterator[Subheading | Body]:
    for text in texts:
        for paragraph in paragraphs_of(text):
            yield _classified(paragraph)


def _classified(text: str) -> Subheading | Body:
    """（一） alone in its line is a heading; before a text, its first sentence is a run-in heading."""
    if not _SUBHEADING.match(text):
        return Body(text)
    end = _SENTENCE_END.search(text)
    if end is None:
        return Subheading(text) if len(text) <= _LEAD else Body(text)
    return Body(text, end.end() if end.end() <= _LEAD and end.group() == "。" and end.end() < len(text) else 0)


def _title_lines(report: Report) -> tuple[str, ...]:
    """One line where it fits; else a break after the agency's name, so that no word is cut (GB/T 9704 7.3.1)."""
    title, agency = title_of(report), agency_of(report)
    if len(title) <= _TITLE_LINE:
        return (title,)
    before, name, rest = title.partition(agency) if agency else (title, "", "")
    if name and rest:
        return (*_balanced(before + name), *_balanced(rest))
    return _balanced(title)


def _balanced(text: str) -> tuple[str, ...]:
    """A long line in parts of about the same length."""
    parts = -(-len(text) // _TITLE_LINE)
    size = -(-len(text) // parts)
    return tuple(text[i : i + size] for i in range(0, len(text), size))
