"""A controlled word: permanent English code, official Chinese label, and the provision it comes from."""

from enum import Enum

from gongkai.statute.law.cite import Cite


class Term(Enum):
    """Base of every vocabulary. A member is written ``NAME = code, label, cite``; its value is the code.

    ``Vocabulary("code")`` finds a member by its code.
    """

    label: str
    cite: Cite | None

    def __new__(cls, code: str, label: str = "", cite: Cite | None = None) -> "Term":
        """A member whose value is the code alone."""
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        member.cite = cite
        return member

    @property
    def code(self) -> str:
        """The permanent code."""
        return str(self.value)

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of code and label, as a form field or a database column wants them."""
        return [(member.code, member.label) for member in cls]

    def __str__(self) -> str:
        return self.label
