"""How a rule about sentences finds figures by what they count, and quotes them."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from gongkai.statute.claims import Claim, ClaimKind
from gongkai.statute.report import Report
from gongkai.statute.rules.model import Case, Passage
from gongkai.statute.tables import Table, labels_of

_LONGEST_CLAUSE = 80
_CLAUSE = re.compile(r"(?s:.*(?:[，；。：（）！？;:()!?\n]|\d\s*[\u4e00-\u9fff]{1,3}、)|.*(?<!\d),)?[\s、]*")
_REST_OF_CLAUSE = re.compile(r"[^，,；。：（）、！？;:()!?\n]{0,30}")
_STOP = re.compile(r"[。！？!?]")
_BLANK = re.compile(r"\s+")
_ORDINAL = re.compile(r"^[一二三四]、")
_NAMES = {"t2": "表二", "t3": "表三", "t4": "表四"}


def of_topic(case: Case, topic: str, *, none: bool | None = None) -> Sequence[Claim]:
    """The figures of a topic; only those that say there was none, or only the others, where `none` is given."""
    found = case.claims_by_topic.get(topic, ())
    return found if none is None else [c for c in found if (c.kind is ClaimKind.NONE) is none]


def of_subject(case: Case, subject: str, *, none: bool | None = None) -> Sequence[Claim]:
    """The figures of one subject of a topic, as `of_topic` gives them."""
    return [c for c in of_topic(case, subject.partition(".")[0], none=none) if c.subject == subject]


def paragraph_of(report: Report, claim: Claim) -> str:
    """The paragraph in which a figure stands."""
    texts = report.sections.get(claim.section, ()) if claim.section else (report.title, *report.preface)
    return texts[claim.paragraph] if claim.paragraph < len(texts) else ""


def passage_of(report: Report, claim: Claim, last: Claim | None = None) -> Passage:
    """The clause that states the figure, through the end of a later one of the same paragraph."""
    text = paragraph_of(report, claim)
    opening = _CLAUSE.match(text, max(0, claim.start - _LONGEST_CLAUSE), claim.start)
    start = opening.end() if opening else claim.start
    if last is not None and last.paragraph == claim.paragraph and last.section == claim.section:
        return Passage(claim.section, claim.paragraph, start, max(claim.end, last.end))
    if claim.kind is ClaimKind.NONE:
        return Passage(claim.section, claim.paragraph, claim.start, claim.end)
    rest = _REST_OF_CLAUSE.match(text, claim.end)
    return Passage(claim.section, claim.paragraph, start, rest.end() if rest else claim.end)


def quoted(report: Report, claim: Claim) -> str:
    """The clause as it is quoted in a message."""
    place = passage_of(report, claim)
    return _BLANK.sub("", paragraph_of(report, claim)[place.start : place.end]) or claim.text


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """First and past-the-last character of each sentence of a paragraph."""
    start = 0
    for match in _STOP.finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def rest_of_sentence(report: Report, claim: Claim) -> str:
    """What follows a figure up to the end of its sentence."""
    return paragraph_of(report, claim)[claim.end :].partition("。")[0]


def number(value: Decimal) -> str:
    """A figure as messages write it."""
    return f"{value.normalize():f}" if value else "0"


@lru_cache(maxsize=256)
def places(tables: tuple[Table, ...], cells: tuple[str, ...]) -> str:
    """The cells in words, with their table: the rows of headings by the headings, a few by their labels."""
    labels = labels_of(tables)
    table = next((table for table in tables if cells[0].startswith(table.code + ".")), None)
    if table is None:
        return "、".join(cells)
    name = _NAMES[table.code]
    told = [_ORDINAL.sub("", labels.get(code, code)) for code in cells]
    if len(cells) == 1:
        return name + told[0]
    headings = {f"{table.code}.{heading.code}.": heading.label for heading in table.headings}
    headings.pop("t3.result.", None)
    above = [next((opening for opening in headings if code.startswith(opening)), "") for code in cells]
    if all(above):
        return name + "、".join(f"“{headings[opening]}”" for opening in dict.fromkeys(above)) + "各行总计之和"
    return name + ("、".join(told) if len(told) < 4 else f"{told[0]}至{told[-1]} {len(told)} 格") + "之和"
