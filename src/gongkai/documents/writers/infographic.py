"""一图读懂: the report's main figures on one page, as SVG or PNG.

Every figure is a cell or a sum of cells of the 总计 column; where one of them is blank it says 未填, and where the
report prints a mark instead of a number, the mark. Nothing is estimated.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import Any, Literal, NamedTuple

from gongkai.documents.writers.grid import printed_value
from gongkai.documents.writers.story import agency_of, one_line, title_of
from gongkai.documents.writers.typesetting import picture
from gongkai.statute.report import Report
from gongkai.statute.tables import Kind

_BLANK = "未填"
_RESOLUTION = 160  # pixels per inch: 1 320 across
_INTAKE = (
    ("本年新收", "t3.new.total"),
    ("上年结转", "t3.carried_in.total"),
    ("本年办结", "t3.result.total.total"),
    ("结转下年", "t3.carried_out.total"),
)
_RESULTS = (
    ("予以公开", "t3.result.disclosed."),
    ("部分公开", "t3.result.partly_disclosed."),
    ("不予公开", "t3.result.withheld."),
    ("无法提供", "t3.result.unable."),
    ("不予处理", "t3.result.not_processed."),
    ("其他处理", "t3.result.other"),
)
_ORGANISATIONS = ("business", "research", "public_interest", "legal_service", "other")
_REMEDIES = (
    ("行政复议", "t4.reconsideration."),
    ("行政诉讼（未经复议直接起诉）", "t4.litigation_direct."),
    ("行政诉讼（复议后起诉）", "t4.litigation_after_reconsideration."),
)
_OUTCOMES = (("维持", "upheld"), ("纠正", "corrected"), ("其他", "other"), ("未审结", "pending"))


class Figure(NamedTuple):
    """A number as printed, its value where there is one, and its unit."""

    text: str
    value: Decimal | None
    unit: str = "件"


def write(report: Report, kind: Literal["svg", "png"]) -> bytes:
    """The picture; as SVG with a title and a description for who cannot see it."""
    data = figures(report)
    made = picture("infographic.typ", data, kind, _RESOLUTION)
    if kind == "png":
        return made
    head, rest = made.split(b">", 1)
    title, words = escape(data["title"]), escape(description(data))
    about = f' role="img" aria-label="{title}"><title>{title}</title><desc>{words}</desc>'
    return head + about.encode() + rest


def figures(report: Report) -> dict[str, Any]:
    """What the picture shows, as data for the template."""
    return {
        "title": title_of(report),
        "agency": agency_of(report),
        "year": str(report.year) if report.year is not None else "",
        "published": report.published_on.strftime("%Y-%m-%d") if report.published_on else "",
        "intake": [_named(name, _figure(report, [code])) for name, code in _INTAKE],
        "results": _bars((name, _total(report, prefix)) for name, prefix in _RESULTS),
        "applicants": _bars(
            (
                ("自然人", _figure(report, ["t3.new.person"])),
                ("法人或其他组织", _figure(report, [f"t3.new.{column}" for column in _ORGANISATIONS])),
            )
        ),
        "disclosures": _disclosures(report),
        "remedies": [_remedy(report, name, prefix) for name, prefix in _REMEDIES],
    }


def description(data: dict[str, Any]) -> str:
    """The picture in words."""
    parts = [f"{item['name']}{item['text']}{item['unit']}" for item in data["intake"]]
    parts += [f"{item['name']}{item['text']}{item['unit']}" for item in data["results"]]
    for group in data["disclosures"]:
        parts += [f"{group['name']}{item['name']}{item['text']}{item['unit']}" for item in group["items"]]
    parts += [f"{item['name']}{item['text']}{item['unit']}" for item in data["remedies"]]
    return "，".join(parts) + "。"


def _figure(report: Report, codes: Sequence[str]) -> Figure:
    """The sum of these cells; blank as soon as one of them is."""
    values = [report.cells.get(code) for code in codes]
    unit = "件"
    if len(codes) == 1:
        text = one_line(printed_value(values[0], report.marks.get(codes[0], "")))
        value = None if values[0] is None else Decimal(values[0])
        return Figure(text or _BLANK, value, "" if value is None else unit)
    known = [value for value in values if value is not None]
    if not values or len(known) < len(values):
        return Figure(_BLANK, None, "")
    total = sum((Decimal(value) for value in known), Decimal(0))
    return Figure(format(total, "f"), total, unit)


def _total(report: Report, prefix: str) -> Figure:
    """The rows of a group of outcomes, 总计 column."""
    return _figure(report, [c for c in report.kinds if c.startswith(prefix) and c.endswith(".total")])


def _named(name: str, figure: Figure) -> dict[str, Any]:
    return {"name": name, "text": figure.text, "unit": figure.unit}


def _bars(named: Iterable[tuple[str, Figure]]) -> list[dict[str, Any]]:
    """Figures with the length of their bars, as shares of the longest."""
    items = list(named)
    longest = max((figure.value for _, figure in items if figure.value is not None), default=Decimal(0))
    return [
        {**_named(name, figure), "share": float(figure.value / longest) if figure.value and longest > 0 else 0.0}
        for name, figure in items
    ]


def _disclosures(report: Report) -> list[dict[str, Any]]:
    """Table two by its rows: every column of the format that is not a change against last year."""
    groups: list[dict[str, Any]] = []
    for table in report.tables:
        if table.code != "t2":
            continue
        for row in table.rows:
            items = []
            for column in table.columns:
                code = table.cell(row.code, column.code)
                kind = table.kinds[code]
                if kind is Kind.CHANGE:
                    continue
                figure = _figure(report, [code])
                unit = "" if figure.value is None else _unit(kind, table.unit)
                items.append(_named(column.label.split("（")[0], figure._replace(unit=unit)))
            groups.append({"name": row.label, "items": items})
    return groups


def _unit(kind: Kind, unit: str) -> str:
    """The table's unit; format 2019 does not say that of its one amount, 采购总金额."""
    if kind is Kind.AMOUNT:
        return unit if "元" in unit else ""
    return unit


def _remedy(report: Report, name: str, prefix: str) -> dict[str, Any]:
    parts = [{**_named(word, _figure(report, [prefix + code]))} for word, code in _OUTCOMES]
    return {**_named(name, _figure(report, [f"{prefix}total"])), "parts": parts}
