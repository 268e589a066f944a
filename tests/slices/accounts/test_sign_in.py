"""Signing in: password, lock-out, two steps, how long it lasts, what comes first, what is recorded."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from gongkai.accounts import demonstration, tasks
from gongkai.accounts.browsers import in_words
from gongkai.accounts.models import Person
from gongkai.accounts.selectors import clerk
from gongkai.audit.models import Entry
from gongkai.kit import clock
from gongkai.site import settings as production
from tests.builders import PASSWORD, a_person, a_term, an_agency, sign_in

pytestmark = pytest.mark.django_db
NEW = "yun duo tie gui luo bo"


@pytest.fixture(autouse=True)
def fresh() -> None:
    cache.clear()


def enter(client: Client, person: Person, password: str = PASSWORD, **more: str) -> object:
    return client.post("/accounts/login/", {"login": person.login, "password": password, **more})


def acts(person: Person | None = None) -> list[str]:
    entries = Entry.objects.filter(subject_type="accounts.person").order_by("id")
    if person:
        entries = entries.filter(subject_id=str(person.pk))
    return [entry.act for entry in entries]


def test_a_person_signs_in_and_out_and_both_are_recorded(client: Client) -> None:
    person = a_term(an_agency()).person

    entered = enter(client, person, next="/accounts/sessions/")
    inside = client.get("/accounts/sessions/")
    left = client.post("/accounts/logout/")

    assert entered["Location"] == "/accounts/sessions/"  # type: ignore[index]
    assert "本次" in inside.content.decode()
    assert left.status_code == 302
    assert client.get("/accounts/sessions/").status_code == 302
    assert acts(person) == ["accounts.sign_in", "accounts.sign_out"]


@pytest.mark.parametrize(
    ("role", "page"),
    [("security_administrator", "/work/people/"), ("auditor", "/work/audit/"), ("handler", "/work/")],
)
def test_work_begins_where_the_post_s_work_is(client: Client, role: str, page: str) -> None:
    person = a_term(an_agency(), role).person

    assert enter(client, person)["Location"] == page  # type: ignore[index]


def test_the_session_s_key_changes_at_sign_in(client: Client) -> None:
    person = a_person()
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key

    enter(client, person)

    assert client.session.session_key != before


@pytest.mark.parametrize("login", ["known", "unknown"])
def test_a_wrong_password_says_the_same_of_known_and_unknown_logins(client: Client, login: str) -> None:
    a_person()
    person = Person(login="no-such-login") if login == "unknown" else Person.objects.get()

    answer = enter(client, person, "wrong password")

    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "ACC-1101" in answer.content.decode()  # type: ignore[attr-defined]


def test_what_was_typed_as_a_login_is_masked_in_the_record(client: Client) -> None:
    enter(client, Person(login="my-secret-password"), "x")

    entry = Entry.objects.get(act="accounts.sign_in_failed")
    assert "my-secret-password" not in entry.body
    assert "m******d" in entry.body
    assert entry.chain.agency == 0


def test_five_failures_lock_the_account_even_for_the_right_password(client: Client) -> None:
    person = a_person()

    answers = [enter(client, person, "wrong password").status_code for _ in range(5)]  # type: ignore[attr-defined]
    locked = enter(client, person)

    assert answers == [422, 422, 422, 422, 429]
    assert locked.status_code == 429  # type: ignore[attr-defined]
    assert "ACC-1102" in locked.content.decode()  # type: ignore[attr-defined]
    assert acts(person) == [*["accounts.sign_in_failed"] * 4, "accounts.lock_out", "accounts.sign_in_failed"]


def test_the_lock_is_the_account_s_and_not_the_office_s(client: Client) -> None:
    locked, colleague = a_person(), a_person()
    for _ in range(5):
        enter(client, locked, "wrong password")

    assert enter(client, colleague).status_code == 302  # type: ignore[attr-defined]


def test_a_closed_account_does_not_sign_in_and_its_sessions_are_over(client: Client) -> None:
    person = a_person()
    enter(client, person)

    Person.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get("/accounts/sessions/").status_code == 302
    assert enter(Client(), person).status_code == 422  # type: ignore[attr-defined]


def test_an_idle_session_ends_and_says_why(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    person = a_person()
    enter(client, person)
    now = clock.now()

    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=31))
    answer = client.get("/accounts/sessions/", follow=True)

    assert "ACC-1111" in answer.content.decode()
    assert "没有操作" in answer.content.decode()


def test_a_busy_session_ends_after_its_longest_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    person = a_person()
    enter(client, person)
    now = clock.now()

    for minutes in range(20, 12 * 60, 20):
        monkeypatch.setattr(clock, "now", lambda at=now + timedelta(minutes=minutes): at)
        assert client.get("/accounts/sessions/").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=12, minutes=1))

    assert client.get("/accounts/sessions/").status_code == 302


def test_a_session_that_has_run_out_is_forgotten_with_what_waited_in_it(client: Client) -> None:
    enter(client, a_person())
    over, running = client.session.session_key, Client()
    enter(running, a_person())
    Session.objects.filter(pk=over).update(expire_date=clock.now() - timedelta(minutes=1))

    tasks.forget_sessions()

    assert not Session.objects.filter(pk=over).exists()
    assert running.get("/accounts/sessions/").status_code == 200


def test_no_more_sessions_than_allowed_the_oldest_ends() -> None:
    person = a_person()
    clients = [Client() for _ in range(4)]

    for client in clients:
        enter(client, person)

    assert [client.get("/accounts/sessions/").status_code for client in clients] == [302, 200, 200, 200]
    assert UserSession.objects.filter(user=person).count() == 3


def test_the_other_sessions_are_ended_at_will() -> None:
    person, here, there = a_person(), Client(), Client()
    enter(here, person)
    enter(there, person)

    here.post("/accounts/sessions/")

    assert here.get("/accounts/sessions/").status_code == 200
    assert there.get("/accounts/sessions/").status_code == 302


def test_a_temporary_password_is_changed_before_anything_else(client: Client) -> None:
    person = a_person(must_change_password=True)
    enter(client, person)

    stopped = client.get("/accounts/sessions/")
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    changed = client.post("/accounts/password/", fields)

    assert stopped["Location"] == "/accounts/password/"
    assert changed.status_code == 302, changed.content.decode()
    assert client.get("/accounts/sessions/").status_code == 200
    person.refresh_from_db()
    assert person.check_password(NEW)
    assert not person.must_change_password
    assert person.password_changed_at is not None
    assert "accounts.change_password" in acts(person)


@pytest.mark.parametrize(
    "password",
    ["short", PASSWORD, "woaini123456!", "Passw0rd20240101", "1qaz2wsx3edc4rfv", "aaaaaaaaaaaaaa",
     "person-1-person-1", "zhengwugongkai2025", "x" * 129, "ｗｏａｉｎｉ１２３４５６！"],
)  # fmt: skip
def test_a_password_that_everybody_uses_is_refused(client: Client, password: str) -> None:
    person = a_person()
    Person.objects.filter(pk=person.pk).update(login="person-1")
    client.force_login(Person.objects.get(pk=person.pk), backend="django.contrib.auth.backends.ModelBackend")

    fields = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    answer = client.post("/accounts/password/", fields)

    assert answer.status_code == 422
    assert Person.objects.get(pk=person.pk).check_password(PASSWORD)


def test_nobody_signs_up_and_nothing_else_of_the_library_is_routed(client: Client) -> None:
    for path in ("signup", "email", "password/reset", "password/change", "social", "2fa"):
        assert client.get(f"/accounts/{path}/").status_code == 404


def test_two_steps_are_set_up_asked_for_and_replaced_by_a_recovery_code(client: Client) -> None:
    person = a_person()
    enter(client, person)
    secret = seed_shown(client)

    done = client.post("/accounts/two-steps/on/", {"code": code(secret)})
    shown = client.get(done["Location"]).content.decode()
    again = client.get(done["Location"]).content.decode()
    codes = re.findall(r"<li><code>(\d+)</code>", shown)

    assert len(codes) == 10
    assert codes[0] not in again
    assert secret not in Authenticator.objects.get(type="totp").data["secret"]
    other = Client()
    assert enter(other, person)["Location"] == "/accounts/two-steps/code/"  # type: ignore[index]
    assert other.get("/accounts/sessions/").status_code == 302
    assert other.post("/accounts/two-steps/code/", {"code": "000000"}).status_code == 422
    assert other.post("/accounts/two-steps/code/", {"code": codes[0]}).status_code == 302
    assert other.get("/accounts/sessions/").status_code == 200
    third = Client()
    enter(third, person)
    assert third.post("/accounts/two-steps/code/", {"code": codes[0]}).status_code == 422, "a code is good once"
    assert acts(person).count("accounts.two_steps_on") == 1


def test_the_second_step_cannot_be_guessed(client: Client) -> None:
    person = a_person()
    enter(client, person)
    secret = seed_shown(client)
    client.post("/accounts/two-steps/on/", {"code": code(secret)})
    cache.clear()
    other = Client()
    enter(other, person)

    for _ in range(6):
        other.post("/accounts/two-steps/code/", {"code": "000000"})
    cache_full = other.post("/accounts/two-steps/code/", {"code": code(secret)})

    assert cache_full.status_code == 422
    assert "ACC-1103" in cache_full.content.decode()


def test_an_officer_sets_up_two_steps_first_where_they_are_required(client: Client, settings: object) -> None:
    settings.GONGKAI = replace(settings.GONGKAI, mfa_required=True)  # type: ignore[attr-defined]
    agency = an_agency()
    auditor, handler = a_term(agency, "auditor").person, a_term(agency, "handler").person

    enter(client, auditor)
    plain = Client()
    enter(plain, handler)

    assert client.get("/accounts/sessions/")["Location"] == "/accounts/two-steps/on/"
    assert plain.get("/accounts/sessions/").status_code == 200


def test_the_demonstration_s_accounts_are_listed_where_it_is_on(client: Client, settings: object) -> None:
    settings.GONGKAI = replace(settings.GONGKAI, demonstration=True)  # type: ignore[attr-defined]
    term = a_term(an_agency("港湾街道办事处"), person=a_demonstrator())

    page = client.get("/accounts/login/").content.decode()
    entered = enter(client, term.person, demonstration.PASSWORD)

    assert "经办人甲" in page
    assert f'value="{term.person.login}"' in page
    assert entered.status_code == 302  # type: ignore[attr-defined]


def test_the_demonstration_s_accounts_are_neither_listed_nor_let_in_elsewhere(client: Client) -> None:
    term = a_term(an_agency("港湾街道办事处"), person=a_demonstrator())

    page = client.get("/accounts/login/").content.decode()
    entered = enter(client, term.person, demonstration.PASSWORD)

    assert "经办人甲" not in page
    assert term.person.login not in page
    assert demonstration.PASSWORD not in page
    assert entered.status_code == 422  # type: ignore[attr-defined]


def test_a_session_of_the_demonstration_is_over_where_it_is_switched_off(client: Client, settings: object) -> None:
    settings.GONGKAI = replace(settings.GONGKAI, demonstration=True)  # type: ignore[attr-defined]
    term = a_term(an_agency("港湾街道办事处"), "security_administrator", person=a_demonstrator())
    enter(client, term.person, demonstration.PASSWORD)
    assert client.get("/work/people/").status_code == 200

    settings.GONGKAI = replace(settings.GONGKAI, demonstration=False)  # type: ignore[attr-defined]

    assert client.get("/work/people/").status_code == 403


def test_one_switches_between_own_posts_and_to_no_other(client: Client) -> None:
    agency = an_agency("港湾街道办事处")
    person = a_person()
    first, second = a_term(agency, person=person), a_term(agency, "section_head", person=person)
    sign_in(client, clerk(first))

    client.post("/accounts/post/", {"post": second.post_id})
    page = client.get("/accounts/sessions/").content.decode()
    refused = client.post("/accounts/post/", {"post": a_term(agency).post_id})

    assert client.session["acting_post"] == second.post_id
    assert f"· {second.post}</span>" in page
    assert refused.status_code == 422


def test_passwords_are_hashed_slowly_and_cookies_kept_from_scripts() -> None:
    assert "Scrypt" in production.PASSWORD_HASHERS[0]  # type: ignore[attr-defined]
    assert production.SESSION_COOKIE_HTTPONLY is True  # type: ignore[attr-defined]


def a_demonstrator() -> Person:
    person = a_person("经办人甲", demonstration=True)
    person.set_password(demonstration.PASSWORD)
    person.save()
    return person


def seed_shown(client: Client) -> str:
    """The seed on the page that sets up two steps, after the password was given once more."""
    assert client.get("/accounts/two-steps/on/")["Location"].startswith("/accounts/again/")
    client.post("/accounts/again/?next=/accounts/two-steps/on/", {"password": PASSWORD})
    page = client.get("/accounts/two-steps/on/").content.decode()
    found = re.search(r'totp-secret">([A-Z2-7]+)<', page)
    assert found
    return found[1]


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/120.0 Safari/537.36 Edg/120.0", "Edge，Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) MicroMessenger/8.0 Safari/604.1", "微信，iPhone"),
        ("Mozilla/5.0 (X11; Linux aarch64; rv:120.0) Gecko/20100101 Firefox/120.0", "火狐，Linux"),
        ("curl/8.5", "curl/8.5"),
        ("", "没有说明"),
    ],
)
def test_a_browser_is_named_in_words(said: str, words: str) -> None:
    assert in_words(said) == words
