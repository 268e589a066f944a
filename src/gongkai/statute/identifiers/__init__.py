"""Identifiers: credit codes, division codes, document and index numbers."""

from gongkai.statute.identifiers.credit_code import credit_code, is_credit_code
from gongkai.statute.identifiers.divisions import Division, Level, division
from gongkai.statute.identifiers.numbers import DocumentNumber, IndexNumber, document_number, index_number

__all__ = [
    "Division",
    "DocumentNumber",
    "IndexNumber",
    "Level",
    "credit_code",
    "division",
    "document_number",
    "index_number",
    "is_credit_code",
]
