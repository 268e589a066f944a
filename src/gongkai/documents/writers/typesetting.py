"""Typst with our templates and fonts. Texts go in as data, never as markup: nothing in a report is a command."""

import json
import logging
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import typst

from gongkai.documents import fonts

_LOG = logging.getLogger(__name__)
_LOCK = threading.Lock()  # a compiler keeps the inputs of its last document


@lru_cache(maxsize=4)
def _compiler(places: tuple[str, ...]) -> typst.Compiler:
    return typst.Compiler(font_paths=fonts.load(places), ignore_system_fonts=True)


@lru_cache(maxsize=4)
def _template(name: str) -> bytes:
    return (files(__package__) / "templates" / name).read_bytes()


def pdf(template: str, data: dict[str, Any], day: date) -> bytes:
    """A PDF/A-2a and PDF/UA-1 of that day, fonts embedded; only tagged where a character is in no font (logged)."""
    moment = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    try:
        return _compiled(template, data, "pdf", standards=["a-2a", "ua-1"], timestamp=moment)
    except typst.TypstError as refusal:
        _LOG.warning("这份 PDF 达不到 PDF/A-2a：%s", refusal.message)
        return _compiled(template, data, "pdf", timestamp=moment)


def picture(template: str, data: dict[str, Any], kind: Literal["svg", "png"], ppi: float = 144) -> bytes:
    """The first page as a picture."""
    return _compiled(template, data, kind, ppi=ppi)


def _compiled(
    template: str,
    data: dict[str, Any],
    kind: Literal["pdf", "svg", "png"],
    *,
    standards: Sequence[Literal["a-2a", "ua-1"]] = (),
    ppi: float = 144,
    timestamp: int = 0,
) -> bytes:
    places = fonts.folders()
    inputs = {"data": json.dumps({**data, "fonts": fonts.styles(places)}, ensure_ascii=False)}
    with _LOCK:
        made = _compiler(places).compile(
            _template(template),
            format=kind,
            sys_inputs=inputs,
            pdf_standards=list(standards),
            ppi=ppi,
            timestamp=timestamp,
        )
    if not isinstance(made, bytes):
        raise ValueError(f"{template} makes several pages of {kind}")
    return made
