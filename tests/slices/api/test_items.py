"""An item from draft to public by the API alone, and what stands in the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.accounts.models import Person
from gongkai.audit.models import Entry
from gongkai.disclosures.models import Item
from gongkai.kit import clock
from gongkai.site.api import guard
from tests.builders import sign_in
from tests.slices.api.calls import bearer, do
from tests.slices.disclosures.builders import Office, a_draft, an_office, approved, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def _facts(office: Office) -> dict[str, object]:
    formed = clock.today() - timedelta(days=1)
    return {"title": "关于便民服务时间的通知", "column_id": office.column.pk, "formed_on": formed.isoformat()}


def test_an_item_goes_from_draft_to_public(office: Office) -> None:
    body = "<p>本街道便民服务中心每个工作日开放。</p>"
    made = do(office.handler, "item.draft", {"facts": _facts(office), "body": body})
    key = made.json()["key"]
    assert do(office.handler, "item.submit", key=key).json()["state"] == "in_review"
    while (seen := do(office.handler, "item.read", key=key).json())["item"]["state"] == "in_review":
        step = seen["steps"][seen["next_step"]]
        sent = {"step": step["step"], "digest": seen["digest"], "opinion": "同意公开。"}
        assert do(office.clerks[step["role"]], "item.sign", sent, key=key).status_code == 200
    today = clock.today().isoformat()

    answer = do(office.disclosure_officer, "item.publish", {"on": today}, key=key)

    assert answer.json()["state"] == "published"
    assert answer["Cache-Control"] == "no-store"
    entry = Entry.objects.filter(act="item.publish").get()
    assert entry.person_id == office.disclosure_officer.person_id


def test_a_stale_version_is_a_conflict(office: Office) -> None:
    item = a_draft(office)
    sent = {"facts": _facts(office), "body": "<p>甲</p>", "version": item.version - 1}

    answer = do(office.handler, "item.edit", sent, key=item.key)

    assert (answer.status_code, answer.json()["code"]) == (409, "DSC-2001")


@pytest.mark.parametrize("code", ["item.read", "item.submit", "item.cancel", "item.take_back", "item.redraft"])
def test_another_agencys_item_is_not_there(office: Office, code: str) -> None:
    item = submitted(office)

    answer = do(an_office().handler, code, key=item.key)

    assert (answer.status_code, answer.json()["code"]) == (404, "API-1404")


def test_what_does_not_fit_is_named(office: Office) -> None:
    facts = _facts(office) | {"title": "长" * 301, "kind": "none", "colour": "red"}

    answer = do(office.handler, "item.draft", {"facts": facts})

    said = answer.json()
    assert (answer.status_code, said["code"]) == (422, "API-1422")
    assert all(name in said["message"] for name in ("title太长", "kind不是允许的值", "colour不认识的名称"))


def test_a_refusal_has_its_code(office: Office) -> None:
    answer = do(office.disclosure_officer, "item.publish", {"on": "2026-01-05"}, key=a_draft(office).key)

    assert (answer.status_code, answer.json()["code"]) == (422, "DSC-1001")


def test_what_the_database_refuses_is_a_conflict(office: Office) -> None:
    facts = _facts(office) | {"valid_from": "2026-03-01", "valid_until": "2026-02-01"}

    answer = do(office.handler, "item.draft", {"facts": facts})

    assert (answer.status_code, answer.json()["code"]) == (409, "API-1409")
    assert not Item.objects.exists()


def test_what_is_not_json_is_refused(office: Office) -> None:
    answer = Client().post("/api/v1/items", b"{", content_type="application/json", headers=bearer(office.handler))

    assert (answer.status_code, answer.json()["code"]) == (400, "API-1400")


def test_a_session_opens_nothing(office: Office) -> None:
    item = approved(office)
    client = sign_in(Client(), office.disclosure_officer)

    for answer in (client.get("/api/v1/items"), client.post(f"/api/v1/items/{item.key}/publish")):
        assert (answer.status_code, answer.json()["code"]) == (401, "API-1401")


def test_files_come_and_go(office: Office) -> None:
    item = a_draft(office)
    headers = bearer(office.handler)
    address = f"/api/v1/items/{item.key}/files"
    made = Client().post(address, {"file": SimpleUploadedFile("附件.csv", b"a,b\n1,2\n")}, headers=headers)
    key = made.json()["key"]

    there = Client().get(f"{address}/{key}", headers=headers)
    gone = Client().delete(f"{address}/{key}", headers=headers)

    assert b"".join(there.streaming_content) == b"a,b\n1,2\n"
    assert gone.status_code == 200
    assert do(office.handler, "item.read", key=item.key).json()["files"] == []


def test_the_list_is_filtered_and_paged(office: Office, django_assert_max_num_queries: Any) -> None:
    for _ in range(3):
        a_draft(office)
    submitted(office)
    headers = bearer(office.handler)

    with django_assert_max_num_queries(8):
        found = Client().get("/api/v1/items?state=drafting", headers=headers).json()

    assert (len(found["lines"]), found["next"]) == (3, None)


def test_too_many_calls_are_refused(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "CALLS", 2)
    headers = bearer(office.handler)

    answers = [Client().get("/api/v1/desk", headers=headers) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].json()["code"] == "API-1429"


def test_the_record_names_the_person_of_the_token(office: Office) -> None:
    do(office.handler, "item.draft", {"facts": _facts(office)})

    assert Item.objects.get().drafter == Person.objects.get(pk=office.handler.person_id)
