"""The register of 规章 and 行政规范性文件: on a day, one document, table two's counts."""

from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Schema

from gongkai.disclosures.api.items import ItemLine
from gongkai.disclosures.api.upkeep import InYear
from gongkai.disclosures.models import DocumentEvent as Event
from gongkai.disclosures.models import Item
from gongkai.disclosures.selectors import items, register
from gongkai.kit import clock
from gongkai.kit.access import ClerkRequest
from gongkai.kit.api import ASKED, Day, one_of, read, row
from gongkai.kit.paging import Paging, page_of, page_of_list
from gongkai.statute.vocab import ItemKind
from gongkai.statute.vocab.roles import Perm

READ = Perm.DISCLOSURE_READ
EventLine = row(Event, "DocumentEventLine", "kind", "on", "valid_until", "basis", successor=str)


class DocumentLine(Schema):
    """A document of the register, and its state on the day."""

    item: ItemLine
    validity: str
    label: str


class DocumentWhole(Schema):
    """A document with everything that happened to it."""

    item: ItemLine
    events: list[EventLine]  # type: ignore[valid-type]


class CountLine(Schema):
    """One row of table two's first part."""

    kind: str
    label: str
    made: int
    repealed: int
    in_force: int


class RegisterOn(Paging):
    """The register of which day, of which kind of document, and whether only what is in force."""

    on: Day | None = None
    kind: one_of("", *(kind.code for kind in register.KINDS)) = ""  # type: ignore[valid-type]
    binding: bool = False


def documents(request: ClerkRequest, asked: RegisterOn = ASKED) -> Any:  # noqa: ANN401
    """某日（on，不写为今天）的规章和行政规范性文件目录，binding 为真时只列当日有效的。"""
    kind = ItemKind(asked.kind) if asked.kind else None
    found = register.register_on(
        request.clerk.agency_id, asked.on or clock.today(), kind=kind, binding=asked.binding
    )
    seen = page_of_list(found, asked, "register.list")
    return seen | {"lines": [_document(one) for one in seen["lines"]]}  # type: ignore[attr-defined]


def document(request: ClerkRequest, key: UUID) -> Any:  # noqa: ANN401
    """一份规章或者行政规范性文件和它的效力变动。"""
    item = items.for_reading(key, request.clerk)
    if ItemKind(item.kind) not in register.KINDS:
        raise Http404
    return {"item": item, "events": [_event(one) for one in register.history_of(item)]}


def counts(request: ClerkRequest, asked: InYear = ASKED) -> Any:  # noqa: ANN401
    """某年制发、废止和年末现行有效的件数（年度报告表二）。"""
    found = register.register_counts(request.clerk.agency_id, asked.year or clock.today().year)
    names = ("made", "repealed", "in_force")
    return [
        {"kind": kind.code, "label": kind.label} | {name: getattr(one, name) for name in names}
        for kind, one in found.items()
    ]


def _document(one: register.Entry) -> dict[str, object]:
    state = one.validity
    return {"item": one.item, "validity": state.value if state else "", "label": state.label if state else ""}


def _event(one: Event) -> dict[str, object]:
    successor: Item | None = one.successor
    shown = {name: getattr(one, name) for name in ("kind", "on", "valid_until", "basis")}
    return shown | {"successor": str(successor.key) if successor else ""}


OPERATIONS = (
    read("register.list", "register", documents, READ, answer=page_of(DocumentLine)),
    read("register.counts", "register/counts", counts, READ, answer=list[CountLine]),
    read("register.read", "register/{key}", document, READ, answer=DocumentWhole),
)
