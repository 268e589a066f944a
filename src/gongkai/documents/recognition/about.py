"""What the report says about itself beside its title: agency, year, period, date of publication."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from gongkai.documents.recognition.titles import HANZI, Title
from gongkai.statute.report import Agency, Period
from gongkai.statute.vocab.agencies import kind_of_name

_DATE = r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?"
_PUBLISHED = re.compile(
    rf"(?:发布|发文|公布|公开|成文|生成|印发|发表|更新|录入)?(?:时间|日期)\s*[:：]?\s*\[?\s*{_DATE}"
)
_SIGNED = re.compile(rf"^{_DATE}$")
_SIGNED_HANZI = re.compile(
    r"^二[〇○0零]([一二三四五六七八九〇○零]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$"
)
_PERIOD = re.compile(
    r"(?:统计|时限|期限|期间|数据|周期|时段).{0,16}?(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*(?:起|开始)?\s*"
    r"(?:至|到|[-—–－~～]+)\s*(?:(\d{4})\s*年|(?:当|同)年)?\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
)
_ISO = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")
_YEAR = re.compile(r"(20\d\d)\s*年")


def agency_of(name: str) -> Agency:
    """The agency of this name; what the name does not say stays unknown."""
    kind = kind_of_name(name) if name else None
    return Agency(name or "（未写明）", kind=kind.value if kind else None)


def year_of(title: Title, period: Period | None, texts: Sequence[str]) -> int | None:
    """The year of the title, else of the period, else the one most often named in the text."""
    if title.year is not None:
        return title.year
    if period is not None:
        return period.start.year
    counted = Counter(int(y) for text in texts for y in _YEAR.findall(text))
    return counted.most_common(1)[0][0] if counted else None


def period_of(texts: Iterable[str]) -> Period | None:
    """统计期限, where it is stated as two dates."""
    for text in texts:
        if "统计" not in text and "期限" not in text and "数据" not in text:
            continue
        if found := _PERIOD.search(text):
            year, month, day, last_year, last_month, last_day = found.groups()
            start = _date(year, month, day)
            end = _date(last_year or year, last_month, last_day)
            if start and end and start <= end:
                return Period(start, end)
    return None


def published_on(stated: str, front: Sequence[str], end: Sequence[str]) -> date | None:
    """The date of publication: stated by the file, printed with a label above the text, or signed below it."""
    if (found := _ISO.search(stated)) and (day := _date(*found.groups())):
        return day
    for line in front:
        if len(line) < 400 and (found := _PUBLISHED.search(line)) and (day := _date(*found.groups())):
            return day
    for line in reversed(end[-4:]):
        if (found := _SIGNED.match(line)) and (day := _date(*found.groups())):
            return day
        if found := _SIGNED_HANZI.match("".join(line.split())):
            tens = "".join(HANZI[c] for c in found[1])
            if day := _date(f"20{tens}", str(_hanzi(found[2])), str(_hanzi(found[3]))):
                return day
    return None


def _hanzi(text: str) -> int:
    tens, has_ten, ones = text.partition("十")
    if not has_ten:
        return int(HANZI[tens])
    return (int(HANZI[tens]) if tens else 1) * 10 + (int(HANZI[ones]) if ones else 0)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
