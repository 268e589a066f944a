"""The title of a report: which lines make it, and the agency and year it names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gongkai.documents.recognition.furniture import is_furniture
from gongkai.documents.recognition.normalise import clean


class Title(NamedTuple):
    """The title as printed, without blanks, and what it names."""

    text: str
    agency: str
    year: int | None


_REPORT = r"(?:(?:政府|政务)?信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?(?:年度|年)?(?:工作)?(?:情况)?(?:报告|年报)"
_YEAR = r"(?P<year>(?:19|20)\d\d|二[〇○0零]\S{2})"
_TITLE = re.compile(
    rf"^(?:[（(]?附件\d*[)）]?[:：]?|标题[:：]|关于|Page\d+-|正文[:：]?)?(?P<before>[^。；！？|]{{0,60}}?){_YEAR}"
    rf"(?:[-—–－~～至]+(?P<last>20\d\d))?\s*(?:学?年)?度?(?P<after>[^。；！？0-9|]{{0,40}}?){_REPORT}"
    r"(?:的报告)?(?:[（(].{0,12}[)）])?(?:\.[a-z]{3,4})?$"
)
_YEAR_INSIDE = re.compile(
    rf"^(?P<before>[^。；！？|\d]{{2,40}}?)(?:(?:政府|政务)?信息公开|政务公开)(?:工作)?{_YEAR}年?度?(?:工作)?(?:年度)?报告$"
)
_YEAR_BEHIND = re.compile(rf"^(?P<before>[^。；！？|\d]{{2,40}}?){_REPORT}[（(]{_YEAR}年?度?[)）]$")
_WITHOUT_YEAR = re.compile(rf"^(?P<before>[^。；！？|\d]{{2,40}}?){_REPORT}$")
_PAGE_FLIP = re.compile(r"^[Pp]age\d{1,4}[-—–]")
HANZI = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0", "0": "0"}
_AGENCY_END = re.compile(
    r"(?:省|市|区|县|旗|镇|乡|街道|街|局|委|办|会|厅|院|署|处|中心|政府|所|部|行|队|馆|盟|州|站|社|办公室)$"
)
_CRUMB = re.compile(r"[>＞»]")
_NAME = re.compile(r"[一-鿿（）()·]+")
_NAME_ALONE = re.compile(r"[（(]?([一-鿿·（）()]{4,40}?)[)）]?")
_SITE_HEADING = re.compile(r"信息公开|政务公开|主动公开|年报|首页|栏目|专栏")
_OF_A_PLACE = re.compile(r"[省市区县旗镇乡州盟局厅委]")
_AROUND_NAME = re.compile(r"^【[^】]*】|关于(?:报送|公布|发布|印发)?$")
_SHORT = 8
"""A longer line above the title is the beginning of a name, however it ends."""
_MOST_LINES = 400
_SENTENCE_LENGTH = 25
_TOLD = re.compile(
    rf"(?:^|现?公布|现?公开|现?发布|现将|现报送|编制了?|[《，,。：:])(?P<front>(?:20\d\d)年度?)?"
    rf"(?P<agency>[一-鿿（）()]{{3,30}}?)(?(front)|(?P<year>20\d\d)年度?){_REPORT}"
    r"(?!的?(?:编制|格式|要求|有关|通知|事项|发布))"
)
_ANNOUNCES = re.compile(r"^(?:特?现?特?(?:向社会)?(?:公布|公开|发布|报送|编制了?)|现?将)")
_COMPILED_BY = re.compile(r"(?:[，,。]|报告)由(?P<agency>[一-鿿]{4,30}?)(?:负责)?编制")
_NOT_AGENCY = re.compile(
    r"^(?:我|本|该|各|全|其|度|年)|关于|做好|要求|规定|通知|根据|依据|按照|领导小组|综合|党政办|以及|格式|事项"
)
_COMPARED = re.compile(r"^(?P<agency>[一-鿿]{2,20}?)(?:政务公开|政府信息公开)(?:工作)?年(?:度)?报告?")
_REPORT_WORD = re.compile(r"年\s*度?\s*报\s*告|年报")


@lru_cache(maxsize=64)
def title_of(lines: tuple[str, ...], stated: tuple[str, ...]) -> tuple[Title, int]:
    """The title and the number of leading lines up to its end; it may be broken over several of them.

    `stated` are titles that the file gives outside its text: they choose among several, and stand in for none.
    """
    plain, numbers = _without_page_flips(["".join(clean(line).lstrip("#").split()) for line in lines[:_MOST_LINES]])
    found = list(_titles(plain))
    if full := [(title, at) for title, at in found if title.year and title.agency]:
        title, at = _own(full, stated, plain)
        return title, numbers[at] + 1
    title, used = Title("", "", None), 0
    for better, at in found:
        if not title.text or (title.year is None and better.year) or (not title.agency and better.agency):
            title, used = better, numbers[at] + 1
    if title.agency:
        return title, used
    if said := _said(stated):
        return next((one for one in said if one.agency), said[0]), used
    if not title.text:
        return _compared(plain), 0
    below = next((line for line in lines[used : used + 4] if line.strip()), "")
    return title._replace(agency=_name_alone(clean(below))), used


def _said(stated: Iterable[str]) -> list[Title]:
    """The titles that the file gives outside its text, without the name of the site behind them."""
    shortened = (re.split(r"[_|]| - ", clean(text))[0] for text in stated)
    return [title for text in shortened if (title := _title("".join(text.split())))]


def _titles(plain: Sequence[str]) -> Iterator[tuple[Title, int]]:
    """Each title that up to four lines make together, and its last line."""
    may_end = ["报" in line for line in plain]
    done = 0
    for start in range(len(plain)):
        if start < done or not any(may_end[start : start + 4]):
            continue
        partial: tuple[Title, int] | None = None
        for title, end in _from(plain, start):
            if title.year and title.agency:
                partial, done = (title, end), end + 1
                break
            partial = partial or (title, end)
        if partial is not None:
            yield partial


def _from(plain: Sequence[str], start: int) -> Iterator[tuple[Title, int]]:
    """The titles that begin in this line, the shortest first."""
    for count in (1, 2, 3, 4):
        piece = list(plain[start : start + count])
        piece[1:] = [_PAGE_FLIP.sub("", line) for line in piece[1:]]
        if len(piece) < count or (not all(piece) and count > 1 and not any(piece[1:])):
            return
        text = "".join(piece)
        if len(text) > 90:
            return
        if "报" in text[-16:] and (found := _title(text)):
            if any(map(_is_navigation, piece)):
                return
            yield _without_lines_above(piece, found), start + count - 1


def _own(full: Sequence[tuple[Title, int]], stated: Iterable[str], plain: Sequence[str]) -> tuple[Title, int]:
    """The report's own title among those of other reports in menus above it: the one stated, else the nearest."""
    if len({(title.agency, title.year) for title, _ in full}) == 1:
        return full[0]
    said = _said(stated)
    for title, at in full:
        if any(title.year == one.year and _is_same(title.agency, one.agency) for one in said):
            return title, at
    begin = next((n for n, line in enumerate(plain) if "。" in line and len(line) > _SENTENCE_LENGTH), len(plain))
    above = [(title, at) for title, at in full if at < begin] or full[:1]
    last = above[-1][0]
    return next((t, at) for t, at in above if t.year == last.year and _is_same(t.agency, last.agency))


