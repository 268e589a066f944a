"""Automatic numbers of Word: 一、 （一） 1. are not in the text and are counted again here.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from gongkai.documents.readers.archive import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
FINANCIAL = "零壹贰叁肆伍陆柒捌玖"
HIGHEST = 99_999


def chinese(number: int, digits: str = DIGITS, units: str = "十百千", zero: str = "零") -> str:
    """A counting number from 1 to 99999 in Chinese: 10 is 十, 11 is 十一, 105 is 一百零五."""
    if number >= 10_000:
        rest = number % 10_000
        gap = zero if 0 < rest < 1000 else ""
        return (
            chinese(number // 10_000, digits, units, zero)
            + "万"
            + (gap + chinese(rest, digits, units, zero) if rest else "")
        )
    if number < 1:
        return digits[0]
    text = ""
    waiting = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            waiting = bool(text)
            continue
        text += (zero if waiting else "") + digits[digit] + (units[power - 1] if power else "")
        waiting = False
    return text.removeprefix("一") if 10 <= number < 20 else text


def _roman(number: int) -> str:
    pairs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    text = ""
    for value, letters in (*pairs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        text += letters * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number < 260 else str(number)


def _from(start: int, last: int) -> Callable[[int], str]:
    return lambda number: chr(start + number - 1) if 1 <= number <= last else str(number)


def _digital(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": lambda n: "".join(chr(ord(d) + 0xFEE0) for d in str(n)),
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02d}",
    "numberInDash": lambda n: f"- {n} -",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "koreanCounting": chinese,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": lambda n: chinese(n, FINANCIAL, "拾佰仟"),
    "ideographLegalTraditional": lambda n: chinese(n, FINANCIAL, "拾佰仟"),
    "ideographTraditional": lambda n: STEMS[(n - 1) % 10],
    "ideographZodiac": lambda n: BRANCHES[(n - 1) % 12],
    "ideographEnclosedCircle": _from(0x3280, 10),
    "decimalEnclosedCircle": _from(0x2460, 20),
    "decimalEnclosedCircleChinese": _from(0x2460, 20),
    "decimalEnclosedParen": _from(0x2474, 20),
    "decimalEnclosedFullstop": _from(0x2488, 20),
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "ordinal": str,
    "none": lambda n: "",
}


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its number format, its text such as "（%1）", and where counting starts."""

    format: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of one document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # list id -> level -> Level
    abstract_of: dict[str, str] = field(default_factory=dict)  # lists of one abstract list count on together
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Element | None) -> "Numbering":
        """Read numbering.xml; None gives a document without lists."""
        numbering = cls()
        if root is None:
            return numbering
        abstract = {a.get(f"{W}abstractNumId"): _levels(a) for a in root.iter(f"{W}abstractNum")}
        for number in root.iter(f"{W}num"):
            pointer = number.find(f"{W}abstractNumId")
            list_id = number.get(f"{W}numId")
            if pointer is None or list_id is None:
                continue
            abstract_id = pointer.get(f"{W}val") or ""
            levels = dict(abstract.get(abstract_id, {}))
            overridden = _overrides(number, levels)
            numbering.levels[list_id] = levels
            numbering.abstract_of[list_id] = f"{abstract_id}/{list_id}" if overridden else abstract_id
        return numbering

    def next(self, list_id: str, level: int) -> str:
        """The number shown before the next paragraph of a list, "" for bullets and unknown lists."""
        levels = self.levels.get(list_id)
        if not levels or level not in levels:
            return ""
        counts = self._counts.setdefault(self.abstract_of[list_id], {})
        counts[level] = min(counts.get(level, levels[level].start - 1) + 1, HIGHEST)
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        if levels[level].format == "bullet":
            return ""

        def shown(match: re.Match[str]) -> str:
            k = int(match.group(1)) - 1
            used = levels.get(k)
            if used is None or used.format == "bullet":
                return ""
            return FORMATS.get(used.format, str)(max(counts.get(k, used.start), 0))

        return re.sub(r"%([1-9])", shown, levels[level].text)


def _levels(element: Element) -> dict[int, Level]:
    found = {}
    for level in element.iterchildren(f"{W}lvl"):
        index = _number(level.get(f"{W}ilvl"), 0)
        format_code = _value(level, "numFmt") or "decimal"
        found[index] = Level(format_code, _value(level, "lvlText") or "", _number(_value(level, "start"), 1))
    return found


def _overrides(number: Element, levels: dict[int, Level]) -> bool:
    """Apply a list's own levels and starts; True when it counts by itself."""
    own = False
    for override in number.iterchildren(f"{W}lvlOverride"):
        index = _number(override.get(f"{W}ilvl"), 0)
        levels.update(_levels(override))
        start = _value(override, "startOverride")
        if start is not None and index in levels:
            levels[index] = Level(levels[index].format, levels[index].text, _number(start, 1))
            own = True
    return own


def _value(element: Element, tag: str) -> str | None:
    child = element.find(f"{W}{tag}")
    value: str | None = None if child is None else child.get(f"{W}val")
    return value


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default
