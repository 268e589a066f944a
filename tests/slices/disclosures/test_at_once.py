"""Fifty people on the same items at once: no rule is broken, no update lost, no number given twice."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from gongkai.audit.models import Entry
from gongkai.disclosures.models import Item, Revision, Signature
from gongkai.disclosures.services import items, publishing, review
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.errors import GongkaiError
from tests.builders import a_clerk
from tests.slices.disclosures.builders import FIRST, a_draft, an_office, approved, digest, facts, submitted

PEOPLE = 50
AT_ONCE = 10


def all_try(do: Callable[[Clerk], object], people: list[Clerk]) -> Counter[str]:
    """Everyone does it at the same time; how often it was done, and the codes of the refusals."""

    def attempt(by: Clerk) -> str:
        try:
            do(by)
        except GongkaiError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return Counter(pool.map(attempt, people))


@pytest.mark.usefixtures("shared")
def test_one_of_fifty_signs_and_the_others_are_told() -> None:
    office = an_office()
    people = [a_clerk(office.agency, "section_head") for _ in range(PEOPLE)]
    item = submitted(office)
    shown = digest(item)

    outcome = all_try(lambda by: review.sign(item.key, FIRST, digest=shown, by=by), people)

    assert outcome.pop("done") == 1
    assert set(outcome) <= {"DSC-1103", "DSC-2104"}
    assert Signature.objects.filter(item=item).count() == 1
    item.refresh_from_db()
    assert (item.next_step, item.awaited_role) == (1, "secrecy_reviewer")
    assert Entry.objects.filter(act="item.sign").count() == 1


@pytest.mark.usefixtures("shared")
def test_of_fifty_editors_of_one_version_one_saves() -> None:
    office = an_office()
    people = [a_clerk(office.agency, "handler") for _ in range(PEOPLE)]
    item = a_draft(office)

    def edit(by: Clerk) -> None:
        items.edit(item.key, facts(office, f"{by.person}的标题"), "<p>改动。</p>", version=item.version, by=by)

    outcome = all_try(edit, people)

    assert outcome == Counter({"DSC-2001": PEOPLE - 1, "done": 1})
    assert Revision.objects.filter(item=item).count() == 2


@pytest.mark.usefixtures("shared")
def test_items_published_at_once_have_numbers_without_gap_or_double() -> None:
    office = an_office()
    people = [a_clerk(office.agency, "disclosure_officer") for _ in range(AT_ONCE)]
    ready = [approved(office) for _ in range(AT_ONCE)]
    of = dict(zip((by.person_id for by in people), ready, strict=True))

    outcome = all_try(lambda by: publishing.publish(of[by.person_id].key, on=clock.today(), by=by), people)

    assert outcome == Counter({"done": AT_ONCE})
    numbers = Item.objects.filter(agency=office.agency).values_list("index_number", flat=True)
    assert sorted(int(str(number)[-5:]) for number in numbers) == list(range(1, AT_ONCE + 1))
    office.column.refresh_from_db()
    assert office.column.items == AT_ONCE


@pytest.mark.usefixtures("shared")
def test_signing_and_editing_at_once_never_approve_what_was_not_read() -> None:
    office = an_office()
    item = submitted(office)
    shown, version = digest(item), item.version
    people = [a_clerk(office.agency, role) for role in ("section_head", "handler") for _ in range(AT_ONCE)]

    def act(by: Clerk) -> None:
        if by.role == "section_head":
            review.sign(item.key, FIRST, digest=shown, by=by)
        else:
            items.edit(item.key, facts(office), f"<p>{by.person}改动。</p>", version=version, by=by)

    outcome = all_try(act, people)

    item = Item.objects.select_related("latest").get(pk=item.pk)
    signed = Signature.objects.filter(item=item)
    assert 1 <= outcome["done"] <= 2
    assert all(s.digest == s.revision.digest for s in signed.select_related("revision"))
    edited = Revision.objects.filter(item=item).count() > 1
    assert item.state == ("drafting" if edited else "in_review")
