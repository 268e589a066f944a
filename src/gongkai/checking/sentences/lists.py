"""Where a paragraph lists what a figure consists of: 其中, 包括, brackets, colon lists, 在……信息中."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.checking.sentences.mentions import Prose
from gongkai.checking.sentences.words import remembered_for_a_while

_OF_WHICH = re.compile(r"其中")
_CONSISTING = re.compile(r"(?:包括|包含|涵盖)(?=[^，,；。\d]{0,30}\d)")  # as 其中, where no 其中 stands
_OPENS = re.compile(r"[，,](?:主要)?(?:内容)?$")
_AMONG = re.compile(r"在?[^，,；。：\d]{0,16}(?:信息|文件)中[，,]")
_COLON = re.compile(r"：")
_SEMICOLON = re.compile(r"；")
_CLAUSE_END = re.compile(r"[，,；。：]")
_PARTIAL = re.compile(r"^(?:含|包括|包含|另|不含|其中)")
_LISTS = re.compile(r"其中|包括|分为|类别|分别|具体|如下|主要(?:有|为|涉及|包含)|按|从")


class Listed(NamedTuple):
    """A list that may break a figure down: its figures, and the figures before it, the nearest first; all by their
    places among the figures of the paragraph.

    `partial`: it says itself that it is not whole. `near`: it stands in the sentence of the figure.
    """

    inside: Sequence[int]
    before: Sequence[int]
    partial: bool = False
    near: bool = True


@remembered_for_a_while
def lists_in(prose: Prose) -> tuple[Listed, ...]:
    """The lists of a paragraph: in brackets, after 其中, 包括 and their like, after colons."""
    text = prose.text
    level = [at for at in prose.counted if not prose.figures[at].depth]
    found = [*_bracketed(prose)] if prose.brackets else []
    found += _marked(prose, level)
    if "信息中" in text or "文件中" in text:
        found += _among(prose, level)
    if "：" in text:
        found += _after_colons(prose, level)
    return tuple(found)


def _marked(prose: Prose, level: Sequence[int]) -> Iterator[Listed]:
    text, figures = prose.text, prose.figures
    marks = [m.start() for m in _OF_WHICH.finditer(text)]
    consisting = _consisting(prose, marks) if "包" in text or "涵" in text else ()
    if consisting:
        marks = sorted((*marks, *consisting))
    for i, mark in enumerate(marks):
        if any(opening < mark < closing for opening, closing, _ in prose.brackets):
            continue
        sentence = prose.sentence_of(mark)
        start, end = prose.sentence_span(sentence)
        if i + 1 < len(marks) and marks[i + 1] < end:
            end = marks[i + 1]
            if end in consisting:  # 其中动态102条；公开目录1条，包括概况1条: another whole
                end = max(text.rfind("；", mark, end), mark) if "；" in text[mark:end] else end
        inside = [at for at in level if mark < figures[at].start < end]
        if not inside:
            continue
        own = [at for at in level if start <= figures[at].start < mark]
        if own:
            yield Listed(inside, own[::-1])
        elif mark - start < 3:
            earlier = [at for at in level if figures[at].sentence == sentence - 1]
            if earlier:
                yield Listed(inside, earlier[::-1], near=False)


def _after_colons(prose: Prose, level: Sequence[int]) -> Iterator[Listed]:
    text, figures = prose.text, prose.figures
    for match in _COLON.finditer(text):
        mark = match.start()
        sentence = prose.sentence_of(mark)
        start, end = prose.sentence_span(sentence)
        head = text[max(start, mark - 14) : mark]
        if "其中" in head:
            continue
        inside = [at for at in level if mark < figures[at].start < end]
        if len(inside) < 2:
            continue
        own = [at for at in level if start <= figures[at].start < mark]
        if own and (mark - figures[own[-1]].end < 3 or _LISTS.search(head)):
            yield Listed(inside, own[::-1])
        elif not own and _LISTS.search(head):
            earlier = [at for at in level if figures[at].sentence == sentence - 1]
            if earlier:
                yield Listed(inside, earlier[::-1], near=False)


def _consisting(prose: Prose, marks: Sequence[int]) -> Sequence[int]:
    """Where 包括 opens a list in a part of a sentence that has no 其中."""
    text = prose.text
    found = [m.start() for m in _CONSISTING.finditer(text)]
    found = [at for at in found if _OPENS.search(text, max(0, at - 5), at)]
    if not found or not marks:
        return found
    cuts = sorted((*prose.starts, *[m.start() for m in _SEMICOLON.finditer(text)]))
    told = {bisect_right(cuts, mark) for mark in marks}
    return [at for at in found if bisect_right(cuts, at) not in told]


def _among(prose: Prose, level: Sequence[int]) -> Iterator[Listed]:
    """公开信息50条。……在主动公开的信息中，政策类4条，业务类10条: of the figures of the last sentence with any."""
    figures = prose.figures
    for sentence, start in enumerate(prose.starts):
        match = _AMONG.match(prose.text, start)
        inside = [at for at in level if figures[at].sentence == sentence] if match else []
        earlier = [at for at in level if figures[at].end <= start]
        if len(inside) > 1 and earlier:
            last = figures[earlier[-1]].sentence
            yield Listed(inside, [at for at in earlier if figures[at].sentence == last][::-1], near=False)


def _bracketed(prose: Prose) -> Iterator[Listed]:
    text, figures, counted = prose.text, prose.figures, prose.counted
    starts = [figures[at].start for at in counted]
    for opening, closing, depth in prose.brackets:
        first = bisect_left(starts, opening)
        last = bisect_left(starts, closing, first)
        if first == last or not first:
            continue
        inside = [at for at in counted[first:last] if figures[at].depth == depth]
        whole = next((at for at in reversed(counted[:first]) if figures[at].depth == depth - 1), None)
        if not inside or whole is None:
            continue
        figure = figures[whole]
        if figure.sentence != figures[inside[0]].sentence or figure.end > opening:
            continue
        if not _CLAUSE_END.search(text, figure.end, opening):
            words = text[opening + 1 : closing]
            partial = _PARTIAL.match(words) is not None and not words.startswith("其中")
            yield Listed(inside, [whole], partial)
