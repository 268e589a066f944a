"""The sentences that findings name, marked in their paragraphs."""

from collections.abc import Sequence

from gongkai.reports.shown import RANK, FindingView, Piece
from gongkai.statute.report import Report
from gongkai.statute.rules.model import Passage


def paragraphs_of(report: Report, section: int) -> Sequence[str]:
    """The paragraphs that `Passage.paragraph` counts: section 0 is the title, then the preface."""
    if section == 0:
        return [report.title, *report.preface] if report.title or report.preface else []
    return report.sections.get(section, ())


def cut(text: str, passages: Sequence[tuple[Passage, FindingView]]) -> tuple[Piece, ...]:
    """Cut a paragraph at the passages; where two overlap, the graver keeps its whole, the other what is left."""
    owner: list[FindingView | None] = [None] * len(text)
    begins: dict[int, list[int]] = {}
    for passage, view in sorted(passages, key=lambda pair: -RANK[pair[1].finding.level]):
        start = min(max(passage.start, 0), len(text) - 1)
        begins.setdefault(start, []).append(view.number)
        owner[start : passage.end] = [view] * len(owner[start : passage.end])
    pieces: list[Piece] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or owner[at] is not owner[start]:
            begun = tuple(number for place in range(start, at) for number in begins.get(place, ()))
            pieces.append(Piece(text[start:at], owner[start], begun))
            start = at
    return tuple(pieces)
