"""Reports, findings and repairs as text on a terminal."""

from collections.abc import Iterator, Sequence

from gongkai.checking.difference import Difference
from gongkai.checking.repair import Repair
from gongkai.statute.report import SURE, Report
from gongkai.statute.rules.model import Finding, Level
from gongkai.statute.tables import Table

LEVEL_NAMES = {Level.ERROR: "错误", Level.WARNING: "警告", Level.HINT: "提示"}


def summary(report: Report) -> str:
    """One line: agency, year, how many cells were read and how many of them are doubtful."""
    year = f"{report.year}年" if report.year else "年份未识别"
    found = len(report.cells)
    blank = sum(value is None for value in report.cells.values())
    doubtful = sum(report.confidence(code) < SURE for code in report.cells)
    notes = [f"空白 {blank} 格"] if blank else []
    notes += [f"把握不大 {doubtful} 格"] if doubtful else []
    missing = sum(code not in report.cells for code in report.cell_labels)
    notes += [f"没有读到 {missing} 格"] if missing else []
    return f"{report.agency.name or '机关未识别'} {year}（{report.format} 年格式）：读到 {found} 格" + "".join(
        f"，{note}" for note in notes
    )


def tables(report: Report) -> Iterator[str]:
    """The statutory tables, a row a line; blanks are shown as such."""
    for table in report.tables:
        yield ""
        yield table.title
        columns = [column.label for column in table.columns]
        if any(columns):
            yield "\t".join(["", *columns])
        for row in table.rows:
            yield "\t".join([table.row_label(row), *_values(report, table, row.code)])


def _values(report: Report, table: Table, row: str) -> Iterator[str]:
    for column in table.columns:
        code = table.cell(row, column.code)
        if code not in report.cells:
            yield "（未读到）"
        elif report.cells[code] is None:
            yield report.marks.get(code, "（空白）")
        else:
            yield str(report.cells[code])


def findings(found: Sequence[Finding]) -> Iterator[str]:
    """The count of each level, then each finding with its code and provision."""
    counts = {level: sum(finding.level is level for finding in found) for level in Level}
    yield "　".join(f"{LEVEL_NAMES[level]} {count}" for level, count in counts.items())
    for finding in found:
        yield f"  {LEVEL_NAMES[finding.level]}〔{finding.code}〕{finding.message}"
        yield f"      依据：{finding.cite}"


def repair(proposal: Repair) -> Iterator[str]:
    """The proposed changes, group by group, with what ties."""
    if not proposal.groups:
        yield "各项勾稽关系都成立，没有需要改动的单元格。"
        return
    for number, group in enumerate(proposal.groups, start=1):
        yield f"{number}. 建议改动 {len(group.choices[0])} 格："
        for change in group.choices[0]:
            yield f"   {change.sentence}"
        for choice in group.choices[1:]:
            yield "   或者：" + "；".join(change.sentence for change in choice)
        if not group.complete:
            yield "   还有更多同样小的改法，没有全部列出。"
    yield "以上只是使各项合计成立的最小改动，请对照台账确认。"


def difference(found: Difference) -> Iterator[str]:
    """The cells and paragraphs that differ."""
    if not found:
        yield "两份报告的单元格和文字都相同。"
        return
    for cell in found.cells:
        yield f"  {cell.label}：{cell.shown_old} → {cell.shown_new}"
    for paragraph in found.paragraphs:
        where = f"第{paragraph.section}部分" if paragraph.section else "题名和引言"
        yield from (f"  {where} － {text}" for text in paragraph.removed)
        yield from (f"  {where} ＋ {text}" for text in paragraph.added)
