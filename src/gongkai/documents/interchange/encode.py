"""Report → `gongkai.report/1`."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from gongkai.statute.report import Report, Source, Value
from gongkai.statute.rules.model import Finding
from gongkai.statute.tables import Kind

SCHEMA_NAME = "gongkai.report/1"
_PLACES = ("page", "table", "row", "column", "line")


def report_to_json(report: Report, findings: Iterable[Finding] = ()) -> dict[str, Any]:
    """The report as a JSON object, cells in printed order; `findings` are carried for who reads the file."""
    agency = report.agency
    data: dict[str, Any] = {
        "schema": SCHEMA_NAME,
        "agency": {"name": agency.name, "uscc": agency.uscc, "region": agency.region},
        "year": report.year,
        "format": report.format,
        "title": report.title,
        "preface": list(report.preface),
        "period": report.period and {"from": report.period.start.isoformat(), "to": report.period.end.isoformat()},
        "published_on": report.published_on and report.published_on.isoformat(),
        "version": report.version,
        "origin": report.origin.value,
        "cells": _cells(report.cells, report.kinds),
        "marks": dict(report.marks),
        "sections": {str(number): list(report.sections[number]) for number in sorted(report.sections)},
        "sources": {code: _source(source) for code, source in report.sources.items()},
        "alternatives": [_cells(reading, report.kinds) for reading in report.alternatives],
        "findings": [_finding(finding) for finding in findings],
    }
    if agency.kind is not None:
        data["agency"]["kind"] = agency.kind
    if agency.may_make_rules is not None:
        data["agency"]["may_make_rules"] = agency.may_make_rules
    if report.headings:
        data["headings"] = list(report.headings)
    if report.labels:
        data["labels"] = dict(report.labels)
    return data


def report_to_bytes(report: Report, findings: Iterable[Finding] = ()) -> bytes:
    """The same as UTF-8 text, indented, ending in a line feed; what UTF-8 cannot hold becomes "?"."""
    text = json.dumps(report_to_json(report, findings), ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", "replace")


def _cells(cells: Mapping[str, Value], kinds: Mapping[str, Kind]) -> dict[str, int | str | None]:
    """Cells of the printed tables in printed order, then any others as they come."""
    order = [code for code in kinds if code in cells] + [code for code in cells if code not in kinds]
    return {code: _value(cells[code], kinds.get(code)) for code in order}


def _value(value: Value, kind: Kind | None) -> int | str | None:
    if isinstance(value, Decimal) or (value is not None and kind is Kind.AMOUNT):
        return format(value, "f")
    return value


def _source(source: Source) -> dict[str, Any]:
    places = {name: getattr(source, name) for name in _PLACES}
    known = {name: number for name, number in places.items() if number is not None}
    return {**known, "raw": source.raw, "confidence": source.confidence}


def _finding(finding: Finding) -> dict[str, Any]:
    data: dict[str, Any] = {
        "code": finding.code,
        "level": finding.level.value,
        "cells": list(finding.cells),
        "message": finding.message,
        "cite": finding.cite,
    }
    if finding.passage is not None:
        place = finding.passage
        data["passage"] = {
            "section": place.section,
            "paragraph": place.paragraph,
            "start": place.start,
            "end": place.end,
        }
    return data
