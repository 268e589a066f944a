"""先审查后公开: submitting, signing, sending back, taking back (条例第十七条; DOMAIN 1.3)."""

from uuid import UUID

from django.db import IntegrityError, transaction

from gongkai.agencies.selectors import still_there
from gongkai.audit.services import act, record
from gongkai.disclosures import errors
from gongkai.disclosures.models import Item, Signature
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.selectors.review import Step
from gongkai.disclosures.services import working
from gongkai.kit import clock
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.statute.disclosures import ItemState, ItemVerb, ReviewStep, check_chain, may_sign
from gongkai.statute.disclosures import Signature as Signed
from gongkai.statute.vocab import NEEDS_REASON, REGISTERED_DOCUMENTS, ItemKind, Openness
from gongkai.statute.vocab.roles import ROLE, Perm


@act("item.submit", "提交审查")
def submit(key: UUID, *, by: Clerk) -> Item:
    """Begin a round of review along the chain of the column, the agency, or the law's default.

    Raises DSC-2002 for facts that are missing, DSC-2003 for remarks nobody decided, DSC-2009, AGY-1015.
    """
    item = selectors.for_update(key, by, Perm.DISCLOSURE_DRAFT)
    still_there(item.agency_id)
    again = item.working_state is ItemState.RETURNED
    cite = working.advance(item, ItemVerb.RESUBMIT if again else ItemVerb.SUBMIT)
    _check_facts(item)
    working.check_column(
        item.latest.column_id if item.latest else item.column_id, by
    )  # closed since it was written
    _check_remarks(item)
    steps = _chain(item)
    item.round += 1
    item.steps, item.next_step, item.awaited_role = [step.stored() for step in steps], 0, steps[0].role
    chain = " → ".join(step.step.label for step in steps)
    record(
        working.saved(item, by), by=by, cite=cite or "", changes={"round": (item.round - 1, item.round)}, note=chain
    )
    return item


@act("item.sign", "审查通过")
def sign(key: UUID, step: ReviewStep, *, digest: str, by: Clerk, opinion: str = "") -> Item:
    """One signature on the text whose digest was shown: in order, by the step's role, by nobody twice, never by
    who wrote it, not through a deputy either. The last one approves.
    """
    item = selectors.for_update(key, by, Perm.DISCLOSURE_SIGN)
    steps = reviews.steps_from(item.steps)
    last = item.next_step == len(steps) - 1
    cite = working.advance(item, ItemVerb.APPROVE if last else ItemVerb.SIGN)
    _check_text(item, digest)
    _check_not_taken(item, step, by)
    principal = _check_signer(item, step, steps, by)
    _keep(item, steps[item.next_step], Signature.SIGNED, opinion.strip(), principal, by)
    item.next_step += 1
    item.awaited_role = "" if last else steps[item.next_step].role
    record(
        working.saved(item, by),
        by=by,
        cite=step.cite or cite or "",
        changes={step.value: (None, digest)},
        note=opinion.strip(),
    )
    return item


@act("item.send_back", "退回修改")
def send_back(key: UUID, reason: str, *, by: Clerk) -> Item:
    """Send the text back with a reason: whose step it is, or after approval who publishes."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_SIGN, Perm.DISCLOSURE_PUBLISH)
    steps, was = reviews.steps_from(item.steps), item.working_state
    at = min(item.next_step, max(len(steps) - 1, 0))
    cite = working.advance(item, ItemVerb.SEND_BACK)
    if was is ItemState.IN_REVIEW:
        _check_role(steps[at], by)
    elif not by.can(Perm.DISCLOSURE_PUBLISH):
        raise NotYourDuty(post=by.post)
    if not reason.strip():
        raise errors.ReasonMissing(verb=ItemVerb.SEND_BACK.label)
    principal = reviews.principal_of(by, clock.today())
    _keep(item, steps[at], Signature.SENT_BACK, reason.strip(), principal, by, order=at)
    record(working.saved(item, by), by=by, cite=cite or "", note=reason.strip())
    return item


@act("item.take_back", "起草人取回")
def take_back(key: UUID, *, by: Clerk) -> Item:
    """The drafter takes the text out of review; signatures so far are void. Raises DSC-2102 for anyone else."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_DRAFT)
    working.advance(item, ItemVerb.TAKE_BACK)
    if by.person_id != item.drafter_id and str(by.person_id) not in reviews.authors(item):
        raise errors.NotTheDrafter()
    record(working.saved(item, by), by=by)
    return item


