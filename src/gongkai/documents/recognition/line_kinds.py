"""What a line or a row looks like: furniture of the page, a heading's or a table's words, figures at its end."""

import re
from collections.abc import Iterable
from functools import lru_cache

from gongkai.documents.layout import GridCell
from gongkai.documents.recognition import labels
from gongkai.documents.recognition.headings import INLINE, opens_with_number
from gongkai.documents.recognition.likeness import likeness
from gongkai.documents.recognition.normalise import key
from gongkai.documents.recognition.rows import Row
from gongkai.documents.recognition.values import begins_like_value, is_value

WIDTH_OF_3 = 7
WIDTH_OF_4 = 15
_FURNITURE = re.compile(
    r"[-—–－_~·\s]*[-—–－~]\s*\d{1,4}\s*[-—–－~][-—–－~\s]*|第\s*\d{1,4}\s*页(?:\s*[,，/共]*\s*\d{0,4}\s*页?)?|"
    r"(?i:page)\s*\d+(?:\s*(?i:of)\s*\d+)?|\d{1,3}\s*/\s*\d{2,3}\s*页|共\s*\d+\s*页|\[\[.*\]\]|[=＝*_]{4,}.*|"
    r"附?表\s*[一二三四1-4]?\s*[:：]?\s*\S{0,8}(?:主动公开政府信息|收到和处理政府信息公开申请|行政复议、?行政诉讼)(?:情况)?(?:统计)?表?"
    r"(?:[（(]单位\s*[:：].{1,4}[)）])?|(?:序号|备注)[\s|]*|"
    r"[（(]?单位\s*[:：]\s*(?:件|万元|条)[)）]?|附?表\s*[一二三四1-9]|Sheet\s*\d+|工作表\s*\d+|[\s|+=_─━│┃┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═║-]{5,}"
)
_FIRST_OF_FURNITURE = frozenset("序备-—–－_~·第pP共[=＝*附表S工（(单|+─━│┃┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬═║")
RULE = re.compile(r":?-{3,}:?")


_ODD_IN_PROSE = re.compile(r"[\n\t |｜¦│┃║]")
"""What divides cells or lines."""
_OPENING_WORDS = ("第二十条", "信息内容本年", "勾稽关系", "申请人情况", "本年新收政府信息", "行政复议行政诉讼")


def is_furniture(text: str) -> bool:
    """Whether a line is a page number, a rule, a caption or a unit, which say nothing."""
    if len(text) >= 80 or not (text[0] in _FIRST_OF_FURNITURE or text[0].isdecimal()):
        return False
    return _FURNITURE.fullmatch(text) is not None


def may_hold_table(text: str) -> bool:
    """Whether a long line may hold a table without line ends; most do not, and are told so quickly."""
    return any(map(text.replace(" ", "").__contains__, _OPENING_WORDS))


@lru_cache(maxsize=2048)
def is_plain_prose(text: str) -> bool:
    """Whether a line is a sentence and nothing else, told in a few steps; other sentences are found out later."""
    return (
        text[-1:] == "。"
        and "，" in text  # a title may end in a stop
        and not opens_with_number(text)
        and not _ODD_IN_PROSE.search(text)
        and not is_furniture(text)
        and not (begins_like_value(text) and is_value(text))
        and text.count(",") <= 3
        and not may_hold_table(text)
        and (len(text) <= 60 or INLINE.search(text, 1) is None)
    )


def _spaced(words: str) -> str:
    """A pattern for words that may have blanks between their characters."""
    return r"\s*".join(map(re.escape, words))


OPENER = re.compile(
    r"第\s*二\s*十\s*条\s*第?\s*[（(]?\s*[一五六八九]\s*[)）]?\s*项|"
    + "|".join(
        [r"[（(]?\s*" + _spaced("本列数据的勾稽关系"), _spaced("一、本年新收政府信息公开申请数量") + r"\s*\d"]
        + [
            _spaced(w)
            for w in (
                "信息内容本年",
                "申请人情况自然人",
                "申请人情况法人",
                "行政复议行政诉讼结果",
                "行政复议行政诉讼未经",
            )
        ]
    )
)
OPENER_TABLE = {"第": "t2", "信": "t2", "（": "t3", "(": "t3", "本": "t3", "申": "t3", "一": "t3", "行": "t4"}
SENTENCE = re.compile(r"[。！；]")
SUBHEADING = re.compile(r"^[（(][一二三四五六七八九十]{1,2}[)）]")
LAST_FIGURES = {
    "t2": re.compile(r"(?:行政事业性收费|政府集中采购)[\s|]*[-\d.,，\s|]*(?:万元|元)?"),
    "t3": re.compile(r"结转下年度继续办理[\s|]*[\d\s|]*"),
    "t4": re.compile(r"^[^\d]*[\d\s|]*"),
}


