"""定时撤回: approved in advance, seen and called off until its day, done by the worker when the day begins."""

import json
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from gongkai.audit.models import Entry
from gongkai.audit.selectors import history_of
from gongkai.disclosures import errors
from gongkai.disclosures.models import Column, Delivery, Item, PlannedWithdrawal, Signature
from gongkai.disclosures.services import items, publication, publishing, withdrawals
from gongkai.disclosures.tasks.channels import withdraw_planned
from gongkai.kit import clock
from gongkai.kit.access import NotYourDuty
from gongkai.kit.search.api import search
from gongkai.statute.disclosures import MoveNotAllowed
from gongkai.statute.written import written
from tests.builders import sign_in
from tests.slices.disclosures.builders import Office, a_draft, an_office, approved, corrected, ended, published
from tests.slices.disclosures.killed import killed_there, scripts_in

NOTICE = "公示期满"
Later = Callable[[timedelta], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Set the clock: so long after the beginning of today in Shanghai."""
    today = datetime.combine(clock.today(), datetime.min.time(), clock.SHANGHAI)

    def set_clock(after: timedelta) -> None:
        monkeypatch.setattr(clock, "now", lambda: today + after)

    return set_clock


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def planned(office: Office, days: int = 7, **more: Any) -> Item:
    item = published(office)
    given = {"notice": NOTICE, "on": in_days(days), "by": office.disclosure_officer} | more
    return withdrawals.schedule(item.key, **given).item


def page(item: Item) -> Any:
    return Client().get(reverse("portal:item", args=[item.key]))


@pytest.mark.django_db
def test_it_stays_public_until_the_day_begins_and_is_then_withdrawn(later: Later) -> None:
    office = an_office()
    item = planned(office, 7, is_shown=True)
    on = in_days(7)

    later(timedelta(days=7) - timedelta(seconds=1))
    before = (withdraw_planned(), page(item).status_code)
    later(timedelta(days=7))
    at_midnight = (withdraw_planned(), withdraw_planned(), page(item).status_code)

    item.refresh_from_db()
    assert (before, at_midnight) == ((False, 200), (True, False, 410))
    assert (item.state, item.withdrawn_on, item.notices.get().text, item.notices.get().on) == (
        "withdrawn", on, NOTICE, on,
    )  # fmt: skip
    assert not PlannedWithdrawal.objects.exists()
    column, delivery = Column.objects.get(pk=office.column.pk), Delivery.objects.get(item=item)
    assert (column.items, delivery.action, search(item.title).hits) == (0, "withdraw", [])


@pytest.mark.django_db
def test_the_worker_acts_in_the_agency_s_name_and_says_who_approved(later: Later) -> None:
    office = an_office()
    item = planned(office)

    later(timedelta(days=7))
    withdraw_planned()

    entry = history_of("disclosures.item", item.pk)[0]
    kept = Entry.objects.get(act="item.withdraw_scheduled")
    assert (entry.label, entry.person, entry.agency) == ("到期自动撤回", "", office.agency.name)
    assert kept.chain.agency == office.agency.pk
    assert entry.note.startswith(f"{NOTICE}（由“{office.disclosure_officer.post}”于")
    assert "原定" not in entry.note


@pytest.mark.django_db
def test_after_days_of_standstill_all_that_was_missed_is_withdrawn_and_told_so(later: Later) -> None:
    office = an_office()
    first, second, waiting = (planned(office, days) for days in (2, 4, 9))
    due = in_days(2)

    later(timedelta(days=6, hours=9))
    assert withdraw_planned()

    assert {item.key: item.state for item in Item.objects.all()} == {
        first.key: "withdrawn", second.key: "withdrawn", waiting.key: "published",
    }  # fmt: skip
    first.refresh_from_db()
    assert first.withdrawn_on == due + timedelta(days=4), "the true day: until then the public could see it"
    assert f"原定{written(due)}，系统当时没有运行" in history_of("disclosures.item", first.pk)[0].note


@pytest.mark.django_db
def test_a_correction_published_in_between_leaves_the_day_as_it_is(later: Later) -> None:
    office = an_office()
    item = planned(office)
    publishing.publish_correction(
        approved(office, corrected(office, item)).key, on=clock.today(), by=office.disclosure_officer
    )

    later(timedelta(days=7))
    withdraw_planned()

    item.refresh_from_db()
    assert (item.state, [notice.kind for notice in item.notices.order_by("id")]) == (
        "withdrawn", ["correction", "withdrawal"],
    )  # fmt: skip


@pytest.mark.django_db
def test_a_correction_under_way_on_the_day_is_given_up(later: Later) -> None:
    office = an_office()
    item = planned(office)
    corrected(office, item)

    later(timedelta(days=7))
    withdraw_planned()

    item.refresh_from_db()
    assert (item.state, item.correction, item.latest_id) == ("withdrawn", "", item.public_id)


@pytest.mark.django_db
def test_a_day_is_set_while_a_correction_is_under_way() -> None:
    office = an_office()
    item = corrected(office)

    withdrawals.schedule(item.key, NOTICE, on=in_days(3), by=office.disclosure_officer)

    item.refresh_from_db()
    assert (item.state, item.correction) == ("published", "drafting")
    shown = sign_in(Client(), office.disclosure_officer).get(reverse("disclosures:item", args=[item.key]))
    assert "取消定时撤回" in shown.content.decode()


@pytest.mark.django_db
def test_it_is_called_off_and_set_again(later: Later) -> None:
    office = an_office()
    item = planned(office)

    withdrawals.unschedule(item.key, by=office.disclosure_officer)
    with pytest.raises(errors.NoPlannedWithdrawal, match="DSC-2013"):
        withdrawals.unschedule(item.key, by=office.disclosure_officer)
    withdrawals.schedule(item.key, NOTICE, on=in_days(9), by=office.disclosure_officer)
    withdrawals.schedule(item.key, "另行公布", on=in_days(11), by=office.disclosure_officer)
    later(timedelta(days=10))

    assert not withdraw_planned()
    assert PlannedWithdrawal.objects.get().notice == "另行公布"
    changes = [
        json.loads(entry.body)["changes"]["withdrawn_on"]
        for entry in Entry.objects.filter(act__contains="schedule_withdrawal").order_by("id")
    ]
    assert [[bool(side) for side in change] for change in changes] == [
        [False, True], [True, False], [False, True], [True, True],
    ]  # fmt: skip


@pytest.mark.django_db
def test_by_hand_before_the_day_it_is_over(later: Later) -> None:
    office = an_office()
    item = planned(office)

    publishing.withdraw(item.key, "内容有误", on=clock.today(), by=office.disclosure_officer)
    items.redraft(item.key, by=office.handler)
    later(timedelta(days=7))

    assert not withdraw_planned()
    item.refresh_from_db()
    assert (item.state, item.notices.get().text) == ("drafting", "内容有误")


@pytest.mark.django_db
def test_who_may_not_withdraw_sets_no_day_and_what_is_not_public_gets_none() -> None:
    office = an_office()
    item, on = published(office), in_days(1)

    def schedule(key: Any = item.key, notice: str = NOTICE, on: date = on, by: str = "disclosure_officer") -> None:
        withdrawals.schedule(key, notice, on=on, by=office.clerks[by])

    with pytest.raises(NotYourDuty):
        schedule(by="handler")
    with pytest.raises(Http404):
        withdrawals.schedule(item.key, NOTICE, on=on, by=an_office().disclosure_officer)
    with pytest.raises(MoveNotAllowed, match="DSC-1001"):
        schedule(key=a_draft(office).key)
    with pytest.raises(errors.ReasonMissing, match="DSC-2004"):
        schedule(notice=" ")
    with pytest.raises(errors.WithdrawalDay, match="DSC-2012"):
        schedule(on=clock.today())
    assert not PlannedWithdrawal.objects.exists()


@pytest.mark.django_db
def test_what_has_ended_is_taken_down_all_the_same(later: Later) -> None:
    office = an_office()
    item = planned(office)
    ended(office)

    later(timedelta(days=7))
    withdraw_planned()

    item.refresh_from_db()
    assert item.state == "withdrawn"


@pytest.mark.django_db
def test_the_database_wants_a_notice() -> None:
    item = planned(an_office())

    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedWithdrawal.objects.filter(item=item).update(notice="")


@pytest.mark.django_db
def test_the_pages_tell_it_and_the_public_where_the_office_wants() -> None:
    office = an_office()
    item = published(office)
    client = sign_in(Client(), office.disclosure_officer)
    address = reverse("disclosures:item_publish_act", kwargs={"key": item.key, "verb": "schedule_withdrawal"})
    last, on = written(in_days(6)), in_days(7)
    fields = {"notice": NOTICE, "on": on.isoformat()}

    refused = client.post(address, fields | {"on": clock.today().isoformat()})
    client.post(address, fields)
    quiet = page(item).content.decode()
    client.post(address, fields | {"is_shown": "on"})

    shown = client.get(reverse("disclosures:item", args=[item.key])).content.decode()
    assert (refused.status_code, "DSC-2012" in refused.content.decode()) == (422, True)
    assert f"公开到 {last}（含当日）" in shown
    assert NOTICE in shown
    assert str(office.disclosure_officer.post) in shown
    assert (f"{last}（含当日）" in quiet, f"{last}（含当日）" in page(item).content.decode()) == (False, True)
    assert Client().get(f"/api/v1/public/items/{item.key}").json()["public_until"] == in_days(6).isoformat()
    again = client.get(address).content.decode()
    assert f'value="{on.isoformat()}"' in again
    assert NOTICE in again


@pytest.mark.django_db
def test_a_fault_of_one_does_not_keep_the_others(monkeypatch: pytest.MonkeyPatch, later: Later) -> None:
    first, second = planned(an_office()), planned(an_office())
    real = withdrawals.withdraw_scheduled

    def faulty(pk: int, **given: Any) -> object:
        if pk == first.pk:
            raise DataError("value too long")
        return real(pk, **given)

    monkeypatch.setattr(withdrawals, "withdraw_scheduled", faulty)
    later(timedelta(days=7))

    assert withdraw_planned()

    assert [Item.objects.get(pk=item.pk).state for item in (first, second)] == ["published", "withdrawn"]


@pytest.mark.django_db
def test_stopped_in_the_middle_it_has_not_happened_and_happens_once(
    monkeypatch: pytest.MonkeyPatch, later: Later
) -> None:
    item = planned(an_office())
    later(timedelta(days=7))
    with monkeypatch.context() as patched:
        patched.setattr(publication, "withdrawn", _stopped)
        with pytest.raises(KeyboardInterrupt):
            withdraw_planned()
    item.refresh_from_db()
    middle = (item.state, item.notices.count(), PlannedWithdrawal.objects.count())

    assert withdraw_planned()

    item.refresh_from_db()
    assert (middle, item.state, item.notices.count()) == (("published", 0, 1), "withdrawn", 1)
    assert Entry.objects.filter(act="item.withdraw_scheduled").count() == 1
    assert Signature.objects.filter(item=item).count() == 4


def _stopped(*args: object, **given: object) -> None:
    raise KeyboardInterrupt


BEGIN = """
import django
django.setup()
from django.core.management import call_command
from datetime import timedelta
from gongkai.disclosures.models import Item, PlannedWithdrawal
from gongkai.disclosures.services import withdrawals
from gongkai.kit import clock
"""
SET_UP = f"""{BEGIN}
call_command("migrate", verbosity=0, skip_checks=True)
from tests.slices.disclosures.builders import an_office, published
office = an_office()
item = published(office)
on = clock.today() + timedelta(days=1)
withdrawals.schedule(item.key, "公示期满", on=on, by=office.disclosure_officer)
PlannedWithdrawal.objects.update(on=clock.today())
"""
WORKER = f"""{BEGIN}
import sys, time
from gongkai.audit.models import Entry
from gongkai.disclosures.services import publication
from gongkai.disclosures.tasks.channels import withdraw_planned
def then_wait(function):
    def waiting(*args, **more):
        done = function(*args, **more)
        print("there", flush=True)
        time.sleep(120)
        return done
    return waiting
if sys.argv[1] == "written":
    publication.withdrawn = then_wait(publication.withdrawn)
if sys.argv[1] == "recorded":
    withdrawals.record = then_wait(withdrawals.record)
done = withdraw_planned()
item = Item.objects.get()
kept = Entry.objects.filter(act="item.withdraw_scheduled").count()
print(done, item.state, item.notices.count(), PlannedWithdrawal.objects.count(), kept)
"""


def test_a_worker_killed_at_any_moment_leaves_it_public_and_to_be_withdrawn(tmp_path: Path, root: Path) -> None:
    started = scripts_in(tmp_path, root)
    assert started(SET_UP).wait() == 0
    for moment in ("written", "recorded"):
        killed_there(started(WORKER, moment))

    assert [started(WORKER, "").communicate()[0] for _ in range(2)] == [
        "True withdrawn 1 0 1\n",
        "False withdrawn 1 0 1\n",
    ]
