"""Likely misprints and terms to be replaced, by an editable list (schema ``gongkai.terms/1``).

The shipped list is short and cautious: wordings that are wrong in nearly every official text. An agency adds its
own.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources

from gongkai.statute.rules.model import Level
from gongkai.statute.wording.errors import TermForm, TermsUnreadable
from gongkai.statute.wording.model import Remark, Where, remark

SCHEMA = "gongkai.terms/1"
LONGEST = 50
MOST = 5000
_CODES = {Level.WARNING: "PC-13", Level.HINT: "PC-14"}
# Not the number of a court's case, in which more stands between the year and the number.
_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])[(（\[［【]((?:19|20)\d{2})[)）\]］】]第?(\d{1,5})号", re.ASCII)


@dataclass(frozen=True, slots=True)
class TermRule:
    """A wording not to be used, and what to write. `level`: WARNING for a misprint, HINT for a better term.

    `unless` are longer wordings in which the same characters are right: 按排 is wrong, 按排名 is not.
    """

    wrong: str
    right: str
    reason: str = ""
    level: Level = Level.WARNING
    unless: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        problem = ""
        if not 2 <= len(self.wrong) <= LONGEST:
            problem = f"应有2至{LONGEST}个字"
        elif self.wrong == self.right or not self.right:
            problem = "没有另外的建议写法"
        elif self.level not in _CODES:
            problem = "的级别只能是 warning 或 hint"
        elif any(self.wrong not in longer or self.wrong == longer for longer in self.unless):
            problem = "的“except”应是包含它的更长的词"
        if problem:
            raise TermForm(place=f"“{self.wrong}”", problem=problem)


@dataclass(frozen=True)
class Terms:
    """A list of rules, ready to be looked for in one pass."""

    rules: tuple[TermRule, ...]

    def __post_init__(self) -> None:
        words = [rule.wrong for rule in self.rules]
        if len(words) > MOST:
            raise TermForm(place="", problem=f"有{len(words)}条，最多{MOST}条")
        if twice := sorted(word for word in set(words) if words.count(word) > 1):
            raise TermForm(place=f"“{twice[0]}”", problem="出现了不止一次")

    @cached_property
    def _rule_of(self) -> Mapping[str, TermRule]:
        return {rule.wrong: rule for rule in self.rules}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        words = sorted(self._rule_of, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, words))) if words else None

    def found(self, text: str) -> Iterator[tuple[TermRule, int]]:
        """Every use of a wrong wording, and where it begins; the longest wording at a place counts."""
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            rule = self._rule_of[match[0]]
            allowed = (*rule.unless, rule.right) if rule.wrong in rule.right else rule.unless
            if not any(_inside(text, match.start(), rule.wrong, longer) for longer in allowed):
                yield rule, match.start()

    def with_rules(self, more: Iterable[TermRule]) -> "Terms":
        """The list with an agency's own rules, which replace those of the same wording."""
        return Terms(tuple({rule.wrong: rule for rule in (*self.rules, *more)}.values()))

    def without(self, words: Iterable[str]) -> "Terms":
        """The list without some wordings."""
        gone = frozenset(words)
        return Terms(tuple(rule for rule in self.rules if rule.wrong not in gone))


def _inside(text: str, start: int, wrong: str, longer: str) -> bool:
    """Whether the wording stands there as a part of a longer one."""
    offset = longer.find(wrong)
    while offset >= 0:
        if start >= offset and text.startswith(longer, start - offset):
            return True
        offset = longer.find(wrong, offset + 1)
    return False


def wording(text: str, terms: Terms, where: Where = Where.TEXT) -> Iterator[Remark]:
    """Remarks PC-13 to PC-15."""
    for rule, start in terms.found(text):
        code = _CODES[rule.level]
        place = (start, start + len(rule.wrong))
        reason = rule.reason or "请核对原文。"
        yield remark(code, place, rule.wrong, where=where, right=rule.right, reason=reason)
    for match in _NUMBER.finditer(text):
        right = f"〔{match[1]}〕{int(match[2])}号"
        yield remark("PC-15", match.span(), match[0], where=where, right=right)


def terms_from_text(data: bytes | str) -> Terms:
    """Read a list. Raises DSC-1301, DSC-1302."""
    try:
        content = json.loads(data)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise TermsUnreadable(problem="不是有效的 JSON") from error
    if (
        not isinstance(content, dict)
        or content.get("schema") != SCHEMA
        or not isinstance(content.get("terms"), list)
    ):
        raise TermsUnreadable(problem=f"不是“{SCHEMA}”格式")
    return Terms(tuple(_rule(entry, number) for number, entry in enumerate(content["terms"], start=1)))


def _rule(entry: object, number: int) -> TermRule:
    place = f"第{number}条"
    if not isinstance(entry, dict):
        raise TermForm(place=place, problem="不是一条记录")
    if strange := sorted(entry.keys() - {"wrong", "right", "reason", "level", "except"}):
        raise TermForm(place=place, problem=f"有不认识的项“{strange[0]}”")
    words = [entry.get("wrong"), entry.get("right"), entry.get("reason", ""), entry.get("level", "warning")]
    unless = entry.get("except", [])
    if not all(isinstance(word, str) for word in words) or not isinstance(unless, list):
        raise TermForm(place=place, problem="的各项应为文字")
    if not all(isinstance(word, str) for word in unless):
        raise TermForm(place=place, problem="的“except”应为文字的列表")
    wrong, right, reason, level = map(str, words)
    if level not in set(Level):
        raise TermForm(place=place, problem="的级别只能是 warning 或 hint")
    return TermRule(wrong, right, reason, Level(level), tuple(unless))


@cache
def shipped_terms() -> Terms:
    """The list that comes with the package."""
    return terms_from_text((resources.files("gongkai.statute.wording") / "terms.json").read_bytes())
