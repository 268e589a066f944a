"""Which observed run is which row of table three: labels first, then order and count.

Observed runs and prescribed rows come in the same order, so the best assignment is a shortest path (dynamic
programming over both sequences). A run without a label takes a row only between rows that are certain, and is
certain itself only where exactly as many runs as rows stand there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gongkai.documents.recognition.labels import GROUPS_3, ROWS_OF_3, row_of_3
from gongkai.documents.recognition.likeness import BODIES, likeness
from gongkai.documents.recognition.normalise import key
from gongkai.documents.recognition.observe import Run, adds_up
from gongkai.statute.tables import annual_2019, annual_2021

OTHER_ALL = "result.other_all"
OTHER_GROUP = "result.other"
FORMS = {
    "2021": tuple(line.code for line in annual_2021.REQUESTS_TABLE.rows),
    "2019": tuple(line.code for line in annual_2019.REQUESTS_TABLE.rows),
}
_GROUP_CODES = frozenset(line.code for line in GROUPS_3)
_LONGEST = max(map(len, ROWS_OF_3))
_SKIP_ROW = 1.0
_WIDTH = 7
_UNLABELLED = 1.2
_WRONG = -50.0
_OPEN = 0.85
_SURELY = 0.9
_TORN = 0.6
_IN_TURN = 0.94
_UNSURE = 0.5
_SUBTOTAL = re.compile("小计|合计|共计")


@dataclass(frozen=True, slots=True)
class Placed:
    """A run's row, and how sure the place is: 1.0 by exact label, less by likeness or by count alone."""

    code: str
    run: Run
    sure: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the words about a run say: the row named exactly (or None) with its weight, and likeness to others.

    `miss` is what any other row gains; `skip` what it costs to leave the run out.
    """

    code: str | None
    weight: float
    alike: dict[str, float]
    miss: float = -1.0
    skip: float = 2.5


def align(runs: Sequence[Run]) -> tuple[str, list[Placed]]:
    """The form of table three ("2021" or "2019") and the row of each run that has one."""
    if (whole := _whole_table(runs)) is not None:
        return whole
    named = [_in_lump(run, after) or evidence_of(run) for run, after in zip(runs, (*runs[1:], None), strict=True)]
    if 2 * sum(map(_full, runs)) >= len(runs):
        named = [e if _full(run) else _stray(e) for e, run in zip(named, runs, strict=True)]
    direct = _direct(runs, named)
    if direct is not None:
        return direct[0], _doubted(runs, direct[1])
    scored = ((form, *_path(codes, named)) for form, codes in FORMS.items())
    form, _, pairs = max(scored, key=lambda attempt: attempt[1])
    pairs = _in_turn(FORMS[form], runs, named, pairs)
    placed = _judged(FORMS[form], runs, named, pairs)
    if _left_over(runs, pairs):
        placed = [
            replace(p, sure=min(p.sure, _OPEN)) if p.code in ("result.total", OTHER_ALL) else p for p in placed
        ]
    return form, _doubted(runs, placed)


def _whole_table(runs: Sequence[Run]) -> tuple[str, list[Placed]] | None:
    """The rows of a table whose figures stood all together behind its labels: each in its turn, if none is lacking.

    What stood between the labels, such as numbers of rows, is none of them.
    """
    first = next((n for n, run in enumerate(runs) if run.lump), len(runs))
    rows = [run for n, run in enumerate(runs[first:]) if not n or not (run.before or run.own)]
    for form, codes in FORMS.items():
        if len(codes) == len(rows):
            placed = [(code, run, adds_up(run.tokens)) for code, run in zip(codes, rows, strict=True)]
            return form, [Placed(code, run, _IN_TURN if sums else _UNSURE) for code, run, sums in placed]
    return None


def _doubted(runs: Sequence[Run], placed: list[Placed]) -> list[Placed]:
    """Rows of a stream of figures that do not add up beside a row that is short of figures or has too many.

    Where the text has lost the rows' ends, figures of one stand in the other, and no sum says anything for certain.
    """
    whole = [bool(run.cells) or _WIDTH in (len(run.tokens), sum(bool(t.text) for t in run.tokens)) for run in runs]
    if all(whole):
        return placed
    torn = {
        id(runs[i])
        for i in range(len(runs))
        if whole[i] and not runs[i].cells and not all(whole[max(0, i - 1) : i + 2]) and not _adds_up(runs[i])
    }
    return [replace(p, sure=min(p.sure, _TORN)) if id(p.run) in torn else p for p in placed]


def _adds_up(run: Run) -> bool:
    figures = [int(figure) for figure in _figures(run)]
    return len(figures) < _WIDTH or sum(figures[:-1]) == figures[-1]


def evidence_of(run: Run) -> Evidence:
    """The row a run's words name: its own label, else the end of the words before it, else likeness."""
    if run.own:
        known = [row_of_3(label) for label in run.own]
        rows = [label for label in known if label is not None and label.part == "row"]
        if rows:  # "2.申请人逾期…" | "（六）其他处理": the row, whichever stands first
            return Evidence(rows[-1].code, 10.0, {})
        group = known[-1] or row_of_3("".join(run.own))
        if group is not None:
            return Evidence(_as_row(group.part, group.code), 10.0, {})
    words = key(run.before[-400:])
    if not words:
        return Evidence(None, 0.0, {}, miss=_UNLABELLED)
    if run.cells and not run.own:
        return Evidence(None, 0.0, _detached(words), miss=1.0)
    for length in range(min(len(words), _LONGEST), 1, -1):
        found = ROWS_OF_3.get(words[-length:])
        if found:
            code = _as_row(found.part, found.code)
            if length >= 4 or length == len(words):
                return Evidence(code, 8.0, {})
            return Evidence(None, 0.0, {code: 4.0})
    own = key("".join(run.own)) or words[-45:]
    return Evidence(None, 0.0, likeness(own), miss=1.0 if run.torn else -1.0)


