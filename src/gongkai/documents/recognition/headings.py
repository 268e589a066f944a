"""First-level headings: which of the six sections a line opens, however it is numbered or worded."""

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from gongkai.documents.recognition.normalise import key

_TITLES: dict[int, tuple[str, ...]] = {
    1: ("总体情况", "总体概况", "概述", "基本情况", "总体工作情况", "政府信息公开工作总体情况"),
    2: ("主动公开政府信息情况", "主动公开政府信息的情况", "政府信息主动公开情况", "主动公开信息情况"),
    3: (
        "收到和处理政府信息公开申请情况",
        "收到和处理政府信息公开申请的情况",
        "收到和处理政府信息公开情况",
        "收到和处理信息公开申请情况",
        "收到和处理依申请公开政府信息情况",
    ),
    4: (
        "政府信息公开行政复议、行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼的情况",
        "因政府信息公开申请行政复议、提起行政诉讼的情况",
        "政府信息公开行政复议和行政诉讼情况",
        "政府信息公开行政复议、行政诉讼的情况",
        "行政复议、行政诉讼情况",
    ),
    5: (
        "存在的主要问题及改进情况",
        "政府信息公开工作存在的主要问题及改进情况",
        "存在的主要问题及整改措施",
        "存在的主要问题和改进情况",
        "存在问题及改进情况",
        "存在的问题及改进情况",
        "存在问题及改进措施",
        "存在的主要问题及改进措施",
        "主要问题及改进情况",
        "存在的不足及改进情况",
    ),
    6: (
        "其他需要报告的事项",
        "其他需要报告事项",
        "其他需报告的事项",
        "需要报告的其他事项",
        "其他应当报告的事项",
        "其他事项",
    ),
}
_BY_KEY = {key(title): section for section, titles in _TITLES.items() for title in titles}
_NUMBER = (
    r"(?:第?[一二三四五六七八九十]{1,2}(?:部分|章)?\s*[、.．,，:：]?|[（(][一二三四五六七八九十][)）]|"
    r"\d{1,2}\s*[、.．])"
)
_ORDINAL = re.compile(
    r"^\s*(?:第\s*([一二三四五六七八九十]{1,2})\s*部分|([一二三四五六七八九十]{1,2})\s*[、.．,，:：])\s*(.*)$",
    re.DOTALL,
)
_NUMBERED = re.compile(rf"^\s*{_NUMBER}\s*")
_TAIL = re.compile(r"[（(【\[][^（()）]*[)）】\]]\s*$")
_INLINE_TITLES = "|".join(
    r"\s*".join(map(re.escape, title))
    for title in sorted((t for titles in _TITLES.values() for t in titles if len(t) > 3), key=len, reverse=True)
)
INLINE = re.compile(
    # The lookbehind comes second: text is searched faster for one of a few characters.
    rf"[一二三四五六七八九十](?<![一二三四五六七八九十（(第][一二三四五六七八九十])\s*[、.．]\s*({_INLINE_TITLES})(?![、，,；;]?\s*[一二三四五六七八九十]、)"
)
_KEYWORDS = (
    (4, re.compile("行政复议.*行政诉讼|复议.*诉讼")),
    (5, re.compile("问题|不足|改进|困难|整改")),
    (6, re.compile("其他|需要报告|收费|信息处理费|附件|说明")),
)
_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九十", start=1)}


class Heading(NamedTuple):
    """A first-level heading as printed; `section` 0 where it is none of the six; `rest` is text after it."""

    text: str
    section: int
    number: int
    rest: str = ""


def heading_of(line: str, *, marked: bool = False, after: int = 0) -> Heading | None:
    """The heading that this whole line is, or opens with; None for other lines.

    `marked`: the file itself calls it a heading. `after`: the section before, for headings in words of their own.
    """
    if not (line[:1] in _FIRST or marked or len(line) <= 24):
        return None
    if len(line) <= 60 and (section := exact_section(line)):
        return Heading(line, section, _number(line))
    found = _ORDINAL.match(line)
    if found is None:
        return None
    title = found[3]
    number = _DIGITS.get((found[1] or found[2])[:1], 0)
    inline = INLINE.match(line)
    if inline and len(line) > inline.end():
        section = _BY_KEY[key(inline[1])]
        return Heading(line[: inline.end()].strip(), section, number, line[inline.end() :].strip())
    if len(line) > 45 or "。" in line or line[-1:] in "，,；;、：:" or not title:
        return None
    return Heading(line, _similar(key(title)) or _by_words(title, number, after), number)


def opens_with_number(line: str) -> bool:
    """Whether a line begins as numbered headings do; 一是… does not."""
    return line[:1] in _FIRST and _ORDINAL.match(line) is not None


@lru_cache(maxsize=512)
def bare_title(line: str) -> str:
    """A heading's words without its number, in the form in which headings are compared."""
    return key(_NUMBERED.sub("", line))


@lru_cache(maxsize=512)
def exact_section(line: str) -> int:
    """The section whose title the line is, numbered or not, with a remark in brackets or without."""
    form = key(line)
    bare = _NUMBERED.sub("", line)
    return _BY_KEY.get(form) or _BY_KEY.get(key(bare)) or _BY_KEY.get(key(_TAIL.sub("", bare))) or 0


def _number(line: str) -> int:
    found = _ORDINAL.match(line)
    return _DIGITS.get((found[1] or found[2])[:1], 0) if found else 0


@lru_cache(maxsize=256)
def _similar(form: str) -> int:
    """The section whose title differs by a slip of the pen."""
    best, section = 0.0, 0
    for title, number in _BY_KEY.items():
        if len(title) >= 8 and abs(len(title) - len(form)) <= 4:
            ratio = SequenceMatcher(None, title, form, autojunk=False).ratio()
            if ratio > best:
                best, section = ratio, number
    return section if best >= 0.82 else 0


def _by_words(title: str, number: int, after: int) -> int:
    """A title in words of its own, in the place where one of the last three sections is due."""
    for section, words in _KEYWORDS:
        if words.search(title) and after in (section - 1, section - 2) and after >= 3 and number >= section:
            return section
    return 0


_FIRST = frozenset("一二三四五六七八九十第")
