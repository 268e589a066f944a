"""What is stated about a piece of information, as a value: what forms give and revisions hold."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from gongkai.audit.chain import canonical, hashed


@dataclass(frozen=True, slots=True)
class Facts:
    """The descriptive fields of an item. A draft needs title and column; the rest may come later."""

    title: str
    column_id: int
    summary: str = ""
    kind: str = "information"
    article: str = ""
    document_number: str = ""
    formed_on: date | None = None
    publicity: str = "proactive"
    ground: str = ""
    publicity_reason: str = ""
    source: str = ""
    keywords: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    channels: tuple[int, ...] = ()

    def columns(self) -> dict[str, object]:
        """The values as a row keeps them."""
        return asdict(self) | {"channels": sorted(self.channels)}


@dataclass(frozen=True, slots=True)
class FileMark:
    """By what an attachment is known in the digest of a text."""

    name: str
    digest: str
    alternative: str


def text_digest(facts: Facts, body: str, notice: str = "", files: Sequence[FileMark] = ()) -> str:
    """SHA-256 over everything that is signed: facts, text, notice of correction and each attachment's digest."""
    signed = facts.columns() | {"body": body, "notice": notice, "files": [asdict(file) for file in files]}
    return hashed(canonical(signed).encode())
