"""`gongkai.report/1` keeps a report whole, says so in its schema, and refuses what it is not, naming the place."""

import contextlib
import json
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.interchange import (
    InterchangeError,
    load_schema,
    report_from_json,
    report_to_bytes,
    report_to_json,
    reports_from_json,
)
from gongkai.documents.interchange.schema import build_schema
from gongkai.statute.report import Agency, Origin, Period, Report, Source
from gongkai.statute.rules.model import Finding, Level, Passage
from tests.strategies import consistent_report, reports

VALIDATOR = jsonschema.Draft202012Validator(load_schema(), format_checker=jsonschema.FormatChecker())


def _full() -> Report:
    report = consistent_report(random.Random(5), blanks=0.1, marks=0.1)
    return replace(
        report,
        agency=Agency("云川市水务局", "11340000000000000X", "340000", "department", False),
        period=Period(date(2023, 1, 1), date(2023, 12, 31)),
        published_on=date(2024, 1, 20),
        version=3,
        sources={"t3.new.person": Source(raw="0", confidence=0.75, page=3, table=2, row=4, column=1)},
        alternatives=({"t3.new.person": 7, "t2.fee": Decimal("1.50")},),
        headings=("一、总体情况",),
        labels={"t3.result.total": "（七）总计"},
        origin=Origin.READ,
    )


@given(reports())
def test_what_is_written_reads_back_the_same(report: Report) -> None:
    assert report_from_json(report_to_json(report)) == report
    assert reports_from_json(report_to_bytes(report)) == (report,)


def test_every_field_reads_back() -> None:
    report = _full()

    assert report_from_json(report_to_bytes(report)) == report


@given(reports())
def test_what_is_written_is_valid_under_the_schema(report: Report) -> None:
    VALIDATOR.validate(report_to_json(report))


def test_every_field_is_valid_under_the_schema() -> None:
    finding = Finding("T3-01", Level.ERROR, "不平。", "《条例》第五十条", ("t3.new.person",), Passage(1, 0, 2, 5))

    data = report_to_json(_full(), [finding])

    VALIDATOR.validate(data)
    assert data["findings"] == [
        {
            "code": "T3-01",
            "level": "error",
            "cells": ["t3.new.person"],
            "message": "不平。",
            "cite": "《条例》第五十条",
            "passage": {"section": 1, "paragraph": 0, "start": 2, "end": 5},
        }
    ]


def test_the_shipped_schema_is_the_one_the_tables_give() -> None:
    jsonschema.Draft202012Validator.check_schema(load_schema())

    assert load_schema() == build_schema()


def test_numbers_amounts_blanks_and_absent_cells_each_have_their_form() -> None:
    report = Report(Agency("甲局"), 2023, cells={"t3.new.person": 0, "t2.fee": Decimal("0.50"), "t2.licence": None})

    assert report_to_json(report)["cells"] == {"t2.licence": None, "t2.fee": "0.50", "t3.new.person": 0}


def test_a_field_of_a_later_minor_version_is_passed_over() -> None:
    data = report_to_json(_full()) | {"seal": {"by": "某局"}}

    assert report_from_json(data) == _full()


def test_a_file_of_several_reports_gives_them_all() -> None:
    first, second = consistent_report(random.Random(1)), consistent_report(random.Random(2))
    data = json.dumps([report_to_json(first), report_to_json(second)]).encode()

    assert reports_from_json(data) == (first, second)


def _set(path: str, value: object) -> dict[str, Any]:
    data = report_to_json(_full())
    *parents, last = path.strip("/").split("/")
    place: Any = data
    for key in parents:
        place = place[int(key)] if isinstance(place, list) else place[key]
    if value is ...:
        del place[last]
    elif isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("/schema", "gongkai.report/9", "RDR-1302"),
        ("/agency", ..., "RDR-1303"),
        ("/year", ..., "RDR-1303"),
        ("/cells", ..., "RDR-1303"),
        ("/agency/name", ..., "RDR-1303"),
        ("/agency/name", 3, "RDR-1304"),
        ("/agency/may_make_rules", "是", "RDR-1304"),
        ("/year", "2023", "RDR-1304"),
        ("/year", 23, "RDR-1307"),
        ("/format", "2008", "RDR-1307"),
        ("/cells/t9.nothing", 1, "RDR-1305"),
        ("/marks/t9.nothing", "/", "RDR-1305"),
        ("/cells/t3.new.person", "十二", "RDR-1306"),
        ("/cells/t3.new.person", 1.5, "RDR-1306"),
        ("/cells/t3.new.person", True, "RDR-1306"),
        ("/cells/t3.new.person", 10**30, "RDR-1306"),
        ("/cells/t2.fee", "1e5", "RDR-1306"),
        ("/cells/t2.fee", [1], "RDR-1306"),
        ("/alternatives/0/t3.new.person", {}, "RDR-1306"),
        ("/sections/7", [], "RDR-1307"),
        ("/sections/1/0", 3, "RDR-1304"),
        ("/sections/1", "正文", "RDR-1304"),
        ("/published_on", "2024-02-30", "RDR-1307"),
        ("/published_on", "20240101", "RDR-1307"),
        ("/period/to", None, "RDR-1304"),
        ("/version", 0, "RDR-1307"),
        ("/version", Decimal("1e999999"), "RDR-1304"),
        ("/origin", "guessed", "RDR-1307"),
        ("/sources/t3.new.person/page", 0, "RDR-1307"),
        ("/sources/t3.new.person/confidence", 2, "RDR-1307"),
        ("/sources/t3.new.person/confidence", "高", "RDR-1304"),
    ],
)
def test_what_is_wrong_is_refused_at_its_place(path: str, value: object, code: str) -> None:
    data = _set(path, value)

    with pytest.raises(InterchangeError, match=code) as refusal:
        report_from_json(data)

    assert path == "/schema" or f"“{path}”" in str(refusal.value)


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"year": ' + b"9" * 9000 + b"}"])
def test_what_is_not_json_is_refused(data: bytes) -> None:
    with pytest.raises(InterchangeError, match="RDR-1301"):
        reports_from_json(data)


@pytest.mark.parametrize("data", [b"3", b"null", b'"x"', b"{}", b"[1]"])
def test_json_of_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(InterchangeError):
        reports_from_json(data)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_any_change_reads_or_is_refused(data: st.DataObject) -> None:
    changed = report_to_json(_full())
    place: Any = changed
    while isinstance(place, (dict, list)) and place:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], (dict, list)) or not place[key] or data.draw(st.booleans()):
            place[key] = data.draw(_JSON)
            break
        place = place[key]

    with contextlib.suppress(InterchangeError):
        report_from_json(changed)
