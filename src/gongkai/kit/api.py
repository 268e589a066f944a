"""Operations of the API, declared by the slices: what an act takes follows from the signature of its service.

An operation has the id, the words and the permissions of the act it does; the guard in `gongkai.site.api` lets a
token in by them before anything it sent is looked at.
"""

import dataclasses
import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

from django.core.paginator import EmptyPage, Paginator
from django.db import models
from ninja import Schema
from ninja.orm import create_schema
from ninja.params.functions import File, Query
from pydantic import AfterValidator, ConfigDict, Field, create_model

from gongkai.kit.access import Clerk

PAGE = 50


def _plain(text: str) -> str:
    if "\x00" in text:
        raise ValueError("NUL")
    return text


def _in_time(at: datetime) -> datetime:
    if at.tzinfo is None or not 1900 <= at.year <= 2999:
        raise ValueError("zone")
    return at


def chars(most: int, least: int = 0) -> Any:  # noqa: ANN401  a type made at run time
    """A string of bounded length that every database can hold."""
    return Annotated[str, Field(min_length=least, max_length=most), AfterValidator(_plain)]


def one_of(*values: str) -> Any:  # noqa: ANN401  a type made at run time
    """One of these texts."""
    return Annotated[str, Field(pattern=f"^({'|'.join(map(re.escape, values))})$")]


Text, Long = chars(400), chars(500_000)
Line = Annotated[str, Field(max_length=200), AfterValidator(_plain)]
Number = Annotated[int, Field(ge=0, le=2**31 - 1)]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2999, 12, 31))]
Instant = Annotated[datetime, AfterValidator(_in_time)]
PageNumber = Annotated[int, Field(ge=1, le=1_000_000)]
ASKED, FILE = Query(...), File(...)
_TYPES: dict[Any, Any] = {str: Text, int: Number, date: Day, datetime: Instant, bool: bool, UUID: UUID}


class Given(Schema):
    """What is sent. A name that is not known is refused: it would be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """A refusal: its permanent code and the sentence for people."""

    code: str
    message: str


class Done(Schema):
    """An act that leaves nothing to show."""

    done: bool = True


class Paging(Schema):
    """Which page of a list."""

    page: PageNumber = 1


@dataclass(frozen=True, slots=True)
class Take:
    """How a parameter of a service is sent, where its own type does not say it."""

    type: Any
    become: Callable[[Any, Clerk], object] = lambda value, by: value


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: how it is reached, what it answers, and who may use it (no permission: every valid token)."""

    id: str
    method: str
    path: str
    handler: Callable[..., Any]
    answer: Any
    label: str
    may: frozenset[str] = frozenset()
    public: bool = False

    @property
    def tag(self) -> str:
        """The part of the documentation it stands in."""
        return self.id.partition(".")[0]


def act(
    code: str,
    path: str,
    do: Callable[..., Any],
    *may: str,
    answer: Any,  # noqa: ANN401  types are values here
    method: str = "POST",
    takes: Mapping[str, Take] | None = None,
    shown: Callable[[Any], object] = lambda made: made,
) -> Operation:
    """The operation that does an act: its id is the act's code, its body what the path does not give."""
    label = (inspect.getdoc(do) or code).partition("\n")[0]
    handler = _doing(code, path, do, takes or {}, shown)
    return Operation(code, method, path, handler, answer, label, frozenset(may))


def read(code: str, path: str, handler: Callable[..., Any], *may: str, answer: Any) -> Operation:  # noqa: ANN401
    """An operation that changes nothing."""
    label = (inspect.getdoc(handler) or code).partition("\n")[0]
    return Operation(code, "GET", path, handler, answer, label, frozenset(may))


def upload(code: str, path: str, handler: Callable[..., Any], *may: str, answer: Any) -> Operation:  # noqa: ANN401
    """An operation that takes a file, and so is written out."""
    label = (inspect.getdoc(handler) or code).partition("\n")[0]
    return Operation(code, "POST", path, handler, answer, label, frozenset(may))


def public(code: str, path: str, handler: Callable[..., Any], *, answer: Any) -> Operation:  # noqa: ANN401
    """An operation that anyone may use without a token."""
    label = (inspect.getdoc(handler) or code).partition("\n")[0]
    return Operation(code, "GET", path, handler, answer, label, public=True)