def _full(run: Run) -> bool:
    """Whether the run has figures for a whole row."""
    return len(run.cells) >= _WIDTH or len(run.tokens) >= _WIDTH or sum(len(t.text) for t in run.tokens) >= _WIDTH


def _stray(evidence: Evidence) -> Evidence:
    """A figure or two among whole rows: a page number, or a cell that came loose."""
    alike = {evidence.code: 2.4} if evidence.code else {c: 0.4 * v for c, v in evidence.alike.items()}
    return Evidence(None, 0.0, alike, miss=-1.0, skip=0.5)


def _in_lump(run: Run, after: Run | None) -> Evidence | None:
    """Several rows' labels in one lump before several rows of figures: the last label is not the first row's."""
    if after is None or after.before or after.own or run.own or not _full(after):
        return None
    alike = _detached(key(run.before[-400:]))
    if run.lump and (named := evidence_of(run).code):
        alike[named] = 3.0
    return Evidence(None, 0.0, alike, miss=1.0) if run.lump or len(alike) > 1 else None


def _detached(words: str) -> dict[str, float]:
    """Rows named in words that stand apart from the row: any of them may be meant, the last most likely."""
    return {
        code: 3.0 if words.endswith(body) else 2.0
        for code, body in BODIES.items()
        if len(body) > 3 and body in words
    }


def _as_row(part: str, code: str) -> str:
    return OTHER_ALL if part == "group" and code == OTHER_GROUP else code


def _direct(runs: Sequence[Run], named: Sequence[Evidence]) -> tuple[str, list[Placed]] | None:
    """Every run named exactly and in the prescribed order: nothing to decide."""
    codes = [evidence.code for evidence in named]
    if None in codes or any(code in _GROUP_CODES for code in codes):
        return None
    for form, prescribed in FORMS.items():
        places = {code: i for i, code in enumerate(prescribed)}
        indices = [places.get(code or "", -1) for code in codes]
        if indices and indices[0] >= 0 and all(a < b for a, b in pairwise(indices)):
            return form, [Placed(code or "", run, 1.0) for code, run in zip(codes, runs, strict=True)]
    return None


def _path(codes: Sequence[str], named: Sequence[Evidence]) -> tuple[float, list[tuple[int, str]]]:
    """Best-scoring monotone assignment of runs to rows."""
    rows, runs = len(codes), len(named)
    score = [[0.0] * (rows + 1) for _ in range(runs + 1)]
    step = [[""] * (rows + 1) for _ in range(runs + 1)]
    for j in range(1, rows + 1):
        score[0][j], step[0][j] = -_SKIP_ROW * j, "row"
    for i in range(1, runs + 1):
        evidence = named[i - 1]
        score[i][0], step[i][0] = score[i - 1][0] - _skip(evidence), "run"
        for j in range(1, rows + 1):
            options = (
                (score[i - 1][j - 1] + _gain(evidence, codes[j - 1]), "both"),
                (score[i - 1][j] - _skip(evidence), "run"),
                (score[i][j - 1] - _SKIP_ROW, "row"),
            )
            score[i][j], step[i][j] = max(options)
    pairs: list[tuple[int, str]] = []
    i, j = runs, rows
    while i or j:
        move = step[i][j]
        if move == "both":
            pairs.append((i - 1, codes[j - 1]))
        i -= move in ("both", "run")
        j -= move in ("both", "row")
    return score[runs][rows], pairs[::-1]


