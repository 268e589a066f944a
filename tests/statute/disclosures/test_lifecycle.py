"""An item's state changes by a declared move and by nothing else."""

from itertools import product

import pytest

from gongkai.statute.disclosures import (
    LIFE,
    MOVES,
    ON_THE_SITE,
    VOIDS_SIGNATURES,
    ItemState,
    ItemVerb,
    MoveNotAllowed,
    allowed,
    check_cancel,
    move,
)
from gongkai.statute.errors import GongkaiError
from gongkai.statute.moves import Lifecycle, Move

DECLARED = {(m.start, m.verb): m for m in MOVES}
UNDECLARED = [act for act in product(ItemState, ItemVerb) if act not in DECLARED]


@pytest.mark.parametrize(("state", "verb"), UNDECLARED, ids=str)
def test_an_undeclared_move_does_not_exist(state: ItemState, verb: ItemVerb) -> None:
    with pytest.raises(MoveNotAllowed, match="DSC-1001") as refused:
        move(state, verb)

    assert state.label in str(refused.value)
    assert all(other.label in str(refused.value) for other in allowed(state))


@pytest.mark.parametrize("declared", MOVES, ids=lambda m: f"{m.start.code}-{m.verb.code}")
def test_a_declared_move_is_found(declared: Move[ItemState, ItemVerb]) -> None:
    assert move(declared.start, declared.verb) is declared
    assert declared.verb in allowed(declared.start)


def _reachable(start: ItemState, without: frozenset[ItemVerb] = frozenset()) -> set[ItemState]:
    seen, waiting = {start}, [start]
    while waiting:
        state = waiting.pop()
        ends = {m.end for m in MOVES if m.start is state and m.verb not in without} - seen
        seen |= ends
        waiting += ends
    return seen


def test_every_state_is_reached_from_a_draft_and_every_verb_is_used() -> None:
    assert _reachable(ItemState.DRAFTING) == set(ItemState)
    assert {m.verb for m in MOVES} == set(ItemVerb)


def test_nothing_is_published_or_filed_without_the_last_signature() -> None:
    assert not _reachable(ItemState.DRAFTING, frozenset({ItemVerb.APPROVE})) & (ON_THE_SITE | {ItemState.FILED})


def test_whatever_is_edited_or_sent_back_passes_the_review_again() -> None:
    for m in MOVES:
        if m.verb in VOIDS_SIGNATURES:
            assert m.end in {ItemState.DRAFTING, ItemState.RETURNED}


def test_what_was_published_is_never_cancelled_nor_dropped() -> None:
    after = {m.end for m in MOVES if m.start is ItemState.PUBLISHED}

    assert after == {ItemState.PUBLISHED, ItemState.WITHDRAWN}
    assert {s for s in ItemState if LIFE.is_final(s)} == {ItemState.DROPPED, ItemState.CANCELLED}


def test_only_a_draft_that_was_never_registered_is_cancelled() -> None:
    check_cancel(None)
    check_cancel("")
    with pytest.raises(GongkaiError, match="DSC-1002"):
        check_cancel("11370812004339255B/2020-22849")


def test_a_table_that_declares_one_act_twice_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="twice"):
        Lifecycle((MOVES[0], MOVES[0]), MoveNotAllowed)
