"""The pages of columns and ledgers as a clerk uses them: what was typed stays, verdicts, no query a row."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.disclosures.models import Column, Item, LedgerImport, NumberScheme
from gongkai.disclosures.tasks import ledgers as tasks
from gongkai.kit.access import Clerk
from tests.builders import a_clerk, a_column, an_agency, sign_in
from tests.slices.disclosures import ledger_files as files

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Clerk:
    agency = an_agency("港湾街道办事处")
    a_column(agency, "通知公告")
    NumberScheme.objects.create(agency=agency, template="{year}-{serial:5}")
    return a_clerk(agency, "disclosure_officer")


@pytest.fixture
def browser(by: Clerk, client: Client) -> Client:
    return sign_in(client, by)


def test_a_ledger_goes_from_the_form_to_the_list(browser: Client) -> None:
    file = SimpleUploadedFile("台账.xlsx", files.xlsx([files.ROW]))

    to_map = browser.post(reverse("disclosures:ledgers"), {"file": file}, follow=True)
    ledger = LedgerImport.objects.get()
    form = to_map.context["form"]
    chosen = {field.html_name: field.value() or "" for field in form}
    browser.post(reverse("disclosures:ledger_map", args=[ledger.key]), chosen)
    tasks.work_once()
    page = browser.get(reverse("disclosures:ledger", args=[ledger.key]))
    assert "都可以导入" in page.content.decode()
    browser.post(reverse("disclosures:ledger_begin", args=[ledger.key]))
    tasks.work_once()

    assert Item.objects.get().title == "防汛通知"
    assert "已导入 1 条" in browser.get(reverse("disclosures:ledger", args=[ledger.key])).content.decode()


def test_what_is_no_ledger_is_refused_with_its_code(browser: Client) -> None:
    answer = browser.post(reverse("disclosures:ledgers"), {"file": SimpleUploadedFile("a.txt", "说明".encode())})

    assert (answer.status_code, "DSC-3002" in answer.content.decode()) == (422, True)


def test_the_report_of_refused_rows_is_a_workbook(browser: Client, by: Clerk) -> None:
    ledger = files.checked(by, [("", *files.ROW[1:])])

    answer = browser.get(reverse("disclosures:ledger_refused", args=[ledger.key]))

    assert answer.content[:2] == b"PK"


def test_a_stale_form_keeps_what_was_typed(browser: Client) -> None:
    column = Column.objects.get()
    Column.objects.update(version=7)

    answer = browser.post(
        reverse("disclosures:column_edit", args=[column.key]),
        {"name": "我写的名称", "kind": "notice", "version": 3},
    )

    text = answer.content.decode()
    assert (answer.status_code, "DSC-3401" in text, "我写的名称" in text) == (422, True, True)


def test_the_tree_asks_the_same_for_many_columns(
    browser: Client, by: Clerk, django_assert_max_num_queries: Any
) -> None:
    agency = Column.objects.get().agency
    for _ in range(30):
        a_column(agency)

    with django_assert_max_num_queries(12):
        assert browser.get(reverse("disclosures:columns")).status_code == 200
