"""The pages of items: what is shown to whom, what is refused, and how many queries a list costs."""

import re
from datetime import date, timedelta
from urllib.parse import quote, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.audit.models import Entry
from gongkai.disclosures.models import Item
from gongkai.disclosures.services import items, remarks
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from tests.builders import a_clerk, sign_in
from tests.slices.disclosures.builders import (
    BODY,
    Office,
    a_draft,
    an_office,
    approved,
    corrected,
    facts,
    published,
    sign_next,
    submitted,
)

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def as_clerk(by: Clerk) -> Client:
    return sign_in(Client(), by)


def at(name: str, item: Item | None = None, **more: object) -> str:
    return reverse(f"disclosures:{name}", kwargs=({"key": item.key} if item else {}) | more)


def a_form(office: Office, item: Item | None = None, **more: object) -> dict[str, object]:
    values: dict[str, object] = {
        "title": "便民服务中心搬迁通告",
        "column": office.column.pk,
        "body": "第一段。\n第二段。",
        "kind": "notice",
        "publicity": "proactive",
        "formed_on": clock.today().isoformat(),
    }
    return values | ({"version": item.version} if item else {}) | more


def test_a_clerk_drafts_with_title_and_column_alone() -> None:
    office = an_office()
    client = as_clerk(office.handler)
    given = {"title": "便民通告", "column": office.column.pk, "kind": "notice", "publicity": "proactive"}

    answer = client.post(at("item_new"), given, follow=True)

    item = Item.objects.get(title="便民通告")
    assert (item.state, item.drafter_id) == ("drafting", office.handler.person_id)
    assert "还要填写：成文日期、正文或者附件" in answer.content.decode()


def test_a_field_that_is_missing_is_named_above_the_form_and_beside_the_field() -> None:
    office = an_office()

    answer = as_clerk(office.handler).post(at("item_new"), a_form(office, title="", formed_on="2026-02-30"))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert '<a href="#id_title">请填写“标题”。</a>' in page
    assert '<p class="field-error" id="id_title_error">请填写“标题”。</p>' in page
    assert re.search(r'<input[^>]*name="title"[^>]*aria-invalid="true"[^>]*aria-describedby="id_title_error"', page)
    assert "请把“成文日期”写成 2026-03-01 或 2026年3月1日" in page


def test_plain_text_becomes_paragraphs() -> None:
    office = an_office()

    as_clerk(office.handler).post(at("item_new"), a_form(office))

    item = Item.objects.select_related("latest").get()
    assert item.latest is not None
    assert item.latest.body == "<p>第一段。</p><p>第二段。</p>"


def test_a_form_without_a_title_comes_back_with_what_was_typed() -> None:
    office = an_office()

    answer = as_clerk(office.handler).post(at("item_new"), a_form(office, title="", summary="摘要在此"))

    assert answer.status_code == 422
    assert "摘要在此" in answer.content.decode()
    assert not Item.objects.exists()


def test_a_preview_keeps_nothing() -> None:
    office = an_office()

    answer = as_clerk(office.handler).post(at("item_new"), a_form(office, preview="1"))

    assert "预览（还没有保存）" in answer.content.decode()
    assert not Item.objects.exists()


