"""`gongkai.report/1`: a report as JSON, both ways, and its schema.

Whole numbers are JSON numbers, amounts are decimal strings, blanks are null, a cell that was not found is absent.
"""

from gongkai.documents.interchange.decode import report_from_json, reports_from_json
from gongkai.documents.interchange.encode import SCHEMA_NAME, report_to_bytes, report_to_json
from gongkai.documents.interchange.errors import InterchangeError
from gongkai.documents.interchange.schema import build_schema, load_schema

__all__ = [
    "SCHEMA_NAME",
    "InterchangeError",
    "build_schema",
    "load_schema",
    "report_from_json",
    "report_to_bytes",
    "report_to_json",
    "reports_from_json",
]
