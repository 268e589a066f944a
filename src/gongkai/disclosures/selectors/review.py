"""Reading reviews: the chain that holds, the signatures of a round, the remarks of the automatic check."""

from dataclasses import dataclass
from datetime import date

from django.utils.crypto import salted_hmac

from gongkai.accounts.selectors import terms_in_force
from gongkai.disclosures.models import (
    Attachment,
    Item,
    PrecheckDecision,
    ReviewChain,
    Revision,
    Signature,
    WordingTerm,
)
from gongkai.disclosures.selectors.links import known_of
from gongkai.kit.access import Clerk
from gongkai.statute.disclosures import DEFAULT_CHAIN, ReviewStep
from gongkai.statute.disclosures import Signature as Signed
from gongkai.statute.rules.model import Level
from gongkai.statute.vocab.roles import ROLE, ROLES, Perm, Role
from gongkai.statute.wording import PageText, Remark, TermRule, Terms, Where, page_text, precheck, shipped_terms

ROLE_OF_STEP: dict[ReviewStep, str] = {
    ReviewStep.PRELIMINARY: "section_head",
    ReviewStep.SECRECY: "secrecy_reviewer",
    ReviewStep.LEGAL: "section_head",
    ReviewStep.OFFICE: "section_head",
    ReviewStep.SECOND: "deputy_leader",
    ReviewStep.FINAL: "leader",
}
SIGNERS: tuple[Role, ...] = tuple(role for role in ROLES if Perm.DISCLOSURE_SIGN in role.may)
MUST_DECIDE = frozenset({Level.ERROR, Level.WARNING})


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain: what is reviewed, and by whom."""

    step: ReviewStep
    role: str

    @property
    def role_label(self) -> str:
        """The role in Chinese."""
        return ROLE[self.role].label

    def stored(self) -> dict[str, str]:
        """As a row keeps it."""
        return {"step": self.step.value, "role": self.role}


DEFAULT_STEPS = tuple(Step(step, ROLE_OF_STEP[step]) for step in DEFAULT_CHAIN)


def steps_from(stored: list[dict[str, str]]) -> tuple[Step, ...]:
    """The steps a row keeps."""
    return tuple(Step(ReviewStep(entry["step"]), entry["role"]) for entry in stored)


def chains_of(agency_id: int) -> dict[int | None, ReviewChain]:
    """The chains that hold now, by column; None is the agency's own."""
    found = ReviewChain.objects.filter(agency=agency_id, replaced_at=None).select_related("column")
    return {chain.column_id: chain for chain in found}


def chain_for(agency_id: int, column_id: int) -> tuple[Step, ...]:
    """The chain for an item: the column's, else the agency's, else the default of the law's practice."""
    chains = chains_of(agency_id)
    chosen = chains.get(column_id) or chains.get(None)
    return steps_from(chosen.steps) if chosen else DEFAULT_STEPS


def signed_in_round(item: Item) -> list[Signed]:
    """The signatures of the present run, in order."""
    given = Signature.objects.filter(item=item, round=item.round, decision=Signature.SIGNED).order_by("order")
    return [Signed(ReviewStep(s.step), str(s.person_id), str(s.principal_id or "")) for s in given]


def authors(item: Item) -> list[str]:
    """Everyone who wrote the text under review: of a correction since what is public, of any other all of them.

    A withdrawn text that is submitted again as it was has its first authors still.
    """
    since = item.public.number if item.correction and item.public else 0
    written = Revision.objects.filter(item=item, number__gt=since).order_by("author_id")
    return [str(person) for person in written.values_list("author_id", flat=True).distinct()]


def principal_of(by: Clerk, day: date) -> int | None:
    """The person whose duty the clerk does by delegation, if any."""
    if not by.on_behalf_of:
        return None
    term = terms_in_force(day).filter(post=by.post_id, person=by.person_id, delegated_by__isnull=False).first()
    return term.delegated_by_id if term else None


def trail(item: Item) -> list[Signature]:
    """All decisions, in the order in which they were taken."""
    return list(
        Signature.objects.filter(item=item).select_related("person", "post", "principal", "revision").order_by("id")
    )


def terms_for(agency_id: int) -> Terms:
    """The list of wordings: the shipped one with what the agency added and switched off."""
    own = list(WordingTerm.objects.filter(agency=agency_id))
    added = [
        TermRule(term.wrong, term.right, term.reason, Level(term.level), tuple(term.unless))
        for term in own
        if term.is_active
    ]
    return shipped_terms().without(term.wrong for term in own if not term.is_active).with_rules(added)


@dataclass(frozen=True, slots=True)
class Asked:
    """One remark on the latest text, and what was decided about it."""

    remark: Remark
    fingerprint: str
    decision: PrecheckDecision | None

    @property
    def is_open(self) -> bool:
        """Whether a person has to decide before the text goes to review."""
        return self.decision is None and self.remark.level in MUST_DECIDE

    @property
    def level_label(self) -> str:
        """The level in Chinese."""
        return {Level.ERROR: "错误", Level.WARNING: "警告", Level.HINT: "提示"}[self.remark.level]


def remarks_of(item: Item, revision: Revision, files: list[Attachment]) -> list[Asked]:
    """The remarks of the automatic check on a text, each once, with the decisions kept."""
    page = page_text(revision.body)
    names = [file.name for file in files if not file.is_inline]
    known = known_of(page, item, revision)
    found = precheck(revision.title, page, names, terms_for(item.agency_id), known)
    decided = {(d.code, d.fingerprint): d for d in item.decisions.select_related("person")}
    asked: dict[tuple[str, str], Asked] = {}
    for remark in found:
        mark = _fingerprint(remark, revision, page)
        asked.setdefault((remark.code, mark), Asked(remark, mark, decided.get((remark.code, mark))))
    return list(asked.values())


def _fingerprint(remark: Remark, revision: Revision, page: PageText) -> str:
    """By which the same remark is known again in a later text; keyed, because the words may be personal."""
    text = revision.title if remark.where is Where.TITLE else page.text
    words = f"{remark.where}|{text[remark.start : remark.end]}|{remark.says}"
    return salted_hmac("gongkai.disclosures.remark", words, algorithm="sha256").hexdigest()
