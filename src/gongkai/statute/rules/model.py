"""What a rule is, what it looks at, and what it finds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from gongkai.statute.claims import Claim, ClaimKind
from gongkai.statute.law.cite import Cite
from gongkai.statute.report import Report


class Level(StrEnum):
    """How grave a finding is: DOMAIN's E, W and I."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the text: section 0 is title and preface, `paragraph` counts from 0, then characters."""

    section: int
    paragraph: int
    start: int
    end: int


class Finding:
    """One failure: the rule's permanent code, the cells or the passage, a sentence that says what to do.

    The sentence is written, and the passage looked for, when somebody first asks: `message` is a template then, and
    among its `values` those that have to be worked out are functions, as the passage may be one.
    """

    __slots__ = ("_message", "_passage", "_values", "cells", "cite", "code", "level")

    def __init__(
        self,
        code: str,
        level: Level,
        message: str,
        cite: str,
        cells: tuple[str, ...] = (),
        passage: "Passage | Callable[[], Passage] | None" = None,
        values: Mapping[str, object] | None = None,
    ) -> None:
        self.code = code
        self.level = level
        self._message = message
        self.cite = cite
        self.cells = cells
        self._passage = passage
        self._values = values

    @property
    def message(self) -> str:
        """The sentence."""
        if self._values is not None:
            told = {name: value() if callable(value) else value for name, value in self._values.items()}
            self._message, self._values = self._message.format(**told), None
        return self._message

    @property
    def passage(self) -> Passage | None:
        """Where it stands in the text, if there."""
        if callable(self._passage):
            self._passage = self._passage()
        return self._passage

    def _key(self) -> tuple[str, Level, str, str, tuple[str, ...], Passage | None]:
        return self.code, self.level, self.message, self.cite, self.cells, self.passage

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Finding) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Finding{self._key()!r}"

    def __reduce__(self) -> tuple[type["Finding"], tuple[object, ...]]:
        """It travels between processes with its sentence written."""
        return Finding, self._key()


@dataclass(frozen=True, slots=True)
class Options:
    """What the domain specification leaves to the agency, with its stated defaults.

    `strict`: rules about form are errors for what was read from a file too. `jump_factor`: X-03.
    `copied_share`: N-09. `fee_jump_factor`: T2-04. `overview_limit`: characters of section one, None for no limit.
    """

    strict: bool = False
    jump_factor: int = 5
    fee_jump_factor: int = 100
    copied_share: float = 0.8
    overview_limit: int | None = None


@dataclass(frozen=True)
class Case:
    """What a rule may look at: the report, last year's, and the figures found in the sentences of this one."""

    report: Report
    previous: Report | None = None
    claims: tuple[Claim, ...] = ()
    options: Options = field(default_factory=Options)

    @cached_property
    def paragraphs(self) -> Sequence[tuple[int, int, str]]:
        """Section, paragraph and text; section 0 is the title and the preface."""
        report = self.report
        sections = ((0, (report.title, *report.preface)), *sorted(report.sections.items()))
        return [(section, index, text) for section, texts in sections for index, text in enumerate(texts)]

    @cached_property
    def claims_by_topic(self) -> Mapping[str, Sequence[Claim]]:
        """The figures by the first word of what they count ("requests", "outcome", …), in order."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.subject.partition(".")[0], []).append(claim)
        return found

    @cached_property
    def counts(self) -> Mapping[tuple[int, str], Sequence[Decimal]]:
        """The counts that a section states in a unit."""
        found: dict[tuple[int, str], list[Decimal]] = {}
        for claim in self.claims:
            if claim.kind is ClaimKind.COUNT:
                found.setdefault((claim.section, claim.unit), []).append(claim.value)
        return found


Judge: TypeAlias = Callable[["Case", "Rule"], Iterator["Finding"]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the reconciliation catalogue: permanent code, level, provision, what must hold, and the sentence.

    `requires` says what must hold (for the catalogue); `says` is the template of the message; `judge` yields
    findings and never raises. A rule whose level depends on the case gives `level` to `finding`.
    """

    code: str
    level: Level
    cite: Cite
    requires: str
    says: str
    judge: Judge
    cited: str = field(init=False)
    """The provision in words, for every finding."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "cited", str(self.cite))

    def finding(
        self,
        *cells: str,
        passage: Passage | Callable[[], Passage] | None = None,
        level: Level | None = None,
        says: str | None = None,
        **values: object,
    ) -> Finding:
        """A finding of this rule at these cells or at this passage; values that take work may be functions."""
        return Finding(self.code, level or self.level, says or self.says, self.cited, cells, passage, values)


def form_level(case: Case) -> Level:
    """Form is a warning for what was read from a file, which others may have flattened (--strict aside)."""
    read = case.report.origin == "read"
    return Level.WARNING if read and not case.options.strict else Level.ERROR


Rules: TypeAlias = tuple[Rule, ...]
