"""What the extraction asks of a report while it goes through the sentences."""

from gongkai.checking.sentences.scope import Owner
from gongkai.checking.sentences.vocabulary import Cells
from gongkai.statute.report import Report


class Context:
    """The agency's names, the reporting year, the cells of the printed tables."""

    __slots__ = ("cells", "owner", "year")

    def __init__(self, report: Report) -> None:
        self.owner = Owner(report)
        self.cells = Cells(report)
        self.year = report.year
