"""What the auditor finds, reads, exports and proves."""

import pytest
from django.test import Client

from gongkai.accounts import services as accounts
from gongkai.accounts.models import Person
from gongkai.audit import selectors, verify
from gongkai.audit.models import Entry
from gongkai.kit import clock
from gongkai.statute.vocab.roles import CASE_CONTENT, ROLES
from tests.builders import a_clerk, a_person, an_agency, sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [role for role in ROLES if role.officer], ids=lambda role: role.code)
def test_none_of_the_three_officers_sees_what_is_not_published(role: object) -> None:
    assert not role.may & CASE_CONTENT  # type: ignore[attr-defined]


def test_the_auditor_finds_by_day_person_act_and_subject(client: Client) -> None:
    agency = an_agency("港湾街道办事处")
    auditor, handler = a_clerk(agency, "auditor"), a_clerk(agency, "handler")
    person = Person.objects.get(pk=handler.person_id)
    accounts.sign_in(person, by=handler)
    accounts.sign_out(person, by=handler)
    sign_in(client, auditor)

    def rows(**asked: str) -> int:
        return len(client.get("/work/audit/", asked).context["rows"])

    today = str(clock.today())
    assert rows() == 2
    assert rows(act="accounts.sign_in") == 1
    assert rows(person=handler.person) == 2
    assert rows(person="没有这个人") == 0
    assert rows(since=today, until=today) == 2
    assert rows(until="2020-01-01") == 0
    assert rows(subject_type="accounts.person", subject_id=str(person.pk)) == 2
    assert client.get("/work/audit/", {"since": today, "until": "2020-01-01"}).status_code == 422


def test_old_and_new_values_are_shown_and_personal_ones_are_not(client: Client) -> None:
    agency = an_agency()
    security = a_clerk(agency, "security_administrator")
    person = a_person("原名", agency=agency, email="old@example.gov.cn")
    accounts.edit_person(
        person.pk, name="新名", agency_id=agency.pk, email="new@example.gov.cn", version=1, by=security
    )
    sign_in(client, a_clerk(agency, "auditor"))

    page = client.get(f"/work/audit/entries/{Entry.objects.get().pk}/").content.decode()

    assert "原名" in page
    assert "新名" in page
    assert "example.gov.cn" not in page
    assert "个人信息" in page


def test_an_auditor_below_the_root_sees_own_chains_and_not_the_platform_s(client: Client) -> None:
    district = an_agency("前进区人民政府", kind="county")
    street = an_agency("港湾街道办事处", under=district)
    handler = a_clerk(street, "handler")
    accounts.sign_in(Person.objects.get(pk=handler.person_id), by=handler)
    accounts.sign_in_failed("nobody")

    below = {chain.agency for chain in selectors.chains(a_clerk(street, "auditor"))}
    above = {chain.agency for chain in selectors.chains(a_clerk(district, "auditor"))}

    assert below == {street.pk}
    assert above == {0, street.pk}


def test_an_export_is_streamed_and_proves_itself(client: Client) -> None:
    agency = an_agency()
    handler = a_clerk(agency, "handler")
    for _ in range(3):
        accounts.sign_in(Person.objects.get(pk=handler.person_id), by=handler)
    sign_in(client, a_clerk(agency, "auditor"))

    answer = client.get("/work/audit/chains/export/")
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    proven = client.post("/work/audit/chains/prove/").content.decode()

    assert answer["Content-Type"].startswith("application/jsonl")
    assert verify.verify(lines) == []
    assert sum('"entry"' in line for line in lines) == 3
    assert "没有发现改动" in proven


def test_the_list_costs_the_same_however_long_it_is(client: Client, django_assert_max_num_queries: object) -> None:
    agency = an_agency()
    handler = a_clerk(agency, "handler")
    person = Person.objects.get(pk=handler.person_id)
    for _ in range(60):
        accounts.sign_in(person, by=handler)
    sign_in(client, a_clerk(agency, "auditor"))

    with django_assert_max_num_queries(14):  # type: ignore[operator]
        page = client.get("/work/audit/")

    assert len(page.context["rows"]) == 50
    assert "第 1 页，共 2 页" in page.content.decode()


def test_history_of_gives_what_happened_to_one_thing() -> None:
    agency = an_agency()
    security = a_clerk(agency, "security_administrator")
    person = a_person("原名", agency=agency)
    accounts.edit_person(person.pk, name="新名", agency_id=agency.pk, email="", version=1, by=security)
    accounts.close_account(person.pk, reason="离职", by=security)

    history = selectors.history_of("accounts.Person", person.pk)

    assert [one.act for one in history] == ["accounts.close", "accounts.edit_person"]
    assert history[1].labelled[0][0] == "姓名"
    assert history[0].note == "离职"
