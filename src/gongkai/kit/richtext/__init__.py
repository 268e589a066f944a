"""Formatted text: cleaned by a whitelist, read from Word files, compared between versions."""

from gongkai.kit.richtext.clean import clean, from_text, plain_text
from gongkai.kit.richtext.difference import Block, Change, difference
from gongkai.kit.richtext.docx import DocxImage, DocxText, from_docx

__all__ = [
    "Block",
    "Change",
    "DocxImage",
    "DocxText",
    "clean",
    "difference",
    "from_docx",
    "from_text",
    "plain_text",
]
