"""The one way from bytes to blocks: `open_source` finds the type by content and calls that type's reader."""

import re
from dataclasses import replace
from importlib import import_module
from typing import Protocol, cast

from gongkai.documents.layout import Block, Paragraph, Source
from gongkai.documents.readers.errors import DataFile, FileTooLarge
from gongkai.documents.readers.limits import DEFAULT, MEGABYTE, Limits
from gongkai.documents.readers.sniff import kind_of

# Imported when first needed: a page that reads HTML never loads the PDF or OCR libraries.
MODULES = {
    "html": "gongkai.documents.readers.html",
    "txt": "gongkai.documents.readers.text",
    "md": "gongkai.documents.readers.markdown",
    "docx": "gongkai.documents.readers.docx",
    "xlsx": "gongkai.documents.readers.xlsx",
    "doc": "gongkai.documents.readers.doc",
    "pdf": "gongkai.documents.readers.pdf",
    "image": "gongkai.documents.readers.ocr",
}

GAPS = tuple(blank * 8 for blank in " \t\u00a0\u3000")
"""What any wide gap of one kind of blank holds; looking for these first costs next to nothing."""
WIDE_GAP = re.compile(r"(\s{64})\s+")

__all__ = ["DEFAULT", "Limits", "kind_of", "open_source"]


class _Reader(Protocol):
    def read(self, data: bytes, name: str, limits: Limits) -> Source: ...


def check_size(data: bytes, name: str, limits: Limits) -> None:
    """Refuse more bytes than the limit (RDR-1002)."""
    if len(data) > limits.file_bytes:
        size = f"{len(data) / MEGABYTE:.1f}"
        raise FileTooLarge(name=name, size=size, limit=limits.file_bytes // MEGABYTE)


def open_source(data: bytes, name: str, limits: Limits = DEFAULT, kind: str | None = None) -> Source:
    """A file's blocks in reading order, whatever type it is; the name is for messages and hardly for the type.

    `kind` is what `kind_of` said, where it was asked already.

    Raises only UnreadableFile (RDR-10xx; RDR-11xx from the PDF and OCR readers). Time and memory are bounded by the
    caller through `sandbox.in_sandbox`; the other limits are enforced here.
    """
    check_size(data, name, limits)
    kind = kind or kind_of(data, name)
    if kind == "json":
        raise DataFile(name=name)
    reader = cast(_Reader, import_module(MODULES[kind]))
    source = reader.read(data, name, limits)
    if _has_wide_gap("\n".join([block.text for block in source.blocks if isinstance(block, Paragraph)])):
        source = replace(source, blocks=tuple(map(_with_short_gaps, source.blocks)))
    return source


def _has_wide_gap(text: str) -> bool:
    return any(map(text.__contains__, GAPS)) and WIDE_GAP.search(text) is not None


def _with_short_gaps(block: Block) -> Block:
    """A line with runs of blanks cut to what still tells columns apart.

    Thousands of blanks, as damaged files have them, say nothing more, and patterns that look for figures between
    blanks would take the square of their number.
    """
    if isinstance(block, Paragraph):
        return block._replace(text=WIDE_GAP.sub(r"\1", block.text))
    return block
