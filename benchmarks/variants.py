"""A page as another agency or another year would have it: other figures, other sentences, the same markup.

A page that is read again and again would measure what the caches remember of it. Every round therefore reads a page
whose figures are all multiplied (so that sums and sentences still agree with each other) and in which every long
sentence ends in other words. Headings and the words of the tables stay, as they do from report to report.
"""

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import count

_CELL = re.compile(r"(?<=>)\d+(?:\.\d+)?(?=<)")
_COUNTED = re.compile(r"(?<![\d.,])\d+(?:\.\d+)?(?=(?:件|条|份|项|次|篇|期|个|则|部|册|场|批|人|名|家|元|万元))")
_SENTENCE_END = re.compile(r"(?<=[\u4e00-\u9fff]{8})(?=[。；])")
_WORDS = "安北长东丰广海和河江金兰林龙明南宁平清泉山石双泰天通文西新阳永云中"


def variants(page: str, seed: int = 1) -> Iterator[str]:
    """Endlessly many variants of a page, each new."""
    rng = random.Random(seed)
    for factor in count(2):

        def multiplied(match: "re.Match[str]", factor: int = factor) -> str:
            return f"{Decimal(match[0]) * factor:f}"

        text = _COUNTED.sub(multiplied, _CELL.sub(multiplied, page))
        yield _SENTENCE_END.sub(lambda _: "、" + "".join(rng.choices(_WORDS, k=3)), text)
