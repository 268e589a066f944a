"""The security administrator's pages, and everybody's page of own delegations."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from gongkai.accounts.models import Person, Post, Term
from gongkai.agencies.models import Agency
from gongkai.kit import clock
from gongkai.statute.vocab.roles import Perm
from tests.builders import a_clerk, a_person, a_term, an_agency, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return an_agency("港湾街道办事处")


@pytest.fixture
def security(client: Client, agency: Agency) -> Client:
    a_term(agency, "security_administrator")
    return sign_in(client, a_clerk(agency, "security_administrator"))


def test_an_account_is_opened_and_its_password_shown_once(security: Client, agency: Agency) -> None:
    fields = {"login": "jingban", "name": "经办人甲", "agency": agency.pk}

    made = security.post("/work/people/new/", fields)
    slip = security.get(made["Location"]).content.decode()
    again = security.get(made["Location"]).content.decode()
    password = re.search(r'class="password">([a-z0-9-]+)<', slip)[1]  # type: ignore[index]

    person = Person.objects.get(login="jingban")
    assert person.check_password(password)
    assert person.must_change_password
    assert password not in again
    assert "ACC-1115" not in slip
    entered = Client().post("/accounts/login/", {"login": "jingban", "password": password})
    assert entered.status_code == 302


def test_a_form_with_mistakes_says_where(security: Client, agency: Agency) -> None:
    taken = a_person(agency=agency)

    empty = security.post("/work/people/new/", {})
    again = security.post("/work/people/new/", {"login": taken.login, "name": "x", "agency": agency.pk})

    assert empty.status_code == again.status_code == 422
    assert 'href="#id_login"' in empty.content.decode()
    assert "ACC-1007" in again.content.decode()


def test_the_slower_of_two_editors_is_told_and_loses_nothing(security: Client, agency: Agency) -> None:
    person = a_person("原名", agency=agency)
    fields = {"agency": agency.pk, "email": "", "version": 1}

    security.post(f"/work/people/{person.pk}/edit/", fields | {"name": "先改的"})
    late = security.post(f"/work/people/{person.pk}/edit/", fields | {"name": "后改的"})
    page = late.content.decode()
    retried = security.post(f"/work/people/{person.pk}/edit/", fields | {"name": "后改的", "version": 2})

    assert late.status_code == 422
    assert "ACC-1014" in page
    assert "先改的" in page
    assert 'value="后改的"' in page
    assert 'name="version" value="2"' in page
    assert retried.status_code == 302


def test_closing_reopening_resetting_and_unlocking(security: Client, agency: Agency) -> None:
    person = a_person(agency=agency)
    path = f"/work/people/{person.pk}/"

    security.post(f"{path}close/", {"reason": "离职"})
    closed = Person.objects.get(pk=person.pk).is_active
    security.post(f"{path}reopen/", {"reason": "返岗"})
    slip = security.post(f"{path}reset/")
    for _ in range(5):
        Client().post("/accounts/login/", {"login": person.login, "password": "wrong"})
    locked = security.get(path).content.decode()
    security.post(f"{path}unlock/")

    assert closed is False
    assert Person.objects.get(pk=person.pk).is_active
    assert slip["Location"] == f"{path}slip/"
    assert "暂时锁定" in locked
    assert "暂时锁定" not in security.get(path).content.decode()


def test_a_post_is_set_up_filled_and_vacated(security: Client, agency: Agency) -> None:
    person = a_person("经办人甲", agency=agency)
    today = str(clock.today())

    made = security.post("/work/posts/new/", {"agency": agency.pk, "title": "文书", "role": "handler"})
    post = Post.objects.get(title="文书")
    security.post(f"{made['Location']}appoint/", {"person": person.pk, "since": today, "reason": "任职通知"})
    shown = security.get(made["Location"]).content.decode()
    term = Term.objects.get(post=post)
    security.post(f"/work/terms/{term.pk}/end/", {"on": today, "reason": "轮岗"})
    then = security.get("/work/posts/", {"on": "2020-01-01"}).content.decode()

    assert "经办人甲" in shown
    assert Term.objects.get(pk=term.pk).until == clock.today()
    assert "空缺" in then


def test_a_refusal_of_a_service_stands_above_the_form(security: Client, agency: Agency) -> None:
    auditor = a_term(agency, "auditor").person
    post = Post.objects.create(agency=agency, title="文书", role="handler")

    answer = security.post(f"/work/posts/{post.pk}/appoint/", {"person": auditor.pk, "since": str(clock.today())})

    assert answer.status_code == 422
    assert "ACC-1001" in answer.content.decode()


def test_a_holder_delegates_and_takes_back(client: Client, agency: Agency) -> None:
    head, colleague = a_clerk(agency, "section_head"), a_person("同事", agency=agency)
    sign_in(client, head)
    today = clock.today()
    fields = {"post": head.post_id, "person": colleague.pk, "since": today, "until": today + timedelta(days=9)}

    given = client.post("/work/delegations/", fields | {"reason": "出差"})
    term = Term.objects.get(person=colleague)
    page = client.get("/work/delegations/").content.decode()
    client.post("/work/delegations/", {"end": term.pk})
    stranger = Client()
    sign_in(stranger, a_clerk(agency))

    assert given.status_code == 302
    assert "同事" in page
    assert Term.objects.get(pk=term.pk).until == today
    assert stranger.post("/work/delegations/", {"end": term.pk}).status_code == 404


def test_lists_cost_the_same_however_long(
    security: Client, agency: Agency, django_assert_max_num_queries: object
) -> None:
    for _ in range(60):
        a_term(agency)

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        people = security.get("/work/people/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        posts = security.get("/work/posts/")

    assert len(people.context["rows"]) == len(posts.context["rows"]) == 50


def test_searching_people(security: Client, agency: Agency) -> None:
    a_person("张三丰", agency=agency)
    a_person("李四", agency=agency, is_active=False)

    def names(**asked: str) -> list[str]:
        return [person.name for person, _ in security.get("/work/people/", asked).context["rows"]]

    assert names(q="三丰") == ["张三丰"]
    assert names(state="closed") == ["李四"]


def test_every_permission_has_its_words() -> None:
    assert all(perm.label for perm in Perm)
    assert len({perm.label for perm in Perm}) == len(Perm)
