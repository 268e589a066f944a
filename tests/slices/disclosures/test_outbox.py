"""The outbox against a channel that refuses, forgets and breaks off: published once, or a person is asked."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from gongkai.audit.models import Entry
from gongkai.disclosures.adapters import FolderAdapter, wechat_api
from gongkai.disclosures.adapters.base import Account, File, Job
from gongkai.disclosures.models import Delivery
from gongkai.disclosures.services import deliveries, publishing
from gongkai.disclosures.tasks.channels import send_once
from gongkai.kit import clock
from tests.slices.disclosures.builders import Office, an_office
from tests.slices.disclosures.declared_channels import FOLDER, WECHAT, a_delivery
from tests.slices.disclosures.wechat import SECRET, Wechat, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(settings, "GONGKAI_HOME", tmp_path)
    return an_office()


@pytest.fixture
def wechat(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wechat]:
    key = tmp_path / "keys" / "wechat" / office.agency.slug / WECHAT.account
    key.parent.mkdir(parents=True)
    key.write_text(SECRET + "\n")
    key.chmod(0o600)
    stand_in = Wechat()
    with serving(stand_in) as address:
        here = replace(settings.GONGKAI, wechat_address=address, site_address="https://www.example.gov.cn")
        monkeypatch.setattr(settings, "GONGKAI", here)
        monkeypatch.setattr(wechat_api, "_tokens", {})
        yield stand_in


def work(delivery: Delivery, rounds: int = 12) -> Delivery:
    """The worker until nothing is left to do; waiting times pass at once."""
    for _ in range(rounds):
        Delivery.objects.filter(pk=delivery.pk).update(next_try_at=None)
        if not send_once():
            break
    delivery.refresh_from_db()
    return delivery


def test_an_item_is_published_once_with_its_address(office: Office, wechat: Wechat) -> None:
    wechat.looks = 2
    delivery = work(a_delivery(office, WECHAT))

    assert (delivery.state, delivery.sent_version) == ("sent", 1)
    assert delivery.address == f"http://mp.weixin.qq.com/s/{delivery.remote_id}"
    assert delivery.released_on == clock.today()
    assert wechat.marks() == [f"https://www.example.gov.cn/i/{delivery.item.key}/?v=1"]
    assert Entry.objects.filter(act="delivery.done", subject_id=str(delivery.pk)).count() == 1


@pytest.mark.parametrize("call", ["draft/add", "freepublish/submit", "freepublish/get", "material/add_material"])
def test_an_answer_that_is_lost_does_not_publish_twice(office: Office, wechat: Wechat, call: str) -> None:
    wechat.drop[call] = 1

    delivery = work(a_delivery(office, WECHAT))

    assert delivery.state == "sent", delivery.problem
    assert len(wechat.marks()) == 1
    assert not wechat.drafts
    assert wechat.calls.count("freepublish/submit") == 1


def test_a_submission_that_cannot_be_found_is_a_persons(
    office: Office, wechat: Wechat, monkeypatch: pytest.MonkeyPatch
) -> None:
    wechat.drop["freepublish/submit"], wechat.status = 1, 3
    delivery = a_delivery(office, WECHAT)
    work(delivery, rounds=3)
    late = clock.now() + timedelta(minutes=20)
    monkeypatch.setattr(clock, "now", lambda: late)

    work(delivery)

    assert delivery.state == "stopped"
    assert "DSC-3906" in delivery.problem
    assert wechat.calls.count("freepublish/submit") == 1
    wechat.status = 0
    deliveries.retry(delivery.pk, by=office.disclosure_officer)
    assert work(delivery).state == "sent"
    assert len(wechat.marks()) == 1


@pytest.mark.parametrize("number", [40001, 42001])
def test_a_token_that_ended_is_fetched_again(office: Office, wechat: Wechat, number: int) -> None:
    wechat.refuse["draft/add"] = [number]

    delivery = work(a_delivery(office, WECHAT))

    assert delivery.state == "sent"
    assert wechat.calls.count("stable_token") == 2


def test_a_daily_limit_waits_for_midnight_and_is_not_counted(office: Office, wechat: Wechat) -> None:
    wechat.refuse["draft/add"] = [45009]
    delivery = a_delivery(office, WECHAT)

    send_once()

    delivery.refresh_from_db()
    here = clock.now().astimezone(clock.SHANGHAI)
    assert (delivery.state, delivery.attempts) == ("failed", 0)
    assert "DSC-3902" in delivery.problem
    assert delivery.next_try_at
    assert delivery.next_try_at.astimezone(clock.SHANGHAI).date() > here.date()


def test_a_refusal_is_shown_and_waits_for_a_person(office: Office, wechat: Wechat) -> None:
    wechat.refuse["freepublish/submit"] = [48001]

    delivery = work(a_delivery(office, WECHAT))

    assert delivery.state == "stopped"
    assert "48001" in delivery.problem
    assert Entry.objects.filter(act="delivery.stop_failed").count() == 1


def test_eight_tries_and_then_a_person(office: Office, wechat: Wechat) -> None:
    wechat.drop["stable_token"] = 100

    delivery = work(a_delivery(office, WECHAT), rounds=20)

    assert (delivery.state, delivery.attempts) == ("stopped", deliveries.TRIES)
    assert "DSC-3909" in delivery.problem


def test_a_withdrawal_takes_the_article_away(office: Office, wechat: Wechat) -> None:
    delivery = work(a_delivery(office, WECHAT))

    publishing.withdraw(delivery.item.key, "内容有误", on=clock.today(), by=office.disclosure_officer)

    assert work(delivery).state == "sent"
    assert delivery.withdrawn_at
    assert not wechat.articles


def test_no_secret_is_shown_or_logged(office: Office, wechat: Wechat, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    wechat.refuse["stable_token"] = [40125]
    delivery = work(a_delivery(office, WECHAT))
    deliveries.retry(delivery.pk, by=office.disclosure_officer)

    assert work(delivery).state == "sent"
    bodies = "".join(Entry.objects.values_list("body", flat=True))
    assert not [told for told in (caplog.text, delivery.problem, bodies) if SECRET in told or wechat.token in told]


def test_a_key_that_others_can_read_is_refused(office: Office, wechat: Wechat, tmp_path: Path) -> None:
    (tmp_path / "keys" / "wechat" / office.agency.slug / WECHAT.account).chmod(0o644)

    delivery = work(a_delivery(office, WECHAT))

    assert delivery.state == "stopped"
    assert "DSC-3903" in delivery.problem
    assert not wechat.calls


def test_a_folder_holds_the_page_and_says_when_it_is_withdrawn(office: Office, tmp_path: Path) -> None:
    delivery = work(a_delivery(office, FOLDER))
    folder = tmp_path / "outgoing" / office.agency.slug / FOLDER.account
    page, data = (folder / f"{delivery.item.key}.{ending}" for ending in ("html", "json"))
    assert delivery.state == "sent"
    assert delivery.item.title in page.read_text("utf-8")

    publishing.withdraw(delivery.item.key, "内容有误", on=clock.today(), by=office.disclosure_officer)
    work(delivery)

    assert not page.exists()
    assert '"state": "withdrawn"' in data.read_text("utf-8")


def test_pictures_of_the_text_lie_beside_the_page(office: Office, tmp_path: Path) -> None:
    key, item = uuid4(), uuid4()
    file = File(key, "图.png", "image/png", "流程图", True, lambda: b"png")
    body = f'<p><img src="/i/{item}/files/{key}.png" alt="流程图"><img src="/other.png"></p>'
    account = Account(1, "文件夹", "港湾街道办事处", office.agency.slug, {"folder": FOLDER.account})

    FolderAdapter().push(
        Job(account, "publish", 1, item, "", "标题", body=body, files=(file,)), lambda progress: None
    )

    folder = tmp_path / "outgoing" / office.agency.slug / FOLDER.account
    told = json.loads((folder / f"{item}.json").read_text("utf-8"))
    assert told["body"] == body.replace(f"/i/{item}/files/{key}.png", f"{item}/{key}.png")
    assert f'src="{item}/{key}.png"' in (folder / f"{item}.html").read_text("utf-8")
    assert (folder / f"{item}/{key}.png").read_bytes() == b"png"


@pytest.mark.parametrize("action", ["publish", "withdraw"])
def test_what_a_killed_worker_had_begun_is_taken_away(office: Office, tmp_path: Path, action: str) -> None:
    folder, item = tmp_path / "outgoing" / office.agency.slug / FOLDER.account, uuid4()
    (folder / str(item)).mkdir(parents=True)
    begun = [folder / f".{item}.html.99", folder / f".{item}.json.99", folder / str(item) / ".a.png.99"]
    for path in begun:
        path.write_text("half")
    account = Account(1, "文件夹", "港湾街道办事处", office.agency.slug, {"folder": FOLDER.account})

    FolderAdapter().push(Job(account, action, 1, item, "", "标题", interrupted=True), lambda progress: None)

    assert not [path for path in begun if path.exists()]
    assert (folder / f"{item}.json").is_file()


def test_two_workers_never_have_the_same(office: Office) -> None:
    a_delivery(office, FOLDER)
    now = clock.now()

    assert deliveries.claim(now) is not None
    assert deliveries.claim(now) is None


def test_an_abandoned_claim_is_taken_over_and_the_first_worker_is_refused(office: Office) -> None:
    a_delivery(office, FOLDER)
    first = deliveries.claim(clock.now())
    second = deliveries.claim(clock.now() + deliveries.CLAIM + timedelta(seconds=1))

    assert first
    assert second
    assert second[1], "the second knows that it was interrupted"
    with pytest.raises(deliveries.ClaimLost):
        deliveries.keep(first[0], {"draft": "1"})


def test_a_request_that_comes_while_sending_is_not_lost(office: Office) -> None:
    delivery = a_delivery(office, FOLDER)
    mine = deliveries.claim(clock.now())
    assert mine
    publishing.withdraw(delivery.item.key, "内容有误", on=clock.today(), by=office.disclosure_officer)

    deliveries.delivered(mine[0], deliveries.Done("publish", mine[0].version))

    delivery.refresh_from_db()
    assert (delivery.state, delivery.action, delivery.sent_version) == ("waiting", "withdraw", 1)
    assert work(delivery).withdrawn_at is not None
