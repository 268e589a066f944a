"""What was made of a grid, remembered for grids that differ in their figures only.

The pages of a site and the years of an agency print the same table with other figures. Where the slow way left no
choice at all (a complete report, every reading firm and certain), which cell is which follows from the words and
places alone; so a grid with the same words in the same places, met in the same state, is read at once. What
else comes is read the slow way, and a test holds the two together.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from threading import Lock
from typing import NamedTuple, TypeAlias

from gongkai.documents.forms import Form
from gongkai.documents.layout import Grid
from gongkai.documents.recognition.readings import Reading
from gongkai.documents.recognition.values import parse, unit_of
from gongkai.statute.report import Source, SureSources, Value
from gongkai.statute.tables import FORMAT_2019, FORMAT_2021, annual_2019, annual_2021

MOST_PLANS = 512
_LONGEST_FIGURE = 12
_KINDS = FORMAT_2021.kinds | FORMAT_2019.kinds
_Met: TypeAlias = tuple[Form, str, int, int, bool, int, bool]
"""A form and the part of the state that decides how a grid is sorted."""


class State(NamedTuple):
    """Where the pass over the blocks stands before and after a grid."""

    table: str
    section: int
    figures: int
    closing: bool
    after: int
    old: bool
    apart: bool


class Place(NamedTuple):
    """A cell of the report and the cell of the grid that holds it: its position, and row and column from one.

    `figure` is which of the form's figures it is, -1 where it is none.
    """

    code: str
    at: int
    row: int
    column: int
    figure: int


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Which cell of a grid is which cell of the report; compared by identity.

    `fixed` holds the values of the cells without a figure (blanks, marks): their text is part of what the plan is
    remembered by.
    """

    tables: tuple[str, ...]
    after: State
    look_up: Callable[[Sequence[str]], Sequence[str]]
    """The whole numbers among the form's figures, in the order of `codes`."""
    codes: tuple[str, ...]
    amounts: tuple[Place, ...]
    fixed: Mapping[str, Value]
    marks: Mapping[str, str]
    covers: frozenset[str]
    there: Mapping[str, Place | Source]
    """Every cell by its code: its place, or its source where that has another text than the grid."""
    labels: Mapping[str, str]
    format_code: str


class Step(NamedTuple):
    """A grid as the pass met it: the state before, the plan followed, and whether it gave rows of tables only."""

    grid: Grid
    before: State
    after: State
    plan: Plan | None
    tables: tuple[str, ...]
    pure: bool


class Tables(NamedTuple):
    """What the tables of a report say."""

    cells: Mapping[str, Value]
    marks: Mapping[str, str]
    sources: Mapping[str, Source]
    alternatives: tuple[Mapping[str, Value], ...]
    labels: Mapping[str, str]
    format_code: str | None


def _complete_reports() -> frozenset[frozenset[str]]:
    both = {}
    for form in (FORMAT_2021, FORMAT_2019):
        rest = [code for code in form.cells if not code.startswith("t3.")]
        for table in (annual_2021.REQUESTS_TABLE, annual_2019.REQUESTS_TABLE):
            both[form.code, table] = frozenset(chain(rest, table.cells))
    return frozenset(both.values())


_COMPLETE = _complete_reports()
_plans: dict[_Met, Plan] = {}
_lock = Lock()


def _amount(code: str, text: str) -> Value:
    """What an amount comes to, by the reading of cells: one with a unit counts in its column's unit."""
    return parse(text, _KINDS[code], unit=unit_of(code)).value if text[-1] == "元" else Decimal(text)


def _met(form: Form, state: State) -> _Met:
    table, section, figures, closing, after, old, _ = state
    return (
        (form, table, section, figures, closing, after, old) if table else (form, "", section, 0, closing, 0, old)
    )


def recall(grid: Grid, before: State) -> Plan | None:
    """The plan for a grid with these words and places, met in this state."""
    form = grid.form
    return None if form is None else _plans.get(_met(form, before))


def forget() -> None:
    """Drop every plan (for tests, which compare the slow way with the quick one)."""
    with _lock:
        _plans.clear()


def follow(steps: Sequence[Step]) -> Tables | None:
    """The tables by the plans of these steps; None where they are not one complete report."""
    followed = [(step.plan, step.grid) for step in steps if step.plan is not None]
    whole = _together(tuple([plan for plan, _ in followed]))
    if whole is None:
        return None
    figures = list(chain.from_iterable([plan.look_up(grid.figures) for plan, grid in followed]))
    if max(map(len, figures), default=0) > _LONGEST_FIGURE or not "".join(figures).isascii():
        return None
    cells = dict(whole.fixed)
    cells.update(zip(whole.codes, map(int, figures), strict=True))
    for plan, grid in followed:
        for place in plan.amounts:
            cells[place.code] = _amount(place.code, grid.figures[place.figure])
    return Tables(cells, dict(whole.marks), _Sources(followed), (), dict(whole.labels), whole.format_code)


