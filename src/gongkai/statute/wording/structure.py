"""Pictures, tables and attachments of a page (无障碍环境建设法第二十九条; DOMAIN 6.5)."""

import re
from collections.abc import Iterator, Sequence

from gongkai.statute.wording.markup import PageText
from gongkai.statute.wording.model import Remark, remark
from gongkai.statute.wording.personal import half_width

# An alternative text that is a file's name or only says that there is a picture says nothing.
_NO_ALT = re.compile(
    r"(?:图片?|照片|image|img|pic|picture|photo|dsc|微信图片)?[\s_\-0-9()]*(?:\.\w{3,4})?", re.IGNORECASE
)
# “附件：1.甲 2.乙” at the beginning of a line; then each number; or a reference such as “详见附件2”.
_LIST = re.compile(r"^[ \t]*附 ?件 ?[:：](?P<rest>[^\n]*(?:\n[ \t]*\d{1,2} ?[.．、][^\n]*)*)", re.MULTILINE)
_NUMBER = re.compile(r"(?:^|[\s　;；。])(\d{1,2}) ?[.．、](?!\d)", re.MULTILINE)
_REFERENCE = re.compile(
    r"(?:见|详见|按照?|填写|填报|附)附件 ?(\d{1,2})?|^附件 ?(\d{1,2})[ \t]*$|\(附件 ?(\d{1,2})\)", re.MULTILINE
)
MOST = 99


def structure(page: PageText, attachments: Sequence[str]) -> Iterator[Remark]:
    """Remarks PC-19 to PC-21."""
    for number, picture in enumerate(page.pictures, start=1):
        if picture.alt is None or _NO_ALT.fullmatch(picture.alt.strip()):
            yield remark("PC-19", (picture.at, picture.at), picture.alt or "", number=number)
    for number, table in enumerate(page.tables, start=1):
        if not table.has_header and table.rows > 1:
            words = page.text[table.start : table.end].partition("\n")[0][:30]
            yield remark("PC-20", (table.start, table.end), words, number=number)
    named, place = _attachments_named(page.text)
    if named > len(attachments):
        words = page.text[slice(*place)][:30]
        yield remark("PC-21", place, words, named=named, attached=len(attachments))


def _attachments_named(text: str) -> tuple[int, tuple[int, int]]:
    """How many attachments the text speaks of, and where it first says so."""
    flat = half_width(text)
    most, place = 0, (0, 0)
    for match in _LIST.finditer(flat):
        rest = match["rest"]
        numbers = [int(n) for n in _NUMBER.findall(rest)]
        count = _run(numbers) or (1 if rest.strip(" \t。") else 0)
        if count > most:
            most, place = count, match.span()
    for match in _REFERENCE.finditer(flat):
        count = int(match[1] or match[2] or match[3] or 1)
        if most < count <= MOST:
            most, place = count, match.span()
    return most, place


def _run(numbers: list[int]) -> int:
    """How far 1, 2, 3, … goes."""
    wanted = 1
    for number in numbers:
        wanted += number == wanted
    return wanted - 1
