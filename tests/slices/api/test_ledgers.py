"""A ledger by the API alone, from the upload to the items; and what is refused on the way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.disclosures.models import Item, NumberScheme
from gongkai.disclosures.tasks import ledgers as tasks
from tests.builders import a_column
from tests.slices.api.calls import ask, bearer, do, ok, refused, send
from tests.slices.disclosures import ledger_files as files
from tests.slices.disclosures.builders import Office, an_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    office = an_office()
    a_column(office.agency, "通知公告")
    NumberScheme.objects.create(agency=office.agency, template="{year}-{serial:5}")
    return office


def _file(data: bytes) -> dict[str, object]:
    return {"file": SimpleUploadedFile("台账.xlsx", data)}


def test_a_ledger_from_the_upload_to_the_items(office: Office) -> None:
    by = office.handler
    seen = ok(send(by, "ledger.upload", _file(files.xlsx([files.ROW]))))
    key, sheet = seen["ledger"]["key"], seen["sheets"][0]
    mapping = {"sheet": sheet["name"], "heading_row": sheet["heading_row"], "fields": sheet["guessed"]}

    ordered = ok(do(by, "ledger.map", {"mapping": mapping}, key=key))
    tasks.work_once()
    checked = ok(ask(by, f"ledgers/{key}"))
    ok(do(by, "ledger.begin", key=key))
    tasks.work_once()
    done = ok(ask(by, f"ledgers/{key}"))

    assert ordered["state"] == "checking"
    assert (checked["ledger"]["state"], checked["preview"][0]["title"]) == ("checked", "防汛通知")
    assert (done["ledger"]["state"], done["ledger"]["rows"]) == ("imported", 1)
    assert Item.objects.filter(agency=office.agency, title="防汛通知", state="published").exists()
    assert [line["key"] for line in ok(ask(by, "ledgers"))["lines"]] == [key]


def test_refused_rows_are_told_one_by_one(office: Office) -> None:
    ledger = files.checked(office.handler, [("", *files.ROW[1:]), ("甲", "没有的栏目", *files.ROW[2:])])

    rows = ok(ask(office.handler, f"ledgers/{ledger.key}/refused"))["lines"]
    whole = ok(ask(office.handler, f"ledgers/{ledger.key}"))
    book = Client().get(f"/api/v1/ledgers/{ledger.key}/refused.xlsx", headers=bearer(office.handler))
    begun = do(office.handler, "ledger.begin", key=ledger.key)

    assert [(row["number"], row["column"]) for row in rows] == [(2, "标题"), (3, "栏目")]
    assert whole["unknown"]["columns"] == {"没有的栏目": 1}
    assert book.content.startswith(b"PK")
    assert refused(begun) == (422, "DSC-3010")


def test_a_column_of_another_agency_is_not_left_out_in_silence(office: Office) -> None:
    ledger = files.uploaded(office.handler)
    foreign = a_column(an_office().agency)
    mapping = {"sheet": "台账", "heading_row": 1, "fields": {"0": "title", "2": "published_on"}}

    answer = do(office.handler, "ledger.map", {"mapping": mapping | {"default_column": foreign.pk}}, key=ledger.key)

    assert refused(answer) == (404, "API-1404")


def test_one_that_is_given_up_stays_on_record(office: Office) -> None:
    ledger = files.checked(office.handler)

    assert ok(do(office.handler, "ledger.abandon", key=ledger.key))["state"] == "abandoned"
    assert refused(do(office.handler, "ledger.cancel", key=ledger.key)) == (422, "DSC-3009")


def test_what_is_no_table_is_refused(office: Office) -> None:
    answer = send(office.handler, "ledger.upload", _file(b""))

    assert refused(answer) == (422, "DSC-3001")
    assert do(office.handler, "ledger.upload").status_code == 422


def test_another_agencys_ledger_is_not_there(office: Office) -> None:
    ledger = files.uploaded(office.handler)

    assert refused(ask(an_office().handler, f"ledgers/{ledger.key}")) == (404, "API-1404")
