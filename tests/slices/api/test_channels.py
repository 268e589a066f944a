"""Channels and the outbox by the API alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.disclosures.models import Delivery
from gongkai.kit import clock
from tests.slices.api.calls import ask, bearer, do, ok, refused, send
from tests.slices.disclosures.builders import Office, an_office
from tests.slices.disclosures.declared_channels import FOLDER, PDF, a_channel, a_delivery

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def test_a_channel_is_added_changed_closed_and_used_again(office: Office) -> None:
    by = office.disclosure_officer
    facts = {"name": "政务微博", "kind": "weibo"}

    made = ok(do(by, "channel.open", {"facts": facts}))
    twice = do(by, "channel.open", {"facts": facts})
    changed = {"facts": facts | {"name": "政务微博（新）"}, "version": made["version"]}
    edited = ok(do(by, "channel.edit", changed, pk=made["id"]))
    stale = do(by, "channel.edit", changed, pk=made["id"])
    day = clock.today().isoformat()
    closed = ok(do(by, "channel.close", {"on": day, "version": edited["version"]}, pk=made["id"]))
    again = ok(do(by, "channel.reopen", {"version": closed["version"]}, pk=made["id"]))

    assert refused(twice) == (422, "DSC-3702")
    assert edited["name"] == "政务微博（新）"
    assert refused(stale) == (409, "DSC-3701")
    assert (closed["closed_on"], again["closed_on"]) == (day, None)
    assert refused(do(by, "channel.test", pk=made["id"])) == (422, "DSC-3707")


def test_what_a_person_published_is_registered_with_its_proof(office: Office) -> None:
    found = a_delivery(office)
    proof = SimpleUploadedFile("截图.pdf", PDF)
    form = {"on": clock.today().isoformat(), "address": "https://weibo.com/1", "evidence": proof}

    without = send(office.handler, "delivery.by_hand", {"on": clock.today().isoformat()}, pk=found.pk)
    done = ok(send(office.handler, "delivery.by_hand", form, pk=found.pk))
    kept = Client().get(f"/api/v1/deliveries/{found.pk}/evidence", headers=bearer(office.handler))

    assert refused(without) == (422, "DSC-3805")
    assert (done["state"], done["address"]) == ("sent", "https://weibo.com/1")
    assert b"".join(kept.streaming_content) == PDF


def test_the_outbox_is_listed_and_counted(office: Office) -> None:
    found = a_delivery(office)
    by = office.disclosure_officer

    waiting = ok(ask(by, "deliveries", state="by_hand"))["lines"]
    counts = ok(ask(by, "deliveries/counts"))
    listed = {line["channel"]["name"]: line["waiting"] for line in ok(ask(by, "channels"))}

    assert [(line["delivery"]["id"], line["title"]) for line in waiting] == [(found.pk, found.item.title)]
    assert counts["by_hand"] == 1
    assert listed[found.channel.name] == {"waiting": 1}
    assert ask(by, "deliveries", state="lost").status_code == 422


def test_a_delivery_is_tried_again_or_left(office: Office) -> None:
    found = a_delivery(office, FOLDER)
    by = office.disclosure_officer

    assert ok(do(by, "delivery.retry", pk=found.pk))["state"] == "waiting"
    assert ok(do(by, "delivery.cancel", {"reason": "渠道停用"}, pk=found.pk))["state"] == "cancelled"
    assert Delivery.objects.get(pk=found.pk).problem == "渠道停用"
    assert ok(ask(by, f"deliveries/{found.pk}"))["delivery"]["problem"] == "渠道停用"


def test_another_agencys_are_not_there(office: Office) -> None:
    found, stranger = a_delivery(office), an_office().disclosure_officer

    assert refused(ask(stranger, f"deliveries/{found.pk}")) == (404, "API-1404")
    assert refused(ask(stranger, f"channels/{a_channel(office, FOLDER).pk}")) == (404, "API-1404")
    assert refused(do(stranger, "delivery.retry", pk=found.pk)) == (404, "API-1404")
