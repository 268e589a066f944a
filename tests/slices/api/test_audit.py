"""The auditor's part: what the page finds, the API finds; what it exports proves itself."""

import pytest
from django.test import Client

from gongkai.audit import api, verify
from gongkai.audit.models import Entry
from gongkai.kit import clock
from tests.builders import a_clerk, an_agency
from tests.slices.api.calls import ask, bearer, do, ok, refused, walked
from tests.slices.disclosures.builders import Office, a_draft, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    office = an_office()
    office.clerks["auditor"] = a_clerk(office.agency, "auditor")
    return office


def test_entries_are_found_by_what_is_asked(office: Office) -> None:
    item = a_draft(office)
    by, today = office.auditor, clock.today().isoformat()

    found = walked(by, "audit/entries", act="item.draft", since=today, until=today, limit=1)
    entry = ok(ask(by, f"audit/entries/{found[0]['id']}"))

    assert [line["subject_id"] for line in found] == [str(item.pk)]
    assert (entry["label"], entry["person"]) == ("起草信息", office.handler.person)
    assert walked(by, "audit/entries", act="item.draft", person="没有这个人") == []
    assert refused(ask(by, "audit/entries", since=today, until="2020-01-01")) == (422, "AUD-1103")


def test_every_entry_is_shown_whatever_it_is_about(office: Office) -> None:
    a_draft(office)
    ok(ask(office.auditor, "audit/entries"))  # makes tokens, whose changes are no columns of theirs

    assert len(walked(office.auditor, "audit/entries")) >= Entry.objects.count() - 1


def test_another_agencys_entries_are_not_there(office: Office) -> None:
    a_draft(office)
    stranger = a_clerk(an_agency(under=an_agency()), "auditor")

    assert walked(stranger, "audit/entries", act="item.draft") == []
    assert refused(ask(stranger, f"audit/entries/{Entry.objects.get(act='item.draft').pk}")) == (404, "API-1404")


def test_an_export_proves_itself(office: Office) -> None:
    a_draft(office)

    answer = Client().get("/api/v1/audit/export.jsonl", headers=bearer(office.auditor))
    verdict = ok(ask(office.auditor, "audit/proof"))
    chains = ok(ask(office.auditor, "audit/chains"))["chains"]

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert verify.examine(lines).problems == ()
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/jsonl", "no-store")
    assert verdict["problems"] == []
    assert verdict["chains"] == len(chains)


def test_more_than_can_be_proven_at_once_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "MOST_TO_PROVE", 0)
    a_draft(office)

    assert refused(do(office.auditor, "audit.prove")) == (422, "AUD-1104")
