"""Bytes to text: byte order mark, UTF-8, the declared charset, then what the bytes look like."""

import codecs
import re

from gongkai.documents.readers.errors import NotText

BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Pages say GB2312 and hold GBK or GB18030 characters (喆, 镕): always decode with the largest of the family.
WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030", "gb18030": "gb18030"}
WIDER |= {"big5": "big5hkscs", "big5-hkscs": "big5hkscs", "cp950": "big5hkscs", "utf8": "utf-8", "utf-8": "utf-8"}
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,20})""", re.IGNORECASE)
HEAD = 4096
CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"
MOST_LOST = 0.02
FREQUENT = frozenset("的一年政府信息公开行不人工作情况为规章有件及其总计数量申请第条区市在中法和上是")
FREQUENT_TRADITIONAL = frozenset(
    "的一年政府資訊公開信息行不人工作情況為規章有件及其總計數量申請第條區市在中法和上是"
)


def utf16_or_32(data: bytes) -> str | None:
    """The wide encoding the bytes are in, told by a mark or by where their zero bytes stand; None otherwise."""
    for mark, name in BOMS[1:]:
        if data.startswith(mark):
            return name
    head = data[:HEAD]
    if b"\0" not in head or len(head) < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    # Chinese text has few zero bytes, but its line ends, digits and blanks have one each, all on the same side.
    for some, few, name in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if some > 4 * few and some > half // 50 and _is_written(head.decode(name, "replace")):
            return name
    return None


def _is_written(text: str) -> bool:
    """Whether nearly all of a text is Chinese, Latin or punctuation, as no noise is."""
    known = sum(
        1
        for c in text
        if " " <= c <= "~" or c in "\r\n\t" or "\u2000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef"
    )
    return known * 10 >= len(text) * 9


def looks_binary(data: bytes) -> bool:
    """Whether the bytes hold control characters that no text holds."""
    head = data[: 16 * HEAD]
    controls = len(head) - len(head.translate(None, CONTROLS))
    return controls > max(2, len(head) // 200)


def decode(data: bytes, name: str) -> str:
    """The text of a file, whatever Chinese encoding it is in; line ends are left as they are.

    Up to 2 % of unreadable bytes are replaced by U+FFFD; beyond that NotText (RDR-1010) is raised.
    """
    if data.startswith(codecs.BOM_UTF8):
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    wide = utf16_or_32(data)
    if wide:
        return _kept(data, wide, name).removeprefix("\ufeff")
    if looks_binary(data):
        raise NotText(name=name)
    return _kept(data, _legacy(data), name)


def _legacy(data: bytes) -> str:
    """The encoding that fits best, of the declared one and the usual ones."""
    candidates = ["utf-8", "gb18030", "big5hkscs"]
    declared = declared_charset(data)
    if declared and declared not in candidates:
        candidates.append(declared)
    sample = data[: 64 * HEAD]
    scored = [(_fit(sample, encoding, encoding == declared), encoding) for encoding in candidates]
    best, encoding = max(scored)
    return encoding if best > 0 else _normalized(sample)


def _fit(sample: bytes, encoding: str, declared: bool) -> float:
    """How much the sample looks like Chinese text in an encoding; lost bytes weigh against it."""
    text = sample.decode(encoding, "replace")
    lost = text.count("\ufffd")
    words = FREQUENT_TRADITIONAL if encoding == "big5hkscs" else FREQUENT
    wide = sum(1 for character in text if character > "\x7f") or 1
    usual = sum(1 for character in text if character in words)
    return (usual - 4 * lost) / wide + (0.05 if declared and lost * 50 <= wide else 0.0)


def _normalized(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample[: 8 * HEAD]).best()
    return best.encoding if best else "gb18030"


def declared_charset(data: bytes) -> str | None:
    """The charset a page or an XML declaration names, widened to its family; None when absent or unknown."""
    found = DECLARED.search(data[:HEAD])
    if not found:
        return None
    named = found.group(1).decode("ascii").lower()
    try:
        return WIDER.get(named) or codecs.lookup(named).name
    except LookupError:
        return None


def _kept(data: bytes, encoding: str, name: str) -> str:
    text = data.decode(encoding, "replace")
    if text.count("\ufffd") > max(2, MOST_LOST * len(text)):
        raise NotText(name=name)
    return text
