"""Where a paragraph lists what a figure consists of: 其中, 包括, brackets, colon lists, 在……信息中."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.checking.sentences.mentions import Draft, Prose

_OF_WHICH = re.compile(r"其中")
_CONSISTING = re.compile(  # as 其中, where no 其中 stands
    r"(?<=[，,])(?:主要)?(?:内容)?(?:包括|包含|涵盖)(?=[^，,；。\d]{0,30}\d)"
)
_AMONG = re.compile(r"在?[^，,；。：\d]{0,16}(?:信息|文件)中[，,]")
_COLON = re.compile(r"：")
_CLAUSE_END = re.compile(r"[，,；。：]")
_PARTIAL = re.compile(r"^(?:含|包括|包含|另|不含|其中)")
_LISTS = re.compile(r"其中|包括|分为|类别|分别|具体|如下|主要(?:有|为|涉及|包含)|按|从")


class Listed(NamedTuple):
    """A list that may break a figure down: its figures, and the figures before it, the nearest first.

    `partial`: it says itself that it is not whole. `near`: it stands in the sentence of the figure.
    """

    inside: list[Draft]
    before: list[Draft]
    partial: bool = False
    near: bool = True


def lists_in(prose: Prose, figures: Sequence[Draft]) -> Iterator[Listed]:
    """The lists of a paragraph: in brackets, after 其中, 包括 and their like, after colons."""
    yield from _bracketed(prose, figures)
    level = [d for d in figures if d.depth == 0]
    yield from _marked(prose, level)
    if "中，" in prose.text or "中," in prose.text:
        yield from _among(prose, level)
    if "：" in prose.text:
        yield from _after_colons(prose, level)


def _marked(prose: Prose, level: Sequence[Draft]) -> Iterator[Listed]:
    text = prose.text
    marks = [m.start() for m in _OF_WHICH.finditer(text)]
    consisting = _consisting(prose, marks) if "包" in text or "涵" in text else ()
    marks = sorted((*marks, *consisting))
    for i, mark in enumerate(marks):
        depth = sum(1 for opening, closing, _ in prose.brackets if opening < mark < closing)
        if depth:
            continue
        sentence = prose.sentence_of(mark)
        start, end = prose.sentence_span(sentence)
        if i + 1 < len(marks) and marks[i + 1] < end:
            end = marks[i + 1]
            if end in consisting:  # 其中动态102条；公开目录1条，包括概况1条: another whole
                end = max(text.rfind("；", mark, end), mark) if "；" in text[mark:end] else end
        inside = [d for d in level if mark < d.start < end]
        own = [d for d in level if start <= d.start < mark]
        earlier = [d for d in level if d.sentence == sentence - 1]
        if inside and own:
            yield Listed(inside, own[::-1])
        elif inside and earlier and mark - start < 3:
            yield Listed(inside, earlier[::-1], near=False)


def _after_colons(prose: Prose, level: Sequence[Draft]) -> Iterator[Listed]:
    text = prose.text
    for match in _COLON.finditer(text):
        mark = match.start()
        sentence = prose.sentence_of(mark)
        start, end = prose.sentence_span(sentence)
        head = text[max(start, mark - 14) : mark]
        if "其中" in head:
            continue
        inside = [d for d in level if mark < d.start < end]
        own = [d for d in level if start <= d.start < mark]
        if len(inside) < 2:
            continue
        if own and (mark - own[-1].end < 3 or _LISTS.search(head)):
            yield Listed(inside, own[::-1])
        elif not own and _LISTS.search(head):
            earlier = [d for d in level if d.sentence == sentence - 1]
            if earlier:
                yield Listed(inside, earlier[::-1], near=False)


def _consisting(prose: Prose, marks: Sequence[int]) -> Sequence[int]:
    """Where 包括 opens a list in a part of a sentence that has no 其中."""
    text = prose.text
    cuts = sorted((*prose.starts, *[at for at, char in enumerate(text) if char == "；"]))
    told = {bisect_right(cuts, mark) for mark in marks}
    return [m.start() for m in _CONSISTING.finditer(text) if bisect_right(cuts, m.start()) not in told]


def _among(prose: Prose, level: Sequence[Draft]) -> Iterator[Listed]:
    """公开信息50条。……在主动公开的信息中，政策类4条，业务类10条: of the figures of the last sentence with any."""
    for sentence, start in enumerate(prose.starts):
        match = _AMONG.match(prose.text, start)
        inside = [d for d in level if d.sentence == sentence] if match else []
        earlier = [d for d in level if d.end <= start]
        if len(inside) > 1 and earlier:
            yield Listed(inside, [d for d in earlier if d.sentence == earlier[-1].sentence][::-1], near=False)


def _bracketed(prose: Prose, figures: Sequence[Draft]) -> Iterator[Listed]:
    text = prose.text
    starts = [d.start for d in figures]
    for opening, closing, depth in prose.brackets:
        first = bisect_left(starts, opening)
        last = bisect_left(starts, closing, first)
        if first == last or not first:
            continue
        inside = [d for d in figures[first:last] if d.depth == depth]
        whole = next((d for d in reversed(figures[:first]) if d.depth == depth - 1), None)
        if not inside or whole is None or whole.sentence != inside[0].sentence or whole.end > opening:
            continue
        if not _CLAUSE_END.search(text, whole.end, opening):
            words = text[opening + 1 : closing]
            yield Listed(inside, [whole], partial=bool(_PARTIAL.match(words)) and not words.startswith("其中"))
