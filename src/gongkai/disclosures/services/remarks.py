"""What people decide about the remarks of the automatic check, and the list of wordings it uses."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404

from gongkai.audit.services import act, record
from gongkai.disclosures import errors
from gongkai.disclosures.models import PrecheckDecision, WordingTerm
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.selectors import review as reviews
from gongkai.kit import clock
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.statute.law.instruments import OGI
from gongkai.statute.rules.model import Level
from gongkai.statute.vocab.roles import Perm
from gongkai.statute.wording import TermRule, shipped_terms


@act("item.decide_remark", "处理自动检查的提示")
def decide(key: UUID, code: str, fingerprint: str, reason: str, *, by: Clerk) -> PrecheckDecision:
    """A person looked at the remark and says why it may stand; kept with the item (DOMAIN 1.3). Raises DSC-2008."""
    item = selectors.for_update(key, by, Perm.DISCLOSURE_DRAFT, Perm.DISCLOSURE_SIGN)
    if item.latest is None:
        raise ValueError(item.pk)
    if not reason.strip():
        raise errors.ReasonMissing(verb="确认可以公开")
    asked = reviews.remarks_of(item, item.latest, selectors.files_at(item.pk, item.latest.number))
    if not any((a.remark.code, a.fingerprint) == (code, fingerprint) and a.decision is None for a in asked):
        raise errors.RemarkGone()
    made = PrecheckDecision.objects.create(
        item=item,
        code=code,
        fingerprint=fingerprint,
        decision="accepted",
        reason=reason.strip()[:200],
        person_id=by.person_id,
        decided_at=clock.now(),
    )
    record(item, by=by, cite=OGI(17), changes={code: (None, "accepted")}, note=reason.strip())
    return made


@act("wording.add", "添加用语")
def add_term(rule: TermRule, *, by: Clerk) -> WordingTerm:
    """A wording of the agency's own. Raises DSC-2501."""
    _check_duty(by)
    term = WordingTerm(
        agency_id=by.agency_id,
        wrong=rule.wrong,
        right=rule.right,
        reason=rule.reason,
        level=rule.level.value,
        unless=list(rule.unless),
    )
    return _saved(term, by, {"wrong": (None, rule.wrong), "right": (None, rule.right)})


@act("wording.switch_off", "停用自带用语")
def switch_off(wrong: str, *, by: Clerk) -> WordingTerm:
    """One of the shipped wordings is not looked for in this agency. Raises DSC-2501."""
    _check_duty(by)
    known = next((rule for rule in shipped_terms().rules if rule.wrong == wrong), None)
    if known is None:
        raise Http404
    term = WordingTerm(agency_id=by.agency_id, wrong=wrong, right=known.right, level=known.level.value)
    term.is_active = False
    return _saved(term, by, {"is_active": (True, False)})


@act("wording.set_active", "启用或者停用用语")
def set_active(pk: int, active: bool, *, by: Clerk) -> WordingTerm:
    """Look for a wording of the agency's list again, or no longer. Http404."""
    _check_duty(by)
    term = WordingTerm.objects.select_for_update().filter(pk=pk, agency=by.agency_id).first()
    if term is None:
        raise Http404
    old, term.is_active = term.is_active, active
    term.save(update_fields=["is_active"])
    record(term, by=by, changes={"is_active": (old, active)})
    return term


def rule(values: dict[str, str]) -> TermRule:
    """A rule from what a form gives. Raises DSC-1301."""
    unless = tuple(word for word in values.get("unless", "").replace("，", "、").split("、") if word.strip())
    level = Level(values.get("level") or Level.WARNING)
    return TermRule(values["wrong"].strip(), values["right"].strip(), values.get("reason", ""), level, unless)


def _check_duty(by: Clerk) -> None:
    if not by.can(Perm.DISCLOSURE_PUBLISH, Perm.CHAIN_CONFIGURE):
        raise NotYourDuty(post=by.post)


def _saved(term: WordingTerm, by: Clerk, changes: dict[str, tuple[object, object]]) -> WordingTerm:
    try:
        with transaction.atomic():
            term.save(force_insert=True)
    except IntegrityError as taken:
        raise errors.WordingTwice(wrong=term.wrong) from taken
    record(term, by=by, changes=changes)
    return term