def test_a_stale_form_is_refused_says_who_acted_and_loses_nothing() -> None:
    office = an_office()
    item = a_draft(office)
    stale = item.version
    items.edit(item.key, facts(office), "<p>同事改过的正文。</p>", version=stale, by=office.section_head)

    answer = as_clerk(office.handler).post(
        at("item_edit", item), a_form(office, summary="我写的概述", version=stale)
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "DSC-2001" in page
    assert office.section_head.person in page
    assert "概述</textarea>" in page


def test_buttons_come_from_the_state_and_the_post() -> None:
    office = an_office()
    item = approved(office)

    officer = as_clerk(office.disclosure_officer).get(at("item", item)).content.decode()
    handler = as_clerk(office.handler).get(at("item", item)).content.decode()
    secrecy = as_clerk(office.secrecy_reviewer).get(at("item", item)).content.decode()

    assert at("item_publish_act", item, verb="publish") in officer
    assert at("item_publish_act", item, verb="publish") not in handler
    assert at("item_edit", item) in handler
    assert at("item_review", item) not in secrecy


def test_the_sign_page_shows_what_is_signed_and_signs_it() -> None:
    office = an_office()
    item = submitted(office)
    client = as_clerk(office.section_head)

    page = client.get(at("item_review", item)).content.decode()
    assert item.latest is not None
    assert item.latest.digest in page
    answer = client.post(
        at("item_review", item), {"step": "preliminary", "digest": item.latest.digest, "opinion": "同意"}
    )

    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.awaited_role == "secrecy_reviewer"


def test_a_change_after_a_signature_is_shown_to_the_next_signer() -> None:
    office = an_office()
    item = sign_next(office, submitted(office))
    items.edit(
        item.key, facts(office, item.title), BODY + "<p>新增的一段。</p>", version=item.version, by=office.handler
    )
    submitted(office, item)

    page = as_clerk(office.section_head).get(at("item_review", item)).content.decode()

    assert "与上次签署稿的差异" in page
    assert "新增的一段" in page


def test_an_act_asked_for_on_its_page_is_done() -> None:
    office = an_office()
    item = approved(office)
    client = as_clerk(office.disclosure_officer)

    assert client.get(at("item_publish_act", item, verb="publish")).status_code == 200
    answer = client.post(at("item_publish_act", item, verb="publish"), {"on": clock.today().isoformat()})

    assert answer.status_code == 302
    item.refresh_from_db()
    assert item.state == "published"


def test_an_act_without_its_reason_is_asked_again() -> None:
    office = an_office()
    item = published(office)

    answer = as_clerk(office.disclosure_officer).post(at("item_publish_act", item, verb="withdraw"), {})

    assert answer.status_code == 422
    item.refresh_from_db()
    assert item.state == "published"


def test_a_file_of_another_content_than_its_name_is_refused_on_the_page() -> None:
    office = an_office()
    item = a_draft(office)

    answer = as_clerk(office.handler).post(
        at("item_attach", item), {"file": SimpleUploadedFile("文件.pdf", b"MZ\x90\x00 not a pdf")}
    )

    assert answer.status_code == 422
    assert "DSC-2301" in answer.content.decode()


def test_a_file_is_served_with_its_type_and_for_saving() -> None:
    office = an_office()
    item = a_draft(office)
    client = as_clerk(office.handler)
    client.post(at("item_attach", item), {"file": SimpleUploadedFile("名单.csv", "姓名\n甲\n".encode())})
    added = item.attachments.get()

    answer = client.get(at("item_file", item, attachment=added.key))

    assert answer["Content-Type"] == "text/csv"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_desk_lists_what_waits_for_each() -> None:
    office = an_office()
    waiting, returned = submitted(office, title="等候审查的信息"), a_draft(office, title="起草中的信息")
    ready = approved(office, title="可以发布的信息")

    for by, there, absent in (
        (office.section_head, waiting, ready),
        (office.handler, returned, waiting),
        (office.disclosure_officer, ready, waiting),
    ):
        page = as_clerk(by).get(at("desk")).content.decode()
        assert there.title in page, by.role
        assert absent.title not in page, by.role


def test_who_has_signed_is_not_asked_again_as_deputy_of_another_step() -> None:
    office = an_office()
    item = sign_next(office, submitted(office))

    page = as_clerk(office.section_head).get(at("desk")).content.decode()

    assert item.title not in page


@pytest.mark.parametrize(
    ("query", "found"), [("state=published", 1), ("text=便民+搬迁", 1), ("state=drafting", 2), ("", 3)]
)
def test_the_list_is_narrowed(query: str, found: int) -> None:
    office = an_office()
    published(office, title="便民中心搬迁")
    a_draft(office)
    a_draft(office)

    page = as_clerk(office.handler).get(f"{at('items')}?{query}")

    assert page.context["page"].paginator.count == found


def test_a_long_list_costs_no_query_a_row(django_assert_max_num_queries: object) -> None:
    office = an_office()
    client = as_clerk(office.handler)
    for _ in range(6):
        a_draft(office)

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        client.get(at("items"))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(at("desk"))


def test_the_public_text_and_the_correction_are_told_apart() -> None:
    office = an_office()
    item = corrected(office, published(office), body="<p>更正以后。</p>")

    page = as_clerk(office.handler).get(at("item", item)).content.decode()

    assert "公众现在看到的是第1稿" in page
    assert "更正起草中" in page


def test_the_register_of_review_prints_what_was_decided() -> None:
    office = an_office()
    item = a_draft(office, "<p>咨询请拨13800138000。</p>")
    page = as_clerk(office.handler).get(at("item", item))
    asked = page.context["remarks"][0]
    remarks.decide(item.key, asked.remark.code, asked.fingerprint, "窗口值班手机", by=office.handler)
    approved(office, item)

    sheet = as_clerk(office.leader).get(at("item_print", item)).content.decode()

    assert "政府信息公开审查登记表" in sheet
    assert "窗口值班手机" in sheet
    assert "终审" in sheet


@pytest.mark.parametrize("correcting", [False, True])
def test_what_was_written_longer_than_a_session_lasts_is_given_back_to_its_writer(
    monkeypatch: pytest.MonkeyPatch, correcting: bool
) -> None:
    office = an_office()
    item = published(office) if correcting else None
    address = at("item_edit", item) if item else at("item_new")
    written = a_form(office, item, body="写了一个上午的正文。", notice="更正日期")
    client = as_clerk(office.handler)
    client.get(address)
    now = clock.now()

    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=31))
    answer = client.post(address, urlencode(written), content_type=FORM)

    assert answer["Location"] == f"/accounts/login/?next={quote(address, safe='')}"
    said = client.get("/accounts/login/").content.decode()
    assert "已经替您留着" in said
    assert "写了一个上午的正文" not in said
    page = sign_in(client, office.handler).get(address)
    assert page.status_code == 200
    assert "写了一个上午的正文。" in page.content.decode()
    assert "没有保存的内容" in page.content.decode()
    assert "写了一个上午的正文。" not in client.get(address).content.decode(), "once"


