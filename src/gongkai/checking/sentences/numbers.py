"""Numbers as reports write them: Arabic or Chinese, with 万 and 亿, with 余 and 约, with a unit."""

import re
from decimal import Decimal

COUNT_UNITS = (
    "件次",
    "件",
    "条",
    "份",
    "例",
    "宗",
    "起",
    "项",
    "人次",
    "次",
    "篇",
    "期",
    "个",
    "则",
    "部",
    "册",
    "场",
    "批",
    "人",
    "名",
    "家",
)
AMOUNT_UNITS = ("万元", "亿元", "元")
RATIO_UNITS = ("%", "个百分点", "倍")
_UNITS = "|".join(("万元", "亿元", "个百分点", *COUNT_UNITS, "元", "%", "倍"))
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:[,，][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_CHINESE_DIGITS = "零〇一二三四五六七八九"

# It opens with one set of characters, by which the engine skips text without trying anything.
MENTION = re.compile(
    rf"(?P<number>[0-9{_CHINESE_DIGITS}十两百千](?:[0-9,，.]*|[{_CHINESE_DIGITS}十两百千万]*))"
    rf"(?P<about>[余多])?(?P<scale>[百千万亿](?!元))?(?P<more>[余多])?(?P<unit>{_UNITS})(?P<rest>左右|以上|以下|以内|以外)?"
)
"""A number with its unit. What stands before it the caller sees to, whether it is well formed `value_of`."""

_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_ABOUT = ("约", "近", "超", "超过", "逾", "至少", "不少于", "不低于", "最多", "多达")
_ENDS_ABOUT = frozenset(word[-1] for word in _ABOUT)
_TENS = {"十": 10, "百": 100, "千": 1000}


def chinese_number(text: str) -> int | None:
    """The value of a Chinese numeral, None where it is none.

    >>> chinese_number("一百二十"), chinese_number("三千零五"), chinese_number("十二"), chinese_number("两万")
    (120, 3005, 12, 20000)
    """
    total = section = digit = 0
    pending = False
    for char in text:
        if char in _TENS:
            section += (digit if pending else 1) * _TENS[char]
            digit, pending = 0, False
        elif char == "万":
            total = (total + section + digit) * 10_000
            section = digit = 0
            pending = False
        elif char in "零〇":
            digit, pending = 0, True
        else:
            if pending and digit:
                return None
            digit, pending = (2 if char == "两" else _CHINESE_DIGITS.index(char) - 1), True
    return total + section + digit


def value_of(written: str, scale: str | None) -> Decimal | None:
    """The number a mention states, counts multiplied out, amounts in the unit written; None where it is none."""
    if written.isdigit() and written.isascii():
        value = Decimal(written)
    elif "0" <= written[0] <= "9":
        if not _ARABIC.fullmatch(written):
            return None
        value = Decimal(written.replace(",", "").replace("，", ""))
    else:
        number = chinese_number(written)
        if number is None:
            return None
        value = Decimal(number)
    return value * _SCALES[scale] if scale else value


def is_exact(before: str) -> bool:
    """False after 约, 近, 不少于 and their like."""
    return before[-1:] not in _ENDS_ABOUT or not before.endswith(_ABOUT)
