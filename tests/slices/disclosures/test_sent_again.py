"""A form sent again: the page as it is now with a calm note, one entry; what another did stays a refusal."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from gongkai.audit import sending
from gongkai.audit.models import Entry, Submission
from gongkai.disclosures.models import Attachment, Item
from gongkai.disclosures.services import publishing, review
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from tests.builders import a_clerk, sign_in
from tests.slices.disclosures.builders import (
    Office,
    a_draft,
    an_office,
    approved,
    digest,
    published,
    sign_next,
    submitted,
)

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
NOTE = "这次没有重复办理"


class Page:
    """A page that somebody has opened: its form can be sent as often as wanted."""

    def __init__(self, by: Clerk, address: str, holds: str = "") -> None:
        self.client, self.address = sign_in(Client(enforce_csrf_checks=True), by), address
        shown = self.client.get(holds or address).content.decode()
        found = TOKEN.search(shown)
        assert found
        self.token = found[1]

    def send(self, **fields: object) -> Any:
        return self.client.post(self.address, {"csrfmiddlewaretoken": self.token} | fields)


def at(item: Item, name: str, **more: object) -> str:
    return reverse(f"disclosures:{name}", kwargs={"key": item.key} | more)


def _submit(office: Office, item: Item) -> tuple[Page, dict[str, object]]:
    return Page(office.handler, at(item, "item_draft_act", verb="submit")), {}


def _edit(office: Office, item: Item) -> tuple[Page, dict[str, object]]:
    facts = {"title": "改过的标题", "column": office.column.pk, "kind": "notice", "publicity": "proactive"}
    return Page(office.handler, at(item, "item_edit")), facts | {"version": item.version, "body": "正文。"}


def _cancel(office: Office, item: Item) -> tuple[Page, dict[str, object]]:
    return Page(office.handler, at(item, "item_draft_act", verb="cancel")), {}


def _sign(office: Office, item: Item) -> tuple[Page, dict[str, object]]:
    item = submitted(office, item)
    fields = {"step": item.steps[0]["step"], "digest": digest(item), "opinion": "同意。"}
    return Page(office.section_head, at(item, "item_review")), fields


def _publish(office: Office, item: Item) -> tuple[Page, dict[str, object]]:
    page = Page(office.disclosure_officer, at(approved(office, item), "item_publish_act", verb="publish"))
    return page, {"on": clock.today().isoformat()}


def _new(office: Office, item: Item) -> tuple[Page, dict[str, object]]:
    fields = {"title": "又一条", "column": office.column.pk, "kind": "notice", "publicity": "proactive"}
    return Page(office.handler, reverse("disclosures:item_new")), fields


@pytest.mark.django_db
@pytest.mark.parametrize("opened", [_submit, _edit, _cancel, _sign, _publish, _new])
def test_the_second_click_shows_the_page_as_it_is_now(
    opened: Callable[[Office, Item], tuple[Page, dict[str, object]]],
) -> None:
    office = an_office()
    page, fields = opened(office, a_draft(office))

    first, entries = page.send(**fields), Entry.objects.count()
    second = page.send(**fields)

    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert Entry.objects.count() == entries
    shown = page.client.get(second["Location"])
    label = Submission.objects.get().entry.act
    assert shown.status_code == 200
    assert NOTE in shown.content.decode(), label


@pytest.mark.django_db
def test_a_file_is_attached_once() -> None:
    office = an_office()
    item = a_draft(office)
    page = Page(office.handler, at(item, "item_attach"), at(item, "item"))

    answers = [page.send(file=SimpleUploadedFile("表.csv", b"a,b\n")) for _ in range(2)]
    another = page.send(file=SimpleUploadedFile("表.csv", b"c,d\n"))

    assert [answer.status_code for answer in (*answers, another)] == [302, 302, 302]
    assert Attachment.objects.filter(item=item).count() == 2


@pytest.mark.django_db
def test_what_is_gone_after_the_first_click_is_no_missing_page() -> None:
    office = an_office()
    item = a_draft(office)
    Page(office.handler, at(item, "item_attach"), at(item, "item")).send(file=SimpleUploadedFile("表.csv", b"a\n"))
    file = Attachment.objects.get(item=item)
    page = Page(office.handler, at(item, "item_detach", attachment=file.key), at(item, "item"))

    answers = [page.send() for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [at(item, "item")] * 2


@pytest.mark.django_db
def test_the_note_stays_calm_when_others_have_gone_on_meanwhile() -> None:
    office = an_office()
    item = a_draft(office)
    page, fields = _submit(office, item)
    page.send(**fields)
    sign_next(office, item)

    again = page.send(**fields)

    assert again["Location"] == at(item, "item")
    assert NOTE in page.client.get(again["Location"]).content.decode()
    assert Entry.objects.filter(act="item.submit").count() == 1


@pytest.mark.django_db
def test_a_form_counts_again_when_its_act_was_undone() -> None:
    office = an_office()
    item = a_draft(office)
    page, fields = _submit(office, item)
    page.send(**fields)
    review.take_back(item.key, by=office.handler)

    page.send(**fields)

    item.refresh_from_db()
    assert (item.state, item.round) == ("in_review", 2)
    assert NOTE not in page.client.get(at(item, "item")).content.decode()
    page.send(**fields)
    assert NOTE in page.client.get(at(item, "item")).content.decode()
    assert Entry.objects.filter(act="item.submit").count() == 2


@pytest.mark.django_db
def test_what_another_did_stays_a_refusal_that_says_who_and_when() -> None:
    office = an_office()
    item = approved(office)
    colleague = a_clerk(office.agency, "disclosure_officer")
    page = Page(office.disclosure_officer, at(item, "item_publish_act", verb="publish"))
    publishing.publish(item.key, on=clock.today(), by=colleague)

    answers = [page.send(on=clock.today().isoformat()) for _ in range(2)]

    for answer in answers:
        assert answer.status_code == 422
        said = answer.content.decode()
        assert re.search(rf"“发布”已由“{colleague.post}”于\d+年\d+月\d+日 \d\d:\d\d办理。", said)
        assert NOTE not in said


@pytest.mark.django_db
def test_a_step_that_another_signed_is_told_with_the_post() -> None:
    office = an_office()
    item = submitted(office)
    other = a_clerk(office.agency, "section_head")
    page, fields = Page(office.section_head, at(item, "item_review")), {"step": item.steps[0]["step"]}
    fields |= {"digest": digest(item)}
    sign_next(office, item, by=other)

    answer = page.send(**fields)

    assert answer.status_code == 422
    assert re.search(rf"已由“{other.post}”于\d+年\d+月\d+日 \d\d:\d\d办理", answer.content.decode())


@pytest.mark.django_db
def test_a_form_that_was_refused_is_refused_again() -> None:
    office = an_office()
    item = a_draft(office, body="")
    page, fields = _submit(office, item)

    assert [page.send(**fields).status_code for _ in range(2)] == [422, 422]
    assert not Submission.objects.exists()


@pytest.mark.django_db
def test_another_page_is_another_form() -> None:
    office = an_office()
    item = published(office)
    fields = {"on": clock.today().isoformat(), "notice": "内容有误"}

    first = Page(office.disclosure_officer, at(item, "item_publish_act", verb="withdraw")).send(**fields)
    second = Page(office.disclosure_officer, at(item, "item_publish_act", verb="withdraw")).send(**fields)

    assert (first.status_code, second.status_code) == (302, 422)


@pytest.mark.django_db
def test_forms_are_forgotten_after_a_day() -> None:
    office = an_office()
    page, fields = _submit(office, a_draft(office))
    page.send(**fields)

    sending.forget()
    kept = Submission.objects.count()
    Submission.objects.update(made_at=clock.now() - timedelta(hours=25))
    sending.forget()

    assert (kept, Submission.objects.count()) == (1, 0)


@pytest.mark.django_db
def test_one_whose_first_answer_never_came_is_led_back() -> None:
    office = an_office()
    item = a_draft(office)
    page, fields = _submit(office, item)
    page.send(**fields)
    Submission.objects.update(location="")  # the server was stopped between the act and its answer

    again = page.send(**fields)

    assert again["Location"] == "/work/"


@pytest.mark.usefixtures("shared")
def test_four_clicks_at_once_act_once() -> None:
    office = an_office()
    page, fields = _new(office, a_draft(office))
    cookies, answers, gate = page.client.cookies, [], threading.Barrier(4)

    def click() -> None:
        client = Client(enforce_csrf_checks=True)
        client.cookies = cookies
        gate.wait()
        try:
            answers.append(client.post(page.address, {"csrfmiddlewaretoken": page.token} | fields))
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in answers] == [302] * 4
    assert len({answer["Location"] for answer in answers}) == 1
    assert Item.objects.filter(title="又一条").count() == 1
    assert Entry.objects.filter(act="item.draft").count() == 2
