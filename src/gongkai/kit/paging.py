"""Lists of the API, page after page by a cursor: it names the last row seen, so what is added shifts nothing.

A cursor is signed. It narrows what the caller may see anyway, and a list takes no cursor of another.
"""

from collections.abc import Sequence
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, ClassVar
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Model, Q, QuerySet
from ninja import Schema
from pydantic import Field, create_model

from gongkai.kit.api import chars
from gongkai.statute.errors import GongkaiError

MOST = 200
_SIGNER = Signer(salt="gongkai.kit.paging")


class CursorUnknown(GongkaiError):
    """Not a cursor that this list has given."""

    status: ClassVar[HTTPStatus] = HTTPStatus.UNPROCESSABLE_ENTITY
    code = "API-1423"
    text = "翻页标记 after 不能识别，或者不是这个列表给出的。"
    hint = "请把上一页答复里的 next 原样作为 after；从头读取时不带 after。"


class Paging(Schema):
    """Where the page begins, and how long it is."""

    after: chars(1000) = ""  # type: ignore[valid-type]  # a bounded text
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


PAGING = frozenset(Paging.model_fields)
"""What of the query is no filter."""


def page_of(line: Any) -> Any:  # noqa: ANN401  a type
    """The schema of a page of lines; `next` is the cursor of the following page, and none on the last."""
    return create_model(f"{line.__name__}Page", __base__=Schema, lines=(list[line], ...), next=(str | None, None))


def page(found: QuerySet[Any], asked: Paging, *order: str) -> dict[str, object]:
    """A page in an order of columns that are never null and together differ from row to row."""
    names = [name.removeprefix("-") for name in order]
    mark = [found.model._meta.label_lower, *order]
    if asked.after:
        found = found.filter(_beyond(order, _opened(asked.after, mark)))
    rows = list(found.order_by(*order)[: asked.limit + 1])
    lines = rows[: asked.limit]
    last = [_plain(lines[-1], name) for name in names] if len(rows) > len(lines) else None
    return {"lines": lines, "next": _closed(mark, last) if last is not None else None}


def page_of_list(found: Sequence[Any], asked: Paging, name: str) -> dict[str, object]:
    """A page of what is worked out anew each time; the cursor is a place in it."""
    start = _opened(asked.after, [name])[0] if asked.after else 0
    end = start + asked.limit
    return {"lines": list(found[start:end]), "next": _closed([name], [end]) if end < len(found) else None}


def _beyond(order: Sequence[str], values: list[Any]) -> Q:
    """What follows a row: greater in the first column, or equal there and greater in the next."""
    beyond, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        column = name.removeprefix("-")
        beyond |= equal & Q(**{f"{column}__{'lt' if name.startswith('-') else 'gt'}": value})
        equal &= Q(**{column: value})
    return beyond


def _plain(row: Model, name: str) -> object:
    value = getattr(row, name)
    return str(value) if isinstance(value, date | UUID) else value


def _closed(mark: list[str], values: list[Any]) -> str:
    return _SIGNER.sign_object([mark, values])


def _opened(cursor: str, mark: list[str]) -> list[Any]:
    """The values in a cursor. Raises API-1423."""
    try:
        known, values = _SIGNER.unsign_object(cursor)
    except (BadSignature, UnicodeEncodeError) as broken:
        raise CursorUnknown() from broken
    if known != mark:
        raise CursorUnknown()
    return list(values)