def test_what_one_person_wrote_is_not_given_to_another(monkeypatch: pytest.MonkeyPatch) -> None:
    office = an_office()
    colleague = a_clerk(office.agency)
    client = as_clerk(office.handler)
    client.get(at("item_new"))
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=31))
    client.post(at("item_new"), urlencode(a_form(office, body="写了一个上午的正文。")), content_type=FORM)

    seen = sign_in(client, colleague).get(at("item_new"))
    again = sign_in(client, office.handler).get(at("item_new"))

    assert "写了一个上午" not in seen.content.decode()
    assert "写了一个上午" not in again.content.decode()


@pytest.mark.parametrize("typed", ["2026.1.5", "2026年1月5日", "20260105", "２０２６／１／５", "2026/1/5 0:00:00"])
def test_a_date_is_taken_as_people_write_it(typed: str) -> None:
    office = an_office()

    answer = as_clerk(office.handler).post(at("item_new"), a_form(office, formed_on=typed))

    assert answer.status_code == 302
    assert Item.objects.get().formed_on == date(2026, 1, 5)


def test_a_date_that_can_be_read_in_two_ways_is_not_guessed() -> None:
    office = an_office()

    answer = as_clerk(office.handler).post(at("item_new"), a_form(office, formed_on="2026115"))

    assert answer.status_code == 422
    assert "2026115" in answer.content.decode()


def test_a_form_sent_twice_is_one_draft() -> None:
    office = an_office()
    client = as_clerk(office.handler)
    opened = client.get(at("item_new")).content.decode()
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', opened)
    assert key is not None

    first = client.post(at("item_new"), a_form(office, key=key[1]))
    again = client.post(at("item_new"), a_form(office, key=key[1]), follow=True)

    assert first["Location"] == at("item", Item.objects.get())
    assert again.redirect_chain == [(first["Location"], 302)]
    assert "DSC-2011" in again.content.decode()
    assert Entry.objects.filter(act="item.draft").count() == 1
