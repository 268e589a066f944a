"""Reports for tests: consistent with every identity, with sentences that tie; and a hypothesis strategy of them."""

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.statute.report import Agency, Origin, Period, Report, Value
from gongkai.statute.tables import FORMATS, Kind, Table, tables_of

_PLACES = ("云川市青屏区", "临河省松洲市", "望海县", "北岭自治州南溪市", "石桥市东湖新区", "白塔区", "青石岭县")
_BODIES = ("沿江街道办事处", "水务局", "人民政府", "教育和体育局", "柳林镇人民政府", "财政局", "人民政府办公室")
_LONG_BODY = "国家级经济技术开发区和综合保税区管理委员会行政审批与政务服务管理办公室"
_OPENINGS = (
    "认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外",
    "围绕中心工作，持续推进决策、执行、管理、服务和结果公开",
    "进一步健全制度、规范流程，回应群众关切，接受社会监督",
)
_PROBLEMS = (
    "一是公开内容的深度还不够，部分栏目更新不够均衡。",
    "二是政策解读形式较为单一，图文并茂的解读偏少。",
    "下一步，将加强业务培训，丰富解读形式，完善栏目维护责任。",
    "改进情况：对照上年的不足，已经完成栏目梳理，明确专人负责。",
)


def _count(rng: random.Random, scale: int) -> int:
    """A count as tables have them: mostly zero, some small, a few large."""
    return rng.choice((0, 0, 0, rng.randint(1, 9), rng.randint(1, max(9, scale))))


