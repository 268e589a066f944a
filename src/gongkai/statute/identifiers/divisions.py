"""行政区划代码: six digits down to a county, nine to a township, twelve to a village (GB/T 2260)."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from gongkai.statute.identifiers.errors import DivisionCode

# fmt: off
_PROVINCES = frozenset((
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
    "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "66", "71", "81", "82",
))
# fmt: on


class Level(StrEnum):
    """How far down the code goes."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Division:
    """A code with trailing zeros as written, its level, and the code it belongs to (None for a province)."""

    code: str
    level: Level
    parent: str | None


def division(text: str) -> Division:
    """Parse a code of 6, 9 or 12 digits. Raises AGY-1003."""
    code = "".join(unicodedata.normalize("NFKC", text).split())
    if not (code.isascii() and code.isdigit()):
        raise DivisionCode(value=text.strip(), problem="含有数字以外的字符")
    if len(code) not in (6, 9, 12):
        raise DivisionCode(value=text.strip(), problem=f"有{len(code)}位")
    if code[:2] not in _PROVINCES:
        raise DivisionCode(value=text.strip(), problem=f"的前两位“{code[:2]}”不是省级代码")
    parts = (code[:2], code[2:4], code[4:6], code[6:9], code[9:12])
    levels = tuple(Level)
    depth = max(index for index, part in enumerate(parts) if part.strip("0") or index == 0)
    kept = code[: (2, 4, 6, 9, 12)[depth]]
    if depth and not all(part.strip("0") for part in parts[1:depth] if len(part) == 2) and depth < 3:
        raise DivisionCode(value=text.strip(), problem="的中间段为0，上下级对不上")
    if depth == 0:
        return Division(code, levels[0], None)
    shorter = kept[: (2, 4, 6, 9)[depth - 1]]
    return Division(code, levels[depth], shorter.ljust(6 if depth < 4 else 9, "0"))
