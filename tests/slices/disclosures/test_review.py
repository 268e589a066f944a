"""提交、签署、退回、取回: in order, by the step's role, by nobody twice, never by who wrote it."""

from datetime import date, timedelta

import pytest
from django.http import Http404

from gongkai.accounts.models import Person, Post, Term
from gongkai.accounts.selectors import clerk
from gongkai.disclosures import errors
from gongkai.disclosures.models import Item, Signature
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.selectors.items import files_at
from gongkai.disclosures.selectors.review import Step
from gongkai.disclosures.services import attachments, chains, items, publishing, remarks, review
from gongkai.disclosures.services.attachments import Incoming
from gongkai.kit import clock
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.statute.disclosures import MoveNotAllowed, ReviewStep
from gongkai.statute.disclosures.errors import DrafterSigns, OutOfOrder, PrincipalSigns, SignsTwice
from tests.slices.disclosures.builders import (
    BODY,
    FIRST,
    Office,
    a_draft,
    an_office,
    approved,
    corrected,
    digest,
    facts,
    published,
    sign_next,
    submitted,
)

pytestmark = pytest.mark.django_db
SECRECY = ReviewStep.SECRECY


def as_role(by: Clerk, office: Office, role: str) -> Clerk:
    """The same person through a post of another role."""
    post = Post.objects.create(agency=office.agency, role=role, title=f"兼{role}")
    return clerk(Term.objects.create(post=post, person_id=by.person_id, since=date(2020, 1, 1)))


def a_deputy(office: Office, role: str, principal: Clerk, deputy: Clerk) -> Clerk:
    """A person who holds a post of a role for another one, whose own it is."""
    post = Post.objects.create(agency=office.agency, role=role, title=f"代{role}")
    Term.objects.create(post=post, person_id=principal.person_id, since=date(2020, 1, 1))
    today = clock.today()
    term = Term.objects.create(
        post=post, person_id=deputy.person_id, since=today - timedelta(days=1), until=today + timedelta(days=9),
        delegated_by=Person.objects.get(pk=principal.person_id),
    )  # fmt: skip
    return clerk(term)


def test_every_step_signs_and_the_last_approves() -> None:
    office = an_office()

    item = approved(office)

    signed = Signature.objects.filter(item=item).order_by("order")
    assert [s.step for s in signed] == ["preliminary", "secrecy", "second", "final"]
    assert {s.digest for s in signed} == {digest(item)}
    assert (item.state, item.awaited_role) == ("approved", "")


def test_a_step_out_of_order_is_refused() -> None:
    office = an_office()
    item = submitted(office)

    with pytest.raises(OutOfOrder, match="DSC-1103"):
        review.sign(item.key, SECRECY, digest=digest(item), by=office.secrecy_reviewer)


def test_another_role_does_not_sign_the_step() -> None:
    office = an_office()
    item = submitted(office)

    with pytest.raises(errors.WrongReviewer, match="DSC-2101"):
        review.sign(item.key, FIRST, digest=digest(item), by=office.leader)
    with pytest.raises(NotYourDuty):
        review.sign(item.key, FIRST, digest=digest(item), by=office.handler)


def test_another_agency_does_not_sign() -> None:
    item = submitted(an_office())

    with pytest.raises(Http404):
        review.sign(item.key, FIRST, digest=digest(item), by=an_office().section_head)


def test_whoever_wrote_any_part_of_the_text_does_not_sign_it() -> None:
    office = an_office()
    item = a_draft(office)
    items.edit(item.key, facts(office), "<p>科室负责人改过。</p>", version=item.version, by=office.section_head)
    item.refresh_from_db()
    items.edit(item.key, facts(office), BODY, version=item.version, by=office.handler)
    submitted(office, item)

    with pytest.raises(DrafterSigns, match="DSC-1101"):
        sign_next(office, item, by=office.section_head)


def test_nobody_signs_twice_in_a_round() -> None:
    office = an_office()
    item = sign_next(office, submitted(office))

    with pytest.raises(SignsTwice, match="DSC-1102"):
        sign_next(office, item, by=as_role(office.section_head, office, "secrecy_reviewer"))


def test_a_deputy_does_not_sign_for_who_signed_already() -> None:
    office = an_office()
    item = sign_next(office, submitted(office))
    deputy = a_deputy(office, "secrecy_reviewer", principal=office.section_head, deputy=office.deputy_leader)

    with pytest.raises(PrincipalSigns, match="DSC-1105"):
        sign_next(office, item, by=deputy)


