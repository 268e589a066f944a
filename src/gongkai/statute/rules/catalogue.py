"""The reconciliation catalogue: every rule that a report can be judged by, listed once."""

from gongkai.statute.rules.arithmetic import ARITHMETIC_RULES
from gongkai.statute.rules.entries import ENTRY_RULES
from gongkai.statute.rules.form import FORM_RULES
from gongkai.statute.rules.model import Rule
from gongkai.statute.rules.narrative import NARRATIVE_RULES
from gongkai.statute.rules.table_four import TABLE_FOUR_RULES
from gongkai.statute.rules.table_two import TABLE_TWO_RULES
from gongkai.statute.rules.years import YEAR_RULES

RULES: tuple[Rule, ...] = (
    *ARITHMETIC_RULES,
    *ENTRY_RULES,
    *TABLE_TWO_RULES,
    *TABLE_FOUR_RULES,
    *YEAR_RULES,
    *NARRATIVE_RULES,
    *FORM_RULES,
)
BY_CODE = {rule.code: rule for rule in RULES}
