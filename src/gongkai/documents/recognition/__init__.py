"""Published reports recognised: blocks of any file to `Report` values. What is not sure says so."""

from gongkai.documents.layout import Source
from gongkai.documents.recognition.errors import NoReportFound
from gongkai.documents.recognition.report import report_of
from gongkai.documents.recognition.segment import segment
from gongkai.documents.recognition.split import split
from gongkai.statute.report import Report

__all__ = ["NoReportFound", "recognise"]


def recognise(source: Source) -> tuple[Report, ...]:
    """Every report in a file, in order; at least one.

    Each cell comes with its place, raw text and confidence (0 to 1); a cell that was not found is absent. Raises
    NoReportFound (RDR-1201) when the file holds none of the tables, titles and headings of a report.
    """
    parts = split(source.blocks)
    reports = tuple(report_of(segment(blocks), source, stated=len(parts) == 1) for blocks in parts)
    found = tuple(r for r in reports if r.cells or sum(bool(texts) for texts in r.sections.values()) >= 3)
    if not found:
        raise NoReportFound(name=source.name)
    return found
