"""What the office watches, as data: columns, the duty of article 26, channels, the register."""

import pytest

from gongkai.disclosures.models import Item
from gongkai.kit import clock
from tests.builders import a_clerk, an_agency
from tests.slices.api.calls import ask, do, ok, refused, walked
from tests.slices.disclosures.builders import Office, a_draft, an_office, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def test_columns_have_their_light_and_the_inspection_its_counts(office: Office) -> None:
    published(office)

    seen = ok(ask(office.handler, "freshness"))

    assert [(line["light"], line["items"]) for line in seen["columns"]] == [("green", 1)]
    assert {line["code"]: line["count"] for line in seen["veto"]}["blank"] == 0


def test_a_supervisor_sees_those_below() -> None:
    district = an_agency("前进区人民政府", kind="county")
    street = an_office(an_agency("港湾街道办事处", under=district))

    lines = walked(a_clerk(district, "supervisor"), "freshness/below")

    assert [(line["agency"], line["blank"]) for line in lines] == [("港湾街道办事处", 1)]
    assert refused(ask(street.handler, "freshness/below")) == (403, "API-1403")


def test_the_duty_of_article_26_is_told(office: Office) -> None:
    waiting, out = a_draft(office), published(office)
    Item.objects.filter(pk=out.pk).update(publish_due="2000-01-01")

    due = walked(office.handler, "duty/open")
    late = walked(office.handler, "duty/late")

    assert [line["item"]["key"] for line in due] == [str(waiting.key)]
    assert [line["item"]["key"] for line in late] == [str(out.key)]
    assert ok(ask(office.handler, "duty/shares"))[0]["late"] == 1


def test_publications_are_counted_by_channel_with_their_evidence(office: Office) -> None:
    item = published(office)

    totals = {line["kind"]: line["count"] for line in ok(ask(office.handler, "channel-totals"))}
    lines = walked(office.handler, "channel-totals/evidence", kind="website")

    assert totals["website"] == 1
    assert [line["item"] for line in lines] == [str(item.key)]
    assert ask(office.handler, "channel-totals/evidence").status_code == 422


def test_the_register_is_read_on_a_day(office: Office) -> None:
    document = published(
        office, kind="normative_document", document_number="前港办〔2026〕1号", valid_from=clock.today()
    )
    today = clock.today().isoformat()
    ok(do(office.disclosure_officer, "register.repeal", {"on": today, "basis": {"text": "文"}}, key=document.key))

    listed = walked(office.handler, "register", kind="normative_document")
    whole = ok(ask(office.handler, f"register/{document.key}"))
    counts = {line["kind"]: line for line in ok(ask(office.handler, "register/counts"))}

    assert [(line["item"]["key"], line["validity"]) for line in listed] == [(str(document.key), "repealed")]
    assert walked(office.handler, "register", binding="true") == []
    assert whole["events"][-1]["kind"] == "repeal"
    assert counts["normative_document"]["repealed"] == 1
    assert refused(ask(office.handler, f"register/{published(office).key}")) == (404, "API-1404")
