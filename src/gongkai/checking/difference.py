"""What differs between two reports: cells and paragraphs, between years or versions."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from gongkai.statute.report import Report, Value


@dataclass(frozen=True, slots=True)
class CellDifference:
    """A cell that holds something else; what is shown tells a blank (空白) from a cell that is not there (没有)."""

    cell: str
    label: str
    old: Value
    new: Value
    shown_old: str
    shown_new: str


@dataclass(frozen=True, slots=True)
class ParagraphDifference:
    """Paragraphs of a section (0: title and preface) that only the old, or only the new report has."""

    section: int
    removed: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs; false when nothing does."""

    cells: tuple[CellDifference, ...]
    paragraphs: tuple[ParagraphDifference, ...]

    def __bool__(self) -> bool:
        return bool(self.cells or self.paragraphs)


def differences(old: Report, new: Report) -> Difference:
    """The cells and paragraphs in which two reports differ, in printed order."""
    labels = {**old.cell_labels, **new.cell_labels}
    cells = tuple(
        CellDifference(code, label, old.cells.get(code), new.cells.get(code), _shown(old, code), _shown(new, code))
        for code, label in labels.items()
        if _shown(old, code) != _shown(new, code)
    )
    texts = {0: ((old.title, *old.preface), (new.title, *new.preface))}
    for section in sorted({*old.sections, *new.sections}):
        texts[section] = (old.sections.get(section, ()), new.sections.get(section, ()))
    paragraphs = tuple(
        difference
        for section, (before, after) in texts.items()
        for difference in _paragraphs(section, before, after)
    )
    return Difference(cells, paragraphs)


def _shown(report: Report, code: str) -> str:
    if code not in report.cells:
        return "没有"
    value = report.cells[code]
    return report.marks.get(code, "空白") if value is None else str(value)


def _paragraphs(section: int, before: tuple[str, ...], after: tuple[str, ...]) -> list[ParagraphDifference]:
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    return [
        ParagraphDifference(section, before[a_start:a_end], after[b_start:b_end])
        for tag, a_start, a_end, b_start, b_end in matcher.get_opcodes()
        if tag != "equal"
    ]