class _Whole(NamedTuple):
    """What the plans of one report have in common with every report so planned."""

    codes: tuple[str, ...]
    fixed: Mapping[str, Value]
    marks: Mapping[str, str]
    labels: Mapping[str, str]
    format_code: str


@lru_cache(maxsize=256)
def _together(plans: tuple[Plan, ...]) -> _Whole | None:
    """These plans as one, if the grids make one complete report and hold no cell twice."""
    formats = {plan.format_code for plan in plans if plan.format_code}
    cells = frozenset(chain.from_iterable(plan.covers for plan in plans))
    if len(formats) != 1 or len(cells) != sum(len(plan.covers) for plan in plans) or cells not in _COMPLETE:
        return None
    return _Whole(
        tuple(chain.from_iterable(plan.codes for plan in plans)),
        dict(chain.from_iterable(plan.fixed.items() for plan in plans)),
        dict(chain.from_iterable(plan.marks.items() for plan in plans)),
        dict(chain.from_iterable(plan.labels.items() for plan in plans)),
        formats.pop(),
    )


class _Sources(SureSources):
    """The places of cells read by plan, each worked out when somebody asks: a check asks for few."""

    def __init__(self, followed: Sequence[tuple[Plan, Grid]]) -> None:
        self._followed = followed

    def __getitem__(self, code: str) -> Source:
        for plan, grid in self._followed:
            place = plan.there.get(code)
            if type(place) is Place:
                raw = grid.figures[place.figure] if place.figure >= 0 else grid.texts[place.at]
                return Source(raw, 1.0, None, grid.number, place.row, place.column)
            if type(place) is Source:
                return place._replace(table=grid.number)
        raise KeyError(code)

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable([plan.there for plan, _ in self._followed])

    def __len__(self) -> int:
        return sum(len(plan.there) for plan, _ in self._followed)

    def __reduce__(self) -> tuple[type[dict[str, Source]], tuple[dict[str, Source]]]:
        """It travels between processes as the plain mapping it stands for."""
        return dict, (dict(self),)


def learn(
    steps: Sequence[Step], readings: Mapping[str, Reading], labels: Mapping[str, str], format_code: str | None
) -> None:
    """Remember what was made of each grid, if nothing in it was a matter of judgement."""
    if format_code is None or frozenset(readings) not in _COMPLETE:
        return
    if not all(read.firm and read.confidence == 1.0 and read.page is None for read in readings.values()):
        return
    by_grid: dict[int | None, dict[str, Reading]] = {}
    for code, read in readings.items():
        by_grid.setdefault(read.table, {})[code] = read
    stated = {step.grid.number: step for step in steps if step.pure and step.tables}
    if not by_grid.keys() <= stated.keys() or any(step.tables and not step.pure for step in steps):
        return
    made = {
        number: _plan(stated[number], found, labels, format_code) for number, found in by_grid.items() if number
    }
    if any(plan is None for plan in made.values()):
        return
    with _lock:
        for number, plan in made.items():
            step = stated[number]
            if step.grid.form is None or plan is None:
                continue
            if len(_plans) >= MOST_PLANS:
                del _plans[next(iter(_plans))]
            _plans[_met(step.grid.form, step.before)] = plan


def _getter(places: Sequence[int]) -> Callable[[Sequence[str]], Sequence[str]]:
    if len(places) > 1:
        return itemgetter(*places)
    return lambda texts: [texts[at] for at in places]


def _plan(step: Step, readings: Mapping[str, Reading], labels: Mapping[str, str], format_code: str) -> Plan | None:
    """The plan of one grid; None where a reading is more than its cell's text."""
    form = step.grid.form
    if form is None:
        return None
    index = {(row + 1, column + 1): n for n, (row, column, *_) in enumerate(form.placement.places)}
    numbers = {at: figure for figure, at in enumerate(form.figures)}
    figures: list[Place] = []
    amounts: list[Place] = []
    fixed: dict[str, Value] = {}
    there: dict[str, Place | Source] = {}
    for code, read in readings.items():
        if read.row is None or read.column is None or (at := index.get((read.row, read.column))) is None:
            return None
        text = step.grid.texts[at]
        there[code] = place = Place(code, at, read.row, read.column, numbers.get(at, -1))
        if place.figure < 0:
            fixed[code] = read.value
            if read.raw != text:
                there[code] = read.source()
        elif read.raw != text or read.value != _amount(code, text):
            return None
        elif type(read.value) is int:
            figures.append(place)
        else:
            amounts.append(place)
    rows = {code.rpartition(".")[0] for code in readings} | readings.keys()
    own = {label: text for label, text in labels.items() if label in rows}
    has_two = any(code.startswith("t2.") for code in readings)
    return Plan(
        tables=step.tables,
        after=step.after,
        look_up=_getter([place.figure for place in figures]),
        codes=tuple(place.code for place in figures),
        amounts=tuple(amounts),
        fixed=fixed,
        marks={code: readings[code].mark for code in fixed if readings[code].mark},
        covers=frozenset(there),
        there=there,
        labels=own,
        format_code=format_code if has_two else "",
    )
