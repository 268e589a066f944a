"""From a report whose sums fail to the smallest changes that make them hold."""

from collections.abc import Iterable, Iterator, Mapping

from gongkai.checking.repair.evidence import contradictions
from gongkai.checking.repair.model import Change, Group, Repair
from gongkai.checking.repair.plausibility import implausibility
from gongkai.checking.repair.program import Solution, smallest_changes
from gongkai.statute.report import SURE, Origin, Report
from gongkai.statute.rules.identities import Identity, identities_of

_FULL_WEIGHT = 100
_COUNTED_WEIGHT = 150  # a figure counted from records is trusted above a total printed over it
_LEAST_WEIGHT = 10
_TOTAL_CODES = frozenset({"T3-02", "T3-03", "T4-01"})


def propose(report: Report, *, previous: Report | None = None) -> Repair:
    """The smallest weighted set of cells to change, its ties, and the values that satisfy every identity.

    Identities with a blank or absent operand are left undecided, except that a blank total beside values is filled
    from them first (blank parts counting as nothing, which the sentence says). What is no count (a negative number,
    a decimal) is taken for one to be found. `previous` is last year's report: of tied sets that comes first which
    contradicts it, and the sentences of the report, least.
    """
    identities = identities_of(report.tables)
    known = {code: value for code, value in report.cells.items() if type(value) is int and value >= 0}
    unknown = {code for identity in identities for code in identity.cells} - known.keys()
    no_counts = {code: 0 for code, value in report.cells.items() if code in unknown and value is not None}
    filled = _blank_totals(report, identities) | no_counts
    values = known | filled
    decided = [i for i in identities if all(code in values for code in i.cells)]
    groups = []
    for component in _components(decided):
        group = _repair_component(report, previous, component, values, filled)
        if group is not None:
            groups.append(group)
    mended = {change.cell for group in groups for choice in group.choices for change in choice}
    fills = [_change(report, code, value) for code, value in filled.items() if code not in mended]
    groups += [Group(choices=((fill,),), complete=True) for fill in fills]
    return Repair(tuple(groups))


def _blank_totals(report: Report, identities: Iterable[Identity]) -> dict[str, int]:
    """Totals left blank beside parts that hold numbers, and what those add up to."""
    filled: dict[str, int] = {}
    for identity in identities:
        total = identity.at
        if identity.code not in _TOTAL_CODES or report.cells.get(total, 0) is not None or total in filled:
            continue
        parts = [filled.get(code, report.count(code)) for code in identity.minus]
        numbers = [part for part in parts if part is not None]
        if numbers and all(code in report.cells for code in identity.minus):
            filled[total] = sum(numbers)
    return filled


def _components(identities: Iterable[Identity]) -> Iterator[list[Identity]]:
    """Identities that share cells, directly or through others, go together."""
    components: list[tuple[set[str], list[Identity]]] = []
    for identity in identities:
        cells, members = set(identity.cells), [identity]
        apart = []
        for other_cells, other_members in components:
            if cells.isdisjoint(other_cells):
                apart.append((other_cells, other_members))
            else:
                cells |= other_cells
                members = other_members + members
        components = [*apart, (cells, members)]
    for _, members in components:
        yield members


def _repair_component(
    report: Report,
    previous: Report | None,
    identities: list[Identity],
    values: Mapping[str, int],
    filled: Mapping[str, int],
) -> Group | None:
    weights = {
        code: _LEAST_WEIGHT if code in filled else _weight(report, code)
        for identity in identities
        for code in identity.cells
    }
    solved = smallest_changes(identities, values, weights)
    if not solved.solutions:
        return None
    totals = {identity.at for identity in identities if identity.code in _TOTAL_CODES}
    ranked = sorted(solved.solutions, key=lambda solution: implausibility(values, solution.values, totals))
    if len(ranked) > 1:
        ranked.sort(key=lambda solution: contradictions(report, previous, solution.values))
    choices = tuple(_choice(report, solution) for solution in ranked)
    return Group(choices, solved.complete)


def _weight(report: Report, code: str) -> int:
    """How dear a change of this cell is: by how surely it was read, and whether it was counted from records."""
    confidence = report.confidence(code)
    if confidence < SURE:
        return max(_LEAST_WEIGHT, round(_FULL_WEIGHT * confidence))
    counted = report.origin is Origin.COMPILED and not code.endswith(".total") and ".total." not in code
    return _COUNTED_WEIGHT if counted else _FULL_WEIGHT


def _choice(report: Report, solution: Solution) -> tuple[Change, ...]:
    order = {code: position for position, code in enumerate(report.cell_labels)}
    codes = sorted(solution.values, key=order.__getitem__)
    return tuple(_change(report, code, solution.values[code]) for code in codes)


def _change(report: Report, code: str, new: int) -> Change:
    old = report.cells.get(code)
    now = "空白" if old is None else f" {old}"
    note = "（空白的分项按 0 计，请核对）" if old is None and _has_blank_parts(report, code) else ""
    return Change(code, old, new, f"{report.cell_labels[code]}应为 {new}，现为{now}{note}")


def _has_blank_parts(report: Report, total: str) -> bool:
    return any(
        report.cells.get(part) is None
        for identity in identities_of(report.tables)
        if identity.at == total and identity.code in _TOTAL_CODES
        for part in identity.minus
    )
