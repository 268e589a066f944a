"""统一社会信用代码 (GB 32100—2015): eighteen characters with a check character."""

import re
import unicodedata

from gongkai.statute.identifiers.errors import CreditCodeCheck, CreditCodeForm

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # thirty-one characters, without I O S V Z
_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714: the nine characters of the 组织机构代码 inside
_SEPARATORS = re.compile(r"[\s\-－—]")


def check_character(first_seventeen: str) -> str:
    """The eighteenth character of a code, from the other seventeen."""
    total = sum(_VALUE[c] * weight for c, weight in zip(first_seventeen, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def organisation_check(first_eight: str) -> str:
    """The check character of the 组织机构代码, places nine to seventeen of the credit code."""
    values = (int(c) if c.isdigit() else ord(c) - ord("A") + 10 for c in first_eight)
    total = sum(value * weight for value, weight in zip(values, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def credit_code(text: str) -> str:
    """The canonical code: half-width, upper case, no separators. Raises AGY-1001, AGY-1002."""
    value = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    if len(value) != 18:
        raise CreditCodeForm(value=text.strip(), problem=f"有{len(value)}位，应为18位")
    strange = [c for c in value if c not in _VALUE]
    if strange:
        raise CreditCodeForm(value=text.strip(), problem=f"含有不能使用的字符“{strange[0]}”")
    if not value[2:8].isdigit():
        raise CreditCodeForm(value=text.strip(), problem="的第3至8位（登记管理机关行政区划）应为数字")
    expected = check_character(value[:17])
    if value[17] != expected:
        raise CreditCodeCheck(value=value, what="校验位（第18位）", expected=expected, found=value[17])
    return value


def is_credit_code(text: str) -> bool:
    """Whether the text is a valid code."""
    try:
        credit_code(text)
    except (CreditCodeForm, CreditCodeCheck):
        return False
    return True
