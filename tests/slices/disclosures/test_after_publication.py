"""定时、撤回、更正之后的渠道和栏目，登记簿，附件，编号，流程和用语的设置."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.http import Http404
from PIL import Image

from gongkai.disclosures import errors
from gongkai.disclosures.models import Channel, Column, Delivery, Item, NumberScheme
from gongkai.disclosures.selectors import register as registers
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.selectors.review import Step
from gongkai.disclosures.services import (
    attachments,
    chains,
    items,
    numbering,
    publishing,
    register,
    remarks,
)
from gongkai.disclosures.services.attachments import Incoming
from gongkai.disclosures.services.register import Basis
from gongkai.kit import clock, store
from gongkai.kit.access import NotYourDuty
from gongkai.kit.search.api import search
from gongkai.statute.disclosures import MoveNotAllowed, ReviewStep
from gongkai.statute.disclosures.errors import ChainWithoutApproval, ChainWithoutSecrecy, RegisteredStays
from gongkai.statute.identifiers.errors import IndexTemplateForm, IndexValue
from gongkai.statute.vocab import ItemKind, Validity
from gongkai.statute.wording import TermRule, shipped_terms
from tests.builders import a_column
from tests.slices.disclosures.builders import (
    Office,
    a_draft,
    an_office,
    approved,
    corrected,
    facts,
    published,
)

pytestmark = pytest.mark.django_db
BASIS = Basis("关于废止部分文件的决定")


def a_document(office: Office, **more: object) -> Item:
    return published(office, kind="normative_document", valid_from=clock.today(), **more)


def test_a_chosen_channel_waits_and_the_site_is_done_at_once() -> None:
    office = an_office()
    wechat = Channel.objects.create(agency=office.agency, name="微信", kind="wechat", adapter="wechat")

    item = published(office, channels=(wechat.pk,))

    states = {d.channel.adapter: d.state for d in Delivery.objects.filter(item=item).select_related("channel")}
    assert states == {"site": "sent", "wechat": "waiting"}


def test_a_withdrawal_reaches_column_channels_and_search() -> None:
    office = an_office()
    item = published(office, title="夏季防汛值班安排")

    publishing.withdraw(item.key, "内容有误", on=clock.today(), by=office.disclosure_officer)

    column = Column.objects.get(pk=office.column.pk)
    delivery = Delivery.objects.get(item=item)
    assert (column.items, column.latest_on) == (0, None)
    assert (delivery.action, delivery.withdrawn_at is not None) == ("withdraw", True)
    assert search("防汛值班").hits == []
    assert item.notices.get().text == "内容有误"


def test_a_withdrawal_needs_notice_state_role_and_agency() -> None:
    office, today = an_office(), clock.today()
    item = published(office)

    with pytest.raises(errors.ReasonMissing):
        publishing.withdraw(item.key, "", on=today, by=office.disclosure_officer)
    with pytest.raises(NotYourDuty):
        publishing.withdraw(item.key, "有误", on=today, by=office.handler)
    with pytest.raises(Http404):
        publishing.withdraw(item.key, "有误", on=today, by=an_office().disclosure_officer)
    with pytest.raises(MoveNotAllowed):
        publishing.withdraw(a_draft(office).key, "有误", on=today, by=office.disclosure_officer)


def test_a_correction_published_moves_the_counts_to_its_column() -> None:
    office = an_office()
    item = corrected(office)
    other = a_column(office.agency)
    assert item.latest is not None
    facts = items.selectors.facts_of(item.latest)
    moved = type(facts)(**(facts.columns() | {"column_id": other.pk, "channels": ()}))  # type: ignore[arg-type]
    item = items.edit(item.key, moved, "<p>更正。</p>", version=item.version, by=office.handler, notice="栏目有误")
    item = approved(office, item)

    publishing.publish_correction(item.key, on=clock.today(), by=office.disclosure_officer)

    assert [Column.objects.get(pk=pk).items for pk in (office.column.pk, other.pk)] == [0, 1]
    assert Delivery.objects.get(item=item).version == 2


def test_an_hour_to_come_publishes_and_can_be_called_off() -> None:
    office, now = an_office(), clock.now()
    first, second = approved(office), approved(office)
    for item in (first, second):
        publishing.schedule(item.key, now + timedelta(hours=1), by=office.disclosure_officer)
    publishing.unschedule(second.key, by=office.disclosure_officer)

    published_now = publishing.publish_scheduled(first.pk, now=now + timedelta(hours=1))

    assert published_now is not None
    assert published_now.state == "published"
    with pytest.raises(ValueError, match=str(second.pk)):
        publishing.publish_scheduled(second.pk, now=now + timedelta(hours=1))
    with pytest.raises(errors.PublicationTime, match="DSC-2006"):
        publishing.schedule(second.key, now - timedelta(hours=1), by=office.disclosure_officer)


def test_a_draft_is_cancelled_and_what_has_a_number_is_not() -> None:
    office = an_office()
    item = publishing.withdraw(published(office).key, "有误", on=clock.today(), by=office.disclosure_officer)
    items.redraft(item.key, by=office.handler)

    assert items.cancel(a_draft(office).key, by=office.handler).state == "cancelled"
    with pytest.raises(RegisteredStays, match="DSC-1002"):
        items.cancel(item.key, by=office.handler)


def test_a_repeal_changes_validity_and_table_two_and_nothing_follows_it() -> None:
    office, today = an_office(), clock.today()
    item, kept = a_document(office), a_document(office)

    item = register.repeal(
        item.key, on=today, basis=Basis("某决定", kept.index_number or ""), by=office.disclosure_officer
    )

    counts = registers.register_counts(office.agency.pk, today.year)[ItemKind.NORMATIVE_DOCUMENT]
    assert item.validity == Validity.REPEALED.value
    assert (counts.made, counts.repealed, counts.in_force) == (2, 1, 1)
    assert [e.item for e in registers.register_on(office.agency.pk, today, binding=True)] == [kept]
    with pytest.raises(errors.DocumentEnded, match="DSC-2402"):
        register.amend(item.key, on=today, basis=BASIS, by=office.disclosure_officer)


def test_a_term_passes_and_is_extended() -> None:
    office, today = an_office(), clock.today()
    item = a_document(office, valid_until=today + timedelta(days=30))
    after = today + timedelta(days=40)

    assert register.rebuild_validity(after) == 1
    item.refresh_from_db()
    assert item.validity == Validity.EXPIRED.value
    register.extend(item.key, on=today, until=after, basis=BASIS, by=office.disclosure_officer)

    item.refresh_from_db()
    assert item.validity == Validity.IN_FORCE.value


def test_the_register_refuses_what_is_not_its_own() -> None:
    office, today = an_office(), clock.today()
    item = a_document(office)

    with pytest.raises(errors.NotInRegister, match="DSC-2401"):
        register.repeal(published(office).key, on=today, basis=BASIS, by=office.disclosure_officer)
    with pytest.raises(errors.EventOutOfOrder, match="DSC-2403"):
        register.repeal(item.key, on=today - timedelta(days=9), basis=BASIS, by=office.disclosure_officer)
    with pytest.raises(errors.SuccessorUnknown, match="DSC-2404"):
        register.repeal(item.key, on=today, basis=Basis("", "没有此号"), by=office.disclosure_officer)
    with pytest.raises(NotYourDuty):
        register.repeal(item.key, on=today, basis=BASIS, by=office.handler)
    with pytest.raises(Http404):
        register.repeal(item.key, on=today, basis=BASIS, by=an_office().disclosure_officer)


def an_office_file(*members: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for member in members:
            archive.writestr(member, "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("表.xlsx", an_office_file("xl/workbook.xml")),
        ("文.docx", an_office_file("word/document.xml")),
        ("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 32),
        ("文.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    ],
)
def test_a_file_is_typed_by_its_content(name: str, data: bytes) -> None:
    assert attachments.media_type(name, data) == attachments.ALLOWED[f".{name.rpartition('.')[2]}"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("程序.pdf", b"MZ\x90\0"),
        ("页面.html", b"<html>"),
        ("文.docx", an_office_file("xl/workbook.xml")),
        ("宏.docx", an_office_file("word/document.xml", "word/vbaProject.bin")),
        ("宏.xlsx", an_office_file("xl/workbook.xml", "xl/vbaProject.bin")),
        ("宏.pptx", an_office_file("ppt/presentation.xml", "ppt/VBAPROJECT.BIN")),
        ("没有扩展名", b"%PDF-1.7\n"),
        ("二进制.csv", b"a\0b"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(errors.AttachmentType, match="DSC-2301"):
        attachments.media_type(name, data)


def test_a_file_keeps_what_is_seen_of_its_name_and_a_picture_not_where_it_was_taken() -> None:
    office = an_office()
    item = a_draft(office)
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (39.0, 54.0, 20.0), 3: "E", 4: (116.0, 23.0, 29.0)})
    taken = BytesIO()
    Image.new("RGB", (8, 8)).save(taken, "JPEG", exif=exif.tobytes())

    file = attachments.attach(
        item.key, Incoming("C:\\桌面\\现场\u202egpj.jpg", taken.getvalue(), "现场照片"), by=office.handler
    )

    assert file.name == "现场gpj.jpg"
    assert file.size == len(store.read(file.digest))
    with Image.open(BytesIO(store.read(file.digest))) as picture:
        assert dict(picture.getexif().get_ifd(0x8825)) == {}


def test_a_picture_needs_its_words_and_an_empty_file_is_none() -> None:
    office = an_office()
    item = a_draft(office)

    with pytest.raises(errors.AlternativeMissing, match="DSC-2305"):
        attachments.attach(item.key, Incoming("图.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 32), by=office.handler)
    with pytest.raises(errors.AttachmentEmpty, match="DSC-2304"):
        attachments.attach(item.key, Incoming("空.pdf", b""), by=office.handler)


@pytest.mark.parametrize(
    ("steps", "refusal"),
    [
        ((ReviewStep.PRELIMINARY, ReviewStep.FINAL), ChainWithoutSecrecy),
        ((ReviewStep.SECRECY, ReviewStep.PRELIMINARY), ChainWithoutApproval),
    ],
)
def test_a_chain_never_lacks_secrecy_or_approval(steps: tuple[ReviewStep, ...], refusal: type[Exception]) -> None:
    office = an_office()

    with pytest.raises(refusal):
        chains.configure([Step(s, "leader") for s in steps], by=office.disclosure_officer)


def test_a_chain_is_for_those_who_sign_and_set_by_who_may() -> None:
    office = an_office()
    with pytest.raises(errors.UnknownStep, match="DSC-2105"):
        chains.configure(
            [Step(ReviewStep.SECRECY, "handler"), Step(ReviewStep.FINAL, "leader")], by=office.disclosure_officer
        )
    with pytest.raises(NotYourDuty):
        chains.configure(reviews.DEFAULT_STEPS, by=office.leader)
    with pytest.raises(Http404):
        chains.configure(reviews.DEFAULT_STEPS, by=office.disclosure_officer, column=an_office().column.pk)
    with pytest.raises(errors.NoChain, match="DSC-2106"):
        chains.clear(office.column.pk, by=office.disclosure_officer)


def test_a_template_numbers_what_is_published_from_then_on() -> None:
    office = an_office()
    numbering.configure(
        "{place}-{category}-{year}-{serial:4}", {"place": "A1", "category": "03"}, by=office.disclosure_officer
    )

    assert (published(office).index_number or "").startswith(f"A1-03-{clock.today():%Y}-0001")
    with pytest.raises(IndexValue):
        numbering.configure("{place}-{serial:4}", {"place": "?"}, by=office.disclosure_officer)
    with pytest.raises(IndexTemplateForm):
        numbering.configure("{uscc}", {}, by=office.disclosure_officer)


def test_agencies_whose_numbers_tell_them_not_apart_share_them() -> None:
    first, second = an_office(), an_office()
    for office in (first, second):
        NumberScheme.objects.create(agency=office.agency, template="{year}-{serial:5}")

    given = [published(office).index_number for office in (first, first, first, second, first, second)]

    year = clock.today().year
    assert given == [f"{year}-{serial:05}" for serial in range(1, 7)]


def test_a_number_that_a_ledger_brought_is_passed_over() -> None:
    office = an_office()
    item = published(office)
    Item.objects.filter(pk=a_draft(office).pk).update(index_number=(item.index_number or "")[:-1] + "2")

    assert (published(office).index_number or "").endswith("00003")


def test_wordings_are_added_switched_off_and_on() -> None:
    office = an_office()
    by, shipped = office.disclosure_officer, shipped_terms().rules[0].wrong
    term = remarks.add_term(TermRule("按步就班", "按部就班"), by=by)
    remarks.switch_off(shipped, by=by)

    words = {rule.wrong for rule in reviews.terms_for(office.agency.pk).rules}
    assert "按步就班" in words
    assert shipped not in words
    remarks.set_active(term.pk, active=False, by=by)
    assert "按步就班" not in {rule.wrong for rule in reviews.terms_for(office.agency.pk).rules}
    with pytest.raises(errors.WordingTwice, match="DSC-2501"):
        remarks.add_term(TermRule("按步就班", "按部就班"), by=by)
    with pytest.raises(NotYourDuty):
        remarks.add_term(TermRule("做坐", "坐"), by=office.handler)


def _corrected_to(office: Office, item: Item, **more: object) -> Item:
    """The document after a published correction that states these days."""
    stated = facts(office, item.title, kind=item.kind, formed_on=item.formed_on, **more)
    item.refresh_from_db()
    items.correct(item.key, stated, "<p>更正。</p>", "日期有误", version=item.version, by=office.handler)
    approved(office, item)
    return publishing.publish_correction(item.key, on=clock.today(), by=office.disclosure_officer)


def test_a_corrected_term_takes_the_place_of_the_one_that_was_wrong() -> None:
    office, today = an_office(), clock.today()
    formed, effect = today - timedelta(days=40), today - timedelta(days=10)
    stated = {"kind": "normative_document", "formed_on": formed}
    item = published(office, valid_from=effect, valid_until=today + timedelta(days=900), **stated)
    earlier = effect - timedelta(days=10)

    item = _corrected_to(office, item, valid_from=earlier, valid_until=today)

    def on(day: date) -> Validity | None:
        return next(found for _, found in registers.validity_of([item], day))

    assert on(earlier - timedelta(days=1)) is Validity.NOT_YET
    assert [on(earlier), on(today)] == [Validity.IN_FORCE, Validity.IN_FORCE]
    assert on(today + timedelta(days=1)) is Validity.EXPIRED


def test_a_term_that_a_correction_strikes_out_no_longer_ends_the_document() -> None:
    office, today = an_office(), clock.today()
    formed = today - timedelta(days=40)
    stated = {"kind": "normative_document", "formed_on": formed}
    item = published(office, valid_from=formed, valid_until=today - timedelta(days=1), **stated)
    assert item.validity == Validity.EXPIRED.value

    item = _corrected_to(office, item, valid_from=formed)

    item.refresh_from_db()
    assert item.validity == Validity.IN_FORCE.value


def test_a_term_that_was_extended_outlasts_a_correction_of_a_misprint() -> None:
    office, today = an_office(), clock.today()
    formed, until = today - timedelta(days=40), today + timedelta(days=5)
    item = published(office, kind="normative_document", formed_on=formed, valid_from=formed, valid_until=until)
    later = today + timedelta(days=500)
    register.extend(item.key, on=today, until=later, basis=BASIS, by=office.disclosure_officer)

    item = _corrected_to(office, item, valid_from=formed, valid_until=until)

    assert next(found for _, found in registers.validity_of([item], later)) is Validity.IN_FORCE


def test_a_term_entered_by_itself_is_not_struck_out_by_a_text_that_never_stated_one() -> None:
    office, today = an_office(), clock.today()
    item = published(office, kind="normative_document", formed_on=today - timedelta(days=9), valid_from=today)
    register.extend(item.key, on=today, until=today, basis=BASIS, by=office.disclosure_officer)

    item = _corrected_to(office, item, valid_from=today)

    assert next(found for _, found in registers.validity_of([item], today + timedelta(days=1))) is Validity.EXPIRED


def test_what_is_corrected_to_be_no_document_has_no_validity() -> None:
    office = an_office()
    item = a_document(office)
    item.kind = "information"

    item = _corrected_to(office, item)

    item.refresh_from_db()
    assert (item.kind, item.validity) == ("information", "")
