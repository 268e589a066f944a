"""A report as a file: DOCX, PDF, HTML, XLSX, JSON, and the one-page picture (一图读懂) as SVG or PNG."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from gongkai.documents.interchange import report_to_bytes
from gongkai.statute.report import Report
from gongkai.statute.rules.model import Finding

KINDS = ("docx", "pdf", "html", "xlsx", "json", "svg", "png")
MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
}
_MODULES = {
    "docx": "docx",
    "pdf": "pdf",
    "html": "html",
    "xlsx": "xlsx",
    "svg": "infographic",
    "png": "infographic",
}


def write(report: Report, kind: str, *, findings: Iterable[Finding] = ()) -> bytes:
    """The report as a file of one of `KINDS`; the same report always gives the same bytes.

    `findings` are carried by JSON only: what is published does not show them. Raises FontsMissing where a PDF or a
    picture is asked for and no fonts are installed.
    """
    if kind == "json":
        return report_to_bytes(report, findings)
    if kind not in _MODULES:
        raise ValueError(f"unknown kind of file: {kind}")
    # Each format has a library of its own that takes time to load: a caller pays for what it uses.
    module: Any = import_module(f"{__name__}.{_MODULES[kind]}")
    written: bytes = module.write(report, kind) if kind in ("svg", "png") else module.write(report)
    return written