def _skip(evidence: Evidence) -> float:
    return 0.0 if evidence.code in _GROUP_CODES else evidence.skip


def _gain(evidence: Evidence, code: str) -> float:
    if evidence.code is not None:
        return evidence.weight if evidence.code == code else _WRONG
    return evidence.alike.get(code, evidence.miss)


def _judged(
    codes: Sequence[str], runs: Sequence[Run], named: Sequence[Evidence], pairs: list[tuple[int, str]]
) -> list[Placed]:
    """How sure each place is: by label; by likeness; by count between two that are sure."""
    order = {code: n for n, code in enumerate(codes)}
    sure = [_by_label(named[i], code) for i, code in pairs]
    placed: list[Placed] = []
    for at, (i, code) in enumerate(pairs):
        certainty = sure[at]
        if (
            certainty < _SURELY
            and _forced(pairs, sure, at, order, runs)
            and (runs[i].cells or adds_up(runs[i].tokens))
        ):
            certainty = _IN_TURN
        placed.append(Placed(code, runs[i], certainty))
    return placed


def _in_turn(
    codes: Sequence[str], runs: Sequence[Run], named: Sequence[Evidence], pairs: Sequence[tuple[int, str]]
) -> list[tuple[int, str]]:
    """The pairs; torn rows between two that are sure, when as many as prescribed, each in its turn."""
    matched = {i for i, _ in pairs}
    firm = [(i, codes.index(code)) for i, code in pairs if _by_label(named[i], code) >= _SURELY]
    turns: list[tuple[int, str]] = []
    for (run, row), (next_run, next_row) in pairwise([(-1, -1), *firm, (len(runs), len(codes))]):
        between = [i for i in range(run + 1, next_run) if i in matched or _full(runs[i])]
        if len(between) == next_row - row - 1 and all(runs[i].torn for i in between):
            turns += zip(between, codes[row + 1 : next_row], strict=True)
        else:
            turns += [(i, code) for i, code in pairs if run < i < next_run]
        turns += [(next_run, codes[next_row])] if next_run < len(runs) else []
    return turns


def _left_over(runs: Sequence[Run], pairs: list[tuple[int, str]]) -> bool:
    """Whether a whole row among the outcomes has no place, so that the total cannot be held against the others."""
    taken = {i for i, _ in pairs}
    last = next((i for i, code in pairs if code == "result.total"), 0)
    shown = {_figures(runs[i]) for i in taken}
    return any(
        _full(run)
        and any(figure.strip("0") for figure in _figures(run))
        and _figures(run) not in shown
        and not _SUBTOTAL.search(run.before[-12:])
        for i, run in enumerate(runs[:last])
        if i not in taken
    )


def _figures(run: Run) -> tuple[str, ...]:
    texts = [c.text for c in run.cells] or [t.text for t in run.tokens]
    return tuple(t for t in texts if t.isdigit())


def _by_label(evidence: Evidence, code: str) -> float:
    if evidence.code == code:
        return 1.0
    likeness = evidence.alike.get(code, 0.0)
    if evidence.miss > 0:
        return 0.5
    rest = max((v for c, v in evidence.alike.items() if c != code), default=0.0)
    if likeness >= 4.0 and likeness - rest >= 1.0:
        return 0.97
    if likeness >= 2.5 and likeness - rest >= 1.0:
        return 0.92
    return 0.5


def _forced(
    pairs: list[tuple[int, str]], sure: list[float], at: int, order: dict[str, int], runs: Sequence[Run]
) -> bool:
    """Whether, between the nearest sure rows, there are as many runs as rows and none was passed over."""
    low = max((n for n in range(at) if sure[n] >= _SURELY), default=-1)
    high = min((n for n in range(at + 1, len(pairs)) if sure[n] >= _SURELY), default=len(pairs))
    first_run = pairs[low][0] if low >= 0 else -1
    last_run = pairs[high][0] if high < len(pairs) else len(runs)
    first_row = order[pairs[low][1]] if low >= 0 else -1
    last_row = order[pairs[high][1]] if high < len(pairs) else len(order)
    matched = {i for i, _ in pairs}
    between = sum(i in matched or _full(runs[i]) for i in range(first_run + 1, last_run))
    return between == last_row - first_row - 1
