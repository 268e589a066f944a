"""What goes in and what comes out, and the marks by which both engines filter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from hashlib import blake2b

from django.utils.safestring import SafeString

from gongkai.kit.search.folding import characters, fold, grams, pieces

FACETS: dict[str, type[int] | type[str]] = {"agency": int, "column": int, "year": int, "kind": str, "validity": str}
BODY_LIMIT = 100_000  # characters of a text that are searched
TOKEN_BYTES = 1_000_000  # of tokens a document: PostgreSQL holds a megabyte, filled only where nothing comes twice
_SURELY_FEW = 30_000  # characters whose tokens are fewer whatever they are
TITLE_LIMIT = 1_000
TITLED = "¶"  # before a token of a title; no word holds it, nor § of the marks, nor ¤ of single characters
_KEY_BITS = 40
_END = date(MAXYEAR, 1, 1)
Value = int | str


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found. `key` is the caller's own number for it; see `number_of` for its bounds and the date's."""

    key: int
    title: str
    body: str
    date: date
    agency: int
    column: int
    year: int
    kind: str
    validity: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the results; both texts are escaped and carry `<mark>`."""

    key: int
    title_highlighted: SafeString
    excerpt_highlighted: SafeString
    date: date


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of results.

    Where `total_is_exact` is false there are more than `total`, and the facets count the newest `total` of them.
    """

    total: int
    total_is_exact: bool
    hits: Sequence[Hit]
    facet_counts: Mapping[str, Mapping[Value, int]]
    page: int
    pages: int  # that can be asked for; deeper ones are empty
    query_cut: bool = False  # more was typed than was read

    @property
    def total_words(self) -> str:
        """The number for people."""
        return f"{self.total}" if self.total_is_exact else f"超过 {self.total}"


def number_of(day: date, key: int) -> int:
    """The place of a document among all: by date, then by key."""
    if not 0 < key < 1 << _KEY_BITS:
        raise ValueError(f"a key lies between 1 and 2^{_KEY_BITS}")
    if day >= _END:
        raise ValueError("a date lies before the year 9999")
    return day.toordinal() << _KEY_BITS | key


def first_number(day: date) -> int:
    """The number below every document of that day."""
    return day.toordinal() << _KEY_BITS


def day_of(number: int) -> date:
    """The date of a document."""
    return date.fromordinal(number >> _KEY_BITS)


def key_of(number: int) -> int:
    """The key of a document."""
    return number & (1 << _KEY_BITS) - 1


def digest(folded_title: str) -> int:
    """Sixty-four bits by which a whole title is found."""
    return int.from_bytes(blake2b(folded_title.encode(), digest_size=8).digest(), "big", signed=True)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document folded, as the engines take it."""

    document: Document
    number: int
    title: str
    body: str

    @property
    def tokens(self) -> list[str]:
        """Its facets, its title, and everything, each token once."""
        marks = ["§", *(mark(name, getattr(self.document, name)) for name in FACETS)]
        title = [TITLED + token for token in (*grams(self.title), *singles(self.title))]
        return [*marks, *title, *(grams(self.title) | grams(self.body)), *singles(self.title + self.body)]

    @property
    def text(self) -> str:
        """In which a phrase is looked for; none holds the sign between title and body."""
        return f"{self.title}\n{self.body}"

    def shorter(self, weight: int) -> "Prepared":
        """With so much less of its body as its tokens weigh too much; a word is left out rather than cut."""
        body = self.body[: len(self.body) * TOKEN_BYTES // weight]
        return replace(self, body=body[: body.rindex("_")] if body.count("_") % 2 else body)


def prepare(document: Document) -> Prepared:
    """Fold a document."""
    number = number_of(document.date, document.key)
    found = Prepared(document, number, fold(document.title[:TITLE_LIMIT]), fold(document.body[:BODY_LIMIT]))
    while len(found.body) > _SURELY_FEW and (weight := sum(len(t.encode()) for t in found.tokens)) > TOKEN_BYTES:
        found = found.shorter(weight)
    return found


@lru_cache(maxsize=10_000)
def mark(facet: str, value: Value) -> str:
    """A facet's value as a token that no text can hold."""
    shown = str(value) if isinstance(value, int) else value.encode().hex()
    return f"§{facet[0]}{shown}"


def single(character: str) -> str:
    """The token of one Chinese character, wherever it stands."""
    return f"¤{character}"


def singles(folded: str) -> list[str]:
    """The tokens of all its characters."""
    return [f"¤{character}" for character in characters(folded)]  # as `single` says, without a call each


def needed(phrase: str, step: int = 4) -> list[str]:
    """Tokens that every text with the phrase holds; texts that hold them may still lack the phrase.

    Of a long run fours, one each `step` characters, and the last: each token more is a list more to walk.
    """
    tokens: set[str] = set()
    for piece in pieces(phrase):
        if piece[0] == "_":
            tokens.add(piece[1:-1])
        elif len(piece) == 1:
            tokens.add(single(piece))
        else:
            length, apart = (4, step) if len(piece) >= 4 else (2, 1)
            last = len(piece) - length
            tokens.update(piece[at : at + length] for at in (*range(0, last, apart), last))
    return sorted(tokens)


def decided_by_tokens(phrase: str) -> bool:
    """Whether holding the needed tokens is holding the phrase: it is one token itself."""
    return len(pieces(phrase)) == 1 and (phrase[0] == "_" or len(phrase) in {1, 2, 4})


@dataclass(frozen=True, slots=True)
class Plan:
    """A query with its filters, as the engines take it."""

    terms: tuple[str, ...]
    without: tuple[str, ...]
    facets: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    low: int = 0
    high: int = first_number(_END)

    @property
    def filters(self) -> list[list[str]]:
        """Marks: one of each list must be there."""
        return [[mark(name, value) for value in values] for name, values in self.facets.items()]


def span(since: date | None, until: date | None) -> tuple[int, int]:
    """The numbers of the days from `since` to `until`, both included."""
    low = first_number(since) if since else 0
    return low, first_number(until + timedelta(days=1) if until and until < _END else _END)
