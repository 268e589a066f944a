"""What the desk says beside items: to those who can act on it, with the way there; nothing when nothing is due."""

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.disclosures.views.reminders import reminders
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from tests.builders import a_clerk, a_column, sign_in
from tests.slices.disclosures.builders import Office, an_office, published
from tests.slices.disclosures.declared_activities import a_withheld_item
from tests.slices.disclosures.declared_channels import a_delivery
from tests.world import World

pytestmark = pytest.mark.django_db


def told(by: Clerk) -> dict[str, int]:
    return {one.what: one.count for one in reminders(by, clock.today())}


def settled() -> Office:
    """An office whose only column has something in it."""
    office = an_office()
    published(office)
    return office


def test_nothing_due_says_nothing() -> None:
    office = settled()

    assert told(office.disclosure_officer) == {}
    assert told(office.leader) == {}


def test_an_empty_column_is_told_to_those_who_fill_it() -> None:
    office = settled()
    a_column(office.agency)

    assert told(office.handler) == {"个栏目没有内容，也没有说明原因": 1}
    assert told(office.leader) == {}


def test_what_waits_for_a_hand_leads_to_the_list_of_it() -> None:
    office = an_office()
    a_delivery(office)

    (one,) = reminders(office.handler, clock.today())

    assert (one.count, one.late) == (1, False)
    assert one.address == f"{reverse('disclosures:deliveries')}?state=by_hand"


def test_a_review_that_is_due_is_told_to_who_decides() -> None:
    office = settled()
    a_withheld_item(World(office.agency, office.agency, office.agency, office.clerks))

    assert told(office.disclosure_officer)["条不予公开的信息应当评估"] == 1
    assert "条不予公开的信息应当评估" not in told(office.handler)


def test_a_post_that_reads_no_items_finds_its_own_pages(client: Client) -> None:
    officer = a_clerk(an_office().agency, "security_administrator")

    page = sign_in(client, officer).get(reverse("disclosures:desk"))

    assert page.status_code == 200
    assert reverse("accounts:people") in page.content.decode().partition("可以从这里开始")[2]
