"""The processing fee: dated schedules and the working of an amount (DOMAIN 4)."""

from gongkai.statute.fees.reckon import (
    Fee,
    FeeLine,
    fee_by_item,
    fee_by_page,
    fees_by_month,
    fees_by_page,
    ten_thousand_yuan,
    yuan,
)
from gongkai.statute.fees.schedule import (
    MEASURES_2020,
    RULES,
    SCHEDULES,
    Bracket,
    FeeRule,
    FeeSchedule,
    Method,
    Rise,
    Scale,
    schedule_on,
)

__all__ = [
    "MEASURES_2020",
    "RULES",
    "SCHEDULES",
    "Bracket",
    "Fee",
    "FeeLine",
    "FeeRule",
    "FeeSchedule",
    "Method",
    "Rise",
    "Scale",
    "fee_by_item",
    "fee_by_page",
    "fees_by_month",
    "fees_by_page",
    "schedule_on",
    "ten_thousand_yuan",
    "yuan",
]
