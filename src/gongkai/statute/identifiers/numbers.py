"""发文字号 and 索引号 (GB/T 9704—2012 7.2.5; DOMAIN 6.2)."""

import re
import unicodedata
from dataclasses import dataclass

from gongkai.statute.identifiers.errors import DocumentNumberForm, IndexNumberForm

_NUMBER = re.compile(
    r"(?P<issuer>[^\d\s()\[\]〔〕]{1,30})[(\[〔](?P<year>\d{4})[)\]〕]第?(?P<serial>[1-9]\d{0,4})号"
)
_INDEX = re.compile(
    r"(?P<agency>[0-9A-Z]{9}|[0-9A-Z]{18})/(?P<year>\d{4})(?P<month>0[1-9]|1[0-2])?-(?P<serial>\d{5})"
)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A 发文字号: 机关代字, year, serial number without leading zeros."""

    issuer: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.issuer}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """A 索引号 of the usual pattern: agency code, year (and month), five-digit serial number."""

    agency: str
    year: int
    serial: int
    month: int | None = None

    def __str__(self) -> str:
        month = "" if self.month is None else f"{self.month:02}"
        return f"{self.agency}/{self.year}{month}-{self.serial:05}"


def document_number(text: str) -> DocumentNumber:
    """Parse a 发文字号, with whatever brackets it was typed. Raises AGY-1004."""
    match = _NUMBER.fullmatch(
        re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("【", "〔").replace("】", "〕")
    )
    if match is None:
        raise DocumentNumberForm(value=text.strip())
    return DocumentNumber(match["issuer"], int(match["year"]), int(match["serial"]))


def index_number(text: str) -> IndexNumber:
    """Parse a 索引号. Raises AGY-1005."""
    match = _INDEX.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper())
    if match is None:
        raise IndexNumberForm(value=text.strip())
    month = int(match["month"]) if match["month"] else None
    return IndexNumber(match["agency"], int(match["year"]), int(match["serial"]), month)
