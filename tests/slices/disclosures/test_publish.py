"""发布: number, columns, channels, search and the register follow in one transaction."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import DataError
from django.http import Http404

from gongkai.agencies.errors import NotActive
from gongkai.audit.selectors import history_of
from gongkai.disclosures import errors
from gongkai.disclosures.models import Delivery, DocumentEvent
from gongkai.disclosures.services import publishing, review
from gongkai.disclosures.tasks.channels import publish_timed
from gongkai.kit import clock
from gongkai.kit.access import NotYourDuty
from gongkai.kit.search.api import search
from gongkai.statute.disclosures import MoveNotAllowed
from gongkai.statute.disclosures.errors import PublishedBeforeFormed
from tests.slices.disclosures.builders import (
    a_draft,
    an_office,
    approved,
    corrected,
    ended,
    published,
    submitted,
)

pytestmark = pytest.mark.django_db


def test_a_signed_item_becomes_public_with_all_that_follows() -> None:
    office, today = an_office(), clock.today()

    item = published(office, title="便民服务中心搬迁通告")

    item.refresh_from_db()
    office.column.refresh_from_db()
    assert (item.state, item.published_on, item.public_id) == ("published", today, item.latest_id)
    assert re.fullmatch(rf"{office.agency.uscc}/{today:%Y}-\d{{5}}", item.index_number or "")
    assert (office.column.items, office.column.latest_on) == (1, today)
    sent = Delivery.objects.get(item=item)
    assert (sent.state, sent.address, sent.released_on) == ("sent", f"/i/{item.key}/", today)
    assert [hit.key for hit in search("便民服务中心搬迁").hits] == [item.pk]


def test_numbers_of_an_agency_follow_one_another() -> None:
    office = an_office()

    numbers = [published(office).index_number or "" for _ in range(3)]

    assert [number[-5:] for number in numbers] == ["00001", "00002", "00003"]


def test_a_normative_document_enters_the_register() -> None:
    office = an_office()
    day = clock.today()

    item = published(office, kind="normative_document", valid_from=day, valid_until=day + timedelta(days=365))

    assert item.validity == "in_force"
    kinds = list(DocumentEvent.objects.filter(item=item).order_by("id").values_list("kind", flat=True))
    assert kinds == ["make", "take_effect", "set_term"]


@pytest.mark.parametrize("make", [a_draft, submitted])
def test_what_is_not_signed_is_not_published(make: object) -> None:
    office = an_office()
    item = make(office)  # type: ignore[operator]

    with pytest.raises(MoveNotAllowed, match="DSC-1001"):
        publishing.publish(item.key, on=clock.today(), by=office.disclosure_officer)


def test_another_agency_finds_nothing() -> None:
    office, other = an_office(), an_office()
    item = approved(office)

    with pytest.raises(Http404):
        publishing.publish(item.key, on=clock.today(), by=other.disclosure_officer)


def test_only_who_publishes_publishes() -> None:
    office = an_office()
    item = approved(office)

    with pytest.raises(NotYourDuty):
        publishing.publish(item.key, on=clock.today(), by=office.leader)


def test_dates_that_cannot_be_are_refused() -> None:
    office, today = an_office(), clock.today()
    item = approved(office, formed_on=today)

    with pytest.raises(errors.PublicationTime, match="DSC-2006"):
        publishing.publish(item.key, on=today + timedelta(days=1), by=office.disclosure_officer)
    with pytest.raises(PublishedBeforeFormed, match="DSC-1003"):
        publishing.publish(item.key, on=today - timedelta(days=1), by=office.disclosure_officer)


def test_what_is_not_open_is_filed_and_not_published() -> None:
    office, today = an_office(), clock.today()
    item = approved(office, publicity="withheld", ground="EX16A", publicity_reason="属于内部工作流程信息")

    with pytest.raises(errors.WrongOpenness, match="DSC-2005"):
        publishing.publish(item.key, on=today, by=office.disclosure_officer)
    item = publishing.file(item.key, on=today, by=office.disclosure_officer)

    assert (item.state, item.index_number) == ("filed", None)
    assert item.next_review_on is not None
    assert item.next_review_on.year == today.year + 1


def test_nothing_more_is_published_in_the_name_of_an_agency_that_has_ended() -> None:
    office, today = an_office(), clock.today()
    public, ready, draft = published(office), approved(office), a_draft(office)
    correction = approved(office, corrected(office))

    ended(office)

    officer = office.disclosure_officer
    for refused in (
        lambda: publishing.publish(ready.key, on=today, by=officer),
        lambda: publishing.schedule(ready.key, clock.now() + timedelta(hours=1), by=officer),
        lambda: publishing.publish_correction(correction.key, on=today, by=officer),
        lambda: review.submit(draft.key, by=office.handler),
        lambda: a_draft(office),
    ):
        with pytest.raises(NotActive, match="AGY-1015"):
            refused()
    publishing.withdraw(public.key, "含有个人信息", on=today, by=officer)  # what harms can always be taken down


def test_what_cannot_be_published_at_its_hour_goes_back_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    office = an_office()
    hour = clock.now() + timedelta(hours=1)
    gone, other = (
        publishing.schedule(approved(o).key, hour, by=o.disclosure_officer) for o in (office, an_office())
    )
    ended(office)
    monkeypatch.setattr(clock, "now", lambda: hour + timedelta(minutes=1))

    assert publish_timed()
    assert not publish_timed()

    gone.refresh_from_db()
    other.refresh_from_db()
    assert (gone.state, gone.scheduled_for, gone.index_number) == ("approved", None, None)
    assert other.state == "published"
    assert "AGY-1015" in history_of("disclosures.item", gone.pk)[0].note


def test_a_fault_of_one_item_does_not_keep_the_others_from_their_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    hour = clock.now() + timedelta(hours=1)
    first, second = (
        publishing.schedule(approved(o).key, hour, by=o.disclosure_officer) for o in (an_office(), an_office())
    )
    real = publishing.publish_scheduled

    def faulty(pk: int, **given: Any) -> object:
        if pk == first.pk:
            raise DataError("value too long")
        return real(pk, **given)

    monkeypatch.setattr(publishing, "publish_scheduled", faulty)
    monkeypatch.setattr(clock, "now", lambda: hour + timedelta(minutes=1))

    assert publish_timed()

    second.refresh_from_db()
    assert second.state == "published"


def test_an_hour_before_the_text_was_formed_is_refused_when_it_is_set() -> None:
    office = an_office()
    item = approved(office, formed_on=clock.today() + timedelta(days=3))

    with pytest.raises(PublishedBeforeFormed, match="DSC-1003"):
        publishing.schedule(item.key, clock.now() + timedelta(days=1), by=office.disclosure_officer)
