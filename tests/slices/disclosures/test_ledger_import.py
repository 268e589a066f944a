"""A ledger from upload to import: every row or none, each act by who may, what the rows become."""

from datetime import date

import pytest
from django.http import Http404

from gongkai.disclosures.facts import text_digest
from gongkai.disclosures.ledgers import errors
from gongkai.disclosures.models import (
    Channel,
    Column,
    Delivery,
    DocumentEvent,
    Item,
    LedgerImport,
    NumberScheme,
    Revision,
)
from gongkai.disclosures.selectors.activities import channel_totals
from gongkai.disclosures.selectors.items import facts_of
from gongkai.disclosures.services import ledger_work as work
from gongkai.disclosures.services import ledgers as services
from gongkai.disclosures.tasks import ledgers as tasks
from gongkai.kit import store
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.kit.search.api import search
from gongkai.statute.vocab import PublicationChannel
from tests.builders import a_clerk, a_column, an_agency
from tests.slices.disclosures import ledger_files as files

pytestmark = pytest.mark.django_db
HEADINGS = (
    "标题",
    "栏目",
    "发布日期",
    "成文日期",
    "正文",
    "公开渠道",
    "渠道地址",
    "信息类型",
    "有效性",
    "废止日期",
    "索引号",
)
DOCUMENT = (
    "停车管理规定", "政策文件", "2022年3月1日", "2022.2.20", "第一条 & 第二条", "网站、微信",
    "https://a.gov.cn/1 https://w.cn/2", "规范性文件", "已废止", "20240501", "",
)  # fmt: skip
PLAIN = ("防汛通知", "通知公告", date(2023, 5, 6), "", "注意防汛", "微信", "", "", "", "", "自编-7")


@pytest.fixture
def by() -> Clerk:
    agency = an_agency("港湾街道办事处")
    a_column(agency, "通知公告")
    a_column(agency, "政策文件", kind="policy")
    NumberScheme.objects.create(agency=agency, template="{year}-{serial:5}")
    return a_clerk(agency, "handler")


def test_rows_become_published_items_of_the_past(by: Clerk) -> None:
    ledger = files.imported(by, [DOCUMENT, PLAIN], HEADINGS)

    assert (ledger.state, ledger.rows, ledger.problem) == ("imported", 2, "")
    document, notice = Item.objects.order_by("id")
    assert (document.state, document.index_number, document.published_on) == (
        "published",
        "2022-00001",
        date(2022, 3, 1),
    )
    assert (document.validity, document.source, notice.index_number) == ("repealed", "台账导入", "自编-7")
    assert document.publish_due is not None
    assert document.public == document.latest == Revision.objects.get(item=document)
    assert "第一条 &amp; 第二条" in document.latest.body
    assert document.latest.digest == text_digest(facts_of(document.latest), document.latest.body)
    assert set(DocumentEvent.objects.filter(item=document).values_list("kind", "on")) >= {
        ("make", date(2022, 2, 20)), ("repeal", date(2024, 5, 1)),
    }  # fmt: skip
    assert [hit.key for hit in search("停车管理规定").hits] == [document.pk]


def test_channels_columns_and_section_one_follow(by: Clerk) -> None:
    files.imported(by, [DOCUMENT, PLAIN], HEADINGS)

    sent = Delivery.objects.filter(state="sent").order_by("item_id", "channel__kind")
    assert [(d.channel.kind, d.address, d.released_on) for d in sent] == [
        ("website", "https://a.gov.cn/1", date(2022, 3, 1)),
        ("wechat", "https://w.cn/2", date(2022, 3, 1)),
        ("wechat", "", date(2023, 5, 6)),
    ]
    column = Column.objects.get(name="通知公告")
    assert (column.items, column.latest_on) == (1, date(2023, 5, 6))
    totals = {total.kind: total.count for total in channel_totals(by.agency_id, 2023)}
    assert (totals[PublicationChannel.WECHAT], totals[PublicationChannel.WEBSITE]) == (1, 0)


def test_one_wrong_row_and_nothing_is_taken_in(by: Clerk) -> None:
    ledger = files.checked(by, [files.ROW, ("坏行", "没有的栏目", "2023-02-30", "x", "微信")])

    assert (ledger.state, ledger.rows, ledger.refused) == ("refused", 2, 1)
    assert [(row.number, row.column, row.value, row.code) for row in ledger.refusals.all()] == [
        (3, "发布日期", "2023-02-30", "DSC-3104"),
        (3, "栏目", "没有的栏目", "DSC-3108"),
    ]
    assert ledger.unknown["columns"] == {"没有的栏目": 1}
    with pytest.raises(errors.RowsRefused, match="DSC-3010"):
        services.begin(ledger.key, by=by)
    assert Item.objects.count() == 0


