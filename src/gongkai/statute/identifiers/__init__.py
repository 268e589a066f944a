"""Identifiers: credit codes, division codes, document and index numbers."""

from gongkai.statute.identifiers.credit_code import credit_code, is_credit_code
from gongkai.statute.identifiers.divisions import Division, Level, division
from gongkai.statute.identifiers.index_template import (
    DEFAULT_TEMPLATE,
    FIELDS,
    KNOWN_TEMPLATES,
    IndexTemplate,
    KnownTemplate,
    index_template,
)
from gongkai.statute.identifiers.numbers import DocumentNumber, IndexNumber, document_number, index_number

__all__ = [
    "DEFAULT_TEMPLATE",
    "FIELDS",
    "KNOWN_TEMPLATES",
    "Division",
    "DocumentNumber",
    "IndexNumber",
    "IndexTemplate",
    "KnownTemplate",
    "Level",
    "credit_code",
    "division",
    "document_number",
    "index_number",
    "index_template",
    "is_credit_code",
]
