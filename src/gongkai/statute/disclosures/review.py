"""Who may sign, and in what order: 谁审查谁负责，起草与审批不得同一人，保密审查不得省略 (DOMAIN 1.3, 9.2)."""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.statute.disclosures.errors import (
    ChainWithoutApproval,
    ChainWithoutSecrecy,
    DrafterSigns,
    EmptyChain,
    OutOfOrder,
    PrincipalSigns,
    SignatureRefused,
    SignsTwice,
    StepNotInChain,
    StepTwice,
)
from gongkai.statute.law.cite import Cite, Standing
from gongkai.statute.law.instruments import OGI, SECRECY_RULES
from gongkai.statute.vocab import Term

_PRACTICE = Cite(OGI, 17, standing=Standing.DERIVED)  # the steps' names are practice; the article wants a procedure


class ReviewStep(Term):
    """A step of the review; which of them, and in what order, is each agency's configuration."""

    PRELIMINARY = "preliminary", "初审", _PRACTICE
    SECRECY = "secrecy", "保密审查", SECRECY_RULES(42)
    LEGAL = "legal", "合法性和第三方权益审查", _PRACTICE
    OFFICE = "office", "公开工作机构审核", OGI(4)
    SECOND = "second", "复审", _PRACTICE
    FINAL = "final", "终审", _PRACTICE


# Who usually signs a step: a default for configuration, no rule.
SIGNER_OF_STEP: dict[ReviewStep, str] = {
    ReviewStep.PRELIMINARY: "科室负责人",
    ReviewStep.SECRECY: "保密审查员",
    ReviewStep.LEGAL: "法制审核人员",
    ReviewStep.OFFICE: "公开工作机构负责人",
    ReviewStep.SECOND: "分管领导",
    ReviewStep.FINAL: "主要领导",
}
APPROVALS = (ReviewStep.SECOND, ReviewStep.FINAL)
DEFAULT_CHAIN = (ReviewStep.PRELIMINARY, ReviewStep.SECRECY, ReviewStep.SECOND, ReviewStep.FINAL)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed a step: a person, and the person for whom a deputy signed."""

    step: ReviewStep
    signer: str
    principal: str = ""

    @property
    def people(self) -> frozenset[str]:
        """Everyone who stands behind it."""
        return frozenset(filter(None, (self.signer, self.principal)))


def check_chain(steps: Sequence[ReviewStep]) -> None:
    """Refuse a chain that leaves out the secrecy review or a leader's approval. Raises DSC-1201 to DSC-1204."""
    if not steps:
        raise EmptyChain()
    words = in_words(steps)
    for step in steps:
        if steps.count(step) > 1:
            raise StepTwice(chain=words, step=step.label)
    if ReviewStep.SECRECY not in steps:
        raise ChainWithoutSecrecy(chain=words)
    if steps[-1] not in APPROVALS:
        raise ChainWithoutApproval(chain=words, approvals="”或“".join(step.label for step in APPROVALS))


def next_step(chain: Sequence[ReviewStep], signed: Sequence[Signature]) -> ReviewStep | None:
    """The step whose signature is awaited; None when all have signed."""
    done = {signature.step for signature in signed}
    return next((step for step in chain if step not in done), None)


def may_sign(
    wanted: Signature,
    *,
    drafter: str,
    signed: Sequence[Signature] = (),
    chain: Sequence[ReviewStep] = DEFAULT_CHAIN,
) -> SignatureRefused | None:
    """Why this signature may not be given now; None when it may.

    `signed` are the signatures of the present run, those before a change being void; `drafter` is whoever wrote
    the text that is signed. Nobody signs twice and the drafter never signs, not through a deputy either; steps keep
    their order.
    """
    step = wanted.step.label
    if wanted.step not in chain:
        return StepNotInChain(step=step, chain=in_words(chain))
    expected = next_step(chain, signed)
    if wanted.step is not expected:
        return OutOfOrder(step=step, expected=f"“{expected.label}”" if expected else "无，各步都已办理")
    if wanted.signer == drafter:
        return DrafterSigns(step=step)
    for earlier in signed:
        if wanted.signer in earlier.people:
            return SignsTwice(step=step, earlier=earlier.step.label)
    if wanted.principal == drafter:
        return PrincipalSigns(step=step, why="是本条信息的起草人")
    for earlier in signed:
        if wanted.principal in earlier.people:
            return PrincipalSigns(step=step, why=f"已经办理过“{earlier.step.label}”")
    return None


def in_words(chain: Sequence[ReviewStep]) -> str:
    """初审 → 保密审查 → 复审 → 终审."""
    return " → ".join(step.label for step in chain)
