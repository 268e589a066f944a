"""The parts of one report put together as a `Report`."""

from collections.abc import Mapping
from typing import Any

from gongkai.documents.layout import Source
from gongkai.documents.recognition.about import (
    Title,
    after_title,
    agency_of,
    is_furniture,
    period_of,
    published_on,
    title_of,
    year_of,
)
from gongkai.documents.recognition.confidence import weigh
from gongkai.documents.recognition.paragraphs import joined
from gongkai.documents.recognition.readings import Reading
from gongkai.documents.recognition.segment import Parts
from gongkai.documents.recognition.table_four import read_table_four
from gongkai.documents.recognition.table_three import read_table_three
from gongkai.documents.recognition.table_two import read_table_two
from gongkai.statute.report import Origin, Report
from gongkai.statute.tables import FORMATS


def report_of(parts: Parts, source: Source, *, stated: bool = True) -> Report:
    """The report that these parts make. `stated`: what the file says about itself is about this report."""
    two, format_code = read_table_two(parts.tables["t2"])
    three = read_table_three(parts.tables["t3"])
    four = read_table_four(parts.tables["t4"])
    readings = weigh(two.readings | three.readings | four.readings)
    front = [text.text for text in parts.texts[0]]
    meta = source.meta if stated else {}
    title, used = title_of(front, [meta[k] for k in ("title", "page_title") if k in meta])
    sections = {n: joined(parts.texts[n], source.kind) for n in range(1, 7)}
    own = [text for text in parts.texts[0][used:] if not is_furniture(text.text)]
    preface = after_title(joined(own, source.kind), title.text)
    everything = (*preface, *(t for texts in sections.values() for t in texts))
    period = period_of(everything)
    year = year_of(title, period, (*front[:12], *everything))
    ends = [text.text for n in (6, 5, 4) for text in parts.texts[n]][-4:]
    return Report(
        agency=agency_of(title.agency),
        year=year,
        format=format_code or _format_by_year(year, readings),
        title=title.text or _title(title, year),
        preface=preface,
        period=period,
        published_on=published_on(meta.get("published_on", ""), front[:30], ends),
        cells={code: read.value for code, read in readings.items()},
        marks={code: read.mark for code, read in readings.items() if read.mark},
        sources={code: read.source() for code, read in readings.items()},
        alternatives=tuple(dict(a) for a in (*two.alternatives, *three.alternatives, *four.alternatives)),
        sections=sections,
        origin=Origin.READ,
        headings=tuple(parts.headings),
        labels=two.labels | three.labels | four.labels,
    )


def _title(title: Title, year: int | None) -> str:
    if title.agency and year:
        return f"{title.agency}{year}年政府信息公开工作年度报告"
    return ""


def _format_by_year(year: int | None, readings: Mapping[str, Any]) -> str:
    """Without table two: the old format for the years it was for and where （六） has no rows of its own."""
    old = FORMATS["2019"]
    in_its_years = year is not None and old.first_year <= year <= (old.last_year or year)
    return "2019" if in_its_years or any(c.startswith("t3.result.other_all.") for c in readings) else "2021"


__all__ = ["Reading", "report_of"]
