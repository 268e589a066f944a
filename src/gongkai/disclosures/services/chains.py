"""Review chains as configuration: for the agency, and for a column that needs its own."""

from collections.abc import Sequence

from django.http import Http404

from gongkai.audit.services import act, record
from gongkai.disclosures import errors
from gongkai.disclosures.models import Column, ReviewChain
from gongkai.disclosures.selectors.review import SIGNERS, Step, chains_of, steps_from
from gongkai.kit import clock
from gongkai.kit.access import Clerk, NotYourDuty
from gongkai.statute.disclosures import check_chain
from gongkai.statute.law.instruments import OGI
from gongkai.statute.vocab.roles import ROLE, Perm


@act("chain.configure", "设置审查流程")
def configure(steps: Sequence[Step], *, by: Clerk, column: int | None = None) -> ReviewChain:
    """A chain from now on; rounds begun keep theirs. Raises DSC-1201 to DSC-1204, DSC-2105."""
    _check_duty(by)
    check_chain([step.step for step in steps])
    may = {role.code for role in SIGNERS}
    for number, step in enumerate(steps, start=1):
        if step.role not in may:
            label = ROLE[step.role].label if step.role in ROLE else step.role
            raise errors.UnknownStep(number=number, step=step.step.label, role=label)
    old = _replace(by, column)
    made = ReviewChain.objects.create(
        agency_id=by.agency_id, column_id=column, steps=[step.stored() for step in steps], made_at=clock.now()
    )
    record(made, by=by, cite=OGI(17), changes={"steps": (in_words(old), in_words(made))})
    return made


@act("chain.clear", "取消栏目单独的审查流程")
def clear(column: int, *, by: Clerk) -> ReviewChain:
    """The column is reviewed as the agency is, from now on. Raises DSC-2106."""
    _check_duty(by)
    old = _replace(by, column)
    if old is None:
        raise errors.NoChain(column=Column.objects.get(pk=column).name)
    record(old, by=by, cite=OGI(17), changes={"steps": (in_words(old), None)})
    return old


def in_words(chain: ReviewChain | None) -> str | None:
    """初审（科室负责人） → 保密审查（保密审查员）…"""
    if chain is None:
        return None
    return " → ".join(f"{step.step.label}（{step.role_label}）" for step in steps_from(chain.steps))


def _check_duty(by: Clerk) -> None:
    if not by.can(Perm.CHAIN_CONFIGURE):
        raise NotYourDuty(post=by.post)


def _replace(by: Clerk, column: int | None) -> ReviewChain | None:
    """End the chain that held; Http404 for another agency's column."""
    if column is not None and not Column.objects.filter(pk=column, agency=by.agency_id).exists():
        raise Http404
    old = chains_of(by.agency_id).get(column)
    if old is not None:
        old.replaced_at = clock.now()
        old.save(update_fields=["replaced_at"])
    return old
