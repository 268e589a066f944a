"""A date as ledgers write it. What can be read in two ways is not guessed."""

import re
import unicodedata
from datetime import date, timedelta
from functools import lru_cache

_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_CHINESE = re.compile(
    r"^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]$"
)
_PARTS = re.compile(
    r"^(?P<year>(?:1[89]|20)\d\d)(?:年|(?P<mark>[-/.。,，、]))(?P<month>\d{1,2})(?:月|(?P=mark)|[-/.])(?P<day>\d{1,2})[日号]?"
    r"(?:[T ]?\d{1,2}[:时点]\d{0,2}.*|[（(]?(?:星期|周).[)）]?)?$"
)
_COMPACT = re.compile(r"^((?:1[89]|20)\d\d)(\d\d)(\d\d)$")
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
_SERIAL_START = date(1899, 12, 30)  # day 0 of Excel's 1900 system, its 29 February 1900 counted
_SERIALS = range(25569, 73051)  # 1970 to 2099; 20235 may be a month


class Unclear(ValueError):
    """No date can be read, or more than one."""


class Impossible(ValueError):
    """A date is written that the calendar does not have."""


@lru_cache(maxsize=100_000)
def read_date(text: str, *, serials: bool = True) -> date:
    """2023-05-06, 2023.5.6, 2023/5/6, 2023年5月6日, 20230506, 二〇二三年五月六日, or the number Excel keeps.

    Without `serials` that number is not read: a workbook that counts from 1904 means another day by it.

    Raises Unclear for what has no day (2023.5), no century (23.5.6) or the day before the month (6/5/2023), and
    Impossible for 2023-02-30.
    """
    plain = re.sub(r"\s*([-/.年月日号])\s*", r"\1", unicodedata.normalize("NFKC", text).strip())
    if found := _CHINESE.match(plain):
        year, month, day = ("".join(_DIGITS[c] for c in found[1]), _small(found[2]), _small(found[3]))
        return _day(int(year), month, day)
    if found := _PARTS.match(plain):
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _COMPACT.match(plain):
        return _day(*(int(part) for part in found.groups()))
    if serials and _SERIAL.match(plain) and (number := int(float(plain))) in _SERIALS:
        return _SERIAL_START + timedelta(number)
    raise Unclear(text)


def _small(written: str) -> int:
    """A number below a hundred in Chinese characters."""
    tens, ten, ones = written.rpartition("十")
    if not ten:
        return int(_DIGITS[written]) if len(written) == 1 else 0
    if len(tens) > 1 or len(ones) > 1:
        return 0
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as impossible:
        raise Impossible from impossible