def test_a_deputy_signs_for_another_and_both_are_kept() -> None:
    office = an_office()
    item = submitted(office)
    deputy = a_deputy(office, "section_head", principal=office.section_head, deputy=office.disclosure_officer)

    sign_next(office, item, by=deputy)

    kept = Signature.objects.get(item=item)
    assert (kept.person_id, kept.principal_id) == (
        office.disclosure_officer.person_id,
        office.section_head.person_id,
    )


def test_what_is_signed_is_what_was_shown() -> None:
    office = an_office()
    item = submitted(office)

    with pytest.raises(errors.TextChanged, match="DSC-2103"):
        review.sign(item.key, FIRST, digest="0" * 64, by=office.section_head)


def test_sent_back_with_a_reason_begins_again_from_the_first_step() -> None:
    office = an_office()
    item = sign_next(office, submitted(office))

    review.send_back(item.key, "请核对日期", by=office.secrecy_reviewer)
    item.refresh_from_db()
    assert (item.state, item.awaited_role) == ("returned", "")
    item = submitted(office, item)

    assert (item.round, item.next_step, item.awaited_role) == (2, 0, "section_head")


def test_sending_back_needs_its_reason_its_step_and_its_agency() -> None:
    office = an_office()
    item = submitted(office)

    with pytest.raises(errors.ReasonMissing, match="DSC-2004"):
        review.send_back(item.key, " ", by=office.section_head)
    with pytest.raises(errors.WrongReviewer, match="DSC-2101"):
        review.send_back(item.key, "不同意", by=office.leader)
    with pytest.raises(Http404):
        review.send_back(item.key, "不同意", by=an_office().section_head)


def test_after_approval_who_publishes_may_send_back() -> None:
    office = an_office()
    item = approved(office)

    with pytest.raises(NotYourDuty):
        review.send_back(item.key, "再看一下", by=office.leader)
    item = review.send_back(item.key, "附件不全", by=office.disclosure_officer)

    assert item.state == "returned"


def test_only_the_drafter_takes_back() -> None:
    office = an_office()
    item = submitted(office)

    with pytest.raises(errors.NotTheDrafter, match="DSC-2102"):
        review.take_back(item.key, by=office.section_head)
    item = review.take_back(item.key, by=office.handler)

    assert item.state == "drafting"


def test_an_edit_under_review_voids_the_signatures() -> None:
    office = an_office()
    item = sign_next(office, submitted(office))

    item = items.edit(item.key, facts(office), "<p>改动。</p>", version=item.version, by=office.handler)

    assert (item.state, item.steps, item.awaited_role) == ("drafting", [], "")
    with pytest.raises(MoveNotAllowed, match="DSC-1001"):
        review.sign(item.key, SECRECY, digest=digest(item), by=office.secrecy_reviewer)


def test_a_file_added_after_approval_voids_the_signatures_too() -> None:
    office = an_office()
    item = approved(office)
    old = digest(item)

    attachments.attach(item.key, Incoming("名单.csv", b"a,b\n"), by=office.handler)

    item = Item.objects.select_related("latest").get(pk=item.pk)
    assert item.state == "drafting"
    assert digest(item) != old


def test_what_is_missing_is_named() -> None:
    office = an_office()
    item = a_draft(office, "", formed_on=None, publicity="withheld", kind="normative_document")

    with pytest.raises(errors.MissingFacts, match="成文日期、正文或者附件、公开属性理由、不予公开事由、施行日期"):
        review.submit(item.key, by=office.handler)


def test_a_remark_is_decided_before_review_and_asked_once() -> None:
    office = an_office()
    item = a_draft(office, "<p>居民身份证号码：11010519491231002X。</p>")
    with pytest.raises(errors.UndecidedRemarks, match="PC-01"):
        review.submit(item.key, by=office.handler)
    assert item.latest is not None
    asked = next(a for a in reviews.remarks_of(item, item.latest, []) if a.is_open)

    remarks.decide(item.key, asked.remark.code, asked.fingerprint, "公开样例中的虚构号码", by=office.handler)

    assert review.submit(item.key, by=office.handler).state == "in_review"
    assert "11010519491231002X" not in asked.fingerprint
    with pytest.raises(errors.RemarkGone, match="DSC-2008"):
        remarks.decide(item.key, asked.remark.code, asked.fingerprint, "再次", by=office.handler)


