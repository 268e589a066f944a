"""Who may sign: nobody twice, never the drafter, every step in its order, the secrecy review always."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.statute.disclosures import (
    DEFAULT_CHAIN,
    SIGNER_OF_STEP,
    ReviewStep,
    Signature,
    check_chain,
    may_sign,
    next_step,
)
from gongkai.statute.errors import GongkaiError

R = ReviewStep
FIRST = Signature(R.PRELIMINARY, "科长")
SECRECY = Signature(R.SECRECY, "保密员")


def refusal(wanted: Signature, *signed: Signature) -> str:
    found = may_sign(wanted, drafter="起草人", signed=signed)
    return found.code if found else ""


@pytest.mark.parametrize(
    ("wanted", "signed", "code"),
    [
        (FIRST, (), ""),
        (SECRECY, (FIRST,), ""),
        (Signature(R.SECOND, "副主任"), (FIRST, SECRECY), ""),
        (Signature(R.SECOND, "代理人", "副主任"), (FIRST, SECRECY), ""),
        (Signature(R.PRELIMINARY, "起草人"), (), "DSC-1101"),
        (Signature(R.SECRECY, "科长"), (FIRST,), "DSC-1102"),
        (Signature(R.SECRECY, "科长"), (Signature(R.PRELIMINARY, "代理人", "科长"),), "DSC-1102"),
        (Signature(R.SECOND, "副主任"), (FIRST,), "DSC-1103"),
        (FIRST, (FIRST,), "DSC-1103"),
        (Signature(R.LEGAL, "法制员"), (FIRST,), "DSC-1104"),
        (Signature(R.PRELIMINARY, "代理人", "起草人"), (), "DSC-1105"),
        (Signature(R.SECRECY, "代理人", "科长"), (FIRST,), "DSC-1105"),
    ],
)
def test_a_signature_and_why_it_is_refused(wanted: Signature, signed: tuple[Signature, ...], code: str) -> None:
    assert refusal(wanted, *signed) == code


def test_when_all_have_signed_nobody_signs_any_more() -> None:
    done = [Signature(step, f"第{n}人") for n, step in enumerate(DEFAULT_CHAIN)]

    assert next_step(DEFAULT_CHAIN, done) is None
    found = may_sign(Signature(R.FINAL, "另一人"), drafter="起草人", signed=done)
    assert found
    assert "各步都已办理" in str(found)


PEOPLE = st.sampled_from(["起草人", "甲", "乙", "丙", "丁"])
CHAINS = st.permutations([R.PRELIMINARY, R.SECRECY, R.LEGAL, R.OFFICE]).map(lambda s: (*s[:3], R.SECOND))


@given(CHAINS, st.lists(st.builds(Signature, st.sampled_from(R), PEOPLE, st.one_of(st.just(""), PEOPLE))))
def test_whatever_is_tried_the_signatures_obtained_keep_the_rules(
    chain: tuple[ReviewStep, ...], tries: list[Signature]
) -> None:
    signed: list[Signature] = []

    for wanted in tries:
        if may_sign(wanted, drafter="起草人", signed=signed, chain=chain) is None:
            signed.append(wanted)

    assert [s.step for s in signed] == list(chain[: len(signed)])
    assert "起草人" not in {person for s in signed for person in s.people}
    assert len({s.signer for s in signed}) == len(signed)
    for earlier, later in pairwise(signed):
        assert not earlier.people & later.people


@pytest.mark.parametrize(
    ("chain", "code"),
    [
        ((), "DSC-1204"),
        ((R.PRELIMINARY, R.SECOND), "DSC-1201"),
        ((R.SECOND, R.SECRECY), "DSC-1202"),
        ((R.SECRECY,), "DSC-1202"),
        ((R.SECRECY, R.FINAL, R.SECRECY), "DSC-1203"),
    ],
)
def test_a_chain_that_leaves_something_out_is_refused(chain: tuple[ReviewStep, ...], code: str) -> None:
    with pytest.raises(GongkaiError, match=code):
        check_chain(chain)


def test_the_usual_chain_and_the_shortest_one_are_accepted() -> None:
    check_chain(DEFAULT_CHAIN)
    check_chain((R.SECRECY, R.SECOND))

    assert set(SIGNER_OF_STEP) == set(ReviewStep)