def _chain(item: Item) -> tuple[Step, ...]:
    column = item.latest.column_id if item.latest else item.column_id
    steps = reviews.chain_for(item.agency_id, column)
    check_chain([step.step for step in steps])
    return steps


def missing_facts(item: Item) -> list[str]:
    """The names of what the 审查登记表 asks for and the latest text does not say."""
    text = item.latest
    if text is None:
        raise ValueError(item.pk)
    openness = Openness(text.publicity)
    wanted = {
        "成文日期": text.formed_on,
        "正文或者附件": text.body.strip() or selectors.files_at(item.pk, text.number),
        "公开属性理由": text.publicity_reason if openness in NEEDS_REASON else "-",
        "不予公开事由": text.ground if openness is Openness.WITHHELD else "-",
        "施行日期": text.valid_from if ItemKind(text.kind) in REGISTERED_DOCUMENTS else "-",
        "更正说明": text.notice if item.correction else "-",
    }
    return [name for name, value in wanted.items() if not value]


def _check_facts(item: Item) -> None:
    if missing := missing_facts(item):
        raise errors.MissingFacts(fields="、".join(missing))
    if item.correction and item.latest and item.latest.publicity != Openness.PROACTIVE.value:
        raise errors.WrongOpenness(publicity=Openness(item.latest.publicity).label, verb="更正")


def _check_remarks(item: Item) -> None:
    text = item.latest
    if text is None:
        raise ValueError(item.pk)
    open_ones = [r for r in reviews.remarks_of(item, text, selectors.files_at(item.pk, text.number)) if r.is_open]
    if open_ones:
        codes = "、".join(sorted({asked.remark.code for asked in open_ones}))
        raise errors.UndecidedRemarks(count=len(open_ones), codes=codes)


def _check_text(item: Item, digest: str) -> None:
    if item.latest is None or item.latest.digest != digest:
        raise errors.TextChanged()


def _check_not_taken(item: Item, step: ReviewStep, by: Clerk) -> None:
    """Raises DSC-2104 where somebody else has signed the step in this round."""
    taken = Signature.objects.filter(item=item, round=item.round, step=step.value, decision=Signature.SIGNED)
    for other in taken.exclude(person=by.person_id).select_related("post"):
        raise errors.StepTaken(step=step.label, post=str(other.post), at=other.signed_at)


def _check_role(step: Step, by: Clerk) -> None:
    if by.role != step.role:
        raise errors.WrongReviewer(step=step.step.label, role=ROLE[step.role].label, post=by.post)


def _check_signer(item: Item, step: ReviewStep, steps: tuple[Step, ...], by: Clerk) -> int | None:
    """The principal for whom a deputy signs, if any. Raises DSC-1101 to DSC-1105, DSC-2101."""
    principal = reviews.principal_of(by, clock.today())
    wanted = Signed(step, str(by.person_id), str(principal or ""))
    signed, chain = reviews.signed_in_round(item), [one.step for one in steps]
    for author in reviews.authors(item):
        if refusal := may_sign(wanted, drafter=author, signed=signed, chain=chain):
            raise refusal
    _check_role(steps[item.next_step], by)
    return principal


def _keep(
    item: Item, step: Step, decision: str, opinion: str, principal: int | None, by: Clerk, order: int | None = None
) -> None:
    """The row; where two came at once, the database's rule decides and the second is told. Raises DSC-2104."""
    if item.latest is None:
        raise ValueError(item.pk)
    row = Signature(
        item=item,
        revision=item.latest,
        round=item.round,
        order=item.next_step if order is None else order,
        step=step.step.value,
        decision=decision,
        opinion=opinion,
        person_id=by.person_id,
        post_id=by.post_id,
        principal_id=principal,
        signed_at=clock.now(),
        digest=item.latest.digest,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        _check_not_taken(item, step.step, by)
        raise errors.StepTaken(step=step.step.label, post="他人", at="刚才") from taken
