"""Pictures of a Word document: seen in the form, kept with the text, shown wherever the text is."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from gongkai.disclosures.errors import PictureLost
from gongkai.disclosures.models import Attachment, Item
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.selectors.items import files_at
from gongkai.disclosures.services import items, publishing
from gongkai.kit import clock
from gongkai.portal.export import export
from tests.builders import sign_in
from tests.slices.disclosures.builders import Office, a_draft, an_office, approved, facts

pytestmark = pytest.mark.django_db
SOURCES = re.compile(r'<img\b[^>]*\bsrc="([^"]*)"')


def a_document(*alternatives: str) -> bytes:
    """A document with a picture for each alternative text, each of another size."""
    document = docx.Document()
    document.add_paragraph("办理流程如下。")
    for number, alternative in enumerate(alternatives, 1):
        picture = BytesIO()
        Image.new("RGB", (10 * number, 10), "red").save(picture, "PNG")
        document.add_picture(picture)
        if alternative:
            document.inline_shapes[-1]._inline.docPr.set("descr", alternative)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def read_in(office: Office, item: Item, data: bytes) -> tuple[Client, str]:
    """The text as the form offers it after a document was read."""
    client = sign_in(Client(), office.handler)
    file = SimpleUploadedFile("流程.docx", data)
    answer = client.post(reverse("disclosures:item_word", kwargs={"key": item.key}), {"file": file})
    assert answer.status_code == 200, answer.content.decode()
    return client, str(answer.context["form"].initial["body"])


def kept(office: Office, item: Item, body: str) -> Item:
    item.refresh_from_db()
    return items.edit(item.key, facts(office, item.title), body, version=item.version, by=office.handler)


def a_text_with_pictures(office: Office, *alternatives: str) -> Item:
    item = a_draft(office)
    _, body = read_in(office, item, a_document(*alternatives))
    return kept(office, item, body)


def text_of(item: Item) -> str:
    item.refresh_from_db()
    assert item.latest is not None
    return item.latest.body


def inline(item: Item) -> list[Attachment]:
    item.refresh_from_db()
    assert item.latest is not None
    return [file for file in files_at(item.pk, item.latest.number) if file.is_inline]


def test_what_is_read_is_seen_in_the_form_and_not_yet_kept() -> None:
    office = an_office()
    item = a_draft(office)

    client, body = read_in(office, item, a_document("流程图", ""))

    shown = [client.get(source) for source in SOURCES.findall(body)]
    assert [(answer.status_code, answer["Content-Type"]) for answer in shown] == [(200, "image/png")] * 2
    assert Attachment.objects.count() == 0
    assert sign_in(Client(), an_office().handler).get(SOURCES.findall(body)[0]).status_code == 404


def test_kept_with_the_text_they_are_attachments_at_the_public_address() -> None:
    office = an_office()

    item = a_text_with_pictures(office, "办理流程图")

    (file,) = inline(item)
    assert (file.name, file.media_type, file.alternative) == ("正文图片1.png", "image/png", "办理流程图")
    assert SOURCES.findall(text_of(item)) == [f"/i/{item.key}/files/{file.key}.png"]
    assert 'alt="办理流程图"' in text_of(item)
    page = sign_in(Client(), office.handler).get(reverse("disclosures:item", kwargs={"key": item.key}))
    assert reverse("disclosures:item_file", args=[item.key, file.key]) in page.context["body"]


def test_a_picture_without_words_is_asked_for() -> None:
    office = an_office()
    item = a_draft(office)
    client = sign_in(Client(), office.handler)
    file = SimpleUploadedFile("流程.docx", a_document("", "流程图"))

    page = client.post(reverse("disclosures:item_word", kwargs={"key": item.key}), {"file": file}).content.decode()
    item = a_text_with_pictures(office, "", "流程图")

    assert "有 1 张图片在文档里没有替代文字" in page
    assert item.latest is not None
    asked = reviews.remarks_of(item, item.latest, inline(item))
    assert [(a.remark.code, a.remark.says) for a in asked] == [("PC-19", "第1张图片没有替代文字。")]


def test_the_form_shows_kept_pictures_and_gives_them_back() -> None:
    office = an_office()
    item = a_text_with_pictures(office, "流程图")
    client = sign_in(Client(), office.handler)

    form = client.get(reverse("disclosures:item_edit", kwargs={"key": item.key})).context["form"]
    offered = form.initial["body"]
    before = inline(item)
    item = kept(office, item, offered + "<p>又一段。</p>")

    assert client.get(SOURCES.findall(offered)[0]).status_code == 200
    assert inline(item) == before
    assert SOURCES.findall(text_of(item)) == [f"/i/{item.key}/files/{before[0].key}.png"]


def test_a_picture_that_the_text_no_longer_shows_is_no_longer_attached() -> None:
    office = an_office()
    item = a_text_with_pictures(office, "甲图", "乙图")
    first, second = inline(item)

    item = kept(office, item, re.sub(r"<img\b[^>]*甲图[^>]*>", "", text_of(item)))

    assert inline(item) == [second]
    first.refresh_from_db()
    assert first.until_revision == item.latest.number - 1  # type: ignore[union-attr]


def test_a_note_of_another_item_is_refused() -> None:
    office = an_office()
    item, other = a_draft(office), a_draft(office)
    _, body = read_in(office, other, a_document("图"))

    for wrong in (body.replace(str(other.key), str(item.key)), body.replace("/pictures/", "/pictures/x")):
        with pytest.raises(PictureLost):
            kept(office, item if str(item.key) in wrong else other, wrong)


def test_the_public_sees_them_on_the_page_in_print_and_in_the_export(
    settings: LazySettings, tmp_path: Path
) -> None:
    settings.GONGKAI = replace(settings.GONGKAI, site_address="https://www.gangwan.gov.cn")
    office = an_office()
    item = a_text_with_pictures(office, "办理流程图")
    (file,) = inline(item)
    address = f"/i/{item.key}/files/{file.key}.png"
    before = Client().get(address).status_code

    item = approved(office, item)
    publishing.publish(item.key, on=clock.today(), by=office.disclosure_officer)

    assert before == 404
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    for name in ("portal:item", "portal:item_print"):
        page = Client().get(reverse(name, args=[item.key])).content.decode()
        assert f'src="{address}"' in page
        assert "正文图片1.png" not in page, "it is shown, not listed among the attachments"
    export(tmp_path)
    assert (tmp_path / address.lstrip("/")).read_bytes() == b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    exported = (tmp_path / f"i/{item.key}/index.html").read_text("utf-8")
    assert f'src="files/{file.key}.png"' in exported


@pytest.mark.parametrize("count", [51, 200])
def test_a_document_with_too_many_pictures_is_refused_with_its_code(count: int) -> None:
    office = an_office()
    item = a_draft(office)
    client = sign_in(Client(), office.handler)
    file = SimpleUploadedFile("多图.docx", a_document(*["图"] * count))

    answer = client.post(reverse("disclosures:item_word", kwargs={"key": item.key}), {"file": file})

    assert answer.status_code == 422
    assert "UPL-2005" in answer.content.decode()
