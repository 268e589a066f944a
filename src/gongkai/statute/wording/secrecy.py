"""Marks that say a text is not for the public (保守国家秘密法实施条例第四十二条)."""

import re
from collections.abc import Iterator

from gongkai.statute.rules.model import Level
from gongkai.statute.wording.model import Remark, Where, remark
from gongkai.statute.wording.personal import half_width

# A level with a star, a level alone on its line, or the heading of the mark: never “国家秘密” in a sentence.
_MARK = re.compile(
    r"(?:绝密|机密|秘密) ?[★☆]|(?<=[★☆])(?:绝密|机密|秘密)|密级 ?[:：] ?(?:绝密|机密|秘密)|保密期限 ?[:：] ?\S{1,8}"
    r"|^[ \t]*(?:绝 ?密|机 ?密|秘 ?密)[ \t]*$",
    re.MULTILINE,
)
_INTERNAL = re.compile(
    r"内部(?:资料|文件|材料)(?!管|制)|内部(?:传阅|参阅|掌握)|(?:仅供|仅限|限于?)内部|(?:不得|请勿|严禁|禁止)外传|此件不公开"
    r"|(?:绝密|机密)(?:级?文件|级?材料|件)|[(【\[“]工作秘密[)】\]”]|^[ \t]*工作 ?秘密[ \t]*$",
    re.MULTILINE,
)
# Rules about secrecy speak of it as well: the word in a sentence is only pointed at.
_MENTION = re.compile("(?<![(【\\[“])工作秘密(?![)】\\]”])")


def secrecy(text: str, where: Where = Where.TEXT) -> Iterator[Remark]:
    """Remarks PC-11 and PC-12."""
    flat = half_width(text)
    taken: list[tuple[int, int]] = []
    for code, pattern, level in (
        ("PC-11", _MARK, None),
        ("PC-12", _INTERNAL, None),
        ("PC-12", _MENTION, Level.HINT),
    ):
        for match in pattern.finditer(flat):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            end = match.end() - len(match[0]) + len(match[0].rstrip())
            if not any(start < stop and begin < end for begin, stop in taken):
                taken.append((start, end))
                yield remark(code, (start, end), text[start:end], where=where, level=level)
