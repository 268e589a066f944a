"""Which of the reports of one upload is last year's report of which other."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_FILLER = re.compile(r"[\s（）()\[\]〔〕“”\"'·]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known of a report without opening it."""

    key: int
    agency: str
    year: int | None
    marked_previous: bool = False


def previous_of(reports: Iterable[Candidate]) -> dict[int, int]:
    """For each report that has one: its key and the key of the year before.

    The same agency and the year before decide. The one report marked as last year's also belongs to the only other
    report, whatever name was read, unless their years say otherwise.
    """
    known = list(reports)
    pairs: dict[int, int] = {}
    by_year = {
        (agency_key(report.agency), report.year): report.key
        for report in sorted(known, key=lambda report: report.marked_previous)
        if report.agency and report.year is not None
    }
    current = [report for report in known if not report.marked_previous]
    marked = [report for report in known if report.marked_previous]
    for report in known:
        if report.agency and report.year is not None:
            found = by_year.get((agency_key(report.agency), report.year - 1))
            if found is not None:
                pairs[report.key] = found
    for report in current:
        if report.key not in pairs and (partner := _marked_for(report, marked, alone=len(current) == 1)):
            pairs[report.key] = partner.key
    return pairs


def _marked_for(report: Candidate, marked: list[Candidate], *, alone: bool) -> Candidate | None:
    """The file marked as last year's that belongs to this report, where only one can."""
    if len(marked) != 1 or not alone:
        return None
    other = marked[0]
    if report.year is None or other.year is None or other.year == report.year - 1:
        return other
    return None


def agency_key(name: str) -> str:
    """A name without blanks, brackets and width differences."""
    return _FILLER.sub("", unicodedata.normalize("NFKC", name))
