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

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Schema
from ninja.files import UploadedFile
from ninja.orm import create_schema
from ninja.params.functions import File, Query
from pydantic import AfterValidator, ConfigDict, Field, create_model

from gongkai.kit.access import Clerk


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


@dataclass(frozen=True, slots=True)
class Take:
    """How a parameter of a service is sent, where its own type does not say it."""

    type: Any
    become: Callable[[Any, Clerk], object] = lambda value, by: value


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: how it is reached, what it answers, and who may use it (no permission: every valid token).

    `label` is its name, `says` what more there is to say of it, `refuses` the codes its refusals may have, `media`
    the type of the file that it answers with, where it does.
    """

    id: str
    method: str
    path: str
    handler: Callable[..., Any]
    answer: Any
    label: str
    may: frozenset[str] = frozenset()
    public: bool = False
    says: str = ""
    refuses: tuple[str, ...] = ()
    media: str = ""

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
    label: str = "",
) -> Operation:
    """The operation that does an act: its id is the act's code, its body what the path does not give.

    A service that is no act, because it changes nothing, is given its `label`.
    """
    handler = _doing(code, path, do, takes or {}, shown)
    refuses = codes_in(inspect.getdoc(do) or "")
    return Operation(code, method, path, handler, answer, label, frozenset(may), refuses=refuses)


def read(code: str, path: str, handler: Callable[..., Any], *may: str, answer: Any) -> Operation:  # noqa: ANN401
    """An operation that changes nothing."""
    return _written(code, "GET", path, handler, answer, frozenset(may))


def upload(code: str, path: str, handler: Callable[..., Any], *may: str, answer: Any) -> Operation:  # noqa: ANN401
    """An operation that takes a file, and so is written out."""
    return _written(code, "POST", path, handler, answer, frozenset(may))


def download(code: str, path: str, handler: Callable[..., Any], *may: str, media: str) -> Operation:
    """An operation that answers with a file."""
    return _written(code, "GET", path, handler, Any, frozenset(may), media=media)


def public(code: str, path: str, handler: Callable[..., Any], *, answer: Any) -> Operation:  # noqa: ANN401
    """An operation that anyone may use without a token."""
    return _written(code, "GET", path, handler, answer, frozenset(), public=True)


def _written(
    code: str,
    method: str,
    path: str,
    handler: Callable[..., Any],
    answer: Any,  # noqa: ANN401
    may: frozenset[str],
    **more: Any,  # noqa: ANN401
) -> Operation:
    """One whose handler is written out: its docstring is what the documentation says of it."""
    said = inspect.getdoc(handler) or code
    words = said.partition("Raises ")[0].strip()
    label, _, says = words.partition("\n")
    name, _, rest = label.partition("：")
    says = f"{rest}{says.strip()}" if rest else says.strip()
    return Operation(
        code, method, path, handler, answer, name.rstrip("。"), may, says=says, refuses=codes_in(said), **more
    )


def codes_in(said: str) -> tuple[str, ...]:
    """The codes that a docstring names: "Raises AGY-1001 to 1003, 1016" is four of them."""
    found: dict[str, None] = {}
    for area, numbers in re.findall(r"([A-Z]{3})-(\d{4}(?:(?:, | to | and )\d{4})*)", said):
        last = 0
        for joint, number in re.findall(r"(, | to | and |)(\d{4})", numbers):
            first = last + 1 if joint == " to " else int(number)
            found |= dict.fromkeys(f"{area}-{one:04}" for one in range(first, int(number) + 1))
            last = int(number)
    return tuple(found)


def row(model: type[models.Model], name: str, *fields: str, **more: Any) -> Any:  # noqa: ANN401
    """The schema of a row: these of its fields, and others it has."""
    custom = [(field, kind, None) for field, kind in more.items()]
    made: Any = create_schema(model, name=name, fields=list(fields), custom_fields=custom)
    for field in model._meta.concrete_fields:
        if shown := made.model_fields.get(field.name) or made.model_fields.get(field.attname):
            shown.description = _says(field)
    made.model_rebuild(force=True)
    return made


def received(request: HttpRequest, file: UploadedFile) -> bytes:
    """What was uploaded, from its beginning. Raises what the upload handler refused."""
    for refusal in getattr(request, "upload_refusals", ()):
        raise refusal
    file.seek(0)
    return bytes(file.read())


def named(file: UploadedFile) -> str:
    """The name of a file as far as a row keeps it: the ending stays."""
    name = str(file.name or "")
    return name if len(name) <= 200 else name[:180] + name[-20:]


def attachment(data: bytes, media: str, name: str) -> HttpResponse:
    """A file that was made for the one who asks."""
    answer = HttpResponse(data, content_type=media)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return answer


def checked_by(validator: Callable[[str], object]) -> Callable[[str], str]:
    """A validator of Django's forms, for a text that may be left blank."""

    def check(text: str) -> str:
        try:
            if text:
                validator(text)
        except ValidationError as refusal:
            raise ValueError(refusal.messages[0]) from refusal
        return text

    return check


def many(line: Any) -> Any:  # noqa: ANN401
    """The schema of a list that is short enough not to be paged."""
    return list[line]


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
        said = _says(known[field.name]) if field.name in known else None
        fields[field.name] = (Annotated[sent, Field(description=said)], default)
    made: Any = create_model(f"{kind.__name__}In{model.__name__}", __base__=Given, **fields)

    def become(value: Any, by: Clerk) -> object:  # noqa: ANN401
        values = {name: getattr(value, name) for name in fields}
        for name, how in other.items():
            if isinstance(how, Take):
                values[name] = how.become(values[name], by)
        return kind(**values)

    return Take(made, become)


def _says(field: Any) -> str:  # noqa: ANN401
    """What a model's field is called, and what its codes mean."""
    choices = [(value, label) for value, label in getattr(field, "flatchoices", ()) if value]
    codes = "，".join(f"{value} {label}" for value, label in choices)
    return f"{field.verbose_name}：{codes}" if codes else str(field.verbose_name)


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
