"""Letters and notices by GB/T 9704: one value, written as DOCX and PDF."""

from gongkai.documents.letters.model import Letter, LetterBlock, Paragraph, Roster, RosterLine, broken
from gongkai.documents.letters.writers import MEDIA_TYPES, docx, pdf

__all__ = [
    "MEDIA_TYPES",
    "Letter",
    "LetterBlock",
    "Paragraph",
    "Roster",
    "RosterLine",
    "broken",
    "docx",
    "pdf",
]
