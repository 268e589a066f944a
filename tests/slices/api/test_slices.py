"""One round through each slice by the API: what is sent arrives, what is answered is what was done."""

import pytest
from django.test import Client

from gongkai.audit.models import Entry
from gongkai.kit import clock
from tests.builders import a_clerk, an_agency
from tests.slices.api.calls import bearer, do, ok
from tests.slices.disclosures.builders import an_office

pytestmark = pytest.mark.django_db


def test_columns_activities_points_and_wordings() -> None:
    office = an_office()
    officer = office.disclosure_officer
    day = clock.today().isoformat()

    column = ok(do(officer, "column.open", {"facts": {"name": "通知公告"}, "section": "statutory", "parent": None}))
    stale = {"facts": {"name": "公告"}, "version": 99}
    conflict = do(officer, "column.edit", stale, key=column["key"])
    facts = {"kind": "training", "title": "培训", "begins_on": day, "ends_on": day}
    activity = do(office.handler, "activity.record", {"facts": facts | {"kind": "none"}})
    point = {"name": "便民中心查阅点", "address": "港湾路1号", "hours": "工作日"}
    ok(do(office.handler, "point.open", {"facts": point}))
    steps = {"steps": [{"step": "preliminary", "role": "nobody"}]}

    assert (conflict.status_code, conflict.json()["message"][:3] != "") == (409, True)
    assert (activity.status_code, activity.json()["code"]) == (422, "API-1422")
    assert ok(do(office.handler, "point.list"))["lines"][0]["name"] == "便民中心查阅点"
    assert len(ok(do(office.handler, "column.list"))["lines"]) == 2
    assert ok(do(officer, "wording.add", {"rule": {"wrong": "按步就班", "right": "按部就班"}}))["is_active"]
    assert do(officer, "chain.configure", steps).status_code == 422
    assert Entry.objects.filter(act="column.open").count() == 1


def test_an_account_is_opened_and_its_password_told_once() -> None:
    agency = an_agency()
    by = a_clerk(agency, "security_administrator")
    sent = {"login": "xin-ren", "name": "新人甲", "agency_id": agency.pk, "email": ""}

    made = ok(do(by, "accounts.create_person", sent))
    seen = Client().get("/api/v1/people", headers=bearer(by))

    assert made["password"]
    assert made["password"] not in seen.content.decode()
    assert "xin-ren" in [line["login"] for line in seen.json()["lines"]]
    assert do(by, "accounts.reset_password", pk=2**33).status_code in {404, 422}
