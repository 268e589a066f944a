"""Index numbers for a whole ledger: each series locked once, its numbers taken in the order of the rows."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from gongkai.disclosures.ledgers.making import Numbered
from gongkai.disclosures.models import NumberCounter
from gongkai.disclosures.selectors.ledgers import taken
from gongkai.disclosures.services.numbering import _locked_counter, _series, scheme_of
from gongkai.statute.identifiers import index_template


def allot(agency: Any, lines: Sequence[Numbered]) -> dict[int, str]:  # noqa: ANN401  a row of agencies, whose models are its own
    """The number of each row: its own, or the next of its series. In the transaction that writes the items.

    Raises AGY-1007, AGY-1008.
    """
    numbers = {line.row: line.index_number for line in lines if line.index_number}
    waiting = [line for line in lines if not line.index_number]
    series = _Series(agency)
    given = set(numbers.values())
    while waiting:
        for line in waiting:
            number = series.next(line.published_on, line.formed_on)
            while number in given:
                number = series.next(line.published_on, line.formed_on)
            numbers[line.row] = number
        there = taken([numbers[line.row] for line in waiting])  # an earlier ledger may have brought one along
        waiting = [line for line in waiting if numbers[line.row] in there]
    series.save()
    return numbers


class _Series:
    """The agency's series of numbers, each counter locked when it is first used."""

    def __init__(self, agency: Any) -> None:  # noqa: ANN401
        self.agency = agency
        self.scheme = scheme_of(agency.pk)
        self.template = index_template(self.scheme.template)
        self.counters: dict[str, NumberCounter] = {}
        self.dated = "date" in self.template.fields
        self.days: dict[tuple[int, int, date | None], tuple[NumberCounter, str, str]] = {}

    def next(self, published: date, formed: date) -> str:
        """The next number of the series to which an item of these days belongs."""
        day = published.year, published.month, formed if self.dated else None  # all that a template can say of it
        known = self.days.get(day)
        if known is None:
            known = self.days[day] = self._of(published, formed)
        counter, before, after = known
        counter.last += 1
        return f"{before}{self.template.digits(counter.last)}{after}"

    def _of(self, published: date, formed: date) -> tuple[NumberCounter, str, str]:
        """The counter, and what stands before and after the serial number."""
        values = {
            "uscc": self.agency.uscc,
            "org": self.agency.uscc[8:17],
            "region": self.agency.region[:6],
            "year": f"{published.year:04}",
            "month": f"{published.month:02}",
            "date": f"{formed:%Y%m%d}",
        } | dict(self.scheme.values)
        series = _series(self.template, values)
        counter = self.counters.get(series)
        if counter is None:
            counter = self.counters[series] = _locked_counter(self.agency.pk, series)
        return counter, *self.template.around(values)

    def save(self) -> None:
        """Keep how far each series has come."""
        for counter in self.counters.values():
            counter.save(update_fields=["last"])
