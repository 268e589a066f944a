"""What reviews follow: chains, wordings, index numbers; and the register of documents."""

from typing import Annotated, Any

from pydantic import Field

from gongkai.disclosures.api.items import ItemLine
from gongkai.disclosures.models import NumberScheme, ReviewChain, WordingTerm
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.services import chains, numbering, register, remarks
from gongkai.kit.access import Clerk, ClerkRequest
from gongkai.kit.api import Given, Take, act, bounded, chars, many, one_of, read, row
from gongkai.statute.disclosures import ReviewStep
from gongkai.statute.vocab.roles import Perm

READ, CONFIGURE, PUBLISH = Perm.DISCLOSURE_READ, Perm.CHAIN_CONFIGURE, Perm.DISCLOSURE_PUBLISH
ChainLine = row(ReviewChain, "ChainLine", "id", "column", "made_at", "replaced_at", steps=list[dict[str, str]])
TermLine = row(WordingTerm, "TermLine", "id", "wrong", "right", "reason", "level", "is_active", unless=list[str])
SchemeLine = row(NumberScheme, "SchemeLine", "template", "values")
_WORDS = {"wrong": Take(chars(64))}


class StepGiven(Given):
    """One step: what is reviewed, and by which role."""

    step: ReviewStep
    role: one_of(*(role.code for role in reviews.SIGNERS))  # type: ignore[valid-type]  # one of these texts


class TermGiven(Given):
    """A wording that is not to be used, and the right one."""

    wrong: chars(64)  # type: ignore[valid-type]  # a bounded text
    right: chars(64) = ""  # type: ignore[valid-type]
    reason: chars(200) = ""  # type: ignore[valid-type]
    level: one_of("error", "warning", "hint") = "warning"  # type: ignore[valid-type]
    unless: chars(400) = ""  # type: ignore[valid-type]


def all_chains(request: ClerkRequest) -> Any:  # noqa: ANN401
    """现行的审查流程：机关的和栏目单独的；没有设置的按默认流程。"""
    return list(reviews.chains_of(request.clerk.agency_id).values())


def wordings(request: ClerkRequest) -> Any:  # noqa: ANN401
    """检查用语：本机关添加或者停用的；随系统提供的不在内。"""
    return list(WordingTerm.objects.filter(agency=request.clerk.agency_id).order_by("wrong", "id"))


def scheme(request: ClerkRequest) -> Any:  # noqa: ANN401
    """索引号规则。"""
    return numbering.scheme_of(request.clerk.agency_id)


def _steps(given: list[StepGiven], by: Clerk) -> object:
    return [reviews.Step(one.step, one.role) for one in given]


def _rule(given: TermGiven, by: Clerk) -> object:
    return remarks.rule(given.dict())


_STEPS = {"steps": Take(Annotated[list[StepGiven], Field(max_length=20)], _steps)}
_BASIS = {"basis": bounded(register.Basis, NumberScheme, text=chars(400), successor=chars(64))}
_RULE = {"rule": Take(TermGiven, _rule)}
_SCHEME = {
    "template": Take(chars(100)),
    "values": Take(Annotated[dict[chars(32), chars(64)], Field(max_length=20)]),  # type: ignore[misc]
}
_KEY = "register/{key}"
BOTH = (PUBLISH, CONFIGURE)
OPERATIONS = (
    read("chain.list", "chains", all_chains, CONFIGURE, answer=many(ChainLine)),
    act("chain.configure", "chains", chains.configure, CONFIGURE, answer=ChainLine, takes=_STEPS),
    act("chain.clear", "chains/{column}/clear", chains.clear, CONFIGURE, answer=ChainLine),
    read("numbering.read", "numbering", scheme, CONFIGURE, answer=SchemeLine),
    act("numbering.configure", "numbering", numbering.configure, CONFIGURE, answer=SchemeLine, takes=_SCHEME),
    read("wording.list", "wordings", wordings, READ, answer=many(TermLine)),
    act("wording.add", "wordings", remarks.add_term, *BOTH, answer=TermLine, takes=_RULE),
    act("wording.switch_off", "wordings/off", remarks.switch_off, *BOTH, answer=TermLine, takes=_WORDS),
    act("wording.set_active", "wordings/{pk}/active", remarks.set_active, *BOTH, answer=TermLine),
    act("register.amend", f"{_KEY}/amend", register.amend, PUBLISH, answer=ItemLine, takes=_BASIS),
    act("register.repeal", f"{_KEY}/repeal", register.repeal, PUBLISH, answer=ItemLine, takes=_BASIS),
    act(
        "register.declare_invalid", f"{_KEY}/declare-invalid", register.declare_invalid, PUBLISH, answer=ItemLine,
        takes=_BASIS,
    ),
    act("register.extend", f"{_KEY}/extend", register.extend, PUBLISH, answer=ItemLine, takes=_BASIS),
)  # fmt: skip
