"""An agency that publishes: its clerks, its column, and items at every step of their life, made by the services."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count

from gongkai.agencies.models import Agency
from gongkai.disclosures.facts import Facts
from gongkai.disclosures.models import Column, Item
from gongkai.disclosures.selectors import review as reviews
from gongkai.disclosures.services import items, publishing, review
from gongkai.kit import clock
from gongkai.kit.access import Clerk
from gongkai.statute.disclosures import ItemState, ReviewStep
from tests.builders import a_clerk, a_column, an_agency
from tests.world import World

BODY = "<p>本街道今年继续做好便民服务工作，服务窗口每个工作日开放。</p>"
_numbers = count(1)


@dataclass
class Office:
    """The clerks of an agency by role, and its column."""

    agency: Agency
    column: Column
    clerks: dict[str, Clerk] = field(default_factory=dict)

    def __getattr__(self, role: str) -> Clerk:
        if role in self.clerks:
            return self.clerks[role]
        raise AttributeError(role)


ROLES = ("handler", "section_head", "secrecy_reviewer", "deputy_leader", "leader", "disclosure_officer")


def a_code() -> str:
    """A credit code; its check digit is of no concern to an index number."""
    return f"11370000{next(_numbers):09d}X"


def an_office(agency: Agency | None = None, clerks: dict[str, Clerk] | None = None) -> Office:
    """An agency with a credit code, a column, and whoever it takes to publish."""
    agency = agency or an_agency()
    Agency.objects.filter(pk=agency.pk, uscc="").update(uscc=a_code())
    agency.refresh_from_db()
    column = Column.objects.filter(agency=agency).first() or a_column(agency)
    return Office(agency, column, clerks or {role: a_clerk(agency, role) for role in ROLES})


def the_office(world: World) -> Office:
    """The office of the world's own agency."""
    return an_office(world.agency, world.clerks)


def facts(office: Office, title: str = "", **more: object) -> Facts:
    """Facts that are complete enough for review, formed yesterday."""
    formed = clock.today() - timedelta(days=1)
    base = Facts(title or f"关于便民服务的通知（{next(_numbers)}）", office.column.pk, formed_on=formed)
    return replace(base, **more)  # type: ignore[arg-type]


def a_draft(office: Office, body: str = BODY, **more: object) -> Item:
    """起草中."""
    return items.draft(facts(office, **more), body, by=office.handler)  # type: ignore[arg-type]


def submitted(office: Office, item: Item | None = None, **more: object) -> Item:
    """审查中, waiting for the first signature."""
    item = item or a_draft(office, **more)
    return review.submit(item.key, by=office.handler)


def sign_next(office: Office, item: Item, by: Clerk | None = None) -> Item:
    """The signature that is awaited."""
    item.refresh_from_db()
    step = reviews.steps_from(item.steps)[item.next_step]
    return review.sign(item.key, step.step, digest=digest(item), by=by or office.clerks[step.role], opinion="同意")


def digest(item: Item) -> str:
    """The digest of the latest text."""
    assert item.latest is not None
    return item.latest.digest


def approved(office: Office, item: Item | None = None, **more: object) -> Item:
    """已签批: every step has signed."""
    item = submitted(office, item, **more)
    while item.working_state is ItemState.IN_REVIEW:
        item = sign_next(office, item)
    return item


def published(office: Office, on: date | None = None, **more: object) -> Item:
    """已发布."""
    item = approved(office, **more)
    return publishing.publish(item.key, on=on or clock.today(), by=office.disclosure_officer)


def corrected(office: Office, item: Item | None = None, body: str = "<p>更正后的正文。</p>") -> Item:
    """A published item with a correction being drafted."""
    item = item or published(office)
    stated = facts(office, item.title, formed_on=item.formed_on, column_id=item.column_id)
    return items.correct(item.key, stated, body, "原文日期有误", version=item.version, by=office.handler)


def ended(office: Office) -> None:
    """The agency is no longer."""
    Agency.objects.filter(pk=office.agency.pk).update(state="abolished", ended_on=clock.today())


FIRST = ReviewStep.PRELIMINARY