def _is_same(agency: str, other: str) -> bool:
    """Whether two names are of one agency, one of them perhaps with the places above it."""
    return agency.endswith(other) or other.endswith(agency)


def _name_alone(line: str) -> str:
    """The agency that a line names, and nothing else; "" where it does not."""
    found = _NAME_ALONE.fullmatch("".join(line.split()))
    return found[1] if found and _AGENCY_END.search(found[1]) and not _SITE_HEADING.search(found[1]) else ""


def _without_page_flips(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """The lines without those that only say where a page begins (Page 9 -), and the number of each."""
    numbers = [n for n, line in enumerate(lines) if not line or _PAGE_FLIP.sub("", line)]
    return [lines[n] for n in numbers], numbers


def _is_navigation(line: str) -> bool:
    """Whether a line, its blanks gone, belongs to the page around the report."""
    return (
        line[:1] in ">＞»" or len(_CRUMB.findall(line)) > 1 or is_furniture(line.lstrip("-—").removeprefix("标题"))
    )


def _without_lines_above(piece: Sequence[str], found: Title) -> Title:
    """The title without lines that stand above it and are no part of the agency's name.

    A place above the name is part of it ("前进区" / "港湾街道办事处2023年…"); the name said before, a date, a
    heading of the site or the beginning of a longer form of the same name are not.
    """
    for first in range(len(piece) - 1, 0, -1):
        shorter = _title("".join(piece[first:]))
        if shorter is None or not shorter.year or not (shorter.agency or not found.agency):
            continue
        if all(_stands_apart(line, shorter.agency) for line in piece[:first]):
            return shorter
    return found


def _stands_apart(line: str, agency: str) -> bool:
    if not line or not _NAME.fullmatch(line) or _SITE_HEADING.search(line):
        return True
    if len(line) <= _SHORT and len(agency) > 3 and not _OF_A_PLACE.search(line):
        return True  # a word of the page, such as 通知公告
    return any(agency.startswith(line[at:]) for at in range(len(line) - 1)) or line.endswith(agency)


def told_in(texts: Sequence[str]) -> Title:
    """The agency as a sentence of the preface names it, where no title does (现公布白塔区水务局2023年…报告)."""
    for text in [text for text in texts if len(text) > _SENTENCE_LENGTH][:6]:
        plain = "".join(text[:600].split())
        for found in (*_TOLD.finditer(plain), *_COMPILED_BY.finditer(plain)):
            agency = _ANNOUNCES.sub("", found["agency"])
            if _AGENCY_END.search(agency) and not _NOT_AGENCY.search(agency):
                year = found.groupdict().get("year")
                return Title("", agency, int(year) if year else None)
    return Title("", "", None)


def own_title(lines: Sequence[str]) -> Title | None:
    """The title that these lines make together, with agency and year; None where they are none."""
    found = _title("".join("".join(clean(line).lstrip("#").split()) for line in lines))
    return found if found is not None and found.year and found.agency else None


@lru_cache(maxsize=1024)
def _title(text: str) -> Title | None:
    if found := _TITLE.match(text):
        before, after = found["before"].strip("-—:："), found["after"]
        agency = before if len(before) >= len(after) or _AGENCY_END.search(before) else after
        return Title(_without_label(text), _name(_without_label(agency)), _year(found["last"] or found["year"]))
    if found := _YEAR_BEHIND.match(text) or _YEAR_INSIDE.match(text):
        return Title(text, _name(found["before"]), _year(found["year"]))
    found = _WITHOUT_YEAR.match(text)
    if found and _AGENCY_END.search(found["before"]) and "和" not in found["before"] and "条例" not in text:
        return Title(text, found["before"], None)
    return None


def _name(agency: str) -> str:
    """The agency's name alone; "" where the words are a heading of the site."""
    bare = _AROUND_NAME.sub("", agency)
    return "" if _SITE_HEADING.search(bare) and not _AGENCY_END.search(bare) else bare


def _without_label(text: str) -> str:
    return re.sub(r"^(?:标题[:：]|[（(]?附件\d*[)）]?[:：]?|关于|Page\d+-|正文[:：]?(?=\d{4}))", "", text)


def _compared(plain: Sequence[str]) -> Title:
    for line in plain[:10]:
        if found := _COMPARED.match(line):
            return Title("", found["agency"], None)
    return Title("", "", None)


def _year(text: str) -> int:
    return int("".join(HANZI.get(c, c) for c in ("2" if text[0] == "二" else text[0]) + text[1:]))


def after_title(preface: tuple[str, ...], title: str) -> tuple[str, ...]:
    """The preface without what stands before the title in the same line, and without the title."""
    if not title:
        return preface
    kept: list[str] = []
    for paragraph in preface:
        if len(paragraph) > len(title) and (at := _REPORT_WORD.search(paragraph[:400])):
            spot = _find(paragraph, title, at.end())
            paragraph = paragraph[spot:].strip() if spot else paragraph
        if paragraph and "".join(paragraph.split()) != title:
            kept.append(paragraph)
    return tuple(kept)


def _find(paragraph: str, title: str, limit: int) -> int:
    """Where the title ends, if it stands before `limit`; blanks do not count. 0 where it does not stand there."""
    front = paragraph[: max(limit + 4, len(title) * 2)]
    if title not in "".join(front.split()):
        return 0
    places = [at for at, character in enumerate(front) if not character.isspace()]
    start = "".join([front[at] for at in places]).find(title)
    return places[start + len(title) - 1] + 1