HEADER_CHARACTERS = {
    "t2": frozenset(
        "信息内容本年度制发废止件数现行有效处理决定量收费金额单位万元新作公开对外总上一项目增减采购规章性文"
    ),
    "t3": frozenset(
        "申请人情况自然法或其他组织总计商业企科研机构社会公益律服务本列数据的勾稽关系为第一项加二之和等于三四"
    ),
    "t4": frozenset("行政复议诉讼未经直接起后结果维持纠正其他尚审总计"),
}
LAST_ROWS = frozenset(("carried_out", "fee", "procurement"))
_SEVERAL_FIGURES = re.compile(r"[一-鿿）)]\s*\d[\d,.]*(?:\s+\d[\d,.]*){2,}\s*$|[一-鿿）)]\s*\d{7,}\s*$")
# No blank can be matched in two places: a line of thousands of blanks must not take their square.
_TRAILING = re.compile(r"(?<=[一-鿿）)”\"，、；])[-\d.,\s|/]+(?:(?:万元|元|件)\s*)?$")
_LAST_OF_FIGURES = frozenset("-.,|/元件")


def _may_end_in_figures(text: str) -> bool:
    """False for nearly every sentence, told by its last character."""
    last = text[-1:]
    return last in _LAST_OF_FIGURES or last.isdecimal() or last.isspace()


def without_figures(text: str) -> str:
    """The words of a line without the figures at its end."""
    return _TRAILING.sub("", text) if _may_end_in_figures(text) else text


def has_several_figures(text: str) -> bool:
    """Whether a line ends in several figures, or in many digits without separators."""
    return _may_end_in_figures(text) and _SEVERAL_FIGURES.search(text) is not None


def like_row_of_3(text: str) -> bool:
    """Whether words before seven figures are a row of table three with a slip of the pen."""
    return max(likeness(key(without_figures(text))).values(), default=0.0) >= 4.0


def figures_at_end(text: str) -> list[str]:
    """The figures a line ends with."""
    found = _TRAILING.search(text) if _may_end_in_figures(text) else None
    figures = found[0].split() if found else []
    if len(figures) == 1 and len(figures[0]) >= WIDTH_OF_3 and figures[0].isdigit():
        return list(figures[0])  # glued: at least that many
    return figures


def all_figures(text: str) -> bool:
    """Whether a line has nothing but figures and blanks."""
    return begins_like_value(text) and all(is_value(piece) for piece in text.split())


def figure_count(texts: Iterable[str]) -> int:
    """How many figures stand in these texts, glued zeros counted one by one."""
    count = 0
    for text in texts:
        for piece in text.split():
            if piece.isdigit():
                count += len(piece) if len(piece) >= 7 and "000" in piece else 1
            elif is_value(piece):
                count += 1
    return count


def is_rule(filled: list[GridCell]) -> bool:
    """The row of dashes under a Markdown table's header."""
    return filled[0].text[:1] in ":-" and all(RULE.fullmatch(cell.text) for cell in filled)


def label_of_row(row: Row) -> labels.Label | None:
    """The last label of the row that tells its table."""
    found = None
    for cell in row.cells:
        text = cell.text
        if text and not text.isdigit() and len(text) < 90:
            found = labels.table_of(text) or found
    return found


def is_glued_table(text: str, opener: re.Match[str]) -> bool:
    """Whether the line holds a table without line ends, rather than a sentence about one."""
    rest = key(text[opener.start() : opener.start() + 400])
    words = (
        "申请人情况",
        "信息内容",
        "本年制发件数",
        "本年新制作数量",
        "本年处理决定数量",
        "自然人",
        "商业企业",
        "结果维持",
        "尚未审结",
        "行政许可",
    )
    return sum(word in rest for word in words) >= 2
