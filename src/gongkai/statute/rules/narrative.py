"""The text itself: copied text (N-09), idle channels (N-10), terms (ERR-27); the list of all rules about the text.

`NARRATIVE_RULES` lists these after the rules about figures and what is left over (N-08).
"""

import re
from collections.abc import Iterator

from gongkai.statute.law.instruments import OGI, REPORT_FORMAT_2021
from gongkai.statute.rules.figures import FIGURE_RULES
from gongkai.statute.rules.leftovers import N_08
from gongkai.statute.rules.model import Case, Finding, Level, Passage, Rule, Rules
from gongkai.statute.rules.quoting import sentences_of

_BLANK = re.compile(r"\s+")
_DIGIT = re.compile(r"\d+|[，。；：、“”（）《》,.;:()\s]")
_SHINGLE = 6
_SHORTEST_COPY = 60
_UPDATES = re.compile(
    r"更新|及时(?:发布|公开|推送)|按时(?:发布|公开|推送)|(?:发布|推送)[^。，]{0,6}信息[^。，\d]{0,4}\d+"
)
_NOT_UPDATES = re.compile(r"不及时|未及时|有待|不够|加强|问题|将")
_CHANNEL_WORDS = {
    "channel.website": ("网站",),
    "channel.wechat": ("微信", "公众号"),
    "channel.weibo": ("微博",),
    "channel.video": ("抖音", "视频号"),
    "channel.gazette": ("公报",),
    "channel.media": ("新媒体", "客户端"),
    "channel.board": ("公示栏", "公开栏", "宣传栏"),
}


def _plain(texts: tuple[str, ...]) -> str:
    return _DIGIT.sub("", "".join(texts))


def copied_share(text: str, other: str) -> float:
    """Which share of the characters of `text` stands in runs of six that `other` has as well, 0 to 1."""
    known = {other[i : i + _SHINGLE] for i in range(len(other) - _SHINGLE + 1)}
    covered = bytearray(len(text))
    for i in range(len(text) - _SHINGLE + 1):
        if text[i : i + _SHINGLE] in known:
            covered[i : i + _SHINGLE] = b"\x01" * _SHINGLE
    return sum(covered) / len(text) if text else 0.0


def _copied(case: Case, rule: Rule) -> Iterator[Finding]:
    report, previous = case.report, case.previous
    if previous is None or previous.year == report.year:
        return
    text, other = _plain(report.sections.get(5, ())), _plain(previous.sections.get(5, ()))
    if len(text) < _SHORTEST_COPY or len(other) < _SHORTEST_COPY:
        return
    share = copied_share(text, other)
    if share > case.options.copied_share:
        last = len(report.sections[5]) - 1
        yield rule.finding(
            passage=Passage(5, 0, 0, len(report.sections[5][0])) if last >= 0 else None,
            share=f"{share:.0%}",
            limit=f"{case.options.copied_share:.0%}",
        )


def _idle_channels(case: Case, rule: Rule) -> Iterator[Finding]:
    """网站公开 0 条 while another sentence says the site is updated on time."""
    report = case.report
    texts = report.sections.get(1, ())
    for claim in case.claims:
        words = _CHANNEL_WORDS.get(claim.subject)
        if words is None or claim.value or claim.section != 1 or not texts:
            continue
        if any(c.subject == claim.subject and c.value for c in case.claims):
            continue
        found = _updating(texts, words, claim.paragraph, claim.start)
        if found is None:
            continue
        index, start, end = found
        here = texts[claim.paragraph]
        first, last = next(span for span in sentences_of(here) if span[0] <= claim.start < span[1])
        clause = max(first, *(here.rfind(stop, first, claim.start) + 1 for stop in "，,；：。、"))
        yield rule.finding(
            passage=Passage(1, claim.paragraph, clause, min(claim.end, last)),
            text=_BLANK.sub("", here[clause : claim.end]),
            other=_short(_BLANK.sub("", texts[index][start:end])),
        )


def _updating(
    texts: tuple[str, ...], words: tuple[str, ...], paragraph: int, place: int
) -> tuple[int, int, int] | None:
    for index, text in enumerate(texts):
        if not any(word in text for word in words):
            continue
        for start, end in sentences_of(text):
            if index == paragraph and start <= place < end:
                continue
            sentence = text[start:end]
            told = any(word in sentence for word in words) and _UPDATES.search(sentence)
            if told and not _NOT_UPDATES.search(sentence):
                return index, start, end
    return None


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _mixed_terms(case: Case, rule: Rule) -> Iterator[Finding]:
    """政务信息公开 beside 政府信息公开: the first place, once."""
    for section, index, text in case.paragraphs:
        at = text.find("政务信息公开")
        if at >= 0:
            if any("政府信息公开" in other for _, _, other in case.paragraphs):
                yield rule.finding(passage=Passage(section, index, at, at + 6))
            return


N_09 = Rule(
    code="N-09",
    level=Level.WARNING,
    cite=REPORT_FORMAT_2021(),
    requires="第五部分与上一年逐字相同的比例不超过 80%（可配置）。",
    says="第五部分有 {share} 的文字与去年的报告相同（提示线 {limit}）。请写今年的问题和改进情况。",
    judge=_copied,
)
N_10 = Rule(
    code="N-10",
    level=Level.HINT,
    cite=OGI(23),
    requires="第一部分写某渠道公开 0 条的，不应另称该渠道按时更新。",
    says="正文写“{text}”，又写“{other}”。请核对该渠道的公开条数，或者改写文字。",
    judge=_idle_channels,
)
ERR_27 = Rule(
    code="ERR-27",
    level=Level.HINT,
    cite=OGI(1),
    requires="全文使用条例的用语“政府信息公开”，不与“政务信息公开”混用。",
    says="文中混用了“政务信息公开”和“政府信息公开”。条例的用语是“政府信息公开”，请统一。",
    judge=_mixed_terms,
)

NARRATIVE_RULES: Rules = (*FIGURE_RULES, N_08, N_09, N_10, ERR_27)
