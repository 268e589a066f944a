"""The one way in which forms take a date: the browser's own control, and a date as people write it."""

import re
import unicodedata
from typing import Any

from django import forms

_WRITTEN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:\s+0{1,2}:00(?::00)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")


def iso(text: str) -> str:
    """A date as the forms read it; what is no date, or can be read in two ways, stays as it was typed.

    >>> iso("2026.1.5"), iso("2026年1月5日"), iso("20260105"), iso("2026/1/5 0:00:00"), iso("2026115")
    ('2026-01-05', '2026-01-05', '2026-01-05', '2026-01-05', '2026115')
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _WRITTEN.fullmatch(plain) or _COMPACT.fullmatch(plain)
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text


class DateInput(forms.DateInput):
    """The browser's date control; browsers without one, and other programs, send what was typed."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ANN401  as Django's own
        """What was typed, as the field reads it."""
        value = super().value_from_datadict(data, files, name)
        return iso(value) if isinstance(value, str) else value
