"""三员分立, and who may not decide on what: nobody on himself, nobody on the last who could."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from django.http import Http404

from gongkai.accounts import selectors, services
from gongkai.accounts.errors import (
    AccountClosed,
    DelegateToOneself,
    EndsBeforeStart,
    LastSecurityAdministrator,
    LoginTaken,
    NotOneself,
    NotTheHolder,
    OfficerDelegates,
    OfficersAreSeparate,
    PostClosed,
    PostHeld,
    PostTitleTaken,
    TermEnded,
    TermOverlaps,
)
from gongkai.accounts.models import Person, Post, Term
from gongkai.agencies.models import Agency
from gongkai.audit.models import Entry
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.vocab.roles import ROLE, ROLES, are_separate
from tests.builders import a_clerk, a_person, a_term, an_agency

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
OFFICERS = [role.code for role in ROLES if role.officer]


@pytest.fixture
def agency() -> Agency:
    return an_agency("港湾街道办事处")


@pytest.fixture
def security(agency: Agency) -> Clerk:
    a_term(agency, "security_administrator")  # so that the one who acts is not the last
    return a_clerk(agency, "security_administrator")


def a_post(agency: Agency, role: str) -> Post:
    return Post.objects.create(agency=agency, role=role, title=f"{ROLE[role].label}{Post.objects.count()}")


@pytest.mark.parametrize(("held", "wanted"), list(product(OFFICERS, [role.code for role in ROLES])))
@pytest.mark.parametrize("acting", [False, True])
def test_an_officer_holds_no_other_role_on_any_day(
    agency: Agency, security: Clerk, held: str, wanted: str, acting: bool
) -> None:
    person = a_term(agency, held, since=date(2026, 1, 1), until=date(2026, 6, 30)).person
    post = a_post(agency, wanted)

    def appoint(since: date, until: date | None) -> Term:
        return services.appoint(post.pk, person_id=person.pk, since=since, until=until, acting=acting, by=security)

    if are_separate((held, wanted)):
        assert appoint(date(2026, 6, 30), None)
        return
    for since, until in [(date(2026, 6, 30), None), (date(2025, 1, 1), date(2026, 1, 1)), (date(2025, 1, 1), None)]:
        with pytest.raises(OfficersAreSeparate, match="ACC-1001"):
            appoint(since, until)
    assert appoint(date(2026, 7, 1), None), "the next day is free"
    assert Term.objects.filter(person=person).count() == 2


def test_another_agency_s_post_counts_too(agency: Agency, security: Clerk) -> None:
    person = a_term(an_agency(), "auditor").person
    Person.objects.filter(pk=person.pk).update(agency=agency)

    with pytest.raises(OfficersAreSeparate):
        services.appoint(a_post(agency, "handler").pk, person_id=person.pk, since=DAY, by=security)


def test_a_delegation_does_not_make_an_officer_of_a_handler_or_the_reverse(agency: Agency) -> None:
    handler, auditor, other = (a_clerk(agency, role) for role in ("handler", "auditor", "section_head"))
    until = clock.today() + timedelta(days=3)
    given = {"since": clock.today(), "until": until, "reason": "休假"}

    with pytest.raises(OfficerDelegates, match="ACC-1016"):
        services.delegate(
            auditor.post_id, principal_id=auditor.person_id, person_id=other.person_id, by=auditor, **given
        )
    with pytest.raises(OfficersAreSeparate):
        services.delegate(
            handler.post_id, principal_id=handler.person_id, person_id=auditor.person_id, by=handler, **given
        )


def test_nobody_decides_on_himself(agency: Agency, security: Clerk) -> None:
    me = security.person_id
    term = Term.objects.get(person=me)

    with pytest.raises(NotOneself, match="ACC-1002"):
        services.appoint(a_post(agency, "auditor").pk, person_id=me, since=DAY, by=security)
    for act in (services.close_account, services.reopen_account):
        with pytest.raises(NotOneself):
            act(me, reason="", by=security)
    with pytest.raises(NotOneself):
        services.reset_password(me, by=security)
    with pytest.raises(NotOneself):
        services.end_term(term.pk, on=clock.today(), reason="", by=security)


def test_the_last_security_administrator_stays(agency: Agency) -> None:
    first, second = a_clerk(agency, "security_administrator"), a_clerk(agency, "security_administrator")
    term = Term.objects.get(person=second.person_id)
    today = clock.today()

    services.end_term(term.pk, on=today, reason="轮岗", by=first)
    with pytest.raises(LastSecurityAdministrator, match="ACC-1003"):
        services.end_term(Term.objects.get(person=first.person_id).pk, on=today, reason="轮岗", by=second)
    with pytest.raises(LastSecurityAdministrator):
        services.close_account(first.person_id, reason="离职", by=second)


def test_the_demonstration_s_administrator_does_not_count_where_it_is_switched_off(agency: Agency) -> None:
    only = a_clerk(agency, "security_administrator")
    a_clerk(agency, "security_administrator", person=a_person(demonstration=True))
    other = replace(only, person_id=a_person().pk)

    with pytest.raises(LastSecurityAdministrator):
        services.close_account(only.person_id, reason="离职", by=other)


def test_one_above_is_enough(agency: Agency) -> None:
    district = an_agency("前进区人民政府", kind="county")
    street = an_agency("江北街道办事处", under=district)
    above = a_clerk(district, "security_administrator")
    below = a_term(street, "security_administrator")

    services.end_term(below.pk, on=clock.today(), reason="轮岗", by=above)

    assert Term.objects.get(pk=below.pk).until == clock.today()


def test_a_term_begins_and_ends_in_order(agency: Agency, security: Clerk) -> None:
    post, person = a_post(agency, "handler"), a_person(agency=agency)

    with pytest.raises(EndsBeforeStart, match="ACC-1010"):
        services.appoint(post.pk, person_id=person.pk, since=DAY, until=DAY - timedelta(days=1), by=security)
    term = services.appoint(post.pk, person_id=person.pk, since=DAY, by=security)
    with pytest.raises(TermOverlaps, match="ACC-1005"):
        services.appoint(post.pk, person_id=person.pk, since=DAY + timedelta(days=9), by=security)
    with pytest.raises(PostHeld, match="ACC-1012"):
        services.close_post(post.pk, on=DAY + timedelta(days=1), reason="", by=security)
    services.end_term(term.pk, on=DAY + timedelta(days=5), reason="轮岗", by=security)
    with pytest.raises(TermEnded, match="ACC-1011"):
        services.end_term(term.pk, on=DAY + timedelta(days=6), reason="", by=security)
    services.close_post(post.pk, on=DAY + timedelta(days=6), reason="合并", by=security)
    with pytest.raises(PostClosed, match="ACC-1004"):
        services.appoint(post.pk, person_id=person.pk, since=DAY + timedelta(days=30), by=security)


def test_who_held_a_post_on_any_day(agency: Agency, security: Clerk) -> None:
    post = a_post(agency, "handler")
    first, second = a_person("甲", agency=agency), a_person("乙", agency=agency)
    services.appoint(post.pk, person_id=first.pk, since=DAY, until=DAY + timedelta(days=9), by=security)
    services.appoint(post.pk, person_id=second.pk, since=DAY + timedelta(days=10), by=security)
    Person.objects.filter(pk=first.pk).update(is_active=False)  # gone since; history stays

    def holder(day: date) -> list[str]:
        return [term.person.name for term in selectors.holders([post], day).get(post.pk, [])]

    assert holder(DAY - timedelta(days=1)) == []
    assert holder(DAY) == holder(DAY + timedelta(days=9)) == ["甲"]
    assert holder(DAY + timedelta(days=10)) == ["乙"]


def test_a_delegate_acts_on_the_principal_s_behalf_until_it_ends(agency: Agency) -> None:
    head, colleague = a_clerk(agency, "section_head"), a_person(agency=agency)
    today = clock.today()

    services.delegate(
        head.post_id, principal_id=head.person_id, person_id=colleague.pk, since=today,
        until=today + timedelta(days=2), reason="出差", by=head,
    )  # fmt: skip

    assert [one.on_behalf_of for one in selectors.posts_of(colleague.pk, today)] == [head.person]
    assert selectors.posts_of(colleague.pk, today + timedelta(days=3)) == []
    assert selectors.posts_of(head.person_id, today), "the principal keeps the post"


@pytest.mark.parametrize("end", ["term", "account"])
def test_a_delegation_never_outlives_the_principal_s_own_hold_of_the_post(
    agency: Agency, security: Clerk, end: str
) -> None:
    head, colleague = a_clerk(agency, "section_head"), a_person(agency=agency)
    today = clock.today()
    services.delegate(
        head.post_id, principal_id=head.person_id, person_id=colleague.pk, since=today,
        until=today + timedelta(days=30), reason="出差", by=head,
    )  # fmt: skip

    if end == "account":
        services.close_account(head.person_id, reason="离职", by=security)
    else:
        own = Term.objects.get(post=head.post_id, person=head.person_id)
        services.end_term(own.pk, on=today, reason="调离", by=security)

    after = today if end == "account" else today + timedelta(days=1)
    assert selectors.posts_of(colleague.pk, after) == []


def test_only_what_is_one_s_own_is_delegated(agency: Agency) -> None:
    head, other = a_clerk(agency, "section_head"), a_person(agency=agency)
    today = clock.today()
    given = {"since": today, "until": today, "reason": "出差"}

    with pytest.raises(DelegateToOneself):
        services.delegate(head.post_id, principal_id=head.person_id, person_id=head.person_id, by=head, **given)
    with pytest.raises(Http404):
        services.delegate(head.post_id, principal_id=other.pk, person_id=other.pk, by=head, **given)
    stranger = a_person(agency=an_agency())
    with pytest.raises(Http404):
        services.delegate(head.post_id, principal_id=head.person_id, person_id=stranger.pk, by=head, **given)
    acting = a_clerk(agency, "section_head", acting=True)
    with pytest.raises(NotTheHolder, match="ACC-1006"):
        services.delegate(acting.post_id, principal_id=acting.person_id, person_id=other.pk, by=acting, **given)


def test_another_district_s_people_and_posts_are_not_there(security: Clerk) -> None:
    elsewhere = an_agency()
    person, term = a_person(agency=elsewhere), a_term(elsewhere)
    tries = [
        lambda: services.close_account(person.pk, reason="", by=security),
        lambda: services.reset_password(person.pk, by=security),
        lambda: services.unlock(person.pk, by=security),
        lambda: services.close_post(term.post_id, on=DAY, reason="", by=security),
        lambda: services.end_term(term.pk, on=DAY, reason="", by=security),
        lambda: services.appoint(term.post_id, person_id=person.pk, since=DAY, by=security),
        lambda: services.create_person(login="xin", name="新", agency_id=elsewhere.pk, email="", by=security),
        lambda: services.create_post(agency_id=elsewhere.pk, office="", title="岗", role="handler", by=security),
    ]

    for attempt in tries:
        with pytest.raises(Http404):
            attempt()
    assert not Entry.objects.exists()


def test_a_closed_account_is_not_appointed(agency: Agency, security: Clerk) -> None:
    person = a_person(agency=agency, is_active=False)

    with pytest.raises(AccountClosed, match="ACC-1008"):
        services.appoint(a_post(agency, "handler").pk, person_id=person.pk, since=DAY, by=security)


def test_logins_and_titles_are_unique(agency: Agency, security: Clerk) -> None:
    person = a_person(agency=agency)
    post = a_post(agency, "handler")

    with pytest.raises(LoginTaken, match="ACC-1007"):
        services.create_person(login=person.login.upper(), name="同名", agency_id=agency.pk, email="", by=security)
    with pytest.raises(PostTitleTaken, match="ACC-1013"):
        services.create_post(agency_id=agency.pk, office="", title=post.title, role="handler", by=security)


def test_the_first_officers_are_three_people(agency: Agency) -> None:
    one = [services.Founder(role, "same", "一人") for role in OFFICERS]

    with pytest.raises(ValueError, match="different people"):
        services.install_officers(agency.pk, one, on=DAY)
