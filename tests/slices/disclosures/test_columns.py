"""Columns: each act works and refuses the wrong step, agency and role; the watch counts rightly."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.http import Http404

from gongkai.disclosures import column_errors as errors
from gongkai.disclosures.errors import ColumnClosed
from gongkai.disclosures.models import Column, Item, NumberScheme
from gongkai.disclosures.selectors import columns as selectors
from gongkai.disclosures.services import columns as services
from gongkai.disclosures.services import items, publishing, review
from gongkai.disclosures.services.columns import Described
from gongkai.kit import clock
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.statute.vocab import AgencyKind, statutory_items
from tests.builders import a_clerk, a_column, an_agency
from tests.slices.disclosures import ledger_files as files
from tests.slices.disclosures.builders import an_office, facts, published

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def by() -> Clerk:
    agency = an_agency("港湾街道办事处", under=an_agency("前进区人民政府", kind="county"))
    NumberScheme.objects.create(agency=agency, template="{year}-{serial:5}")
    return a_clerk(agency, "disclosure_officer")


def _column(by: Clerk, name: str = "", **more: object) -> Column:
    return a_column(Column(agency_id=by.agency_id).agency, name, **more)


def test_the_standard_set_is_open_with_one_act_and_only_once(by: Clerk) -> None:
    opened = services.open_standard(by=by)

    assert len(opened) == 4 + len(statutory_items(AgencyKind.SUBDISTRICT))
    assert {column.section for column in opened} == {code for code, _ in Column.SECTIONS}
    with pytest.raises(errors.StandardThere, match="DSC-3408"):
        services.open_standard(by=by)


def test_names_levels_and_loops_are_refused(by: Clerk) -> None:
    def under(parent: UUID | None, name: str) -> Column:
        return services.open_column(Described(name), section="statutory", parent=parent, by=by)

    one = under(None, "一级")
    two = under(one.key, "二级")
    three = under(two.key, "三级")

    with pytest.raises(errors.ColumnNameTwice, match="DSC-3402"):
        under(None, "一级")
    with pytest.raises(errors.ColumnTooDeep, match="DSC-3403"):
        under(three.key, "四级")
    with pytest.raises(errors.ColumnInItself, match="DSC-3404"):
        services.place(one.key, parent=two.key, section="statutory", version=one.version, by=by)
    with pytest.raises(errors.ColumnInUse, match="DSC-3406"):
        services.close(one.key, on=TODAY, moved_to=None, version=one.version, by=by)


def test_a_stale_edit_says_who_was_there_first(by: Clerk) -> None:
    column = _column(by, "旧名")
    services.edit(column.key, Described("新名"), version=0, by=by)

    with pytest.raises(errors.ColumnStale, match=f"DSC-3401.*{by.person}（{by.post}）"):
        services.edit(column.key, Described("又一名"), version=0, by=by)

    column.refresh_from_db()
    assert column.name == "新名"


def test_columns_change_places(by: Clerk) -> None:
    first, second = _column(by, "甲", order=1), _column(by, "乙", order=2)

    services.shift(second.key, up=True, by=by)

    assert [node.column.pk for node in selectors.tree(by.agency_id, TODAY)] == [second.pk, first.pk]


def test_closing_moves_what_is_published(by: Clerk) -> None:
    old, new = _column(by, "通知公告"), _column(by, "公示公告")
    files.imported(by)
    item = Item.objects.get()

    with pytest.raises(errors.ColumnNotEmpty, match="DSC-3405"):
        services.close(old.key, on=TODAY, moved_to=None, version=0, by=by)
    services.close(old.key, on=TODAY, moved_to=new.key, version=0, by=by)

    item.refresh_from_db()
    old.refresh_from_db()
    new.refresh_from_db()
    assert (item.column_id, item.public.column_id, item.public.number) == (new.pk, new.pk, 2)
    assert (old.items, old.closed_on, new.items, new.latest_on) == (0, TODAY, 1, date(2023, 5, 6))


def test_a_column_that_a_correction_is_about_to_enter_is_not_closed() -> None:
    office = an_office()
    target = a_column(office.agency)
    item = published(office)
    stated = facts(office, item.title, column_id=target.pk, formed_on=item.formed_on)
    items.correct(item.key, stated, "<p>更正。</p>", "栏目有误", version=item.version, by=office.handler)
    manager = a_clerk(office.agency, "disclosure_officer")

    with pytest.raises(errors.ColumnInUse, match="DSC-3406"):
        services.close(target.key, on=TODAY, moved_to=None, version=0, by=manager)


def test_nothing_is_reviewed_into_a_column_that_was_closed_meanwhile() -> None:
    office = an_office()
    item = published(office)
    publishing.withdraw(item.key, "重新核对", on=clock.today(), by=office.disclosure_officer)
    office.column.refresh_from_db()
    manager = a_clerk(office.agency, "disclosure_officer")
    services.close(office.column.key, on=TODAY, moved_to=None, version=office.column.version, by=manager)
    items.redraft(item.key, by=office.handler)

    with pytest.raises(ColumnClosed, match="DSC-2009"):
        review.submit(item.key, by=office.handler)


def test_an_owner_is_a_post_of_the_agency(by: Clerk) -> None:
    column, stranger = _column(by), a_clerk(an_agency())

    with pytest.raises(errors.PostElsewhere, match="DSC-3409"):
        services.keep_up(column.key, owner=stranger.post_id, max_idle_days=None, version=0, by=by)
    services.keep_up(column.key, owner=by.post_id, max_idle_days=30, version=0, by=by)

    column.refresh_from_db()
    assert (column.owner_id, column.max_idle_days) == (by.post_id, 30)


def test_nothing_is_explained_where_something_is(by: Clerk) -> None:
    column = _column(by, items=3, latest_on=TODAY)

    with pytest.raises(errors.ColumnHasItems, match="DSC-3407"):
        services.explain(column.key, "没有", version=0, by=by)


@pytest.mark.parametrize("role", ["handler", "leader", "auditor"])
def test_another_role_manages_no_columns(by: Clerk, role: str) -> None:
    with pytest.raises(NotYourDuty):
        services.shift(_column(by).key, up=True, by=a_clerk(Column(agency_id=by.agency_id).agency, role))


def test_another_agency_finds_no_column(by: Clerk) -> None:
    with pytest.raises(Http404):
        services.shift(_column(by).key, up=True, by=a_clerk(an_agency(), "disclosure_officer"))


def test_the_veto_items_here_and_below_agree(by: Clerk, django_assert_max_num_queries: object) -> None:
    old, fresh = TODAY - timedelta(400), TODAY - timedelta(1)
    for number in range(5):
        _column(by, f"要闻{number}", kind="news", items=2, latest_on=TODAY - timedelta(15))
    _column(by, "自定", kind="other", max_idle_days=30, items=1, latest_on=TODAY - timedelta(31))
    _column(by, "新的", kind="news", items=1, latest_on=fresh)
    _column(by, "空白")
    _column(by, "说明了", empty_reason="没有这项业务")
    _column(by, "指南", section="guide")
    group = _column(by, "组", kind="policy")
    _column(by, "组内旧", parent=group, kind="policy", items=1, latest_on=old)
    _column(by, "停用", kind="news", items=1, latest_on=old, closed_on=TODAY)
    supervisor = a_clerk(an_agency(), "supervisor")

    own = selectors.veto(selectors.tree(by.agency_id, TODAY))
    [below] = selectors.veto_below(by.agency_path, TODAY)

    assert [item.count for item in own] == [below.first, below.stale, below.blank] == [6, 8, 1]
    assert below.fails
    assert selectors.veto_below(supervisor.agency_path, TODAY) == []


def test_the_watch_asks_no_more_for_many_agencies(by: Clerk, django_assert_max_num_queries: object) -> None:
    for _ in range(8):
        a_column(
            an_agency(under=Column(agency_id=by.agency_id).agency),
            kind="news",
            items=1,
            latest_on=TODAY - timedelta(99),
        )

    with django_assert_max_num_queries(6):  # type: ignore[operator]  # a fixture without types
        found = selectors.veto_below(by.agency_path, TODAY)

    assert len(found) == 8


def test_the_duty_of_article_26_is_counted_by_year(by: Clerk) -> None:
    _column(by, "通知公告")
    headings = ("标题", "栏目", "成文日期", "发布日期", "内容概述")
    files.imported(
        by,
        [
            ("按时", "通知公告", "2023-05-04", "2023-05-31", "x"),
            ("超期", "通知公告", "2023-05-04", "2023-06-20", "x"),
        ],
        headings,
    )

    [share] = selectors.duty_share(by.agency_id)

    assert (share.year, share.published, share.in_time, share.late, share.percent) == (2023, 2, 1, 1, "50.0%")
    assert [line.item.title for line in selectors.with_duty(selectors.duty_late(by, 2023), TODAY)] == ["超期"]
