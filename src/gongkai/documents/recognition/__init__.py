"""Published reports recognised: blocks of any file to `Report` values. What is not sure says so."""

from gongkai.documents.layout import Source
from gongkai.documents.recognition.errors import NoReportFound
from gongkai.documents.recognition.report import report_in
from gongkai.documents.recognition.split import split
from gongkai.statute.report import Report

__all__ = ["NoReportFound", "recognise"]


def recognise(source: Source) -> tuple[Report, ...]:
    """Every report in a file, in order; at least one.

    Each cell comes with its place, raw text and confidence (0 to 1); a cell that was not found is absent. Raises
    NoReportFound (RDR-1201) when the file holds none of the tables, titles and headings of a report.
    """
    parts = split(source.blocks)
    reports = tuple(report_in(blocks, source, stated=len(parts) == 1) for blocks in parts)
    found = tuple(report for report in reports if _is_report(report))
    if not found:
        raise NoReportFound(name=source.name)
    return found


def _is_report(report: Report) -> bool:
    """Whether something of a report was found: figures, sections, or its title with sentences below it."""
    if report.cells or sum(bool(texts) for texts in report.sections.values()) >= 3:
        return True
    texts = (*report.preface, *(text for texts in report.sections.values() for text in texts))
    return bool(report.title and report.year and any("。" in text for text in texts))
