"""Text written from the tables raises nothing; with one figure changed, that figure is found."""

from collections.abc import Callable, Mapping
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.checking.sentences import extract
from gongkai.statute.report import Agency, Origin, Report, Value
from gongkai.statute.rules.model import Case, Finding, Level
from gongkai.statute.rules.narrative import NARRATIVE_RULES
from gongkai.statute.tables import FORMATS
from gongkai.statute.tables.parts import APPLICANTS, REMEDY_OUTCOMES, RESULT_ROWS

KINDS = tuple(line.code for line in APPLICANTS if not line.sums)
ROWS = (*(line.code for line in RESULT_ROWS), *(f"result.other.{x}" for x in ("supplement_overdue", "other")))
GROUPS = {"不予公开": "withheld", "无法提供": "unable", "不予处理": "not_processed", "其他处理": "other"}
Figures = Mapping[str, int]


def balanced(random: Random) -> dict[str, Value]:
    """Every identity of table three holds; tables two and four are filled at random."""
    cells: dict[str, Value] = dict.fromkeys(FORMATS["2021"].cells, 0)
    for kind in KINDS:
        for row in ROWS:
            cells[f"t3.{row}.{kind}"] = random.choice((0, 0, 1, 2, 5, 13))
        done = sum(int(cells[f"t3.{row}.{kind}"] or 0) for row in ROWS)
        out = random.choice((0, 1, 3))
        came_over = random.randint(0, min(4, done + out))
        cells[f"t3.result.total.{kind}"] = done
        cells[f"t3.carried_out.{kind}"] = out
        cells[f"t3.carried_in.{kind}"] = came_over
        cells[f"t3.new.{kind}"] = done + out - came_over
    for row in (*ROWS, "result.total", "carried_out", "carried_in", "new"):
        cells[f"t3.{row}.total"] = sum(int(cells[f"t3.{row}.{kind}"] or 0) for kind in KINDS)
    for group in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        outcomes = [line.code for line in REMEDY_OUTCOMES if not line.sums]
        for outcome in outcomes:
            cells[f"t4.{group}.{outcome}"] = random.randint(0, 3)
        cells[f"t4.{group}.total"] = sum(int(cells[f"t4.{group}.{o}"] or 0) for o in outcomes)
    cells |= {"t2.normative.made": random.randint(0, 9), "t2.normative.repealed": random.randint(0, 5)}
    return {**cells, "t2.normative.in_force": random.randint(10, 60)}


def figures_of(cells: Mapping[str, Value]) -> dict[str, int]:
    def total(row: str) -> int:
        return int(cells[f"t3.{row}.total"] or 0)

    found = {code: total(code) for code in ("new", "carried_in", "carried_out")}
    found |= {"done": total("result.total"), "disclosed": total("result.disclosed")}
    found |= {"partly": total("result.partly_disclosed")}
    for group in GROUPS.values():
        found[group] = sum(total(row) for row in ROWS if row.startswith(f"result.{group}."))
    found |= {
        "person": int(cells["t3.new.person"] or 0),
        "organisations": found["new"] - int(cells["t3.new.person"] or 0),
    }
    found["reviewed"] = int(cells["t4.reconsideration.total"] or 0)
    found["sued"] = sum(int(cells[f"t4.litigation_{x}.total"] or 0) for x in ("direct", "after_reconsideration"))
    found |= {x: int(cells[f"t2.normative.{x}"] or 0) for x in ("made", "repealed", "in_force")}
    return found


# Each template tells some figures; what it must not be wrong about stands beside it.
TEMPLATES: tuple[tuple[Callable[[Figures], str], tuple[str, ...]], ...] = (
    (
        lambda f: f"（二）依申请公开情况。全年新收政府信息公开申请{f['new']}件，上年结转{f['carried_in']}件，"
        f"办结{f['done']}件，结转下年度继续办理{f['carried_out']}件。",
        ("new", "carried_in", "carried_out"),
    ),
    (
        lambda f: f"（二）依申请公开。2023年，我局共受理政府信息公开申请 {f['new']} 件，"
        f"另有上年度结转申请 {f['carried_in']} 件，{f['carried_out']} 件转下一年度办理。",
        ("new", "carried_out"),
    ),
    (
        lambda f: f"依申请公开方面，收到申请{f['new']}件（其中自然人申请{f['person']}件，"
        f"法人或其他组织申请{f['organisations']}件）。",
        ("person", "organisations"),
    ),
    (
        lambda f: f"依申请公开：办结政府信息公开申请{f['done']}件，其中予以公开{f['disclosed']}件、"
        f"部分公开{f['partly']}件、不予公开{f['withheld']}件、无法提供{f['unable']}件、不予处理{f['not_processed']}件、其他处理{f['other']}件。",
        ("disclosed", "partly", "withheld", "unable", "not_processed", "other"),
    ),
    (
        lambda f: f"对依申请公开事项，作出予以公开和部分公开决定共{f['disclosed'] + f['partly']}件；"
        f"不予公开答复的{f['withheld']}件；无法提供的{f['unable']}件。",
        ("withheld", "unable"),
    ),
    (
        lambda f: f"因政府信息公开工作被申请行政复议{f['reviewed']}件，被提起行政诉讼{f['sued']}件。",
        ("reviewed",),
    ),
    (
        lambda f: f"（三）政府信息管理。制发行政规范性文件{f['made']}件，废止行政规范性文件{f['repealed']}件，"
        f"现行有效行政规范性文件{f['in_force']}件。",
        ("made", "repealed", "in_force"),
    ),
)  # fmt: skip


def judged(cells: Mapping[str, Value], text: str) -> list[Finding]:
    report = Report(
        agency=Agency("云川市白塔区水务局"),
        year=2023,
        title="云川市白塔区水务局2023年政府信息公开工作年度报告",
        cells=cells,
        sections={1: (text,)},
        origin=Origin.READ,
    )
    case = Case(report, None, extract(report))
    found = [finding for rule in NARRATIVE_RULES for finding in rule.judge(case, rule)]
    return [finding for finding in found if finding.level is not Level.HINT]


@given(st.randoms(use_true_random=False))
def test_text_written_from_the_tables_raises_nothing(random: Random) -> None:
    cells = balanced(random)
    figures = figures_of(cells)

    for write, _ in TEMPLATES:
        text = write(figures)
        assert [finding.message for finding in judged(cells, text)] == [], text


@pytest.mark.parametrize(
    ("template", "name"), [(i, name) for i, (_, names) in enumerate(TEMPLATES) for name in names]
)
@given(st.randoms(use_true_random=False))
def test_a_figure_changed_in_the_text_is_found_there(template: int, name: str, random: Random) -> None:
    cells = balanced(random)
    figures = figures_of(cells)
    wrong = figures[name] + 1000
    text = TEMPLATES[template][0]({**figures, name: wrong})

    found = judged(cells, text)

    assert any(f.level is Level.ERROR and str(wrong) in f.message and f.passage for f in found), (text, found)
