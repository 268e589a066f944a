"""条例第二十六条 across a New Year: without the holiday notice nothing is late, with it everything is final."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.audit.selectors import history_of
from gongkai.disclosures.models import Item
from gongkai.disclosures.selectors import columns, due
from gongkai.disclosures.services import items, publication, publishing
from gongkai.kit import clock
from gongkai.statute.calendar import Calendar, shipped_calendar, shipped_notices
from gongkai.statute.written import written
from tests.builders import sign_in
from tests.slices.disclosures.builders import a_draft, an_office, approved, facts, published

pytestmark = pytest.mark.django_db
FORMED = date(2025, 12, 22)
LATER = date(2026, 1, 28)
"""After the earliest last day, before the real one: 2026-01-20 with the notice of 2026."""


def without_the_next_year(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Calendar(tuple(notice for notice in shipped_notices() if notice.year < 2026))
    for place in (
        "gongkai.disclosures.selectors.due",
        "gongkai.disclosures.selectors.columns",
        "gongkai.disclosures.views.items",
    ):
        monkeypatch.setattr(f"{place}.shipped_calendar", lambda: known)


def test_without_the_notice_nothing_is_called_late_anywhere(
    monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    without_the_next_year(monkeypatch)
    monkeypatch.setattr(clock, "today", lambda: LATER)
    office = an_office()
    draft = a_draft(office, formed_on=FORMED)
    item = published(office, LATER, formed_on=FORMED)
    bound = draft.publish_due

    assert bound is not None
    assert bound < LATER
    note = history_of("disclosures.item", item.pk)[0].note
    assert f"不早于{written(bound)}" in note
    assert list(columns.duty_late(office.disclosure_officer, 2026)) == []
    assert [(s.in_time, s.late, s.unknown) for s in columns.duty_share(office.agency.pk)] == [(0, 0, 1)]
    sign_in(client, office.handler)
    for address in (
        reverse("disclosures:desk"),
        reverse("disclosures:duty"),
        reverse("disclosures:item", kwargs={"key": draft.key}),
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert f"不早于 {written(bound)}" in page.content.decode(), address
        assert "state-late" not in page.content.decode()
        assert "已经超期" not in page.content.decode()


def test_what_is_certainly_in_time_is_counted_so_without_the_notice(monkeypatch: pytest.MonkeyPatch) -> None:
    without_the_next_year(monkeypatch)
    monkeypatch.setattr(clock, "today", lambda: date(2025, 12, 30))
    office = an_office()

    published(office, date(2025, 12, 30), formed_on=FORMED)

    assert [(s.in_time, s.late, s.unknown) for s in columns.duty_share(office.agency.pk)] == [(1, 0, 0)]


def test_with_the_notice_the_last_days_follow() -> None:
    office = an_office()
    item = a_draft(office, formed_on=FORMED)
    right = item.publish_due
    Item.objects.filter(pk=item.pk).update(publish_due=date(2026, 1, 2))

    changed = publication.rebuild_due(LATER)

    item.refresh_from_db()
    assert (changed, item.publish_due) == (1, right)
    assert publication.rebuild_due(LATER) == 0


def test_the_first_day_of_formation_that_is_open_is_the_first_without_a_last_day() -> None:
    calendar = Calendar(tuple(notice for notice in shipped_notices() if notice.year < 2026))
    first = due._open_from(calendar)

    assert due._open_from(Calendar(())) == date(1949, 1, 1)
    assert date(2025, 12, 1) <= first <= date(2025, 12, 10)
    assert due.open_from() > first
    assert shipped_calendar().years > calendar.years


def test_a_withdrawn_text_formed_anew_does_not_break_any_page(client: Client) -> None:
    office, today = an_office(), clock.today()
    item = published(office, today - timedelta(days=1), formed_on=today - timedelta(days=2))
    publishing.withdraw(item.key, "重新制作", on=today, by=office.disclosure_officer)
    item = items.redraft(item.key, by=office.handler)
    anew = facts(office, item.title, formed_on=today)
    items.edit(item.key, anew, "<p>重新制作的正文。</p>", version=item.version, by=office.handler)
    sign_in(client, office.handler)

    for address in (
        reverse("disclosures:item", kwargs={"key": item.key}),
        reverse("disclosures:duty"),
        reverse("disclosures:desk"),
    ):
        assert client.get(address).status_code == 200, address
    approved(office, item)
    assert publishing.publish(item.key, on=today, by=office.disclosure_officer).state == "published"
