"""港湾街道 at work: its columns, leading group and ledgers, done by its own people through the services."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from uuid import UUID

import xlsxwriter

from gongkai.agencies.services import groups
from gongkai.disclosures.facts import Facts
from gongkai.disclosures.ledgers.fields import guess
from gongkai.disclosures.selectors import columns as columns_selectors
from gongkai.disclosures.selectors import items as items_selectors
from gongkai.disclosures.selectors import ledgers as ledgers_selectors
from gongkai.disclosures.selectors import review as review_selectors
from gongkai.disclosures.services import activities, columns, items, ledgers, publishing, remarks, review
from gongkai.disclosures.tasks import ledgers as ledger_tasks
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.site.demonstration import current, ledger
from gongkai.site.demonstration.current import Planned
from gongkai.statute.disclosures import ReviewStep

HEADINGS = ("标题", "栏目", "成文日期", "发布日期", "渠道", "责任科室", "内容概述", "正文")
EXTRA = (("通知公告", "notice"), ("政策解读", "policy"))
"""Columns beyond the standard set, with their kinds."""

_NOT_OURS = "街道办事处没有这项法定职责，由区有关部门公开。"
_BLANK = {
    **dict.fromkeys(("规划信息", "统计信息", "处罚强制", "收费项目", "重大项目"), _NOT_OURS),
    **dict.fromkeys(("土地征收", "房屋征收", "治安管理", "市政建设"), _NOT_OURS),
    "招考录用": "今年没有招考录用事项。",
    "其他法定": "暂无其他应当主动公开的事项。",
}
Team = Mapping[str, Clerk]
"""The office's people by role."""


def furnish(team: Team, today: date) -> None:
    """Columns, leading group, activities and a reading point."""
    officer = team["disclosure_officer"]
    columns.open_standard(by=officer)
    for name, kind in EXTRA:
        columns.open_column(columns.Described(name, kind), section="statutory", parent=None, by=officer)
    groups.establish(
        groups.GroupFacts(
            "港湾街道政务公开工作领导小组", "党政办公室", "统筹协调街道政务公开工作，研究解决重要问题。"
        ),
        (
            groups.Membership("head", "主要领导甲", "街道主要负责人"),
            groups.Membership("deputy", "分管领导甲", "办事处副主任"),
            groups.Membership("member", "科室负责人甲", "党政办公室负责人"),
            groups.Membership("member", "科室负责人乙", "社会事务办公室负责人"),
            groups.Membership("office_head", "公开办负责人甲", "政务公开办公室负责人"),
        ),
        on=date(ledger.YEAR, 2, 1),
        by=officer,
    )
    _explain_blanks(officer, today)
    for facts in _activities(today):
        activities.record_activity(facts, by=officer)
    activities.open_point(
        activities.PointFacts(
            "港湾街道政务公开专区",
            "港湾街道便民服务大厅一楼",
            "工作日 8:30—11:30，13:30—17:00",
            services="查阅、自助打印、政策咨询，协助提交公开申请",
        ),
        by=officer,
    )


def _explain_blanks(officer: Clerk, today: date) -> None:
    """Say of the columns that stay empty why they do; a few are left for the watch to find."""
    for node in columns_selectors.tree(officer.agency_id, today):
        if reason := _BLANK.get(node.column.name):
            columns.explain(node.column.key, reason, version=node.column.version, by=officer)


def _activities(today: date) -> tuple[activities.ActivityFacts, ...]:
    held, soon = date(ledger.YEAR, 5, 15), today + timedelta(days=9)
    hall = "港湾街道便民服务大厅"
    return (
        activities.ActivityFacts("open_day", "政务公开日宣传活动", held, held, hall, "党政办公室", 120, "", True),
        activities.ActivityFacts(
            "training", "政府信息公开条例培训", date(ledger.YEAR, 9, 12), date(ledger.YEAR, 9, 12), "三楼会议室",
            "党政办公室", 36,
        ),
        activities.ActivityFacts("open_day", "政务公开日：走进便民服务大厅", soon, soon, hall, "党政办公室",
                                 description="现场演示帮办代办，解答公开申请怎么提。", is_public=True),
    )  # fmt: skip


def take_in_past(handler: Clerk) -> None:
    """The ledger of the past year, as an Excel file through the import that every office uses."""
    data = workbook(ledger.lines())
    name = f"港湾街道{ledger.YEAR}年信息公开台账.xlsx"
    sheets = ledgers.look_into(data, name)
    made = ledgers.upload(data, name, sheets, by=handler)
    ledgers.choose(made.key, ledgers.Chosen(sheets[0].name, 1, guess(HEADINGS)), by=handler)
    ledger_tasks.work_once()
    ledgers.begin(made.key, by=handler)
    ledger_tasks.work_once()
    done = ledgers_selectors.get(made.key, handler)
    if done.state != "imported":
        raise ValueError(f"the demonstration's ledger is {done.state}: {done.problem}")


