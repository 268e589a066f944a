"""What a rule is, what it looks at, and what it finds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from gongkai.statute.claims import Claim
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


@dataclass(frozen=True, slots=True)
class Finding:
    """One failure: the rule's permanent code, the cells or the passage, a sentence that says what to do."""

    code: str
    level: Level
    message: str
    cite: str
    cells: tuple[str, ...] = ()
    passage: Passage | None = None


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
    def claims_by_topic(self) -> Mapping[str, Sequence[Claim]]:
        """The figures by the first word of what they count ("requests", "outcome", …), in order."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.subject.partition(".")[0], []).append(claim)
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
        passage: Passage | None = None,
        level: Level | None = None,
        says: str | None = None,
        **fields: object,
    ) -> Finding:
        """A finding of this rule at these cells or at this passage."""
        return Finding(
            code=self.code,
            level=level or self.level,
            message=(says or self.says).format(**fields),
            cite=self.cited,
            cells=cells,
            passage=passage,
        )


def form_level(case: Case) -> Level:
    """Form is a warning for what was read from a file, which others may have flattened (--strict aside)."""
    read = case.report.origin == "read"
    return Level.WARNING if read and not case.options.strict else Level.ERROR


Rules: TypeAlias = tuple[Rule, ...]
