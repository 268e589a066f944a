"""`gongkai.report/1` → Report: what is wrong is refused with its JSON pointer, unknown fields are passed over."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.documents.interchange.encode import SCHEMA_NAME
from gongkai.documents.interchange.errors import (
    BadCell,
    BadValue,
    Missing,
    NotAReport,
    NotJson,
    UnknownCell,
    WrongType,
)
from gongkai.statute.report import Agency, Origin, Period, Report, Source, Value
from gongkai.statute.tables import FORMATS, Kind

_KINDS: dict[str, Kind] = {code: kind for form in FORMATS.values() for code, kind in form.kinds.items()}
_DECIMAL = re.compile(r"-?\d{1,18}(\.\d{1,12})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_LARGEST = 10**18
_PLACES = ("page", "table", "row", "column", "line")
_TYPE_NAMES = {
    dict: "对象",
    list: "数组",
    str: "字符串",
    bool: "真假值",
    int: "整数",
    float: "小数",
    Decimal: "小数",
    type(None): "null",
}


def reports_from_json(data: bytes | str) -> tuple[Report, ...]:
    """The reports of a JSON file: one object, or an array of them."""
    loaded = _load(data)
    if isinstance(loaded, list):
        return tuple(_report(Node(item, f"/{index}")) for index, item in enumerate(loaded))
    return (_report(Node(loaded)),)


def report_from_json(data: Mapping[str, Any] | bytes | str) -> Report:
    """The report of one JSON object, or of the file that holds it."""
    return _report(Node(_load(data) if isinstance(data, (bytes, str)) else data))


def _load(data: bytes | str) -> Any:  # noqa: ANN401  JSON is anything until it is judged
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return json.loads(text, parse_float=Decimal)
    except UnicodeDecodeError as error:
        raise NotJson(where=f"第{error.start + 1}个字节") from error
    except json.JSONDecodeError as error:
        raise NotJson(where=f"第{error.lineno}行第{error.colno}个字符") from error
    except RecursionError as error:
        raise NotJson(where="嵌套过深之处") from error
    except ValueError as error:  # a whole number of thousands of digits
        raise NotJson(where="位数过多的数") from error


class Node:
    """A place in the JSON: a value and its pointer."""

    def __init__(self, value: Any, pointer: str = "") -> None:  # noqa: ANN401  JSON is anything until judged
        self.value = value
        self.pointer = pointer

    @property
    def place(self) -> str:
        """The pointer in words."""
        return f"“{self.pointer}”" if self.pointer else "最外层"

    def wrong(self, expected: str) -> WrongType:
        """The refusal that says what should stand here."""
        return WrongType(pointer=self.place, expected=expected, found=_TYPE_NAMES.get(type(self.value), "其他"))

    def bad(self, expected: str) -> BadValue:
        """The refusal of a value that may not stand here."""
        return BadValue(pointer=self.place, expected=expected, found=_short(self.value))

    def child(self, key: str | int, value: object) -> "Node":
        """The node at a key or an index below this one."""
        step = str(key).replace("~", "~0").replace("/", "~1")
        return Node(value, f"{self.pointer}/{step}")

    def get(self, key: str) -> "Node":
        """The field; null where it is absent."""
        return self.child(key, self.mapping().get(key))

    def need(self, key: str, meaning: str) -> "Node":
        """The field, which has to be there."""
        if key not in self.mapping():
            raise Missing(pointer=self.child(key, None).place, meaning=meaning)
        return self.get(key)

    def mapping(self) -> Mapping[str, Any]:
        """This value as an object."""
        if not isinstance(self.value, Mapping):
            raise self.wrong("对象")
        return self.value

    def fields(self) -> Iterator[tuple[str, "Node"]]:
        """Keys and nodes of an object; nothing where it is null."""
        if self.value is None:
            return
        for key, value in self.mapping().items():
            if not isinstance(key, str):
                raise self.wrong("以字符串为键的对象")
            yield key, self.child(key, value)

    def items(self) -> Iterator["Node"]:
        """The nodes of an array; nothing where it is null."""
        if self.value is None:
            return
        if not isinstance(self.value, (list, tuple)):
            raise self.wrong("数组")
        for index, value in enumerate(self.value):
            yield self.child(index, value)

    def text(self) -> str:
        """This value as a string."""
        if not isinstance(self.value, str):
            raise self.wrong("字符串")
        return self.value

    def optional_text(self) -> str | None:
        """This value as a string, or None where it is null."""
        return None if self.value is None else self.text()

    def texts(self) -> tuple[str, ...]:
        """This value as an array of strings; empty where it is null."""
        return tuple(node.text() for node in self.items())

    def whole(self) -> int:
        """This value as a whole number (3.0 is one too, as in JSON Schema)."""
        value = self.value
        if isinstance(value, (float, Decimal)) and -_LARGEST < value < _LARGEST and value == value // 1:
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong("整数")
        return value

    def day(self) -> date | None:
        """This value as a date written 2024-01-31, or None where it is null."""
        if self.value is None:
            return None
        text = self.text()
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:  # 2023-02-30: refused below like any other wording
            pass
        raise self.bad("形如 2024-01-31 的日期")


def _report(node: Node) -> Report:
    name = node.get("schema").value
    if name != SCHEMA_NAME:
        raise NotAReport(pointer=node.place, found=_short(name))
    format_node = node.need("format", "报告格式")
    if format_node.text() not in FORMATS:
        raise format_node.bad("、".join(f"“{code}”" for code in FORMATS))
    return Report(
        agency=_agency(node.need("agency", "行政机关")),
        year=_year(node.need("year", "年度")),
        format=format_node.text(),
        title=node.get("title").optional_text() or "",
        preface=node.get("preface").texts(),
        period=_period(node.get("period")),
        published_on=node.get("published_on").day(),
        version=_at_least_one(node.get("version")),
        cells=_cells(node.need("cells", "单元格")),
        marks={_code(child, key): child.text() for key, child in node.get("marks").fields()},
        sources={_code(child, key): _source(child) for key, child in node.get("sources").fields()},
        alternatives=tuple(_cells(child) for child in node.get("alternatives").items()),
        sections=dict(_section(child, key) for key, child in node.get("sections").fields()),
        origin=_origin(node.get("origin")),
        headings=node.get("headings").texts(),
        labels={key: child.text() for key, child in node.get("labels").fields()},
    )


def _agency(node: Node) -> Agency:
    rules = node.get("may_make_rules")
    if not (rules.value is None or isinstance(rules.value, bool)):
        raise rules.wrong("真假值或 null")
    return Agency(
        name=node.need("name", "机关名称").text(),
        uscc=node.get("uscc").optional_text(),
        region=node.get("region").optional_text(),
        kind=node.get("kind").optional_text(),
        may_make_rules=rules.value,
    )


def _year(node: Node) -> int | None:
    if node.value is None:
        return None
    year = node.whole()
    if not 1900 <= year <= 2999:
        raise node.bad("四位数的年份或 null")
    return year


def _at_least_one(node: Node) -> int:
    if node.value is None:
        return 1
    number = node.whole()
    if number < 1:
        raise node.bad("从 1 起的整数")
    return number


def _period(node: Node) -> Period | None:
    if node.value is None:
        return None
    start, end = node.need("from", "统计期限起"), node.need("to", "统计期限止")
    first, last = start.day(), end.day()
    if first is None or last is None:
        raise (start if first is None else end).wrong("日期")
    return Period(first, last)


def _origin(node: Node) -> Origin:
    if node.value is None:
        return Origin.READ
    text = node.text()
    if text not in [origin.value for origin in Origin]:
        raise node.bad("、".join(f"“{origin.value}”" for origin in Origin))
    return Origin(text)


def _section(node: Node, key: str) -> tuple[int, tuple[str, ...]]:
    if key not in ("1", "2", "3", "4", "5", "6"):
        raise Node(key, node.pointer).bad("“1”至“6”")
    return int(key), node.texts()


def _source(node: Node) -> Source:
    confidence = node.get("confidence")
    share = 1.0 if confidence.value is None else confidence.value
    if isinstance(share, bool) or not isinstance(share, (int, float, Decimal)):
        raise confidence.wrong("0 到 1 的数")
    if not 0 <= share <= 1:
        raise confidence.bad("0 到 1 的数")
    places = {name: node.get(name) for name in _PLACES}
    numbers = {name: None if place.value is None else _at_least_one(place) for name, place in places.items()}
    return Source(raw=node.get("raw").optional_text() or "", confidence=float(share), **numbers)


def _cells(node: Node) -> dict[str, Value]:
    return {_code(child, key): _value(child, key) for key, child in node.fields()}


def _code(node: Node, key: str) -> str:
    if key not in _KINDS:
        raise UnknownCell(pointer=node.place)
    return key


def _value(node: Node, code: str) -> Value:
    """A whole number, or a decimal in quotes; a count in quotes stays a decimal, as it was read."""
    value = node.value
    if value is None:
        return None
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        whole = -_LARGEST < value < _LARGEST and value == value // 1
        if whole:
            return Decimal(int(value)) if _KINDS[code] is Kind.AMOUNT else int(value)
    raise BadCell(pointer=node.place, found=_short(value))


def _short(value: object) -> str:
    """The value as it stands in the file, cut to what a sentence can hold."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return "空缺" if value is None else f"“{text if len(text) <= 40 else text[:39] + '…'}”"
