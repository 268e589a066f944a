"""Cells to values: each column knows how it is written; what is not so is refused by name."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from gongkai.agencies import errors
from gongkai.agencies.exchange.fields import Field, Kind
from gongkai.agencies.exchange.model import Value, blank
from gongkai.statute.identifiers import credit_code, division

_DAY = re.compile(r"(\d{4})\s*(?:-|/|\.|年)\s*(\d{1,2})\s*(?:-|/|\.|月)\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
_MAIL = re.compile(
    r"[^@\s]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_YES, _NO = {"是", "有", "1", "true"}, {"否", "无", "0", "false"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LONG = 1000  # fields that hold several paragraphs
_POSTCODE = re.compile(r"\d{6}")


def parsed(field: Field, text: str) -> Value:
    """The value of a cell; references stay as written. Raises AGY-1001 to 1003, 1013, 1044 to 1046."""
    clean = text.replace("\r\n", "\n").strip()
    if not clean:
        if field.required:
            raise errors.ValueMissing(column=field.label)
        return blank(field.code)
    value = _PARSERS[field.kind](field, clean)
    if field.limit and isinstance(value, str) and len(value) > field.limit:
        raise errors.ValueTooLong(column=field.label, length=len(value), limit=field.limit)
    return value


def _strange(field: Field, text: str, expected: str) -> errors.ValueForm:
    return errors.ValueForm(column=field.label, value=text[:40], expected=expected)


def _key(field: Field, text: str) -> Value:
    try:
        return str(UUID(text))
    except ValueError:
        raise _strange(field, text, "导出文件中的编号，新机关留空") from None


def _text(field: Field, text: str) -> Value:
    if _CONTROL.search(text):
        raise _strange(field, _CONTROL.sub("□", text), "不含控制字符的文字")
    if "\n" in text and field.limit < _LONG:
        raise _strange(field, text.replace("\n", "⏎"), "一行文字")
    if field.code == "postcode" and not _POSTCODE.fullmatch(text):
        raise _strange(field, text, "6位数字")
    return text


def _choice(field: Field, text: str) -> Value:
    for code, label in field.choices:
        if text in (code, label):
            return code
    raise _strange(field, text, "、".join(label for _, label in field.choices))


def _flag(field: Field, text: str) -> Value:
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise _strange(field, text, "是、否")


def _date(field: Field, text: str) -> Value:
    found = _DAY.fullmatch(text)
    if found is None:
        raise _strange(field, text, "2019-03-01 这样的日期")
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        raise _strange(field, text, "日历上有的日期") from None


def _mail(field: Field, text: str) -> Value:
    if not _MAIL.fullmatch(text):
        raise _strange(field, text, "电子邮箱地址")
    return text


def _slug(field: Field, text: str) -> Value:
    if not _SLUG.fullmatch(text):
        raise errors.SlugForm(value=text[:80])
    return text


_PARSERS: Mapping[Kind, Callable[[Field, str], Value]] = MappingProxyType(
    {
        Kind.KEY: _key,
        Kind.TEXT: _text,
        Kind.CHOICE: _choice,
        Kind.CODE: lambda field, text: credit_code(text),
        Kind.REGION: lambda field, text: division(text).code,
        Kind.SLUG: _slug,
        Kind.FLAG: _flag,
        Kind.DATE: _date,
        Kind.MAIL: _mail,
        Kind.REFERENCE: lambda field, text: text,
    }
)