def test_a_round_begun_keeps_its_chain() -> None:
    office = an_office()
    item = submitted(office)
    short = (Step(ReviewStep.SECRECY, "secrecy_reviewer"), Step(ReviewStep.FINAL, "leader"))
    chains.configure(short, by=office.disclosure_officer, column=office.column.pk)

    other = submitted(office)
    item.refresh_from_db()

    assert [step["step"] for step in other.steps] == ["secrecy", "final"]
    assert len(item.steps) == 4


def test_a_correction_is_reviewed_while_the_public_text_stands() -> None:
    office = an_office()
    item = corrected(office)
    public = item.public_id

    item = approved(office, item)
    assert (item.state, item.correction, item.public_id) == ("published", "approved", public)
    item = publishing.publish_correction(item.key, on=clock.today(), by=office.disclosure_officer)

    assert (item.correction, item.public_id) == ("", item.latest_id)
    assert item.notices.get().kind == "correction"


def test_a_correction_not_signed_is_not_published() -> None:
    office = an_office()
    item = submitted(office, corrected(office))

    with pytest.raises(MoveNotAllowed):
        publishing.publish_correction(item.key, on=clock.today(), by=office.disclosure_officer)
    with pytest.raises(MoveNotAllowed):
        publishing.publish(item.key, on=clock.today(), by=office.disclosure_officer)


def test_a_correction_given_up_leaves_the_public_text_and_its_files() -> None:
    office = an_office()
    item = a_draft(office)
    file = attachments.attach(item.key, Incoming("名单.csv", b"a,b\n"), by=office.handler)
    item = approved(office, item)
    item = corrected(office, publishing.publish(item.key, on=clock.today(), by=office.disclosure_officer))
    attachments.detach(item.key, file.key, by=office.handler)
    attachments.attach(item.key, Incoming("新名单.csv", b"c,d\n"), by=office.handler)

    items.drop(item.key, "原文无误", by=office.handler)

    item = Item.objects.select_related("latest", "public").get(pk=item.pk)
    assert (item.correction, item.latest_id) == ("", item.public_id)
    again = corrected(office, item)
    assert again.latest is not None
    assert again.latest.number > item.revisions.order_by("number")[0].number
    assert [f.name for f in files_at(again.pk, again.latest.number)] == ["名单.csv"]


def test_a_withdrawn_item_keeps_its_number_through_a_new_life() -> None:
    office = an_office()
    item = published(office)
    number = item.index_number

    item = publishing.withdraw(item.key, "内容有误", on=clock.today(), by=office.disclosure_officer)
    assert (item.state, item.index_number) == ("withdrawn", number)
    item = items.redraft(item.key, by=office.handler)
    item = approved(office, item)
    item = publishing.publish(item.key, on=clock.today(), by=office.disclosure_officer)

    assert (item.state, item.index_number) == ("published", number)
    assert published(office).index_number != number


@pytest.mark.parametrize("who", ["drafter", "twice"])
def test_an_unchanged_text_published_again_is_signed_as_strictly_as_the_first_time(who: str) -> None:
    office = an_office()
    item = published(office)
    publishing.withdraw(item.key, "重新核对", on=clock.today(), by=office.disclosure_officer)
    items.redraft(item.key, by=office.handler)
    review.submit(item.key, by=office.handler)
    item.refresh_from_db()
    held = office.handler if who == "drafter" else office.section_head
    if who == "twice":
        sign_next(office, item)
    role = "section_head" if who == "drafter" else "secrecy_reviewer"

    with pytest.raises(DrafterSigns if who == "drafter" else SignsTwice):
        sign_next(office, item, by=as_role(held, office, role))


def test_a_step_out_of_order_is_refused_of_an_unchanged_text_too() -> None:
    office = an_office()
    item = published(office)
    publishing.withdraw(item.key, "重新核对", on=clock.today(), by=office.disclosure_officer)
    items.redraft(item.key, by=office.handler)
    item = review.submit(item.key, by=office.handler)

    with pytest.raises(OutOfOrder):
        review.sign(item.key, ReviewStep.FINAL, digest=digest(item), by=office.section_head)
