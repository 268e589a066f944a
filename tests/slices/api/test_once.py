"""A request with an Idempotency-Key acts once, however often it is sent, one after the other or at once."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from gongkai.accounts.models import ApiAnswer
from gongkai.audit.models import Entry
from gongkai.disclosures.models import Attachment, Item
from gongkai.kit import clock
from tests.builders import a_clerk, an_agency
from tests.slices.api.calls import bearer, ok, refused
from tests.slices.disclosures.builders import Office, a_draft, an_office


@pytest.fixture
def office(db: None) -> Office:
    return an_office()


def _post(headers: dict[str, str], key: str, body: object, address: str = "items") -> Any:
    sent = headers | {"Idempotency-Key": key}
    return Client().post(f"/api/v1/{address}", json.dumps(body), content_type="application/json", headers=sent)


def _draft(office: Office, title: str = "通知") -> dict[str, object]:
    return {"facts": {"title": title, "column_id": office.column.pk, "formed_on": "2026-01-05"}}


def test_the_second_time_nothing_is_done_and_the_same_is_answered(office: Office) -> None:
    headers, body = bearer(office.handler), _draft(office)

    first, second = _post(headers, "a-1", body), _post(headers, "a-1", body)
    other = _post(headers, "a-2", body)

    assert ok(first) == ok(second) != ok(other)
    assert ("Idempotent-Replayed" in first, second["Idempotent-Replayed"]) == (False, "true")
    assert second["Cache-Control"] == "no-store"
    assert Item.objects.count() == Entry.objects.filter(act="item.draft").count() == 2


def test_another_request_under_the_same_key_is_refused(office: Office) -> None:
    headers = bearer(office.handler)
    ok(_post(headers, "a-1", _draft(office)))

    assert refused(_post(headers, "a-1", _draft(office, "另一件"))) == (422, "API-1425")
    assert refused(_post(headers, "a-1", _draft(office), f"items/{Item.objects.get().key}/submit")) == (
        422,
        "API-1425",
    )
    assert Item.objects.count() == 1


def test_keys_are_each_token_s_own(office: Office) -> None:
    body = _draft(office)

    ok(_post(bearer(office.handler), "a-1", body))
    ok(_post(bearer(office.handler), "a-1", body))

    assert Item.objects.count() == 2


def test_a_refusal_is_not_kept(office: Office) -> None:
    headers = bearer(office.handler)

    assert _post(headers, "a-1", {"facts": {}}).status_code == 422
    ok(_post(headers, "a-1", _draft(office)))

    assert Item.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x" * 129, "有", "a b"])
def test_a_key_that_is_none_is_refused(office: Office, key: str) -> None:
    sent = key.encode().decode("latin-1")

    assert refused(_post(bearer(office.handler), sent, _draft(office))) == (422, "API-1424")
    assert not Item.objects.exists()


def test_after_a_day_it_is_a_new_request(office: Office) -> None:
    headers, body = bearer(office.handler), _draft(office)
    ok(_post(headers, "a-1", body))
    ApiAnswer.objects.update(made_at=clock.now() - timedelta(hours=25))

    ok(_post(headers, "a-1", body))

    assert Item.objects.count() == 2
    assert ApiAnswer.objects.count() == 1


def test_a_file_is_known_by_its_content(office: Office) -> None:
    item = a_draft(office)
    headers = bearer(office.handler) | {"Idempotency-Key": "a-1"}

    def attach(data: bytes) -> Any:
        form = {"file": SimpleUploadedFile("附件.csv", data)}
        return Client().post(f"/api/v1/items/{item.key}/files", form, headers=headers)

    assert ok(attach(b"a,b\n")) == ok(attach(b"a,b\n"))
    assert refused(attach(b"c,d\n")) == (422, "API-1425")
    assert Attachment.objects.count() == 1


@pytest.mark.django_db
def test_what_is_kept_cannot_be_read_from_the_database() -> None:
    agency = an_agency()
    by = a_clerk(agency, "security_administrator")
    sent = {"login": "xin-ren", "name": "新人甲", "agency_id": agency.pk, "email": ""}
    headers = bearer(by)

    made = ok(_post(headers, "a-1", sent, "people"))

    assert made["password"] not in ApiAnswer.objects.get().answer
    assert ok(_post(headers, "a-1", sent, "people"))["password"] == made["password"]


@pytest.mark.usefixtures("shared")
def test_four_at_once_act_once() -> None:
    office = an_office()
    headers, body = bearer(office.handler), _draft(office)
    answers: list[Any] = []
    gate = threading.Barrier(4)

    def send() -> None:
        gate.wait()
        try:
            answers.append(_post(headers, "a-1", body))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert sum("Idempotent-Replayed" in answer for answer in answers) == 3
    assert Item.objects.count() == Entry.objects.filter(act="item.draft").count() == 1