def workbook(lines: list[ledger.LedgerLine]) -> bytes:
    """The ledger as an office keeps it."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = book.add_worksheet("台账"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADINGS)
    for number, line in enumerate(lines, start=1):
        sheet.write_row(number, 0, (line.title, line.column))
        sheet.write_datetime(number, 2, datetime.combine(line.formed_on, time()), day)
        sheet.write_datetime(number, 3, datetime.combine(line.published_on, time()), day)
        sheet.write_row(number, 4, (line.channel, line.office, line.summary, line.body))
    book.close()
    return out.getvalue()


def bring_to_life(team: Team, today: date, progress: Callable[[str], None]) -> None:
    """Items of the last weeks, each brought to its state by those whose duty it is."""
    by_name = {column.name: column.pk for column in items_selectors.own_columns(team["handler"].agency_id)}
    public: dict[str, UUID] = {}
    for planned in current.ITEMS:
        progress(planned.title)
        explained = public.get(planned.title.partition("》解读")[0].lstrip("《"))
        public[planned.title] = _brought(planned, by_name[planned.column], explained, team, today)


def _brought(planned: Planned, column: int, explains: UUID | None, team: Team, today: date) -> UUID:
    handler = team["handler"]
    facts = _facts(planned, column, today)
    key = items.draft(facts, _body(planned), by=handler, explains=explains).key
    if planned.state == current.DRAFTING:
        return key
    _submit(key, handler)
    if planned.state == current.IN_REVIEW:
        _sign(key, team, planned.signed)
    elif planned.state == current.RETURNED:
        _sign(key, team, planned.signed)
        review.send_back(key, planned.reason, by=_next_signer(key, team))
    else:
        _sign(key, team)
        _after_approval(planned, key, facts, team, today)
        return key
    return key


def _after_approval(planned: Planned, key: UUID, facts: Facts, team: Team, today: date) -> None:
    officer = team["disclosure_officer"]
    if planned.state == current.SCHEDULED:
        hour = datetime.combine(today + timedelta(days=2), time(9), tzinfo=clock.SHANGHAI)
        publishing.schedule(key, hour, by=officer)
    elif planned.state == current.FILED:
        publishing.file(key, on=today, by=officer)
    elif planned.state != current.APPROVED:
        formed = facts.formed_on or today
        publishing.publish(key, on=min(today, formed + timedelta(days=6)), by=officer)
    if planned.state == current.WITHDRAWN:
        publishing.withdraw(key, planned.reason, on=today, by=officer)
    if planned.state == current.CORRECTED:
        handler = team["handler"]
        item = items_selectors.for_reading(key, handler)
        body = _body(planned) + "<p>社会事务办公室电话自本月起以公开指南所列号码为准。</p>"
        items.correct(key, facts, body, planned.reason, version=item.version, by=handler)
        _submit(key, handler)
        _sign(key, team)
        publishing.publish_correction(key, on=today, by=officer)


def _facts(planned: Planned, column: int, today: date) -> Facts:
    formed = today - timedelta(days=planned.formed_days_ago)
    withheld = planned.state == current.FILED
    document = planned.kind == "normative_document"
    return Facts(
        title=planned.title,
        column_id=column,
        summary=planned.summary,
        kind=planned.kind,
        document_number=planned.number.format(year=formed.year),
        formed_on=formed,
        source="港湾街道党政办公室",
        publicity="withheld" if withheld else "proactive",
        ground="internal_affairs" if withheld else "",
        publicity_reason=planned.reason if withheld else "",
        valid_from=formed + timedelta(days=10) if document else None,
        valid_until=formed.replace(year=formed.year + 5, day=1) if document else None,
    )


def _body(planned: Planned) -> str:
    return (
        f"<p>{planned.summary}</p><h2>一、主要内容</h2>"
        "<p>有关安排由街道各科室和社区按职责落实，居民可以在便民服务大厅查询进度。</p>"
        "<h2>二、咨询</h2><p>工作日 8:30—11:30、13:30—17:00 到便民服务大厅综合窗口咨询。</p>"
    )


def _submit(key: UUID, handler: Clerk) -> None:
    """Decide what the automatic check remarks, then submit."""
    item = items_selectors.for_reading(key, handler)
    if item.latest is None:
        raise ValueError(key)
    files = items_selectors.files_at(item.pk, item.latest.number)
    for asked in review_selectors.remarks_of(item, item.latest, files):
        if asked.decision is None:
            remarks.decide(key, asked.remark.code, asked.fingerprint, "已核实，可以公开。", by=handler)
    review.submit(key, by=handler)


def _sign(key: UUID, team: Team, times: int | None = None) -> None:
    """The next signatures in order, all of them by default."""
    steps = len(items_selectors.for_reading(key, team["handler"]).steps)
    for _ in range(steps if times is None else times):
        item = items_selectors.for_reading(key, team["handler"])
        if item.latest is None:
            raise ValueError(key)
        step = ReviewStep(item.steps[item.next_step]["step"])
        review.sign(key, step, digest=item.latest.digest, by=_next_signer(key, team))


def _next_signer(key: UUID, team: Team) -> Clerk:
    item = items_selectors.for_reading(key, team["handler"])
    return team[item.steps[item.next_step]["role"]]
