"""Columns of the catalogue: the tree, one, every act."""

from typing import Any
from uuid import UUID

from gongkai.disclosures.models import Column
from gongkai.disclosures.selectors import columns as selectors
from gongkai.disclosures.services import columns as services
from gongkai.kit.access import ClerkRequest
from gongkai.kit.api import ASKED, Take, act, bounded, chars, many, one_of, read, row
from gongkai.kit.paging import Paging, page, page_of
from gongkai.statute.vocab import Art20Item, Art21Item, ColumnKind
from gongkai.statute.vocab.roles import Perm

READ, MANAGE = Perm.DISCLOSURE_READ, Perm.COLUMN_MANAGE
ColumnRow = row(
    Column, "ColumnRow",
    "id", "key", "agency", "parent", "name", "slug", "section", "kind", "article", "description", "owner",
    "max_idle_days", "empty_reason", "order", "closed_on", "latest_on", "items", version=int,
)  # fmt: skip


def listed(request: ClerkRequest, asked: Paging = ASKED) -> Any:  # noqa: ANN401
    """本机关的栏目，停用的也在内。"""
    return page(selectors.visible(request.clerk), asked, "agency_id", "order", "id")


def one(request: ClerkRequest, key: UUID) -> Any:  # noqa: ANN401
    """一个栏目。"""
    return selectors.get(key, request.clerk)


_DESCRIBED = bounded(
    services.Described,
    Column,
    kind=one_of(*(member.code for member in ColumnKind)),
    article=one_of("", *(member.code for kind in (Art20Item, Art21Item) for member in kind)),
)
_SECTION = Take(one_of(*(code for code, _ in Column.SECTIONS)))
_FACTS = {"facts": _DESCRIBED}
_KEY = "columns/{key}"
OPERATIONS = (
    read("column.list", "columns", listed, READ, answer=page_of(ColumnRow)),
    read("column.read", _KEY, one, READ, answer=ColumnRow),
    act(
        "column.open", "columns", services.open_column, MANAGE, answer=ColumnRow,
        takes=_FACTS | {"section": _SECTION},
    ),
    act("column.open_standard", "standard-columns", services.open_standard, MANAGE, answer=many(ColumnRow)),
    act("column.edit", _KEY, services.edit, MANAGE, answer=ColumnRow, method="PUT", takes=_FACTS),
    act("column.place", f"{_KEY}/place", services.place, MANAGE, answer=ColumnRow, takes={"section": _SECTION}),
    act("column.shift", f"{_KEY}/shift", services.shift, MANAGE, answer=ColumnRow),
    act("column.keep_up", f"{_KEY}/keep-up", services.keep_up, MANAGE, answer=ColumnRow),
    act(
        "column.explain", f"{_KEY}/explain", services.explain, MANAGE, answer=ColumnRow,
        takes={"reason": Take(chars(200))},
    ),
    act("column.close", f"{_KEY}/close", services.close, MANAGE, answer=ColumnRow),
)  # fmt: skip