def row(model: type[models.Model], name: str, *fields: str, **more: Any) -> Any:  # noqa: ANN401
    """The schema of a row: these of its fields, and others it has."""
    custom = [(field, kind, None) for field, kind in more.items()]
    return create_schema(model, name=name, fields=list(fields), custom_fields=custom)


def many(line: Any) -> Any:  # noqa: ANN401
    """The schema of a list that is short enough not to be paged."""
    return list[line]


def page_of(line: Any) -> Any:  # noqa: ANN401
    """The schema of a page of lines."""
    return create_model(
        f"{line.__name__}Page", __base__=Schema, lines=(list[line], ...), total=int, page=int, pages=int
    )


def page(found: Any, number: int) -> dict[str, object]:  # noqa: ANN401  a query or a list
    """A page of what was found; beyond the last there is nothing."""
    pages = Paginator(found, PAGE)
    try:
        lines = list(pages.page(number).object_list)
    except EmptyPage:
        lines = []
    return {"lines": lines, "total": pages.count, "page": number, "pages": pages.num_pages}


def bounded(kind: Any, model: type[models.Model], /, **other: Any) -> Take:  # noqa: ANN401
    """A value as it is sent: a dataclass, each field bounded as the model's field of the same name is."""
    known = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    fields: dict[str, Any] = {}
    hints = inspect.get_annotations(kind, eval_str=True)
    for field in dataclasses.fields(kind):
        default: Any = ... if field.default is dataclasses.MISSING else field.default
        if field.name in other:
            wanted: Any = other[field.name]
        else:
            wanted = _by_model(known.get(field.name)) or taken(hints[field.name])
        sent = wanted.type if isinstance(wanted, Take) else wanted
        fields[field.name] = (sent, default)
    made: Any = create_model(f"{kind.__name__}In{model.__name__}", __base__=Given, **fields)

    def become(value: Any, by: Clerk) -> object:  # noqa: ANN401
        values = {name: getattr(value, name) for name in fields}
        for name, how in other.items():
            if isinstance(how, Take):
                values[name] = how.become(values[name], by)
        return kind(**values)

    return Take(made, become)


def _by_model(field: Any) -> Any:  # noqa: ANN401
    """The type of a model's field where it bounds a text."""
    if isinstance(field, models.CharField) and field.choices:
        values = [value for value, _ in field.flatchoices]
        allowed = "|".join(re.escape(str(value)) for value in values)
        return Annotated[str, Field(pattern=f"^({allowed}|)$" if field.blank else f"^({allowed})$")]
    if isinstance(field, models.CharField):
        return chars(field.max_length or 400)
    return Long if isinstance(field, models.TextField) else None


def taken(annotation: Any) -> Any:  # noqa: ANN401
    """How a parameter of this type is sent. ValueError where nothing says it."""
    if annotation in _TYPES:
        return _TYPES[annotation]
    if get_origin(annotation) in {Union, UnionType}:
        parts = [taken(part) if part is not type(None) else part for part in get_args(annotation)]
        return Union[tuple(parts)]  # noqa: UP007  made at run time
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return annotation
    raise ValueError(annotation)


def _doing(
    code: str, path: str, do: Callable[..., Any], takes: Mapping[str, Take], shown: Callable[[Any], object]
) -> Callable[..., Any]:
    """A view function whose parameters are those of the act."""
    wanted = [p for p in inspect.signature(do, eval_str=True).parameters.values() if p.name != "by"]
    how = {p.name: takes.get(p.name) or Take(taken(p.annotation)) for p in wanted}
    in_path = set(re.findall(r"\{(\w+)\}", path))
    fields: dict[str, Any] = {
        p.name: (how[p.name].type, ... if p.default is p.empty else p.default)
        for p in wanted
        if p.name not in in_path
    }
    body: Any = create_model(code.replace(".", "_"), __base__=Given, **fields) if fields else None

    def handler(request: Any, **values: Any) -> object:  # noqa: ANN401
        sent = values.pop("body", None)
        values |= {name: getattr(sent, name) for name in fields}
        clerk: Clerk = request.clerk
        given = {name: how[name].become(value, clerk) for name, value in values.items()}
        return shown(do(**given, by=clerk))

    either = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [inspect.Parameter("request", either)]
    parameters += [
        inspect.Parameter(p.name, either, annotation=how[p.name].type) for p in wanted if p.name in in_path
    ]
    if body is not None:
        parameters.append(inspect.Parameter("body", either, annotation=body))
    handler.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # functions take it
    handler.__name__ = code.replace(".", "_")
    handler.__doc__ = do.__doc__
    return handler
