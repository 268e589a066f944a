"""What a person typed, as terms. Everything that is not one of the few signs is text; nothing is an error."""

import re
from dataclasses import dataclass

from gongkai.kit.search.folding import fold

LONGEST = 200  # characters that are read; a title is rarely longer
MOST_TERMS = 12

_MARKED = r"""["“”＂][^"“”＂]*["“”＂]|《[^》]*》"""
_PART = re.compile(rf"""(?P<not>(?<!\S)[-－](?=\S))?(?:(?P<marked>{_MARKED})|(?P<plain>(?:(?!{_MARKED})\S)+))""")


@dataclass(frozen=True, slots=True)
class Query:
    """Folded phrases: all of `terms` must be there, none of `without`."""

    terms: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    blank: bool = True  # nothing was typed: everything is asked for
    cut: bool = False  # more was typed than is read

    @property
    def whole(self) -> str:
        """All terms as the one phrase they make in a title."""
        return fold(" ".join(map(_plain, self.terms)))


def parse(typed: str) -> Query:
    """Words parted by blanks, “phrases”, 《titles》, -exclusions."""
    terms: dict[str, None] = {}
    without: dict[str, None] = {}
    for part in _PART.finditer(typed[:LONGEST]):
        marked = part["marked"]
        phrases = [fold(marked[1:-1])] if marked else fold(part["plain"]).split(" ")
        (without if part["not"] else terms).update(dict.fromkeys(filter(None, phrases)))
    kept, left_out = tuple(terms)[:MOST_TERMS], tuple(without)[:MOST_TERMS]
    return Query(
        kept,
        left_out,
        blank=not typed.strip(),
        cut=len(typed) > LONGEST or (len(kept), len(left_out)) != (len(terms), len(without)),
    )


def _plain(folded: str) -> str:
    """Folded text as text again that folds to the same."""
    return folded.replace(" ", "，").replace("__", " ").replace("_", "")
