"""The life of an item of disclosure, 先审查后公开 (条例第十七条; DOMAIN 1.3).

A correction of a published item is a revision with a run of its own through review; when it is approved, the item
makes the move CORRECT and stays published. A withdrawal approved for a day to come leaves it published until then.
Signatures, revisions and channels are rows of their own; the state does not encode them.
"""

from gongkai.statute.disclosures.errors import MoveNotAllowed, RegisteredStays
from gongkai.statute.law.instruments import OGI, SECRECY_RULES
from gongkai.statute.moves import Lifecycle, Move
from gongkai.statute.vocab import Term


class ItemState(Term):
    """Where an item stands."""

    DRAFTING = "drafting", "起草中"
    IN_REVIEW = "in_review", "审查中"
    RETURNED = "returned", "退回修改"
    APPROVED = "approved", "已签批"
    SCHEDULED = "scheduled", "定时发布"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"
    FILED = "filed", "已登记（不主动公开）"
    DROPPED = "dropped", "不再发布"
    CANCELLED = "cancelled", "已取消"


class ItemVerb(Term):
    """What is done with an item."""

    EDIT = "edit", "修改"
    SUBMIT = "submit", "提交审查"
    RESUBMIT = "resubmit", "修改后重新提交"
    TAKE_BACK = "take_back", "起草人取回"
    SIGN = "sign", "审查通过"
    SEND_BACK = "send_back", "退回"
    APPROVE = "approve", "签批"
    SCHEDULE = "schedule", "定时发布"
    UNSCHEDULE = "unschedule", "取消定时"
    PUBLISH = "publish", "发布"
    CORRECT = "correct", "更正"
    WITHDRAW = "withdraw", "撤回"
    SCHEDULE_WITHDRAWAL = "schedule_withdrawal", "定时撤回"
    UNSCHEDULE_WITHDRAWAL = "unschedule_withdrawal", "取消定时撤回"
    REDRAFT = "redraft", "撤回后重新起草"
    FILE = "file", "登记为不主动公开"
    REASSESS = "reassess", "定期评估后维持"
    RELEASE = "release", "转为主动公开"
    DROP = "drop", "不再发布"
    CANCEL = "cancel", "取消草稿"


S, V = ItemState, ItemVerb
_REVIEW, _ONE_BY_ONE = OGI(17), SECRECY_RULES(42)
# fmt: off
MOVES: tuple[Move[ItemState, ItemVerb], ...] = (
    #    from          by                       to            cite
    Move(S.DRAFTING,    V.EDIT,                  S.DRAFTING),
    Move(S.DRAFTING,    V.SUBMIT,                S.IN_REVIEW,  _REVIEW),
    Move(S.DRAFTING,    V.CANCEL,                S.CANCELLED),
    Move(S.DRAFTING,    V.DROP,                  S.DROPPED,    _REVIEW),
    Move(S.IN_REVIEW,   V.SIGN,                  S.IN_REVIEW,  _ONE_BY_ONE),
    Move(S.IN_REVIEW,   V.APPROVE,               S.APPROVED,   _REVIEW),
    Move(S.IN_REVIEW,   V.SEND_BACK,             S.RETURNED,   _REVIEW),
    Move(S.IN_REVIEW,   V.TAKE_BACK,             S.DRAFTING),
    Move(S.IN_REVIEW,   V.EDIT,                  S.DRAFTING,   _ONE_BY_ONE),
    Move(S.IN_REVIEW,   V.DROP,                  S.DROPPED,    _REVIEW),
    Move(S.RETURNED,    V.EDIT,                  S.RETURNED),
    Move(S.RETURNED,    V.RESUBMIT,              S.IN_REVIEW,  _REVIEW),
    Move(S.RETURNED,    V.DROP,                  S.DROPPED,    _REVIEW),
    Move(S.APPROVED,    V.PUBLISH,               S.PUBLISHED,  OGI(26)),
    Move(S.APPROVED,    V.SCHEDULE,              S.SCHEDULED,  OGI(26)),
    Move(S.APPROVED,    V.FILE,                  S.FILED,      _REVIEW),
    Move(S.APPROVED,    V.SEND_BACK,             S.RETURNED,   _REVIEW),
    Move(S.APPROVED,    V.EDIT,                  S.DRAFTING,   _ONE_BY_ONE),
    Move(S.APPROVED,    V.DROP,                  S.DROPPED,    _REVIEW),
    Move(S.SCHEDULED,   V.PUBLISH,               S.PUBLISHED,  OGI(26)),
    Move(S.SCHEDULED,   V.UNSCHEDULE,            S.APPROVED),
    Move(S.SCHEDULED,   V.SEND_BACK,             S.RETURNED,   _REVIEW),
    Move(S.SCHEDULED,   V.EDIT,                  S.DRAFTING,   _ONE_BY_ONE),
    Move(S.SCHEDULED,   V.DROP,                  S.DROPPED,    _REVIEW),
    Move(S.PUBLISHED,   V.CORRECT,               S.PUBLISHED,  OGI(6)),
    Move(S.PUBLISHED,   V.WITHDRAW,              S.WITHDRAWN,  OGI(6)),
    Move(S.PUBLISHED,   V.SCHEDULE_WITHDRAWAL,   S.PUBLISHED,  OGI(6)),
    Move(S.PUBLISHED,   V.UNSCHEDULE_WITHDRAWAL, S.PUBLISHED),
    Move(S.WITHDRAWN,   V.REDRAFT,               S.DRAFTING,   _REVIEW),
    Move(S.FILED,       V.REASSESS,              S.FILED,      OGI(18)),
    Move(S.FILED,       V.RELEASE,               S.DRAFTING,   OGI(18)),
)
# fmt: on
LIFE = Lifecycle(MOVES, MoveNotAllowed)
# After these acts every signature so far is void and the review begins again.
VOIDS_SIGNATURES = frozenset({V.EDIT, V.SEND_BACK, V.TAKE_BACK, V.REDRAFT, V.RELEASE})
ON_THE_SITE = frozenset({S.PUBLISHED})


def move(state: ItemState, verb: ItemVerb) -> Move[ItemState, ItemVerb]:
    """The declared move. Raises DSC-1001."""
    return LIFE.move(state, verb)


def allowed(state: ItemState) -> tuple[ItemVerb, ...]:
    """What may be done with an item in this state."""
    return LIFE.allowed(state)


def check_cancel(number: str | None) -> None:
    """Only a draft that never got a number is cancelled. Raises DSC-1002: what was registered is kept."""
    if number:
        raise RegisteredStays(number=number)
