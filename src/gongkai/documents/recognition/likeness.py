"""How like words are to the labels of table three, where they name none of them outright."""

from functools import lru_cache

from gongkai.documents.recognition.labels import ROW_LABELS_3, without_ordinal
from gongkai.documents.recognition.normalise import key

BODIES = {code: key(without_ordinal(label)) for code, label in ROW_LABELS_3.items()}
"""The labels without their ordinals."""


@lru_cache(maxsize=512)
def likeness(words: str) -> dict[str, float]:
    """Likeness of words to each row's label, 0 to 6: shared pairs of characters, rare ones counting more."""
    pairs = _pairs(words)
    if not pairs:
        return {}
    found: dict[str, float] = {}
    for code, body in BODIES.items():
        wanted = _PAIRS[code]
        total = sum(_WEIGHTS[pair] for pair in wanted)
        shared = sum(_WEIGHTS[pair] for pair in wanted & pairs)
        ratio = shared / total
        if len(words) >= 4 and (words in body or (len(words) > 5 and words[-len(body) :] in body)):
            ratio = max(ratio, 0.8)
        if ratio >= 0.3:
            found[code] = 6.0 * ratio
    return found


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


_PAIRS = {code: _pairs(body) for code, body in BODIES.items()}
_WEIGHTS = {
    pair: 1.0 / sum(pair in other for other in _PAIRS.values()) for pairs in _PAIRS.values() for pair in pairs
}