def _requests_cells(rng: random.Random, table: Table, scale: int) -> dict[str, int]:
    """Table three, balanced: rows add up to （七）, columns to 总计, and 一 + 二 = 三（七）+ 四."""
    leaves = [row for row in table.rows if row.code.startswith("result.") and not row.sums]
    cells: dict[str, int] = {}
    parts = [column for column in table.columns if not column.sums]
    for column in parts:
        for row in leaves:
            cells[table.cell(row.code, column.code)] = _count(rng, scale)
        total = sum(cells[table.cell(row.code, column.code)] for row in leaves)
        carried_out = _count(rng, scale // 4)
        carried_in = rng.randint(0, min(total + carried_out, scale // 4 + 1))
        cells[table.cell("result.total", column.code)] = total
        cells[table.cell("carried_out", column.code)] = carried_out
        cells[table.cell("carried_in", column.code)] = carried_in
        cells[table.cell("new", column.code)] = total + carried_out - carried_in
    for row in table.rows:
        cells[table.cell(row.code, "total")] = sum(cells[table.cell(row.code, column.code)] for column in parts)
    return {code: cells[code] for code in table.cells}


def _remedies_cells(rng: random.Random, table: Table, scale: int) -> dict[str, int]:
    cells: dict[str, int] = {}
    for row in table.rows:
        for column in table.columns:
            parts = [cells[table.cell(row.code, c)] for c in table.summed(column, table.columns)]
            cells[table.cell(row.code, column.code)] = sum(parts) if column.sums else _count(rng, scale // 8 + 1)
    return cells


def _amount(rng: random.Random) -> Decimal:
    return rng.choice((Decimal(0), Decimal(rng.randint(1, 10**10)).scaleb(-rng.randint(0, 6))))


def _disclosure_cells(rng: random.Random, format_code: str, rules: bool, scale: int) -> dict[str, Value]:
    """Table two: documents in force cover what was made, and no 规章 without the power to make them."""
    cells: dict[str, Value] = {}
    for table in FORMATS[format_code].tables:
        if table.code != "t2":
            continue
        for code, kind in table.kinds.items():
            if kind is Kind.AMOUNT:
                cells[code] = _amount(rng)
            elif code.startswith("t2.rule.") and not rules:
                cells[code] = 0
            elif kind is Kind.CHANGE:
                cells[code] = rng.randint(-9, 9)
            else:
                cells[code] = _count(rng, scale * 50)
    for group in ("rule", "normative"):
        if f"t2.{group}.in_force" in cells:
            made, repealed = cells[f"t2.{group}.made"], cells[f"t2.{group}.repealed"]
            assert isinstance(made, int)
            assert isinstance(repealed, int)
            cells[f"t2.{group}.in_force"] = made + repealed + (rng.randint(0, scale) if made or rules else 0)
    return cells


def _sections(rng: random.Random, name: str, year: int, cells: Mapping[str, Value]) -> dict[int, tuple[str, ...]]:
    """Six sections whose figures tie to the cells."""
    website, wechat, board = rng.randint(0, 900), rng.randint(0, 900), rng.randint(0, 90)
    new, total = cells["t3.new.total"], cells["t3.result.total.total"]
    requests = (
        f"全年新收政府信息公开申请{new}件，上年结转{cells['t3.carried_in.total']}件，"
        f"办结{total}件，结转下年度继续办理{cells['t3.carried_out.total']}件。"
        if new or total
        else "全年未收到政府信息公开申请。"
    )
    overview = [
        f"{year}年，{name}{rng.choice(_OPENINGS)}。",
        f"（一）主动公开情况。全年通过各类渠道主动公开信息{website + wechat + board}条，其中政府网站{website}条，"
        f"微信公众号{wechat}条，公示栏{board}条。",
        f"（二）依申请公开情况。{requests}",
    ]
    if "t2.normative.made" in cells:
        overview.append(f"（三）政府信息管理情况。全年制发行政规范性文件{cells['t2.normative.made']}件。")
    if rng.random() < 0.5:
        overview += ["（四）政府信息公开平台建设情况", "持续优化栏目设置，做好日常维护。"]
        overview.append("（五）监督保障情况。政府信息公开工作纳入年度考核，全年未发生责任追究情形。")
    problems = rng.sample(_PROBLEMS, rng.randint(0, len(_PROBLEMS)))
    fees = (
        ("本年度未收取信息处理费。",)
        if rng.random() < 0.8
        else ("本年度未收取信息处理费。", "无其他需要报告的事项。")
    )
    sections: dict[int, tuple[str, ...]] = {1: tuple(overview), 2: (), 3: (), 4: (), 5: tuple(problems), 6: fees}
    return sections


def consistent_report(
    rng: random.Random,
    *,
    format_code: str = "2021",
    scale: int | None = None,
    blanks: float = 0.0,
    marks: float = 0.0,
    hybrid: bool = False,
) -> Report:
    """A report of an agency that does not exist: every identity of tables three and four holds and sentences tie.

    `scale` is the largest ordinary count (None: drawn). `blanks` and `marks` are the shares of cells, totals aside,
    that are blanked or marked "/" (the identities stay true where every operand is known).
    `hybrid` prints （六）其他处理 as a single row in format 2021.
    """
    scale = scale or rng.choice((3, 20, 400, 20_000))
    body = _LONG_BODY if rng.random() < 0.1 else rng.choice(_BODIES)
    name = rng.choice(_PLACES) + body
    year = rng.randint(2019, 2020) if format_code == "2019" else rng.randint(2021, 2025)
    rules = name.endswith("市人民政府")
    cells: dict[str, Value] = _disclosure_cells(rng, format_code, rules, scale)
    seed_cells = ("t3.result.other_all.person",) if hybrid else ()
    tables = tables_of(format_code, seed_cells)
    requests = next(t for t in tables if t.code == "t3")
    remedies = next(t for t in tables if t.code == "t4")
    cells |= _requests_cells(rng, requests, scale)
    cells |= _remedies_cells(rng, remedies, scale)
    sections = _sections(rng, name, year, cells)
    marked = {}
    for code in cells:
        if code.endswith(("total", ".in_force")) or code == "t2.normative.made":
            continue
        draw = rng.random()
        if draw < blanks:
            cells[code] = None
        elif draw < blanks + marks:
            cells[code], marked[code] = None, "/"
    dated = rng.random() < 0.5
    return Report(
        agency=Agency(name=name),
        year=year,
        format=format_code,
        title=f"{name}{year}年政府信息公开工作年度报告",
        preface=(f"根据《中华人民共和国政府信息公开条例》规定，编制{year}年政府信息公开工作年度报告。",)
        if rng.random() < 0.5
        else (),
        period=Period(date(year, 1, 1), date(year, 12, 31)) if rng.random() < 0.3 else None,
        published_on=date(year + 1, rng.randint(1, 3), rng.randint(1, 28)) if dated else None,
        cells=cells,
        marks=marked,
        sections=sections,
        origin=Origin.TYPED,
    )


@st.composite
def reports(draw: st.DrawFn, *, blanks: bool = True) -> Report:
    """Consistent reports of both formats and hybrids; a share of them with blanks and marks."""
    rng = random.Random(draw(st.integers(0, 2**32 - 1)))
    format_code = draw(st.sampled_from(("2021", "2021", "2019")))
    hybrid = format_code == "2021" and draw(st.booleans()) and draw(st.booleans())
    share = draw(st.sampled_from((0.0, 0.1, 0.9))) if blanks else 0.0
    mark_share = draw(st.sampled_from((0.0, 0.05))) if blanks else 0.0
    report = consistent_report(rng, format_code=format_code, blanks=share, marks=mark_share, hybrid=hybrid)
    if draw(st.integers(0, 9)) == 0:
        return replace(report, sections={**report.sections, 5: (), 6: ()})
    return report
