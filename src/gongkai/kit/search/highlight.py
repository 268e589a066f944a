"""What is shown of a hit: escaped text, marked where the query is, cut around the first place."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai.kit.search.folding import Mapped, mapped

BEFORE, LENGTH = 30, 140
Span = tuple[int, int]


def whole(text: str, terms: Sequence[str]) -> SafeString:
    """All of the text."""
    found = mapped(text)
    return _marked(text, _spans(found, terms, 0, len(found.folded)))


def excerpt(text: str, terms: Sequence[str]) -> SafeString:
    """About one line and a half around the first place; the beginning where there is none."""
    found = mapped(text)
    places = [place for place in (found.folded.find(term) for term in terms) if place >= 0]
    if not places:
        return _cut(text, 0, min(len(text), LENGTH), [])
    first = min(places)
    start = max(0, found.span(first, first + 1)[0] - BEFORE)
    end = min(len(text), start + LENGTH)
    spans = _spans(found, terms, max(0, first - BEFORE), first + LENGTH)
    return _cut(text, start, end, [(max(start, a), min(end, b)) for a, b in spans if a < end and b > start])


def _spans(found: Mapped, terms: Sequence[str], low: int, high: int) -> list[Span]:
    """Where the terms stand in the text, joined where they touch."""
    spans: list[Span] = []
    for term in terms:
        place = found.folded.find(term, low, high + len(term))
        while place >= 0:
            spans.append(found.span(place, place + len(term)))
            place = found.folded.find(term, place + len(term), high + len(term))
    return _joined(sorted(spans))


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _cut(text: str, start: int, end: int, spans: Sequence[Span]) -> SafeString:
    shown = _marked(text[start:end], [(a - start, b - start) for a, b in spans])
    return format_html("{}{}{}", "…" if start else "", shown, "…" if end < len(text) else "")


def _marked(text: str, spans: Sequence[Span]) -> SafeString:
    parts: list[SafeString | str] = []
    done = 0
    for start, end in spans:
        parts += [text[done:start], format_html("<mark>{}</mark>", text[start:end])]
        done = end
    return format_html_join("", "{}", ((part,) for part in (*parts, text[done:])))
