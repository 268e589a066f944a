"""What the extraction asks of a report while it goes through the sentences."""

from collections.abc import Iterable
from decimal import Decimal

from gongkai.checking.sentences.scope import owner_of
from gongkai.checking.sentences.vocabulary import Reading
from gongkai.statute.report import Report


class Context:
    """The agency's names, the reporting year, the printed tables and cells, whether nothing was carried in."""

    __slots__ = ("_values", "owner", "tables", "took_nothing_over", "year")

    def __init__(self, report: Report) -> None:
        self.owner = owner_of(report.agency.name, report.title)
        self.tables = report.tables
        self.year = report.year
        self._values = report.cells
        self.took_nothing_over = report.cells.get("t3.carried_in.total") == 0

    def agrees(self, value: Decimal, readings: Iterable[Reading]) -> bool:
        """Whether the printed cells of one of the readings add up to a value."""
        for reading in readings:
            known = [v for v in map(self._values.get, reading) if v is not None]
            if len(known) == len(reading) and sum(known) == value:
                return True
        return False

    def differs(self, value: Decimal, readings: Iterable[Reading]) -> bool:
        """Whether the cells of every reading are printed and none adds up to a value."""
        for reading in readings:
            known = [v for v in map(self._values.get, reading) if v is not None]
            if len(known) != len(reading) or sum(known) == value:
                return False
        return True
