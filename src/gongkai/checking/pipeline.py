"""Check a report: its figures in sentences are extracted, then every rule of the catalogue judges the case."""

from gongkai.checking.sentences import extract
from gongkai.statute.report import Report
from gongkai.statute.rules.catalogue import RULES
from gongkai.statute.rules.model import Case, Finding, Level, Options

_DEFAULT = Options()
_LEVELS = tuple(Level)


def check(report: Report, *, previous: Report | None = None, options: Options = _DEFAULT) -> tuple[Finding, ...]:
    """All findings, gravest first, in the catalogue's order within a level.

    `previous` is the same agency's report of the year before (X family), or another version of this one (X-02).
    """
    case = Case(report=report, previous=previous, claims=extract(report), options=options)
    return judge(case)


def judge(case: Case) -> tuple[Finding, ...]:
    """The findings of every rule on a prepared case."""
    found = [finding for rule in RULES for finding in rule.judge(case, rule)]
    return tuple([finding for level in _LEVELS for finding in found if finding.level is level])
