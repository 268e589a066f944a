"""Personal numbers and addresses in a text (条例第十五条; 个人信息保护法第二十八条).

Precision comes first: a number is reported only where its own form proves it (check digit, date, known beginning),
or where the words before it say what it is. Everything works on text of the same length as the original, full-width
characters made half-width, so that places stay.
"""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.statute.identifiers.credit_code import is_credit_code, organisation_check
from gongkai.statute.rules.model import Level
from gongkai.statute.wording.model import Remark, Where, remark

# Commas keep their width: between numbers a full-width one never belongs to a number.
_KEPT = {ord("，"), ord("；"), ord("？"), ord("！")}
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code not in _KEPT} | {0x3000: 32, 0xA0: 32}
# GB/T 2260, first two digits; 81 to 83 are those of residence permits for Hong Kong, Macao and Taiwan residents.
_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
# Not inside a longer number or code, and not the decimals of an amount or a part of a hyphenated code.
_BEGIN = r"(?<![0-9A-Za-z])(?<!\d[.\-_])"
_END = r"(?![0-9A-Za-z])(?!\.[0-9A-Za-z])(?!,\d{3}(?!\d))(?![\-_]\d)"
# 登记管理部门 and 机构类别, then the division of the registering authority (10: the State's own).
_CREDIT_CODE = re.compile(rf"(?:1[1239]|2[19]|3[1-59]|4[19]|5[1239]|6[129]|7[129]|8[19]|9[123])(?:{_PROVINCE}|10)")
_GAP = "[ -]?"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = re.compile(
    rf"{_BEGIN}({_PROVINCE}\d{{4}}){_GAP}((?:19|20)\d\d{_DAY}){_GAP}(\d{{3}}[\dXx]){_END}", re.ASCII
)
_OLD_IDENTITY = re.compile(rf"{_BEGIN}{_PROVINCE}\d{{4}}(\d\d{_DAY})\d{{3}}{_END}", re.ASCII)
_UNIT = r"(?!\s?(?:元(?!月|旦)|万|亿|％|%|吨|人|件|户|亩|平方|立方|千瓦|公里|米))"
_MOBILE = re.compile(rf"{_BEGIN}(?:\+?86[ -]?)?1[3-9]\d(?:\d{{8}}|[ -]\d{{4}}[ -]\d{{4}}){_END}{_UNIT}", re.ASCII)
_LANDLINE = re.compile(
    rf"(?:(?<![0-9A-Za-z(])\(0[1-9]\d{{1,2}}\) ?|{_BEGIN}0[1-9]\d{{1,2}}[- ])[2-8]\d{{6,7}}(?:-\d{{1,5}})?"
    rf"{_END}{_UNIT}",
    re.ASCII,
)
_CARD = re.compile(
    rf"{_BEGIN}(?:\d{{16,19}}|\d{{4}}(?:([ -])\d{{4}})(?:\1\d{{4}}){{2}}(?:\1\d{{1,3}})?){_END}{_UNIT}", re.ASCII
)
# What cards begin with, and how long they are: 银联 62, 工商银行 9558, Visa, Mastercard.
_BEGINNINGS = ((re.compile("62"), range(16, 20)), (re.compile("9558"), (19,)), (re.compile("4|5[1-5]"), (16,)))
_TRAVEL = re.compile(
    rf"{_BEGIN}(?:[EeGgPpSsDd]\d{{8}}|[Ee][A-HJ-NP-Za-hj-np-z]\d{{7}}|[CHMWchmw]\d{{8,10}}){_END}", re.ASCII
)
_PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•. -]?"
    r"(?=[A-HJ-NP-Z]{0,4}\d)(?:[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])"
    r"(?![0-9A-Za-z-])",
    re.ASCII,
)
_ROOM = re.compile(
    r"(?<!\d)\d{1,5}(?:号楼|幢|栋|座|弄|单元)[0-9A-Za-z甲乙丙丁-]{0,6}(?:幢|栋|座|号楼|号|单元)?"
    r"(?:(?<=单元)\d{3,4}(?!\d|户|套|间|人|平)室?|[0-9A-Za-z-]{0,6}(?:单元)?[0-9A-Za-z-]{0,6}(?<=\d)室(?!内|外))"
)
_STREET = re.compile("[\u4e00-\u9fff0-9]{1,12}$")
_HOME = re.compile(
    r"(?:家庭住址|家庭地址|现住址|现居住地|居住地址|户籍地址|户籍所在地|户籍地|家住|住址)(?:为|在|是)?[:：]? ?"
    r"[\u4e00-\u9fff0-9A-Za-z-]{2,40}?[0-9一二三四五六七八九十]{1,6}(?:号|室|组|户|栋|幢)[\u4e00-\u9fff0-9A-Za-z-]{0,20}"
)

_IDENTITY_WORDS = re.compile("身份证|公民身份|居民证|证件号")
_CODE_WORDS = re.compile(
    "信用代码|注册号|登记证|项目代码|编号|许可证|账号|账户|流水|订单|合同号|批号|备案号|案号|条码"
)
_OFFICE_WORDS = re.compile(
    "联系|咨询|办公|监督|举报|投诉|服务|热线|传真|值班|受理|报名|客服|窗口|公开电话|单位电话"
)
_OFFICE_PLACES = re.compile("办公|地址|中心|大厅|受理|窗口|单位|公司|机关|会议|报名|地点|现场|场所|开标|邮寄|领取")
_HOME_PHONE = re.compile("家庭电话|住宅电话|本人电话|个人电话|家长")
_TRAVEL_WORDS = re.compile("护照|通行证|证件")
_COMPANY_ACCOUNT = re.compile("对公|基本户|收款单位|户名|开户")
_MINOR = re.compile("[男女]童|学生姓名|监护人(?:姓名|电话|联系)|学籍号|未满(?:十四|十八|14|18)周岁")
_HEALTH = re.compile("病历|住院号|病案号|诊断为|确诊为|残疾(?:类别|等级|证号)|精神残疾|艾滋病|既往病史|传染病患者")
BEFORE = 20  # characters in which the words that say what a number is are looked for


