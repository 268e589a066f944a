"""What else tells which of the tied readings is right: the report's own sentences, last year's report."""

from collections.abc import Mapping

from gongkai.checking.sentences import extract
from gongkai.statute.report import Report
from gongkai.statute.rules.told import Told, told_by
from gongkai.statute.tables.parts import APPLICANTS


def contradictions(report: Report, previous: Report | None, values: Mapping[str, int]) -> tuple[int, int]:
    """How much the report with these cells would contradict: what is certain, what may have another reading.

    Its sentences are read anew, because what a figure of the text counts is told by the cells it agrees with.
    """
    mended = report.with_cells(values)
    certain = doubtful = 0
    for claim in extract(mended):
        if claim.cells and claim.exact and told_by(mended, claim) is Told.OTHERWISE:
            certain += claim.certain
            doubtful += not claim.certain
    if previous is not None and report.year is not None and previous.year == report.year - 1:
        for column in APPLICANTS:
            now = mended.cells.get(f"t3.carried_in.{column.code}")
            then = previous.cells.get(f"t3.carried_out.{column.code}")
            if now is not None and then is not None and now != then:
                certain += column.code == "total"
                doubtful += column.code != "total"
    return certain, doubtful
