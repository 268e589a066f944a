"""What a table says apart from its figures: where its cells stand, and the words in them.

The pages of a site and the years of an agency share it. Readers keep it and recognition remembers what it made of
it, so forms are compared by identity.
"""

from dataclasses import dataclass
from functools import lru_cache
from re import compile as pattern

FIGURE = "\x01"
"""Stands for a whole number among the words of a form; for an amount its point or unit follows."""
MOST_CELLS = 600
"""No table of a report has more; the forms of larger tables are not kept."""
_AMOUNT = pattern(r"(?a:\d{1,12}(?:\.\d{1,6})?)(万?元)?")


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """Where the cells of a table stand, apart from what they say: (row, column, rowspan, colspan) for each."""

    rows: int
    columns: int
    places: tuple[tuple[int, int, int, int], ...]
    cost: int
    """How many cells count against the limit."""


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """Places and words; `figures` are the numbers of the cells that hold figures, in order."""

    placement: Placement
    words: tuple[str, ...]
    figures: tuple[int, ...]

    def filled(self, figures: tuple[str, ...]) -> tuple[str, ...]:
        """The texts of all cells, with these figures."""
        texts = list(self.words)
        for at, figure in zip(self.figures, figures, strict=True):
            texts[at] = figure
        return tuple(texts)


def word_of(text: str) -> str:
    """The text, or what stands for it where it is a figure."""
    if text.isdigit():
        return FIGURE
    if text[:1].isdigit() and (amount := _AMOUNT.fullmatch(text)):
        return FIGURE + (amount[1] or ".")
    return text


def form_of(placement: Placement, texts: tuple[str, ...]) -> Form | None:
    """The form of a table with these texts in these places; None for a table too large to be a report's."""
    if len(texts) > MOST_CELLS:
        return None
    return _form(placement, tuple([FIGURE if text.isdigit() else word_of(text) for text in texts]))


@lru_cache(maxsize=512)
def _form(placement: Placement, words: tuple[str, ...]) -> Form:
    figures = tuple([at for at, word in enumerate(words) if word[:1] == FIGURE])
    return Form(placement, words, figures)