def half_width(text: str) -> str:
    """The same text, character by character, with full-width digits, letters and marks made half-width."""
    return text.translate(_FULL_WIDTH)


def personal(text: str, where: Where = Where.TEXT) -> Iterator[Remark]:
    """Remarks PC-01 to PC-10, by kind."""
    flat = half_width(text)
    taken = bytearray(len(flat))
    for remarks in (_identities(flat), _cards(flat), _mobiles(flat), _landlines(flat), _other_numbers(flat)):
        for code, place, level in remarks:
            if not any(taken[slice(*place)]):
                taken[slice(*place)] = b"x" * (place[1] - place[0])
                yield remark(code, place, masked(text[slice(*place)]), where=where, level=level)
    for code, place, level in _addresses(flat):
        yield remark(code, place, re.sub("[0-9]", "*", flat[slice(*place)]), where=where, level=level)
    for code, pattern in (("PC-09", _MINOR), ("PC-10", _HEALTH)):
        for match in pattern.finditer(flat):
            yield remark(code, match.span(), match[0], where=where)


def masked(number: str) -> str:
    """The number with its middle hidden.

    >>> masked("13800001234"), masked("浙A12345")
    ('138****1234', '浙A****5')
    """
    if len(number) < 8:
        return number[:2] + "****" + number[-1:]
    head, tail = (6, 4) if len(number) >= 15 else (3, 4) if len(number) >= 11 else (2, 2)
    return number[:head] + "*" * (len(number) - head - tail) + number[-tail:]


Found = Iterator[tuple[str, tuple[int, int], Level | None]]


def _identities(flat: str) -> Found:
    for match in _IDENTITY.finditer(flat):
        number = "".join(match.groups()).upper()
        if identity_holds(number) and not _is_credit_code(number, flat, match.start()):
            yield "PC-01", match.span(), None
    for match in _OLD_IDENTITY.finditer(flat):
        words = _before(flat, match.start())
        if _is_date("19" + match[1]) and not _CODE_WORDS.search(words):
            yield "PC-02", match.span(), None if _IDENTITY_WORDS.search(words) else Level.HINT


def identity_holds(number: str) -> bool:
    """Whether eighteen characters are a 公民身份号码 (GB 11643): a real day, the check character of ISO 7064."""
    if not _is_date(number[6:14]):
        return False
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(number[:17]))
    return "10X98765432"[total % 11] == number[17]


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _is_credit_code(number: str, flat: str, start: int) -> bool:
    """A credit code of digits alone may look like an identity.

    It has another beginning than most identities, a division in its third to eighth place, two check characters.
    """
    if (
        not _CREDIT_CODE.match(number)
        or not is_credit_code(number)
        or organisation_check(number[8:16]) != number[16]
    ):
        return False
    return not _IDENTITY_WORDS.search(_before(flat, start))


def _cards(flat: str) -> Found:
    for match in _CARD.finditer(flat):
        number = re.sub(r"\D", "", match[0])
        known = any(begin.match(number) and len(number) in lengths for begin, lengths in _BEGINNINGS)
        if known and luhn_holds(number):
            company = _COMPANY_ACCOUNT.search(_before(flat, match.start()))
            yield "PC-05", match.span(), Level.WARNING if company else None


def luhn_holds(number: str) -> bool:
    """ISO/IEC 7812: every second digit from the right doubled, the sum a multiple of ten."""
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


def _mobiles(flat: str) -> Found:
    for match in _MOBILE.finditer(flat):
        words = _before(flat, match.start())
        if not _CODE_WORDS.search(words[-8:]):
            yield "PC-03", match.span(), Level.HINT if _OFFICE_WORDS.search(words) else None


def _landlines(flat: str) -> Found:
    for match in _LANDLINE.finditer(flat):
        words = _before(flat, match.start())
        if not _CODE_WORDS.search(words[-8:]):
            yield "PC-04", match.span(), Level.WARNING if _HOME_PHONE.search(words) else None


def _other_numbers(flat: str) -> Found:
    for match in _TRAVEL.finditer(flat):
        if _TRAVEL_WORDS.search(_before(flat, match.start())):
            yield "PC-07", match.span(), None
    for match in _PLATE.finditer(flat):
        yield "PC-08", match.span(), None


def _addresses(flat: str) -> Found:
    homes = bytearray(len(flat))
    for match in _HOME.finditer(flat):
        homes[slice(*match.span())] = b"x" * len(match[0])
        yield "PC-06", match.span(), None
    for match in _ROOM.finditer(flat):
        if any(homes[slice(*match.span())]):
            continue
        words = _before(flat, match.start())
        street = _STREET.search(words)
        start = match.start() - len(street[0]) if street else match.start()
        yield "PC-06", (start, match.end()), Level.HINT if _OFFICE_PLACES.search(words + match[0]) else None


def _before(flat: str, start: int) -> str:
    """The words before a place, on the same line."""
    return flat[max(0, start - BEFORE) : start].rpartition("\n")[2]
