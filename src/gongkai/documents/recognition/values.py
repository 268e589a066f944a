"""What the text of one table cell says: a value, a mark, or nothing.

A blank is None without a mark; "/", "—", "无" are None with a mark. An amount whose cell states 元 is turned
into the 万元 of its column; the money of format 2019's 采购总金额, whose column has no unit, is kept as printed.
A count that is not whole stays a Decimal, so that the rules can name it.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from gongkai.documents.recognition.normalise import clean
from gongkai.statute.report import Value
from gongkai.statute.tables import Kind


class Parsed(NamedTuple):
    """A cell's content and how sure it is that the text says that (0 to 1). `mark` is "" where there is none."""

    value: Value
    mark: str = ""
    sure: float = 1.0


_NUMBER = r"[-+－−﹣]?\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|[-+－−﹣]?\d+(?:\.\d+)?"
_UNIT = r"万元|元|件|个|项|条|次|份|宗|例|起"
_NOTE = r"[（(\[【〔][^（()）]*(?:[)）\]】〕]|$)"
_FOOTNOTE = r"[*＊※†‡①-⑳⑴-⒇¹²³⁰⁴-⁹ᵃᵇ]+|[\[〔]\d{1,2}[\]〕]|注\d?"
_VALUE = re.compile(rf"({_NUMBER})\s*({_UNIT})?\s*((?:{_NOTE})|(?:{_FOOTNOTE}))?\s*({_UNIT})?[。；;]?")
_WORDED = re.compile(rf"(增加|增长|增|减少|减|下降|↑|↓)\s*({_NUMBER})\s*(?:{_UNIT})?")
_BLANK_BEFORE = re.compile(r"^[?？]\s*(?=[\d\-])")
_SPLIT_DIGITS = re.compile(r"[\d,.]+(?:\s+[\d,.]+)+")
_WRAPPED_DIGITS = re.compile(r"\d[\d,.]*(?:\n[\d,.]+)+")
MARKS = frozenset(
    (
        "/",
        "\\",
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "－",
        "―",
        "−",
        "／",
        "＼",
        "无",
        "空",
        "N/A",
        "n/a",
        "*",
        "×",
        "X",
        "x",
        ".",
        "、",
        "^",
        "~",
        "_",
    )
)
_ZEROS = frozenset("〇○ＯOo零")
_LONGEST = 18
"""No count has more digits; a longer run is damage, and Python refuses to convert thousands of them."""
_ENDLESS = re.compile(r"\d{19}")


@lru_cache(maxsize=4096)
def parse(text: str, kind: Kind, *, unit: str = "") -> Parsed:
    """The value of a cell of this kind. `unit` is the column's own unit ("万元"), "" where it has none."""
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST:
        return Parsed(int(text) if kind is not Kind.AMOUNT else Decimal(text))
    tidy = clean(text)
    if not tidy:
        return Parsed(None)
    if len(tidy) > _LONGEST and _ENDLESS.search(tidy):
        return Parsed(None, mark=tidy[:40], sure=0.3)
    if tidy in MARKS:
        return Parsed(None, mark=tidy)
    if tidy in _ZEROS:
        return Parsed(_number("0", kind), sure=0.85)
    stripped = _BLANK_BEFORE.sub("", tidy)
    if found := _VALUE.fullmatch(stripped):
        return _with_unit(found[1], found[2] or found[4] or "", kind, unit, 1.0 if not found[3] else 0.97)
    if kind is Kind.CHANGE and (worded := _WORDED.fullmatch(stripped)):
        amount = _number(worded[2], kind)
        falls = worded[1] in {"减少", "减", "下降", "↓"}
        return Parsed(amount if (amount < 0) == falls else -amount)
    if _SPLIT_DIGITS.fullmatch(stripped):
        return (
            Parsed(_number(re.sub(r"\s+", "", stripped), kind), sure=0.8 if _is_wrapped(stripped) else 0.6)
            if _joinable(stripped)
            else Parsed(None, tidy, 0.3)
        )
    return Parsed(None, mark=tidy[:40], sure=0.8)


_BEGINS = frozenset(mark[0] for mark in MARKS) | _ZEROS | frozenset("-+－−﹣?？")


def begins_like_value(text: str) -> bool:
    """Whether a clean text begins as a figure, a mark or a blank does; sentences do not."""
    first = text[:1]
    return first in _BEGINS or first.isdecimal() or first.isspace() or not first


def unit_of(cell: str) -> str:
    """The unit that the column of a cell states for its amounts, "" where it states none."""
    return "万元" if cell == "t2.fee" else ""


@lru_cache(maxsize=4096)
def is_value(text: str) -> bool:
    """Whether a whole cell is a figure, a mark or blank, rather than words."""
    tidy = clean(text)
    if not tidy or tidy in MARKS or tidy in _ZEROS or _VALUE.fullmatch(_BLANK_BEFORE.sub("", tidy)) is not None:
        return True
    return "\n" in tidy and _is_wrapped(tidy)


def _is_wrapped(text: str) -> bool:
    """Whether a narrow cell broke one figure over lines: all but the last are of one length, the last no longer."""
    *lines, last = text.split("\n")
    return (
        _WRAPPED_DIGITS.fullmatch(text) is not None
        and len(set(map(len, lines))) == 1
        and len(last) <= len(lines[0])
    )


def _joinable(text: str) -> bool:
    return re.sub(r"\s+", "", text).count(".") <= 1 and not re.search(r"^[.,]|[.,]$", text)


def _number(digits: str, kind: Kind) -> int | Decimal:
    plain = digits.replace(",", "").replace("，", "").translate({0xFF0D: "-", 0x2212: "-", 0xFE63: "-"})
    number = Decimal(plain)
    if kind is Kind.AMOUNT:
        return number
    return int(number) if number == number.to_integral_value() else number


def _with_unit(digits: str, stated: str, kind: Kind, unit: str, sure: float) -> Parsed:
    value = _number(digits, kind)
    if kind is Kind.AMOUNT and unit == "万元" and stated == "元":
        return Parsed(Decimal(value) / 10000, sure=sure)
    return Parsed(value, sure=sure)
