"""The parts of one report put together as a `Report`."""

from collections.abc import Collection, Sequence

from gongkai.documents.layout import Block, Source
from gongkai.documents.recognition.about import agency_of, period_of, published_on, year_of
from gongkai.documents.recognition.confidence import weigh
from gongkai.documents.recognition.furniture import begins_foot, is_furniture
from gongkai.documents.recognition.paragraphs import joined
from gongkai.documents.recognition.parts import Parts, Text
from gongkai.documents.recognition.plans import Tables, follow, learn
from gongkai.documents.recognition.segment import segment
from gongkai.documents.recognition.table_four import read_table_four
from gongkai.documents.recognition.table_three import read_table_three
from gongkai.documents.recognition.table_two import read_table_two
from gongkai.documents.recognition.titles import Title, after_title, own_title, title_of, told_in
from gongkai.statute.report import Origin, Report
from gongkai.statute.tables import FORMATS

_LONGEST_TITLE = 90


def report_in(blocks: Sequence[Block], source: Source, *, stated: bool = True) -> Report:
    """The report that these blocks make. `stated`: what the file says about itself is about this report."""
    parts = segment(blocks)
    tables = None
    if any(step.plan for step in parts.steps):
        if not any(row.cells for rows in parts.tables.values() for row in rows):
            tables = follow(parts.steps)
        if tables is None:
            parts = segment(blocks, recalling=False)
    return _report_of(parts, tables or _read_tables(parts), source, stated=stated)


def _read_tables(parts: Parts) -> Tables:
    """The tables read from their rows, and remembered where nothing was in doubt."""
    two, format_code = read_table_two(parts.tables["t2"])
    three = read_table_three(parts.tables["t3"])
    four = read_table_four(parts.tables["t4"])
    readings = weigh(two.readings | three.readings | four.readings)
    labels = two.labels | three.labels | four.labels
    alternatives = tuple(dict(a) for a in (*two.alternatives, *three.alternatives, *four.alternatives))
    if not alternatives:
        learn(parts.steps, readings, labels, format_code)
    return Tables(
        cells={code: read.value for code, read in readings.items()},
        marks={code: read.mark for code, read in readings.items() if read.mark},
        sources={code: read.source() for code, read in readings.items()},
        alternatives=alternatives,
        labels=labels,
        format_code=format_code,
    )


def _report_of(parts: Parts, tables: Tables, source: Source, *, stated: bool) -> Report:
    front = tuple([text.text for text in parts.texts[0]])
    meta = source.meta if stated else {}
    title, used = title_of(front, tuple([meta[k] for k in ("title", "page_title") if k in meta]))
    if last := max((n for n in range(1, 7) if parts.texts[n]), default=0):
        parts.texts[last] = _above_foot(parts.texts[last])
    sections = {n: joined(parts.texts[n], source.kind) for n in range(1, 7)}
    own = [text for text in parts.texts[0][used:] if not is_furniture(text.text)]
    preface = after_title(joined(own, source.kind), title.text)
    everything = (*preface, *(t for texts in sections.values() for t in texts))
    if not title.agency:
        told = told_in(preface)
        title = title._replace(agency=told.agency, year=title.year or told.year)
    period = period_of(everything)
    year = year_of(title, period, (*front[:12], *everything))
    ends = [text.text for n in (6, 5, 4) for text in parts.texts[n]][-4:]
    return Report(
        agency=agency_of(title.agency),
        year=year,
        format=tables.format_code or _format_by_year(year, tables.cells),
        title=title.text or _title(title, year),
        preface=preface,
        period=period,
        published_on=published_on(meta.get("published_on", ""), front[:30], ends),
        cells=tables.cells,
        marks=tables.marks,
        sources=tables.sources,
        alternatives=tables.alternatives,
        sections=sections,
        origin=Origin.READ,
        headings=tuple(parts.headings),
        labels=tables.labels,
    )


def _above_foot(texts: Sequence[Text]) -> list[Text]:
    """A report's last lines without the foot of the page, which may begin with the titles of other reports."""
    foot = (n for n, text in enumerate(texts) if begins_foot(text.text) or _is_title(text.text))
    return list(texts[: next(foot, len(texts))])


def _is_title(line: str) -> bool:
    return "报" in line[-8:] and len(line) <= _LONGEST_TITLE and own_title([line]) is not None


def _title(title: Title, year: int | None) -> str:
    if title.agency and year:
        return f"{title.agency}{year}年政府信息公开工作年度报告"
    return ""


def _format_by_year(year: int | None, cells: Collection[str]) -> str:
    """Without table two: the old format for the years it was for and where （六） has no rows of its own."""
    old = FORMATS["2019"]
    in_its_years = year is not None and old.first_year <= year <= (old.last_year or year)
    return "2019" if in_its_years or any(c.startswith("t3.result.other_all.") for c in cells) else "2021"