def test_what_changed_since_the_check_leaves_nothing_behind(by: Clerk) -> None:
    ledger = files.checked(by, [PLAIN, DOCUMENT], HEADINGS)
    files.imported(by, [("另一条", *PLAIN[1:])], HEADINGS)

    services.begin(ledger.key, by=by)
    tasks.work_once()

    ledger = LedgerImport.objects.get(pk=ledger.pk)
    assert (ledger.state, Item.objects.count()) == ("refused", 1)
    assert [(row.number, row.value, row.code) for row in ledger.refusals.all()] == [(2, "自编-7", "DSC-3111")]


def test_names_are_mapped_and_remembered(by: Clerk) -> None:
    column, channel = Column.objects.get(name="通知公告"), Channel.objects.create(
        agency_id=by.agency_id, name="港湾发布", kind="wechat"
    )  # fmt: skip
    row = ("通知", "要闻", "2023-1-1", "x", "小喇叭")

    ledger = files.imported(by, [row], column_of={"要闻": column.pk}, channel_of={"小喇叭": f"id:{channel.pk}"})

    assert ledger.state == "imported"
    assert Item.objects.get().channels == [channel.pk]


def test_the_same_file_is_imported_once(by: Clerk) -> None:
    ledger = files.imported(by)

    with pytest.raises(errors.LedgerTwice, match="DSC-3006"):
        services.upload(store.read(ledger.digest), "又一份.xlsx", [], by=by)


def test_cancelling_takes_nothing_in(by: Clerk) -> None:
    ledger = files.checked(by)
    services.begin(ledger.key, by=by)

    services.cancel(ledger.key, by=by)
    tasks.work_once()

    ledger = LedgerImport.objects.get(pk=ledger.pk)
    assert (ledger.state, Item.objects.count()) == ("checked", 0)
    assert "取消" in ledger.problem


def test_a_worker_that_ended_leaves_a_ledger_that_can_be_begun_again(by: Clerk) -> None:
    ledger = files.checked(by)
    services.begin(ledger.key, by=by)
    host = work.worker_name().split(":")[0]
    LedgerImport.objects.filter(pk=ledger.pk).update(claimed_by=f"{host}:999999:1")

    assert work.release_abandoned() == 1

    ledger.refresh_from_db()
    assert (ledger.state, "中断" in ledger.problem) == ("checked", True)
    services.begin(ledger.key, by=by)
    tasks.work_once()
    assert Item.objects.count() == 1


def test_without_a_number_for_the_agency_it_says_so(by: Clerk) -> None:
    NumberScheme.objects.filter(agency=by.agency_id).update(template="{uscc}/{year}-{serial:5}")

    ledger = files.imported(by)

    assert (ledger.state, Item.objects.count()) == ("checked", 0)
    assert "统一社会信用代码" in ledger.problem


@pytest.mark.parametrize("act", ["begin", "abandon", "cancel"])
def test_another_agency_finds_no_ledger(by: Clerk, act: str) -> None:
    ledger = files.checked(by)

    with pytest.raises(Http404):
        getattr(services, act)(ledger.key, by=a_clerk(an_agency(), "handler"))


@pytest.mark.parametrize("role", ["leader", "supervisor", "auditor"])
def test_another_role_imports_nothing(by: Clerk, role: str) -> None:
    ledger = files.checked(by)

    with pytest.raises(NotYourDuty):
        services.begin(ledger.key, by=a_clerk(an_agency(), role))


def test_steps_out_of_order_are_refused(by: Clerk) -> None:
    ledger = files.uploaded(by)

    with pytest.raises(errors.LedgerStep, match="DSC-3009"):
        services.begin(ledger.key, by=by)
    with pytest.raises(errors.FieldUnmapped, match="DSC-3007"):
        services.choose(ledger.key, services.Chosen("台账", 1, {0: "title"}), by=by)
    with pytest.raises(errors.FieldTwice, match="DSC-3008"):
        services.choose(ledger.key, services.Chosen("台账", 1, {0: "title", 1: "title"}), by=by)
    with pytest.raises(errors.SheetUnknown, match="DSC-3004"):
        services.choose(ledger.key, services.Chosen("别的", 1, {0: "title"}), by=by)
    with pytest.raises(errors.HeadingBlank, match="DSC-3005"):
        services.choose(ledger.key, services.Chosen("台账", 9, {0: "title"}), by=by)
