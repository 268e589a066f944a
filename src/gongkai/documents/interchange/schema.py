"""The JSON Schema (draft 2020-12) of `gongkai.report/1`, derived from the tables and shipped as a file."""

import json
from importlib.resources import files
from typing import Any

from gongkai.documents.interchange.encode import SCHEMA_NAME
from gongkai.statute.report import Origin
from gongkai.statute.rules.model import Level
from gongkai.statute.tables import FORMATS

SCHEMA_FILE = "report-1.schema.json"
_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_TEXTS = {"type": "array", "items": _TEXT}
_DATE = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_PLACE = {"type": "integer", "minimum": 1}
_CODE = {"$ref": "#/$defs/cell_code"}


def load_schema() -> dict[str, Any]:
    """The schema as shipped."""
    loaded: dict[str, Any] = json.loads((files(__package__) / SCHEMA_FILE).read_text("utf-8"))
    return loaded


def schema_text() -> str:
    """The text of the shipped file; a test holds the two together."""
    return json.dumps(build_schema(), ensure_ascii=False, indent=1) + "\n"


def build_schema() -> dict[str, Any]:
    """The schema, from the formats, origins and levels there are."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:gongkai:report:1",
        "title": "政府信息公开工作年度报告",
        "type": "object",
        "required": ["schema", "agency", "year", "format", "cells"],
        "properties": {
            "schema": {"const": SCHEMA_NAME},
            "agency": _agency(),
            "year": {"type": ["integer", "null"], "minimum": 1900, "maximum": 2999},
            "format": {"enum": list(FORMATS)},
            "title": _TEXT,
            "preface": _TEXTS,
            "period": {
                "type": ["object", "null"],
                "required": ["from", "to"],
                "properties": {"from": _DATE, "to": _DATE},
            },
            "published_on": {"anyOf": [_DATE, {"type": "null"}]},
            "version": {"type": "integer", "minimum": 1},
            "origin": {"enum": [origin.value for origin in Origin]},
            "cells": {"$ref": "#/$defs/cells"},
            "marks": {"type": "object", "propertyNames": _CODE, "additionalProperties": _TEXT},
            "sections": {
                "type": "object",
                "propertyNames": {"enum": ["1", "2", "3", "4", "5", "6"]},
                "additionalProperties": _TEXTS,
            },
            "sources": {"type": "object", "propertyNames": _CODE, "additionalProperties": _source()},
            "alternatives": {"type": "array", "items": {"$ref": "#/$defs/cells"}},
            "headings": _TEXTS,
            "labels": {"type": "object", "additionalProperties": _TEXT},
            "findings": {"type": "array", "items": _finding()},
        },
        "$defs": {
            "cell_code": {"enum": sorted({code for form in FORMATS.values() for code in form.cells})},
            "cells": {"type": "object", "propertyNames": _CODE, "additionalProperties": _value()},
        },
    }


def _agency() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": _TEXT,
            "uscc": _TEXT_OR_NULL,
            "region": _TEXT_OR_NULL,
            "kind": _TEXT_OR_NULL,
            "may_make_rules": {"type": ["boolean", "null"]},
        },
    }


def _value() -> dict[str, Any]:
    return {
        "description": "件: 整数；金额: 十进制字符串；空白: null",
        "anyOf": [
            {"type": "integer"},
            {"type": "string", "pattern": "^-?[0-9]{1,18}(\\.[0-9]{1,12})?$"},
            {"type": "null"},
        ],
    }


def _source() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["raw", "confidence"],
        "properties": {
            "raw": _TEXT,
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
            **dict.fromkeys(("page", "table", "row", "column", "line"), _PLACE),
        },
    }


def _finding() -> dict[str, Any]:
    number = {"type": "integer", "minimum": 0}
    return {
        "type": "object",
        "required": ["code", "level", "cells", "message", "cite"],
        "properties": {
            "code": _TEXT,
            "level": {"enum": [level.value for level in Level]},
            "cells": {"type": "array", "items": _TEXT},
            "message": _TEXT,
            "cite": _TEXT,
            "passage": {
                "type": "object",
                "required": ["section", "paragraph", "start", "end"],
                "properties": dict.fromkeys(("section", "paragraph", "start", "end"), number),
            },
        },
    }
