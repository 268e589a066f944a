"""Text as it should have been: characters for radicals, blanks, full-width digits; keys to compare labels by.

PDF printers write ⼀ (U+2F00) for 一; NFKC repairs the Kangxi block but leaves most of the U+2E80 block as it is.
Punctuation of sentences is left alone: only keys drop it.
"""

import re
import unicodedata
from functools import lru_cache

# U+2E80 block, by Unicode's EquivalentUnifiedIdeograph table; radicals that are no character are left out.
_SUPPLEMENT = dict(
    zip(
        "⺁⺄⺅⺉⺊⺒⺓⺖⺘⺙⺝⺟⺠⺡⺣⺦⺧⺨⺩⺬⺭⺮⺰⺲⺶⺷⺸⺹⺻⺼⺽⺾⺿⻀⻁⻂⻄⻅⻆⻈⻉⻊⻋⻌⻍⻎⻐⻑⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂乙亻刂卜巳幺忄扌攵月母民氵灬丬牛犭王示礻竹纟罒羊羊羊耂聿月臼艹艹艹虎衤西见角讠贝足车辶辶辶钅長长门阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_KANGXI = {chr(c): unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
_FULL_WIDTH = {chr(0xFEE0 + c): chr(c) for c in (*range(0x30, 0x3A), *range(0x41, 0x5B), *range(0x61, 0x7B))}
_BLANKS = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
)
_NOTHING = dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\x00", "")
_CLEAN = {ord(k): v for k, v in (_SUPPLEMENT | _KANGXI | _FULL_WIDTH | _BLANKS | _NOTHING).items()}
_DIRTY = re.compile("[" + "".join(map(re.escape, map(chr, _CLEAN))) + "\uf900-\ufaff]")
_COMPATIBLE = re.compile("[\uf900-\ufaff]")

# Full-width forms of ASCII punctuation become ASCII first.
_PUNCTUATION = {
    ord(c): None for c in " \t\r\n\v\f|.,:;!?()[]{}<>'\"`*#~_-+=/\\、。【】〔〕《》〈〉「」『』“”‘’·・•…—–―−‐‑¦﹒〜"
}

# Labels in traditional characters, as mirrors and encyclopedias print them; figures and text keep what is written.
_TRADITIONAL = dict(
    zip(
        map(
            ord,
            "業與舉體內決況減別辦務動區單廳歷縣發員國處復審屬層開強當總執護報據數無機權構標檔沒現確穩類糾納組織結統繼"
            "續維繳罰獲補規計認議許訟訪訴詢請購費轉過這進項額題鎮問間鄉於為條廢價證質際僅對關網應書資產醫療險團複爲",
        ),
        "业与举体内决况减别办务动区单厅历县发员国处复审属层开强当总执护报据数无机权构标档没现确稳类纠纳组织结统继"
        "续维缴罚获补规计认议许讼访诉询请购费转过这进项额题镇问间乡于为条废价证质际仅对关网应书资产医疗险团复为",
        strict=True,
    )
)
_COMPARED = _PUNCTUATION | _TRADITIONAL


def clean(text: str) -> str:
    """The text with radicals, blanks and full-width digits and letters as usual, and trimmed."""
    if _DIRTY.search(text):
        text = text.translate(_CLEAN)
        text = _COMPATIBLE.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    return text.strip()


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What a label is compared by: no blanks, no punctuation, simplified characters. The text must be clean."""
    return unicodedata.normalize("NFKC", text).translate(_COMPARED)
