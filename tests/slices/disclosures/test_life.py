"""The life of an item walked at random: whatever is tried in whatever order, the law's rules hold."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from gongkai.disclosures.models import Item, Signature
from gongkai.disclosures.selectors import items as selectors
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.services import items, publishing, review, withdrawals
from gongkai.kit import clock
from gongkai.statute.disclosures import ReviewStep
from gongkai.statute.errors import GongkaiError
from tests.slices.disclosures.builders import Office, a_draft, an_office, facts

ROLES = st.sampled_from(
    ("handler", "section_head", "secrecy_reviewer", "deputy_leader", "leader", "disclosure_officer")
)


class Life(RuleBasedStateMachine):
    """Anyone tries anything with one item; refusals are fine, broken rules are not."""

    def __init__(self) -> None:
        super().__init__()
        self.office: Office = an_office()
        self.key = a_draft(self.office).key
        self.texts = 0
        self.number: str | None = None

    @property
    def item(self) -> Item:
        return Item.objects.select_related("latest", "public").get(key=self.key)

    def attempt(self, act: Any, *args: Any, **given: Any) -> None:
        try:
            act(self.key, *args, **given)
        except GongkaiError:
            return

    @rule(role=ROLES)
    def edit(self, role: str) -> None:
        self.texts += 1
        by, stated = self.office.clerks[role], facts(self.office, "标题")
        act = items.correct if self.item.state == "published" and not self.item.correction else items.edit
        more = {"notice": "更正说明"}
        self.attempt(act, stated, f"<p>第{self.texts}次改动。</p>", version=self.item.version, by=by, **more)

    @rule(role=ROLES)
    def submit(self, role: str) -> None:
        self.attempt(review.submit, by=self.office.clerks[role])

    @rule(role=ROLES, step=st.sampled_from(ReviewStep))
    def sign_anything(self, role: str, step: ReviewStep) -> None:
        latest = self.item.latest
        assert latest is not None
        self.attempt(review.sign, step, digest=latest.digest, by=self.office.clerks[role])

    @rule()
    def sign_as_awaited(self) -> None:
        item = self.item
        if item.awaited_role and item.latest:
            step = reviews.steps_from(item.steps)[item.next_step]
            by = self.office.clerks[step.role]
            self.attempt(review.sign, step.step, digest=item.latest.digest, by=by)

    @rule(role=ROLES)
    def send_back(self, role: str) -> None:
        self.attempt(review.send_back, "理由", by=self.office.clerks[role])

    @rule(role=ROLES)
    def take_back(self, role: str) -> None:
        self.attempt(review.take_back, by=self.office.clerks[role])

    @rule(role=ROLES)
    def publish(self, role: str) -> None:
        act = publishing.publish_correction if self.item.correction else publishing.publish
        self.attempt(act, on=clock.today(), by=self.office.clerks[role])

    @rule(role=ROLES)
    def withdraw(self, role: str) -> None:
        self.attempt(publishing.withdraw, "撤回说明", on=clock.today(), by=self.office.clerks[role])

    @rule(role=ROLES)
    def plan_a_withdrawal(self, role: str) -> None:
        on = clock.today() + timedelta(days=1)
        self.attempt(withdrawals.schedule, "公示期满", on=on, by=self.office.clerks[role])

    @rule(role=ROLES)
    def call_it_off(self, role: str) -> None:
        self.attempt(withdrawals.unschedule, by=self.office.clerks[role])

    @rule()
    def the_day_comes(self) -> None:
        tomorrow = clock.today() + timedelta(days=1)
        for pk in selectors.to_withdraw(tomorrow):
            withdrawals.withdraw_scheduled(pk, today=tomorrow)

    @rule(role=ROLES)
    def redraft(self, role: str) -> None:
        self.attempt(items.redraft, by=self.office.clerks[role])

    @invariant()
    def what_is_public_was_signed_at_every_step(self) -> None:
        item = self.item
        if item.state != "published" or item.public is None:
            return
        signed = Signature.objects.filter(item=item, revision=item.public, decision=Signature.SIGNED)
        assert {s.step for s in signed} == {"preliminary", "secrecy", "second", "final"}
        assert all(s.digest == item.public.digest for s in signed)

    @invariant()
    def only_what_is_public_waits_for_its_withdrawal(self) -> None:
        assert selectors.planned_withdrawal(self.item) is None or self.item.state == "published"

    @invariant()
    def nobody_signs_twice_or_what_they_wrote(self) -> None:
        for given in Signature.objects.filter(item__key=self.key, decision=Signature.SIGNED).select_related(
            "revision"
        ):
            assert given.person_id != given.revision.author_id
            same = Signature.objects.filter(item__key=self.key, round=given.round, person=given.person_id)
            assert same.filter(decision=Signature.SIGNED).count() == 1

    @invariant()
    def a_number_is_kept(self) -> None:
        number = self.item.index_number
        assert self.number is None or number == self.number
        self.number = number


@pytest.mark.django_db
def test_the_rules_hold_whatever_is_tried() -> None:
    run_state_machine_as_test(Life, settings=settings(max_examples=12, stateful_step_count=30, deadline=None))
